"""Text out of bytes whose encoding nobody wrote down."""

from __future__ import annotations


def text_of(data: bytes) -> str:
    """UTF-8 with or without its mark; Latin-1, which fits any byte, where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")
