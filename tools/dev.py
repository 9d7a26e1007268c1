#!/usr/bin/env python3
"""Sets the project up and runs it: `play`, `test`, `setup`. Standard library only.

The environment lives in `.venv`; it is made anew when a requirements file has changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)
USAGE = "python3 tools/dev.py play [OPTIONS OF THE GAME] | test [OPTIONS OF PYTEST] | setup"


def environment_python() -> Path:
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return VENV / folder / name


def fingerprint(requirements: Path) -> str:
    """Changes with the Python version and with any requirements file."""
    parts = [sys.version, requirements.name]
    parts += [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("requirements*.txt"))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def install(requirements_name: str) -> None:
    """Makes `.venv` and installs the pinned packages, unless that is already done.

    Raises `subprocess.CalledProcessError` where pip fails; what pip said is on the terminal.
    """
    requirements = ROOT / requirements_name
    stamp = VENV / f"{requirements.stem}.installed"
    wanted = fingerprint(requirements)
    if stamp.exists() and stamp.read_text() == wanted and environment_python().exists():
        return
    print(f"Setting up {VENV.name} from {requirements.name} (once) ...", flush=True)
    if not environment_python().exists():
        venv.create(VENV, with_pip=True)
    pip = [str(environment_python()), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "-r", str(requirements)], check=True)
    stamp.write_text(wanted)


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
    print("So a simulated hand plays a song instead, through the same loop.", flush=True)
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
    except subprocess.CalledProcessError as error:
        print(f"Setting up failed: pip ended with {error.returncode}. Is the network there?")
        print("Nothing was lost: run the same command again.")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
