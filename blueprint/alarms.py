"""What wakes somebody up, and what it means: for the stack, for `status`, for the docs and for the bill."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.environment import NEEDED


@dataclass(frozen=True)
class Alarm:
    """`meaning` and `remedy` are for people who did not build this. `metrics` is how many figures it looks at: each has
    a price (Amazon CloudWatch, Pricing).
    """

    name: str
    metrics: int
    meaning: str
    remedy: str


UNATTENDED = ("tally", "applause", "broadcast", "housekeeping")
"""Functions whose failure nobody is told of: whoever waits for an answer of the others is in `refused`."""

READERS = ("tally", "broadcast")
"""Functions that must keep up with a stream."""

RUNNING = tuple(name for name in NEEDED if name != "setup")
"""All functions of an event while it is on. No alarm can look at more than ten figures (Amazon CloudWatch, Limits)."""

ERRORS = Alarm(
    "errors",
    len(UNATTENDED),
    "A function that works in the background has failed. It is tried again by itself; what was voted is stored.",
    "Look at the failure queue (`status`). If it stays empty, nothing was lost. Else read the log of that function.",
)
THROTTLES = Alarm(
    "throttles",
    len(RUNNING),
    "The account, or a function's share of it, has no room for more calls: answers are late, or people try again.",
    "Does something else run in this account? Ask AWS for more concurrent executions: that takes days.",
)
LATE = Alarm(
    "late",
    len(READERS),
    "What people do reaches the others by more than half a minute late.",
    "Wait five minutes: a restart catches up by itself. If it stays, look at `errors` and `throttles`.",
)
LOST = Alarm(
    "lost",
    2,
    "Something was given up after many tries and lies in the failure queue. Counts mend themselves within minutes.",
    "Nothing has to be done during the event. After it, have somebody look at what lies there before you destroy it.",
)
REFUSED = Alarm(
    "refused",
    3,
    "Requests of people have failed. Their pages try again by themselves.",
    "If it comes once, ignore it. If it stays, have somebody read the logs of `command` and `reception`.",
)
CONNECTS = Alarm(
    "connects",
    1,
    "Far more connections are opened than so many people need: a network that cuts them off, or an attack.",
    "Is everybody still in? Then wait. The throttles bound what it can cost (`status` says how much an hour).",
)
ALARMS = (ERRORS, THROTTLES, LATE, LOST, REFUSED, CONNECTS)
