"""What may stand in a text that people will read on their screens."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from eventfile.mistakes import shown

# They turn round what stands after them, so a text could show something else than it says.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Words:
    """Marks a key that holds a text: one line of at most `limit` characters (after NFC)."""

    limit: int

    def __str__(self) -> str:
        return f"one line of 1 to {self.limit:,} printable characters"

    def flaw(self, text: str) -> str | None:
        """What is wrong with the text, or None."""
        if not text.strip():
            return "an empty text"
        if len(text) > self.limit:
            return f"{shown(text)} with {len(text):,} characters"
        hidden = next((c for c in text if _forbidden(c)), None)
        if hidden is not None:
            return f"{shown(text)} with the control character U+{ord(hidden):04X}"
        return None


def _forbidden(character: str) -> bool:
    return character in _BIDI or unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
