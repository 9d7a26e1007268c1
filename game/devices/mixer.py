"""pygame's mixer, opened with the house's settings."""

from __future__ import annotations

import pygame

from game.sound import SAMPLE_RATE, Pcm


def open_mixer(channels: int, buffer_frames: int) -> list[pygame.mixer.Channel]:
    """48 kHz, 16 bit, stereo, whatever the device itself runs at. Raises pygame.error without a
    device, NotImplementedError where pygame came without its mixer."""
    pygame.mixer.quit()  # something may have opened it with other settings
    pygame.mixer.init(SAMPLE_RATE, -16, 2, buffer_frames, allowedchanges=0)
    pygame.mixer.set_num_channels(channels)
    pygame.mixer.set_reserved(channels)
    return [pygame.mixer.Channel(index) for index in range(channels)]


def close_mixer() -> None:
    pygame.mixer.quit()


def sound_of(pcm: Pcm) -> pygame.mixer.Sound:
    return pygame.mixer.Sound(buffer=pcm.data)
