from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.adapt.people import PEOPLE, FingerSkill, Person, hit_probability
from game.adapt.virtual_player import VirtualPlayer
from game.music.chart import Note
from game.music.moves import RIGHT_TAPS, Finger, Move
from game.play.keymap import default_keymap
from game.timing import SongTime, elapsed_ns, ns_from_ms

WINDOW_NS = ns_from_ms(200)
ASKED = 4000
R2, R4 = Move(Finger.R2), Move(Finger.R4)


def hits(person: Person, move: Move, interval_ms: int, seed: int) -> int:
    """How many of ASKED notes are answered by a stroke of the right key inside the window.

    Each is asked alone, after a note of another finger that sets the interval.
    """
    keymap = default_keymap()
    key = keymap.keys_of(move)[0][1]
    other = Move(Finger.R3) if move == R2 else R2
    hand = VirtualPlayer(person, keymap, RIGHT_TAPS, np.random.default_rng(seed))
    count = 0
    for index in range(ASKED):
        onset = SongTime(index * ns_from_ms(10_000))
        asked = SongTime(onset + ns_from_ms(interval_ms))
        hand.strokes([Note(onset, ns_from_ms(100), other, 60)])
        strokes = hand.strokes([Note(asked, ns_from_ms(100), move, 60)])
        count += any(
            stroke.key == key and abs(elapsed_ns(asked, stroke.down_ns)) <= WINDOW_NS
            for stroke in strokes
        )
    return count


@pytest.mark.parametrize("move", [R2, R4], ids=lambda move: move.code)
@pytest.mark.parametrize("name", sorted(PEOPLE))
@pytest.mark.parametrize("interval_ms", [300, 800])
def test_the_closed_form_is_what_the_hand_does(name: str, move: Move, interval_ms: int) -> None:
    """Within four standard errors: one failure in 16,000 runs of chance."""
    rested = replace(PEOPLE[name], tiring=0.0)
    expected = hit_probability(rested, move, ns_from_ms(interval_ms), WINDOW_NS)
    error = np.sqrt(ASKED * expected * (1 - expected))
    assert abs(hits(rested, move, interval_ms, seed=7) - ASKED * expected) <= 4 * error + 1


def test_the_closed_form_holds_for_a_tired_hand() -> None:
    exhausted = replace(PEOPLE["moderate"], tiring=1.0)
    expected = hit_probability(exhausted, R2, ns_from_ms(500), WINDOW_NS, fatigue=1.0)
    error = np.sqrt(ASKED * expected * (1 - expected))
    assert expected < hit_probability(exhausted, R2, ns_from_ms(500), WINDOW_NS)
    assert abs(hits(exhausted, R2, 500, seed=8) - ASKED * expected) <= 4 * error


def test_a_perfect_hand_always_hits_and_a_still_one_never() -> None:
    perfect = FingerSkill(0.0, 0.0, 0.0, 0.0, 1.0, 50.0, wrong_neighbour=0.0)
    still = replace(perfect, omission=1.0)
    person = Person({1: perfect, 2: perfect, 3: perfect, 4: still, 5: perfect})
    assert hit_probability(person, R2, ns_from_ms(500), 1) == pytest.approx(1.0)
    assert hit_probability(person, R4, ns_from_ms(500), WINDOW_NS) == 0.0


def test_half_of_the_notes_are_dropped_at_the_interval_of_that_name() -> None:
    finger = FingerSkill(omission=0.0, half_dropped_ms=400.0)
    assert finger.answers(400.0) == pytest.approx(0.5)
    assert finger.answers(200.0) < 0.01
    assert finger.answers(800.0) > 0.99


def test_a_tired_finger_is_slower_by_the_rate_it_has_lost() -> None:
    finger = FingerSkill(omission=0.0, half_dropped_ms=400.0)
    assert finger.answers(400.0 / 0.83, fatigue=1.0) == pytest.approx(0.5)


def test_spread_grows_with_the_interval_until_no_pulse_is_felt() -> None:
    finger = FingerSkill(motor_sd_ms=30.0, weber=0.05)
    assert finger.sd_ms(800.0) == pytest.approx(50.0)
    assert finger.sd_ms(1800.0) == finger.sd_ms(60_000.0)


def test_people_are_ordered_from_healthy_to_severe() -> None:
    chances = [
        hit_probability(PEOPLE[name], R2, ns_from_ms(700), WINDOW_NS)
        for name in ("healthy", "mild", "moderate", "severe")
    ]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.97
    assert 0.3 < chances[-1] < 0.7


@pytest.mark.parametrize(
    "impossible",
    [{"omission": 1.1}, {"double_tap": -0.1}, {"motor_sd_ms": -1.0}, {"half_dropped_ms": 0.0}],
)
def test_an_impossible_finger_is_refused(impossible: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="FingerSkill"):
        FingerSkill(**impossible)


def test_an_impossible_person_is_refused() -> None:
    with pytest.raises(ValueError, match="fingers 1-5"):
        Person({1: FingerSkill()})
    with pytest.raises(ValueError, match="correlation"):
        replace(PEOPLE["healthy"], lag_1=1.0)
