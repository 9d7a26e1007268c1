#!/usr/bin/env python3
"""Sets the project up and runs it: `play`, `test`, `setup`. Standard library only.

The environment lives in `.venv`. It is made anew for another Python, and the packages are installed
again when a requirements file has changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
USAGE = "python3 tools/dev.py play [OPTIONS OF THE GAME] | test [OPTIONS OF PYTEST] | setup"


class SetupFailed(Exception):  # noqa: N818 # said to people as a sentence
    """The text says why, and what to do."""


def environment_python() -> Path:
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return VENV / folder / name


def has_environment() -> bool:
    """Whether `.venv` is one of this Python's; packages of 3.11 are no good to 3.12."""
    settings = VENV / "pyvenv.cfg"
    if not (environment_python().exists() and settings.exists()):
        return False
    made_by = re.search(
        r"^version\w* = (\d+)\.(\d+)", settings.read_text(encoding="utf-8"), re.MULTILINE
    )
    return made_by is not None and tuple(map(int, made_by.groups())) == sys.version_info[:2]


def make_environment() -> None:
    """In place of what is there. Raises SetupFailed."""
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupFailed(
            "this Python has no pip. On Debian or Ubuntu: sudo apt install python3-venv"
        )
    made = False
    try:
        venv.create(VENV, clear=True, with_pip=True)
        made = True
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise SetupFailed(str(error)) from error
    finally:
        if not made:  # the next start would take half an environment for a whole one
            shutil.rmtree(VENV, ignore_errors=True)


def fingerprint(requirements: Path) -> str:
    """Changes with the Python version and with any requirements file."""
    parts = [sys.version, requirements.name]
    parts += [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.txt"))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def install(requirements_name: str) -> None:
    """Makes `.venv` and installs the pinned packages, unless that is already done.

    Raises SetupFailed; what pip said is on the terminal.
    """
    requirements = ROOT / requirements_name
    stamp = VENV / f"{requirements.stem}.installed"
    wanted = fingerprint(requirements)
    known = has_environment()
    if known and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up {VENV.name} from {requirements.name} (once) ...", flush=True)
    if not known:
        make_environment()
    pip = ("-m", "pip", "--disable-pip-version-check", "--quiet")
    if code := run(*pip, "install", "-r", str(requirements)):
        raise SetupFailed(f"pip ended with {code}. Is the network there?")
    stamp.write_text(wanted, encoding="utf-8")


def run(*arguments: str) -> int:
    """Runs the environment's Python on these arguments, in the project's folder."""
    return subprocess.run([str(environment_python()), *arguments], cwd=ROOT, check=False).returncode


def has_screen() -> bool:
    """False only on a system that draws through X or Wayland and offers neither."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def play(options: list[str]) -> int:
    install("requirements.txt")
    if has_screen():
        return run("-m", "game", "play", *options)
    out = Path(tempfile.mkdtemp(prefix="fingersong-demo-"))
    print("This computer has no screen (neither DISPLAY nor WAYLAND_DISPLAY is set).")
    print("So a simulated hand plays a song instead, through the same loop.")
    print(f"What it leaves goes to {out}", flush=True)
    return run("-m", "game", "demo", "--out", str(out))


def test(options: list[str]) -> int:
    install("requirements-test.txt")
    checks = (
        ("-m", "ruff", "check", "."),
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "mypy"),
        ("-m", "pytest", *options),
    )
    for check in checks:
        print("$ python", *check, flush=True)
        if code := run(*check):
            return code
    return 0


def setup(_options: list[str]) -> int:
    install("requirements-test.txt")
    print(f"Ready: {environment_python().relative_to(ROOT)}")
    return 0


COMMANDS = {"play": play, "test": test, "setup": setup}


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        print("Fingersong needs Python 3.11 or later; this is", sys.version.split()[0])
        return 2
    if not arguments or arguments[0] not in COMMANDS:
        print("usage:", USAGE)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except (SetupFailed, OSError) as error:
        print(f"Setting up failed: {error}")
        print("Nothing was lost: run the same command again.")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
