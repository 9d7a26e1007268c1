"""Songs are read from folders; what cannot be read is left out and told, and nothing fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.storage.songs import OUR_SONGS, load_songs
from game.wording import words

TUNE = "X:1\nT:{title}\nM:4/4\nL:1/4\nQ:1/4=100\nK:C\nC D E F|G G G2|\n"


def tune(folder: Path, name: str, title: str) -> Path:
    path = folder / name
    path.write_text(TUNE.format(title=title), encoding="utf-8")
    return path


def test_our_own_songs_are_all_there() -> None:
    loaded = load_songs([OUR_SONGS])
    assert loaded.refused == ()
    assert len(loaded.songs) >= 12
    assert {song.song_id for song in loaded.songs} == {
        path.stem for path in OUR_SONGS.glob("*.abc")
    }


def test_songs_are_sorted_by_title_whatever_their_case_and_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    first.mkdir()
    second.mkdir()
    tune(first, "a.abc", "Zither")
    tune(first, "b.abc", "bells")
    tune(second, "c.abc", "Chimes")
    loaded = load_songs([first, second])
    assert [song.title for song in loaded.songs] == ["bells", "Chimes", "Zither"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.abc", b""),
        ("broken.abc", b"X:1\nT:Broken\nK:C\nC D ? ?\n"),
        ("bytes.abc", bytes(range(256))),
        ("empty.mid", b""),
        ("cut.mid", b"MThd\x00\x00\x00\x06\x00\x01"),
        ("bytes.kar", bytes(range(256))),
    ],
)
def test_a_broken_file_is_left_out_with_its_name_and_the_others_stay(
    tmp_path: Path, name: str, content: bytes
) -> None:
    tune(tmp_path, "good.abc", "Good")
    (tmp_path / name).write_bytes(content)
    loaded = load_songs([tmp_path])
    assert [song.title for song in loaded.songs] == ["Good"]
    (refusal,) = loaded.refused
    assert name in words(refusal)
