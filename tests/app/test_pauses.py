"""A song stands still and goes on: by keys, by devices that leave, and back by a count-in."""

from __future__ import annotations

from itertools import pairwise

import pytest

from game.app.count_in import GO_ON_AFTER_NS
from game.devices.window import FocusLost
from game.music.chart import Voice
from game.music.moves import Finger, Move
from game.play.judge import judge_play
from game.play.judgements import Hit, Stray
from game.play.keymap import Binding, default_keymap
from game.play.presses import KeyPress
from game.play.record import Ending
from game.timing import SongClock, SongTime, ns_from_ms, ns_from_s, shifted
from tests.app.pausing import (
    BAR_NS,
    LATER_NS,
    PEDAL,
    SECOND_BAR,
    UNUSED,
    goes_on,
    pauses_at,
    runs_from,
    stands,
    with_pedal,
)
from tests.app.stage import (
    BEGIN,
    GLOVE,
    QUARTER_NS,
    Stage,
    Theatre,
    midi_note_of,
    small_tune,
)

ENTER, ESCAPE, SPACE = 40, 41, 44
J = 13


class TestPausing:
    @pytest.mark.parametrize("scancode", [ESCAPE, SPACE])
    def test_escape_and_space_pause_where_they_were_pressed(
        self, theatre: Theatre, scancode: int
    ) -> None:
        stage = Stage(theatre)
        stage.script.key(stage.host(ns_from_s(2)), scancode)
        stage.ends(stage.host(ns_from_s(9)))
        play = stage.run()
        (press,) = (event for event in play.events if isinstance(event, KeyPress))
        assert stage.screen.pauses == [("Paused", press.host_ns)]
        assert [segment.host for segment in play.segments] == [BEGIN, press.host_ns]
        assert stage.audio.halts == 2

    def test_a_taught_key_pauses_at_its_own_time(self, theatre: Theatre) -> None:
        taught = (Binding(GLOVE, 60, Move(Finger.R2)), Binding(GLOVE, UNUSED, None))
        stage = Stage(theatre, keymap=default_keymap().taught(GLOVE, taught))
        host = stage.host(ns_from_s(2))
        stage.script.midi(host, 0x90, UNUSED, 64)
        stage.ends(stage.host(ns_from_s(9)))
        assert stands(stage.run()) == [ns_from_s(2)]

    def test_a_taught_pause_key_goes_on_as_well(self, theatre: Theatre) -> None:
        stage = Stage(theatre, keymap=default_keymap().taught(GLOVE, (Binding(GLOVE, 9, None),)))
        paused = stage.host(SECOND_BAR)
        stage.script.midi(paused, 0x90, 9, 64)
        asked = shifted(paused, LATER_NS)
        stage.script.midi(asked, 0x90, 9, 64)
        stage.ends(shifted(asked, ns_from_s(5)))
        play = stage.run()
        assert runs_from(play) == [BEGIN, shifted(asked, GO_ON_AFTER_NS + BAR_NS)]

    def test_an_untaught_key_is_only_logged(self, theatre: Theatre) -> None:
        stage = Stage(theatre)
        stage.answers(stage.notes)
        stage.script.midi(stage.host(ns_from_s(2)), 0x90, UNUSED, 64)
        stage.script.key(stage.host(ns_from_s(2)), 30)
        play = stage.run()
        assert {UNUSED, 30} <= {event.key for event in play.events}
        assert all(isinstance(judgement, Hit) for judgement in stage.screen.judgements)
        assert stands(play) == []

    def test_escape_once_more_ends_the_song(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        stage.script.key(shifted(paused, LATER_NS), ESCAPE)
        assert stage.run().ending is Ending.STOPPED

    def test_keys_that_play_end_the_song_only_when_pressed_twice_in_its_focus(
        self, theatre: Theatre
    ) -> None:
        """Two seconds after the cool-down the focus moves to the second choice."""
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        stage.script.midi(shifted(paused, ns_from_s(3)), 0x90, 60, 64)
        stage.script.midi(shifted(paused, ns_from_s(4)), 0x90, 60, 64)
        play = stage.run()
        assert play.ending is Ending.STOPPED
        assert [event.host_ns for event in play.events][-1] == shifted(paused, ns_from_s(4))

    def test_a_press_in_a_pause_is_kept_and_answers_nothing(self, theatre: Theatre) -> None:
        """Within the menu's cool-down, so that it does not go on either."""
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        for after_ms in (10, 200, 400):
            stage.script.midi(shifted(paused, ns_from_ms(after_ms)), 0x90, 67, 64)
        stage.ends(shifted(paused, ns_from_s(1)))
        play = stage.run()
        assert [event.key for event in play.events].count(67) == 3
        assert not [said for said in judge_play(play) if isinstance(said, Hit | Stray)]
        assert stage.audio.struck == []

    def test_a_key_let_go_in_a_pause_is_up_when_the_song_goes_on(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre, small_tune((60, 4), (62, 4)))
        held, _ = stage.notes
        stage.script.midi(stage.host(0), 0x90, midi_note_of(held), 64)
        stood = SongTime(ns_from_s(1))
        paused = pauses_at(stage, stood)
        stage.script.midi(shifted(paused, ns_from_ms(300)), 0x80, midi_note_of(held), 0)
        stage.ends(shifted(paused, ns_from_s(1)))
        stage.run()
        assert held.hold
        assert stage.judge.hold_state(held, shifted(stood, -1)) == 1
        assert stage.judge.hold_state(held, shifted(stood, ns_from_ms(125))) == 0.5

    def test_a_press_that_is_read_after_a_pause_but_was_before_it_is_a_tap(
        self, theatre: Theatre
    ) -> None:
        """The window is told of its lost focus at once; the driver's press is a little older."""
        stage = Stage(theatre)
        stage.script.key(stage.host(ns_from_ms(750)), J)
        note = stage.notes[4]
        late_read = stage.host(note.onset_ns + ns_from_ms(4))
        stage.script.event(late_read, FocusLost())
        stage.script.event(late_read, KeyPress(stage.host(note.onset_ns), GLOVE, 67, 64))
        goes_on(stage, shifted(late_read, LATER_NS))
        assert len(stands(stage.run())) == 1
        assert stage.audio.struck[-1] == (note.pitch, 64)
        hits = {
            said.note: said.error_ns for said in stage.screen.judgements if isinstance(said, Hit)
        }
        assert hits[note] == 0


class TestGoingOn:
    def test_song_time_stands_exactly_and_goes_on_at_the_planned_time(
        self, theatre: Theatre
    ) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        resumes = goes_on(stage, shifted(paused, LATER_NS))
        play = stage.run()
        (stood,) = stands(play)
        assert runs_from(play) == [BEGIN, resumes]
        assert stood == SECOND_BAR
        shown = {song for host, song in stage.screen.song_times if paused <= host <= resumes}
        assert shown == {stood}
        clock = SongClock(play.segments)
        assert clock.song_at(shifted(resumes, 1)) == stood + 1

    def test_beats_are_counted_down_where_clicks_sound(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        resumes = goes_on(stage, shifted(paused, LATER_NS))
        stage.run()
        assert stage.screen.beats == [4, 3, 2, 1, None]
        clicks = [note for note in stage.audio.added[1] if note.voice is Voice.COUNT_IN]
        heard = stage.audio.heard_at(1)[: len(clicks)]
        assert len(clicks) == 4
        assert [resumes - host for host in heard] == [
            BAR_NS - beat * QUARTER_NS for beat in range(4)
        ]

    def test_the_backing_is_heard_in_time_with_the_notes_again(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        goes_on(stage, shifted(paused, LATER_NS))
        clock = SongClock(stage.run().segments)
        (stood,) = (segment.song for segment in clock.segments if not segment.running)
        music = [
            (note, host)
            for note, host in zip(stage.audio.added[1], stage.audio.heard_at(1), strict=True)
            if note.voice is not Voice.COUNT_IN and note.onset_ns > stood
        ]
        assert len(music) > 8
        assert [host for _, host in music] == [clock.host_at(note.onset_ns) for note, _ in music]

    def test_notes_after_it_are_judged_by_the_time_they_were_asked_at(
        self, theatre: Theatre
    ) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        asked = shifted(paused, LATER_NS)
        stage.script.midi(asked, 0x90, UNUSED, 64)
        resumes = shifted(asked, GO_ON_AFTER_NS + BAR_NS)
        before, after = stage.notes[:4], stage.notes[4:]
        stage.answers(before)
        stage.answers(after, (70, -40), later_ns=resumes - stage.host(SECOND_BAR))
        play = stage.run()
        errors = [said.error_ns for said in stage.screen.judgements if isinstance(said, Hit)]
        assert errors == [0, 0, 0, 0, *[ns_from_ms(70), ns_from_ms(-40)] * 6]
        assert stage.screen.judgements == list(judge_play(play))

    @pytest.mark.parametrize("scancode", [ENTER, SPACE, J, 30])
    def test_any_key_of_the_keyboard_goes_on(self, theatre: Theatre, scancode: int) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        stage.script.key(shifted(paused, LATER_NS), scancode)
        stage.ends(shifted(paused, ns_from_s(6)))
        assert len(runs_from(stage.run())) == 2

    def test_a_press_of_the_cool_down_does_not_go_on(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        stage.script.midi(shifted(paused, ns_from_ms(400)), 0x90, UNUSED, 64)
        stage.ends(shifted(paused, ns_from_s(3)))
        assert runs_from(stage.run()) == [BEGIN]

    def test_a_pause_in_the_count_in_takes_it_back(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        asked = shifted(paused, LATER_NS)
        stage.script.midi(asked, 0x90, UNUSED, 64)
        again = shifted(asked, ns_from_s(1.2))
        stage.script.key(again, SPACE)
        resumes = goes_on(stage, shifted(again, LATER_NS))
        play = stage.run()
        assert len(stands(play)) == 1
        assert runs_from(play) == [BEGIN, resumes]
        assert stage.screen.beats == [4, 3, None, 4, 3, 2, 1, None]
        assert [reason for reason, _ in stage.screen.pauses] == ["Paused", "Paused"]

    def test_a_press_in_the_count_in_is_kept_and_answers_nothing(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SECOND_BAR)
        resumes = goes_on(stage, shifted(paused, LATER_NS))
        stage.script.midi(shifted(resumes, -1), 0x90, 67, 64)
        stage.script.midi(resumes, 0x90, 65, 64)
        stage.script.midi(shifted(resumes, 1), 0x80, 65, 64)
        play = stage.run()
        said = [one for one in stage.screen.judgements if isinstance(one, Hit | Stray)]
        assert [one.tap.move for one in said] == [Move(Finger.R4)]
        assert len(play.events) == 5

    def test_a_song_can_be_paused_again_and_again(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = stage.host(SECOND_BAR)
        for _ in range(3):
            stage.script.midi(paused, 0x90, 1, 64, device=PEDAL)
            asked = shifted(paused, LATER_NS)
            stage.script.midi(asked, 0x90, UNUSED, 64)
            paused = shifted(asked, GO_ON_AFTER_NS + 2 * BAR_NS)
        stage.ends(paused)
        assert stands(stage.run()) == [BAR_NS, 2 * BAR_NS, 3 * BAR_NS]


class TestBeforeTheFirstNote:
    @pytest.mark.parametrize("song_ns", [-2_900_000_000, -1_234_567_890, -1])
    def test_a_pause_in_the_lead_in_goes_on_to_the_first_note(
        self, theatre: Theatre, song_ns: int
    ) -> None:
        stage = Stage(theatre)
        paused = stage.host(song_ns)
        stage.script.do(paused, lambda: stage.performance.pause("Paused", paused))
        stage.script.midi(shifted(paused, LATER_NS), 0x90, UNUSED, 64)
        stage.answers(stage.notes, later_ns=LATER_NS + GO_ON_AFTER_NS + BAR_NS)
        play = stage.run()
        assert stands(play) == [song_ns]
        assert [said.error_ns for said in stage.screen.judgements if isinstance(said, Hit)] == [
            0
        ] * 16

    def test_its_clicks_stay_in_time_with_those_that_it_interrupted(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        paused = pauses_at(stage, SongTime(ns_from_ms(-1000)))
        goes_on(stage, shifted(paused, LATER_NS))
        stage.run()
        clicks = [note for note in stage.audio.added[1] if note.voice is Voice.COUNT_IN]
        onsets = [click.onset_ns for click in clicks]
        assert {after - before for before, after in pairwise(onsets)} == {QUARTER_NS}
        assert onsets[-1] == -QUARTER_NS
        assert stage.screen.beats == [4, 3, 2, 1, None]
