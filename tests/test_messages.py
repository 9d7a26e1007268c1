"""Messages are complete before anybody has to read them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from game.messages import Message, Refusal


def test_a_message_without_fields_needs_no_values() -> None:
    assert Message("No sound here.").values == {}


def test_a_message_lacking_a_value_cannot_exist() -> None:
    with pytest.raises(KeyError, match="line"):
        Message("{file}, line {line}: no such key.", {"file": "ode.abc"})


def test_a_value_more_than_the_text_has_is_kept_for_translations() -> None:
    assert Message("Hello.", {"name": "Anna"}).values == {"name": "Anna"}


def test_braces_in_a_value_are_no_fields() -> None:
    assert str(Refusal(Message("{file} is empty.", {"file": "{line}.abc"}))) == (
        "{line}.abc is empty."
    )


def test_a_message_does_not_change() -> None:
    message = Message("Hello.")
    with pytest.raises(FrozenInstanceError):
        message.text = "Bye."  # type: ignore[misc] # what mypy forbids must fail at run time too


def test_messages_of_the_same_words_and_values_are_equal() -> None:
    assert Message("{n} notes.", {"n": 2}) == Message("{n} notes.", {"n": 2})
    assert Message("{n} notes.", {"n": 2}) != Message("{n} notes.", {"n": 3})


def test_a_refusal_carries_its_message_and_says_it_in_english_to_a_programmer() -> None:
    message = Message("Line {line}: no key.", {"line": 7})
    refusal = Refusal(message)
    assert refusal.message is message
    assert str(refusal) == "Line 7: no key."
