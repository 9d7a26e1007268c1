"""`tools/dev.py`: what it says and what it starts. Nothing is installed, nothing is fetched."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

import pytest

from game.app.version import VERSION
from tools import dev

ROOT = Path(__file__).resolve().parent.parent
PLAY, TEST = "requirements.txt", "requirements-test.txt"


class Started:
    """Stands in for `dev.run`: remembers what was to run, and ends as it is told."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, ...]] = []
        self.codes: dict[str, int] = {}
        """Exit codes, by a word of the command; 0 otherwise."""

    def __call__(self, *command: str) -> int:
        self.commands.append(command)
        return next((code for word, code in self.codes.items() if word in command), 0)

    @property
    def words(self) -> list[str]:
        """Each command's first words, without `-m`."""
        return [" ".join(command[1:3]) for command in self.commands]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    started = Started()
    monkeypatch.setattr(dev, "run", started)
    return started


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh one. An environment is made in it without its pip, which would take seconds."""
    (tmp_path / PLAY).write_text("numpy==2.4.6\n")
    (tmp_path / TEST).write_text(f"-r {PLAY}\npytest==9.2.0\n")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    made = venv.create
    monkeypatch.setattr(venv, "create", lambda folder, clear, with_pip: made(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def screen(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    """These variables of a display and no others, on a system that draws through X."""
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


# --- what it is asked ----------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [[], ["dance"], ["--help"], ["PLAY"]])
def test_anything_but_its_commands_shows_them(
    arguments: list[str], started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    said = capsys.readouterr().out
    assert all(command in said for command in dev.COMMANDS)
    assert started.commands == []


def test_an_old_python_is_told_which_one_is_needed(
    started: Started, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 12))
    monkeypatch.setattr(sys, "version", "3.10.12 (main)")
    assert dev.main(["play"]) == 2
    assert "needs Python 3.11 or later; this is 3.10.12" in capsys.readouterr().out
    assert started.commands == []


def test_it_asks_for_the_python_that_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = ".".join(map(str, dev.OLDEST_PYTHON))
    assert project["requires-python"] == f">={oldest}"


def test_run_as_a_file_it_shows_its_commands_too() -> None:
    told = subprocess.run(
        [sys.executable, "tools/dev.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (2, "")
    assert told.stdout == f"usage: {dev.USAGE}\n"


# --- setting up ----------------------------------------------------------------------------------


def test_the_first_time_it_makes_an_environment_and_installs(clone: Path, started: Started) -> None:
    dev.install(PLAY)
    assert dev.environment_python().exists()
    (pip,) = started.commands
    assert pip[:2] == ("-m", "pip")
    assert pip[-3:] == ("install", "-r", str(clone / PLAY))


def test_the_second_time_it_does_nothing(
    clone: Path, started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    dev.install(PLAY)
    capsys.readouterr()
    dev.install(PLAY)
    assert len(started.commands) == 1
    assert capsys.readouterr().out == ""


def test_playing_and_testing_need_their_own_packages(clone: Path, started: Started) -> None:
    dev.install(PLAY)
    dev.install(TEST)
    dev.install(PLAY)
    assert [command[-1] for command in started.commands] == [str(clone / PLAY), str(clone / TEST)]


@pytest.mark.parametrize("changed", [PLAY, TEST])
def test_a_changed_requirement_is_installed_into_the_same_environment(
    changed: str, clone: Path, started: Started
) -> None:
    dev.install(TEST)
    kept = dev.VENV / "kept"
    kept.touch()
    before = dev.fingerprint(clone / TEST)
    with (clone / changed).open("a") as file:
        file.write("mido==1.3.3\n")
    assert dev.fingerprint(clone / TEST) != before
    dev.install(TEST)
    assert len(started.commands) == 2
    assert kept.exists()


def test_an_environment_of_another_python_is_made_anew(
    clone: Path, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.install(PLAY)
    settings = dev.VENV / "pyvenv.cfg"
    settings.write_text(
        re.sub(r"^version = .*", "version = 3.1.4", settings.read_text(), flags=re.MULTILINE)
    )
    assert not dev.has_environment()
    dev.install(PLAY)
    assert dev.has_environment()
    assert len(started.commands) == 2


def test_a_failing_pip_is_told_and_tried_again(
    clone: Path, started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    started.codes["pip"] = 3
    assert dev.main(["setup"]) == 1
    said = capsys.readouterr().out
    assert "Setting up failed: pip ended with 3. Is the network there?" in said
    assert dev.main(["setup"]) == 1
    started.codes.clear()
    assert dev.main(["setup"]) == 0
    assert len(started.commands) == 3


@pytest.mark.parametrize(
    "why", [subprocess.CalledProcessError(1, ["ensurepip"]), OSError(28, "No space left on device")]
)
def test_half_an_environment_is_not_left_behind(
    why: Exception,
    clone: Path,
    started: Started,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The next try would take it for a whole one."""
    made = venv.create

    def half(folder: Path, **options: bool) -> None:
        made(folder, clear=True, with_pip=False)
        raise why

    monkeypatch.setattr(venv, "create", half)
    assert dev.main(["setup"]) == 1
    assert f"Setting up failed: {why}" in capsys.readouterr().out
    assert not dev.VENV.exists()
    assert started.commands == []


def test_a_python_without_pip_is_told_what_to_install(
    clone: Path,
    started: Started,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert dev.main(["play"]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().out
    assert not dev.VENV.exists()


def test_a_folder_that_cannot_be_written_is_told(
    clone: Path, started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    dev.VENV.write_text("a file in its place")
    assert dev.main(["setup"]) == 1
    assert str(dev.VENV) in capsys.readouterr().out


def test_setup_only_installs_and_says_where(
    clone: Path, started: Started, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["setup"]) == 0
    assert started.words == ["pip --disable-pip-version-check"]
    assert capsys.readouterr().out.endswith(
        f"Ready: {dev.environment_python().relative_to(clone)}\n"
    )


# --- playing -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "there"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_screen_is_there_where_a_display_is_named(
    variables: dict[str, str], there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen(monkeypatch, **variables)
    assert dev.has_screen() is there


def test_a_mac_draws_without_a_display_named(monkeypatch: pytest.MonkeyPatch) -> None:
    screen(monkeypatch)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert dev.has_screen()


def test_with_a_screen_the_game_gets_its_options_and_gives_its_code(
    clone: Path, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen(monkeypatch, DISPLAY=":0")
    started.codes["game"] = 70
    assert dev.main(["play", "--window", "1280x720"]) == 70
    assert started.commands[-1] == ("-m", "game", "play", "--window", "1280x720")


def test_without_a_screen_it_says_so_and_a_simulated_hand_plays(
    clone: Path,
    started: Started,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    screen(monkeypatch)
    assert dev.main(["play"]) == 0
    *demo, out = started.commands[-1]
    assert demo == ["-m", "game", "demo", "--out"]
    assert Path(out).is_dir()
    said = capsys.readouterr().out
    assert "This computer has no screen" in said
    assert out in said


# --- checking ------------------------------------------------------------------------------------

CHECKS = ["ruff check", "ruff format", "mypy", "pytest -q"]


def test_every_check_runs(clone: Path, started: Started) -> None:
    assert dev.main(["test", "-q"]) == 0
    assert started.words[1:] == CHECKS


@pytest.mark.parametrize(
    ("failing", "ran"), [("check", 1), ("--check", 2), ("mypy", 3), ("pytest", 4)]
)
def test_the_first_failing_check_is_the_last(
    failing: str, ran: int, clone: Path, started: Started
) -> None:
    started.codes[failing] = 5
    assert dev.main(["test", "-q"]) == 5
    assert started.words[1:] == CHECKS[:ran]


def test_ctrl_c_ends_it_without_a_word(
    clone: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*command: str) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "run", interrupted)
    assert dev.main(["test"]) == 130
    assert "Traceback" not in capsys.readouterr().out


# --- what it stands on ---------------------------------------------------------------------------


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


def test_the_packages_that_the_fixtures_need_are_installed_before_them() -> None:
    listed = (ROOT / ".ci" / "packages").read_text(encoding="utf-8").splitlines()
    sources = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    needed = set(re.findall(r'(?:require|started)\([^,\n]+, "([a-z0-9-]+)"', text))
    assert {"jackd2", "xvfb", "xdotool"} < needed
    assert needed <= set(listed)


def test_the_checks_of_the_project_are_the_readmes_own_command() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert run.read_text(encoding="utf-8").splitlines()[-1].endswith("python3 tools/dev.py test")
