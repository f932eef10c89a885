"""The end of a rehearsal: everybody pings once, and what they hold is compared with what somebody sees who has just
come, and with what was acknowledged.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence

from aiohttp import ClientError, ClientSession, ClientTimeout

from crowd import audit
from crowd.agreement import Agreement
from crowd.balance import Balance
from crowd.cast import Cast
from crowd.contributed import helps
from crowd.device import Device
from crowd.held import Held, Item, Key
from crowd.jury import Jury
from crowd.person import Unseen
from crowd.pinging import ping
from crowd.scenes import Venue

SETTLED = 6.5
"""Seconds after which what was bundled has been sent, with delays as on AWS too."""

LOOKS = 8
"""So often it is looked whether a room has come to rest."""

BACK = 90.0
"""Seconds in which whoever has lost the connection must be back."""

A_SECOND = 60
"""Pings in a second: a storm of them would measure nothing but itself."""

Items = dict[Key, Item]


class Reckoner:
    """Looks into rooms by HTTP, as somebody who has just come and is registered nowhere. `healed` screens needed a
    snapshot; `fresh` is what the organiser sees in each room when all is over.
    """

    def __init__(self, session: ClientSession, api: str, jury: Jury, cast: Cast, venue: Venue) -> None:
        self._session, self._api, self._jury = session, api, jury
        self._cast, self._venue = cast, venue
        self._before: dict[str, Items] = {}
        self._helps_before: set[str] = set()
        self.agreement, self.balance = Agreement(), Balance()
        self.healed = 0
        self.fresh: dict[str, Items] = {}

    async def begin(self) -> None:
        """Remembers what was there before anybody came."""
        self._before = await self._rooms()
        info = self._cast.of("info")
        self._helps_before = _ids(await self.look(info.room, info), "helps")

    async def agree(self, when: str) -> None:
        """Everybody pings once; what they hold then is compared with what somebody of their role sees who comes now."""
        devices = [*self._cast.staff.values(), *(device for one in self._cast.people for device in one.devices)]
        await self._all_back(devices, when)
        await asyncio.sleep(SETTLED)
        there = [device for device in devices if device.is_inside]
        seen = await self._at_rest(_sights(there))
        self.healed += await _pings(there)
        latest = await self._seen(_sights(there))
        if latest != seen:
            # Something has happened since, perhaps after the ping: it was not the last word.
            await asyncio.sleep(SETTLED)
            await _pings(there)
            latest = await self._at_rest(_sights(there))
        for device in there:
            self.agreement.compare(f"{when}: {device.name}", device.items, latest[_sight(device)])

    async def reckon(self, when: str) -> None:
        """The same once more, and then what is there against what was acknowledged."""
        await self.agree(when)
        self.fresh = await self._rooms()
        account = self._jury.account
        for room, items in self.fresh.items():
            self.balance += audit.room(account, room, items, self._before[room])
            self._floor(room, items)
        info = self._cast.of("info")
        self.balance += helps(account, await self.look(info.room, info), self._helps_before)

    async def seats(self, room: str) -> None:
        """The seats that are taken against those that were acknowledged, as long as people sit there."""
        self._floor(room, await self.look(room, self._cast.of("organiser")))

    async def look(self, room: str, device: Device) -> Items:
        """What the holder of this device's token sees there. Raises Unseen."""
        last = ""
        for number in range(LOOKS):
            try:
                return await self._looked(room, device)
            except (ClientError, OSError, TimeoutError, ValueError, LookupError) as wrong:
                last = f"{type(wrong).__name__} {wrong}"
                await asyncio.sleep(0.5 * number)
        raise Unseen(f"{device.name} does not see {room}: {last}")

    def _floor(self, room: str, items: Items) -> None:
        before = self._before[room].get(("floor", "floor"), {"tables": ()})
        if any(table["taken"] for table in before["tables"]):
            return  # others sat there, and nobody knows who they are
        here = {person.participant for person in self._cast.audience(room)}
        self.balance += audit.floor(self._jury.account, room, items, here)

    async def _looked(self, room: str, device: Device) -> Items:
        headers = {"authorization": f"Bearer {device.token}"}
        address = f"{self._api}/rooms/{room}"
        async with self._session.get(address, headers=headers, timeout=ClientTimeout(15)) as answer:
            raw = await answer.text()
            frame = await answer.json(content_type=None)
        if answer.status != 200:
            raise ValueError(f"{answer.status} {frame.get('code')}")
        held = Held(room)
        held.hear(frame)
        self._jury.leaks.hears(device.participant, device.role, raw, frame, time.monotonic())
        return held.items

    async def _rooms(self) -> dict[str, Items]:
        """What the organiser sees in each room."""
        organiser, rooms = self._cast.of("organiser"), [room for room, _ in self._venue.rooms]
        return dict(zip(rooms, await asyncio.gather(*(self.look(room, organiser) for room in rooms)), strict=True))

    async def _at_rest(self, sights: dict[tuple[str, str], Device]) -> dict[tuple[str, str], Items]:
        """What each role sees in each room, once two looks agree."""
        last: dict[tuple[str, str], Items] = {}
        for _ in range(LOOKS):
            seen = await self._seen(sights)
            if seen == last:
                break
            last = seen
            await asyncio.sleep(1.0)
        return last

    async def _seen(self, sights: dict[tuple[str, str], Device]) -> dict[tuple[str, str], Items]:
        looks = [self.look(room, device) for (_, room), device in sights.items()]
        return dict(zip(sights, await asyncio.gather(*looks), strict=True))

    async def _all_back(self, devices: Sequence[Device], when: str) -> None:
        async def back(device: Device) -> None:
            try:
                await device.until(lambda: device.is_inside, within=BACK)
            except TimeoutError:
                self.agreement.missing(f"{when}: {device.name}", "it is not back")

        await asyncio.gather(*(back(device) for device in devices))


def _sight(device: Device) -> tuple[str, str]:
    return device.role, device.room


def _sights(devices: Iterable[Device]) -> dict[tuple[str, str], Device]:
    """One device for each role and room: all others of them see the same."""
    return {_sight(device): device for device in devices}


def _ids(items: Items, list_: str) -> set[str]:
    return {id_ for its, id_ in items if its == list_}


async def _pings(devices: Sequence[Device]) -> int:
    """Everybody once; how many needed a snapshot."""

    async def one(number: int, device: Device) -> bool:
        await asyncio.sleep(number / A_SECOND)
        return bool((await ping(device))["type"] == "snapshot")

    return sum(await asyncio.gather(*(one(number, device) for number, device in enumerate(devices))))
