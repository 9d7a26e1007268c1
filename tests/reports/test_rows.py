"""What the rows of the tables tell of notes, presses and plays."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given

from game.music.moves import Move
from game.play.judge import judge_play
from game.play.judgements import Hit, Stray
from game.play.keymap import Binding, Keymap
from game.play.metrics import METRICS, play_summary
from game.play.presses import KeyPress
from game.play.record import Ending, Offset, Play
from game.play.taps import taps_of
from game.reports.tables import csv_tables
from game.timing import HostTime, Segment, SongTime, ms_from_ns, ns_from_ms
from tests.play.strips import DEVICE, START, events_of, key_of, notes_of, play_of
from tests.reports.csv_reading import cells, rows, rows_of
from tests.reports.plays import PLAY, PLAYS, ended, started, with_header


def test_a_row_a_note_tells_what_was_asked_and_what_came_of_it() -> None:
    names = ("note", "move", "onset_ms", "judgement", "tier", "error_ms", "tap_ms", "press")
    assert cells(PLAY, "notes.csv", *names) == [
        ("0", "R2.tap", "200.0", "hit", "close", "50.0", "250.0", "0"),
        ("1", "R3.tap", "700.0", "miss", "", "", "", ""),
        ("2", "R2.tap", "1200.0", "miss", "", "250.0", "1450.0", "3"),
        ("3", "R2.tap", "2200.0", "miss", "", "", "", ""),
    ]


def test_a_wrong_finger_is_counted_at_the_note_it_belonged_to() -> None:
    assert cells(PLAY, "notes.csv", "wrong_finger_presses") == [("0",), ("1",), ("0",), ("0",)]
    (stray,) = (row for row in rows(PLAY, "presses.csv") if row["role"] == "stray")
    assert (stray["move"], stray["note"]) == ("R4.tap", "1")


def test_notes_keep_the_number_of_their_phrase() -> None:
    (phrase,) = PLAY.phrases
    cut = (
        replace(phrase, index=3, notes=phrase.notes[:1]),
        replace(phrase, index=4, notes=()),
        replace(phrase, index=5, notes=phrase.notes[1:]),
    )
    play = replace(PLAY, phrases=cut)
    assert cells(play, "notes.csv", "phrase") == [("3",), ("5",), ("5",), ("5",)]


def test_every_press_has_its_role() -> None:
    """A hold, pressed again; a bounce; a pause, pressed into; a key of no meaning."""
    notes = notes_of({"R2": "----[==========]"})
    keys = events_of({"R2": "----x--ox--o", "R3": "------------------------x"})
    pause_at = HostTime(START + ns_from_ms(1_000))
    extra = (
        KeyPress(HostTime(START + ns_from_ms(220)), DEVICE, key_of("R2"), 20),
        KeyPress(pause_at, "keyboard", 41),
        KeyPress(HostTime(pause_at + ns_from_ms(100)), DEVICE, key_of("R2"), 20),
        KeyPress(HostTime(pause_at + ns_from_ms(120)), DEVICE, 99, 20),
        KeyPress(HostTime(pause_at + ns_from_ms(140)), DEVICE, 98, 20),
    )
    pause_ns = ns_from_ms(150)
    segments = (
        Segment(START, SongTime(0), running=True),
        Segment(pause_at, SongTime(ns_from_ms(1_000)), running=False),
        Segment(HostTime(pause_at + pause_ns), SongTime(ns_from_ms(1_000)), running=True),
    )
    events = tuple(sorted((*keys, *extra), key=lambda event: event.host_ns))
    play = play_of(notes, events, segments)
    taught = Keymap((*play.header.keymap.bindings, Binding(DEVICE, 99, None)))
    play = with_header(play, keymap=taught)
    assert cells(play, "presses.csv", "song_ms", "role", "note", "dwell_ms") == [
        ("200.0", "answered", "0", ""),
        ("220.0", "suppressed", "", "130.0"),
        ("400.0", "refill", "0", "150.0"),
        ("1000.0", "pause", "", ""),
        ("1000.0", "in_pause", "", ""),
        ("1000.0", "pause", "", ""),
        ("1000.0", "unbound", "", ""),
        ("1050.0", "stray", "", ""),
    ]


def test_a_dwell_follows_the_stamps_whatever_the_order_of_arrival() -> None:
    down, up = events_of({"R2": "----x--o"})
    play = play_of(notes_of({"R2": "----|"}), (up, down))
    assert cells(play, "presses.csv", "press", "dwell_ms") == [("1", "150.0")]


def test_a_refill_belongs_to_the_newest_of_two_holds_that_overlap() -> None:
    first, second = notes_of({"R2": "----[======]-|"})
    longer = replace(first, duration_ns=2 * first.duration_ns)
    later = replace(second, onset_ns=SongTime(ns_from_ms(350)), duration_ns=ns_from_ms(500))
    presses = events_of({"R2": "----x--x----x"})
    play = play_of((longer, replace(later, hold=True)), presses)
    assert cells(play, "presses.csv", "role", "note") == [
        ("answered", "0"),
        ("answered", "1"),
        ("refill", "1"),
    ]


def test_a_late_device_is_taken_back_in_song_time_and_not_in_its_stamp() -> None:
    late = with_header(PLAY, offsets=(Offset(DEVICE, ns_from_ms(30), ns_from_ms(2)),))
    press = rows(late, "presses.csv")[0]
    assert press["host_ns"] == str(START + ns_from_ms(250))
    assert press["song_ms"] == rows(late, "notes.csv")[0]["tap_ms"] == "220.0"
    assert press["dwell_ms"] == "100.0"
    offsets = json.loads(rows(late, "plays.csv")[0]["offsets"])
    assert offsets == [{"device": DEVICE, "offset_ms": 30.0, "uncertainty_ms": 2.0}]


def test_an_uncalibrated_offset_has_no_uncertainty() -> None:
    bare = with_header(PLAY, offsets=(Offset(DEVICE),))
    (offset,) = json.loads(rows(bare, "plays.csv")[0]["offsets"])
    assert offset["uncertainty_ms"] is None


def test_a_device_without_velocity_leaves_its_cells_empty() -> None:
    soft = (KeyPress(HostTime(START + ns_from_ms(200)), DEVICE, key_of("R2")),)
    play = play_of(notes_of({"R2": "----|"}), soft)
    assert cells(play, "presses.csv", "velocity") == [("",)]
    assert cells(play, "notes.csv", "tap_velocity", "judgement") == [("", "hit")]


def test_a_row_a_play_tells_its_settings() -> None:
    play = ended(started(PLAY, "2026-11-20T09:05:00+01:00"), Ending.STOPPED)
    play = with_header(play, counts=False, seed=7, versions={"fingersong": "0.1.0"})
    (row,) = rows(play, "plays.csv")
    expected = {
        "started_at": "2026-11-20T09:05:00+01:00",
        "song_title": "Strip",
        "counts": "false",
        "ending": "stopped",
        "presses": "3",
        "asked": "3",
        "hits": "1",
        "hit_share": "0.3333333333333333",
        "mean_ms": "150.0",
        "hit_window_ms": "200.0",
        "lock_out_ms": "80.0",
        "offsets": "[]",
        "seed": "7",
        "tempo_scale": "1.0",
        "off_beats": "true",
        "hold_from_ms": "",
    }
    assert {name: row[name] for name in expected} == expected
    assert json.loads(row["versions"]) == {"fingersong": "0.1.0"}
    assert json.loads(row["shares"]) == {"R2.tap": 0.5, "R3.tap": 0.5}


def test_the_difficulty_of_a_play_is_that_of_its_first_phrase() -> None:
    (phrase,) = PLAY.phrases
    slower = replace(phrase, index=1, difficulty=replace(phrase.difficulty, tempo_scale=0.5))
    play = replace(PLAY, phrases=(phrase, slower))
    assert cells(play, "plays.csv", "tempo_scale") == [("1.0",)]


def test_every_metric_is_a_column_of_the_plays() -> None:
    (row,) = rows(PLAY, "plays.csv")
    summary = play_summary(PLAY)
    for name in METRICS:
        value = getattr(summary, name)
        assert row[name] == ("" if value is None else str(value))


def test_a_play_that_ended_before_its_first_phrase_is_a_row_all_the_same() -> None:
    play = ended(replace(PLAY, phrases=(), events=()), Ending.RECOVERED)
    tables = csv_tables([play])
    (row,) = rows_of(tables["plays.csv"])
    assert (row["asked"], row["hit_share"], row["tempo_scale"], row["shares"]) == ("0", "", "", "")
    assert rows_of(tables["notes.csv"]) == rows_of(tables["presses.csv"]) == []


@given(PLAYS)
def test_the_tables_tell_what_the_judge_says_and_forget_no_press(play: Play) -> None:
    tables = csv_tables([play])
    judgements, heard = judge_play(play), taps_of(play)
    answers = sorted(
        (word for word in judgements if not isinstance(word, Stray)), key=lambda word: word.index
    )
    notes = rows_of(tables["notes.csv"])
    assert [row["note"] for row in notes] == [str(index) for index in range(len(play.notes))]
    assert [row["judgement"] == "hit" for row in notes] == [isinstance(a, Hit) for a in answers]
    errors = [a.error_ns for a in answers]
    assert [row["error_ms"] for row in notes] == [
        "" if error is None else str(ms_from_ns(error)) for error in errors
    ]
    by_role: dict[str, int] = {}
    presses = rows_of(tables["presses.csv"])
    for row in presses:
        by_role[row["role"]] = by_role.get(row["role"], 0) + 1
    assert len(presses) == sum(isinstance(event, KeyPress) for event in play.events)
    assert by_role.get("answered", 0) == sum(error is not None for error in errors)
    assert by_role.get("stray", 0) == sum(isinstance(word, Stray) for word in judgements)
    assert by_role.get("suppressed", 0) == len(heard.suppressed)
    refills = len(heard.taps) - by_role.get("answered", 0) - by_role.get("stray", 0)
    assert by_role.get("refill", 0) == refills


@given(PLAYS)
def test_notes_and_presses_point_at_each_other(play: Play) -> None:
    notes, presses = rows(play, "notes.csv"), rows(play, "presses.csv")
    answered = {row["press"]: row["note"] for row in presses if row["role"] == "answered"}
    assert {row["press"]: row["note"] for row in notes if row["press"]} == answered
    moves = {row["note"]: row["move"] for row in notes}
    for row in presses:
        if row["role"] in ("answered", "refill"):
            assert moves[row["note"]] == row["move"]
        elif row["note"]:
            assert moves[row["note"]] != row["move"]


# --- the columns -------------------------------------------------------------------------------


def test_moves_are_codes_that_can_be_read_back() -> None:
    assert [Move.parse(row["move"]) for row in rows(PLAY, "notes.csv")] == [
        note.move for note in PLAY.notes
    ]
