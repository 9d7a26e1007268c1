"""`presses.csv`: a row for every key that went down, whatever it meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from game.play.judgements import Stray, Tap
from game.play.presses import KeyEvent, KeyPress
from game.play.record import Play
from game.reports.columns import NEVER, Column, JudgedPlay, ms_or_none
from game.timing import HostTime, SongClock, SongTime, elapsed_ns, ms_from_ns, shifted


class Role(Enum):
    ANSWERED = "answered"
    STRAY = "stray"
    REFILL = "refill"
    SUPPRESSED = "suppressed"
    IN_PAUSE = "in_pause"
    PAUSE = "pause"
    UNBOUND = "unbound"


ROLES: dict[Role, str] = {
    Role.ANSWERED: "answered a note of its finger",
    Role.STRAY: "answered no note of its finger",
    Role.REFILL: "pressed a hold again while it lasted",
    Role.SUPPRESSED: "in the lock-out (tremor or bounce)",
    Role.IN_PAUSE: "a playing key while the song stood still",
    Role.PAUSE: "paused the song, or is taught for it",
    Role.UNBOUND: "a key without a meaning",
}


@dataclass(frozen=True, slots=True)
class PressRow:
    """`index` is the press's place in the play's events; `note` that of a note among its notes."""

    play: Play
    index: int
    press: KeyPress
    song_ns: SongTime
    role: Role
    note: int | None
    dwell_ns: int | None


def press_rows(judged: JudgedPlay) -> Iterator[PressRow]:
    """In the order of arrival."""
    play = judged.play
    clock, dwells = SongClock(play.segments), dwells_ns(play.events)
    tap_roles = _tap_roles(judged)
    for index, event in enumerate(play.events):
        if isinstance(event, KeyPress):
            happened = shifted(event.host_ns, -play.header.offset_of(event.device))
            role, note = tap_roles.get(index) or (_silent_role(play, event), None)
            song = clock.song_at(happened)
            yield PressRow(play, index, event, song, role, note, dwells.get(index))


def dwells_ns(events: tuple[KeyEvent, ...]) -> dict[int, int]:
    """How long the key of each press stayed down, by the place of the press in `events`.

    Without those that were never released, or pressed again before.
    """
    dwells: dict[int, int] = {}
    down: dict[tuple[str, int], tuple[int, HostTime]] = {}
    for index, event in sorted(enumerate(events), key=lambda item: item[1].host_ns):
        key = event.device, event.key
        if isinstance(event, KeyPress):
            down[key] = index, event.host_ns
        elif key in down:
            press, since = down.pop(key)
            dwells[press] = elapsed_ns(since, event.host_ns)
    return dwells


def _tap_roles(judged: JudgedPlay) -> Mapping[int, tuple[Role, int | None]]:
    """Of the presses that the judge heard, with the note that each answered or belonged to."""
    roles = {tap.press: (Role.REFILL, _refilled(judged.play, tap)) for tap in judged.taps.taps}
    for word in judged.judgements:
        if isinstance(word, Stray):
            roles[word.tap.press] = (Role.STRAY, word.instead_of)
        elif word.tap is not None:
            roles[word.tap.press] = (Role.ANSWERED, word.index)
    return roles | {bounce.press: (Role.SUPPRESSED, None) for bounce in judged.taps.suppressed}


def _refilled(play: Play, tap: Tap) -> int | None:
    """The hold of the tap's finger that lasts at its time, the newest where two overlap."""
    lasting = (
        (note.onset_ns, index)
        for index, note in enumerate(play.notes)
        if note.hold and note.move == tap.move and note.onset_ns < tap.time_ns <= note.end_ns
    )
    newest = max(lasting, default=None)
    return newest[1] if newest else None


def _silent_role(play: Play, press: KeyPress) -> Role:
    """Of a press that was no tap. A key that is not taught has paused the song where the song
    stands still from the very nanosecond of its stamp."""
    keymap = play.header.keymap
    if keymap.move_of(press.device, press.key) is not None:
        return Role.IN_PAUSE
    paused = any(s.host == press.host_ns for s in play.segments if not s.running)
    if paused or keymap.is_pause(press.device, press.key):
        return Role.PAUSE
    return Role.UNBOUND


def _move_code(row: PressRow) -> str | None:
    move = row.play.header.keymap.move_of(row.press.device, row.press.key)
    return move.code if move else None


PRESS_COLUMNS: tuple[Column[PressRow], ...] = (
    Column(
        "play_id",
        "UUID",
        "the play, as in plays.csv",
        NEVER,
        lambda row: str(row.play.header.play_id),
    ),
    Column(
        "press",
        "number",
        "place among the play's presses and releases, from 0",
        NEVER,
        lambda row: row.index,
    ),
    Column(
        "host_ns",
        "ns",
        "stamp on the computer's monotonic clock, with the device's offset still in it",
        NEVER,
        lambda row: row.press.host_ns,
    ),
    Column("device", "text", "port and ordinal, or keyboard", NEVER, lambda row: row.press.device),
    Column(
        "key",
        "number",
        "MIDI: channel (from 0) * 128 + note; keyboard: USB HID usage number",
        NEVER,
        lambda row: row.press.key,
    ),
    Column(
        "velocity",
        "MIDI velocity",
        "how hard the press was, 1-127",
        "the device does not tell",
        lambda row: row.press.velocity,
    ),
    Column("move", "code", "finger and gesture, as in notes.csv", "the key means none", _move_code),
    Column(
        "song_ms",
        "ms",
        "song time of the press, less its device's offset; negative before the music",
        NEVER,
        lambda row: ms_from_ns(row.song_ns),
    ),
    Column(
        "role",
        "code",
        "; ".join(f"{role.value}: {meaning}" for role, meaning in ROLES.items()),
        NEVER,
        lambda row: row.role.value,
    ),
    Column(
        "dwell_ms",
        "ms",
        "how long the key stayed down",
        "never released, or pressed again before",
        lambda row: ms_or_none(row.dwell_ns),
    ),
    Column(
        "note",
        "number",
        "the note that was answered, meant (stray) or held (refill), as in notes.csv",
        "it belonged to no note",
        lambda row: row.note,
    ),
)
