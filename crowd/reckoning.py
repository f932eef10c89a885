"""The end of a rehearsal: everybody pings once, and what they hold is compared with what somebody sees who has just
come, and with what was acknowledged.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

from aiohttp import ClientError, ClientSession, ClientTimeout

from crowd import audit
from crowd.agreement import Agreement, differences, lacking
from crowd.balance import Balance
from crowd.cast import Cast
from crowd.contributed import helps
from crowd.device import UNKNOWN, Device
from crowd.held import Held, Item, Key
from crowd.jury import Jury
from crowd.moderated import answers
from crowd.own import Own
from crowd.person import Unseen
from crowd.pinging import ping
from crowd.scenes import Venue

SETTLED = 6.5
"""Seconds after which what was bundled has been sent, with delays as on AWS too."""

AGAIN = 3
"""So often all is compared once more because something has happened meanwhile, such as what the schedule does."""

LOOKS = 8
"""So often it is looked whether a room has come to rest."""

ARRIVED = 10.0
"""Seconds within which a screen is told of what is there, on a slow machine too: half of them are for bundling."""

BACK = 90.0
"""Seconds in which whoever has lost the connection must be back."""

A_SECOND = 60
"""Pings in a second: a storm of them would measure nothing but itself."""

Items = dict[Key, Item]
Sight = tuple[str, str]
"""A role, and the room that it sees."""


class Reckoner:
    """Looks into rooms by HTTP, as somebody who has just come and is registered nowhere. `healed` are the screens that
    needed a snapshot, with what they lacked, or were taken for somebody who had left; `entered` have entered anew while
    all were compared, so that what they held before is not known. `fresh` is what the organiser sees in each room when
    all is over.
    """

    def __init__(self, session: ClientSession, api: str, jury: Jury, cast: Cast, venue: Venue) -> None:
        self._session, self._api, self._jury = session, api, jury
        self._cast, self._venue = cast, venue
        self._before: dict[str, Items] = {}
        self._helps_before: set[str] = set()
        self.agreement, self.balance = Agreement(), Balance()
        self.healed: list[str] = []
        self.entered = 0
        self.fresh: dict[str, Items] = {}

    async def begin(self) -> None:
        """Remembers what was there before anybody came."""
        self._before = await self._rooms()
        info = self._cast.of("info")
        self._helps_before = _ids(await self.look(info.room, info), "helps")

    async def agree(self, when: str) -> None:
        """Everybody pings once; what they hold then is compared with what somebody of their role sees who comes now,
        and what they are told of themselves with what was acknowledged to them.
        """
        devices = await self._all_back(when)
        await asyncio.sleep(SETTLED)
        seen = await self._at_rest(devices, when)
        entries = {device: device.entries for device in devices}
        await self._told(devices, seen)
        await self._pings(devices, seen, when)
        latest = await self._seen(devices, when)
        for _ in range(AGAIN):
            is_over = latest == seen and all(device.is_inside for device in devices)
            if is_over and not any(lacking(latest[_sight(device)], device.items) for device in devices):
                break
            # Something has happened since, perhaps after the ping: for those who do not know, it was not the last word.
            # And whoever has lost the connection meanwhile comes back.
            await asyncio.sleep(SETTLED)
            seen = await self._at_rest(devices, when)
            await self._told(devices, seen)
            await self._pings([device for device in devices if device.items != seen[_sight(device)]], seen, when)
            latest = await self._seen(devices, when)
        own = Own(self._jury.account)
        for device in devices:
            name = f"{when}: {device.name}"
            self.entered += device.entries != entries[device]
            if device.is_inside:
                self.agreement.compare(name, device.items, latest[_sight(device)])
            else:
                self.agreement.missing(name, "it has left")
            if device.role == "attendee":
                self.agreement.add(name, own.differences(device.participant, device.room, device.items, device.you))

    async def reckon(self, when: str) -> None:
        """The same once more, and then what is there against what was acknowledged."""
        await self.agree(when)
        self.fresh = await self._rooms()
        account = self._jury.account
        for room, items in self.fresh.items():
            self.balance += audit.room(account, room, items, self._before[room])
            self._floor(room, items)
        info = self._cast.of("info")
        requests = await self.look(info.room, info)
        self.balance += helps(account, requests, self._helps_before) + answers(account, requests)

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

    async def _at_rest(self, devices: Sequence[Device], when: str) -> dict[Sight, Items]:
        """What each role sees in each room, once two looks agree."""
        last: dict[Sight, Items] = {}
        for _ in range(LOOKS):
            seen = await self._seen(devices, when)
            if seen == last:
                break
            last = seen
            await asyncio.sleep(1.0)
        return last

    async def _seen(self, devices: Sequence[Device], when: str) -> dict[Sight, Items]:
        """One device for each role and room: all others of them see the same."""
        sights = {_sight(device): device for device in devices}

        async def one(room: str, device: Device) -> Items:
            try:
                return await self.look(room, device)
            except Unseen as wrong:
                self.agreement.missing(f"{when}: {wrong}", "it is not shown")
                return {}

        looks = [one(room, device) for (_, room), device in sights.items()]
        return dict(zip(sights, await asyncio.gather(*looks), strict=True))

    async def _all_back(self, when: str) -> list[Device]:
        """Everybody who is there; whoever is not, agrees with nobody."""
        devices = [*self._cast.staff.values(), *self._cast.screens]

        async def back(device: Device) -> bool:
            try:
                await device.until(lambda: device.is_inside, within=BACK)
            except TimeoutError:
                self.agreement.missing(f"{when}: {device.name}", "it is not back")
                return False
            return True

        are_back = await asyncio.gather(*map(back, devices))
        return [device for device, is_back in zip(devices, are_back, strict=True) if is_back]

    @staticmethod
    async def _told(devices: Sequence[Device], seen: Mapping[Sight, Items]) -> None:
        """Waits until all are there and hold what was seen, without having asked for it, or never will."""

        async def one(device: Device) -> None:
            with suppress(TimeoutError):
                await device.until(
                    lambda: device.is_inside and not lacking(device.items, seen[_sight(device)]), within=ARRIVED
                )

        await asyncio.gather(*map(one, devices))

    async def _pings(self, devices: Sequence[Device], seen: Mapping[Sight, Items], when: str) -> None:
        """Everybody once; it is noted who needed a snapshot, and for what. Of what has happened since all was seen, a
        frame may still be on its way.
        """

        async def one(number: int, device: Device) -> None:
            await asyncio.sleep(number / A_SECOND)
            before = dict(device.items)
            reply = await ping(device)
            if reply.get("code") == UNKNOWN:
                self.healed.append(f"{when}: {device.name}: it was taken for somebody who had left")
            elif reply["type"] == "snapshot":
                lacked = lacking(before, seen[_sight(device)])
                if lacked or not differences(before, device.items):
                    self.healed.append(f"{when}: {device.name}: {', '.join(lacked) or 'nothing was new'}")

        pings = [self._cast.troubles.note(one(number, device)) for number, device in enumerate(devices)]
        await asyncio.gather(*pings)


def _sight(device: Device) -> Sight:
    return device.role, device.room


def _ids(items: Items, list_: str) -> set[str]:
    return {id_ for its, id_ in items if its == list_}
