"""Run with `pytest tests/storage/benchmark_store.py`; prints times and asserts none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

from pytest_benchmark.fixture import BenchmarkFixture

from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.play.record import Play
from game.storage.journal import JournalWriter, recover_journals
from game.storage.store import Store, open_store
from game.timing import HostTime
from tests.storage.made import NOW, made_play

EVENTS = 3000
"""Ten times what a song of three minutes is played with."""
PLAYER = UUID(int=1)


def long_play() -> Play:
    events: list[KeyEvent] = []
    for at in range(0, EVENTS, 2):
        events.append(KeyPress(HostTime(at), "Glove 1", 60, 80))
        events.append(KeyRelease(HostTime(at + 1), "Glove 1", 60))
    return replace(made_play(PLAYER), events=tuple(events))


def anew(play: Play) -> Play:
    return replace(play, header=replace(play.header, play_id=uuid4()))


def left_behind(play: Play, store: Store) -> JournalWriter:
    writer = JournalWriter(store.folder.journals, play.header)
    writer.segment(play.segments[0])
    for event in play.events:
        writer.event(event)
    writer.close()
    return writer


def test_save_a_play(benchmark: BenchmarkFixture, store: Store) -> None:
    play = long_play()
    benchmark(lambda: store.save_play(anew(play)))


def test_read_a_play(benchmark: BenchmarkFixture, store: Store) -> None:
    play = long_play()
    store.save_play(play)
    assert benchmark(store.play, play.header.play_id) == play


def test_write_a_journal(benchmark: BenchmarkFixture, store: Store) -> None:
    play = long_play()
    benchmark(lambda: left_behind(anew(play), store).discard())


def test_write_and_recover_a_journal(benchmark: BenchmarkFixture, store: Store) -> None:
    play = long_play()

    def recover() -> None:
        left_behind(anew(play), store)
        recover_journals(store)

    benchmark(recover)


def test_open_a_year_of_plays(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """About two plays of usual length a day."""
    store = open_store(tmp_path, NOW).store
    play = long_play()
    for _ in range(700):
        store.save_play(replace(anew(play), events=play.events[: EVENTS // 10]))
    store.close()

    def open_and_list() -> int:
        opened = open_store(tmp_path, NOW).store
        count = len(opened.plays_of(PLAYER))
        opened.close()
        return count

    assert benchmark(open_and_list) == 700
