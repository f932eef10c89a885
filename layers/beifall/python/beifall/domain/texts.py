"""Texts and times as they travel."""

from __future__ import annotations

Text = str | dict[str, str]
"""One string for all languages, or one per language; the event's first language is the fallback."""

Milliseconds = int
"""Since 1970, UTC."""
