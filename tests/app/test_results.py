"""A play's figures on their way to the screens."""

from __future__ import annotations

from game.app.results import rows_of, strip_of, tallies_of
from game.drawing.plots import TapKind, TapMark
from game.music.moves import LEFT_TAPS, Finger, Move
from game.play.record import Play
from game.timing import SongTime, ns_from_ms
from tests.app.stage import Stage, Theatre

L1, R1, R2 = LEFT_TAPS[-1], Move(Finger.R1), Move(Finger.R2)
LEFT_THUMB_KEY = 48


def played(theatre: Theatre) -> Play:
    """The first two notes, one early and one far too late, and a finger that nobody asked."""
    stage = Stage(theatre)
    first, second, *_ = stage.notes
    assert (first.move, second.move) == (R1, R2)
    stage.answers([first, second], (-20, 300))
    stage.script.midi(stage.host(ns_from_ms(375)), 0x90, LEFT_THUMB_KEY, 64)
    stage.answers(stage.notes[8:9])
    stage.ends(stage.host(ns_from_ms(8 * 750 + 800)))
    return stage.run()


def test_tallies_name_the_fingers_that_were_asked(theatre: Theatre) -> None:
    tallies = {tally.move: tally for tally in tallies_of(played(theatre))}
    assert L1 not in tallies
    assert (tallies[R1].asked, tallies[R1].hit) == (1, 1)
    assert (tallies[R2].asked, tallies[R2].hit) == (2, 0)


def test_rows_name_the_fingers_that_pressed_too(theatre: Theatre) -> None:
    rows = {row.move: row for row in rows_of(played(theatre))}
    assert next(iter(rows)) == L1
    assert (rows[L1].asked, rows[L1].share, rows[L1].mean_ms) == (0, None, None)
    assert (rows[R1].mean_ms, rows[R1].sd_ms) == (-20.0, None)
    assert (rows[R2].share, rows[R2].mean_ms) == (0.0, 300.0)


def test_the_strip_shows_every_tap_and_every_note(theatre: Theatre) -> None:
    strip = strip_of(played(theatre))
    first, second = SongTime(0), SongTime(ns_from_ms(750))
    assert TapMark(R1, first, ns_from_ms(-20), TapKind.HIT) in strip.marks
    assert TapMark(R2, second, ns_from_ms(300), TapKind.MISS) in strip.marks
    assert TapMark(L1, SongTime(ns_from_ms(375)), None, TapKind.STRAY) in strip.marks
    assert strip.moves[0] == L1
