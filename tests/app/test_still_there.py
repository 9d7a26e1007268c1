"""The game asks whether the player is still there, and only then."""

from __future__ import annotations

from game.app.attention import SILENCE_NS, Attention
from game.app.performance import GRACE_NS
from game.play.record import Play
from game.timing import HostTime, SongTime, ns_from_ms, ns_from_s, shifted
from tests.app.stage import QUARTER_NS, Stage, Theatre, small_tune
from tests.music.tunes import quarters

LONG = small_tune(*quarters(*(60, 62, 64, 65, 67, 65, 64, 62) * 5))
"""Forty notes, 30 s."""
UNUSED = 100
LEFT_THUMB = 48
"""A finger that this tune never asks."""
ASKED_AT = SongTime(SILENCE_NS + GRACE_NS)
"""The note of 7.5 s is given up at 8 s."""


def asked_at(play: Play) -> list[SongTime]:
    return [segment.song for segment in play.segments if not segment.running]


def test_after_eight_seconds_of_asked_notes_without_a_press(theatre: Theatre) -> None:
    stage = Stage(theatre, LONG)
    stage.ends(stage.host(ns_from_s(20)))
    assert asked_at(stage.run()) == [ASKED_AT]
    assert [reason for reason, _ in stage.screen.pauses] == ["Still there?"]


def test_not_before(theatre: Theatre) -> None:
    stage = Stage(theatre, LONG)
    stage.ends(stage.host(ns_from_ms(7900)))
    assert asked_at(stage.run()) == []


def test_a_tap_of_any_finger_is_a_sign_of_life(theatre: Theatre) -> None:
    """At 7.9 s; eight seconds later the note of 15.75 s is given up."""
    stage = Stage(theatre, LONG)
    stage.script.midi(stage.host(ns_from_ms(7900)), 0x90, LEFT_THUMB, 64)
    stage.ends(stage.host(ns_from_s(25)))
    assert asked_at(stage.run()) == [21 * QUARTER_NS + ns_from_ms(500) + GRACE_NS]


def test_a_key_that_means_nothing_is_none(theatre: Theatre) -> None:
    stage = Stage(theatre, LONG)
    stage.script.midi(stage.host(ns_from_ms(7900)), 0x90, UNUSED, 64)
    stage.ends(stage.host(ns_from_s(20)))
    assert asked_at(stage.run()) == [ASKED_AT]


def test_not_in_a_rest(theatre: Theatre) -> None:
    """Whoever missed the last note before it is not asked in the middle of it."""
    song = small_tune(*quarters(60, 62, 64, 65), (None, 16), *quarters(60, 62, 64, 65))
    stage = Stage(theatre, song)
    assert stage.notes[4].onset_ns == 20 * QUARTER_NS
    stage.answers(stage.notes[:3])
    stage.answers(stage.notes[4:])
    assert asked_at(stage.run()) == []


def test_never_while_notes_are_answered_however_badly(theatre: Theatre) -> None:
    stage = Stage(theatre, LONG)
    stage.answers(stage.notes[::4], (450,))
    assert asked_at(stage.run()) == []


def test_again_after_going_on(theatre: Theatre) -> None:
    stage = Stage(theatre, LONG)
    stage.script.midi(stage.host(ns_from_s(10)), 0x90, UNUSED, 64)
    stage.ends(HostTime(stage.host(ns_from_s(40))))
    first, second = asked_at(stage.run())
    assert first == ASKED_AT
    assert second - first > SILENCE_NS - ns_from_s(1)
    assert [reason for reason, _ in stage.screen.pauses] == ["Still there?"] * 2


def test_time_in_a_pause_does_not_count(theatre: Theatre) -> None:
    """Going on is a sign of life as well."""
    stage = Stage(theatre, LONG)
    stage.script.key(stage.host(ns_from_s(7)), 44)
    asked = stage.host(ns_from_s(60))
    stage.script.midi(asked, 0x90, UNUSED, 64)
    stage.ends(shifted(asked, ns_from_s(9)))
    assert len(asked_at(stage.run())) == 1


def test_a_silence_begins_with_the_first_note_that_nobody_answered() -> None:
    attention = Attention()
    attention.tapped(SongTime(0))
    onset = SongTime(ns_from_s(5))
    assert not attention.unanswered(onset, shifted(onset, ns_from_ms(500)))
    later = shifted(onset, SILENCE_NS)
    assert not attention.unanswered(SongTime(later - 2), SongTime(later - 1))
    assert attention.unanswered(SongTime(later - 1), later)


def test_a_late_tap_shortens_it() -> None:
    """The note had its chance until half a second after it, and the tap came in between."""
    attention = Attention()
    attention.tapped(SongTime(ns_from_ms(300)))
    assert not attention.unanswered(SongTime(0), SongTime(SILENCE_NS))
    assert attention.unanswered(SongTime(1), SongTime(SILENCE_NS + ns_from_ms(300)))
