#!/usr/bin/env python3
"""How late presses are stamped while the game plays a song at 60 frames a second.

Real presses come from other processes: notes through a JACK server, keys through an X server.
Both take time on their way, in an idle game too; so each figure is the quantile while the game
draws minus the same quantile of the same run while it draws nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run as a file, Python knows only this folder

from tools.wires import MissingProgram, environment, jack_server, virtual_screen  # noqa: E402 # as above

PRESSES = 1000
SERIES = 6
"""Notes and keys, each in an idle game, in a busy one, and read once a frame."""
GAP_MS = 13.37
"""No fraction of a frame or of a millisecond: presses fall everywhere within both."""
QUANTILES = {"p50_ms": 0.5, "p99_ms": 0.99, "max_ms": 1.0}
MARKS_MS = {"midi": {"p50_ms": 0.2, "p99_ms": 1.0}, "keys": {"p99_ms": 3.0}}
SDL = {
    "SDL_VIDEODRIVER": "x11",
    "SDL_AUDIODRIVER": "dummy",
    "SDL_FRAMEBUFFER_ACCELERATION": "0",
    "PYGAME_HIDE_SUPPORT_PROMPT": "1",
}

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Series:
    """Presses read in one way: how late their stamps were, and how many never came."""

    late_ns: tuple[int, ...]
    lost: int

    def figures(self) -> Figures:
        """Raises ValueError where no press came at all."""
        if not self.late_ns:
            raise ValueError("no press came")
        quantiles = {name: round(self._late_ms(share), 3) for name, share in QUANTILES.items()}
        return {"n": len(self.late_ns), "lost": self.lost, **quantiles}

    def beyond(self, idle: Series) -> Figures:
        """Each quantile minus that of `idle`."""
        mine, others = self.figures(), idle.figures()
        return {**mine, **{name: round(mine[name] - others[name], 3) for name in QUANTILES}}

    def with_(self, other: Series) -> Series:
        return Series(self.late_ns + other.late_ns, self.lost + other.lost)

    def _late_ms(self, share: float) -> float:
        """The nearest rank; `share` 1 is the greatest."""
        ranked = sorted(self.late_ns)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] / 1_000_000


def measure(presses: int) -> dict[str, dict[str, Series]]:
    """By device ("midi", "keys") and way ("idle", "busy", "once_a_frame").

    Raises MissingProgram.
    """
    # Real-time scheduling, which only root may ask for, makes the wire itself steadier.
    with (
        jack_server(realtime=os.geteuid() == 0),
        virtual_screen() as display,
        environment({**SDL, "DISPLAY": display}),
    ):
        game = subprocess.run(
            [sys.executable, "-m", "tools.precision_game", str(presses), str(GAP_MS)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return {
        device: {way: Series(tuple(found["late_ns"]), found["lost"]) for way, found in ways.items()}
        for device, ways in json.loads(game.stdout).items()
    }


def report(found: Mapping[str, Mapping[str, Series]]) -> dict[str, object]:
    """The figures by device beyond idle, those of reading once a frame, and all as measured."""
    midi, keys = found["midi"], found["keys"]
    idle = midi["idle"].with_(keys["idle"])
    once_a_frame = midi["once_a_frame"].with_(keys["once_a_frame"])
    return {
        "midi": midi["busy"].beyond(midi["idle"]),
        "keys": keys["busy"].beyond(keys["idle"]),
        "once_a_frame": once_a_frame.beyond(idle),
        "as_measured": {
            device: {way: series.figures() for way, series in ways.items()}
            for device, ways in found.items()
        },
    }


def print_report(found: Mapping[str, Mapping[str, Series]]) -> None:
    print(f"{'ms late':<20}{'n':>6}{'lost':>6}{'p50':>9}{'p99':>9}{'max':>9}")
    for device, ways in found.items():
        for way, series in ways.items():
            _print_row(f"{device} {way}", series.figures())
        beyond = ways["busy"].beyond(ways["idle"])
        _print_row(f"{device} busy - idle", beyond)
        for name, mark_ms in MARKS_MS[device].items():
            verdict = "met" if beyond[name] <= mark_ms else "NOT met"
            print(f"  {device} {name.removesuffix('_ms')}: mark {mark_ms} ms {verdict}")


def _print_row(name: str, figures: Figures) -> None:
    cells = "".join(f"{figures[quantile]:9.3f}" for quantile in QUANTILES)
    print(f"{name:<20}{figures['n']:6.0f}{figures['lost']:6.0f}{cells}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--presses", type=int, default=PRESSES, help="in each of six series")
    parser.add_argument("--seconds", type=float, help="about how long; instead of --presses")
    options = parser.parse_args()
    presses = options.presses
    if options.seconds is not None:
        presses = max(1, int(options.seconds * 1000 / (SERIES * GAP_MS)))
    try:
        found = measure(presses)
        described = report(found)
    except MissingProgram as missing:
        print(f"Nothing was measured: {missing}.", file=sys.stderr)
        return 2
    except (subprocess.CalledProcessError, RuntimeError, ValueError) as error:
        print(f"The measurement failed: {error}", file=sys.stderr)
        return 1
    if options.json:
        print(json.dumps(described))
    else:
        print_report(found)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
