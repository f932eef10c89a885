"""The gateway on API Gateway's `@connections`."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from beifall.gateway.port import Gateway, Posted

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

AT_ONCE = 16
"""Posts under way at a time: each waits for the network far longer than it computes."""

TRIES = 2

_OUTCOMES = {"GoneException": "gone", "410": "gone", "LimitExceededException": "busy", "429": "busy"}


class ApiGateway(Gateway):
    """`endpoint` is the stage's callback address, made once by the deployment."""

    def __init__(self, endpoint: str) -> None:
        config = Config(
            connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 1}, max_pool_connections=AT_ONCE
        )
        self._client: ApiGatewayManagementApiClient = boto3.client(
            "apigatewaymanagementapi", endpoint_url=endpoint, config=config
        )
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="post")

    def post_all(self, connections: Sequence[str], frame: bytes) -> Posted:
        each = partial(self._post, frame)
        # A thread or two would cost more than it saves.
        outcomes = map(each, connections) if len(connections) < 3 else self._pool.map(each, connections)
        became = list(zip(connections, outcomes, strict=True))
        return Posted(
            gone=tuple(one for one, outcome in became if outcome == "gone"),
            busy=tuple(one for one, outcome in became if outcome == "busy"),
            failed=tuple((one, outcome) for one, outcome in became if outcome not in ("", "gone", "busy")),
        )

    def close(self, connections: Sequence[str]) -> None:
        for connection in connections:
            # Whoever has gone already is where they should be, and nobody waits for the others.
            with suppress(ClientError, BotoCoreError):
                self._client.delete_connection(ConnectionId=connection)

    def release(self) -> None:
        """Lets go of its threads and sockets."""
        self._pool.shutdown()
        self._client.close()

    def _post(self, frame: bytes, connection: str) -> str:
        """What became of it: nothing to say if it was sent. A failure of the platform is tried once more."""
        outcome = ""
        for _ in range(TRIES):
            try:
                self._client.post_to_connection(ConnectionId=connection, Data=frame)
            except ClientError as error:
                code = error.response["Error"]["Code"]
                outcome = _OUTCOMES.get(code, code)
                if error.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
                    return outcome
            except BotoCoreError as error:
                outcome = type(error).__name__
            else:
                return ""
        return outcome
