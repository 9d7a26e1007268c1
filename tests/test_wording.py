"""English keys into the player's language, through a real catalogue of gettext."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from game import wording
from game.messages import Message
from game.wording import install, say, say_count, words

GERMAN: Mapping[str | tuple[str, str], str | tuple[str, str]] = {
    "Well played.": "Gut gespielt.",
    "{hits} of {asked} notes.": "Von {asked} Tönen {hits}.",
    ("One note.", "{count} notes."): ("Ein Ton.", "{count} Töne."),
}


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speaks German from a catalogue of its own, and English again afterwards."""
    catalogue = Catalog(locale="de")
    for english, translated in GERMAN.items():
        catalogue.add(english, translated)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / f"{wording.DOMAIN}.mo").write_bytes(compiled.getvalue())
    monkeypatch.setattr(wording, "LOCALES", tmp_path)
    install("de")
    yield
    install("en")


def test_without_a_language_it_is_english_as_written() -> None:
    assert say("Well played.") == "Well played."
    assert words(Message("{hits} of {asked} notes.", {"hits": 3, "asked": 4})) == "3 of 4 notes."


@pytest.mark.parametrize(
    ("count", "english"), [(0, "0 notes."), (1, "One note."), (2, "2 notes."), (11, "11 notes.")]
)
def test_one_is_said_otherwise_than_many(count: int, english: str) -> None:
    assert say_count("One note.", "{count} notes.", count) == english


def test_a_counted_sentence_may_have_other_fields_beside_its_count() -> None:
    assert say_count("{who}: one.", "{who}: {count}.", 3, who="Anna") == "Anna: 3."


@pytest.mark.usefixtures("german")
def test_sentences_and_messages_are_translated_and_their_fields_may_change_places() -> None:
    assert say("Well played.") == "Gut gespielt."
    message = Message("{hits} of {asked} notes.", {"hits": 3, "asked": 4})
    assert words(message) == say(message.text, **message.values) == "Von 4 Tönen 3."


@pytest.mark.usefixtures("german")
def test_counted_sentences_take_the_form_of_the_language() -> None:
    assert say_count("One note.", "{count} notes.", 1) == "Ein Ton."
    assert say_count("One note.", "{count} notes.", 5) == "5 Töne."


@pytest.mark.usefixtures("german")
def test_what_has_no_translation_stays_english() -> None:
    assert say("Unheard of: {what}.", what="x") == "Unheard of: x."


@pytest.mark.usefixtures("german")
def test_a_language_without_a_catalogue_is_english_again() -> None:
    install("tlh")
    assert say("Well played.") == "Well played."


@given(st.text())
def test_what_a_value_holds_is_said_as_it_is(value: str) -> None:
    assert say("Hello {name}.", name=value) == f"Hello {value}."
    assert words(Message("Hello {name}.", {"name": value})) == f"Hello {value}."
