"""ministack's DynamoDB and streams, called in this process."""

from __future__ import annotations

import threading
from collections.abc import Coroutine, Mapping
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any

from ministack.core.responses import AccountRegionScopedDict, request_scope
from ministack.services import dynamodb, dynamodb_streams

from local.seam import Call, answer

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

_accounts = count(1)


def _remember_expressions() -> None:
    """ministack parses a query's condition anew for every row of the partition: of 12.8 ms for 500 rows that is 9.
    Both functions depend on the text alone, so remembering their answers changes nothing but the time.
    """
    tokens = lru_cache(4096)(dynamodb._tokenize)  # noqa: SLF001 - exactly pinned, and held by a test
    dynamodb._tokenize = lambda text: list(tokens(text))  # noqa: SLF001
    dynamodb._condition_syntax_error = lru_cache(4096)(dynamodb._condition_syntax_error)  # noqa: SLF001


_remember_expressions()


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
        service = dynamodb_streams if call.service == "dynamodb-streams" else dynamodb
        headers = {"x-amz-target": f"_.{call.operation}"}
        with self._lock, request_scope(self._account, self._region):
            status, answered, body = _run(service.handle_request("POST", "/", headers, call.body, {}))
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


def _run(coroutine: Coroutine[None, None, tuple[int, dict[str, str], bytes | str]]) -> tuple[int, dict[str, str], Any]:
    """The result of a coroutine that never waits: no event loop is needed for it."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: tuple[int, dict[str, str], Any] = done.value
        return result
    coroutine.close()
    raise RuntimeError("ministack waited for something")


def start(region: str) -> Ministack:
    """An empty account."""
    return Ministack(region)
