"""What there is of the event already, and what that allows a deployment to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import boto3

from account.deployed import Deployed, Incomplete, NotDeployed, deployed
from account.lock import is_locked, lock, unlock
from account.moment import clock, is_live, is_over, shown, tomorrow
from account.protection import protect
from account.readiness import BUSY
from account.wrong import Interrupted, Wrong
from beifall.domain.event import Programme
from beifall.store import keys

There = Deployed | Incomplete | None
"""What there is of the event in the account; nothing only if there is no stack."""


def standing(programme: Programme, session: boto3.Session) -> There:
    """Raises Wrong."""
    try:
        return deployed(programme.event.code, session)
    except Incomplete as part:
        return part
    except NotDeployed:
        return None


def is_first(there: There) -> bool:
    """Whether no deployment of it has ever been complete: nobody has said anything in it yet."""
    return there is None or (isinstance(there, Incomplete) and there.never_ran)


def must_be_to_come(programme: Programme, there: There) -> None:
    """Raises Wrong if the event of the file is over."""
    now, event = clock(), programme.event
    if not is_over(event, now):
        return
    kept = f"now, or at {tomorrow(now, event.utc_offset)} for instance"
    if there is not None and there.starts is not None and there.ends is not None and there.ends > now:
        kept = f"as it is deployed, --starts {shown(there.starts, event.utc_offset)}"
    raise Wrong(f"this event was over on {shown(event.ends, event.utc_offset)}: --starts TIME moves it ({kept})")


def must_keep_its_size(programme: Programme, there: There) -> None:
    """Raises Wrong if people are in, and would be looked for elsewhere from now on: their rows lie where so many as
    were expected are spread.
    """
    if not isinstance(there, Deployed) or not there.starts <= clock() < there.ends:
        return
    spread, expected = keys.buckets(there.expected), programme.event.expected
    if keys.buckets(expected) != spread:
        least, most = (number * keys.CONNECTIONS_PER_BUCKET // 2 for number in (spread - 1, spread))
        raise Wrong(
            f"{there.code} is on, made for {there.expected:,} people: `expected` cannot be {expected:,} while they are "
            f"in, for they would not be found any more. From {least + 1:,} to {most:,} it may be; a higher `limit` "
            "lets more people in"
        )


def must_be_the_same(programme: Programme, there: There, *, force: bool) -> None:
    """Raises Wrong if the deployed event is over, and the file's begins after its end: then it is another one that has
    its code. What people have said in the one would stand in the other, and its date of deletion would be the other's.
    """
    event = programme.event
    if there is None or force or is_first(there) or there.ends is None or there.ends > min(clock(), event.starts):
        return
    raise Wrong(
        f"an event {there.code} is deployed that was over on {shown(there.ends, event.utc_offset)}: what people have "
        f"said in it would stand in this one, too, and be kept as long. `./beifall destroy {there.code}` documents and "
        "removes it first; with another `code` this one is apart from it; --force deploys over it nevertheless"
    )


def must_be_free(there: There, session: boto3.Session, *, force: bool) -> None:
    """Raises Wrong if people may be in it, or it is locked."""
    if there is None or force:
        return
    if isinstance(there, Incomplete) and there.may_be_live:
        unknown = f"{there.code} is deployed, but not completely: when it starts and ends is not known, it may be live"
        raise Wrong(f"{unknown}. --force deploys nevertheless")
    if is_live(there, clock()):
        live = f"{there.code} is live, or starts within the hour: a deployment may interrupt it"
        raise Wrong(f"{live}. --force does it nevertheless")
    if is_locked(there, session):
        raise Wrong(f"{there.code} is locked: `./beifall lock {there.code} --off` unlocks it; --force does without")


@contextmanager
def unlocked(there: There, session: boto3.Session) -> Iterator[None]:
    """A lock that is broken by --force is put on again afterwards, however it went. Raises Wrong with what went wrong
    first, and after that that it could not be locked.
    """
    if there is None or not is_locked(there, session):
        yield
        return
    unlock(there, session)
    try:
        yield
    except BaseException as first:
        try:
            lock(there, session)
        except Wrong as second:
            if isinstance(first, Wrong | KeyboardInterrupt | SystemExit):
                raise _both(first, _open(there, second)) from None
            first.add_note(_open(there, second))
        raise
    try:
        lock(there, session)
    except Wrong as why:
        raise Wrong(f"the event is deployed. {_open(there, why)}") from None


@contextmanager
def protected(there: There, session: boto3.Session) -> Iterator[None]:
    """The tables of an event that was there stay protected also if it goes wrong: the stack that CloudFormation has
    gone back to may be the first one, which is not. While it still goes back, nothing else should change them. Raises
    Wrong with what went wrong first, and after that that they are not protected.
    """
    try:
        yield
    except Wrong as first:
        try:
            if of := _at_rest(there, session):
                protect(of, session)
        except Wrong as second:
            raise _both(first, str(second)) from None
        raise


def _at_rest(there: There, session: boto3.Session) -> Deployed | None:
    """What there is of the event by now, if nothing changes it; None also if AWS does not say."""
    with suppress(Wrong):
        if there is not None and not (of := deployed(there.code, session)).status.endswith(BUSY):
            return of
    return None


def _both(first: Wrong | KeyboardInterrupt | SystemExit, second: str) -> Wrong:
    said, code = (str(first), first.exit_code) if isinstance(first, Wrong) else ("interrupted", Interrupted.exit_code)
    told = Wrong(f"{said}\n{second}")
    told.exit_code = code
    return told


def _open(there: Deployed | Incomplete, why: Wrong) -> str:
    return f"{there.code} is not locked any more ({why}): `./beifall lock {there.code}` locks it again"
