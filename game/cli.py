"""The commands. Each says in a plain sentence what it cannot do, and never shows a traceback."""

from __future__ import annotations

import os
import re
import sys
import traceback
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

# Before pygame loads. Without a graphics card SDL would show the window through software OpenGL,
# at 14 ms a frame instead of 0.5 (measured at 1280x720).
os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")

import typer

from game import wording
from game.app.demo import DemoWish, run_demo
from game.app.house import House, Settings, open_house
from game.app.journey import Journey
from game.devices.clock import SystemClock
from game.devices.midi import MidiInputs
from game.devices.midi_bytes import describe
from game.messages import Message, Refusal
from game.music.difficulty import HitWindows, Prescription
from game.reports.history import history_text
from game.reports.tables import csv_tables
from game.storage.folder import data_folder
from game.storage.players import Player
from game.storage.store import Store, open_store
from game.timing import (
    NS_PER_MS,
    elapsed_ns,
    ms_from_ns,
    ns_from_ms,
    ns_from_s,
    s_from_ns,
    shifted,
)
from game.wording import say, words

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Data = Annotated[
    Path | None, typer.Option("--data", help="Where everything is kept (default: your data folder)")
]
MidiApi = Annotated[
    str | None, typer.Option("--midi-api", help="A MIDI system by name, such as alsa or jack")
]


@app.command()
def play(
    window: Annotated[
        str | None, typer.Option(help="A size such as 1280x720; default: the full screen")
    ] = None,
    data: Data = None,
    midi_api: MidiApi = None,
    measure_start: Annotated[bool, typer.Option("--measure-start", hidden=True)] = False,
) -> None:
    """Play."""
    house = open_house(Settings(_size_of(window), data, midi_api))
    for notice in house.notices:
        typer.echo(words(notice))
    try:
        if measure_start:
            _end_after_first_frame(house)
        Journey(house).run()
    finally:
        house.close()


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="The folder that the results go to")],
    song: Annotated[str, typer.Option(help="A song's id, or a part of its title")] = "ode_to_joy",
    seconds: Annotated[float | None, typer.Option(help="Stop after so much of the song")] = None,
    person: Annotated[str, typer.Option(help="Which simulated hand plays")] = "mild",
    seed: Annotated[int, typer.Option(help="Another seed is another try of the same hand")] = 1,
) -> None:
    """Let a simulated hand play a song: no screen, no sound and no device are needed."""
    os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
    files = run_demo(DemoWish(out, song, person, seconds, seed))
    typer.echo((out / "results.txt").read_text(encoding="utf-8"))
    typer.echo(say("Pictures and results are in {folder}:", folder=str(out)))
    for file in files:
        typer.echo(f"  {file}")


@app.command()
def history(
    player: Annotated[str, typer.Argument(help="The player's name")],
    csv: Annotated[Path | None, typer.Option("--csv", help="Also write tables here")] = None,
    data: Data = None,
) -> None:
    """Print a player's plays, finger by finger."""
    store = _opened_store(data)
    try:
        one = _player_called(player, store)
        plays = [store.play(listing.play_id) for listing in store.plays_of(one.player_id)]
    finally:
        store.close()
    typer.echo(history_text(one.name, plays))
    if csv is None:
        return
    csv.mkdir(parents=True, exist_ok=True)
    for file, text in csv_tables(plays).items():
        (csv / file).write_text(text, encoding="utf-8", newline="")
        typer.echo(str(csv / file))


@app.command()
def limits(
    player: Annotated[str, typer.Argument(help="The player's name")],
    windows: Annotated[
        str | None, typer.Option(help="Half widths in ms, close/good/hit, such as 60/120/200")
    ] = None,
    lock_out: Annotated[
        int | None, typer.Option(help="Presses of one finger sooner than this (ms) are tremor")
    ] = None,
    data: Data = None,
) -> None:
    """Show how a player's taps are judged, or change it."""
    store = _opened_store(data)
    try:
        one = _player_called(player, store)
        known = store.prescription_of(one)
        judged_by = _windows_of(windows, known.windows) if windows else known.windows
        lock_out_ns = known.lock_out_ns if lock_out is None else ns_from_ms(lock_out)
        checked = _checked(known, judged_by, lock_out_ns)
        store.save_windows(one.player_id, checked.windows, checked.lock_out_ns)
    finally:
        store.close()
    halves = " / ".join(f"{ms_from_ns(half):g}" for half in _half_widths(checked.windows))
    typer.echo(say("{name}: hits within {halves} ms.", name=one.name, halves=halves))
    typer.echo(say("Lock-out: {ms:g} ms.", ms=ms_from_ns(checked.lock_out_ns)))


@app.command()
def devices(
    seconds: Annotated[float | None, typer.Option(help="Stop after so long")] = None,
    midi_api: MidiApi = None,
) -> None:
    """List the MIDI inputs, and show every message as it comes."""
    clock = SystemClock()
    midi = MidiInputs(clock, midi_api)
    midi.show_messages(True)
    midi.wait_until_looked()
    try:
        _show_devices(midi, clock, seconds)
    except KeyboardInterrupt:
        pass
    finally:
        midi.close()


def main() -> None:
    """Runs the command on the command line; what goes wrong is said in a sentence."""
    wording.install(os.environ.get("LANG", "en")[:2])
    try:
        app()
    except Refusal as refusal:
        typer.echo(words(refusal.message), err=True)
        sys.exit(1)
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        typer.echo(say("That did not work: {why}.", why=f"{error.strerror}{where}"), err=True)
        sys.exit(1)
    except Exception:  # noqa: BLE001 # a player sees a sentence; the report is for us
        report = data_folder(None).path / "error.txt"
        report.write_text(traceback.format_exc(), encoding="utf-8")
        sentence = say("Something went wrong. What you played is safe.")
        typer.echo(sentence, err=True)
        typer.echo(say("A report for the makers is in {file}.", file=str(report)), err=True)
        sys.exit(70)


def _size_of(window: str | None) -> tuple[int, int] | None:
    if window is None:
        return None
    found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", window)
    if not found:
        text = "{window} is no window size. Write it as 1280x720."
        raise Refusal(Message(text, {"window": window}))
    return int(found[1]), int(found[2])


def _end_after_first_frame(house: House) -> None:
    """For measuring: says so when the first picture is on the screen, and leaves."""

    def leave(_now: int) -> None:
        typer.echo("first frame")
        house.close()
        sys.exit(0)

    house.loop.after_frame = leave


def _half_widths(windows: HitWindows) -> tuple[int, int, int]:
    return windows.close_ns, windows.good_ns, windows.hit_ns


def _windows_of(wish: str, known: HitWindows) -> HitWindows:
    """Raises Refusal unless three numbers grow from left to right, inside the reach."""
    try:
        close, good, hit = (ns_from_ms(float(half)) for half in wish.split("/"))
        return replace(known, close_ns=close, good_ns=good, hit_ns=hit)
    except ValueError as error:
        text = "{windows} are no windows. Write three growing numbers, as in 60/120/200."
        raise Refusal(Message(text, {"windows": wish})) from error


def _checked(known: Prescription, windows: HitWindows, lock_out_ns: int) -> Prescription:
    try:
        return replace(known, windows=windows, lock_out_ns=lock_out_ns)
    except ValueError as error:
        raise Refusal(Message("The lock-out is 30 to 250 ms.")) from error


def _opened_store(data: Path | None) -> Store:
    opened = open_store(data, datetime.now(UTC))
    for notice in opened.notices:
        typer.echo(words(notice), err=True)
    return opened.store


def _player_called(name: str, store: Store) -> Player:
    players = store.players()
    for player in players:
        if name.casefold() in {player.name.casefold(), str(player.player_id)}:
            return player
    values = {"name": name, "names": ", ".join(player.name for player in players) or "–"}
    raise Refusal(Message("Nobody is called {name}. There are: {names}.", values))


def _show_devices(midi: MidiInputs, clock: SystemClock, seconds: float | None) -> None:
    if midi.trouble:
        typer.echo(words(midi.trouble))
    names = midi.devices
    typer.echo(say("MIDI inputs: {names}", names=", ".join(names) if names else say("none")))
    typer.echo(say("Press something. Ctrl+C ends."))
    begun = clock.now()
    while seconds is None or elapsed_ns(begun, clock.now()) < ns_from_s(seconds):
        for message in midi.poll_messages():
            at_s = s_from_ns(elapsed_ns(begun, message.host_ns))
            typer.echo(f"{at_s:9.4f} s  {message.device}  {describe(message.data)}")
        clock.wait_until(shifted(clock.now(), 10 * NS_PER_MS))
