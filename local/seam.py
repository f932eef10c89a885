"""The one place below botocore where every call to AWS passes."""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, cast

import msgspec
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.client import BaseClient
from botocore.handlers import BUILTIN_HANDLERS


@dataclass(frozen=True)
class Call:
    """One request that botocore is about to send; `service` as botocore spells it in events (`dynamodb-streams`), and
    `is_short` if botocore was spared it.
    """

    service: str
    operation: str
    request: AWSPreparedRequest
    is_short: bool = False

    @property
    def body(self) -> bytes:
        """The body as it would go over the wire."""
        body = self.request.body
        return body.encode() if isinstance(body, str) else cast("bytes", body or b"")

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The parameters of a service that speaks JSON."""
        return cast("dict[str, Any]", msgspec.json.decode(self.body or b"{}"))


Target = Callable[[Call], AWSResponse | None]
"""Answers a call; None lets botocore go on to the address that the client has."""

Around = Callable[[Call, Target], AWSResponse | None]
"""Stands between a call and its target: what counts, delays or breaks calls goes here."""


class Unreachable(RuntimeError):
    """Something asked for a service that this run does not have; nothing here ever goes to the internet."""


class Raw(BytesIO):
    """A body in the shape that botocore reads."""

    def stream(self, amt: int = 65536, **_: object) -> Iterator[bytes]:
        """The rest of the body, in parts of `amt` bytes."""
        while part := self.read(amt):
            yield part


class Answered(AWSResponse):
    """An answer that was made here."""

    @cached_property
    def fields(self) -> dict[str, Any]:
        """What a service that speaks JSON has answered, for all who look at it."""
        return cast("dict[str, Any]", msgspec.json.decode(self.content or b"{}"))


def answer(call: Call, status: int, body: bytes | Mapping[str, object], headers: Mapping[str, str]) -> Answered:
    """An answer as if it had come over the wire; a mapping travels as JSON."""
    wire = body if isinstance(body, bytes) else json.dumps(dict(body)).encode()
    return Answered(call.request.url, status, cast("Any", dict(headers)), cast("Any", Raw(wire)))


def refusal(call: Call, status: int, code: str, message: str) -> Answered:
    """An error of a service that speaks JSON."""
    return answer(call, status, {"__type": code, "message": message}, {"x-amzn-errortype": code})


def straight(call: Call, target: Target) -> AWSResponse | None:
    """Nothing stands between."""
    return target(call)


class Seam:
    """Leads calls to the targets of one run while it is open; only one can be open in a process.

    `shortened` are services whose target answers each call and never has it tried again: botocore then neither signs
    nor judges what would not leave the process anyhow, which is more than half of what a call costs here.
    """

    def __init__(
        self, targets: Mapping[str, Target], around: Around = straight, *, shortened: Container[str] = ()
    ) -> None:
        self._targets = targets
        self._around = around
        self._shortened = shortened

    def open(self) -> None:
        """From here on every botocore client of this process, old or new, talks to the targets."""
        if _open:
            raise RuntimeError("another run of this process has the seam open")
        _open.append(self)

    def close(self) -> None:
        """Clients talk to their own addresses again."""
        if self in _open:
            _open.remove(self)

    def wrap(self, around: Around) -> None:
        """From here on this stands between the callers and all that stood between before."""
        inner = self._around
        if inner is straight:
            self._around = around
        else:
            self._around = lambda call, target: around(call, lambda passed: inner(passed, target))

    def send(self, call: Call) -> AWSResponse | None:
        """The answer of the call's target."""
        target = self._targets.get(call.service)
        if target is None:
            known = ", ".join(sorted(self._targets))
            raise Unreachable(f"{call.service}.{call.operation} has no answer on one machine; these have: {known}")
        return self._around(call, target)

    def is_short(self, service: str) -> bool:
        """Whether the service's calls take the short way."""
        return service in self._shortened


_open: list[Seam] = []

PLAIN = {
    "dynamodb": frozenset({
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "UpdateItem",
    }),
    "dynamodb-streams": frozenset({"GetRecords"}),
}  # fmt: skip
"""Operations, by service, whose answers are taken as JSON has them: binary values in base64, of which none is ours, and
the times of records in seconds.
"""


_client: Any = BaseClient
_long = _client._make_api_call  # noqa: SLF001 - what every method of a client ends in, and what PynamoDB calls


def _short(client: Any, operation: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """A call that goes straight to its target, if it may; else as botocore makes it."""
    service = client.meta.service_model.service_id.hyphenize()
    if not _open or operation not in PLAIN.get(service, ()) or not _open[0].is_short(service):
        return cast("dict[str, Any]", _long(client, operation, params))
    url = client.meta.endpoint_url
    # PynamoDB asks for it with every call, and nobody for what comes: `Capacity` measures what engines do not know.
    asked = {name: value for name, value in params.items() if name != "ReturnConsumedCapacity"}
    request = AWSPreparedRequest("POST", url, cast("Any", {}), msgspec.json.encode(asked), False)  # noqa: FBT003
    answered = _open[0].send(Call(service, operation, request, is_short=True))
    assert isinstance(answered, Answered), "a shortened service answers here"
    status = answered.status_code
    metadata = {"HTTPStatusCode": status, "HTTPHeaders": dict(answered.headers), "RetryAttempts": 0}
    fields = {**answered.fields, "ResponseMetadata": metadata}
    if status < 300:
        return fields
    code, message = fields.get("__type", "").rpartition("#")[2], fields.get("message") or fields.get("Message", "")
    fields["Error"] = {"Code": code, "Message": message}
    raise client.exceptions.from_code(code)(fields, operation)


def _before_send(event_name: str, request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
    if not _open:
        return None
    service, operation = event_name.split(".")[1:]
    return _open[0].send(Call(service, operation, request))


# A session takes its handlers over when it is made: whoever imports this module first has all of them.
BUILTIN_HANDLERS.append(("before-send", _before_send))
_client._make_api_call = _short  # noqa: SLF001
