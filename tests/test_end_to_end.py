"""The real program, on a real X server and a real JACK server, played by other programs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from game.music.chart import Note
from game.music.difficulty import HitWindows
from game.music.moves import RIGHT_TAPS, Finger
from game.play.presses import KEYBOARD, KeyPress, midi_key
from game.storage.database import FILE_NAME
from game.storage.players import Player
from game.storage.store import open_store
from game.timing import NS_PER_S, HostTime, SongClock, SongTime, elapsed_ns, ns_from_ms, shifted
from tests.app.stage import midi_note_of
from tests.conftest import Plug
from tests.real_game import (
    AWAKE_NS,
    CLOCK,
    KEYS,
    Game,
    Journal,
    Machine,
    asked_of_right_hand,
    happens,
    rest,
    write_tune,
)
from tools.wires import MidiSender

pytestmark = pytest.mark.timeout(150)  # songs take their time, on a busy machine a little more

NAME = "Anna"
TITLE = "Aaa Test"
"""Songs of one grade stand in the order of their titles."""
TWENTY_SECONDS = "CDE|FGF|EDC|DEF|GFE|DCE|GEC|EDE|C3|"
SEVEN_SECONDS = "CDE|FGF|EDC|"
FIVE_SECONDS = "CDE|FED|"
SOON_NS = ns_from_ms(250)
"""A finger that has just learned that the song goes on is late for what is due at once."""
WIDE_MS = (100, 200, 370)
"""Windows of a hit: what is shown here is that nothing gets lost, also on a busy machine. The
notes are 750 ms apart."""
COUNT_IN_NS = ns_from_ms(2250)
"""A bar of the test's tunes."""
Message = tuple[int, ...]
Row = dict[str, str]


@pytest.fixture
def machine(xvfb: str, jack_server: str, tmp_path: Path) -> Machine:
    return Machine(xvfb, tmp_path)


@pytest.fixture
def anna(machine: Machine) -> Player:
    """Plays with the fingers of the right hand, within wide windows."""
    player = Player(uuid4(), NAME, "boat", datetime.now(UTC), RIGHT_TAPS)
    store = open_store(machine.data, datetime.now(UTC)).store
    store.save_player(player)
    store.save_windows(player.player_id, HitWindows(*map(ns_from_ms, WIDE_MS)), ns_from_ms(80))
    store.close()
    return player


def host_at(clock: SongClock, song: SongTime) -> HostTime:
    host = clock.host_at(song)
    assert host is not None
    return host


# --- MIDI ----------------------------------------------------------------------------------------


FLOOD_BEFORE = 60
"""Messages that come before a note; all are a millisecond apart."""


def velocity_of(index: int) -> int:
    """Another one for each note, and none that a repeated note-on has."""
    return 20 + 2 * index


def stroke(index: int, note: int) -> list[Message]:
    """A note in the midst of all else that devices send: clock, sensing and aftertouch, now on
    another channel, now repeated before it is let go, the release a note-on of velocity 0."""
    channel = 9 if index % 3 == 2 else 0
    velocity = velocity_of(index)
    on, off = (0x90 | channel, note, velocity), (0x90 | channel, note, 0)
    repeated: list[Message] = [(0x90 | channel, note, velocity + 1)] if index % 4 == 1 else []
    flood: list[Message] = [(0xF8,), (0xFE,), (0xD0 | channel, 9), (0xA0 | channel, note, 3)]
    before = flood * (FLOOD_BEFORE // len(flood))
    return [*before, on, *flood * 8, *repeated, *flood * 30, *repeated, off, *flood * 10]


def presses_among(device: str, messages: Sequence[Message]) -> list[tuple[str, str, str]]:
    """Device, key and velocity as a table has them."""
    return [
        (device, str(midi_key(message[0] & 0x0F, message[1])), str(message[2]))
        for message in messages
        if message[0] & 0xF0 == 0x90 and message[2] > 0
    ]


def test_a_tune_played_by_midi_is_kept_note_for_note_and_press_for_press(
    machine: Machine, anna: Player, plug: Plug
) -> None:
    asked = asked_of_right_hand(write_tune(machine.data, TITLE, TWENTY_SECONDS))
    strokes = [stroke(index, midi_note_of(note)) for index, note in enumerate(asked)]
    devices = ["Pad" if note.move.finger is Finger.R2 else "Glove" for note in asked]
    senders = {name: plug(name) for name in ("Glove", "Pad")}
    with Game(machine) as game:
        journal = game.begin_the_first_song()
        clock = journal.clock()
        for note, device, messages in zip(asked, devices, strokes, strict=True):
            CLOCK.wait_until(shifted(host_at(clock, note.onset_ns), -ns_from_ms(FLOOD_BEFORE)))
            senders[device].send(*messages, gap_ms=1)
        assert happens(journal.is_gone)

    told, tables = machine.history(NAME)
    assert TITLE in told
    assert [play["ending"] for play in tables["plays"]] == ["finished"]
    answers = [(note["move"], note["judgement"], note["tap_velocity"]) for note in tables["notes"]]
    assert answers == [
        (note.move.code, "hit", str(velocity_of(index))) for index, note in enumerate(asked)
    ]
    pressed = [
        (press["device"], press["key"], press["velocity"])
        for press in tables["presses"]
        if press["device"] != KEYBOARD
    ]
    sent = [
        press
        for device, messages in zip(devices, strokes, strict=True)
        for press in presses_among(f"{device} 1", messages)
    ]
    assert pressed == sent
    assert {device for device, _, _ in pressed} == {"Glove 1", "Pad 1"}


def play_by_midi(sender: MidiSender, clock: SongClock, notes: Sequence[Note]) -> None:
    for note in notes:
        CLOCK.wait_until(host_at(clock, note.onset_ns))
        key = midi_note_of(note)
        sender.send((0x90, key, 64), (0x80, key, 64), gap_ms=50)


def test_a_song_waits_while_its_device_is_unplugged_and_goes_on_with_a_count_in(
    machine: Machine, anna: Player, plug: Plug
) -> None:
    asked = asked_of_right_hand(write_tune(machine.data, TITLE, SEVEN_SECONDS))
    glove = plug("Glove")
    with Game(machine) as game:
        journal = game.begin_the_first_song()
        play_by_midi(glove, journal.clock(), asked[:3])
        glove.close()
        stood = journal.clock(segments=2).segments[-1]
        plugged_at = CLOCK.now()
        glove = plug("Glove")
        clock = journal.clock(segments=3)
        ahead = [note for note in asked if note.onset_ns > stood.song + SOON_NS]
        play_by_midi(glove, clock, ahead)
        assert happens(journal.is_gone)
    begun, stood, went_on = clock.segments
    assert [segment.running for segment in (begun, stood, went_on)] == [True, False, True]
    assert went_on.song == stood.song
    assert elapsed_ns(plugged_at, went_on.host) > COUNT_IN_NS

    _, tables = machine.history(NAME)
    assert [play["ending"] for play in tables["plays"]] == ["finished"]
    hit = [note["judgement"] == "hit" for note in tables["notes"]]
    assert hit == [note in (*asked[:3], *ahead) for note in asked]
    assert len(ahead) >= 2


# --- keys ----------------------------------------------------------------------------------------


def play_by_keys(game: Game, clock: SongClock, notes: Sequence[Note]) -> None:
    for note in notes:
        CLOCK.wait_until(host_at(clock, note.onset_ns))
        game.press(KEYS[note.move.finger])


def leave_broken_songs(data: Path) -> str:
    """What is said of them."""
    (data / "songs" / "aaa_broken.abc").write_text("X:1\nT:Aaa Broken\nK:C\nCDE|what is this\n")
    (data / "songs" / "aaa_empty.mid").touch()
    return (
        "aaa_broken.abc was left out. Line 4: “what” is not a note.\n"
        "aaa_empty.mid was left out. The song file “aaa_empty.mid” is empty.\n"
    )


def make_a_player(game: Game, machine: Machine) -> None:
    """From nothing: the first picture, its name, the right hand, and the keys that are there."""
    game.choose_the_first(lambda: bool(machine.players))
    rest(AWAKE_NS)
    game.press("Right", "Return")
    game.choose_the_first(lambda: bool(machine.ready_players))


def widen_the_windows(machine: Machine) -> None:
    """As a therapist does, while the game runs."""
    (name,) = machine.players
    windows = "/".join(map(str, WIDE_MS))
    assert machine.run(machine.command("limits", name, "--windows", windows)).returncode == 0


def quit_by_the_menus(game: Game) -> None:
    """From the result of a play: another song, back to the players, and out."""
    rest(AWAKE_NS)
    game.press("Right", "Return")
    game.steer("Escape", until=game.has_ended)


def kill_in_mid_song(game: Game, journal: Journal, notes: Sequence[Note]) -> list[KeyPress]:
    """A second after the last of these notes, right after one more press.

    Gives the presses that are on disk.
    """
    play_by_keys(game, journal.clock(), notes)
    rest(NS_PER_S)
    game.press(KEYS[Finger.R5])
    game.process.kill()
    game.process.wait()
    return [event for event in journal.events if isinstance(event, KeyPress)]


def test_a_first_start_by_keys_is_there_the_next_time_and_so_is_a_play_that_was_killed(
    machine: Machine,
) -> None:
    asked = asked_of_right_hand(write_tune(machine.data, TITLE, FIVE_SECONDS))
    said = leave_broken_songs(machine.data)
    with Game(machine) as game:
        make_a_player(game, machine)
        widen_the_windows(machine)
        journal = game.begin_the_first_song()
        play_by_keys(game, journal.clock(), asked)
        assert happens(journal.is_gone)
        quit_by_the_menus(game)
        assert (game.process.returncode, game.said) == (0, said)
    with Game(machine) as game:
        journal = game.begin_the_first_song()
        on_disk = kill_in_mid_song(game, journal, asked[:2])
    assert machine.start_for_a_frame().stdout == "first frame\n"

    (name,) = machine.players
    told, tables = machine.history(name)
    assert told.index("Recovered") < told.index("Played to the end")
    killed, finished = tables["plays"]
    assert (finished["ending"], killed["ending"]) == ("finished", "recovered")
    assert finished["player_id"] == killed["player_id"]
    judged = [(note["move"], note["judgement"]) for note in of_play(finished, tables["notes"])]
    assert judged == [(note.move.code, "hit") for note in asked]
    kept = of_play(killed, tables["presses"])
    assert [press["key"] for press in kept] == [str(press.key) for press in on_disk]
    played = [press["move"] for press in kept if press["move"]]
    assert played[:2] == [note.move.code for note in asked[:2]]


def of_play(play: Row, rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["play_id"] == play["play_id"]]


# --- starts --------------------------------------------------------------------------------------


def damage_the_database(data: Path) -> tuple[str, ...]:
    data.mkdir()
    (data / FILE_NAME).write_bytes(b"no database at all")
    return ("The stored plays could not be read (file is not a database).",)


def make_the_database_newer(data: Path) -> tuple[str, ...]:
    open_store(data, datetime.now(UTC)).store.close()
    with closing(sqlite3.connect(data / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    return "The stored plays are from a newer Fingersong.", "Until then your plays are kept in"


def put_a_file_in_place_of_the_folder(data: Path) -> tuple[str, ...]:
    data.write_text("a file")
    return (f"{data} cannot be written (File exists).",)


@pytest.mark.parametrize(
    "make_trouble",
    [
        damage_the_database,
        make_the_database_newer,
        put_a_file_in_place_of_the_folder,
    ],
)
def test_the_game_starts_all_the_same_and_says_what_is_wrong(
    machine: Machine, make_trouble: Callable[[Path], tuple[str, ...]]
) -> None:
    sentences = make_trouble(machine.data)
    before = files_in(machine.folder)
    started = machine.start_for_a_frame()
    *told, last = started.stdout.splitlines()
    assert (started.returncode, started.stderr, last) == (0, "", "first frame")
    assert len(told) == len(sentences)
    assert all(map(str.startswith, told, sentences))
    assert set(before.values()) <= set(files_in(machine.folder).values())


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
