"""EventBridge's schedule: a request each minute."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from blueprint.schedule import RULE, Calls
from local.lambdas import Crashed, Lambdas
from local.requests import Place, batches


async def schedule(lambdas: Lambdas, place: Place, calls: Calls, every: float = 60.0) -> None:
    """Calls functions, by each of these aliases at once, every so many seconds until it is cancelled, whether the calls
    before have ended or not. A crash is logged where it happens, and nobody tries again before the next beat
    (docs/decisions.md).
    """

    async def call(function: str, alias: str | None, request: dict[str, Any]) -> None:
        with suppress(Crashed):
            await lambdas.invoke(function, request, alias=alias, alone=True)

    loop = asyncio.get_running_loop()
    beat = loop.time()
    async with asyncio.TaskGroup() as group:
        while True:
            beat += every
            await asyncio.sleep(beat - loop.time())
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            request = batches.schedule(place, RULE, id=str(uuid4()), time=now)
            for function, aliases in calls.items():
                for alias in aliases:
                    group.create_task(call(function, alias, request))
