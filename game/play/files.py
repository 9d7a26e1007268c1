"""A play as JSON and back, whole and in the pieces a journal writes.

Conventions: every piece is a JSON value (what `json.dumps` takes); times stay whole nanoseconds,
moves are their codes (`R2.tap`), and the way there and back gives the very same play. Reading
raises Refusal where a value is damaged, or comes from a newer version.
"""

from __future__ import annotations

import json
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from game.messages import Message, Refusal
from game.music.chart import Note
from game.music.difficulty import Difficulty, HitWindows
from game.play.json_values import (
    Json,
    as_bool,
    as_float,
    as_int,
    as_int_or_none,
    as_list,
    as_move,
    as_object,
    as_text,
    reading,
)
from game.play.keymap import Binding, Keymap
from game.play.presses import KeyEvent, KeyPress, KeyRelease
from game.play.record import CommittedPhrase, Ending, Offset, Play, PlayHeader
from game.timing import HostTime, Segment, SongTime

FORMAT = 1
_PAUSE = "pause"


def event_to_json(event: KeyEvent) -> Json:
    if isinstance(event, KeyRelease):
        return ["release", event.host_ns, event.device, event.key]
    return ["press", event.host_ns, event.device, event.key, event.velocity]


@reading
def event_from_json(value: Json) -> KeyEvent:
    kind, host, device, key, *velocity = as_list(value)
    stamp = HostTime(as_int(host))
    if kind == "release" and not velocity:
        return KeyRelease(stamp, as_text(device), as_int(key))
    if kind != "press":
        raise ValueError(f"{kind} is neither press nor release")
    (strength,) = velocity
    return KeyPress(stamp, as_text(device), as_int(key), as_int_or_none(strength))


def segment_to_json(segment: Segment) -> Json:
    return [segment.host, segment.song, "runs" if segment.running else "stands"]


@reading
def segment_from_json(value: Json) -> Segment:
    host, song, motion = as_list(value)
    if motion not in ("runs", "stands"):
        raise ValueError(f"a clock neither runs nor stands: {motion}")
    return Segment(HostTime(as_int(host)), SongTime(as_int(song)), motion == "runs")


def note_to_json(note: Note) -> Json:
    code = note.move.code
    head: list[Json] = [note.onset_ns, note.duration_ns, code, note.pitch, note.velocity]
    return [*head, "hold"] if note.hold else head


@reading
def note_from_json(value: Json) -> Note:
    onset, duration, code, pitch, velocity, *hold = as_list(value)
    if hold not in ([], ["hold"]):
        raise ValueError(f"{hold} is no mark of a note")
    time = SongTime(as_int(onset))
    move = as_move(code)
    return Note(time, as_int(duration), move, as_int(pitch), as_int(velocity), bool(hold))


def difficulty_to_json(difficulty: Difficulty) -> Json:
    return {
        "shares": {move.code: share for move, share in difficulty.shares},
        "tempo_scale": difficulty.tempo_scale,
        "least_gap_ns": difficulty.least_gap_ns,
        "finger_gap_ns": difficulty.finger_gap_ns,
        "off_beats": difficulty.off_beats,
        "most_at_once": difficulty.most_at_once,
        "hold_from_ns": difficulty.hold_from_ns,
        "lead_ns": difficulty.lead_ns,
    }


@reading
def difficulty_from_json(value: Json) -> Difficulty:
    fields = as_object(value)
    shares = as_object(fields["shares"]).items()
    return Difficulty(
        tuple((as_move(code), as_float(share)) for code, share in shares),
        as_float(fields["tempo_scale"]),
        as_int(fields["least_gap_ns"]),
        as_int(fields["finger_gap_ns"]),
        as_bool(fields["off_beats"]),
        as_int(fields["most_at_once"]),
        as_int_or_none(fields["hold_from_ns"]),
        as_int(fields["lead_ns"]),
    )


def phrase_to_json(phrase: CommittedPhrase) -> Json:
    return {
        "index": phrase.index,
        "difficulty": difficulty_to_json(phrase.difficulty),
        "notes": [note_to_json(note) for note in phrase.notes],
    }


@reading
def phrase_from_json(value: Json) -> CommittedPhrase:
    fields = as_object(value)
    notes = tuple(note_from_json(note) for note in as_list(fields["notes"]))
    return CommittedPhrase(
        as_int(fields["index"]), difficulty_from_json(fields["difficulty"]), notes
    )


def keymap_to_json(keymap: Keymap) -> Json:
    return [
        [binding.device, binding.key, binding.move.code if binding.move else _PAUSE]
        for binding in keymap.bindings
    ]


@reading
def keymap_from_json(value: Json) -> Keymap:
    return Keymap(tuple(_binding_from_json(binding) for binding in as_list(value)))


def _binding_from_json(value: Json) -> Binding:
    device, key, meaning = as_list(value)
    move = None if meaning == _PAUSE else as_move(meaning)
    return Binding(as_text(device), as_int(key), move)


def windows_to_json(windows: HitWindows) -> Json:
    return [windows.close_ns, windows.good_ns, windows.hit_ns, windows.reach_ns]


@reading
def windows_from_json(value: Json) -> HitWindows:
    close, good, hit, reach = as_list(value)
    return HitWindows(as_int(close), as_int(good), as_int(hit), as_int(reach))


def header_to_json(header: PlayHeader) -> Json:
    return {
        "play_id": str(header.play_id),
        "player_id": str(header.player_id),
        "song_id": header.song_id,
        "song_title": header.song_title,
        "started_at": header.started_at.isoformat(),
        "keymap": keymap_to_json(header.keymap),
        "windows": windows_to_json(header.windows),
        "lock_out_ns": header.lock_out_ns,
        "seed": header.seed,
        "counts": header.counts,
        "mode": header.mode,
        "offsets": [[o.device, o.offset_ns, o.uncertainty_ns] for o in header.offsets],
        "versions": dict(header.versions),
    }


@reading
def header_from_json(value: Json) -> PlayHeader:
    fields = as_object(value)
    versions = {name: as_text(text) for name, text in as_object(fields["versions"]).items()}
    return PlayHeader(
        play_id=UUID(as_text(fields["play_id"])),
        player_id=UUID(as_text(fields["player_id"])),
        song_id=as_text(fields["song_id"]),
        song_title=as_text(fields["song_title"]),
        started_at=datetime.fromisoformat(as_text(fields["started_at"])),
        keymap=keymap_from_json(fields["keymap"]),
        windows=windows_from_json(fields["windows"]),
        lock_out_ns=as_int(fields["lock_out_ns"]),
        seed=as_int(fields["seed"]),
        counts=as_bool(fields["counts"]),
        mode=as_text(fields["mode"]),
        offsets=tuple(_offset_from_json(offset) for offset in as_list(fields["offsets"])),
        versions=MappingProxyType(versions),
    )


def _offset_from_json(value: Json) -> Offset:
    device, offset, uncertainty = as_list(value)
    return Offset(as_text(device), as_int(offset), as_int_or_none(uncertainty))


def play_to_json(play: Play) -> Json:
    return {
        "format": FORMAT,
        "header": header_to_json(play.header),
        "segments": [segment_to_json(segment) for segment in play.segments],
        "phrases": [phrase_to_json(phrase) for phrase in play.phrases],
        "events": [event_to_json(event) for event in play.events],
        "ending": play.ending.value,
    }


@reading
def play_from_json(value: Json) -> Play:
    fields = as_object(value)
    if as_int(fields["format"]) > FORMAT:
        raise Refusal(Message("This play comes from a newer Fingersong. Please update."))
    return Play(
        header_from_json(fields["header"]),
        tuple(segment_from_json(segment) for segment in as_list(fields["segments"])),
        tuple(phrase_from_json(phrase) for phrase in as_list(fields["phrases"])),
        tuple(event_from_json(event) for event in as_list(fields["events"])),
        Ending(fields["ending"]),
    )


def play_to_text(play: Play) -> str:
    return json.dumps(play_to_json(play), separators=(",", ":"))


@reading
def play_from_text(text: str) -> Play:
    return play_from_json(json.loads(text))
