"""The version that a play was made with."""

from __future__ import annotations

VERSION = "0.1.0"
