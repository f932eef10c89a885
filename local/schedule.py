"""EventBridge's schedule: a request each minute."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

from local.lambdas import Crashed, Lambdas
from local.requests import Place, batches


async def schedule(lambdas: Lambdas, place: Place, function: str, every: float = 60.0) -> None:
    """Calls a function every so many seconds until it is cancelled; a crash is logged where it happens."""
    while True:
        await asyncio.sleep(every)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        with suppress(Crashed):
            await lambdas.invoke(function, batches.schedule(place, function, id=str(uuid4()), time=now))
