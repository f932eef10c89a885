"""A DynamoDB at an address: DynamoDB Local, an emulator, AWS itself."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local.engines import NoEngine

if TYPE_CHECKING:
    from local.seam import Call


class Remote:
    """botocore goes there by itself, with the credentials that the environment has."""

    is_plain = False

    def __init__(self, url: str) -> None:
        self._url = url
        self.environment: Mapping[str, str] = {
            "AWS_ENDPOINT_URL_DYNAMODB": url,
            "AWS_ENDPOINT_URL_DYNAMODB_STREAMS": url,
        }

    def send(self, _call: Call) -> None:
        """Never answers: the call goes on to the address."""

    def knock(self) -> None:
        """Asks for a table, whether there is one or not."""
        config = Config(connect_timeout=3, read_timeout=5, retries={"total_max_attempts": 1})
        try:
            session = botocore.session.Session()
            client: Any = session.create_client("dynamodb", endpoint_url=self._url, config=config)
            with suppress(client.exceptions.ResourceNotFoundException):
                client.describe_table(TableName="state")
        except (BotoCoreError, ClientError, ValueError) as error:
            why = " ".join(str(error).split())
            raise NoEngine(f"no DynamoDB answers at {self._url}: {why}") from None

    def close(self) -> None:
        """What is stored there is not ours to forget."""


def start(url: str) -> Remote:
    """Nothing is connected yet."""
    return Remote(url)
