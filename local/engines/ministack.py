"""ministack's DynamoDB and streams, called in this process."""

from __future__ import annotations

import threading
from collections.abc import Coroutine, Mapping
from itertools import count
from typing import TYPE_CHECKING, cast

import msgspec
from ministack.core.responses import AccountRegionScopedDict, request_scope
from ministack.services import dynamodb, dynamodb_streams

from local.engines.shortcuts import Answer, hasten
from local.seam import Call, answer

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

_accounts = count(1)


hasten()


class Ministack:
    """One account of ministack: what other accounts of the process hold is not seen."""

    is_plain = True
    environment: Mapping[str, str] = {}

    def __init__(self, region: str) -> None:
        self._account = f"{next(_accounts):012}"
        self._region = region
        self._lock = threading.Lock()

    def send(self, call: Call) -> AWSResponse:
        """The answer; one call at a time, for ministack counts on being alone on its loop."""
        with self._lock, request_scope(self._account, self._region):
            status, answered, body = _put_item(call) if call.operation == "PutItem" else _handled(call)
        return answer(call, status, body if isinstance(body, bytes) else body.encode(), answered)

    def knock(self) -> None:
        """It is in this process, so it is there."""

    def close(self) -> None:
        """Drops the account's tables and streams."""
        with self._lock, request_scope(self._account, self._region):
            for store in vars(dynamodb).values():
                if isinstance(store, AccountRegionScopedDict):
                    for key in store.keys():  # noqa: SIM118 - this is no dict: iterating it while popping would fail
                        store.pop(key, None)


def _put_item(call: Call) -> Answer:
    """As ministack would, which looks for the operation among fifty, and adds a checksum that nobody here asks for."""
    return cast("Answer", dynamodb._put_item(msgspec.json.decode(call.body)))  # noqa: SLF001 - see shortcuts.py


def _handled(call: Call) -> Answer:
    service = dynamodb_streams if call.service == "dynamodb-streams" else dynamodb
    headers = {"x-amz-target": f"_.{call.operation}"}
    return _run(service.handle_request("POST", "/", headers, call.body, {}))


def _run(coroutine: Coroutine[None, None, Answer]) -> Answer:
    """The result of a coroutine that never waits: no event loop is needed for it."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: Answer = done.value
        return result
    coroutine.close()
    raise RuntimeError("ministack waited for something")


def start(region: str) -> Ministack:
    """An empty account."""
    return Ministack(region)
