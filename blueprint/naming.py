"""How a deployed event is called, and known again."""

from __future__ import annotations

STACK = "Beifall-"
"""Before the event's code: the name of its stack."""

TAG = "beifall:event"
"""On everything that is deployed for an event; its value is the event's code."""

LOGS = "/beifall/"
"""Before the event's code: the beginning of the names of its log groups."""

DELIVERED = "/aws/vendedlogs/beifall/"
"""The same of those that API Gateway has delivered: those with such names AWS need not add to a policy of the account,
which would keep them and has an end (Amazon CloudWatch Logs, Enable logging from AWS services).
"""


def stack_name(code: str) -> str:
    """The name of an event's stack."""
    return f"{STACK}{code}"


def regional(code: str, region: str) -> str:
    """A name among those that are an account's, and no Region's: the same event may be in two."""
    return f"{stack_name(code)}-{region}"
