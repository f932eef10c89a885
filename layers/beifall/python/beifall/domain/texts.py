"""Texts and times as they travel, and what people may write."""

from __future__ import annotations

import unicodedata

from beifall.domain.refusals import Refused

Text = str | dict[str, str]
"""One string for all languages, or one per language; the event's first language is the fallback."""

Milliseconds = int
"""Since 1970, UTC."""

OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows: with them a text can be made to look like another."""

LINE_ENDS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories that nobody needs in a line: controls, lone surrogates, line and paragraph separators."""


def written(text: str, *, most: int, field: str, lines: bool = False) -> str:
    """The text in NFC and without white space around it, 1 to `most` characters long. Raises `Refused` for any other,
    and for one with control, direction-overriding or lone surrogate characters. With `lines`, it may have line breaks.
    """
    plain = text.replace("\r\n", "\n") if lines else text
    if any(_is_unfit(sign) and not (lines and sign == "\n") for sign in plain):
        raise Refused("bad_field", "This text has characters that cannot be shown.", field=field)
    plain = unicodedata.normalize("NFC", plain).strip()
    if not 0 < len(plain) <= most:
        raise Refused("bad_field", f"This text must have 1 to {most:,} characters.", field=field)
    return plain


def _is_unfit(sign: str) -> bool:
    return sign in OVERRIDES or unicodedata.category(sign) in LINE_ENDS


def folded(word: str) -> str:
    """What two spellings of one word have in common: case and the width of letters do not tell words apart."""
    return unicodedata.normalize("NFKC", word).casefold()
