from __future__ import annotations

import pygame
import pytest

from game.drawing.hand import HandPicture, hand_picture
from game.drawing.theme import move_colour
from game.music.moves import (
    LEFT_PINCHES,
    LEFT_TAPS,
    RIGHT_PINCHES,
    RIGHT_TAPS,
    Hand,
    Move,
)

HEIGHT = 240


def drawn(hand: Hand, *lit: Move) -> pygame.Surface:
    picture = hand_picture(hand, HEIGHT)
    surface = pygame.Surface((picture.width, picture.height))
    picture.draw(surface, 0, 0)
    for move in lit:
        picture.draw_lit(surface, 0, 0, move)
    return surface


def differs_at(move: Move) -> list[tuple[int, int]]:
    """Pixels that lighting `move` changes."""
    dark, light = drawn(move.hand), drawn(move.hand, move)
    return [
        (x, y)
        for x in range(dark.get_width())
        for y in range(dark.get_height())
        if dark.get_at((x, y)) != light.get_at((x, y))
    ]


def test_the_thumb_of_a_right_hand_is_on_its_left() -> None:
    picture = hand_picture(Hand.RIGHT, HEIGHT)
    xs = [picture.fingertip(move)[0] for move in RIGHT_TAPS]
    assert xs == sorted(xs)


def test_the_thumb_of_a_left_hand_is_on_its_right() -> None:
    picture = hand_picture(Hand.LEFT, HEIGHT)
    xs = [picture.fingertip(move)[0] for move in LEFT_TAPS]
    assert xs == sorted(xs)


def test_the_middle_finger_is_the_longest_and_the_thumb_the_lowest() -> None:
    picture = hand_picture(Hand.RIGHT, HEIGHT)
    ys = {move.finger.number: picture.fingertip(move)[1] for move in RIGHT_TAPS}
    assert min(ys, key=ys.__getitem__) == 3
    assert max(ys, key=ys.__getitem__) == 1


@pytest.mark.parametrize("move", RIGHT_TAPS + LEFT_TAPS, ids=lambda move: move.code)
def test_a_lit_finger_has_its_colour_near_its_tip_and_no_other_finger_has(move: Move) -> None:
    picture = hand_picture(move.hand, HEIGHT)
    lit = drawn(move.hand, move)
    colour = move_colour(move).light
    assert lit.get_at(picture.fingertip(move))[:3] == colour
    others = [other for other in RIGHT_TAPS + LEFT_TAPS if other.hand is move.hand]
    others.remove(move)
    assert all(lit.get_at(picture.fingertip(other))[:3] != colour for other in others)


@pytest.mark.parametrize("pinch", RIGHT_PINCHES + LEFT_PINCHES, ids=lambda move: move.code)
def test_a_pinch_lights_the_thumb_too(pinch: Move) -> None:
    picture = hand_picture(pinch.hand, HEIGHT)
    thumb = next(m for m in RIGHT_TAPS + LEFT_TAPS if m.hand is pinch.hand and m.finger.number == 1)
    lit = drawn(pinch.hand, pinch)
    assert lit.get_at(picture.fingertip(thumb))[:3] == move_colour(pinch).light


@pytest.mark.parametrize("pinch", RIGHT_PINCHES[1:], ids=lambda move: move.code)
def test_in_the_pose_of_a_pinch_the_tips_meet(pinch: Move) -> None:
    open_hand, posed = HandPicture(Hand.RIGHT, HEIGHT), HandPicture(Hand.RIGHT, HEIGHT, pinch)

    def apart(picture: HandPicture) -> float:
        thumb, finger = picture.fingertip(RIGHT_TAPS[0]), picture.fingertip(pinch)
        return float(pygame.Vector2(thumb).distance_to(finger))

    finger_width = HEIGHT * 0.1
    assert apart(posed) < finger_width < apart(open_hand)


def test_a_left_hand_is_the_mirror_image_of_a_right_one() -> None:
    left, right = drawn(Hand.LEFT), drawn(Hand.RIGHT)
    mirrored = pygame.transform.flip(right, True, False)
    assert pygame.image.tobytes(left, "RGB") == pygame.image.tobytes(mirrored, "RGB")


def test_lighting_a_finger_changes_nothing_far_from_it() -> None:
    changed = differs_at(RIGHT_TAPS[4])
    assert changed
    middle_x = hand_picture(Hand.RIGHT, HEIGHT).fingertip(RIGHT_TAPS[2])[0]
    assert min(x for x, _ in changed) > middle_x


def test_a_finger_half_filled_is_warm_below_and_quiet_above() -> None:
    picture = hand_picture(Hand.RIGHT, HEIGHT)
    full, half, empty = (pygame.Surface((picture.width, picture.height)) for _ in range(3))
    for surface, share in ((full, 1.0), (half, 0.5), (empty, 0.0)):
        picture.draw(surface, 0, 0)
        picture.draw_filled(surface, 0, 0, 3, share)
    x, y = picture.fingertip(RIGHT_TAPS[2])
    low = y + round(picture.height * 0.42)
    assert half.get_at((x, y)) == empty.get_at((x, y)) != full.get_at((x, y))
    assert half.get_at((x, low)) == full.get_at((x, low)) != empty.get_at((x, low))
