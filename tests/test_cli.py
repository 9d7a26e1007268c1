"""The commands, as they are typed: what they print, what they leave, and how they refuse."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
import typer.main

from game.app.demo import DemoWish, run_demo
from game.app.house import House
from game.cli import commands, main, plainly
from game.music.difficulty import HitWindows, Prescription
from game.play.record import Play
from game.storage.database import FILE_NAME
from game.storage.players import Player
from game.storage.store import Store, open_store
from game.timing import ns_from_ms
from tests.reports.csv_reading import rows_of

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FULL = Path("/dev/full")
TABLES = {"plays.csv", "notes.csv", "presses.csv"}
DICTIONARY = "data_dictionary.csv"
NO_MIDI = re.compile(r"MIDI does not work here \(.+\)\. The computer's keys still play\.")
NO_SOUND = re.compile(r"No sound was found\. The game plays on without it\.")
DAMAGED = b"X:1\nT:Broken\nK:C\nC D ? ?\n"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's data folder, and the system's folder for what is soon forgotten beside it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("LANG", "en")
    return tmp_path / "home" / "fingersong"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """The program in this process. What drivers print is heard too, and never a traceback."""

    def run(*arguments: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["fingersong", *map(str, arguments)])
        with pytest.raises(SystemExit) as leaving:
            main()
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Said(int(leaving.value.code or 0), out, err)

    return run


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a short demo leaves, to be copied."""
    folder = tmp_path_factory.mktemp("demo")
    run_demo(DemoWish(folder, seconds=12))
    return folder


@pytest.fixture
def data(demo_data: Path, tmp_path: Path) -> Path:
    """A player called Demo, with one play."""
    return shutil.copytree(demo_data, tmp_path / "data")


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = open_store(data, datetime.now(UTC))
    yield opened.store
    opened.store.close()


def the_player(store: Store) -> Player:
    (player,) = store.players()
    return player


def newest_play(store: Store) -> Play:
    return store.play(store.plays_of(the_player(store).player_id)[0].play_id)


def program(*arguments: str, **changed: str | None) -> Said:
    """As a process of its own; a variable of None is not there."""
    env = {**os.environ, **changed}
    told = subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        cwd=ROOT,
        env={name: value for name, value in env.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Traceback" not in told.stdout + told.stderr
    return Said(told.returncode, told.stdout, told.stderr)


# --- the README ----------------------------------------------------------------------------------


def options_of(command: str) -> set[str]:
    declared = typer.main.get_command(commands.app).commands[command]  # type: ignore[attr-defined] # a group, as there are several
    return {option for parameter in declared.params for option in parameter.opts}


COMMANDS = [
    command.callback.__name__ for command in commands.app.registered_commands if command.callback
]


def test_the_readme_begins_with_the_two_commands() -> None:
    block = README.split("```")[1].strip()
    assert [line.split("#")[0].strip() for line in block.splitlines()] == [
        "python3 tools/dev.py play",
        "python3 tools/dev.py test",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_knows_every_command_and_no_other_options(command: str) -> None:
    if command == "play":
        (told,) = re.findall(r"Useful options of `play`:(.+?)\n\n", README, re.DOTALL)
    else:
        (told,) = re.findall(rf"^\| `{command}\b.*\|.*\|$", README, re.MULTILINE)
    assert set(re.findall(r"--[a-z-]+", told)) <= options_of(command)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DECISIONS.md"])
def test_what_a_page_links_to_is_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    assert all(link.startswith("https://") or (ROOT / link).exists() for link in links), links


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, run: Run) -> None:
    said = run(command, "--help")
    assert said.code == 0
    shown = options_of(command) - {"--measure-start"}
    assert all(option in said.out for option in shown if option.startswith("--"))


@pytest.mark.parametrize("arguments", [["dance"], ["play", "--louder"], ["history"], ["demo"]])
def test_what_is_no_command_is_told_how_one_looks(arguments: list[str], run: Run) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert "Usage:" in said.err


# --- play ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "size", ["", "big", "1280", "1280x", "1280x720x3", "-1280x720", "0x0", "99999x1", "١٢٨٠x٧٢٠"]
)
def test_a_window_of_no_size_is_refused(size: str, run: Run) -> None:
    said = run("play", f"--window={size}")
    assert (said.code, said.out) == (1, "")
    assert said.err == f"{size} is no window size. Write it as 1280x720.\n"


def test_without_a_display_it_says_so_and_nothing_else(home: Path) -> None:
    nowhere = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "XDG_RUNTIME_DIR"))
    said = program("play", **nowhere)
    assert said == Said(1, "", "There is no screen here. The demo needs none.\n")
    assert not home.exists()


def test_under_a_screen_only_our_own_sentences_are_printed(xvfb: str, tmp_path: Path) -> None:
    """Where there is no sound card ALSA has nine lines to say about it, and SDL one."""
    drivers = dict.fromkeys(
        ("SDL_VIDEODRIVER", "SDL_AUDIODRIVER", "XDG_RUNTIME_DIR", "WAYLAND_DISPLAY")
    )
    options = ("--window", "640x360", "--data", str(tmp_path / "data"), "--measure-start")
    said = program("play", *options, DISPLAY=xvfb, **drivers)
    assert (said.code, said.err) == (0, "")
    *notices, last = said.out.splitlines()
    assert last == "first frame"
    assert all(NO_MIDI.fullmatch(notice) or NO_SOUND.fullmatch(notice) for notice in notices)


def test_what_is_not_as_it_should_be_is_told_before_the_game(run: Run, tmp_path: Path) -> None:
    in_its_place = tmp_path / "file"
    in_its_place.touch()
    said = run("play", "--window=640x360", "--data", in_its_place, "--measure-start")
    assert (said.code, said.err) == (0, "")
    assert f"{in_its_place} cannot be written (File exists). Today's plays are lost." in said.out
    assert said.out.endswith("first frame\n")


def test_song_files_left_out_are_told_once_they_were_read(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        """A journey as far as the songs menu."""

        def __init__(self, house: House) -> None:
            self._house = house

        def run(self) -> None:
            assert self._house.library.songs
            typer.echo("the songs menu")

    (data / "songs" / "broken.abc").write_bytes(DAMAGED)
    assert (
        "broken.abc" not in run("play", "--window=640x360", "--data", data, "--measure-start").out
    )
    monkeypatch.setattr(commands, "Journey", Reader)
    said = run("play", "--window=640x360", "--data", data).out
    *_, menu, left_out = said.splitlines()
    assert menu == "the songs menu"
    assert left_out.startswith("broken.abc was left out. ")


def test_a_start_loads_nothing_needless_and_leaves_its_modules_out_of_the_garbage() -> None:
    """A full collection walks over all that is not frozen: no press is stamped in that time."""
    facts = (
        "gc.isenabled(), gc.get_freeze_count() > 100_000, {'numpy.random', 'mido'} & {*sys.modules}"
    )
    told = subprocess.run(
        [sys.executable, "-c", f"import gc, sys, game.__main__; print({facts})"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "True True set()\n"


# --- what nobody expected ------------------------------------------------------------------------


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> None:
    """The house falls down when it is opened."""

    def fall(*_: object) -> House:
        raise RuntimeError("crossed wires")

    monkeypatch.setattr(commands, "open_house", fall)


SORRY = "Something went wrong. What you played is safe.\n"


def report_named_in(said: Said) -> Path:
    assert (said.code, said.out) == (70, "")
    assert said.err.startswith(SORRY)
    (name,) = re.findall(r"A report for the makers is in (.+)\.\n$", said.err)
    return Path(name)


def test_a_failure_is_one_sentence_and_a_report(run: Run, home: Path, crash: None) -> None:
    report = report_named_in(run("play"))
    assert report == home / "error.txt"
    assert "RuntimeError: crossed wires" in report.read_text(encoding="utf-8")


def test_the_report_lies_in_the_folder_that_was_asked_for(
    run: Run, home: Path, tmp_path: Path, crash: None
) -> None:
    assert report_named_in(run("play", "--data", tmp_path / "mine")).parent == tmp_path / "mine"
    assert report_named_in(run("play")).parent == home


@pytest.mark.parametrize("obstacle", ["a file in its place", "a full disk"])
def test_where_the_folder_takes_no_report_it_lies_elsewhere(
    obstacle: str, run: Run, tmp_path: Path, crash: None
) -> None:
    wished = tmp_path / "wished"
    if obstacle == "a full disk":
        wished.mkdir()
        (wished / "error.txt").symlink_to(FULL)
    else:
        wished.touch()
    report = report_named_in(run("play", "--data", wished))
    assert report.parent.parent == tmp_path
    assert report.parent.name.startswith("fingersong-")
    assert "crossed wires" in report.read_text(encoding="utf-8")


def test_without_room_for_a_report_the_sentence_stands_alone(
    run: Run, tmp_path: Path, crash: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: str) -> str:
        raise OSError(28, "No space left on device")

    (tmp_path / "error.txt").symlink_to(FULL)
    monkeypatch.setattr(tempfile, "mkdtemp", full)
    assert run("play", "--data", tmp_path) == Said(70, "", SORRY)


def test_a_system_that_refuses_is_told_in_its_own_words(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> House:
        raise OSError("the house is closed")

    monkeypatch.setattr(commands, "open_house", refuse)
    assert run("play") == Said(1, "", "That did not work: the house is closed.\n")


# --- the drivers' own words ----------------------------------------------------------------------


def test_drivers_are_silenced_while_our_own_words_are_heard(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with plainly.quiet_drivers():
        os.write(2, b"ALSA lib confmisc.c\n")
        sys.stderr.write("Grüße\n")
    os.write(2, b"heard again\n")
    assert capfd.readouterr() == ("", "Grüße\nheard again\n")


def test_drivers_are_heard_again_after_a_failure(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="why"), plainly.quiet_drivers():
        raise ValueError("why")
    os.write(2, b"heard again\n")
    assert capfd.readouterr().err == "heard again\n"


def test_a_program_without_standard_error_runs_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closed(_descriptor: int) -> int:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    with plainly.quiet_drivers():
        ran = True
    assert ran


# --- history -------------------------------------------------------------------------------------


def test_a_players_plays_are_printed_finger_by_finger(run: Run, data: Path) -> None:
    said = run("history", "Demo", "--data", data)
    assert (said.code, said.err) == (0, "")
    assert said.out == (data / "results.txt").read_text(encoding="utf-8") + "\n"


def test_a_player_is_found_by_any_spelling_and_by_id(run: Run, data: Path, store: Store) -> None:
    by_name = run("history", "dEMO", "--data", data)
    assert by_name == run("history", str(the_player(store).player_id), "--data", data)


@pytest.mark.parametrize("command", ["history", "limits"])
def test_an_unknown_player_is_told_who_there_is(command: str, run: Run, data: Path) -> None:
    said = run(command, "Nobody", "--data", data)
    assert said == Said(1, "", "Nobody is called Nobody. There are: Demo.\n")


@pytest.mark.parametrize("command", ["history", "limits"])
def test_where_nothing_can_be_kept_there_is_nobody(command: str, run: Run, tmp_path: Path) -> None:
    in_its_place = tmp_path / "file"
    in_its_place.write_text("mine")
    said = run(command, "Demo", "--data", in_its_place)
    assert (said.code, said.out) == (1, "")
    first, second = said.err.splitlines()
    assert first.startswith(f"{in_its_place} cannot be written (")
    assert second == "Nobody is called Demo. There are: –."
    assert in_its_place.read_text() == "mine"


def test_a_damaged_play_hides_no_other(run: Run, data: Path) -> None:
    run_demo(DemoWish(data, seconds=5))
    with closing(sqlite3.connect(data / FILE_NAME)) as connection:
        connection.execute("UPDATE plays SET header = '{' WHERE rowid = 1")
        connection.commit()
    said = run("history", "Demo", "--data", data)
    assert said.code == 0
    assert said.out.startswith("Demo: one play.")
    assert re.match(r"The play of \d{4}-\d\d-\d\d \d\d:\d\d is left out\. What is stored", said.err)


def test_tables_parse_and_their_headings_are_those_of_the_dictionary(
    run: Run, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new" / "tables"
    said = run("history", "Demo", "--csv", folder, "--data", data)
    named = said.out.splitlines()[-4:]
    assert {Path(line) for line in named} == set(folder.iterdir())
    tables = {path.name: rows_of(path.read_bytes().decode()) for path in folder.iterdir()}
    assert tables.keys() == TABLES | {DICTIONARY}
    for file, rows in tables.items():
        told = [row["column"] for row in tables[DICTIONARY] if row["file"] == file]
        assert rows
        assert all(list(row) == told for row in rows)


def test_tables_that_do_not_fit_on_the_disk_are_told(run: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").symlink_to(FULL)
    said = run("history", "Demo", "--csv", tmp_path, "--data", data)
    assert said.code == 1
    assert said.err.startswith("That did not work: No space left on device")
    assert said.out.startswith("Demo: one play.")


def test_a_file_in_place_of_the_tables_folder_is_named(run: Run, data: Path) -> None:
    in_its_place = data / "results.txt"
    said = run("history", "Demo", "--csv", in_its_place, "--data", data)
    assert (said.code, said.err) == (1, f"That did not work: File exists ({in_its_place}).\n")


def test_a_terminal_of_another_alphabet_ends_no_command(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows. The interval has a dash that Latin-1 has not."""
    terminal = TextIOWrapper(BytesIO(), encoding="latin-1")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert run("history", "Demo", "--data", data).code == 0
    terminal.seek(0)
    assert re.search(r"\d+ % \(\d+\?\d+ %\)", terminal.read())


# --- limits --------------------------------------------------------------------------------------

USUAL = "Demo: hits within 60 / 120 / 200 ms.\nLock-out: 80 ms.\n"


def test_limits_are_shown_and_showing_them_keeps_nothing(
    run: Run, data: Path, store: Store
) -> None:
    assert run("limits", "Demo", "--data", data) == Said(0, USUAL, "")
    assert store.setting(the_player(store).player_id, "windows") is None


def test_changed_limits_are_kept_and_the_next_play_is_judged_by_them(
    run: Run, data: Path, store: Store
) -> None:
    told = run("limits", "Demo", "--windows", "90/150.5/300", "--lock-out", "120", "--data", data)
    assert told == Said(0, "Demo: hits within 90 / 150.5 / 300 ms.\nLock-out: 120 ms.\n", "")
    assert run("limits", "Demo", "--data", data) == told
    windows = HitWindows(ns_from_ms(90), ns_from_ms(150.5), ns_from_ms(300))
    player = the_player(store)
    wished = Prescription(moves=player.moves, windows=windows, lock_out_ns=ns_from_ms(120))
    assert store.prescription_of(player) == wished
    assert newest_play(store).header.windows == HitWindows()
    run_demo(DemoWish(data, seconds=5))
    header = newest_play(store).header
    assert (header.windows, header.lock_out_ns) == (windows, ns_from_ms(120))


def test_one_limit_can_be_changed_alone(run: Run, data: Path) -> None:
    run("limits", "Demo", "--lock-out", "250", "--data", data)
    told = run("limits", "Demo", "--windows", "200/200/200", "--data", data)
    assert told.out == "Demo: hits within 200 / 200 / 200 ms.\nLock-out: 250 ms.\n"


NO_WINDOWS = (
    *("", "wide", "60,120,200", "60/120", "60/120/200/300"),
    *("200/120/60", "0/0/0", "-60/120/200", "60/120/500.1", "60/120/inf", "nan/nan/nan"),
)


@pytest.mark.parametrize("windows", NO_WINDOWS)
def test_windows_that_are_none_are_refused(windows: str, run: Run, data: Path) -> None:
    said = run("limits", "Demo", f"--windows={windows}", "--data", data)
    assert (said.code, said.out) == (1, "")
    explained = "Write three growing numbers up to 500: 60/120/200."
    assert said.err == f"{windows} are no windows. {explained}\n"
    assert run("limits", "Demo", "--data", data).out == USUAL


@pytest.mark.parametrize("lock_out", ["29", "251", "0", "-80", "99999999999999999999"])
def test_a_lock_out_outside_its_range_is_refused(lock_out: str, run: Run, data: Path) -> None:
    said = run("limits", "Demo", f"--lock-out={lock_out}", "--data", data)
    assert said == Said(1, "", "The lock-out is 30 to 250 ms.\n")
    assert run("limits", "Demo", "--data", data).out == USUAL


# --- devices -------------------------------------------------------------------------------------


def test_devices_without_midi_says_so_and_ends() -> None:
    """JACK's library, too, would have its own words about a server that is not there."""
    nobody = {"JACK_DEFAULT_SERVER": "fingersong-nobody", "JACK_NO_START_SERVER": "1"}
    said = program("devices", "--seconds", "0.2", "--midi-api", "jack", **nobody)
    assert (said.code, said.err) == (0, "")
    trouble, names, hint = said.out.splitlines()
    assert NO_MIDI.fullmatch(trouble)
    assert names == "MIDI inputs: none"
    assert hint == "Press something. Ctrl+C ends."


def test_devices_of_a_system_that_is_unknown(run: Run) -> None:
    said = run("devices", "--seconds", "0.01", "--midi-api", "telepathy")
    assert (said.code, said.err) == (0, "")
    assert "telepathy" in said.out.splitlines()[0]


def test_ctrl_c_ends_devices_without_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "_show_devices", interrupted)
    assert run("devices", "--midi-api", "telepathy") == Said(0, "", "")


# --- demo ----------------------------------------------------------------------------------------


def test_a_demo_prints_its_results_and_the_names_of_its_files(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run("demo", "--out", out, "--seconds", "5", "--song", "jacques", "--seed", "3")
    assert (said.code, said.err) == (0, "")
    results = (out / "results.txt").read_text(encoding="utf-8")
    assert "Frère Jacques" in results
    assert said.out.startswith(results)
    listed = said.out.partition(f"Pictures and results are in {out}:\n")[2]
    files = [out / line.strip() for line in listed.splitlines()]
    assert len(files) == 8
    assert all(file.stat().st_size for file in files)


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "86401"])
@pytest.mark.parametrize("command", ["demo", "devices"])
def test_a_length_that_is_none_is_refused(
    command: str, seconds: str, run: Run, tmp_path: Path
) -> None:
    out = [f"--out={tmp_path / 'out'}"] if command == "demo" else []
    said = run(command, *out, f"--seconds={seconds}")
    assert (said.code, said.out) == (1, "")
    assert said.err.endswith(" seconds is no length. Write a number above 0.\n")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wish", ["--song", "--person"])
def test_an_unknown_song_or_person_is_told_which_there_are(
    wish: str, run: Run, tmp_path: Path
) -> None:
    said = run("demo", "--out", tmp_path / "out", wish, "nonsense")
    assert (said.code, said.out) == (1, "")
    assert "nonsense" in said.err
    assert {"--song": "ode_to_joy", "--person": "mild"}[wish] in said.err


def test_a_file_in_place_of_the_demos_folder_is_named(run: Run, tmp_path: Path) -> None:
    in_its_place = tmp_path / "file"
    in_its_place.touch()
    said = run("demo", "--out", in_its_place)
    assert said == Said(1, "", f"That did not work: File exists ({in_its_place}).\n")


@pytest.mark.parametrize("file", ["playing.png", "details.png", "results.txt", "notes.csv"])
def test_a_demo_on_a_full_disk_says_so(file: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / file).symlink_to(FULL)
    said = run("demo", "--out", tmp_path, "--seconds", "1")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("That did not work: No space left on device")


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["de_DE", "de_DE.UTF-8", "xx", "C", "", "/", None])
def test_a_language_without_a_catalogue_speaks_english(
    language: str | None, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LANG")
    if language is not None:
        monkeypatch.setenv("LANG", language)
    assert run("play", "--window=big").err == "big is no window size. Write it as 1280x720.\n"
