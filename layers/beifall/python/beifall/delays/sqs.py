"""The queue on SQS."""

from __future__ import annotations

from typing import TYPE_CHECKING

import boto3
import msgspec
from botocore.config import Config

from beifall.delays.port import LONGEST, Delays, Job
from beifall.typed import ready

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


ready(Job)


class Sqs(Delays):
    """`url` is the queue's address."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: SQSClient = boto3.client("sqs", config=Config(connect_timeout=1, read_timeout=3))

    def later(self, job: Job, *, milliseconds: int) -> None:
        seconds = min(LONGEST, max(0, -(-milliseconds // 1_000)))
        body = msgspec.json.encode(job).decode()
        self._client.send_message(QueueUrl=self._url, MessageBody=body, DelaySeconds=seconds)


def job(body: str) -> Job:
    """The job in a message of the queue."""
    return msgspec.json.decode(body, type=Job)
