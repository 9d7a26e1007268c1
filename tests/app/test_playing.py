"""A play from its choice to the database: however it ends, it is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from game.app.house import House, first_menu_keys, open_library
from game.app.loop import Loop, Polled, QuitGame
from game.app.performance import Performance
from game.app.playing import SETTLE_IN_NS, PlayedSong, play_through, stage
from game.devices.audio import SilentAudio
from game.devices.clock import SimulatedClock
from game.devices.window import Quit, Window
from game.drawing.text import Texts
from game.music.arrange import opening_difficulty
from game.music.difficulty import HitWindows, Prescription
from game.music.moves import LEFT_TAPS, RIGHT_TAPS
from game.play.keymap import default_keymap
from game.play.metrics import play_summary
from game.play.record import Ending, Play
from game.storage.database import FILE_NAME
from game.storage.journal import recover_journals
from game.storage.players import Player
from game.timing import HostTime, ns_from_ms, ns_from_s
from game.wording import words
from tests.app.stage import Script, midi_note_of, small_tune
from tests.music.tunes import arranged

NOW = datetime.now(UTC)


class Visit:
    """A player who is about to play the small tune."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script = Script()
        self.player = Player(uuid4(), "Fox", "fox", NOW, RIGHT_TAPS)
        clock = SimulatedClock()
        window = Window((320, 180), "test")
        loop = Loop(clock, window, (Polled(self.script.poll, ns_from_ms(5)),), first_menu_keys())
        self.house = House(window, loop, SilentAudio(), open_library(folder))
        self.store = self.house.library.store
        self.store.save_player(self.player)

    def ready(self) -> Performance:
        song = PlayedSong(small_tune(), self.player, default_keymap())
        return stage(self.house, Texts(), song)

    def plays_all(self) -> None:
        """Strikes each key when its note is due in the first play, which begins at once."""
        difficulty = opening_difficulty(small_tune(), Prescription(), RIGHT_TAPS)
        first_ns = SETTLE_IN_NS + difficulty.lead_ns
        for chart in arranged(small_tune(), difficulty):
            for note in chart.notes:
                down = HostTime(first_ns + note.onset_ns)
                self.script.midi(down, 0x90, midi_note_of(note), 64)

    def kept(self) -> list[Play]:
        return [self.store.play(one.play_id) for one in self.store.plays_of(self.player.player_id)]

    @property
    def journals(self) -> list[Path]:
        return list(self.store.folder.journals.iterdir())


@pytest.fixture
def visit(tmp_path: Path) -> Iterator[Visit]:
    visit = Visit(tmp_path / "data")
    yield visit
    visit.house.close()


def block_journals(visit: Visit) -> None:
    """A file lies where their folder should be."""
    visit.store.folder.journals.rmdir()
    visit.store.folder.journals.touch()


def test_a_whole_song_is_kept_and_its_journal_is_not_needed(visit: Visit) -> None:
    performance = visit.ready()
    visit.plays_all()
    kept = play_through(visit.house, performance)
    assert kept.trouble is None
    assert kept.play.ending is Ending.FINISHED
    assert play_summary(kept.play).hit_share == 1
    assert visit.kept() == [kept.play]
    assert visit.journals == []


def test_a_song_that_was_left_is_kept_too(visit: Visit) -> None:
    visit.plays_all()
    performance = visit.ready()
    visit.script.do(HostTime(ns_from_s(5)), performance.stop)
    kept = play_through(visit.house, performance)
    assert kept.play.ending is Ending.STOPPED
    assert visit.kept() == [kept.play]


def test_a_window_closed_in_mid_song_keeps_the_play(visit: Visit) -> None:
    visit.plays_all()
    visit.script.event(HostTime(ns_from_s(6)), Quit())
    performance = visit.ready()
    with pytest.raises(QuitGame):
        play_through(visit.house, performance)
    (play,) = visit.kept()
    assert play.ending is Ending.STOPPED
    assert play == performance.play
    assert play_summary(play).hits == 3
    assert visit.journals == []


def test_where_the_store_fails_the_journal_keeps_the_play_until_the_next_start(
    visit: Visit,
) -> None:
    visit.plays_all()
    performance = visit.ready()
    database = visit.folder / FILE_NAME
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ALTER TABLE plays RENAME TO elsewhere")
    kept = play_through(visit.house, performance)
    assert kept.trouble is not None
    said = words(kept.trouble)
    assert said.startswith("This play could not be stored yet (")
    assert "plays" in said
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("ALTER TABLE elsewhere RENAME TO plays")
    assert recover_journals(visit.store) == ()
    (play,) = visit.kept()
    assert play == replace(kept.play, ending=Ending.RECOVERED)


def test_where_both_fail_it_says_so_plainly(visit: Visit) -> None:
    block_journals(visit)
    performance = visit.ready()
    visit.script.do(HostTime(ns_from_s(4)), performance.stop)
    with closing(sqlite3.connect(visit.folder / FILE_NAME)) as connection:
        connection.execute("DROP TABLE plays")
    kept = play_through(visit.house, performance)
    assert kept.trouble is not None
    assert words(kept.trouble).startswith("This play could not be stored (")


def test_a_journal_that_cannot_be_written_does_not_stop_a_play(visit: Visit) -> None:
    block_journals(visit)
    visit.plays_all()
    kept = play_through(visit.house, visit.ready())
    assert kept.trouble is None
    assert visit.kept() == [kept.play]


def test_a_guests_play_does_not_count(visit: Visit) -> None:
    visit.player = replace(visit.player, guest=True)
    visit.store.save_player(visit.player)
    visit.plays_all()
    assert play_through(visit.house, visit.ready()).play.header.counts is False


def test_a_players_own_windows_and_lock_out_hold(visit: Visit) -> None:
    windows = HitWindows(ns_from_ms(90), ns_from_ms(180), ns_from_ms(300))
    visit.store.save_windows(visit.player.player_id, windows, ns_from_ms(120))
    performance = visit.ready()
    performance.begin(HostTime(0))
    header = performance.play.header
    performance.journal.close()
    assert (header.windows, header.lock_out_ns) == (windows, ns_from_ms(120))


def test_only_the_players_fingers_are_asked(visit: Visit) -> None:
    visit.player = replace(visit.player, moves=LEFT_TAPS)
    performance = visit.ready()
    performance.begin(HostTime(0))
    asked = {note.move for chart in performance.committed for note in chart.notes}
    assert asked <= set(LEFT_TAPS)
    performance.journal.close()
