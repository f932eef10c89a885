"""Who hears everything that is sent and comes, and tells those who judge it."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from crowd.account import Account
from crowd.asked import AGAIN, Asked, Frame
from crowd.device import Device
from crowd.expectations import Expectations
from crowd.hearing import Hearing, listen
from crowd.held import Item, Key
from crowd.leaks import Leaks
from crowd.post import Post
from crowd.screen import Heard
from crowd.secrets import Secrets
from crowd.ticks import Applause, Burst
from crowd.timings import Timings


class Jury:
    """Hears all, and keeps the judges of this and that."""

    def __init__(self) -> None:
        self.leaks, self.timings, self.account = Leaks(), Timings(_held), Account()
        self.applause = Applause()
        self._bursts: dict[str, Burst] = {}
        self._tick: dict[str, float] = {}
        self._hearings: list[tuple[str, Hearing]] = []
        self._secrets = Secrets(self.leaks)
        self._expectations = Expectations(self.timings)
        self.frames = 0
        self.replies: Counter[str] = Counter()

    def sent(self, device: Device, asked: Asked, at: float) -> None:
        """A command leaves a device."""
        poll = device.items.get(("polls", str(asked.fields.get("poll"))), {})
        self._sent(device.owner, asked, at, poll)
        self._expectations.sent(device, asked)

    def answered(self, device: Device, asked: Asked, reply: Frame, at: float) -> None:
        """And its reply has come."""
        self._answered(device.owner, asked, reply, at)

    def posted(self, post: Post, asked: Asked, at: float) -> None:
        """A command leaves by HTTP."""
        poll = post.screen.items.get(("polls", str(asked.fields.get("poll"))), {})
        self._sent(post.participant, asked, at, poll)
        self._expectations.sent(post.screen, asked)

    def read(self, post: Post, raw: str, frame: Frame, at: float) -> None:
        """Anything has come by HTTP, be it no frame."""
        self.leaks.hears(post.participant, "attendee", raw, frame, at)

    def returned(self, post: Post, asked: Asked, reply: Frame, at: float) -> None:
        """And its reply has come."""
        self._answered(post.participant, asked, reply, at)

    def clapped(self, device: Device, moments: Sequence[float], at: float, part: int) -> None:
        """Claps leave, now."""
        del at
        for moment in moments:
            self.applause.clapped(device.room, moment, part)

    def kept_back(self, device: Device, moments: Sequence[float]) -> None:
        """Claps for which those of others stand."""
        for moment in moments:
            self.applause.kept_back(device.room, moment)

    def heard(self, device: Device, heard: Heard) -> None:
        """Any frame has come."""
        self.frames += 1
        if not device.participant and "participant" in heard.frame.get("you", ()):
            device.participant = heard.frame["you"]["participant"]
            self.leaks.person(device.participant, device.token)
        self.leaks.hears(device.participant, device.role, heard.raw, heard.frame, heard.at)
        if heard.frame.get("type") == "applause" and heard.frame["room"] == device.room:
            self.applause.hears(device, device.kind, device.room, heard.frame["a"], heard.at)
        for (list_, id_), item in heard.news.items.items():
            if list_ == "rooms" and "questions" in item:
                self._secrets.room(id_, is_open=item["questions"] == "open")
                self._tick[id_] = item["tick"] / 1_000
        if heard.news.items:
            self.timings.hears(device, heard.news.items, heard.at)

    def is_told(self, room: str, begin: float, screens: Iterable[Device]) -> bool:
        """Whether these screens have heard all claps of some applause."""
        return self.applause.is_told(room, begin, time.monotonic(), screens)

    def burst(self, phase: str, room: str, begin: float, end: float, screens: Sequence[Device]) -> None:
        """Some applause is over, which began and ended in silence; these screens were there all the time."""
        laptops = [self.applause.told(room, begin, end, one) for one in screens if one.kind == "laptop"]
        self._hearings.append((phase, Hearing(self.applause.made(room, begin, end), self._tick[room], laptops)))
        burst = self._bursts[phase] = self.applause.burst(room, begin, end, screens)
        for latency in burst.latencies:
            self.timings.add("applause_ms", latency, phase)

    async def listen(self) -> None:
        """When all is over: how long it took until each clap was heard. Raises NoNode."""
        for phase, hearing in self._hearings:
            took = await listen(hearing)
            for name, delays in (("heard_ms", took.each), ("heard_first_ms", took.first)):
                for delay in delays:
                    self.timings.add(name, delay, phase)

    def claps(self) -> dict[str, dict[str, int]]:
        """By phase: claps that were made, those that were sent stand for, counted, how many of them too many or too
        few, and how many, each at each screen, nobody was told of.
        """
        return {
            phase: {
                "made": burst.made,
                "sent": burst.sent,
                "counted": burst.counted,
                "off": burst.off,
                "unheard": burst.unheard,
            }
            for phase, burst in self._bursts.items()
        }

    def inside(self, device: Device, at: float) -> None:
        """It is told what happens in its room."""
        self.timings.enters(device, device.kind, device.room, at)

    def outside(self, device: Device, at: float) -> None:
        """It is no more."""
        self.timings.leaves(device, at)

    def _sent(self, participant: str, asked: Asked, at: float, poll: Item) -> None:
        if asked.sendings == 1:
            asked.during = self.timings.phase
        self.account.sent(participant, asked.id, asked.action, asked.room, asked.fields)
        self._secrets.sent(participant, asked, poll, at)

    def _answered(self, participant: str, asked: Asked, reply: Frame, at: float) -> None:
        self.account.answered(participant, asked.id, reply)
        if asked.reply.done():
            return  # it was sent twice, and this is the same once more
        self.replies[reply.get("code") or reply["type"]] += 1
        if asked.began is not None and reply.get("code") not in AGAIN:
            self.timings.acknowledged(at - asked.began, asked.during)
        if reply["type"] == "ok":
            self._secrets.granted(participant, asked, reply, at)
            self._expectations.granted(participant, asked, reply)


def _held(screen: Hashable, key: Key) -> Item | None:
    """What a screen has of an item."""
    return screen.items.get(key) if isinstance(screen, Device) else None
