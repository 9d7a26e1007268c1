"""What a demo leaves in its folder, beside what was there, and what it says of trouble."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from game.app.demo import PLAYING, DemoLeft, DemoWish, run_demo
from game.messages import Message
from game.play.metrics import finger_summaries, play_summary
from game.play.record import Ending, Play
from game.storage.database import FILE_NAME
from game.storage.journal import ENDING
from game.storage.players import Player
from game.storage.store import Store, StoreError, open_store
from game.wording import words
from tests.storage.made import made_player

SHORT_S = 12.0
RESULTS = "results.txt"
"""Its third line tells the date and the song."""


@pytest.fixture(scope="session")
def short(tmp_path_factory: pytest.TempPathFactory) -> tuple[DemoWish, DemoLeft]:
    """A demo that nobody changes."""
    wish = DemoWish(tmp_path_factory.mktemp("demo"), seconds=SHORT_S)
    return wish, run_demo(wish)


def remembered(folder: Path) -> tuple[list[Player], list[Play]]:
    """Plays newest first."""
    store = open_store(folder, datetime.now(UTC)).store
    players = list(store.players())
    plays = [
        store.play(listing.play_id)
        for player in players
        for listing in store.plays_of(player.player_id)
    ]
    store.close()
    return players, plays


def figures(folder: Path) -> list[str]:
    return (folder / RESULTS).read_text(encoding="utf-8").splitlines()[3:]


def write_tune(folder: Path, text: str = "C D E F|G F E D|C4|") -> None:
    """Ten seconds or so, among the songs of `folder`."""
    songs = folder / "songs"
    songs.mkdir(parents=True, exist_ok=True)
    header = "X:1\nT:Tiny Tune\nM:4/4\nL:1/4\nQ:1/4=80\nK:C\n"
    (songs / "tiny_tune.abc").write_text(f"{header}{text}\n")


# --- what it leaves ------------------------------------------------------------------------------


def test_every_file_that_it_names_is_there(short: tuple[DemoWish, DemoLeft]) -> None:
    wish, left = short
    assert left.notices == ()
    assert set(left.files) == {
        *(PLAYING, "results.png", "details.png", RESULTS),
        *("plays.csv", "notes.csv", "presses.csv", "data_dictionary.csv"),
    }
    assert all((wish.out / file).stat().st_size for file in left.files)


def test_its_pictures_differ(short: tuple[DemoWish, DemoLeft]) -> None:
    pictures = {path.read_bytes() for path in short[0].out.glob("*.png")}
    assert len(pictures) == 3


def test_no_journal_stays_behind(short: tuple[DemoWish, DemoLeft]) -> None:
    assert list((short[0].out / "journal").iterdir()) == []


# --- another try ---------------------------------------------------------------------------------


def test_another_hand_gives_other_figures(short: tuple[DemoWish, DemoLeft], tmp_path: Path) -> None:
    wish, _ = short
    run_demo(replace(wish, out=tmp_path, person="severe"))
    assert figures(tmp_path) != figures(wish.out)


def test_a_weak_hand_hits_less(tmp_path: Path) -> None:
    """The way from a hand's skill to its figures goes through presses alone."""
    hits = {}
    for person in ("healthy", "severe"):
        run_demo(DemoWish(tmp_path / person, person=person, seconds=40))
        (play,) = remembered(tmp_path / person)[1]
        summaries = finger_summaries(play).values()
        hits[person] = sum(one.hits for one in summaries) / sum(one.asked for one in summaries)
    assert hits["healthy"] > 0.9 > hits["severe"]


def test_a_second_demo_is_another_play_of_the_same_player(tmp_path: Path) -> None:
    for seed in (1, 2):
        run_demo(DemoWish(tmp_path, seconds=5, seed=seed))
    players, plays = remembered(tmp_path)
    assert len(players) == 1
    assert len(plays) == 2
    assert (tmp_path / RESULTS).read_text(encoding="utf-8").startswith("Demo: one play.")


def test_other_players_of_the_folder_stay_as_they_are(tmp_path: Path) -> None:
    opened = open_store(tmp_path, datetime.now(UTC))
    anna = made_player("Anna")
    opened.store.save_player(anna)
    opened.store.close()
    run_demo(DemoWish(tmp_path, seconds=1))
    players, _ = remembered(tmp_path)
    assert anna in players
    assert len(players) == 2


# --- songs and lengths ---------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["tiny_tune", "Tiny Tune", "TINY", "ny tu"])
def test_a_song_is_known_by_its_id_and_by_a_part_of_its_title(wanted: str, tmp_path: Path) -> None:
    write_tune(tmp_path)
    run_demo(DemoWish(tmp_path, wanted, seconds=1))
    (play,) = remembered(tmp_path)[1]
    assert play.header.song_title == "Tiny Tune"


@pytest.mark.parametrize("seconds", [None, 1000.0])
def test_a_song_that_ends_before_its_time_is_played_to_the_end(
    seconds: float | None, tmp_path: Path
) -> None:
    write_tune(tmp_path)
    left = run_demo(DemoWish(tmp_path, "tiny_tune", seconds=seconds))
    (play,) = remembered(tmp_path)[1]
    assert play.ending is Ending.FINISHED
    assert all((tmp_path / file).exists() for file in left.files)


def test_a_moment_is_enough_for_all_files(tmp_path: Path) -> None:
    """Nothing was asked yet."""
    left = run_demo(DemoWish(tmp_path, seconds=0.001))
    (play,) = remembered(tmp_path)[1]
    assert (play.ending, play_summary(play).asked) == (Ending.STOPPED, 0)
    assert all((tmp_path / file).stat().st_size for file in left.files)


# --- trouble -------------------------------------------------------------------------------------


def test_a_song_file_left_out_is_told(tmp_path: Path) -> None:
    write_tune(tmp_path, "C D ? ?")
    left = run_demo(DemoWish(tmp_path, seconds=1))
    (notice,) = map(words, left.notices)
    assert notice.startswith("tiny_tune.abc was left out. ")


def test_a_damaged_database_is_told_and_set_aside(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"no database at all")
    left = run_demo(DemoWish(tmp_path, seconds=1))
    (notice,) = map(words, left.notices)
    assert "They are kept as" in notice
    assert len(remembered(tmp_path)[1]) == 1


def test_a_play_that_cannot_be_stored_is_told_and_its_journal_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Store, play: Play) -> None:
        raise StoreError("database or disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(Store, "save_play", full)
        left = run_demo(DemoWish(tmp_path, seconds=5))
    text = "This play could not be stored yet ({why})."
    assert left.notices == (Message(text, {"why": "database or disk is full"}),)
    assert all((tmp_path / file).exists() for file in left.files)
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("SELECT count(*) FROM plays").fetchone() == (0,)
    assert len(list((tmp_path / "journal").glob(f"*{ENDING}"))) == 1


def test_nothing_can_be_left_where_a_file_stands(tmp_path: Path) -> None:
    in_its_place = tmp_path / "file"
    in_its_place.write_text("mine")
    with pytest.raises(FileExistsError):
        run_demo(DemoWish(in_its_place))
    assert in_its_place.read_text() == "mine"
