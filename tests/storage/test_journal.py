"""Every press on disk as it happens: what a program leaves behind becomes a play."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.play.judge import judge_play
from game.play.record import Ending, Play
from game.play.taps import taps_of
from game.storage.database import FILE_NAME
from game.storage.journal import JournalWriter, recover_journals
from game.storage.store import Store, open_store
from game.timing import NS_PER_S, Segment, SongClock
from game.wording import words
from tests.play.strips import said
from tests.play.test_files import PLAYS, SEGMENTS
from tests.storage.made import NOW, made_play

WAIT_S = 10
ROOT = Path(__file__).resolve().parent.parent.parent


def journal_of(play: Play, folder: Path) -> JournalWriter:
    """Written as the game does, and still open."""
    writer = JournalWriter(folder, play.header)
    for segment in play.segments:
        writer.segment(segment)
    for phrase in play.phrases:
        writer.phrase(phrase)
    for event in play.events:
        writer.event(event)
    return writer


def left_behind(play: Play, store: Store) -> Path:
    """The journal of a program that is gone."""
    journal_of(play, store.folder.journals).close()
    return store.folder.journals / f"{play.header.play_id}.jsonl"


def recovered(play: Play, store: Store) -> Play:
    return store.play(play.header.play_id)


def files(store: Store) -> list[str]:
    return sorted(path.suffix for path in store.folder.journals.iterdir())


# --- the way back --------------------------------------------------------------------------------


def test_a_journal_left_behind_becomes_a_play_and_goes(store: Store) -> None:
    play = made_play(uuid4())
    left_behind(play, store)
    assert recover_journals(store) == ()
    assert recovered(play, store) == replace(play, ending=Ending.RECOVERED)
    assert files(store) == []
    assert recover_journals(store) == ()
    assert len(store.plays_of(play.header.player_id)) == 1


@given(PLAYS, st.lists(SEGMENTS, min_size=1, max_size=4))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_kind_of_line_comes_back_as_it_was(
    store: Store, play: Play, segments: list[Segment]
) -> None:
    header = replace(play.header, play_id=uuid4())
    play = replace(play, header=header, segments=following(segments))
    left_behind(play, store)
    assert recover_journals(store) == ()
    assert recovered(play, store) == replace(play, ending=Ending.RECOVERED)


def following(segments: list[Segment]) -> tuple[Segment, ...]:
    """Without those that contradict the ones before."""
    clock = SongClock(segments[:1])
    for segment in segments[1:]:
        with suppress(ValueError):
            clock.append(segment)
    return clock.segments


def test_a_recovered_play_is_judged_like_the_one_that_was_played(store: Store) -> None:
    play = made_play(uuid4())
    left_behind(play, store)
    recover_journals(store)
    again = recovered(play, store)
    assert said(judge_play(again)) == said(judge_play(play))
    assert taps_of(again) == taps_of(play)


def test_a_play_that_was_stored_before_its_journal_went_is_there_once(store: Store) -> None:
    play = made_play(uuid4())
    left_behind(play, store)
    store.save_play(play)
    recover_journals(store)
    assert recovered(play, store) == play
    assert files(store) == []


def test_a_discarded_journal_leaves_nothing(store: Store) -> None:
    play = made_play(uuid4())
    writer = journal_of(play, store.folder.journals)
    writer.discard()
    assert writer.trouble is None
    assert files(store) == []


def test_closing_twice_changes_nothing(store: Store) -> None:
    play = made_play(uuid4())
    writer = journal_of(play, store.folder.journals)
    writer.close()
    writer.close()
    recover_journals(store)
    assert recovered(play, store).events == play.events


def test_all_that_was_written_is_on_the_disk_itself(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system only holds in memory is lost in a power cut."""
    synced: list[int] = []

    def noting(file: int) -> None:
        real(file)
        synced.append(os.fstat(file).st_size)

    real = os.fsync
    monkeypatch.setattr(os, "fsync", noting)
    path = left_behind(made_play(uuid4()), store)
    assert synced[-1] == path.stat().st_size
    assert synced == sorted(synced)


def test_a_press_is_on_disk_before_the_next_one_comes(store: Store) -> None:
    play = made_play(uuid4())
    writer = JournalWriter(store.folder.journals, play.header)
    for event in play.events:
        writer.event(event)
        wait_for_text(store.folder.journals, f"{event.host_ns}")
    writer.discard()


def wait_for_text(folder: Path, text: str) -> None:
    """Until the writer's thread has put `text` on disk."""
    give_up = time.monotonic() + WAIT_S
    while not any(text in path.read_text() for path in folder.glob("*.jsonl")):
        assert time.monotonic() < give_up, f"{text} never came"


def test_a_journal_in_use_is_left_alone(store: Store) -> None:
    writer = journal_of(made_play(uuid4()), store.folder.journals)
    wait_for_text(store.folder.journals, "release")
    assert recover_journals(store) == ()
    assert files(store) == [".jsonl", ".lock"]
    writer.discard()


def test_a_journal_is_private(store: Store) -> None:
    path = left_behind(made_play(uuid4()), store)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# --- damage --------------------------------------------------------------------------------------


@given(share=st.floats(0, 1))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_wherever_a_journal_ends_its_whole_lines_are_kept(store: Store, share: float) -> None:
    play = made_play(uuid4())
    path = left_behind(play, store)
    content = path.read_bytes()
    content = content[: round(len(content) * share)]
    path.write_bytes(content)
    whole = content.count(b"\n")
    assert recover_journals(store) == ()
    assert files(store) == []
    if whole < 2:
        assert store.plays_of(play.header.player_id) == ()
        return
    again = recovered(play, store)
    assert again.phrases == play.phrases[: whole - 2]
    assert again.events == play.events[: max(0, whole - 3)]


def test_a_torn_last_line_costs_that_line_only(store: Store) -> None:
    play = made_play(uuid4())
    path = left_behind(play, store)
    path.write_bytes(path.read_bytes()[:-1])
    assert recover_journals(store) == ()
    assert recovered(play, store).events == play.events[:-1]


def test_zeros_after_a_power_cut_are_a_torn_line(store: Store) -> None:
    play = made_play(uuid4())
    path = left_behind(play, store)
    path.write_bytes(path.read_bytes() + bytes(512))
    assert recover_journals(store) == ()
    assert recovered(play, store).events == play.events


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\xff\xfe",
        bytes(16),
        b"",
        b"[1, 2",
        b"7",
        b"[]",
        b"[[], []]",
        b'["weather", 3]',
        b'["event", ["press", "soon"]]',
        b'["segment", [0, 0, "runs"]]',
        b"[" * 100_000,
        b'{"event": 1, "press": 2}',
    ],
)
def test_a_damaged_line_ends_the_play_and_the_journal_is_kept(store: Store, rubbish: bytes) -> None:
    play = made_play(uuid4())
    path = left_behind(play, store)
    lines = path.read_bytes().splitlines(keepends=True)
    content = b"".join([*lines[:4], rubbish + b"\n", *lines[4:]])
    path.write_bytes(content)
    (notice,) = recover_journals(store)
    aside = path.with_suffix(".damaged")
    assert aside.name in words(notice)
    assert aside.read_bytes() == content
    assert recovered(play, store).events == play.events[:1]
    assert recover_journals(store) == ()
    assert files(store) == [".damaged"]


@pytest.mark.parametrize(
    "content",
    [b"shopping list\nmilk\n", b"no line at all", bytes(100), b'["header",{}]\n["segment"]\n'],
)
def test_a_file_that_was_never_a_journal_is_set_aside(store: Store, content: bytes) -> None:
    path = store.folder.journals / f"{uuid4()}.jsonl"
    path.write_bytes(content)
    (notice,) = recover_journals(store)
    assert path.with_suffix(".damaged").read_bytes() == content
    assert path.with_suffix(".damaged").name in words(notice)


@pytest.mark.parametrize("lost", [b'["header"', b'["segment"'])
def test_a_journal_without_its_beginning_is_set_aside(store: Store, lost: bytes) -> None:
    path = left_behind(made_play(uuid4()), store)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if not line.startswith(lost)))
    (notice,) = recover_journals(store)
    assert "no beginning" in words(notice)
    assert files(store) == [".damaged"]


def test_a_play_whose_music_never_began_is_no_play(store: Store) -> None:
    play = made_play(uuid4())
    JournalWriter(store.folder.journals, play.header).close()
    (store.folder.journals / f"{uuid4()}.jsonl").touch()
    assert recover_journals(store) == ()
    assert store.plays_of(play.header.player_id) == ()
    assert files(store) == []


def test_one_damaged_journal_does_not_keep_the_others(store: Store) -> None:
    plays = [made_play(uuid4()) for _ in range(3)]
    paths = [left_behind(play, store) for play in plays]
    paths[1].write_bytes(b"rubbish\n")
    assert len(recover_journals(store)) == 1
    assert recovered(plays[0], store).events == plays[0].events
    assert recovered(plays[2], store).events == plays[2].events


def test_a_folder_named_like_a_journal_is_passed_over(store: Store) -> None:
    play = made_play(uuid4())
    (store.folder.journals / f"{UUID(int=0)}.jsonl").mkdir()
    left_behind(play, store)
    assert recover_journals(store) == ()
    assert recovered(play, store).events == play.events


def test_a_play_that_cannot_be_stored_now_stays_in_its_journal(store: Store) -> None:
    play = made_play(uuid4())
    left_behind(play, store)
    connection = sqlite3.connect(store.folder.path / FILE_NAME, isolation_level=None)
    connection.execute(
        "CREATE TRIGGER full BEFORE INSERT ON plays BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    (notice,) = recover_journals(store)
    assert "disk full" in words(notice)
    assert files(store) == [".jsonl"]
    connection.execute("DROP TRIGGER full")
    connection.close()
    assert recover_journals(store) == ()
    assert recovered(play, store).events == play.events
    assert files(store) == []


# --- disks that fail -----------------------------------------------------------------------------


def test_a_full_disk_is_remembered_and_ends_nothing(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    play = made_play(uuid4())
    (tmp_path / f"{play.header.play_id}.jsonl").symlink_to("/dev/full")
    writer = journal_of(play, tmp_path)
    writer.close()
    assert writer.trouble is not None
    assert "No space left" in words(writer.trouble)


def test_a_missing_folder_is_remembered_and_ends_nothing(tmp_path: Path) -> None:
    taken = tmp_path / "journal"
    taken.write_text("a file")
    writer = journal_of(made_play(uuid4()), taken)
    writer.discard()
    assert writer.trouble is not None
    assert taken.read_text() == "a file"


# --- programs that end ---------------------------------------------------------------------------

KILLED = """
import sys, time
from itertools import count
from pathlib import Path
from uuid import UUID
from game.play.presses import KeyPress
from game.storage.journal import JournalWriter
from game.timing import HostTime, Segment, SongTime
from tests.storage.made import made_play

play = made_play(UUID(int=1))
writer = JournalWriter(Path(sys.argv[1]), play.header)
writer.segment(Segment(HostTime(time.monotonic_ns()), SongTime(0), running=True))
writer.phrase(play.phrases[0])
for number in count():
    press = KeyPress(HostTime(time.monotonic_ns()), "Pads 1", number, 80)
    writer.event(press)
    print(press.host_ns, flush=True)
    time.sleep(0.001)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no kill -9")
def test_a_program_killed_in_mid_song_loses_at_most_its_last_second(store: Store) -> None:
    """While it lives its journal is left alone."""
    command = [sys.executable, "-c", KILLED, str(store.folder.journals)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        pressed = [int(program.stdout.readline())]
        while pressed[-1] < pressed[0] + NS_PER_S * 5 // 4:
            pressed.append(int(program.stdout.readline()))
        assert recover_journals(store) == ()
        assert store.plays_of(UUID(int=1)) == ()
        program.kill()
        killed_ns = time.monotonic_ns()
        pressed += map(int, program.stdout.read().splitlines())
    assert recover_journals(store) == ()
    (listing,) = store.plays_of(UUID(int=1))
    assert listing.ending is Ending.RECOVERED
    kept = [event.host_ns for event in store.play(listing.play_id).events]
    old = [host_ns for host_ns in pressed if host_ns < killed_ns - NS_PER_S]
    assert len(old) > 50
    assert kept[: len(old)] == old
    assert kept == pressed[: len(kept)] or kept[:-1] == pressed
    assert files(store) == []


FULL = """
import resource, sys, time
from datetime import datetime, UTC
from pathlib import Path
from uuid import uuid4
from game.storage.journal import JournalWriter, recover_journals
from game.storage.store import StoreError, open_store
from game.wording import words
from tests.storage.made import NOW, made_play, made_player
from tests.storage.test_journal import wait_for_text

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
"""


needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")


def run_full(program: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FULL + program, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_limits
def test_a_disk_that_fills_up_costs_neither_the_journal_nor_what_was_there(
    tmp_path: Path,
) -> None:
    """No file may grow past a limit, as on a full disk; then the limit goes."""
    program = """
store = open_store(Path(sys.argv[1]), NOW).store
store.save_player(made_player())
play = made_play(uuid4())
writer = JournalWriter(store.folder.journals, play.header)
writer.segment(play.segments[0])
for event in play.events:
    writer.event(event)
wait_for_text(store.folder.journals, "release")
limit(100)
try:
    store.save_play(play)
except StoreError as error:
    writer.close()
    print("refused:", error)
limit(resource.RLIM_INFINITY)
store.close()
print(play.header.play_id)
"""
    refused, play_id = run_full(program, tmp_path).splitlines()
    assert refused.startswith("refused: ")
    opened = open_store(tmp_path, NOW)
    assert [player.name for player in opened.store.players()] == ["Anna"]
    recover_journals(opened.store)
    assert opened.store.play(UUID(play_id)).events
    opened.store.close()


@needs_limits
def test_a_disk_that_fills_up_in_mid_play_costs_only_what_came_after(tmp_path: Path) -> None:
    program = """
store = open_store(Path(sys.argv[1]), NOW).store
play = made_play(uuid4())
limit(1500)
writer = JournalWriter(store.folder.journals, play.header)
writer.segment(play.segments[0])
for _ in range(1000):
    writer.event(play.events[0])
writer.close()
print(words(writer.trouble))
limit(resource.RLIM_INFINITY)
assert recover_journals(store) == ()
again = store.play(play.header.play_id)
assert 0 < len(again.events) < 1000
assert set(again.events) == {play.events[0]}
store.close()
"""
    assert "not safe" in run_full(program, tmp_path)


@needs_limits
def test_where_no_disk_takes_anything_the_game_starts_all_the_same(tmp_path: Path) -> None:
    program = """
limit(0)
opened = open_store(Path(sys.argv[1]) / "data", NOW)
player, play = made_player(), made_play(uuid4())
opened.store.save_player(player)
writer = JournalWriter(opened.store.folder.journals, play.header)
opened.store.save_play(play)
assert opened.store.play(play.header.play_id) == play
writer.discard()
assert writer.trouble
print(*map(words, opened.notices))
"""
    assert "Today's plays are lost" in run_full(program, tmp_path)
