"""Players, hands, songs and messages: what each offers, and what comes out."""

from __future__ import annotations

from uuid import UUID

import pytest

from game.drawing.focus import Command
from game.messages import Message
from game.music.moves import LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS, Hand, lane_order
from game.screens.hands import HandChoice, HandsOutcome, hands_screen
from game.screens.menu import Leave, Menu
from game.screens.message import Answer, message_screen
from game.screens.players import (
    ChosenPlayer,
    PlayerCard,
    PlayersButton,
    PlayersOutcome,
    players_menu,
)
from game.screens.songs import ChosenSong, SongCard, SongsButton, SongsOutcome, songs_menu
from tests.screens.menus import Person, canvas, looked_at, setting

MARIA = PlayerCard(UUID(int=1), "Maria", "flower")
JAN = PlayerCard(UUID(int=2), "Jan", "no such picture")


def players(*cards: PlayerCard) -> Menu[PlayersOutcome]:
    return players_menu(setting(), cards)


def test_who_played_last_is_chosen_by_one_press() -> None:
    assert Person(players(MARIA, JAN)).chooses(0) == ChosenPlayer(MARIA.player_id)


def test_others_can_come_in() -> None:
    assert Person(players(MARIA, JAN)).chooses(1) == ChosenPlayer(JAN.player_id)
    assert Person(players(MARIA, JAN)).chooses(2) is PlayersButton.NEW
    assert Person(players(MARIA, JAN)).chooses(3) is PlayersButton.GUEST
    assert Person(players(MARIA, JAN)).chooses(4) is PlayersButton.QUIT


def test_escape_quits_from_the_players() -> None:
    assert Person(players(MARIA)).does(Command.BACK) is PlayersButton.QUIT


def test_the_first_start_offers_a_new_player_first() -> None:
    assert players().labels == ("New player", "Guest", "Quit")
    assert Person(players()).chooses(0) is PlayersButton.NEW


def song(number: int, grade: int | None = 1) -> SongCard:
    return SongCard(f"song-{number}", f"Song {number}", "", grade, 80)


def songs(count: int, *notices: str) -> Menu[SongsOutcome]:
    return songs_menu(setting(), [song(number) for number in range(count)], notices)


def test_a_song_is_chosen() -> None:
    assert Person(songs(3)).chooses(2) == ChosenSong("song-2")


def test_songs_on_the_second_page_can_be_reached() -> None:
    assert Person(songs(14)).chooses(6, 0) == ChosenSong("song-6")


def test_from_the_songs_keys_are_taught_again_or_the_way_leads_back() -> None:
    assert Person(songs(3)).chooses(3) is SongsButton.TEACH
    assert Person(songs(3)).chooses(4) is SongsButton.BACK
    assert Person(songs(3)).does(Command.BACK) is SongsButton.BACK


def test_without_any_song_there_is_still_a_way_back() -> None:
    assert songs(0).labels == ("My keys", "Back")


def test_length_is_told_in_minutes_and_seconds() -> None:
    screen = songs_menu(setting(), [SongCard("a", "A", "", None, 65)])
    others = songs_menu(setting(), [SongCard("a", "A", "", None, 64)])
    Person(screen), Person(others)
    assert looked_at(screen, canvas()) != looked_at(others, canvas())


def test_files_that_were_left_out_are_told() -> None:
    quiet, told = songs(2), songs(2, "“waltz.mid” was left out.")
    Person(quiet), Person(told)
    assert looked_at(quiet, canvas()) != looked_at(told, canvas())


def choose_hand(*ways: int, pinches_possible: bool = True) -> HandsOutcome | None:
    return Person(hands_screen(setting(), pinches_possible)).chooses(*ways)


def test_a_hand_and_a_kind_of_move_are_chosen() -> None:
    assert choose_hand(0, 0) == HandChoice((Hand.LEFT,), pinches=False)
    assert choose_hand(1, 1) == HandChoice((Hand.RIGHT,), pinches=True)
    assert choose_hand(2, 0) == HandChoice((Hand.LEFT, Hand.RIGHT), pinches=False)


def test_without_a_glove_only_the_hand_is_asked() -> None:
    choice = choose_hand(1, pinches_possible=False)
    assert choice == HandChoice((Hand.RIGHT,), pinches=False)


def test_back_from_the_kind_of_move_asks_for_the_hand_again() -> None:
    person = Person(hands_screen(setting()))
    assert person.chooses(0) is None
    assert person.does(Command.BACK) is None
    assert person.does(Command.BACK) is Leave.BACK


def test_a_choice_of_hands_gives_their_moves_in_lane_order() -> None:
    both = HandChoice((Hand.LEFT, Hand.RIGHT), pinches=False)
    assert both.moves == LEFT_TAPS + RIGHT_TAPS
    pinching = HandChoice((Hand.LEFT, Hand.RIGHT), pinches=True)
    assert pinching.moves == lane_order(pinching.moves)
    assert HandChoice((Hand.RIGHT,), pinches=True).moves == RIGHT_PINCHES


def message(*answers: str) -> Menu[str]:
    text = Message("The {device} went away.", {"device": "glove"})
    return message_screen(
        setting(), "Still there?", text, [Answer(answer, answer) for answer in answers]
    )


def test_a_message_is_answered() -> None:
    assert Person(message("Go on", "Stop")).chooses(0) == "Go on"
    assert Person(message("Go on", "Stop")).chooses(1) == "Stop"
    assert Person(message("Go on")).chooses(0) == "Go on"


def test_escape_gives_the_last_answer() -> None:
    assert Person(message("Go on", "Again", "Stop")).does(Command.BACK) == "Stop"


@pytest.mark.parametrize("count", [0, 4])
def test_a_message_has_one_to_three_answers(count: int) -> None:
    with pytest.raises(ValueError, match="answers"):
        message(*map(str, range(count)))
