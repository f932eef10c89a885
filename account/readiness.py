"""Is the account ready for any event? Each check says what is missing, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from account.findings import Finding
from account.seen import Seen
from account.unread import Unread
from account.unreadable import unreadable
from blueprint.budget import MADE_IN

BOOTSTRAP = 8
"""The version of the CDK's things in the account that its assemblies ask for (`requiresBootstrapStackVersion`: 6 for
what is uploaded, 8 for looking things up).
"""

PREPARE = "Prepare the account, once: ./beifall deploy EVENT --prepare"
"""What mends whatever an account needs only once."""

BUSY = "_IN_PROGRESS"
ANNOUNCED = "REVIEW_IN_PROGRESS"
"""Of a stack that was announced and never made: it may be made yet."""

STUCK = frozenset({"CREATE_FAILED", "DELETE_FAILED", "ROLLBACK_FAILED"})
HALF_CHANGED = frozenset({"UPDATE_FAILED", "UPDATE_ROLLBACK_FAILED"})
"""Of a stack that was complete once: people may be in the event, or have been."""

GO_ON_BACK = (
    "The event may still run. Have AWS go on: in the console under CloudFormation, Stack actions, Continue update "
    "rollback; then deploy again. Only if that fails: ./beifall destroy EVENT, and what people have said goes with it"
)


def bootstrapped(seen: Seen) -> Iterator[Finding]:
    """The CDK keeps a bucket and roles in each account and Region that it deploys to."""
    match seen.bootstrap:
        case None:
            yield Finding(f"this account has never been prepared for deployments to {seen.region}", PREPARE)
        case Unread() as no:
            yield unreadable("whether the account is prepared for deployments", no, "ssm:GetParameter")
        case version if version < BOOTSTRAP:
            what = f"this account was prepared for older deployments (version {version}; {BOOTSTRAP} is needed)"
            yield Finding(what, PREPARE)


def may_log(seen: Seen) -> Iterator[Finding]:
    """API Gateway writes the logs of WebSocket APIs with one role that the whole account shares, or refuses them."""
    match seen.logging:
        case None:
            what = f"API Gateway may not write logs in this account in {seen.region}, and refuses a socket that logs"
            yield Finding(what, PREPARE)
        case Unread() as no:
            yield unreadable("whether API Gateway may write logs", no, "apigateway:GET")


def may_have_a_budget(seen: Seen) -> Iterator[Finding]:
    """Without one the event runs as well, but who forgets to remove it is not told. Most may not read whether AWS makes
    budgets: then it does.
    """
    by_hand = "Make one by hand, in the console under Billing and Cost Management, Budgets"
    if seen.region not in MADE_IN:
        what = f"nobody is told of the bill: CloudFormation makes no budgets in {seen.region}"
        yield Finding(what, by_hand, stops=False)
    elif seen.budgets is False:
        what = "nobody is told of the bill: AWS makes no budgets yet in this account, which an organisation pays for"
        mend = (
            "Ask whoever manages the organisation to open Cost Explorer once and to let this account see its bill, and "
            "deploy again a day later"
        )
        yield Finding(what, mend, stops=False)


def is_at_rest(seen: Seen) -> Iterator[Finding]:
    """A stack changes in one way at a time."""
    match seen.stack:
        case str(state) if state.endswith(BUSY) and state != ANNOUNCED:
            what = f"this event's stack is just being changed ({state}), from here or elsewhere"
            yield Finding(what, "Wait until that is done (minutes), then repeat the command")
        case str(state) if state in STUCK:
            what = f"an earlier deployment of this event has got stuck ({state})"
            yield Finding(what, "Remove what is left of it, then repeat the command: ./beifall destroy EVENT")
        case str(state) if state in HALF_CHANGED:
            yield Finding(f"an earlier deployment of this event has got stuck ({state})", GO_ON_BACK)
        case Unread() as no:
            yield unreadable("whether this event is deployed already", no, "cloudformation:DescribeStacks", stops=True)
