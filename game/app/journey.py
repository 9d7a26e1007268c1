"""Which screen follows which: from "who plays" to "well played", and round again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from uuid import uuid4

from game.app.house import House, first_menu_keys
from game.app.loop import QuitGame
from game.app.playing import PlayedSong, play_through, stage
from game.app.results import rows_of, strip_of, tallies_of
from game.devices.window import key_name
from game.drawing.focus import MenuInput, Scanning
from game.drawing.text import Texts
from game.messages import Message
from game.music.grades import grade_of
from game.music.moves import Move, lane_order
from game.music.song import Song
from game.play.keymap import Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyEvent, KeyPress
from game.play.record import Ending, Play
from game.reports.comparison import result_message
from game.screens.details import DetailsScreen
from game.screens.hands import HandChoice, hands_screen
from game.screens.keys import KeysChoice, KeysScreen
from game.screens.menu import Menu, Setting
from game.screens.menu_keys import MenuKeys
from game.screens.message import Answer, message_screen
from game.screens.new_player import NewPlayer, free_name, new_player_screen
from game.screens.players import ChosenPlayer, PlayerCard, PlayersButton, players_menu
from game.screens.results import ResultsChoice, ResultsScreen
from game.screens.songs import ChosenSong, SongCard, SongsButton, songs_menu
from game.screens.teach import TeachScreen
from game.storage.players import Player
from game.timing import s_from_ns
from game.wording import say, words


@dataclass(frozen=True, slots=True)
class _EitherKeys:
    """A key has the meaning that the first of them knows."""

    known: tuple[MenuKeys, ...]

    def command_of(self, event: KeyEvent) -> MenuInput | None:
        commands = (keys.command_of(event) for keys in self.known)
        return next((command for command in commands if command is not None), None)


class Journey:
    """One start of the game. Ends when the player quits or closes the window."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._store = house.library.store
        self._texts = Texts()
        self._scanning = Scanning()
        self._use_keys_of_the_last_player()

    def run(self) -> None:
        try:
            while (player := self._choose_player()) is not None:
                self._visit(player)
        except QuitGame:
            pass

    # --- who ---------------------------------------------------------------------------------

    def _choose_player(self) -> Player | None:
        """None when the game is left."""
        self._use_keys_of_the_last_player()
        while True:
            players = {player.player_id: player for player in self._players()}
            known = [PlayerCard(p.player_id, p.name, p.picture) for p in players.values()]
            notices = [words(notice) for notice in self._house.notices]
            match self._house.loop.show(players_menu(self._setting, known, notices)):
                case ChosenPlayer(player_id):
                    return players[player_id]
                case PlayersButton.GUEST:
                    return self._guest()
                case PlayersButton.NEW:
                    if (player := self._make_player([card.name for card in known])) is not None:
                        return player
                case PlayersButton.QUIT:
                    return None

    def _players(self) -> list[Player]:
        """Without guests; who played last comes first."""
        players = [player for player in self._store.players() if not player.guest]
        return sorted(players, key=self._last_seen, reverse=True)

    def _last_seen(self, player: Player) -> datetime:
        plays = self._store.plays_of(player.player_id)
        return plays[0].started_at if plays else player.created_at

    def _make_player(self, taken: list[str]) -> Player | None:
        outcome = self._house.loop.show(new_player_screen(self._setting, taken, key_name))
        if not isinstance(outcome, NewPlayer):
            return None
        player = Player(uuid4(), outcome.name, outcome.picture, datetime.now(UTC))
        self._store.save_player(player)
        return player

    def _guest(self) -> Player:
        """The one guest there is; chooses the hand anew each time."""
        known = next((player for player in self._store.players() if player.guest), None)
        guest = known or Player(
            uuid4(), free_name(say("Guest"), ()), "note", datetime.now(UTC), guest=True
        )
        guest = replace(guest, moves=())
        self._store.save_player(guest)
        return guest

    # --- hands and keys ------------------------------------------------------------------------

    def _visit(self, player: Player) -> None:
        keymap = self._keymap_of(player)
        if not player.moves:
            made_ready = self._get_ready(player, keymap)
            if made_ready is None:
                return
            player, keymap = made_ready
        self._use_keys(MenuKeys(keymap, player.moves, key_name))
        self._choose_songs(player, keymap)

    def _keymap_of(self, player: Player) -> Keymap:
        """A guest may be another person each time, and so begins with the defaults."""
        taught = None if player.guest else self._store.keymap_of(player.player_id)
        return taught or default_keymap()

    def _get_ready(self, player: Player, keymap: Keymap) -> tuple[Player, Keymap] | None:
        """The player's hand and keys, asked and saved; None when the player turns back."""
        chosen = self._house.loop.show(hands_screen(self._setting))
        if not isinstance(chosen, HandChoice):
            return None
        moves = lane_order(chosen.moves)
        if chosen.pinches or self._wants_to_teach(keymap, moves):
            keymap, moves = self._teach(keymap, moves)
        player = replace(player, moves=moves)
        self._store.save_player(player)
        self._store.save_keymap(player.player_id, keymap)
        return player, keymap

    def _wants_to_teach(self, keymap: Keymap, moves: tuple[Move, ...]) -> bool:
        """Asked where the computer's keyboard has a key for each of `moves` already."""
        caps = {move: _key_caps(keymap, move) for move in moves}
        if not all(caps.values()):
            return True

        def knows_key(press: KeyPress) -> bool:
            return keymap.binding_of(press.device, press.key) is not None

        screen = KeysScreen(self._setting, caps, knows_key)
        return self._house.loop.show(screen) is KeysChoice.CHOOSE

    def _teach(self, keymap: Keymap, moves: tuple[Move, ...]) -> tuple[Keymap, tuple[Move, ...]]:
        """The moves that got a key; each device that was pressed forgets what it knew before."""
        taught = self._house.loop.show(TeachScreen(moves, self._texts)).bindings
        for device in {binding.device for binding in taught}:
            of_device = tuple(binding for binding in taught if binding.device == device)
            keymap = keymap.taught(device, of_device)
        return keymap, lane_order(binding.move for binding in taught if binding.move)

    def _use_keys_of_the_last_player(self) -> None:
        """Who played last will most likely play again; the defaults hold beside what was taught."""
        last = next((player for player in self._players() if player.moves), None)
        if last is None:
            self._use_keys(first_menu_keys())
            return
        keys = MenuKeys(self._keymap_of(last), last.moves, key_name)
        self._use_keys(keys)
        self._house.loop.menu_keys = _EitherKeys((keys, first_menu_keys()))

    def _use_keys(self, keys: MenuKeys) -> None:
        self._house.loop.menu_keys = keys
        self._scanning.single_key = keys.single_key
        self._setting = Setting(self._texts, self._scanning, keys.hints())

    # --- songs ---------------------------------------------------------------------------------

    @cached_property
    def _songs(self) -> dict[str, Song]:
        """By id, in the order of the menu."""
        return {song.song_id: song for song in _easiest_first(self._house.library.songs)}

    def _choose_songs(self, player: Player, keymap: Keymap) -> None:
        cards = [_card(song) for song in self._songs.values()]
        while True:
            notices = [words(notice) for notice in self._house.notices]
            match self._house.loop.show(songs_menu(self._setting, cards, notices)):
                case ChosenSong(song_id):
                    self._play(PlayedSong(self._songs[song_id], player, keymap))
                case SongsButton.TEACH:
                    if (made_ready := self._get_ready(player, keymap)) is not None:
                        player, keymap = made_ready
                        self._use_keys(MenuKeys(keymap, player.moves, key_name))
                case SongsButton.BACK:
                    return

    def _play(self, what: PlayedSong) -> None:
        again = True
        while again:
            last = self._store.last_play(what.player.player_id, what.song.song_id)
            kept = play_through(self._house, stage(self._house, self._texts, what))
            if kept.trouble:
                self._tell(kept.trouble)
            if kept.play.ending is Ending.STOPPED and not kept.play.events:
                return
            sentence = words(result_message(kept.play, last))
            again = self._show_results(kept.play, sentence)

    def _show_results(self, play: Play, sentence: str) -> bool:
        """True when the player wants the same song again."""
        while True:
            screen = ResultsScreen(tallies_of(play), sentence, self._texts, self._scanning)
            match self._house.loop.show(screen):
                case ResultsChoice.AGAIN:
                    return True
                case ResultsChoice.OTHER_SONG:
                    return False
                case ResultsChoice.DETAILS:
                    rows, strip = rows_of(play), strip_of(play)
                    self._house.loop.show(DetailsScreen(rows, strip, self._texts, self._scanning))

    def _tell(self, message: Message) -> None:
        answers = (Answer(True, say("Go on")),)
        told: Menu[bool] = message_screen(self._setting, say("Please note"), message, answers)
        self._house.loop.show(told)


def _easiest_first(songs: Iterable[Song]) -> list[Song]:
    """Songs of one grade stay in the order of their titles."""
    return sorted(songs, key=grade_of)


def _key_caps(keymap: Keymap, move: Move) -> list[str]:
    """What is printed on the move's keys of the computer's keyboard."""
    return [key_name(key) for device, key in keymap.keys_of(move) if device == KEYBOARD]


def _card(song: Song) -> SongCard:
    seconds = round(s_from_ns(song.length_ns))
    return SongCard(song.song_id, song.title, song.emblem, grade_of(song), seconds)
