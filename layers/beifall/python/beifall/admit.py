"""Frame → a command that is worth the store's while, or a refusal before the store is asked."""

from __future__ import annotations

from beifall import commands
from beifall.caller import Caller, Means
from beifall.commands import Command
from beifall.domain.people import Person
from beifall.domain.refusals import Refused
from beifall.enter import leave
from beifall.frames import Frame
from beifall.load import Task
from beifall.parse import parse
from beifall.rates import Kind, Rates
from beifall.revocation import check
from beifall.store.port import Overloaded

TASKS: dict[type[Command], Task] = {
    commands.Feel: "mood",
    commands.Enter: "snapshot",
    commands.Ping: "snapshot",
    commands.Vote: "vote",
}
"""What the audience asks for, in the words of what may be left undone; all else is as good as a question."""


def admit(text: str, caller: Caller, means: Means) -> Command:
    """The command in a frame, if its caller may ask for it now. No store call. Raises `Refused`, with the frame's id if
    it can be read; what is malformed counts as a command like any other.
    """
    now = means.clock()
    try:
        command = parse(text, caller.person)
    except Refused as no:
        in_time(caller, "other", means.rates, no.command, now=now)
        raise
    in_time(caller, "vote" if isinstance(command, commands.Vote) else "other", means.rates, command.id, now=now)
    undertake(task(command, caller.person), means, command.id, now=now)
    return command


def in_time(caller: Caller, kind: Kind, rates: Rates, id_: str | None, *, now: int) -> None:
    """Raises `Refused` for who comes too late or too fast."""
    if now >= caller.expires:
        raise Refused("token_expired", command=id_)
    if wait := rates.take(caller.counted_as, kind, now):
        raise Refused("too_many_requests", command=id_, retry_after=wait)


def undertake(task: Task, means: Means, id_: str | None = None, *, now: int) -> None:
    """Raises `Refused` for a task that is left undone now, as the store has too much to do."""
    if wait := means.load.wait(task, now):
        raise Refused("try_again", command=id_, retry_after=wait)


def task(command: Command, person: Person) -> Task:
    """What it would be left undone as. Who came by a link is staff, and a stage counts as staff: many look at it."""
    if person.role != "attendee":
        return "staff"
    return TASKS.get(type(command), "question")


def stay(command: Command, caller: Caller, means: Means) -> None:
    """A link may be revoked while its holder enters: whoever revokes it looks at the register for whom to turn out, so
    that one who stands in it since has to look once more. One read for whoever came by a link.
    """
    if not isinstance(command, commands.Enter):
        return
    try:
        check(caller.person, means.store)
    except (Refused, Overloaded):
        leave(caller, means.store, now=means.clock())
        raise


def ends(reply: Frame, caller: Caller, means: Means) -> bool:
    """Whether this was the last that the caller's connection has to say: its token is none any more, or it floods."""
    match reply.get("code"):
        case "token_expired":
            return True
        case "too_many_requests":
            return means.rates.floods(caller.counted_as)
    return False
