"""What is called each minute, whatever happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

RULE = "every-minute"

Calls = Mapping[str, Sequence[str | None]]
"""Functions, each with the aliases that it is called by; None is for none."""

HOUSEKEEPING = "housekeeping"
"""The function that is called for its work, and that the queue's letters go to."""

AWAKE: Calls = {"clap": 5 * (None,), "applause": ("loud", "quiet")}
"""Functions of which so many containers are kept, by calling them each minute at once: whoever claps first in a quiet
room would otherwise wait for both to start, half a second longer than applause may take to be heard; and thirty people
who begin together need five at a time.
"""
