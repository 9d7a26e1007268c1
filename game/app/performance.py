"""One play of one song: from every key event to sound, picture, journal and record.

A `Performance` is the screen that the loop shows while a song is played. Its decisions are made at
times of their own (a phrase's commit time, a note's deadline), never at a frame.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.app.attention import Attention
from game.app.count_in import CountIn, count_in_to
from game.app.course import Course
from game.devices.audio import Audio
from game.devices.midi import PortAppeared, PortVanished
from game.devices.window import FocusLost
from game.drawing.canvas import Canvas
from game.drawing.focus import MenuInput
from game.music.accompaniment import count_in_notes, count_in_ns
from game.music.chart import Note, PhraseChart
from game.play.judge import Judge
from game.play.judgements import Miss, Release, Tap
from game.play.presses import KEYBOARD, KeyEvent, KeyPress
from game.play.record import CommittedPhrase, Ending, Play, PlayHeader
from game.play.taps import Suppressed, TapReader
from game.screens.pause_menu import PauseChoice
from game.screens.playing import PlayingScreen
from game.screens.steering import ESCAPE, SPACE
from game.storage.journal import JournalWriter
from game.timing import (
    NS_PER_S,
    HostTime,
    SongClock,
    SongTime,
    ns_from_ms,
    shifted,
)
from game.wording import say

GRACE_NS = ns_from_ms(30)
"""Older presses than this have been read; facts: a busy driver delivers within 5 ms at p99."""
RING_OUT_NS = NS_PER_S


class Performance:
    """Shown by the loop until the song is over or the player has left; then `play` is the record.

    Everything comes in: the course (song and difficulty), the header of the record, the judge, the
    screen, the sound and the journal.
    """

    def __init__(
        self,
        course: Course,
        header: PlayHeader,
        judge: Judge,
        screen: PlayingScreen,
        audio: Audio,
        journal: JournalWriter,
    ) -> None:
        self._course = course
        self._header = header
        self._screen = screen
        self._audio = audio
        self.journal = journal
        self._judge = judge
        self._events: list[KeyEvent] = []
        self._devices: set[str] = set()
        self._attention = Attention()
        self._count_in: CountIn | None = None
        self._missing_device: str | None = None
        self._ending: Ending | None = None

    @property
    def outcome(self) -> Ending | None:
        return self._ending

    @property
    def clock(self) -> SongClock:
        return self._clock

    @property
    def committed(self) -> tuple[PhraseChart, ...]:
        return self._course.committed

    @property
    def play(self) -> Play:
        """The record so far."""
        phrases = tuple(
            CommittedPhrase(chart.index, chart.difficulty, chart.notes)
            for chart in self._course.committed
        )
        ending = self._ending or Ending.STOPPED
        segments = self._clock.segments
        return Play(self._header, segments, phrases, tuple(self._events), ending)

    def begin(self, now: HostTime) -> None:
        """Counts one bar in from `now` on; the first note falls all its way meanwhile."""
        scale = self._course.difficulty.tempo_scale
        bar_ns = count_in_ns(self._course.song, 0, scale)
        lead_ns = max(bar_ns, self._course.difficulty.lead_ns)
        self._clock = SongClock.starting(now, SongTime(-lead_ns))
        self._reader = TapReader(
            self._header.keymap, self._header.offsets, self._header.lock_out_ns, self._clock
        )
        self.journal.segment(self._clock.segments[-1])
        self._audio.begin(now, SongTime(-lead_ns))
        clicks = count_in_notes(self._course.song, 0, scale, SongTime(0))
        self._audio.add(clicks, SongTime(-lead_ns), SongTime(0))
        self._commit_due(SongTime(-lead_ns))

    # --- input -----------------------------------------------------------------------------

    def key(self, event: KeyEvent) -> None:
        """What was due before it happened is done first: nothing hangs on when it is read."""
        self._advance(event.host_ns)
        if self._ending:
            return
        self._events.append(event)
        self.journal.event(event)
        self._devices.add(event.device)
        # Also in a pause: a key let go in it is up, and a press from before it was a tap.
        reading = self._reader.read(event, len(self._events) - 1)
        if self._paused:
            self._screen.key(event)
            self._heed_pause_menu(event.host_ns)
        elif isinstance(event, KeyPress) and self._asks_for_pause(event):
            self.pause(say("Paused"), event.host_ns)
        match reading:
            case Tap():
                self._tap(reading)
            case Release():
                self._screen.released(reading.move)
                self._judge.release(reading)
            case Suppressed():
                self._judge.suppressed(reading)
            case None:
                pass

    def menu(self, command: MenuInput, now: HostTime) -> None:
        """Menus are heard in a pause only: no playing finger may steer one."""
        if self._paused:
            self._screen.menu(command, now)

    def noticed(self, notice: PortAppeared | PortVanished | FocusLost, now: HostTime) -> None:
        match notice:
            case PortVanished(device=device) if device in self._played_devices():
                if not self._paused:
                    self._missing_device = device
                self.pause(say("{device} is unplugged.", device=device), now)
            case PortAppeared(device=device) if device == self._missing_device:
                self._go_on(now)
            case FocusLost() if KEYBOARD in self._devices:
                self.pause(say("Paused"), now)
            case _:
                pass

    # --- time ------------------------------------------------------------------------------

    def update(self, now: HostTime) -> None:
        self._advance(now)
        song_now = self._clock.song_at(now)
        self._screen.at(song_now)
        self._screen.progress(min(1.0, max(0.0, song_now / self._course.length_ns)))
        self._screen.update(now)
        if self._paused:
            self._heed_pause_menu(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        yield from self._screen.draw(canvas)

    def pause(self, reason: str, host: HostTime) -> None:
        """The song stands still from `host` on; a count-in that was under way is taken back."""
        if self._count_in:
            self._count_in = None
            self._screen.count_in(None)
        elif self._clock.running:
            self._clock.pause(max(host, self._clock.segments[-1].host))
            self.journal.segment(self._clock.segments[-1])
        else:
            return
        self._audio.halt()
        self._screen.pause(reason, host)

    def stop(self) -> None:
        """The player leaves; what was done counts and is kept."""
        if self._ending is None:
            self._end(Ending.STOPPED)

    def _heed_pause_menu(self, now: HostTime) -> None:
        match self._screen.outcome:
            case PauseChoice.GO_ON if not self._count_in:
                self._go_on(now)
            case PauseChoice.STOP:
                self.stop()
            case _:
                pass

    def _go_on(self, asked_at: HostTime) -> None:
        """A count-in, then the music from where it stood."""
        if not self._paused:
            return
        self._missing_device = None
        self._attention.begin_anew()
        song = self._clock.song_at(asked_at)
        scale = self._course.difficulty.tempo_scale
        tick = self._course.tick_at(song)
        count_in = self._count_in = count_in_to(self._course.song, tick, scale, song, asked_at)
        music_from = max(song, SongTime(0))
        self._audio.begin(count_in.start, count_in.sound_from)
        self._audio.add(count_in.sound, count_in.sound_from, music_from)
        for chart in self._course.charts_from(song):
            self._audio.add(chart.backing, max(chart.start_ns, music_from), chart.end_ns)

    @property
    def _paused(self) -> bool:
        """The song stands still, and no count-in is under way."""
        return not self._clock.running and self._count_in is None

    def _advance(self, now: HostTime) -> None:
        """Does what is due by `now`."""
        if self._ending:
            return
        if self._count_in:
            self._count(now, self._count_in)
        if not self._clock.running:
            return
        song_now = self._clock.song_at(now)
        self._commit_due(song_now)
        self._settle(song_now)
        if self._is_over(self._clock.song_at(now)):
            self._end(Ending.FINISHED)

    def _count(self, now: HostTime, count_in: CountIn) -> None:
        if now < count_in.until:
            self._screen.count_in(count_in.beats_left(now))
            return
        self._count_in = None
        self._screen.count_in(None)
        self._clock.resume(count_in.until)
        self.journal.segment(self._clock.segments[-1])

    # --- the way of a tap --------------------------------------------------------------------

    def _tap(self, tap: Tap) -> None:
        note = self._judge.preview(tap)
        if note is not None:
            self._audio.strike(note.pitch, tap.velocity)
        self._screen.tapped(tap.move, note)
        self._judge.tap(tap)
        self._attention.tapped(tap.time_ns)

    def _settle(self, song_now: SongTime) -> None:
        for judgement in self._judge.settle(shifted(song_now, -GRACE_NS)):
            self._screen.judged(judgement)
            if isinstance(judgement, Miss) and judgement.tap is None:
                self._unanswered(judgement.note)

    def _unanswered(self, note: Note) -> None:
        given_up = shifted(note.onset_ns, self._header.windows.reach_ns)
        host = self._clock.host_at(shifted(given_up, GRACE_NS))
        if self._attention.unanswered(note.onset_ns, given_up) and host is not None:
            self.pause(say("Still there?"), host)

    def _commit_due(self, song_now: SongTime) -> None:
        while chart := self._course.commit_due(song_now):
            self._judge.add_notes(chart.notes)
            self._audio.add(chart.backing, chart.start_ns, chart.end_ns)
            self._audio.prepare({note.pitch for note in chart.notes})
            self._screen.commit(chart, self._course.grid_of(chart))
            self.journal.phrase(CommittedPhrase(chart.index, chart.difficulty, chart.notes))

    def _is_over(self, song_now: SongTime) -> bool:
        rest_ns = max(self._header.windows.reach_ns + GRACE_NS, RING_OUT_NS)
        return self._course.complete and song_now > shifted(self._course.next_start, rest_ns)

    def _end(self, ending: Ending) -> None:
        if ending is Ending.FINISHED:
            for judgement in self._judge.finish():
                self._screen.judged(judgement)
        self._audio.halt()
        self._ending = ending

    def _asks_for_pause(self, press: KeyPress) -> bool:
        if press.device == KEYBOARD and press.key in (ESCAPE, SPACE):
            return True
        return self._header.keymap.is_pause(press.device, press.key)

    def _played_devices(self) -> set[str]:
        """The devices that answered in this play, or that the keymap was taught on."""
        return self._devices | {binding.device for binding in self._header.keymap.bindings}
