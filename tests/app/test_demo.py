"""A simulated hand plays through the same loop, and leaves what a player would."""

from __future__ import annotations

import csv
from pathlib import Path

import pygame
import pytest

from game.adapt.people import PEOPLE
from game.app.demo import SIZE, DemoWish, run_demo
from game.messages import Refusal
from game.play.judge import judge_play
from game.play.presses import KEYBOARD
from game.play.record import Ending, Play
from game.reports.history import history_text
from game.timing import ns_from_s
from tests.app.visitor import remembered

SECONDS = 8.0
PICTURES = ("playing.png", "results.png", "details.png")


def results_of(out: Path) -> list[str]:
    """Without the line that says when it was."""
    return [
        line
        for line in (out / "results.txt").read_text(encoding="utf-8").splitlines()
        if not line[:1].isdigit()
    ]


def stored_play(out: Path) -> Play:
    with remembered(out) as store:
        (player,) = store.players()
        (listing,) = store.plays_of(player.player_id)
        return store.play(listing.play_id)


def test_it_leaves_a_database_pictures_and_results(tmp_path: Path) -> None:
    left = run_demo(DemoWish(tmp_path, seconds=SECONDS))
    assert {*PICTURES, "results.txt", "plays.csv", "notes.csv", "presses.csv"} <= set(left.files)
    assert left.notices == ()
    for name in PICTURES:
        picture = pygame.image.load(tmp_path / name)
        assert picture.get_size() == SIZE
        pixels = [
            tuple(picture.get_at((x, y))) for x in range(0, 1280, 8) for y in range(0, 720, 8)
        ]
        assert len(set(pixels)) > 20
    play = stored_play(tmp_path)
    assert play.ending is Ending.STOPPED
    assert {event.device for event in play.events} == {KEYBOARD}
    assert (tmp_path / "results.txt").read_text(encoding="utf-8") == history_text("Demo", [play])
    with (tmp_path / "notes.csv").open(encoding="utf-8", newline="") as notes:
        assert len(list(csv.DictReader(notes))) == len(play.notes)


def test_the_whole_song_is_played_where_no_length_is_told(tmp_path: Path) -> None:
    run_demo(DemoWish(tmp_path, song="twinkle"))
    play = stored_play(tmp_path)
    assert play.ending is Ending.FINISHED
    assert play.notes[-1].onset_ns > ns_from_s(60)


def test_the_same_seed_plays_the_same_and_another_one_does_not(tmp_path: Path) -> None:
    for folder, seed in (("first", 3), ("second", 3), ("third", 4)):
        run_demo(DemoWish(tmp_path / folder, person="moderate", seconds=SECONDS, seed=seed))
    assert results_of(tmp_path / "first") == results_of(tmp_path / "second")
    first, second, third = (
        stored_play(tmp_path / folder) for folder in ("first", "second", "third")
    )
    assert judge_play(first) == judge_play(second)
    assert (first.segments, first.events) == (second.segments, second.events)
    assert first.events != third.events


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_can_play(tmp_path: Path, person: str) -> None:
    run_demo(DemoWish(tmp_path, person=person, seconds=3.0))
    assert stored_play(tmp_path).header.song_id == "ode_to_joy"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ({"song": "no such song"}, "There is no song no such song. There are: "),
        ({"person": "nobody"}, "Nobody is called nobody. There are: healthy, "),
    ],
)
def test_what_is_not_there_is_refused_by_naming_what_is(
    tmp_path: Path, wish: dict[str, str], said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        run_demo(DemoWish(tmp_path, seconds=1.0, **wish))  # type: ignore[arg-type] # names above
    assert str(refused.value).startswith(said)


def test_a_folder_that_cannot_be_made_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        run_demo(DemoWish(tmp_path / "file" / "below", seconds=1.0))
