"""How things sound: instruments and the rendering of the backing, numpy only."""

from game.sound.backing import BackingRenderer
from game.sound.instruments import render_note
from game.sound.pcm import SAMPLE_RATE, Pcm, frame_at

__all__ = ["SAMPLE_RATE", "BackingRenderer", "Pcm", "frame_at", "render_note"]
