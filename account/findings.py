"""What a look at the account has found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from account.wrong import Wrong


@dataclass(frozen=True)
class Finding:
    """What was found, and how it is mended, both in words for people who do not write programs. What `stops` keeps the
    event from being deployed; all else is a warning.
    """

    what: str
    mend: str
    stops: bool = True

    def __str__(self) -> str:
        return f"{'error' if self.stops else 'warning'}: {self.what}\n    {self.mend}"


class Stopped(Wrong):
    """Nothing is created as long as this is so: every finding, the warnings too."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings: Sequence[Finding] = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(("nothing was created:", *(str(finding) for finding in self.findings)))
