"""HTML as text: what is not `Markup` yet is escaped, wherever it stands."""

from __future__ import annotations

from html import escape
from typing import NewType

Markup = NewType("Markup", str)
"""Made here alone, by escaping."""

EMPTY = ("meta",)


def text(content: object) -> Markup:
    """Text as text."""
    return Markup(escape(str(content)))


def joined(parts: list[Markup]) -> Markup:
    """One after another."""
    return Markup("\n".join(parts))


def element(name: str, /, *inner: Markup | None, **attributes: str | int | float) -> Markup:
    """An element; an underscore in the name of an attribute is a hyphen, one at its end is left out."""
    given = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(str(of))}"' for key, of in attributes.items())
    start = f"<{name}{given}>"
    return Markup(start if name in EMPTY else f"{start}{''.join(one for one in inner if one)}</{name}>")
