"""A device that leaves in the middle of a song, and comes back."""

from __future__ import annotations

from game.app.count_in import GO_ON_AFTER_NS
from game.devices.midi import PortAppeared, PortVanished
from game.devices.window import FocusLost
from game.music.moves import RIGHT_TAPS
from game.play.keymap import Binding, default_keymap
from game.timing import HostTime, SongTime, ns_from_s, shifted
from tests.app.pausing import (
    BAR_NS,
    LATER_NS,
    SECOND_BAR,
    UNUSED,
    pauses_at,
    runs_from,
    stands,
    with_pedal,
)
from tests.app.stage import BEGIN, COARSE, GLOVE, QUARTER_NS, Stage, Theatre

J = 13


class TestDevices:
    def plays_then_unplugs(self, stage: Stage, device: str, song_ns: int) -> HostTime:
        stage.answers(stage.notes[:2])
        host = stage.host(song_ns)
        stage.script.event(host, PortVanished(host, device))
        return host

    def test_unplugging_the_device_in_use_pauses_and_says_which(self, theatre: Theatre) -> None:
        stage = Stage(theatre)
        host = self.plays_then_unplugs(stage, GLOVE, SECOND_BAR)
        stage.ends(shifted(host, ns_from_s(20)))
        assert len(stands(stage.run())) == 1
        ((reason, _),) = stage.screen.pauses
        assert reason == "Glove 1 is unplugged."

    def test_unplugging_a_device_that_nobody_plays_does_nothing(self, theatre: Theatre) -> None:
        stage = Stage(theatre)
        self.plays_then_unplugs(stage, "Piano 1", SECOND_BAR)
        stage.answers(stage.notes[2:])
        assert stands(stage.run()) == []

    def test_unplugging_a_taught_device_pauses_before_its_first_press(
        self, theatre: Theatre
    ) -> None:
        taught = tuple(
            Binding("Piano 1", key, move)
            for key, move in zip(range(60, 65), RIGHT_TAPS, strict=True)
        )
        stage = Stage(theatre, keymap=default_keymap().taught("Piano 1", taught))
        host = stage.host(SECOND_BAR)
        stage.script.event(host, PortVanished(host, "Piano 1"))
        stage.ends(shifted(host, ns_from_s(1)))
        assert len(stands(stage.run())) == 1

    def test_plugging_it_in_again_goes_on_with_a_count_in(self, theatre: Theatre) -> None:
        stage = Stage(theatre)
        half_a_beat = QUARTER_NS // 2
        gone = self.plays_then_unplugs(stage, GLOVE, SongTime(SECOND_BAR + half_a_beat))
        back = shifted(gone, ns_from_s(7))
        stage.script.event(back, PortAppeared(back, GLOVE))
        stage.ends(shifted(back, ns_from_s(5)))
        play = stage.run()
        _, resumed = runs_from(play)
        planned = shifted(back, GO_ON_AFTER_NS + BAR_NS + half_a_beat)
        assert 0 <= resumed - planned <= 3 * COARSE.read_every_ns
        assert stage.screen.beats == [5, 4, 3, 2, 1, None]

    def test_plugging_in_another_device_does_not_go_on(self, theatre: Theatre) -> None:
        stage = Stage(theatre)
        gone = self.plays_then_unplugs(stage, GLOVE, SECOND_BAR)
        back = shifted(gone, ns_from_s(2))
        stage.script.event(back, PortAppeared(back, "Piano 1"))
        stage.ends(shifted(gone, ns_from_s(20)))
        assert runs_from(stage.run()) == [BEGIN]

    def test_a_key_goes_on_without_the_device(self, theatre: Theatre) -> None:
        stage = Stage(theatre)
        gone = self.plays_then_unplugs(stage, GLOVE, SECOND_BAR)
        stage.script.key(shifted(gone, LATER_NS), J)
        back = shifted(gone, ns_from_s(8))
        stage.script.event(back, PortAppeared(back, GLOVE))
        stage.ends(shifted(back, ns_from_s(2)))
        assert len(runs_from(stage.run())) == 2

    def test_unplugging_in_the_count_in_takes_it_back(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        stage.answers(stage.notes[:2])
        paused = pauses_at(stage, SECOND_BAR)
        asked = shifted(paused, LATER_NS)
        stage.script.midi(asked, 0x90, UNUSED, 64)
        gone = shifted(asked, ns_from_s(1))
        stage.script.event(gone, PortVanished(gone, GLOVE))
        stage.ends(shifted(gone, ns_from_s(20)))
        assert runs_from(stage.run()) == [BEGIN]
        assert [reason for reason, _ in stage.screen.pauses] == ["Paused", "Glove 1 is unplugged."]

    def test_plugging_in_does_not_end_a_pause_that_the_player_made(self, theatre: Theatre) -> None:
        stage = with_pedal(theatre)
        stage.answers(stage.notes[:2])
        paused = pauses_at(stage, SECOND_BAR)
        gone, back = shifted(paused, ns_from_s(3)), shifted(paused, ns_from_s(6))
        stage.script.event(gone, PortVanished(gone, GLOVE))
        stage.script.event(back, PortAppeared(back, GLOVE))
        stage.ends(shifted(paused, ns_from_s(20)))
        assert runs_from(stage.run()) == [BEGIN]

    def test_who_plays_by_the_keyboard_pauses_with_the_windows_focus(
        self, theatre: Theatre
    ) -> None:
        stage = Stage(theatre)
        stage.script.key(stage.host(0), J)
        stage.script.event(stage.host(SECOND_BAR), FocusLost())
        stage.ends(stage.host(ns_from_s(20)))
        assert len(stands(stage.run())) == 1

    def test_who_plays_a_midi_device_plays_on_without_the_windows_focus(
        self, theatre: Theatre
    ) -> None:
        stage = Stage(theatre)
        stage.answers(stage.notes)
        stage.script.event(stage.host(SECOND_BAR), FocusLost())
        assert stands(stage.run()) == []
