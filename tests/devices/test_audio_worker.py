from __future__ import annotations

import threading
from functools import partial

import pytest

from game.devices.render_worker import RenderWorker


def collected(worker: RenderWorker, last: threading.Event) -> list[Exception]:
    """The errors of everything made up to `last`."""
    assert last.wait(10)
    return worker.collect()


def test_things_are_made_on_the_worker_and_handed_over_here_in_order() -> None:
    worker, last = RenderWorker(), threading.Event()
    makers: list[str] = []
    taken: list[tuple[int, str]] = []

    def make(number: int) -> int:
        makers.append(threading.current_thread().name)
        return number

    for number in range(5):
        worker.submit(
            partial(make, number),
            lambda made: taken.append((made, threading.current_thread().name)),
        )
    worker.submit(lambda: None, lambda _: None)
    worker.submit(last.set, lambda _: None)
    assert collected(worker, last) == []
    here = threading.current_thread().name
    assert taken == [(number, here) for number in range(5)]
    assert here not in makers
    worker.close()


def test_an_error_is_handed_over_and_the_worker_goes_on() -> None:
    worker, last = RenderWorker(), threading.Event()
    taken: list[int] = []

    def broken() -> int:
        raise MemoryError("too much")

    worker.submit(broken, taken.append)
    worker.submit(lambda: 2, taken.append)
    worker.submit(last.set, lambda _: None)
    errors = collected(worker, last)
    assert [str(error) for error in errors] == ["too much"]
    assert taken == [2]
    worker.close()


def test_closing_drops_what_has_not_begun() -> None:
    worker, begun, go_on = RenderWorker(), threading.Event(), threading.Event()
    made: list[int] = []

    def slow() -> None:
        begun.set()
        go_on.wait(10)

    worker.submit(slow, lambda _: None)
    worker.submit(lambda: made.append(1), lambda _: None)
    assert begun.wait(10)
    closer = threading.Thread(target=worker.close)
    closer.start()
    go_on.set()
    closer.join(10)
    assert not closer.is_alive()


@pytest.mark.parametrize("times", [1, 2])
def test_a_worker_may_be_closed_again(times: int) -> None:
    worker = RenderWorker()
    for _ in range(times):
        worker.close()
