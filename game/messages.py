"""What a pure room has to say, before it is put into words.

The text is the English msgid of gettext; `game.wording` finds its translation and fills in the
values. Babel extracts the first argument of `Message(...)`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Message:
    """`text` holds `{name}` fields; `values` fills each of them.

    Raises KeyError when a field has no value.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        self.text.format_map(self.values)


class Refusal(Exception):  # noqa: N818 # a refusal is no failure of the program
    """Something a person gave or has cannot be used; `message` says what, where, and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text.format_map(message.values))
        self.message = message
