"""Messages in words: English as written, and a translation where a catalogue has one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from game import wording
from game.messages import Message
from game.wording import install, say, say_count, words


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    install("en")


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue of three sentences, installed."""
    catalogue = Catalog(locale="de")
    catalogue.add("Well played, {name}.", "Gut gespielt, {name}.")
    catalogue.add("{device} in {place}", "In {place}: {device}")
    catalogue.add(("{count} note", "{count} notes"), ("{count} Ton", "{count} Töne"))
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "fingersong.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(wording, "LOCALES", tmp_path)
    install("de")


def test_without_a_language_everything_is_said_as_written() -> None:
    assert say("Well played, {name}.", name="Anna") == "Well played, Anna."


def test_a_language_without_a_catalogue_is_english() -> None:
    install("xx")
    assert say("Well played, {name}.", name="Anna") == "Well played, Anna."


@pytest.mark.parametrize(("count", "said"), [(0, "0 notes"), (1, "1 note"), (2, "2 notes")])
def test_english_counts_one_thing_apart(count: int, said: str) -> None:
    assert say_count("{count} note", "{count} notes", count) == said


def test_a_count_can_stand_beside_other_values() -> None:
    said = say_count("{count} note of {song}", "{count} notes of {song}", 2, song="Clementine")
    assert said == "2 notes of Clementine"


@pytest.mark.usefixtures("german")
def test_a_catalogue_translates_and_the_values_are_filled_in_afterwards() -> None:
    assert say("Well played, {name}.", name="Anna") == "Gut gespielt, Anna."


@pytest.mark.usefixtures("german")
def test_a_translation_may_change_the_order_of_the_fields() -> None:
    message = Message("{device} in {place}", {"device": "Glove", "place": "port 1"})
    assert words(message) == "In port 1: Glove"


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize(("count", "said"), [(1, "1 Ton"), (3, "3 Töne")])
def test_counts_follow_the_language(count: int, said: str) -> None:
    assert say_count("{count} note", "{count} notes", count) == said


@pytest.mark.usefixtures("german")
def test_what_the_catalogue_lacks_stays_english() -> None:
    assert say("Please note") == "Please note"


@pytest.mark.usefixtures("german")
def test_the_language_can_be_changed_back() -> None:
    install("en")
    assert say("Well played, {name}.", name="Anna") == "Well played, Anna."
