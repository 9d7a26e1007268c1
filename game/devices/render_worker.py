"""One thread that makes sounds while the game goes on reading and drawing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Failure:
    error: Exception


class RenderWorker:
    """Jobs run in order on the thread; what they made is handed over where `collect` is called."""

    def __init__(self) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._made: SimpleQueue[Callable[[], None] | Failure] = SimpleQueue()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="render", daemon=True)
        self._thread.start()

    def submit(self, make: Callable[[], Made], take: Callable[[Made], None]) -> None:
        """`make` runs on the worker, `take` later inside `collect`."""

        def job() -> None:
            made = make()
            self._made.put(lambda: take(made))

        self._jobs.put(job)

    def collect(self) -> list[Exception]:
        """Hands over all that is ready; the errors of jobs that failed."""
        errors: list[Exception] = []
        while not self._made.empty():
            ready = self._made.get()
            if isinstance(ready, Failure):
                errors.append(ready.error)
            else:
                ready()
        return errors

    def close(self) -> None:
        """Drops what has not begun and waits for the job that has."""
        self._closing = True
        self._jobs.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._closing:
                continue
            try:
                job()
            except Exception as error:  # noqa: BLE001 # whatever fails, the game plays on
                self._made.put(Failure(error))
