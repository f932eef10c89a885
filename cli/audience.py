"""A rehearsal's people: a process of their own, as they would be elsewhere too; they know only the protocol."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Callable
from typing import Any

from crowd.orders import Orders, written

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes of the report, which is one line."""


class Broken(Exception):
    """The rehearsal could not be played to its end; the text says why."""


class Ended(Exception):
    """Somebody has ended it."""


Line = dict[str, Any]


async def played(orders: Orders, hears: Callable[[Line], None], told: asyncio.Event) -> Line:
    """Plays it; `hears` is told each line, and the report comes back. Raises Broken, or Ended once that is `told`."""
    crowd = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "crowd.rehearse",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=LONGEST_LINE,
    )
    playing = asyncio.create_task(_report(crowd, orders, hears))
    waiting = asyncio.create_task(told.wait())
    try:
        await asyncio.wait({playing, waiting}, return_when=asyncio.FIRST_COMPLETED)
        if told.is_set():
            raise Ended
        return await playing
    finally:
        for task in (playing, waiting):
            task.cancel()
        if crowd.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                crowd.terminate()
            await crowd.wait()


async def _report(crowd: asyncio.subprocess.Process, orders: Orders, hears: Callable[[Line], None]) -> Line:
    assert crowd.stdin is not None
    assert crowd.stdout is not None
    with contextlib.suppress(ConnectionError):
        crowd.stdin.write(written(orders).encode())
        await crowd.stdin.drain()
        crowd.stdin.close()
    report: Line | None = None
    async for raw in crowd.stdout:
        line = json.loads(raw)
        if "error" in line:
            raise Broken(line["error"])
        report = line.get("report", report)
        hears(line)
    code = await crowd.wait()
    if report is None:
        raise Broken(f"the people of the rehearsal have left without a report (exit code {code})")
    return report
