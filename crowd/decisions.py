"""What staff decide: on what they have seen, and again if it has changed meanwhile."""

from __future__ import annotations

from crowd.asked import Frame
from crowd.device import Device
from crowd.held import Item
from crowd.pinging import ping

LOOKS = 20
"""So often somebody looks at a thing that keeps changing."""

UNHEARD = 5.0
"""Seconds after which a desk that shows nothing new asks whether it has missed something."""


class Undecided(Exception):
    """Staff could not do what the script wants; the text says what and why."""


async def seen(desk: Device, list_: str, id_: str, *states: str, after: int = 0, within: float = 60.0) -> Item:
    """A thing as a desk shows it, once it is in one of these states (or any) and later than `after`. Or Undecided."""

    def there() -> bool:
        item = desk.items.get((list_, id_))
        return item is not None and item["rev"] > after and (not states or item.get("state") in states)

    for _ in range(max(1, round(within / UNHEARD))):
        try:
            await desk.until(there, within=UNHEARD)
            return desk.items[list_, id_]
        except TimeoutError:
            if desk.is_inside:
                await ping(desk)
    raise Undecided(f"{desk.name} has not seen {list_}/{id_} {' or '.join(states)}: {desk.items.get((list_, id_))}")


async def decide(desk: Device, action: str, list_: str, id_: str, *, after: int = 0, **fields: object) -> Frame:
    """Does something to a thing, on the `rev` that the desk shows, once it is later than `after`. Raises Undecided."""
    name = {"polls": "poll", "questions": "question", "helps": "help"}[list_]
    for _ in range(LOOKS):
        item = await seen(desk, list_, id_, after=after)
        reply = await desk.ask(action, {name: id_, "rev": item["rev"], **fields})
        if reply["type"] == "ok":
            return reply
        if reply.get("code") != "changed":
            raise Undecided(f"{desk.name}: {action} of {id_} was refused: {reply.get('code')} {reply.get('message')}")
        after = item["rev"]
    raise Undecided(f"{desk.name}: {action} of {id_}: it keeps changing")
