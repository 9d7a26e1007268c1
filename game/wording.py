"""Message keys into the player's language, through gettext.

`install` is called once by the shell; without it everything is said in English, as written.
"""

from __future__ import annotations

import gettext as catalogues
from pathlib import Path

from game.messages import Message, Value

DOMAIN = "fingersong"
LOCALES = Path(__file__).resolve().parent.parent / "assets" / "locales"
_current: list[catalogues.NullTranslations] = [catalogues.NullTranslations()]


def install(language: str) -> None:
    """Speaks `language` (`de`, `es` …) from now on, English where a catalogue is missing."""
    _current[0] = catalogues.translation(DOMAIN, LOCALES, [language], fallback=True)


def say(text: str, **values: Value) -> str:
    """The translation of the English `text`, its `{name}` fields filled in."""
    return _current[0].gettext(text).format_map(values)


def say_count(one: str, many: str, count: int, **values: Value) -> str:
    """The form of the sentence that fits `count`, which fills the field `{count}` too."""
    return _current[0].ngettext(one, many, count).format_map({"count": count, **values})


def words(message: Message) -> str:
    return _current[0].gettext(message.text).format_map(message.values)
