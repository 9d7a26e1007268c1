"""What can be asked of the program on the command line."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from game import wording
from game.app.demo import DemoWish, run_demo
from game.app.house import House, Settings, open_house
from game.app.journey import Journey
from game.app.loop import QuitGame
from game.cli import wishes
from game.cli.plainly import plain_sentences, quiet_drivers, remembered
from game.devices.clock import SystemClock
from game.devices.midi import MidiInputs
from game.devices.midi_bytes import describe
from game.messages import Message, Refusal
from game.music.difficulty import HitWindows
from game.play.record import Play
from game.reports.history import history_text
from game.reports.tables import csv_tables
from game.storage.players import Player
from game.storage.store import Store, open_store
from game.timing import (
    NS_PER_MS,
    elapsed_ns,
    ms_from_ns,
    ns_from_s,
    s_from_ns,
    shifted,
)
from game.wording import say, words

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help="Where everything is kept (default: your data folder)",
        callback=remembered,
    ),
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
    settings = Settings(wishes.window_size(window), data, midi_api)
    with quiet_drivers():
        house = open_house(settings)
        try:
            _tell(house.notices)
            told = len(house.library.notices)
            if measure_start:
                _end_after_first_frame(house)
            Journey(house).run()
            _tell(house.library.notices[told:])
        finally:
            house.close()


@app.command()
def demo(
    out: Annotated[
        Path, typer.Option(help="The folder that the results go to", callback=remembered)
    ],
    song: Annotated[str, typer.Option(help="A song's id, or a part of its title")] = "ode_to_joy",
    seconds: Annotated[float | None, typer.Option(help="Stop after so much of the song")] = None,
    person: Annotated[str, typer.Option(help="Which simulated hand plays")] = "mild",
    seed: Annotated[
        int, typer.Option(min=0, help="Another seed is another try of the same hand")
    ] = 1,
) -> None:
    """Let a simulated hand play a song: no screen, no sound and no device are needed."""
    os.environ.update(SDL_VIDEODRIVER="dummy", SDL_AUDIODRIVER="dummy")
    wish = DemoWish(out, song, person, wishes.length_s(seconds), seed)
    with quiet_drivers():
        left = run_demo(wish)
    _tell(left.notices)
    typer.echo((out / "results.txt").read_text(encoding="utf-8"))
    typer.echo(say("Pictures and results are in {folder}:", folder=str(out)))
    for file in left.files:
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
        plays = _readable_plays(one, store)
    finally:
        store.close()
    typer.echo(history_text(one.name, plays))
    if csv is not None:
        _write_tables(csv, plays)


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
        wished = wishes.prescription(known, windows, lock_out)
        if wished != known:
            store.save_windows(one.player_id, wished.windows, wished.lock_out_ns)
    finally:
        store.close()
    halves = " / ".join(f"{ms_from_ns(half):g}" for half in _half_widths(wished.windows))
    typer.echo(say("{name}: hits within {halves} ms.", name=one.name, halves=halves))
    typer.echo(say("Lock-out: {ms:g} ms.", ms=ms_from_ns(wished.lock_out_ns)))


@app.command()
def devices(
    seconds: Annotated[float | None, typer.Option(help="Stop after so long")] = None,
    midi_api: MidiApi = None,
) -> None:
    """List the MIDI inputs, and show every message as it comes."""
    length_s = wishes.length_s(seconds)
    clock = SystemClock()
    with quiet_drivers():
        midi = MidiInputs(clock, midi_api)
        midi.show_messages(True)
        midi.wait_until_looked()
        try:
            _show_devices(midi, clock, length_s)
        except KeyboardInterrupt:
            pass
        finally:
            midi.close()


def main() -> None:
    """Runs the command on the command line; what goes wrong is said in a sentence."""
    wording.install(os.environ.get("LANG", "en")[:2])
    with plain_sentences():
        app()


def _tell(notices: Iterable[Message]) -> None:
    for notice in notices:
        typer.echo(words(notice))


def _end_after_first_frame(house: House) -> None:
    """For measuring: says so when the first picture is on the screen, and leaves."""

    def leave(_now: int) -> None:
        typer.echo("first frame")
        raise QuitGame

    house.loop.after_frame = leave


def _half_widths(windows: HitWindows) -> tuple[int, int, int]:
    return windows.close_ns, windows.good_ns, windows.hit_ns


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


def _readable_plays(player: Player, store: Store) -> list[Play]:
    """Of the others it is said why they are left out."""
    plays = []
    for listing in store.plays_of(player.player_id):
        try:
            plays.append(store.play(listing.play_id))
        except Refusal as refusal:
            begun = f"{listing.started_at:%Y-%m-%d %H:%M}"
            left_out = say("The play of {begun} is left out.", begun=begun)
            typer.echo(f"{left_out} {words(refusal.message)}", err=True)
    return plays


def _write_tables(folder: Path, plays: Iterable[Play]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file, text in csv_tables(plays).items():
        (folder / file).write_text(text, encoding="utf-8", newline="")
        typer.echo(str(folder / file))


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
