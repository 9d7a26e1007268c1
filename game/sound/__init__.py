"""How things sound: instruments and the rendering of the backing, numpy only."""

from game.sound.backing import BackingRenderer
from game.sound.instruments import layer_of, render_note
from game.sound.pcm import SAMPLE_RATE, Pcm, cut_in, frame_at, frames_in

__all__ = [
    "SAMPLE_RATE",
    "BackingRenderer",
    "Pcm",
    "cut_in",
    "frame_at",
    "frames_in",
    "layer_of",
    "render_note",
]
