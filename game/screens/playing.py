"""The screen of a play: what falls, what was tapped, and what became of it.

The app tells it what happened; it decides nothing but what the player chooses in a pause.
Conventions: all that moves or fades does so in song time, so a pause holds it still.
"""

from __future__ import annotations

from collections.abc import Iterator

from game.drawing.canvas import Canvas
from game.drawing.focus import MenuInput
from game.drawing.lanes import height_at
from game.drawing.playfield import (
    BAR_LINE,
    BEAT_LINE,
    FieldState,
    GridLine,
    HoldLevel,
    Playfield,
)
from game.drawing.text import Texts
from game.drawing.theme import THEME
from game.drawing.verdicts import Verdict, VerdictMark, verdict_of
from game.music.chart import Note, PhraseChart
from game.music.difficulty import HitWindows
from game.music.moves import Move
from game.music.phrase_time import BeatGrid
from game.play.judgements import Hit, Judgement, Miss, Stray
from game.play.presses import KeyEvent, KeyPress
from game.screens.pause_menu import PauseChoice, PauseMenu
from game.timing import NS_PER_S, HostTime, SongTime, elapsed_ns

_NUMERAL = 260
_NUMERAL_PLACE = (0.5, 360.0)
_LONGEST_LEAD_NS = 3 * NS_PER_S


class PlayingScreen:
    """One play of `moves`; `windows` tell early and late from good, `hold_level` how full holds
    are."""

    def __init__(
        self,
        title: str,
        moves: tuple[Move, ...],
        texts: Texts,
        windows: HitWindows,
        hold_level: HoldLevel,
    ) -> None:
        self._title = title
        self._moves = moves
        self._texts = texts
        self._windows = windows
        self._state = FieldState(SongTime(-_LONGEST_LEAD_NS), hold_level)
        self._charts: list[PhraseChart] = []
        self._pause: PauseMenu | None = None
        self._beats_left: int | None = None
        self._playfield: Playfield | None = None
        self._covered = True

    @property
    def outcome(self) -> PauseChoice | None:
        """What was chosen in the pause that is shown; None while nothing was."""
        return self._pause.choice if self._pause else None

    # --- what the app tells ------------------------------------------------------------------

    def commit(self, chart: PhraseChart, grid: BeatGrid) -> None:
        """A phrase's notes begin to fall; its bar lines and beats make a faint grid."""
        self._charts.append(chart)
        self._state.falling.add(chart)
        lead_ns = chart.difficulty.lead_ns
        self._state.grid += [GridLine(time, lead_ns, BEAT_LINE) for time in grid.beats_ns]
        self._state.grid += [GridLine(time, lead_ns, BAR_LINE) for time in grid.bars_ns]

    def at(self, song_now: SongTime) -> None:
        self._state.song_now = song_now

    def progress(self, share: float) -> None:
        """How much of the song is over, 0-1."""
        self._state.progress = share

    def tapped(self, move: Move, on: Note | None) -> None:
        """Shows a tap at once. `on` is the note it seems to answer; the judgement may differ."""
        state = self._state
        state.lights[move] = None
        if on is None:
            return
        error_ns = elapsed_ns(on.onset_ns, state.song_now)
        self._mark(move, on, verdict_of(error_ns, self._windows))
        if abs(error_ns) <= self._windows.hit_ns:
            state.falling.hit(on)
        else:
            state.falling.miss(on, state.song_now)

    def released(self, move: Move) -> None:
        if self._state.lights.get(move, self._state.song_now) is None:
            self._state.lights[move] = self._state.song_now

    def judged(self, judgement: Judgement) -> None:
        """The last word on a note or a tap; corrects what `tapped` showed where it differs."""
        state = self._state
        match judgement:
            case Hit(note=note):
                state.falling.hit(note)
                self._correct(note, judgement.error_ns)
            case Miss(note=note, tap=None):
                state.falling.miss(note, state.song_now)
            case Miss(note=note):
                state.falling.miss(note, state.song_now)
                self._correct(note, judgement.error_ns)
            case Stray(tap=tap):
                state.marks.append(VerdictMark(tap.move, None, Verdict.STRAY, 0.0, state.song_now))

    def pause(self, reason: str, now: HostTime) -> None:
        """Covers the play with a short menu that says `reason` until a count-in begins."""
        self._pause = PauseMenu(reason, self._texts, now)
        for move in self._state.lights:
            self.released(move)

    def count_in(self, beats_left: int | None) -> None:
        """Shows the numeral; None takes it away, and the play goes on."""
        self._covered = self._covered or self._pause is not None or self._beats_left != beats_left
        self._pause = None
        self._beats_left = beats_left

    # --- the screen ----------------------------------------------------------------------------

    def key(self, event: KeyEvent) -> None:
        if self._pause and isinstance(event, KeyPress):
            self._pause.press(event)

    def menu(self, command: MenuInput, now: HostTime) -> None:
        if self._pause:
            self._pause.menu(command, now)

    def update(self, now: HostTime) -> None:
        if self._pause:
            self._pause.update(now)

    def draw(self, canvas: Canvas) -> Iterator[None]:
        if self._playfield is None or self._playfield.canvas is not canvas:
            self._playfield = Playfield(canvas, self._texts, self._title, self._moves)
            self._covered = True
            yield
        self._forget_past()
        if self._covered:
            self._covered = False
            yield from self._playfield.whole()
        yield from self._playfield.frame(self._state)
        if self._pause:
            self._covered = True
            yield from self._pause.draw(canvas)
        elif self._beats_left is not None:
            x, y = canvas.wide * _NUMERAL_PLACE[0], _NUMERAL_PLACE[1]
            self._texts.draw(canvas, str(self._beats_left), x, y, _NUMERAL, THEME.cream)
            yield

    # --- marks -----------------------------------------------------------------------------------

    def _mark(self, move: Move, note: Note, verdict: Verdict) -> None:
        state = self._state
        y = height_at(note.onset_ns, state.song_now, self._lead_ns(note))
        state.marks.append(VerdictMark(move, note, verdict, y, state.song_now))

    def _correct(self, note: Note, error_ns: int | None) -> None:
        """A mark that is still seen takes the final error; a note without one gets a mark."""
        if error_ns is None:
            return
        verdict = verdict_of(error_ns, self._windows)
        tapped_at = SongTime(note.onset_ns + error_ns)
        y = height_at(note.onset_ns, tapped_at, self._lead_ns(note))
        shown = next((mark for mark in self._state.marks if mark.note == note), None)
        if shown is None:
            mark = VerdictMark(note.move, note, verdict, y, tapped_at)
            self._state.marks.append(mark)
        else:
            shown.verdict, shown.y = verdict, y

    def _lead_ns(self, note: Note) -> int:
        """That of the note's phrase."""
        for chart in reversed(self._charts):
            if chart.start_ns <= note.onset_ns < chart.end_ns:
                return chart.difficulty.lead_ns
        return _LONGEST_LEAD_NS

    def _forget_past(self) -> None:
        """Drops all that can no longer be seen."""
        state = self._state
        state.falling.drop_over(state.song_now)
        state.marks = [m for m in state.marks if m.strength_step(state.song_now) is not None]
        self._charts = [c for c in self._charts if elapsed_ns(c.end_ns, state.song_now) < NS_PER_S]
        state.grid = [line for line in state.grid if line.at_ns > state.song_now]
