"""What a run has shown: which promise was broken, and what happened until then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Broken:
    """A promise of reliability.md that did not hold."""

    promise: str
    what: str
    at: float

    def __str__(self) -> str:
        return f"{self.promise} is broken at {self.at / 1_000:,.3f} s: {self.what}"


@dataclass
class Verdict:
    """The first promise that was broken counts; `trace` is kept only where somebody wants to read it."""

    now: Callable[[], float]
    broken: Broken | None = None
    trace: list[str] | None = None
    since: float = 0
    seen: dict[str, int] = field(default_factory=dict)

    def say(self, promise: str, what: str) -> None:
        """A promise is broken."""
        if self.broken is None:
            self.broken = Broken(promise, what, self.now() - self.since)
            self.note("BROKEN", promise, what)

    def note(self, *words: object) -> None:
        """What happened, for whoever reads the trace."""
        if self.trace is not None:
            self.trace.append(f"{(self.now() - self.since) / 1_000:10.3f} " + " ".join(map(str, words)))

    def saw(self, what: str) -> None:
        """That something worth knowing has happened at all: a check that never had anything to check proves nothing."""
        self.seen[what] = self.seen.get(what, 0) + 1
