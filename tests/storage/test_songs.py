"""Songs are read from folders; what cannot be read is left out and told, and nothing fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from game.readers.limits import MAX_BYTES
from game.storage.songs import load_songs
from game.wording import words

TUNE = "X:1\nT:{title}\nM:4/4\nL:1/4\nQ:1/4=100\nK:C\nC D E F|G G G2|\n"


def tune(folder: Path, name: str, title: str) -> Path:
    path = folder / name
    path.write_text(TUNE.format(title=title), encoding="utf-8")
    return path


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


def test_a_file_that_may_not_be_read_is_left_out_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tune(tmp_path, "secret.abc", "Secret")
    tune(tmp_path, "good.abc", "Good")
    real = Path.open

    def guarded(path: Path, mode: str) -> object:
        if path == secret:
            raise PermissionError(13, "Permission denied")
        return real(path, mode)

    monkeypatch.setattr(Path, "open", guarded)
    loaded = load_songs([tmp_path])
    assert [song.title for song in loaded.songs] == ["Good"]
    (refusal,) = loaded.refused
    assert words(refusal) == "secret.abc was left out. Permission denied"


def test_a_folder_that_is_not_there_has_no_songs_and_nothing_is_said(tmp_path: Path) -> None:
    a_file = tune(tmp_path, "good.abc", "Good")
    loaded = load_songs([tmp_path / "missing", a_file])
    assert loaded.songs == ()
    assert loaded.refused == ()


def test_a_folder_that_may_not_be_read_is_told_and_the_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, open_ = tmp_path / "closed", tmp_path / "open"
    closed.mkdir()
    open_.mkdir()
    tune(open_, "good.abc", "Good")
    real = Path.iterdir

    def guarded(folder: Path) -> object:
        if folder == closed:
            raise PermissionError(13, "Permission denied")
        return real(folder)

    monkeypatch.setattr(Path, "iterdir", guarded)
    loaded = load_songs([closed, open_])
    assert [song.title for song in loaded.songs] == ["Good"]
    (refusal,) = loaded.refused
    assert words(refusal) == "closed was left out. Permission denied"


def test_other_files_folders_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("songs")
    (tmp_path / "folder.abc").mkdir()
    (tmp_path / "gone.abc").symlink_to(tmp_path / "nowhere.abc")
    (tmp_path / "._good.abc").write_bytes(b"\x00\x05\x16\x07")
    tune(tmp_path, "UPPER.ABC", "Upper")
    loaded = load_songs([tmp_path])
    assert [song.title for song in loaded.songs] == ["Upper"]
    assert loaded.refused == ()


def test_of_two_songs_with_one_id_the_first_folders_stays_and_the_other_is_told(
    tmp_path: Path,
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    ours.mkdir()
    theirs.mkdir()
    tune(ours, "bells.abc", "Our Bells")
    tune(theirs, "bells.abc", "Their Bells")
    loaded = load_songs([ours, theirs])
    assert [song.title for song in loaded.songs] == ["Our Bells"]
    (refusal,) = loaded.refused
    assert "bells.abc" in words(refusal)
    assert "another song" in words(refusal)


def test_a_copy_of_a_song_is_there_once_and_nothing_is_said(tmp_path: Path) -> None:
    tune(tmp_path, "bells.abc", "Bells")
    loaded = load_songs([tmp_path, tmp_path])
    assert [song.title for song in loaded.songs] == ["Bells"]
    assert loaded.refused == ()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"na\xffme.abc", "na\ufffdme.abc"),
        (b"two\nlines.abc", "two\ufffdlines.abc"),
        (b"\x1b[2J.abc", "\ufffd[2J.abc"),
        ("Für Elise.abc".encode(), "Für Elise.abc"),
    ],
)
def test_a_name_that_no_screen_can_show_is_shown_and_stored_otherwise(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    odd, empty = tmp_path / os.fsdecode(name), tmp_path / os.fsdecode(b"0" + name)
    try:
        odd.write_text("X:1\nK:C\nC D E F|G G G2|\n")
        empty.touch()
    except (OSError, UnicodeError):
        pytest.skip("this file system does not take such a name")
    loaded = load_songs([tmp_path])
    (song,) = loaded.songs
    assert song.song_id == song.title == shown.removesuffix(".abc")
    (refusal,) = loaded.refused
    assert words(refusal).startswith(f"0{shown} was left out.")


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    huge = tmp_path / "huge.mid"
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES * 1_000_000)
    (refusal,) = load_songs([tmp_path]).refused
    assert "too large" in words(refusal)
