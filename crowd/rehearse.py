"""`python -m crowd.rehearse`: plays a rehearsal against what it is told on standard input (`crowd.orders`), and says on
standard output how it goes, one JSON object a line; the last one is the report.
"""

from __future__ import annotations

import asyncio
import gc
import json
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from aiohttp import ClientError

from crowd.attendee import Turned
from crowd.decisions import Undecided
from crowd.device import ShutOut
from crowd.orders import Orders, read
from crowd.performance import Performance
from crowd.person import Unseen


def say(**line: Any) -> None:
    """One line for whoever has started this."""
    print(json.dumps(line), flush=True)


async def rehearse(orders: Orders) -> None:
    """The whole play. A signal ends it quietly."""
    here = asyncio.ensure_future(Performance(orders, say).run())
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, here.cancel)
    with suppress(asyncio.CancelledError):
        try:
            report: Mapping[str, Any] = await here
        except* (ClientError, OSError, Turned, ShutOut, Undecided, Unseen) as wrong:
            say(error=_first(wrong))
        else:
            say(report=report)


def _first(wrong: BaseException) -> str:
    """The first of them, in words."""
    while isinstance(wrong, BaseExceptionGroup):
        wrong = wrong.exceptions[0]
    return str(wrong) or type(wrong).__name__


def main() -> None:
    """Exits with 0 when all was played, whatever the report says."""
    # What a rehearsal keeps, it keeps to the end: looking for garbage in it again and again would cost a third.
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)
    asyncio.run(rehearse(read(sys.stdin.read())))


if __name__ == "__main__":
    main()
