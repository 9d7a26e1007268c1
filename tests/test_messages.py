"""A message has a value for each of its fields, and a refusal can be read like one."""

from __future__ import annotations

import pytest

from game.messages import Message, Refusal


def test_a_message_without_fields_needs_no_values() -> None:
    assert Message("Well played.").values == {}


def test_a_field_without_its_value_is_found_when_the_message_is_made() -> None:
    with pytest.raises(KeyError, match="song"):
        Message("{song} is left out.", {"file": "tune.abc"})


def test_a_value_that_no_field_asks_for_does_no_harm() -> None:
    assert Message("Well played.", {"song": "Clementine"}).text == "Well played."


def test_equal_texts_and_values_are_equal_messages() -> None:
    assert Message("{n} notes", {"n": 3}) == Message("{n} notes", {"n": 3})
    assert Message("{n} notes", {"n": 3}) != Message("{n} notes", {"n": 4})


def test_a_refusal_carries_its_message_and_reads_as_its_sentence() -> None:
    message = Message("{file} is empty.", {"file": "tune.abc"})
    refusal = Refusal(message)
    assert refusal.message is message
    assert str(refusal) == "tune.abc is empty."


def test_braces_in_a_value_are_no_fields() -> None:
    assert str(Refusal(Message("{file} is empty.", {"file": "{odd}.abc"}))) == "{odd}.abc is empty."
