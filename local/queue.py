"""SQS with delays: what is sent arrives when its time has come, again until it is taken, and at last on the side."""

from __future__ import annotations

import asyncio
import heapq
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import uuid4

from botocore.awsrequest import AWSResponse

from blueprint.queue import Rules
from local.lambdas import Crashed, Lambdas
from local.requests import Place, batches
from local.requests.batches import Letter, Receipt
from local.seam import Call, Unreachable, answer, refusal

DELAY_LIMIT = 900

log = logging.getLogger("local")


class Queue:
    """`send` may be called from any thread, the rest from the event loop. `dead` holds what nobody could take. `lag`
    draws how many seconds a letter is under way besides its own delay.
    """

    def __init__(
        self,
        lambdas: Lambdas,
        *,
        place: Place,
        url: str,
        function: str,
        rules: Rules = Rules(),  # noqa: B008 - frozen
        lag: Callable[[], float] | None = None,
    ) -> None:
        self._lambdas = lambdas
        self._place = place
        self._url = url
        self._name = url.rpartition("/")[2]
        self._function = function
        self._rules = rules
        self._lag = lag
        self._loop = asyncio.get_running_loop()
        self._turn = count()
        self._due: list[tuple[float, int, Receipt]] = []
        self._arrived = asyncio.Event()
        self._work: set[asyncio.Task[None]] = set()
        self.dead: list[Letter] = []

    def send(self, call: Call) -> AWSResponse:
        """Answers SendMessage and SendMessageBatch."""
        fields = call.fields
        if fields.get("QueueUrl") != self._url:
            return refusal(call, 400, "QueueDoesNotExist", "The specified queue does not exist.")
        if call.operation == "SendMessage":
            return self._send(call, fields)
        if call.operation == "SendMessageBatch":
            return self._send_batch(call, fields["Entries"])
        raise Unreachable(f"sqs.{call.operation} has no answer on one machine")

    def _send(self, call: Call, fields: Mapping[str, Any]) -> AWSResponse:
        if not _is_delay(fields):
            return refusal(call, 400, "InvalidParameterValue", f"DelaySeconds must be >= 0 and <= {DELAY_LIMIT}.")
        return answer(call, 200, self._post(fields), {})

    def _send_batch(self, call: Call, entries: list[dict[str, Any]]) -> AWSResponse:
        good = [{"Id": entry["Id"], **self._post(entry)} for entry in entries if _is_delay(entry)]
        bad = [
            {"Id": entry["Id"], "SenderFault": True, "Code": "InvalidParameterValue"}
            for entry in entries
            if not _is_delay(entry)
        ]
        return answer(call, 200, {"Successful": good, "Failed": bad}, {})

    def _post(self, fields: Mapping[str, Any]) -> dict[str, str]:
        letter = Letter(str(uuid4()), fields["MessageBody"], time.time_ns() // 1_000_000, _attributes(fields))
        receipt = Receipt(letter, handle="", count=0, first=0)
        lag = 0.0 if self._lag is None else self._lag()
        self._loop.call_soon_threadsafe(self._later, receipt, float(fields.get("DelaySeconds", 0)) + lag)
        return {"MessageId": letter.id, "MD5OfMessageBody": batches.checksum(letter.body)}

    def _later(self, receipt: Receipt, delay: float) -> None:
        self._put(receipt, self._loop.time() + delay)

    def _put(self, receipt: Receipt, at: float) -> None:
        heapq.heappush(self._due, (at, next(self._turn), receipt))
        self._arrived.set()

    async def run(self) -> None:
        """Delivers until it is cancelled."""
        try:
            while True:
                await self._wait()
                again = self._loop.time() + self._rules.visibility
                task = self._loop.create_task(self._deliver(self._receive(), again))
                self._work.add(task)
                task.add_done_callback(self._work.discard)
        finally:
            for task in self._work:
                task.cancel()

    async def _wait(self) -> None:
        while not self._due or self._due[0][0] > self._loop.time():
            self._arrived.clear()
            left = self._due[0][0] - self._loop.time() if self._due else None
            try:
                async with asyncio.timeout(left):
                    await self._arrived.wait()
            except TimeoutError:
                continue

    def _receive(self) -> list[Receipt]:
        now = time.time_ns() // 1_000_000
        taken: list[Receipt] = []
        while self._due and self._due[0][0] <= self._loop.time() and len(taken) < self._rules.batch:
            _, _, receipt = heapq.heappop(self._due)
            taken.append(replace(receipt, handle=uuid4().hex, count=receipt.count + 1, first=receipt.first or now))
        return taken

    async def _deliver(self, receipts: list[Receipt], again: float) -> None:
        failed = {receipt.letter.id for receipt in receipts}
        try:
            answered = await self._lambdas.invoke(self._function, batches.queue(self._place, self._name, receipts))
            failed = _failures(answered, failed)
        except Crashed:
            pass  # logged where it happened: all of them come again
        for receipt in receipts:
            if receipt.letter.id not in failed:
                continue
            if receipt.count < self._rules.receives:
                self._put(receipt, again)
            else:
                self.dead.append(receipt.letter)
                log.error("a letter of %s is dead after %d receives", self._name, receipt.count)


def _failures(answered: object, everything: set[str]) -> set[str]:
    """The ids that failed; an answer that cannot be read, or that names an id of no letter, fails everything."""
    if not isinstance(answered, dict) or not answered.get("batchItemFailures"):
        return set()
    try:
        named = {failure["itemIdentifier"] for failure in answered["batchItemFailures"]}
    except (TypeError, KeyError):
        return everything
    return everything if named - everything else named


def _is_delay(fields: Mapping[str, Any]) -> bool:
    return 0 <= int(fields.get("DelaySeconds", 0)) <= DELAY_LIMIT


def _attributes(fields: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    sent: Mapping[str, Mapping[str, Any]] = fields.get("MessageAttributes", {})
    return {
        name: {key[0].lower() + key[1:]: value for key, value in attribute.items()} for name, attribute in sent.items()
    }
