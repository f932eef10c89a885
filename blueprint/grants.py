"""What each function may do: all that it does, and nothing else. An event's role has no other rights but to write its
own log.

`tests/infra` plays a day in which nothing else is allowed, with all that seldom happens: so that nothing is missing
here, and nothing is too much.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Resource = Literal["state", "facts", "connections", "claps", "posts", "ends", "later", "secret", "site", "pages"]
"""Tables by their names; `posts` are frames to connections of the socket's stage, and `ends` is the end of one; `later`
is the queue that delays; `site` is the bucket, and `pages` are what is in it.
"""

Grants = Mapping[Resource, tuple[str, ...]]

GET, BATCH_GET, QUERY, SCAN = "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"
PUT, UPDATE, DELETE = "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"
BATCH_WRITE = "dynamodb:BatchWriteItem"
MANAGE = "execute-api:ManageConnections"
SEND = "sqs:SendMessage"
READ_SECRET, WRITE_SECRET = "secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"

_COMMANDS: Grants = {
    "state": (GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE),
    "facts": (GET, BATCH_GET, QUERY, PUT),
    "posts": (MANAGE,),
    "ends": (MANAGE,),
}
"""Whatever a client asks for, by socket or by HTTP. Both end connections: of somebody with one screen too many, and of
those whose link was revoked.
"""

GRANTS: Mapping[str, Grants] = MappingProxyType({
    "authorize": {"connections": (GET,), "secret": (READ_SECRET,)},
    "connection": {"connections": (GET, DELETE)},
    "command": {**_COMMANDS, "connections": (GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE)},
    "clap": {"claps": (PUT,)},
    "tally": {"state": (GET, BATCH_GET, QUERY, PUT), "facts": (QUERY,)},
    "applause": {"state": (GET, PUT), "connections": (QUERY, DELETE), "posts": (MANAGE,)},
    "broadcast": {
        "state": (GET, QUERY),
        "connections": (QUERY, DELETE),
        "posts": (MANAGE,),
        "later": (SEND,),
    },
    "reception": {
        **_COMMANDS,
        "connections": (GET, QUERY, PUT, UPDATE, DELETE),
        "claps": (PUT,),
        "secret": (READ_SECRET,),
    },
    "housekeeping": {
        "state": (GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE, SCAN, BATCH_WRITE),
        "facts": (QUERY, SCAN, BATCH_WRITE),
        "connections": (BATCH_GET, QUERY, SCAN, BATCH_WRITE),
        "claps": (SCAN, BATCH_WRITE),
        "later": (SEND,),
    },
    "setup": {
        "state": (GET, BATCH_GET, PUT, UPDATE, SCAN),
        "facts": (SCAN, UPDATE),
        "connections": (SCAN, UPDATE),
        "secret": (READ_SECRET, WRITE_SECRET),
        "site": ("s3:ListBucket",),
        "pages": ("s3:PutObject", "s3:DeleteObject"),
    },
})  # fmt: skip
"""Function → resource → actions."""
