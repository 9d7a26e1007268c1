"""What was saved is there again, and plays are only ever added."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path
from threading import Timer
from uuid import uuid4

import pytest
from hypothesis import given, settings

from game.messages import Refusal
from game.music.difficulty import HitWindows, Prescription
from game.music.moves import LEFT_PINCHES, RIGHT_TAPS
from game.play.json_values import Json
from game.play.keymap import Binding, Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyPress
from game.play.record import Ending, Play
from game.storage.database import FILE_NAME
from game.storage.players import Player
from game.storage.store import LOCK_OUT, WINDOWS, Store, StoreError, open_store
from game.timing import HostTime, ns_from_ms
from game.wording import words
from tests.play.test_files import PLAYS
from tests.storage.made import DRAWN, NOW, made_play, made_player

PARTS_OF_A_PLAY = ("plays", "segments", "phrases", "notes", "key_events")


def reopened(store: Store) -> Store:
    """As on the next day: the first one is closed."""
    store.close()
    opened = open_store(store.folder.path, NOW + timedelta(days=1))
    assert opened.notices == ()
    return opened.store


def tampered(store: Store, statement: str, *values: object) -> None:
    """By another program, while this one has the database open."""
    connection = sqlite3.connect(store.folder.path / FILE_NAME, isolation_level=None)
    connection.execute(statement, values)
    connection.close()


def rows(store: Store) -> dict[str, int]:
    """How many there are in each table that a play has rows in."""
    connection = sqlite3.connect(store.folder.path / FILE_NAME)
    counts = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 # our own names
        for table in PARTS_OF_A_PLAY
    }
    connection.close()
    return counts


# --- players ---------------------------------------------------------------------------------


def test_a_new_store_knows_nobody(store: Store) -> None:
    assert store.players() == ()


def test_players_are_there_tomorrow_in_the_order_in_which_they_came(store: Store) -> None:
    first = replace(made_player("Bert"), created_at=NOW - timedelta(days=1))
    second = made_player("Anna")
    store.save_player(second)
    store.save_player(first)
    again = reopened(store)
    assert again.players() == (first, second)
    again.close()


def test_saving_a_player_again_changes_what_is_known(store: Store) -> None:
    player = made_player()
    store.save_player(player)
    changed = replace(player, name="Änne", picture="owl", moves=LEFT_PINCHES)
    store.save_player(changed)
    assert store.players() == (changed,)


def test_changing_a_player_leaves_keys_settings_and_plays_alone(store: Store) -> None:
    player, play = made_player(), made_play(uuid4())
    play = replace(play, header=replace(play.header, player_id=player.player_id))
    store.save_player(player)
    store.save_keymap(player.player_id, default_keymap())
    store.put_setting(player.player_id, "last song", "clementine")
    store.save_play(play)
    store.save_player(replace(player, name="Änne"))
    assert store.keymap_of(player.player_id) is not None
    assert store.setting(player.player_id, "last song") == "clementine"
    assert [listing.play_id for listing in store.plays_of(player.player_id)] == [
        play.header.play_id
    ]


def test_a_guest_stays_a_guest(store: Store) -> None:
    store.save_player(made_player("Guest", guest=True))
    assert [player.guest for player in store.players()] == [True]


@pytest.mark.parametrize("name", ["", "  "])
def test_a_player_without_a_name_cannot_exist(name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        made_player(name)


def test_a_player_begins_at_a_time_with_its_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        Player(uuid4(), "Anna", "boat", NOW.replace(tzinfo=None))


def test_a_players_moves_stand_in_lane_order() -> None:
    with pytest.raises(ValueError, match="lane order"):
        replace(made_player(), moves=(RIGHT_TAPS[1], RIGHT_TAPS[0]))


def test_players_of_several_zones_are_in_the_order_in_which_they_came(store: Store) -> None:
    west = timezone(timedelta(hours=-8))
    first = replace(made_player("Bert"), created_at=(NOW - timedelta(hours=1)).astimezone(west))
    second = replace(made_player("Anna"), created_at=NOW)
    third = replace(made_player("Carl"), created_at=(NOW + timedelta(hours=1)).astimezone(west))
    for player in (third, second, first):
        store.save_player(player)
    assert store.players() == (first, second, third)


# --- keys and settings ---------------------------------------------------------------------------


def test_nothing_was_taught_to_a_new_player(store: Store) -> None:
    player = made_player()
    store.save_player(player)
    assert store.keymap_of(player.player_id) is None


def test_a_taught_keymap_is_there_tomorrow_with_its_pause_key(store: Store) -> None:
    player = made_player()
    store.save_player(player)
    taught = default_keymap().taught(
        "Glöve 1", (Binding("Glöve 1", 60, RIGHT_TAPS[0]), Binding("Glöve 1", 61, None))
    )
    store.save_keymap(player.player_id, taught)
    again = reopened(store)
    known = again.keymap_of(player.player_id)
    again.close()
    assert known is not None
    assert set(known.bindings) == set(taught.bindings)


def test_a_keymap_that_is_taught_again_forgets_the_old_keys(store: Store) -> None:
    player = made_player()
    store.save_player(player)
    store.save_keymap(player.player_id, default_keymap())
    one_key = Keymap((Binding(KEYBOARD, 4, RIGHT_TAPS[0]),))
    store.save_keymap(player.player_id, one_key)
    assert store.keymap_of(player.player_id) == one_key


def test_each_player_has_keys_of_their_own(store: Store) -> None:
    anna, bert = made_player("Anna"), made_player("Bert")
    for player in (anna, bert):
        store.save_player(player)
    store.save_keymap(anna.player_id, default_keymap())
    assert store.keymap_of(bert.player_id) is None


@pytest.mark.parametrize(
    "value", ["clementine", 3, 0.25, True, None, [1, "zwei"], {"nested": {"list": [1, None]}}]
)
def test_a_setting_is_any_json_value(store: Store, value: Json) -> None:
    player = made_player()
    store.save_player(player)
    store.put_setting(player.player_id, "some", value)
    assert store.setting(player.player_id, "some") == value


def test_a_setting_can_be_put_anew_and_is_nobody_elses(store: Store) -> None:
    anna, bert = made_player("Anna"), made_player("Bert")
    for player in (anna, bert):
        store.save_player(player)
    store.put_setting(anna.player_id, "last song", "clementine")
    store.put_setting(anna.player_id, "last song", "greensleeves")
    assert store.setting(anna.player_id, "last song") == "greensleeves"
    assert store.setting(bert.player_id, "last song") is None
    assert store.setting(anna.player_id, "another") is None


def test_the_prescription_has_the_players_moves_and_the_usual_windows(store: Store) -> None:
    player = made_player()
    store.save_player(player)
    assert store.prescription_of(player) == Prescription(moves=player.moves)


def test_before_a_hand_is_chosen_the_right_one_is_prescribed(store: Store) -> None:
    player = replace(made_player(), moves=())
    store.save_player(player)
    assert store.prescription_of(player).moves == RIGHT_TAPS


def test_windows_and_lock_out_are_the_players_own(store: Store) -> None:
    player = made_player()
    store.save_player(player)
    wide = HitWindows(ns_from_ms(80), ns_from_ms(160), ns_from_ms(280), ns_from_ms(500))
    store.save_windows(player.player_id, wide, ns_from_ms(150))
    prescription = store.prescription_of(player)
    assert prescription.windows == wide
    assert prescription.lock_out_ns == ns_from_ms(150)


@pytest.mark.parametrize(
    ("name", "junk"),
    [
        (WINDOWS, [3, 2, 1, 0]),
        (WINDOWS, "wide"),
        (WINDOWS, [60, 120]),
        (LOCK_OUT, 3),
        (LOCK_OUT, "long"),
        (LOCK_OUT, True),
        (LOCK_OUT, ns_from_ms(251)),
    ],
)
def test_where_a_setting_is_no_limit_the_default_stands(
    store: Store, name: str, junk: Json
) -> None:
    player = made_player()
    store.save_player(player)
    wide = HitWindows(ns_from_ms(80), ns_from_ms(160), ns_from_ms(280), ns_from_ms(500))
    store.save_windows(player.player_id, wide, ns_from_ms(150))
    store.put_setting(player.player_id, name, junk)
    prescription, usual = store.prescription_of(player), Prescription(moves=player.moves)
    assert prescription.windows == (usual.windows if name == WINDOWS else wide)
    assert prescription.lock_out_ns == (usual.lock_out_ns if name == LOCK_OUT else ns_from_ms(150))


# --- plays ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shared_store() -> Iterator[Store]:
    """One database for many plays: a property needs no file of its own for each example."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_store(Path(folder), NOW)
        yield opened.store
        opened.store.close()


@given(PLAYS)
@settings(deadline=None)
def test_any_play_comes_back_the_very_same(shared_store: Store, play: Play) -> None:
    play = replace(play, header=replace(play.header, play_id=uuid4()))
    shared_store.save_play(play)
    again = shared_store.play(play.header.play_id)
    assert again == play
    assert again.header.started_at.utcoffset() == play.header.started_at.utcoffset()


def test_a_play_is_there_tomorrow(store: Store) -> None:
    play = made_play(uuid4())
    store.save_play(play)
    again = reopened(store)
    assert again.play(play.header.play_id) == play
    again.close()


def test_a_play_that_is_saved_twice_is_there_once_and_unchanged(store: Store) -> None:
    play = made_play(uuid4())
    store.save_play(play)
    store.save_play(replace(play, ending=Ending.STOPPED, events=()))
    assert store.play(play.header.play_id) == play
    assert len(store.plays_of(play.header.player_id)) == 1


def test_a_play_may_come_before_its_player(store: Store) -> None:
    player = made_player()
    play = made_play(player.player_id)
    store.save_play(play)
    store.save_player(player)
    assert len(store.plays_of(player.player_id)) == 1


def test_a_play_that_is_not_there_is_refused_in_words(store: Store) -> None:
    with pytest.raises(Refusal, match="no play"):
        store.play(uuid4())


def test_the_list_of_plays_tells_each_ones_header_newest_first(store: Store) -> None:
    player_id = uuid4()
    old = made_play(player_id, "clementine", days=0, ending=Ending.STOPPED)
    new = made_play(player_id, "greensleeves", days=2, counts=False)
    middle = made_play(player_id, "aunt_rhody", days=1, ending=Ending.RECOVERED)
    for play in (middle, old, new, made_play(uuid4())):
        store.save_play(play)
    listings = store.plays_of(player_id)
    assert [listing.play_id for listing in listings] == [
        play.header.play_id for play in (new, middle, old)
    ]
    assert [listing.ending for listing in listings] == [
        Ending.FINISHED,
        Ending.RECOVERED,
        Ending.STOPPED,
    ]
    assert [listing.counts for listing in listings] == [False, True, True]
    first = listings[0]
    assert (first.song_id, first.song_title) == ("greensleeves", "Greensleeves")
    assert first.started_at == new.header.started_at


def test_newest_first_heeds_the_zones(store: Store) -> None:
    player_id = uuid4()
    early = made_play(player_id)
    east = timezone(timedelta(hours=9))
    header = replace(early.header, started_at=(NOW - timedelta(hours=1)).astimezone(east))
    earlier = replace(made_play(player_id), header=replace(header, play_id=uuid4()))
    store.save_play(early)
    store.save_play(earlier)
    newest, oldest = store.plays_of(player_id)
    assert newest.play_id == early.header.play_id
    assert oldest.play_id == earlier.header.play_id


def test_there_is_no_last_time_before_the_first(store: Store) -> None:
    assert store.last_play(uuid4(), "clementine") is None


def test_the_last_time_is_the_newest_finished_play_of_that_song_that_counts(store: Store) -> None:
    player_id = uuid4()
    wanted = made_play(player_id, days=1)
    for play in (
        made_play(player_id, days=0),
        wanted,
        made_play(player_id, days=2, ending=Ending.STOPPED),
        made_play(player_id, days=3, counts=False),
        made_play(player_id, "greensleeves", days=4),
        made_play(uuid4(), days=5),
    ):
        store.save_play(play)
    assert store.last_play(player_id, "clementine") == wanted


def test_a_play_without_notes_or_presses_comes_back(store: Store) -> None:
    play = replace(made_play(uuid4()), phrases=(), events=())
    store.save_play(play)
    assert store.play(play.header.play_id) == play


# --- what fails ----------------------------------------------------------------------------------


@pytest.mark.parametrize("table", PARTS_OF_A_PLAY)
def test_a_play_that_fails_half_way_leaves_no_rows(store: Store, table: str) -> None:
    store.save_play(made_play(uuid4()))
    before = rows(store)
    tampered(
        store,
        f"CREATE TRIGGER full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    )
    play = made_play(uuid4())
    with pytest.raises(StoreError, match="disk full"):
        store.save_play(play)
    assert rows(store) == before
    tampered(store, "DROP TRIGGER full")
    store.save_play(play)
    assert store.play(play.header.play_id) == play


def test_a_failure_is_said_in_a_sentence_with_its_reason(store: Store) -> None:
    tampered(store, "DROP TABLE bindings")
    with pytest.raises(StoreError) as failed:
        store.keymap_of(uuid4())
    assert str(failed.value) == "no such table: bindings"
    assert words(failed.value.message) == (
        "What is stored cannot be used now (no such table: bindings)."
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plays SET header = '{' WHERE play_id = ?",
        "UPDATE plays SET header = '[]' WHERE play_id = ?",
        "UPDATE plays SET header = CAST(x'ff00' AS TEXT) WHERE play_id = ?",
        "UPDATE notes SET move = 'R9.tap' WHERE play_id = ?",
        "UPDATE notes SET duration_ns = 0 WHERE play_id = ?",
        "UPDATE phrases SET difficulty = '{}' WHERE play_id = ?",
    ],
)
def test_a_damaged_play_is_refused_and_passed_over_as_the_last_one(
    store: Store, statement: str
) -> None:
    player_id = uuid4()
    older, newer = made_play(player_id), made_play(player_id, days=1)
    store.save_play(older)
    store.save_play(newer)
    tampered(store, statement, str(newer.header.play_id))
    with pytest.raises(Refusal):
        store.play(newer.header.play_id)
    assert store.last_play(player_id, "clementine") == older


def test_what_no_database_can_hold_is_refused(store: Store) -> None:
    play = made_play(uuid4())
    for odd in (
        replace(play, events=(KeyPress(HostTime(2**63), KEYBOARD, 4),)),
        replace(play, header=replace(play.header, song_title="half a letter: \udcff")),
    ):
        with pytest.raises(StoreError):
            store.save_play(odd)
        assert rows(store) == dict.fromkeys(PARTS_OF_A_PLAY, 0)


def test_keys_of_nobody_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.save_keymap(uuid4(), default_keymap())


# --- two programs --------------------------------------------------------------------------------


def test_two_stores_on_one_file_see_what_the_other_keeps(store: Store) -> None:
    other = open_store(store.folder.path, NOW).store
    player, play = made_player(), made_play(uuid4())
    store.save_player(player)
    other.save_play(play)
    store.save_play(play)
    assert other.players() == (player,)
    assert store.play(play.header.play_id) == play
    assert rows(store)["key_events"] == len(DRAWN.events)
    other.close()


def test_a_store_waits_while_another_program_writes(store: Store) -> None:
    other = sqlite3.connect(
        store.folder.path / FILE_NAME, isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    ending = Timer(0.1, other.execute, ["COMMIT"])
    ending.start()
    play = made_play(uuid4())
    store.save_play(play)
    ending.join()
    other.close()
    assert store.play(play.header.play_id) == play
