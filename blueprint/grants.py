"""What each function may do: all that it does, and nothing else. An event's role has no other rights but to write its
own log.

Found out by recording a rehearsal (`tests/infra` plays one in which nothing else is allowed), and by reading for what
seldom happens: a connection that is gone is forgotten by whoever finds it gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Resource = Literal["state", "facts", "connections", "claps", "sockets", "later", "secret", "site"]
"""Tables by their names; `sockets` are the connections of the socket's stage, `later` is the queue that delays."""

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
    "connections": (GET, QUERY, PUT, UPDATE, DELETE),
    "sockets": (MANAGE,),
}
"""Whatever a client asks for, by socket or by HTTP."""

GRANTS: Mapping[str, Grants] = MappingProxyType({
    "authorize": {"connections": (GET,), "secret": (READ_SECRET,)},
    "connection": {"connections": (GET, DELETE)},
    "command": _COMMANDS,
    "clap": {"claps": (PUT,)},
    "tally": {"state": (GET, BATCH_GET, QUERY, PUT), "facts": (QUERY,)},
    "applause": {"state": (GET, PUT), "connections": (QUERY, DELETE), "sockets": (MANAGE,)},
    "broadcast": {
        "state": (GET, QUERY),
        "connections": (QUERY, DELETE),
        "sockets": (MANAGE,),
        "later": (SEND,),
    },
    "reception": {**_COMMANDS, "claps": (PUT,), "secret": (READ_SECRET,)},
    "housekeeping": {
        "state": (GET, BATCH_GET, QUERY, PUT, UPDATE, DELETE, SCAN, BATCH_WRITE),
        "facts": (QUERY, SCAN, BATCH_WRITE),
        "connections": (GET, BATCH_GET, QUERY, SCAN, BATCH_WRITE),
        "claps": (SCAN, BATCH_WRITE),
        "later": (SEND,),
    },
    "setup": {
        "state": (GET, BATCH_GET, PUT, UPDATE, SCAN),
        "facts": (SCAN, UPDATE),
        "connections": (SCAN, UPDATE),
        "secret": (READ_SECRET, WRITE_SECRET),
        "site": ("s3:ListBucket", "s3:PutObject", "s3:DeleteObject"),
    },
})  # fmt: skip
"""Function → resource → actions."""
