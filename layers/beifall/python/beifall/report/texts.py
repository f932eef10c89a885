"""The event's texts in the language that it names first."""

from __future__ import annotations

from beifall.domain.event import Event
from beifall.domain.texts import Text


def said(text: Text, event: Event) -> str:
    """The text in the event's first language."""
    return text if isinstance(text, str) else text[event.languages[0]]
