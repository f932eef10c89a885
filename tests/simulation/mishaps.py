"""What happens to people besides what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any, cast

from beifall.domain.refusals import Refused
from beifall.links import Link, Revoke
from tests.builders import NOON
from tests.simulation import setting
from tests.simulation.actions import close
from tests.simulation.client import Client

if TYPE_CHECKING:
    from tests.simulation.world import World

DEVICES = 3
"""So many a participant has here: of more of one kind the newest would turn out the oldest, again and again."""


def again(client: Client, chance: Random, world: World) -> None:
    """An old command is sent once more, after newer ones."""
    if client.done:
        client.again(chance.choice(client.done[-8:]))


def cut(client: Client, chance: Random, world: World) -> None:
    """The connection ends, and both sides learn of it."""
    if client.socket is not None:
        world.sockets.end(client.socket)


def drop(client: Client, chance: Random, world: World) -> None:
    """The network is gone."""
    client.drop()


def foreign(client: Client, chance: Random, world: World) -> None:
    """Somebody tries another event's token."""
    token = setting.ELSEWHERE.sign(replace(client.person, role="organiser"), NOON + setting.DAY)
    try:
        bearer = setting.TOKENS.verify(token, int(world.scheduler.now))
    except Refused:
        world.verdict.saw("foreign token refused")
    else:
        world.verdict.say("I9", f"another event's token makes somebody {bearer.person}")


def fresh(client: Client, chance: Random, world: World) -> None:
    """A new connection before the old one is gone."""
    client.hand_over()


def revoke(client: Client, chance: Random, world: World) -> None:
    """A link is revoked; whoever has it gets the new one by and by."""
    organisers = [one for one in world.able() if one.person.role == "organiser"]
    holders = [one.person for one in world.clients if len(one.person.rooms) == 1 and not one.quiet]
    if not organisers or not holders:
        return
    holder = chance.choice(holders)

    def ask() -> None:
        world.functions.revoke(organisers[0].person, request, chance, reply)

    def reply(link: Link | None) -> None:
        if link is None:
            world.scheduler.after(2_000, ask)
            return
        world.ledger.revoked[holder.participant, holder.generation] = world.scheduler.now
        world.verdict.saw("link revoked")
        for one in world.clients:
            if one.person.participant == holder.participant:
                world.net.tokens[one.name] = link.token
                one.person = setting.TOKENS.verify(link.token, int(world.scheduler.now)).person

    request = Revoke(cast("Any", holder.role), holder.rooms[0])
    ask()


def rush(client: Client, chance: Random, world: World) -> None:
    """Somebody closes a poll, and there are three seconds left."""
    for one in world.able():
        if one.person.role in ("moderator", "organiser") and close(one, chance, world):
            return


def second(client: Client, chance: Random, world: World) -> None:
    """Another device, or another tab."""
    who = client.person.participant
    if sum(one.person.participant == who for one in world.clients) < DEVICES:
        name = f"{client.name.partition('_')[0]}_{len(world.clients)}"
        screen = chance.choice(("phone", "laptop", client.screen))
        guest = setting.Guest(name, client.person, screen, client.view.room, world.net.tokens[client.name])
        world.welcome(guest).start()


def silent(client: Client, chance: Random, world: World) -> None:
    """Whoever has a seat goes for good, without a word: the seat is a lease."""
    for seated in [one for one in world.able() if one.seated][:1]:
        seated.quiet = True
        seated.drop()


def sleep(client: Client, chance: Random, world: World) -> None:
    """A tab in the background."""
    client.asleep = True
    world.scheduler.after(600_000 * chance.random(), client.wake)


MISHAPS: Mapping[str, Callable[[Client, Random, World], None]] = {
    one.__name__: one for one in (again, cut, drop, foreign, fresh, revoke, rush, second, silent, sleep)
}
