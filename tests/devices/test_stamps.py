"""True moments go through a made-up driver and a late callback; the stamps must find them again."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from game.devices.stamps import FARTHEST_BACK_NS, MEMORY_NS, StampAnchor
from game.timing import NS_PER_S, HostTime, ns_from_ms, ns_from_s

MS = ns_from_ms(1)


def at_ms(milliseconds: float) -> HostTime:
    return HostTime(ns_from_s(100) + ns_from_ms(milliseconds))


def stamps_of(*came: tuple[float, float]) -> list[float]:
    """Each message as (ms of its callback, ms of its delta); its stamp in ms."""
    anchor = StampAnchor()
    stamps = (anchor.stamp(at_ms(callback), ns_from_ms(delta)) for callback, delta in came)
    return [(stamp - at_ms(0)) / MS for stamp in stamps]


def test_the_first_message_of_a_port_is_stamped_when_its_callback_comes() -> None:
    assert stamps_of((7, 0)) == [7]


def test_a_late_callback_does_not_move_the_stamp() -> None:
    assert stamps_of((0, 0), (13, 10), (20, 10)) == [0, 10, 20]


def test_the_first_prompt_callback_corrects_a_late_start() -> None:
    assert stamps_of((5, 0), (10, 10), (24, 10)) == [5, 10, 20]


def test_a_delta_repeated_inside_a_packet_is_held_back_to_the_callback() -> None:
    """python-rtmidi 1.5.8 on macOS gives every message of a packet the packet's delta."""
    assert stamps_of((0, 0), (100, 100), (100, 100), (203, 100)) == [0, 100, 100, 200]


def test_fifty_milliseconds_back_are_believed_and_no_more() -> None:
    assert stamps_of((0, 0), (60, 10)) == [0, 10]
    assert stamps_of((0, 0), (60.001, 10)) == [0, 60.001]


def test_after_lost_deltas_the_next_stamps_hold_again() -> None:
    assert stamps_of((0, 0), (500, 0), (513, 10), (520, 10)) == [0, 500, 510, 520]


def test_a_stall_of_the_whole_program_spoils_only_the_messages_within_it() -> None:
    assert stamps_of((0, 0), (250, 10), (260, 250), (275, 10)) == [0, 250, 260, 270]


def test_an_hour_of_silence_with_drifting_clocks_ends_at_the_callback() -> None:
    hour_ms = 3_600_000.0
    fast, slow = hour_ms * 1.0002, hour_ms * 0.9998
    assert stamps_of((0, 0), (hour_ms, fast))[-1] == hour_ms
    assert stamps_of((0, 0), (hour_ms, slow))[-1] == hour_ms


def test_an_offset_is_forgotten_after_twenty_seconds() -> None:
    """The device's clock falls 10 ms behind at once; what was seen before holds for a while."""
    came = [(0.0, 0.0)] + [(1_010.0 + k * 1_000, 1_000.0) for k in range(22)]
    errors = [
        round(stamp - callback) for stamp, (callback, _) in zip(stamps_of(*came), came, strict=True)
    ]
    assert errors[1] == errors[19] == -10
    assert errors[-1] == 0


CAME = st.lists(st.tuples(st.integers(0, 10 * NS_PER_S), st.integers(0, 10 * NS_PER_S)), min_size=1)


@given(CAME)
def test_stamps_never_run_back_nor_ahead_of_their_callbacks(came: list[tuple[int, int]]) -> None:
    """Whatever a driver may say: `came` are gaps between callbacks, and deltas."""
    anchor, callback = StampAnchor(), 0
    stamps: list[int] = []
    for gap_ns, delta_ns in came:
        callback += gap_ns
        stamps.append(anchor.stamp(HostTime(callback), delta_ns))
        assert callback - FARTHEST_BACK_NS <= stamps[-1] <= callback
    assert all(earlier <= later for earlier, later in pairwise(stamps))


@given(
    ppm=st.integers(-200, 200),
    gaps_ms=st.lists(st.integers(0, 2_000), min_size=1, max_size=60),
    late_ms=st.lists(st.integers(0, 40), min_size=60, max_size=60),
)
def test_stamps_find_the_true_moments_again_in_spite_of_drift_and_late_callbacks(
    ppm: int, gaps_ms: list[int], late_ms: list[int]
) -> None:
    """Each second message is prompt (0.2 ms); between them callbacks are up to 40 ms late."""
    anchor, true_ns, device_ns = StampAnchor(), 0, 0
    farthest_ns = ns_from_ms(0.2) + (MEMORY_NS + NS_PER_S) * abs(ppm) // 1_000_000 + 1
    for number, gap_ms in enumerate(gaps_ms):
        true_ns += gap_ms * MS
        before_ns, device_ns = device_ns, true_ns + true_ns * ppm // 1_000_000
        late_ns = ns_from_ms(0.2) if number % 2 == 0 else late_ms[number] * MS
        stamp = anchor.stamp(HostTime(true_ns + late_ns), device_ns - before_ns)
        assert abs(stamp - true_ns) <= farthest_ns


def test_a_flood_of_a_thousand_a_second_for_a_minute_keeps_every_stamp() -> None:
    anchor = StampAnchor()
    for number in range(60_000):
        late_ns = number % 7 * 100_000
        stamp = anchor.stamp(HostTime(number * MS + late_ns), MS if number else 0)
        assert stamp == number * MS
