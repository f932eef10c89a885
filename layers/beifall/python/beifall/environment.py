"""What a deployment tells its functions, and the adapters that follow from it. Only handlers look in here.

| variable | is |
|---|---|
| `EVENT_CODE` | the event's code: tokens are signed for it |
| `EXPECTED` | how many people: sizes the buckets |
| `PURGED` | when everything is deleted, in ms since 1970 |
| `SITE` | the event's own site, with a `/` at its end: links lead there |
| `ORIGINS` | sites whose pages may open the socket, separated by spaces |
| `SECRET_ARN` | the secret with the event's `Keys` |
| `CALLBACK_URL` | where frames are posted |
| `QUEUE_URL` | the queue that delays |
| `TABLE_STATE`, `TABLE_FACTS`, `TABLE_CONNECTIONS`, `TABLE_CLAPS` | the tables |

and `setup` alone:

| variable | is |
|---|---|
| `SITE_BUCKET` | the bucket with the site's files |
| `API`, `SOCKET` | where pages find the two APIs: written into `config.json` |
| `QUOTA` | how many requests a second API Gateway lets the account make |
"""

from __future__ import annotations

import os
import secrets
import time

from beifall.store.dynamo import DynamoStore


def clock() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


def chance() -> str:
    """A secret of 192 bits."""
    return secrets.token_hex(24)


def store() -> DynamoStore:
    """The tables of this deployment."""
    return DynamoStore(expected=int(os.environ["EXPECTED"]), purged=int(os.environ["PURGED"]))


def origins() -> frozenset[str]:
    """The sites at home here."""
    return frozenset(os.environ["ORIGINS"].split())
