"""The one sentence after a play: true and kind, whatever was played."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.messages import Message
from game.play.metrics import play_summary
from game.play.record import Play
from game.play.taps import taps_of
from game.reports.comparison import TAPS_FOR_SPREAD, result_message
from game.wording import words
from tests.play.strips import drawn_play, notes_of, play_of
from tests.reports.plays import ANNA, BERTA, with_header

HERE = "You were here. That counts."
MORE = "More hits than last time."
STEADIER = "Steadier than last time."
ALONG = "You played along. Well done."

# A note each second; the errors below come in steps of 50 ms.
SECOND = "|" + "-" * 19


def played(*errors: int | None, asked: int | None = None) -> Play:
    """R2 answers note after note with these errors, in steps of 50 ms; None leaves one out."""
    notes = "-" * 20 + SECOND * (len(errors) if asked is None else asked)
    presses = {20 + 20 * place + e for place, e in enumerate(errors) if e is not None}
    keys = "".join("x" if place in presses else "-" for place in range(len(notes) + 20))
    return drawn_play({"R2": notes}, {"R2": keys})


def said_of(play: Play, last: Play | None) -> str:
    return words(result_message(play, last))


@pytest.mark.parametrize(
    ("play", "sentence"),
    [
        (played(None, None), HERE),
        (play_of((), ()), HERE),
        (played(7, None), ALONG),
        (drawn_play({"R2": "----|"}, {"R4": "------------------------x"}), ALONG),
        (played(0, None), "One note hit. Well played."),
        (played(0, 1), "2 notes hit. Well played."),
    ],
    ids=["nothing pressed", "nothing asked", "late", "strays alone", "one hit", "two hits"],
)
def test_without_a_last_time_it_tells_what_was_done(play: Play, sentence: str) -> None:
    assert said_of(play, None) == sentence


def test_one_hit_more_is_more_hits() -> None:
    assert said_of(played(0, 0, None), played(0, None, None)) == MORE


def test_as_many_hits_are_not_more() -> None:
    assert said_of(played(0, 0), played(0, 0, None)) == "2 notes hit. Well played."
    assert said_of(played(0, None, 0), played(0, 0, None)) == "2 notes hit. Well played."


def test_a_greater_share_of_fewer_hits_is_not_called_more_hits() -> None:
    assert said_of(played(0, 0), played(0, 0, 0, None)) == "2 notes hit. Well played."


def test_more_hits_of_many_more_notes_are_not_called_more_hits() -> None:
    assert said_of(played(0, 0, 0, asked=20), played(0, 0)) == "3 notes hit. Well played."


ENOUGH = TAPS_FOR_SPREAD
WIDE, NARROW = (2, -2) * (ENOUGH // 2), (1, -1) * (ENOUGH // 2)


def test_less_spread_with_as_many_hits_is_steadier() -> None:
    assert said_of(played(*NARROW), played(*WIDE)) == STEADIER
    assert said_of(played(*WIDE), played(*NARROW)) == f"{ENOUGH} notes hit. Well played."
    assert said_of(played(*WIDE), played(*WIDE)) == f"{ENOUGH} notes hit. Well played."


@pytest.mark.parametrize(
    ("now", "last"),
    [(NARROW[1:], WIDE), (NARROW, WIDE[1:])],
    ids=["too few now", "too few then"],
)
def test_of_a_few_taps_no_steadiness_is_claimed(
    now: tuple[int, ...], last: tuple[int, ...]
) -> None:
    play, before = played(*now, asked=ENOUGH), played(*last, asked=ENOUGH)
    assert said_of(play, before) != STEADIER


def test_a_person_who_is_always_late_can_be_steadier_without_a_hit() -> None:
    always = played(*(6,) * ENOUGH)
    assert said_of(always, played(*(5, 7) * (ENOUGH // 2))) == STEADIER
    assert said_of(always, always) == ALONG


def test_more_hits_are_said_before_steadier() -> None:
    assert said_of(played(*NARROW, 0), played(*WIDE, None)) == MORE


def test_who_pressed_nothing_is_not_compared() -> None:
    assert said_of(played(None, None), played(0, 0)) == HERE


MORE_HITS, FEWER_HITS = played(0, 0), played(0, None)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ({"player_id": ANNA}, {"player_id": BERTA}),
        ({"song_id": "ode"}, {"song_id": "lullaby"}),
        ({"counts": False}, {"counts": False}),
        ({"counts": False}, {}),
        ({}, {"counts": False}),
    ],
    ids=["another player", "another song", "guests", "a guest now", "a guest then"],
)
def test_only_ones_own_last_time_on_the_same_song_is_compared(
    now: Mapping[str, object], last: Mapping[str, object]
) -> None:
    play, before = with_header(MORE_HITS, **now), with_header(FEWER_HITS, **last)
    assert said_of(play, before) == "2 notes hit. Well played."
    assert said_of(MORE_HITS, FEWER_HITS) == MORE


NOTES = st.text(alphabet="|----", max_size=60)
KEYS = st.text(alphabet="x----o", max_size=70)
PLAYS = st.builds(
    drawn_play,
    st.fixed_dictionaries({"R2": NOTES, "R3": NOTES}),
    st.fixed_dictionaries({"R2": KEYS, "R4": KEYS}),
)
UNKIND = {"miss", "missed", "lost", "fail", "failed", "less", "fewer", "worse", "wrong", "only"}


def _is_true(message: Message, play: Play, last: Play | None) -> bool:
    now, before = play_summary(play), play_summary(last) if last else None
    match message.text:
        case "More hits than last time.":
            return before is not None and now.hits > before.hits
        case "Steadier than last time.":
            return before is not None and (now.sd_ms or 0) < (before.sd_ms or 0)
        case "You were here. That counts.":
            return not taps_of(play).taps
        case "One note hit. Well played.":
            return now.hits == 1
        case "You played along. Well done.":
            return now.hits == 0 and bool(taps_of(play).taps)
        case _:
            return message.values["hits"] == now.hits > 1


@given(PLAYS, st.none() | PLAYS)
def test_every_sentence_is_short_true_and_kind(play: Play, last: Play | None) -> None:
    message = result_message(play, last)
    plain = re.findall(r"\w+", words(message).lower())
    assert 1 <= len(plain) <= 12
    assert not UNKIND & set(plain)
    assert _is_true(message, play, last)


def test_the_strips_of_this_page_ask_what_they_say() -> None:
    assert len(notes_of({"R2": "-" * 20 + SECOND * 3})) == len(played(0, 0, 0).notes) == 3
    assert play_summary(played(6, 6)).mean_ms == 300
