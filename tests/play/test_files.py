"""A play to JSON and back is the very same play; a damaged one is refused in words."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.messages import Refusal
from game.music.chart import Note
from game.music.difficulty import Difficulty, HitWindows, even_shares
from game.music.moves import LEFT_PINCHES, LEFT_TAPS, RIGHT_PINCHES, RIGHT_TAPS
from game.play.files import (
    event_from_json,
    event_to_json,
    header_from_json,
    header_to_json,
    phrase_from_json,
    phrase_to_json,
    play_from_json,
    play_from_text,
    play_to_json,
    play_to_text,
    segment_from_json,
    segment_to_json,
)
from game.play.keymap import Binding, Keymap, default_keymap
from game.play.presses import KEYBOARD, KeyPress, KeyRelease
from game.play.record import CommittedPhrase, Ending, Offset, Play, PlayHeader
from game.timing import HostTime, Segment, SongTime
from tests.play.strips import drawn_play

TIMES = st.integers(-(2**62), 2**62)
DEVICES = st.sampled_from([KEYBOARD, "Glöve 1", "Пиано 2", '"odd"\n 3'])
MOVES = st.sampled_from([*LEFT_TAPS, *LEFT_PINCHES, *RIGHT_TAPS, *RIGHT_PINCHES])
EVENTS = st.one_of(
    st.builds(
        KeyPress,
        TIMES.map(HostTime),
        DEVICES,
        st.integers(0, 2047),
        st.none() | st.integers(1, 127),
    ),
    st.builds(KeyRelease, TIMES.map(HostTime), DEVICES, st.integers(0, 2047)),
)
SEGMENTS = st.builds(Segment, TIMES.map(HostTime), TIMES.map(SongTime), st.booleans())
NOTES = st.builds(
    Note,
    TIMES.map(SongTime),
    st.integers(1, 10**10),
    MOVES,
    st.integers(0, 127),
    st.integers(1, 127),
    st.booleans(),
)
POSITIVE = st.integers(1, 10**10)
DIFFICULTIES = st.builds(
    Difficulty,
    st.lists(MOVES, min_size=1, max_size=7).map(tuple).map(even_shares),
    st.floats(0.01, 10),
    POSITIVE,
    POSITIVE,
    st.booleans(),
    st.integers(1, 4),
    st.none() | POSITIVE,
    POSITIVE,
)
PHRASES = st.builds(
    CommittedPhrase, st.integers(0, 99), DIFFICULTIES, st.lists(NOTES, max_size=5).map(tuple)
)
KEYMAPS = st.lists(
    st.builds(Binding, DEVICES, st.integers(0, 2047), st.none() | MOVES),
    unique_by=lambda binding: (binding.device, binding.key),
    max_size=6,
).map(lambda bindings: Keymap(tuple(bindings)))
WINDOWS = st.lists(POSITIVE, min_size=4, max_size=4).map(lambda widths: HitWindows(*sorted(widths)))
ZONES = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
HEADERS = st.builds(
    PlayHeader,
    play_id=st.uuids(),
    player_id=st.uuids(),
    song_id=st.text(),
    song_title=st.text(),
    started_at=st.datetimes(timezones=ZONES),
    keymap=KEYMAPS,
    windows=WINDOWS,
    lock_out_ns=POSITIVE,
    seed=st.integers(0, 2**128),
    counts=st.booleans(),
    mode=st.text(),
    offsets=st.lists(
        st.builds(Offset, DEVICES, st.integers(-(10**9), 10**9), st.none() | POSITIVE), max_size=3
    ).map(tuple),
    versions=st.dictionaries(st.text(), st.text(), max_size=3),
)
PLAYS = st.builds(
    Play,
    HEADERS,
    st.lists(SEGMENTS, max_size=4).map(tuple),
    st.lists(PHRASES, max_size=3).map(tuple),
    st.lists(EVENTS, max_size=6).map(tuple),
    st.sampled_from(Ending),
)
EXAMPLE = drawn_play({"R2": "----|----[===]"}, {"R2": "----xo---x--o"})


@given(PLAYS)
def test_the_way_there_and_back_gives_the_very_same_play(play: Play) -> None:
    assert play_from_text(play_to_text(play)) == play
    assert play_from_json(json.loads(json.dumps(play_to_json(play)))) == play


@given(PLAYS)
def test_each_piece_of_a_journal_comes_back(play: Play) -> None:
    assert header_from_json(header_to_json(play.header)) == play.header
    assert [event_from_json(event_to_json(e)) for e in play.events] == [*play.events]
    assert [segment_from_json(segment_to_json(s)) for s in play.segments] == [*play.segments]
    assert [phrase_from_json(phrase_to_json(p)) for p in play.phrases] == [*play.phrases]


def test_a_start_keeps_its_zone() -> None:
    zone = timezone(timedelta(hours=2))
    header = EXAMPLE.header
    started = header_to_json(header)
    assert isinstance(started, dict)
    again = header_from_json({**started, "started_at": "2026-07-01T10:00:00+02:00"})
    assert again.started_at == datetime(2026, 7, 1, 8, tzinfo=UTC)
    assert again.started_at.utcoffset() == zone.utcoffset(None)


def test_a_person_can_read_the_pieces() -> None:
    assert event_to_json(KeyPress(HostTime(5), "Glove 1", 60)) == ["press", 5, "Glove 1", 60, None]
    assert event_to_json(KeyRelease(HostTime(9), KEYBOARD, 4)) == ["release", 9, "keyboard", 4]
    assert segment_to_json(Segment(HostTime(5), SongTime(-2), running=False)) == [5, -2, "stands"]
    keymap = header_to_json(EXAMPLE.header)
    assert isinstance(keymap, dict)
    assert keymap["keymap"][:2] == [["Pads 1", 0, "L5.tap"], ["Pads 1", 1, "L4.tap"]]
    assert ["keyboard", 17, "R1.tap"] in [
        [b.device, b.key, b.move.code] for b in default_keymap().bindings if b.move
    ]


def test_a_play_of_a_newer_version_is_refused_with_what_to_do() -> None:
    newer = {**json.loads(play_to_text(EXAMPLE)), "format": 2}
    with pytest.raises(Refusal, match="newer Fingersong"):
        play_from_json(newer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "damaged"),
        ("{", "damaged"),
        ("[]", "no object"),
        ("null", "no object"),
        ('{"format": 1}', "header is missing"),
        ('{"format": true}', "no whole number"),
        ("[" * 100_000, "damaged"),
    ],
)
def test_what_is_no_play_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        play_from_text(text)


@pytest.mark.parametrize(
    "event",
    [
        [],
        ["press", 5, "pad", 60],
        ["press", 5, "pad", 60, 64, 1],
        ["press", 5.0, "pad", 60, None],
        ["release", 5, "pad", 60, 64],
        ["release", 5, None, 60],
        ["tap", 5, "pad", 60, 64],
        "press",
    ],
)
def test_a_damaged_event_is_refused(event: Any) -> None:
    with pytest.raises(Refusal, match="This record of a play is damaged"):
        event_from_json(event)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    return [path, *(place for key in keys for place in places(value[key], (*path, key)))]


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, -1, 0, 10**400, 0.5, float("nan"), "", "R9.tap", [], {}, [[]]]
)
WHOLE = json.loads(play_to_text(EXAMPLE))


@given(st.sampled_from(places(WHOLE)[1:]), JUNK, st.booleans())
def test_junk_anywhere_gives_a_play_or_a_refusal_and_nothing_else(
    place: tuple[Any, ...], junk: Any, leave_out: bool
) -> None:
    damaged = copy.deepcopy(WHOLE)
    inside = damaged
    for key in place[:-1]:
        inside = inside[key]
    if leave_out:
        del inside[place[-1]]
    else:
        inside[place[-1]] = junk
    try:
        play = play_from_json(damaged)
    except Refusal:
        return
    assert play_from_json(json.loads(play_to_text(play))) == play


def test_a_refusal_shows_little_of_what_is_damaged() -> None:
    with pytest.raises(Refusal) as refused:
        play_from_json(["junk"] * 1_000)
    assert len(str(refused.value)) < 120
