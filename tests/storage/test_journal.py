"""Every press on disk as it happens: what a program leaves behind becomes a play."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from game.play.judge import judge_play
from game.play.record import Ending, Play
from game.play.taps import taps_of
from game.storage.journal import JournalWriter, recover_journals
from game.storage.store import Store, open_store
from game.timing import NS_PER_S
from game.wording import words
from tests.play.strips import said
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


# --- the way back --------------------------------------------------------------------------------


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
    assert list(store.folder.journals.iterdir()) == []


def test_a_discarded_journal_leaves_nothing(store: Store) -> None:
    play = made_play(uuid4())
    writer = journal_of(play, store.folder.journals)
    writer.discard()
    assert writer.trouble is None
    assert list(store.folder.journals.iterdir()) == []


def test_a_journal_in_use_is_left_alone(store: Store) -> None:
    writer = journal_of(made_play(uuid4()), store.folder.journals)
    wait_for_text(store.folder.journals, "release")
    assert recover_journals(store) == ()
    assert len(list(store.folder.journals.glob("*.jsonl"))) == 1
    writer.discard()


def wait_for_text(folder: Path, text: str) -> None:
    """Until the writer's thread has put `text` on disk."""
    give_up = time.monotonic() + WAIT_S
    while not any(text in path.read_text() for path in folder.glob("*.jsonl")):
        assert time.monotonic() < give_up, f"{text} never came"


# --- damage --------------------------------------------------------------------------------------


def test_zeros_after_a_power_cut_are_a_torn_line(store: Store) -> None:
    play = made_play(uuid4())
    path = left_behind(play, store)
    path.write_bytes(path.read_bytes() + bytes(512))
    recover_journals(store)
    assert recovered(play, store).events == play.events


def test_a_file_that_was_never_a_journal_is_set_aside(store: Store) -> None:
    path = store.folder.journals / f"{uuid4()}.jsonl"
    path.write_bytes(b"shopping list\nmilk\n")
    (notice,) = recover_journals(store)
    assert path.with_suffix(".damaged").read_bytes() == b"shopping list\nmilk\n"
    assert path.with_suffix(".damaged").name in words(notice)


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


# --- programs that end ---------------------------------------------------------------------------

KILLED = """
import sys, time
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
number = 0
while True:
    writer.event(KeyPress(HostTime(time.monotonic_ns()), "Pads 1", number, 80))
    number += 1
    if number == 200:
        print("playing", flush=True)
    time.sleep(0.001)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system knows no kill -9")
def test_a_program_killed_in_mid_song_loses_at_most_its_last_second(store: Store) -> None:
    command = [sys.executable, "-c", KILLED, str(store.folder.journals)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "playing\n"
        program.send_signal(signal.SIGKILL)
        killed_ns = time.monotonic_ns()
    recover_journals(store)
    (listing,) = store.plays_of(UUID(int=1))
    assert listing.ending is Ending.RECOVERED
    events = store.play(listing.play_id).events
    assert [event.key for event in events] == list(range(len(events)))
    assert events[-1].host_ns > killed_ns - NS_PER_S


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
