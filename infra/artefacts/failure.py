"""That something cannot be built."""

from __future__ import annotations


class CannotBuild(Exception):
    """Something that building needs is not there or has failed; the text is for people."""
