"""What is said on the terminal: plain sentences, whatever goes wrong and whatever drivers say."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

import typer

from game.messages import Refusal
from game.storage.folder import data_folder
from game.wording import say, words

REPORT = "error.txt"
REFUSED, FAILED = 1, 70
"""Exit codes; 70 is EX_SOFTWARE of sysexits.h."""
_STDERR = 2
_kept_in: list[Path | None] = [None]


def remembered(folder: Path | None) -> Path | None:
    """For the option that says where a command keeps its data: a report would go there too."""
    _kept_in[0] = folder
    return folder


@contextmanager
def plain_sentences() -> Iterator[None]:
    """Says what goes wrong and ends the program; what nobody expected leaves a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # names are of any alphabet, terminals are not
            stream.reconfigure(errors="replace")
    try:
        yield
    except Refusal as refusal:
        _give_up(REFUSED, words(refusal.message))
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        why = f"{error.strerror or error}{where}"
        _give_up(REFUSED, say("That did not work: {why}.", why=why))
    except Exception:  # noqa: BLE001 # a player sees a sentence; the report is for us
        file = _write_report(traceback.format_exc())
        told = say("A report for the makers is in {file}.", file=str(file)) if file else ""
        _give_up(FAILED, say("Something went wrong. What you played is safe."), told)


@contextmanager
def quiet_drivers() -> Iterator[None]:
    """The libraries of sound, screen and MIDI write to file descriptor 2: that goes nowhere.

    What Python writes to standard error is seen as before.
    """
    try:
        kept = os.dup(_STDERR)
    except OSError:  # it is closed: there is nothing to keep quiet
        kept = None
    if kept is None:
        yield
        return
    with (
        os.fdopen(kept, "w", buffering=1, encoding="utf-8", errors="replace") as ours,
        Path(os.devnull).open("wb") as nowhere,
        redirect_stderr(ours),
    ):
        os.dup2(nowhere.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(kept, _STDERR)


def _give_up(code: int, *sentences: str) -> NoReturn:
    for sentence in filter(None, sentences):
        typer.echo(sentence, err=True)
    sys.exit(code)


def _write_report(report: str) -> Path | None:
    """Beside the data, or where there is room; None where there is none."""
    folders: tuple[Callable[[], Path], ...] = (
        lambda: data_folder(_kept_in[0]).path,
        lambda: Path(tempfile.mkdtemp(prefix="fingersong-")),
    )
    for folder in folders:
        with suppress(OSError):
            file = folder() / REPORT
            file.write_text(report, encoding="utf-8", errors="replace")
            return file
    return None
