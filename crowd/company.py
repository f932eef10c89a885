"""Where people and staff come from: a token each, their devices, and what keeps these going."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Coroutine
from functools import partial
from itertools import count
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession

from crowd.admission import join
from crowd.attendee import Site
from crowd.device import Device
from crowd.jury import Jury
from crowd.orders import Orders
from crowd.person import Person
from crowd.pinging import keep_pinging
from crowd.post import Post
from crowd.recording import Recording
from crowd.troubles import Troubles

BY_HTTP = 50
"""Of so many attendees the commands of one go by HTTP, as behind a proxy that lets no socket through."""

SCREENS = {"moderator": "desk", "info": "desk", "organiser": "desk", "speaker": "laptop", "stage": "stage"}


class Company:
    """All that goes on until the end, as an asynchronous context. A `recording` is told what they say and hear."""

    def __init__(
        self,
        session: ClientSession,
        site: Site,
        orders: Orders,
        jury: Jury,
        troubles: Troubles,
        *,
        recording: Recording | None = None,
    ) -> None:
        self._session, self._site, self._orders = session, site, orders
        self._jury, self._troubles, self._recording = jury, troubles, recording
        # A participant's ids must be fresh, and those of a link are the same participant in every rehearsal.
        begun, numbers = f"{time.time_ns() // 1_000_000:x}", count()
        self._ids = lambda: f"{begun}-{next(numbers)}"
        self._idle = orders.idle_minutes * 60
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await self._group.__aexit__(kind, error, trace)

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Until the end, or until there is trouble."""
        self._tasks.append(self._group.create_task(self._troubles.note(work)))

    async def staff(self, places: tuple[tuple[str, str], ...]) -> dict[tuple[str, str], Device]:
        """Whoever has a link for one of these places (role and room), each in their room."""
        staff: dict[tuple[str, str], Device] = {}
        for role, room in places:
            token = self._orders.token(role, room)
            if token is not None:
                device = staff[role, room] = self._device(token, SCREENS[role], role, f"{role} {room}")
                self.begin(device.live())
                self.begin(keep_pinging(device, self._chance(f"pings of {role} {room}"), self._idle))
        await asyncio.gather(*(device.go(room) for (_, room), device in staff.items()))
        return staff

    async def comes(self, number: int) -> Person:
        """Somebody joins, with a laptop and a phone. Raises Turned."""
        chance = self._chance(f"person {number}")
        ticket = self._orders.tickets[number] if self._orders.tickets else None
        came = await join(self._session, self._site, self._orders.code, ticket, chance)
        self._jury.leaks.person(came.participant, came.token)
        phone, laptop = (
            self._device(came.token, kind, "attendee", f"{kind} {number}", came.participant)
            for kind in ("phone", "laptop")
        )
        post = self._post(phone, chance) if number % BY_HTTP == BY_HTTP // 10 else None
        person = Person(number, came.participant, phone, laptop, chance, post)
        for device in person.devices:
            self.begin(device.live())
            self.begin(keep_pinging(device, chance, self._idle))
        return person

    def _device(self, token: str, kind: str, role: str, name: str, participant: str = "") -> Device:
        notes = None
        if self._recording is not None:
            self._recording.knows(token, role)
            notes = partial(self._recording.frame, role, kind, participant or name)
        return Device(
            self._session,
            self._site.socket,
            token,
            kind,
            role=role,
            owner=participant or name,
            participant=participant,
            ears=self._jury,
            ids=self._ids,
            chance=self._chance(name),
            lifetime=self._orders.connection_minutes * 60,
            notes=notes,
        )

    def _post(self, phone: Device, chance: random.Random) -> Post:
        return Post(
            self._session,
            self._site.api,
            phone.token,
            participant=phone.participant,
            screen=phone,
            ears=self._jury,
            ids=self._ids,
            chance=chance,
        )

    def _chance(self, of: str) -> random.Random:
        """Everybody's own: what one does changes nothing for another."""
        return random.Random(f"{self._orders.seed} {of}")
