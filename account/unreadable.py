"""Findings about what could not be read."""

from __future__ import annotations

from account.findings import Finding
from account.unread import Unread


def unreadable(what: str, no: Unread, right: str, *, stops: bool = False) -> Finding:
    """It is not known; `right` is what reading it takes."""
    again = "Repeat the command; if it stays so, AWS's health dashboard may tell why"
    mend = f"Ask whoever runs the account for the right {right}" if no.is_denied else again
    return Finding(f"it could not be read {what} ({_why(no)})", mend, stops)


def assumed(what: str, value: int, no: Unread, right: str) -> Finding:
    """It is not known, and taken for what is usual."""
    look = "Look it up in the console, under Service Quotas"
    mend = f"{look}, or ask whoever runs the account for the right {right}" if no.is_denied else look
    return Finding(f"{what} could not be read ({_why(no)}) and is taken for {value:,}", mend, stops=False)


def _why(no: Unread) -> str:
    return "you may not read it" if no.is_denied else f"{no.code}: {no.said}".rstrip(": ")
