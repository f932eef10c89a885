"""How a deployment goes, heard from the CDK's lines: how far it is, and what failed first."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

LINE = re.compile(
    r"(?P<stack>\S+) \|\s+(?P<done>\d+)(?:/(?P<all>\d+))? \| [^|]+ \| (?P<state>[A-Z_]+)\s+\| "
    r"(?P<kind>\S+)\s+\| (?P<what>.*)"
)
REFUSED = re.compile(r"[^/\s]+/(?P<path>\S+?)(?:/Resource)? {2}\((?P<kind>[\w:]+) \w+\)")
"""Above the reasons, in lines of their own, why CloudFormation makes nothing of a template: it looks for names that are
taken, and for properties that do not fit, before it begins (AWS DevOps Blog, Pre-deployment validation on every stack
operation).
"""
NAMED = re.compile(r"(?P<path>\S+)(?: \((?P<id>\w+)\))?(?: (?P<why>.*))?", re.DOTALL)
STACK = "AWS::CloudFormation::Stack"
WIDTH = 23
"""Letters after which the CDK cuts a state off."""
CUT = {
    state[:WIDTH]: state
    for state in ("UPDATE_ROLLBACK_COMPLETE", "UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")
}
"""States of a stack that are longer, whole. What is taken back and still tidied up is cut to what is taken back."""

AFTERMATH = ("cancelled", "canceled")
"""In the reason of what failed only because something else had."""

BLIND = "Error occurred while monitoring stack"
"""How the CDK begins a line when it cannot see any more how what it has begun goes on."""

COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Failure:
    """What failed, as the stack names it, its type, and AWS's reason."""

    what: str
    kind: str
    why: str

    def __str__(self) -> str:
        return f"{self.what} ({self.kind}) failed: {self.why or 'AWS gives no reason'}"


class Course:
    """Is told each line that the CDK prints."""

    def __init__(self) -> None:
        self.done, self.all = 0, 0
        self.state = ""
        """Of the stack as a whole, in CloudFormation's word."""
        self.failure: Failure | None = None
        self.remarks: list[str] = []
        """What our own app has said besides, for people."""
        self.has_lost_sight = False
        """Whether the CDK had set CloudFormation to work, and could not be told any more what became of it."""
        self._last: list[str] = []
        self._unsafe: list[str] = []
        self._goes_on = False

    def hears(self, line: str) -> None:
        """Whether it is an event or not."""
        line = COLOURS.sub("", line).strip()
        event = LINE.fullmatch(line)
        if event is None:
            self._refused(line)
            if line and "Subprocess exited" not in line:  # which says nothing of why
                self._last = [*self._last[-29:], line]
            self.has_lost_sight |= line.startswith(BLIND)
            if line.startswith("beifall: "):
                self.remarks.append(line.removeprefix("beifall: "))
            if line.startswith("ERROR "):
                self._unsafe.append(line.removeprefix("ERROR "))
            return
        self.done = max(self.done, int(event["done"]))
        self.all = max(self.all, int(event["all"] or 0))
        if event["kind"] == STACK:
            self._whole(CUT.get(event["state"], event["state"]))
        elif event["state"].endswith("_FAILED"):
            self._failed(event)

    @property
    def is_taken_back(self) -> bool:
        """Whether CloudFormation undoes, or has undone, what it had begun."""
        return "ROLLBACK" in self.state

    @property
    def said(self) -> str:
        """How far it is, for people."""
        doing = "taking back" if self.is_taken_back else f"{self.done} of {self.all or '?'} resources"
        return "starting" if not self.done and not self.is_taken_back else doing

    @property
    def complaint(self) -> str:
        """What the CDK itself says went wrong, if no resource did: what its checks have found first, or else its last
        line of that sort.
        """
        if self._unsafe:
            return f"{self._unsafe[0]} (the first of {len(self._unsafe)} findings)"
        marked = [line for line in self._last if line.startswith(("❌", "‣", "Error", "beifall:"))]
        return (marked or self._last or [""])[-1].lstrip("❌‣ ").removeprefix("beifall: ")

    def _whole(self, state: str) -> None:
        # Events of one instant may come in any order; what is over stays over.
        if not self.state.endswith(("COMPLETE", "FAILED")) or not state.endswith("_IN_PROGRESS"):
            self.state = state

    def _refused(self, line: str) -> None:
        where = REFUSED.fullmatch(line)
        if where is not None and self.failure is None:
            self.failure, self._goes_on = Failure(where["path"], where["kind"], ""), True
        elif where is None and self._goes_on and self.failure and line and not line.startswith("Source Location:"):
            self.failure = replace(self.failure, why=f"{self.failure.why} {line}".lstrip())
        else:
            self._goes_on = False

    def _failed(self, event: re.Match[str]) -> None:
        named = NAMED.fullmatch(event["what"].strip())
        assert named is not None  # anything that is not empty fits
        why = named["why"] or ""
        if self.failure is None and not any(word in why for word in AFTERMATH):
            self.failure = Failure(named["path"], event["kind"], why)
