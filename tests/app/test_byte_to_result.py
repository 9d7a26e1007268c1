"""From a MIDI byte to a finger's figures, at any frame rate."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from game.app.count_in import GO_ON_AFTER_NS
from game.app.loop import READ_EVERY_NS
from game.app.results import rows_of, strip_of, tallies_of
from game.music.moves import RIGHT_TAPS, Finger, Move
from game.play.judge import judge_play
from game.play.judgements import Hit, Judgement, Miss, Stray, Tier
from game.play.keymap import Binding, default_keymap
from game.play.metrics import finger_summaries, play_summary
from game.play.presses import KEYBOARD, KeyPress
from game.play.record import Ending, Play
from game.play.taps import taps_of
from game.timing import HostTime, elapsed_ns, ns_from_ms, shifted
from tests.app.stage import GLOVE, QUARTER_NS, Pace, Stage, Theatre

SLOW_SLICE_NS = ns_from_ms(2.3)
PACES = [
    Pace(24),
    Pace(60),
    Pace(144),
    Pace(1000),
    Pace(60, slices=6, slice_ns=ns_from_ms(0.9)),
    Pace(24, slices=30, slice_ns=SLOW_SLICE_NS),
    Pace(1000, slices=7, slice_ns=ns_from_ms(5.1)),
]
PAUSE_KEY = 100
J = 13
"""The scancode of the right index finger."""


def a_person_plays(stage: Stage) -> None:
    """Early, late, with a wrong finger, twice at once, not at all, and with a pause between."""
    notes = stage.notes
    stage.answers(notes[:3], (-35.5, 60, 60.000001))
    stage.answers(notes[3:5], (-120, 120.000001))
    stage.answers(notes[5:7], (200, 200.000001))
    wrong = stage.host(notes[7].onset_ns)
    stage.script.midi(wrong, 0x90, 60, 64)
    stage.script.midi(shifted(wrong, ns_from_ms(50)), 0x90, 60, 0, 0xF8, 60, 64, 60, 0)
    paused = stage.host(round(7.5 * QUARTER_NS))
    stage.script.midi(paused, 0x90, PAUSE_KEY, 64)
    stage.script.midi(shifted(paused, ns_from_ms(650.25)), 0x90, 60, 64)
    stage.script.midi(shifted(paused, ns_from_ms(700.25)), 0x80, 60, 64)
    later_ns = ns_from_ms(650.25) + GO_ON_AFTER_NS + COUNTED_NS
    stage.answers(notes[8:11], (-10, 499.9, 0), later_ns)
    stage.answers(notes[13:], (3, -3), later_ns, device="Piano 1")


COUNTED_NS = round(7.5 * QUARTER_NS)
"""A bar, and what was played of the bar of the pause."""


@dataclass(frozen=True)
class Outcome:
    play: Play
    live: list[Judgement]
    struck: list[tuple[int, int | None]]


def played(theatre: Theatre, pace: Pace) -> Outcome:
    taught = default_keymap().taught(
        GLOVE,
        (
            *(Binding(GLOVE, key, move) for key, move in zip(KEYS, RIGHT_TAPS, strict=True)),
            Binding(GLOVE, PAUSE_KEY, None),
        ),
    )
    stage = Stage(theatre, pace=pace, keymap=taught)
    a_person_plays(stage)
    play = stage.run()
    return Outcome(play, stage.screen.judgements, stage.audio.struck)


KEYS = (60, 62, 64, 65, 67)


@pytest.fixture
def calm(theatre: Theatre) -> Outcome:
    return played(theatre, Pace(60))


def said_of(judgement: Judgement) -> str:
    match judgement:
        case Hit(tier=tier):
            return f"{tier.name.lower()} {judgement.error_ns}"
        case Miss(tap=None):
            return "no press"
        case Miss():
            return f"miss {judgement.error_ns}"
        case Stray(instead_of=index):
            return f"stray for {index}"


def test_bytes_become_these_judgements(calm: Outcome) -> None:
    assert [said_of(judgement) for judgement in calm.live] == [
        "close -35500000",
        "close 60000000",
        "good 60000001",
        "good -120000000",
        "near 120000001",
        "near 200000000",
        "miss 200000001",
        "no press",
        "stray for 7",
        "close -10000000",
        "miss 499900000",
        "close 0",
        "no press",
        "no press",
        "close 3000000",
        "close -3000000",
        "close 3000000",
    ]


def test_the_live_judgements_are_those_of_the_record(calm: Outcome) -> None:
    assert calm.live == list(judge_play(calm.play))


def test_the_record_holds_all_that_was_done(calm: Outcome) -> None:
    """Also the press in the lock-out, the pause key and the key that went on."""
    presses = [event for event in calm.play.events if isinstance(event, KeyPress)]
    assert (len(presses), len(calm.play.events)) == (17, 33)
    assert [press.key for press in presses[7:11]] == [60, 60, PAUSE_KEY, 60]
    assert len(taps_of(calm.play).suppressed) == 1
    assert calm.play.ending is Ending.FINISHED


def test_a_hit_sounds_its_melody_note_as_hard_as_it_was_struck(calm: Outcome) -> None:
    hits = [word for word in calm.live if isinstance(word, Hit)]
    assert calm.struck == [(hit.note.pitch, 70) for hit in hits]


@pytest.mark.parametrize("pace", PACES, ids=str)
def test_no_frame_changes_a_number(theatre: Theatre, calm: Outcome, pace: Pace) -> None:
    outcome = played(theatre, pace)
    assert outcome == calm
    assert finger_summaries(outcome.play) == finger_summaries(calm.play)
    assert tallies_of(outcome.play) == tallies_of(calm.play)
    assert rows_of(outcome.play) == rows_of(calm.play)
    assert strip_of(outcome.play) == strip_of(calm.play)


@pytest.mark.parametrize("pace", PACES, ids=str)
def test_the_computers_keys_are_stamped_between_slices_not_at_frames(
    theatre: Theatre, pace: Pace
) -> None:
    """At 24 frames a second a stamp of the frame would be up to 69 ms late in the slowest one."""
    stage = Stage(theatre, pace=pace)
    tapped = [stage.host(0) + ns_from_ms(750.123) * index for index in range(16)]
    for host in tapped:
        stage.script.key(HostTime(host), J)
    play = stage.run()
    presses = [event for event in play.events if isinstance(event, KeyPress)]
    late_ns = [
        elapsed_ns(HostTime(host), press.host_ns)
        for host, press in zip(tapped, presses, strict=True)
    ]
    assert min(late_ns) >= 0
    assert max(late_ns) < max(READ_EVERY_NS, 2 * pace.slice_ns)


def test_a_finger_that_only_the_keyboard_plays_has_its_figures(theatre: Theatre) -> None:
    stage = Stage(theatre)
    for note in stage.notes:
        if note.move == Move(Finger.R2):
            stage.script.key(stage.host(note.onset_ns), J)
    play = stage.run()
    summaries = finger_summaries(play)
    assert summaries[Move(Finger.R2)].hit_share == 1
    assert {event.device for event in play.events} == {KEYBOARD}
    assert play_summary(play).hits == summaries[Move(Finger.R2)].asked > 0
    assert {said.tier for said in judge_play(play) if isinstance(said, Hit)} == {Tier.CLOSE}


def test_a_real_picture_changes_nothing_either(theatre: Theatre, calm: Outcome) -> None:
    """The others draw nothing: this one draws the whole play, at a few frames a second."""
    outcome = played(theatre, Pace(4, real=True))
    assert outcome == calm
