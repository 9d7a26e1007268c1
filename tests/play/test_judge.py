"""The judge by example, drawn as strips of 50 ms a character."""

from __future__ import annotations

import pytest

from game.music.chart import Note
from game.music.difficulty import HitWindows
from game.music.moves import Finger, Move
from game.play.judge import Judge
from game.play.judgements import Hit, Judgement, Miss, Stray, Tap, Tier
from game.timing import SongTime, ns_from_ms
from tests.play.strips import notes_of, said, taps_in

R2 = Move(Finger.R2)
R3 = Move(Finger.R3)
WINDOWS = HitWindows()


def note(onset_ms: float, move: Move = R2) -> Note:
    return Note(SongTime(ns_from_ms(onset_ms)), ns_from_ms(100), move, 60)


def tap(time_ms: float, press: int = 0, move: Move = R2) -> Tap:
    return Tap(move, SongTime(ns_from_ms(time_ms)), 80, press)


def judged(notes: list[Note], taps: list[Tap]) -> list[Judgement]:
    judge = Judge(WINDOWS)
    judge.add_notes(notes)
    for each in taps:
        judge.tap(each)
    return judge.finish()


def drawn(notes: dict[str, str], keys: dict[str, str]) -> list[str]:
    judge = Judge(WINDOWS)
    judge.add_notes(notes_of(notes))
    for each in taps_in(keys):
        judge.tap(each)
    return said(judge.finish())


@pytest.mark.parametrize(
    ("half_width_ns", "inside", "outside"),
    [
        (WINDOWS.close_ns, Tier.CLOSE, Tier.GOOD),
        (WINDOWS.good_ns, Tier.GOOD, Tier.NEAR),
        (WINDOWS.hit_ns, Tier.NEAR, None),
    ],
)
@pytest.mark.parametrize("side", [-1, 1])
def test_exactly_the_half_width_is_inside_and_one_nanosecond_more_is_not(
    half_width_ns: int, inside: Tier, outside: Tier | None, side: int
) -> None:
    asked = note(1_000)
    for error_ns, tier in ((half_width_ns, inside), (half_width_ns + 1, outside)):
        press = Tap(R2, SongTime(asked.onset_ns + side * error_ns), None, 0)
        wanted = Miss(0, asked, press) if tier is None else Hit(0, asked, press, tier)
        assert judged([asked], [press]) == [wanted]


@pytest.mark.parametrize("side", [-1, 1])
def test_a_lone_tap_answers_its_note_as_far_as_the_reach_and_no_farther(side: int) -> None:
    reach_ms = WINDOWS.reach_ns / 1_000_000
    assert said(judged([note(1_000)], [tap(1_000 + side * reach_ms)])) == [
        f"0 R2 miss {side * 500:+d}"
    ]
    beyond = Tap(R2, SongTime(ns_from_ms(1_000) + side * (WINDOWS.reach_ns + 1)), None, 0)
    first, second = judged([note(1_000)], [beyond])
    assert {type(first).__name__, type(second).__name__} == {"Miss", "Stray"}


def test_always_250_ms_late_at_500_ms_is_late_on_every_note() -> None:
    assert drawn(
        {"R2": "[-]-------[-]-------[-]-------[-]-------[-]"},
        {"R2": "-----x---------x---------x---------x---------x"},
    ) == [f"{index} R2 miss +250" for index in range(5)]


def test_300_ms_early_is_early_and_not_missing() -> None:
    assert drawn({"R2": "----------[-]"}, {"R2": "----x"}) == ["0 R2 miss -300"]


def test_fast_repeats_are_matched_exactly() -> None:
    assert drawn(
        {"R2": "----------|----|----|----|----|----|"},
        {"R2": "----------x----x----x----x----x----x"},
    ) == [f"{index} R2 close +0" for index in range(6)]


@pytest.mark.parametrize("left_out", range(6))
def test_one_of_fast_repeats_left_out_is_one_miss_and_nothing_else(left_out: int) -> None:
    keys = ["x----"] * 6
    keys[left_out] = "-----"
    wanted = [f"{index} R2 close +0" for index in range(6)]
    wanted[left_out] = f"{left_out} R2 miss"
    assert drawn({"R2": "----------" + "|----" * 6}, {"R2": "----------" + "".join(keys)}) == wanted


def test_an_extra_tap_between_notes_is_one_stray_and_hurts_nothing() -> None:
    assert drawn(
        {"R2": "----------|---------|---------|"},
        {"R2": "----------x---x-----x---------x"},
    ) == ["0 R2 close +0", "1 R2 close +0", "stray R2 at 700", "2 R2 close +0"]


def test_of_a_double_tap_the_nearer_one_counts() -> None:
    assert said(judged([note(1_000)], [tap(970, 0), tap(1_080, 1)])) == [
        "0 R2 close -30",
        "stray R2 at 1080",
    ]
    assert said(judged([note(1_000)], [tap(900, 0), tap(1_010, 1)])) == [
        "0 R2 close +10",
        "stray R2 at 900",
    ]


def test_a_tap_before_the_one_that_answered_answers_no_later_note() -> None:
    assert said(judged([note(1_000), note(1_390)], [tap(900, 0), tap(1_010, 1)])) == [
        "0 R2 close +10",
        "1 R2 miss",
        "stray R2 at 900",
    ]


def test_of_two_equally_near_taps_the_first_counts() -> None:
    assert said(judged([note(1_000)], [tap(950, 0), tap(1_050, 1)])) == [
        "0 R2 close -50",
        "stray R2 at 1050",
    ]


def test_each_finger_of_a_chord_is_judged_by_itself() -> None:
    assert drawn(
        {"R2": "----------[-]", "R3": "----------[-]"},
        {"R2": "---------x", "R3": "------------x"},
    ) == ["0 R2 close -50", "1 R3 good +100"]


def test_a_wrong_finger_is_a_stray_in_place_of_the_note_that_was_meant() -> None:
    assert drawn(
        {"R2": "----------|---------|", "R3": "---------------|"},
        {"R2": "----------x----x----x"},
    ) == ["0 R2 close +0", "1 R3 miss", "2 R2 close +0", "stray R2 at 750 for 1"]


def test_a_second_finger_beside_the_right_one_stands_by_itself() -> None:
    assert drawn({"R2": "----------|"}, {"R2": "----------x", "R3": "-----------x"}) == [
        "0 R2 close +0",
        "stray R3 at 550",
    ]


def test_of_two_equally_near_presses_the_notes_own_finger_answers_it() -> None:
    assert drawn({"R2": "----------|"}, {"R2": "------------x", "R3": "--------x"}) == [
        "0 R2 good +100",
        "stray R3 at 400",
    ]


def test_a_wrong_finger_that_was_set_right_afterwards_is_still_named() -> None:
    assert drawn({"R2": "----------|"}, {"R2": "-------------x", "R3": "----------x"}) == [
        "0 R2 near +150",
        "stray R3 at 500 for 0",
    ]


@pytest.mark.parametrize(("time_ms", "meant"), [(800, 0), (799, None), (1_200, 0), (1_201, None)])
def test_a_wrong_finger_is_near_a_note_within_the_hit_window(
    time_ms: float, meant: int | None
) -> None:
    strays = [
        word for word in judged([note(1_000)], [tap(time_ms, move=R3)]) if isinstance(word, Stray)
    ]
    assert [stray.instead_of for stray in strays] == [meant]


def test_the_wrong_finger_of_a_late_player_is_named_too() -> None:
    assert drawn(
        {"R2": "|---------" * 6, "R3": "-" * 65 + "|"},
        {"R2": "-----x----" * 6, "R4": "-" * 70 + "x"},
    )[-2:] == ["6 R3 miss", "stray R4 at 3500 for 6"]


def test_a_hold_pressed_again_is_refilled_and_that_is_no_stray() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes(notes_of({"R2": "----------[==================]"}))
    taps = taps_in({"R2": "----------x---------x--------x-x"})
    for each in taps:
        judge.tap(each)
    assert said(judge.finish()) == ["0 R2 close +0", "stray R2 at 1550"]
    assert judge.refills == taps[1:3]


def test_a_plain_note_pressed_again_is_not_refilled() -> None:
    assert drawn({"R2": "----[-----------]"}, {"R2": "----x-------x"}) == [
        "0 R2 close +0",
        "stray R2 at 600",
    ]


def test_a_note_is_decided_when_its_reach_has_closed_and_not_before() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes([note(1_000)])
    judge.tap(tap(1_010))
    closes = SongTime(ns_from_ms(1_500))
    assert judge.settle(closes) == []
    assert said(judge.settle(SongTime(closes + 1))) == ["0 R2 close +10"]


def test_a_tap_far_from_all_notes_is_a_stray_at_once() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes([note(5_000)])
    judge.tap(tap(1_000))
    assert said(judge.settle(SongTime(ns_from_ms(1_000) + 1))) == ["stray R2 at 1000"]


def test_a_note_without_any_tap_is_a_miss_that_carries_none() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes([note(1_000)])
    assert judge.finish() == [Miss(0, note(1_000), None)]


def test_a_tap_older_than_the_promise_is_kept_and_judged_no_more() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes([note(1_000)])
    judge.settle(SongTime(ns_from_ms(1_100)))
    judge.tap(tap(1_050))
    judge.tap(tap(1_100, 1))
    assert judge.late_taps == (tap(1_050),)
    assert said(judge.finish()) == ["0 R2 good +100"]


def test_notes_added_after_their_time_are_judged_without_a_crash() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes([note(3_000)])
    judge.tap(tap(3_000))
    judge.settle(SongTime(ns_from_ms(3_600)))
    judge.add_notes([note(1_000), note(3_500)])
    judge.tap(tap(3_700, 1))
    assert said(judge.finish()) == ["1 R2 miss", "2 R2 near +200"]


def test_settling_back_takes_no_promise_back() -> None:
    judge = Judge(WINDOWS)
    judge.settle(SongTime(ns_from_ms(2_000)))
    judge.settle(SongTime(0))
    judge.tap(tap(1_000))
    assert judge.late_taps == (tap(1_000),)


def test_an_index_counts_all_notes_of_the_play_in_the_order_of_their_phrases() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes([note(1_000), note(2_000)])
    judge.add_notes([note(3_000)])
    assert said(judge.finish()) == ["0 R2 miss", "1 R2 miss", "2 R2 miss"]
    assert judge.notes == (note(1_000), note(2_000), note(3_000))


def test_notes_that_are_due_at_one_time_are_decided_by_lane() -> None:
    lanes = [Move(finger) for finger in (Finger.R3, Finger.L5, Finger.L1, Finger.R1)]
    assert [
        word.split()[1] for word in said(judged([note(1_000, lane) for lane in lanes], []))
    ] == [
        "L5",
        "L1",
        "R1",
        "R3",
    ]


def test_two_notes_of_one_finger_at_one_time_take_one_tap_each() -> None:
    assert said(judged([note(1_000), note(1_000)], [tap(1_000, 0), tap(1_090, 1)])) == [
        "0 R2 close +0",
        "1 R2 good +90",
    ]


def test_a_tap_lights_the_nearest_open_note_of_its_move_within_the_hit_window() -> None:
    judge = Judge(WINDOWS)
    judge.add_notes([note(1_000), note(1_300), note(1_100, R3)])
    assert judge.preview(tap(1_120)) == note(1_000)
    assert judge.preview(tap(1_180)) == note(1_300)
    assert judge.preview(tap(800)) == note(1_000)
    assert judge.preview(tap(799)) is None
    assert judge.preview(tap(1_000, move=Move(Finger.L1))) is None
    assert said(judge.finish()) == ["0 R2 miss", "2 R3 miss", "1 R2 miss"]


def test_a_decided_note_is_lit_no_more() -> None:
    judge = Judge(HitWindows(reach_ns=WINDOWS.hit_ns))
    judge.add_notes([note(1_000)])
    judge.settle(SongTime(ns_from_ms(1_200) + 1))
    assert judge.preview(tap(1_200)) is None
