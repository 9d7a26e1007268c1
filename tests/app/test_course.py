"""A song's phrases, each arranged when its time has come."""

from __future__ import annotations

from dataclasses import replace

from game.app.course import RENDER_LEAD_NS, Course
from game.music.phrases import cut_phrases
from game.music.song import Song
from game.timing import NS_PER_S, SongTime, ns_from_s
from tests.app.stage import QUARTER_NS, small_tune
from tests.music.tunes import QUARTER, arranged, even, quarters

LONG = small_tune(*quarters(*(60, 62, 64, 65, 67, 65, 64, 62) * 6))
LEAD_NS = 3 * NS_PER_S


def begun(song: Song = LONG, lead_ns: int = LEAD_NS) -> Course:
    return Course(song, even(lead_ns=lead_ns))


def test_a_phrase_is_committed_its_lead_before_its_border() -> None:
    course = begun()
    first = course.commit_due(SongTime(-LEAD_NS))
    assert first is not None
    due = SongTime(first.end_ns - LEAD_NS)
    assert course.commit_due(SongTime(due - 1)) is None
    second = course.commit_due(due)
    assert second is not None
    assert second.start_ns == first.end_ns


def test_a_short_lead_still_leaves_time_to_render() -> None:
    course = begun(lead_ns=1)
    assert course.commit_due(SongTime(-RENDER_LEAD_NS - 1)) is None
    assert course.commit_due(SongTime(-RENDER_LEAD_NS)) is not None


def test_all_phrases_make_the_whole_song() -> None:
    course = begun()
    while course.commit_due(SongTime(course.next_start)):
        pass
    assert course.complete
    assert list(course.committed) == arranged(LONG, course.difficulty)
    assert course.next_start == course.length_ns == 48 * QUARTER_NS


def test_another_difficulty_holds_from_the_next_phrase_on() -> None:
    course = begun()
    first = course.commit_due(SongTime(0))
    assert first is not None
    course.difficulty = replace(course.difficulty, tempo_scale=0.5)
    second = course.commit_due(course.next_start)
    assert second is not None
    assert course.committed[0] == first
    phrases = cut_phrases(LONG)
    ticks = phrases[1].end_tick - phrases[1].start_tick
    assert second.end_ns - second.start_ns == 2 * ticks * QUARTER_NS // QUARTER


def test_ticks_follow_the_tempo_that_was_played() -> None:
    course = Course(LONG, even(tempo_scale=0.5))
    while course.commit_due(SongTime(course.next_start)):
        pass
    assert course.tick_at(SongTime(-ns_from_s(2))) == 0
    assert course.tick_at(SongTime(0)) == 0
    assert course.tick_at(SongTime(8 * QUARTER_NS)) == 4 * QUARTER
    assert course.tick_at(SongTime(60 * QUARTER_NS)) == 30 * QUARTER
    assert course.tick_at(SongTime(1000 * QUARTER_NS)) == 48 * QUARTER


def test_what_is_over_is_not_among_the_charts_to_come() -> None:
    course = begun()
    while course.commit_due(SongTime(course.next_start)):
        pass
    first, second, *_ = course.committed
    assert course.charts_from(SongTime(0))[0] is first
    assert course.charts_from(SongTime(first.end_ns - 1))[0] is first
    assert course.charts_from(first.end_ns)[0] is second
    assert course.charts_from(course.next_start) == ()
