from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given

from game.music.arrange import arrange_phrase
from game.music.chart import Note, PhraseChart
from game.music.difficulty import Difficulty
from game.music.fingering import exclude_each_other
from game.music.moves import (
    LEFT_PINCHES,
    LEFT_TAPS,
    RIGHT_PINCHES,
    RIGHT_TAPS,
    Finger,
    Gesture,
    Move,
    lane_order,
)
from game.music.phrases import cut_phrases
from game.music.song import Song, SongNote
from game.timing import SongTime, ns_from_ms
from tests.music.tunes import (
    QUARTER,
    arranged,
    difficulties,
    even,
    onsets_of,
    quarters,
    songs,
    tune,
)


def fingers(song: Song, difficulty: Difficulty) -> str:
    """The finger numbers of the whole song in order."""
    charts = arranged(song, difficulty)
    return "".join(str(note.move.finger.number) for chart in charts for note in chart.notes)


def all_notes(charts: list[PhraseChart]) -> list[Note]:
    return [note for chart in charts for note in chart.notes]


def marked(song: Song, *numbers: int | None) -> Song:
    notes = zip(song.melody_notes, numbers, strict=True)
    melody = tuple(replace(note, finger_number=number) for note, number in notes)
    return replace(song, tracks=(replace(song.tracks[0], notes=melody), *song.tracks[1:]))


FIVE_UP_AND_DOWN = tune(*quarters(60, 62, 64, 65, 67, 65, 64, 62, 60))


def test_five_tones_lie_under_five_fingers() -> None:
    assert fingers(FIVE_UP_AND_DOWN, even()) == "123454321"


def test_for_the_left_hand_up_is_towards_the_thumb() -> None:
    assert fingers(FIVE_UP_AND_DOWN, even(LEFT_TAPS)) == "543212345"


def test_for_two_hands_up_goes_on_from_the_left_to_the_right() -> None:
    scale = tune(*quarters(48, 50, 52, 53, 55, 60, 62, 64, 65, 67))
    both = even((*LEFT_TAPS, *RIGHT_TAPS))
    assert fingers(scale, both) == "5432112345"


def test_a_repeated_pitch_keeps_its_finger() -> None:
    played = fingers(tune(*quarters(60, 60, 67, 67, 60, 60)), even())
    assert played[::2] == played[1::2]


def test_a_long_run_up_turns_once_and_goes_on_up() -> None:
    run = [int(finger) for finger in fingers(tune(*quarters(*range(60, 68))), even())]
    assert sum(after <= before for before, after in pairwise(run)) == 1


def test_a_run_of_pitches_does_not_stay_on_one_finger_while_others_are_free() -> None:
    played = fingers(tune(*[(60 + index % 3, 0.5) for index in range(24)]), even(RIGHT_TAPS[:3]))
    assert played == "123" * 8


def test_a_single_finger_plays_whatever_comes() -> None:
    assert fingers(FIVE_UP_AND_DOWN, even(RIGHT_TAPS[3:4])) == "4" * 9


def test_marks_of_the_source_are_kept_where_the_finger_is_asked() -> None:
    song = marked(FIVE_UP_AND_DOWN, None, 4, None, 2, None, None, None, None, None)
    played = fingers(song, even())
    assert (played[1], played[3]) == ("4", "2")


def test_marks_count_for_the_left_hand_when_it_plays_alone() -> None:
    song = marked(FIVE_UP_AND_DOWN, 1, *[None] * 8)
    assert fingers(song, even(LEFT_TAPS))[0] == "1"


def test_marks_mean_the_right_of_two_hands() -> None:
    song = marked(FIVE_UP_AND_DOWN, 5, *[None] * 8)
    chart = arranged(song, even((*LEFT_TAPS, *RIGHT_TAPS)))[0]
    assert chart.notes[0].move == RIGHT_TAPS[4]


def test_a_mark_of_a_finger_that_is_not_asked_is_passed_over() -> None:
    song = marked(FIVE_UP_AND_DOWN, 5, *[None] * 8)
    assert fingers(song, even(RIGHT_TAPS[:3]))[0] in "123"


def test_contour_goes_on_over_the_border_of_phrases() -> None:
    line = [60, 62, 64, 65, 67, 65, 64, 62]
    shares = tuple(zip(RIGHT_TAPS, (1 / 8, 2 / 8, 2 / 8, 2 / 8, 1 / 8), strict=True))
    charts = arranged(tune(*quarters(*line * 8)), replace(even(), shares=shares))
    assert len(charts) == 4
    assert "".join(str(note.move.finger.number) for note in all_notes(charts)) == "12345432" * 8


def test_shares_that_are_prescribed_are_met_over_a_song() -> None:
    wanted = (0.10, 0.15, 0.20, 0.25, 0.30)
    shares = tuple(zip(RIGHT_TAPS, wanted, strict=True))
    walk = [60, 64, 62, 67, 65, 62, 60, 65, 64, 67, 69, 65, 62, 64, 60, 67]
    notes = all_notes(arranged(tune(*quarters(*walk * 12)), replace(even(), shares=shares)))
    for move, share in shares:
        given_share = sum(note.move == move for note in notes) / len(notes)
        assert given_share == pytest.approx(share, abs=0.03)


def test_a_finger_without_a_share_gets_nothing() -> None:
    one, two, three = RIGHT_TAPS[:3]
    shares = ((one, 0.5), (two, 0.0), (three, 0.5))
    assert "2" not in fingers(FIVE_UP_AND_DOWN, replace(even(), shares=shares))


def test_gaps_that_just_fit_leave_nothing_out() -> None:
    song = tune(*[(60, 0.5)] * 32)
    for moves in (RIGHT_TAPS[:1], RIGHT_TAPS[:2]):
        for gap_ns, asked in ((ns_from_ms(250), 32), (ns_from_ms(250) + 1, 16)):
            limits = even(moves, least_gap_ns=gap_ns, finger_gap_ns=gap_ns)
            assert len(all_notes(arranged(song, limits))) == asked


def test_too_near_for_one_finger_the_weaker_note_is_left_out() -> None:
    song = tune(*[(60, 0.5)] * 8)
    limits = {"least_gap_ns": ns_from_ms(250), "finger_gap_ns": ns_from_ms(600)}
    charts = arranged(song, even(RIGHT_TAPS[:2], **limits))
    beats = {index * ns_from_ms(1000) for index in range(4)}
    assert beats & set(onsets_of(charts)) == {0, ns_from_ms(1000)}


def test_after_a_short_phrase_without_notes_the_one_before_it_still_counts() -> None:
    song = tune(*[(60, 0.5)] * 8)
    for limits in (
        even(RIGHT_TAPS[:1], finger_gap_ns=ns_from_ms(250)),
        even(RIGHT_TAPS[:2], least_gap_ns=ns_from_ms(250)),
    ):
        empty = PhraseChart(0, SongTime(0), SongTime(ns_from_ms(100)), (), (), limits)
        chart = arrange_phrase(song, cut_phrases(song)[0], empty.end_ns, limits, empty)
        assert chart.notes[0].onset_ns == ns_from_ms(350)


def test_pinches_of_one_hand_never_sound_together() -> None:
    chord = tuple(SongNote(0, QUARTER, pitch) for pitch in (60, 64, 67))
    song = tune((60, 1))
    song = replace(song, tracks=(replace(song.tracks[0], notes=chord),))
    assert len(arranged(song, even(RIGHT_PINCHES, most_at_once=3))[0].notes) == 1
    two_hands = arranged(song, even((*LEFT_PINCHES, *RIGHT_PINCHES), most_at_once=3))[0]
    assert {note.move.hand.value for note in two_hands.notes} == {"L", "R"}


def test_a_chord_lies_in_the_lanes_as_it_sounds_with_the_melody_on_the_right() -> None:
    chord = tuple(SongNote(0, QUARTER, pitch) for pitch in (60, 64, 67))
    song = tune((60, 1))
    song = replace(song, tracks=(replace(song.tracks[0], notes=chord),))
    notes = arranged(song, even(most_at_once=3))[0].notes
    assert [note.pitch for note in notes] == [60, 64, 67]
    assert lane_order(note.move for note in notes) == tuple(note.move for note in notes)


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        (Move(Finger.R2), Move(Finger.R3), False),
        (Move(Finger.R2), Move(Finger.R2, Gesture.TIP_PINCH), True),
        (Move(Finger.R1), Move(Finger.R3, Gesture.TIP_PINCH), True),
        (Move(Finger.R2), Move(Finger.R3, Gesture.TIP_PINCH), False),
        (RIGHT_PINCHES[0], RIGHT_PINCHES[1], True),
        (RIGHT_PINCHES[0], LEFT_PINCHES[0], False),
    ],
)
def test_a_hand_has_each_finger_and_one_thumb_once(one: Move, other: Move, excluded: bool) -> None:
    assert exclude_each_other(one, other) is excluded
    assert exclude_each_other(other, one) is excluded


@given(songs(), difficulties(), difficulties())
def test_no_note_lies_outside_the_asked_moves(
    song: Song, one: Difficulty, other: Difficulty
) -> None:
    for chart in arranged(song, one, other):
        asked = {move for move, share in chart.difficulty.shares if share > 0}
        assert {note.move for note in chart.notes} <= asked


@given(songs(), difficulties(), difficulties())
def test_no_gap_is_under_its_limit_across_phrases_and_changes_of_difficulty(
    song: Song, one: Difficulty, other: Difficulty
) -> None:
    last: dict[Move, SongTime] = {}
    for chart in arranged(song, one, other):
        limits = chart.difficulty
        for note in chart.notes:
            for move, onset in last.items():
                same = move == note.move
                apart = note.onset_ns - onset
                assert same or apart == 0 or apart >= limits.least_gap_ns
                assert not same or apart >= limits.finger_gap_ns
            last[note.move] = note.onset_ns


@given(songs(), difficulties())
def test_what_sounds_together_a_person_can_do_together(song: Song, difficulty: Difficulty) -> None:
    for chart in arranged(song, difficulty):
        for one, other in combinations(chart.notes, 2):
            if one.onset_ns < other.end_ns and other.onset_ns < one.end_ns:
                assert not exclude_each_other(one.move, other.move)


@given(songs(), difficulties())
def test_chords_ascend_with_the_lanes(song: Song, difficulty: Difficulty) -> None:
    for chart in arranged(song, difficulty):
        for one, other in pairwise(chart.notes):
            if one.onset_ns == other.onset_ns:
                assert one.pitch <= other.pitch
                assert lane_order((one.move, other.move)) == (one.move, other.move)
