"""The steps of a long command: a line for each when it is done, with its seconds; where somebody looks, also what is
going on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from rich.console import Console
from rich.status import Status


class Step:
    """One of them, while it is done."""

    def __init__(self, name: str, status: Status | None) -> None:
        self._name, self._status = name, status
        self.outcome = ""

    def is_at(self, what: str) -> None:
        """How far it is."""
        if self._status is not None:
            self._status.update(f"{self._name}: {what}")


class Steps:
    """Writes to standard error, so that what a command is asked for stands alone on standard output."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(stderr=True, highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """Says how it went when it is over, also if it goes wrong."""
        began = time.monotonic()
        looking = self._console.status(name) if self._console.is_terminal else nullcontext(None)
        good = False
        step = Step(name, None)
        try:
            with looking as status:
                step = Step(name, status)
                yield step
            good = True
        finally:
            self._say(good, name, time.monotonic() - began, step.outcome)

    def say(self, text: str) -> None:
        """A line between steps."""
        self._console.print(text, markup=False)

    def _say(self, good: bool, name: str, seconds: float, outcome: str) -> None:
        mark, style = ("ok    ", "green") if good else ("FAILED", "red")
        self._console.print(mark, style=style, end="  ")
        self._console.print(f"{name:20}{seconds:7.1f} s  {outcome}".rstrip(), markup=False)
