"""Pausing and going on at exact times, for scripts of plays."""

from __future__ import annotations

from game.app.count_in import GO_ON_AFTER_NS
from game.music.song import Song
from game.play.keymap import Binding, default_keymap
from game.play.record import Play
from game.timing import HostTime, SongTime, ns_from_s, shifted
from tests.app.stage import QUARTER_NS, Stage, Theatre

PEDAL = "Pedal 1"
UNUSED = 100
"""A MIDI key that means nothing to any finger."""
BAR_NS = 4 * QUARTER_NS
SECOND_BAR = SongTime(BAR_NS)
"""Going on there counts one bar."""
LATER_NS = ns_from_s(1.5)
"""After a menu's cool-down, before the focus of the pause moves on."""


def with_pedal(theatre: Theatre, song: Song | None = None) -> Stage:
    """A MIDI pedal was taught to pause: its stamp is exact, a key's is that of its read."""
    pedal = (Binding(PEDAL, 1, None),)
    return Stage(theatre, song, keymap=default_keymap().taught(PEDAL, pedal))


def pauses_at(stage: Stage, song: SongTime) -> HostTime:
    """The pedal is pressed when the song is there."""
    host = stage.host(song)
    stage.script.midi(host, 0x90, 1, 64, device=PEDAL)
    return host


def goes_on(stage: Stage, asked_at: HostTime) -> HostTime:
    """A key that plays nothing is pressed; where the song stands in its second bar, it goes on
    then, and for two seconds."""
    stage.script.midi(asked_at, 0x90, UNUSED, 64)
    resumes = shifted(asked_at, GO_ON_AFTER_NS + BAR_NS)
    stage.ends(shifted(resumes, ns_from_s(2)))
    return resumes


def stands(play: Play) -> list[SongTime]:
    return [segment.song for segment in play.segments if not segment.running]


def runs_from(play: Play) -> list[HostTime]:
    return [segment.host for segment in play.segments if segment.running]
