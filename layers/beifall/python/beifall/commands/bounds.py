"""The bounds of what may be sent, as the protocol gives them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

Id = Annotated[str, Meta(min_length=1, max_length=36, pattern=r"^[A-Za-z0-9_-]+\Z")]
Whole = Annotated[int, Meta(ge=0, le=2**53 - 1)]
FromOne = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Chosen = Annotated[str, Meta(min_length=1, max_length=80)] | int
Written = Annotated[str, Meta(max_length=8_000)]
"""A text before `parse` has brought it into its form and measured it."""

TEXT, NAME, LABEL, ANSWER, NOTICE, PROMPT, OPTION, CALL = 500, 40, 24, 4_000, 1_000, 300, 200, 200
"""Characters that people may write."""

Texts = Annotated[str, Meta(max_length=2_000)] | dict[str, Annotated[str, Meta(max_length=2_000)]]
"""One text for all languages, or one for each."""
