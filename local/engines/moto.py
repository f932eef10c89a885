"""moto's DynamoDB and streams, called in this process."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

from moto.core.models import botocore_stubber
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodbstreams.models import dynamodbstreams_backends

from local.seam import Call, answer

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse


class Moto:
    """moto has one state per process: an engine begins with an empty one."""

    is_plain = False
    environment: Mapping[str, str] = {}

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.close()

    def send(self, call: Call) -> AWSResponse:
        """The answer; one call at a time, for moto loses updates otherwise."""
        with self._lock:
            answered = botocore_stubber.process_request(call.request)
        if answered is None:
            raise RuntimeError(f"moto knows nothing at {call.request.url}")
        status, headers, body = answered
        return answer(call, status, body if isinstance(body, bytes) else body.encode(), headers)

    def knock(self) -> None:
        """It is in this process, so it is there."""

    def close(self) -> None:
        """Forgets every table."""
        with self._lock:
            dynamodb_backends.reset()
            dynamodbstreams_backends.reset()


def start(_region: str) -> Moto:
    """An empty state."""
    return Moto()
