"""Opens what the game needs, says what it did without, and closes it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from game.app.loop import Loop, Polled
from game.devices.audio import Audio, open_audio
from game.devices.clock import SystemClock
from game.devices.midi import MidiInputs
from game.devices.window import Window, key_name
from game.messages import Message
from game.music.moves import LEFT_TAPS, RIGHT_TAPS
from game.music.song import Song
from game.play.keymap import default_keymap
from game.screens.menu_keys import MenuKeys
from game.storage.journal import recover_journals
from game.storage.songs import OUR_SONGS, LoadedSongs, load_songs
from game.storage.store import Store, open_store

CAPTION = "Fingersong"


@dataclass(frozen=True, slots=True)
class Settings:
    """`window` is a size in pixels, None for the full screen; `data` None is the user's folder."""

    window: tuple[int, int] | None = None
    data: Path | None = None
    midi_api: str | None = None


class Library:
    """What is remembered, and what can be played.

    Songs are read when they are first asked for: the more there are, the later the first picture.
    """

    def __init__(self, store: Store, notices: tuple[Message, ...]) -> None:
        self.store = store
        self._notices = notices
        self._loaded: LoadedSongs | None = None

    @property
    def songs(self) -> tuple[Song, ...]:
        """By title."""
        if self._loaded is None:
            self._loaded = load_songs((OUR_SONGS, self.store.folder.songs))
        return self._loaded.songs

    @property
    def notices(self) -> tuple[Message, ...]:
        """Those of song files come once the songs are read."""
        return (*self._notices, *(self._loaded.refused if self._loaded else ()))


@dataclass(frozen=True, slots=True)
class House:
    """Everything that is open while the game runs; `midi` is None where a simulated hand plays."""

    window: Window
    loop: Loop
    audio: Audio
    library: Library
    midi: MidiInputs | None = None

    @property
    def notices(self) -> tuple[Message, ...]:
        """What a player should know of devices that do not work, and of files left out."""
        troubles = (self.midi.trouble if self.midi else None, self.audio.trouble)
        return (*(trouble for trouble in troubles if trouble), *self.library.notices)

    def close(self) -> None:
        if self.midi:
            self.midi.close()
        self.audio.close()
        self.library.store.close()
        self.window.close()


def first_menu_keys() -> MenuKeys:
    """Before it is known who plays."""
    return MenuKeys(default_keymap(), (*LEFT_TAPS, *RIGHT_TAPS), key_name)


def open_library(data: Path | None) -> Library:
    """Recovers interrupted plays. Never fails: what is not as it should be is in `notices`."""
    opened = open_store(data, datetime.now(UTC))
    recovering = recover_journals(opened.store)
    return Library(opened.store, (*opened.notices, *recovering))


def open_house(settings: Settings) -> House:
    """Raises Refusal where no window opens; everything else can be done without."""
    window = Window(settings.window, CAPTION)
    clock = SystemClock()
    midi = MidiInputs(clock, settings.midi_api)
    sources = (Polled(lambda _now: midi.poll()), Polled(window.poll))
    loop = Loop(clock, window, sources, first_menu_keys())
    audio = open_audio()
    loop.after_read = audio.pump
    return House(window, loop, audio, open_library(settings.data), midi)
