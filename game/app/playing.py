"""One play, from the song that was chosen to the record that is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from game.app.course import Course
from game.app.house import House
from game.app.performance import Performance
from game.app.version import VERSION
from game.drawing.text import Texts
from game.messages import Message
from game.music.arrange import opening_difficulty
from game.music.difficulty import Prescription
from game.music.song import Song
from game.play.judge import Judge
from game.play.keymap import Keymap
from game.play.record import Play, PlayHeader
from game.screens.playing import PlayingScreen
from game.storage.journal import JournalWriter
from game.storage.players import Player
from game.storage.store import Store, StoreError
from game.timing import ns_from_ms, shifted

SETTLE_IN_NS = ns_from_ms(300)
"""From choosing to the first count-in click, so that its sound is rendered in time."""


@dataclass(frozen=True, slots=True)
class PlayedSong:
    song: Song
    player: Player
    keymap: Keymap


@dataclass(frozen=True, slots=True)
class KeptPlay:
    """`trouble` says why the play could not be stored; what there is of its journal is kept."""

    play: Play
    trouble: Message | None


def header_of(what: PlayedSong, prescription: Prescription) -> PlayHeader:
    return PlayHeader(
        play_id=uuid4(),
        player_id=what.player.player_id,
        song_id=what.song.song_id,
        song_title=what.song.title,
        started_at=datetime.now(UTC).astimezone(),
        keymap=what.keymap,
        windows=prescription.windows,
        lock_out_ns=prescription.lock_out_ns,
        seed=0,
        counts=not what.player.guest,
        versions={"fingersong": VERSION},
    )


def stage(house: House, texts: Texts, what: PlayedSong) -> Performance:
    """All that one play needs, ready to begin."""
    store = house.library.store
    prescription = store.prescription_of(what.player)
    header = header_of(what, prescription)
    difficulty = opening_difficulty(what.song, prescription, what.player.moves)
    judge = Judge(header.windows)
    moves = what.player.moves
    return Performance(
        Course(what.song, difficulty),
        header,
        judge,
        PlayingScreen(what.song.title, moves, texts, header.windows, judge.hold_state),
        house.audio,
        JournalWriter(store.folder.journals, header),
    )


def play_through(house: House, performance: Performance) -> KeptPlay:
    """Raises QuitGame when the window is closed; what was played is kept before."""
    performance.begin(shifted(house.loop.clock.now(), SETTLE_IN_NS))
    try:
        house.loop.show(performance, performance)
    finally:
        performance.stop()
        trouble = _keep(house.library.store, performance.play, performance.journal)
    return KeptPlay(performance.play, trouble)


def _keep(store: Store, play: Play, journal: JournalWriter) -> Message | None:
    """Stores the play; where that fails the journal keeps it until the next start."""
    try:
        store.save_play(play)
    except StoreError as error:
        journal.close()
        values = {"why": str(error)}
        if journal.trouble:
            return Message("This play could not be stored ({why}).", values)
        return Message("This play could not be stored yet ({why}).", values)
    journal.discard()
    return None
