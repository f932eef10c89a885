"""From a clap to its sound: what came to a laptop, played by the code that plays it there, until it sounds."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from crowd.ticks import Tick

LAPTOPS = 16
"""So many laptops of a room are listened to, evenly chosen: each takes a tenth of a second."""

PLAYER = Path(__file__).parent / "hearing.mjs"


class NoNode(Exception):
    """What plays applause is JavaScript, and there is no Node here to run it."""


@dataclass(frozen=True)
class Hearing:
    """Some applause: when its claps were made (s, monotonic, in their order), and what came to each laptop, in the
    order in which it came. `every` is the length of a tick (s).
    """

    claps: Sequence[float]
    every: float
    laptops: Sequence[Sequence[Tick]]


@dataclass(frozen=True)
class Delays:
    """Seconds from clap to sound: of each clap, and of the first one, at each laptop."""

    each: tuple[float, ...]
    first: tuple[float, ...]


async def listen(hearing: Hearing) -> Delays:
    """Plays it. Raises NoNode."""
    node = shutil.which("node")
    if node is None:
        raise NoNode
    count = len(hearing.laptops)
    chosen = [hearing.laptops[number * count // LAPTOPS] for number in range(LAPTOPS)] if count > LAPTOPS else None
    laptops = [
        {"every": hearing.every, "ticks": [[tick.at, tick.a] for tick in ticks]}
        for ticks in (hearing.laptops if chosen is None else chosen)
        if ticks
    ]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(node, str(PLAYER), stdin=pipe, stdout=pipe)
    said, _ = await process.communicate(json.dumps(laptops).encode())
    if process.returncode:
        raise RuntimeError(f"{PLAYER.name} ended with {process.returncode}")
    every = [delays(hearing.claps, heard) for heard in json.loads(said)]
    return Delays(
        each=tuple(delay for of in every for delay in of),
        first=tuple(of[0] for of in every if of),
    )


def delays(claps: Sequence[float], heard: Sequence[tuple[float, float]]) -> list[float]:
    """Seconds from each clap to the sound that stands for it: the first made is the first heard, and so on. `heard` is
    when each sounds, and for how many people; where some were lost or made up, they may have been any.
    """
    if not claps or not heard:
        return []
    sums = list(accumulate(people for _, people in sorted(heard)))
    scale = len(claps) / sums[-1]
    moments = sorted(at for at, _ in heard)
    return [
        at - claps[min(len(claps) - 1, int((upto - people / 2) * scale))]
        for at, upto, (_, people) in zip(moments, sums, sorted(heard), strict=True)
    ]
