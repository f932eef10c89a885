"""What an account offers in a Region, as it was read before anything is created."""

from __future__ import annotations

from dataclasses import dataclass

from account.unread import Unread


@dataclass(frozen=True)
class Concurrency:
    """How many calls of Lambda may run at once: in the account, and of these not reserved by somebody's function."""

    limit: int
    unreserved: int


@dataclass(frozen=True)
class Seen:
    """`bootstrap` is the version of what the CDK keeps in the account, `logging` the role with which API Gateway writes
    logs, `stack` the state of the event's stack: None where there is none of it. `requests`, `connections` and `writes`
    are quotas, each a second: of API Gateway, of new sockets, and of a table. `budgets` is whether the account may have
    any.
    """

    region: str
    bootstrap: int | Unread | None
    requests: int | Unread
    connections: int | Unread
    concurrency: Concurrency | Unread
    writes: int | Unread
    logging: str | Unread | None
    stack: str | Unread | None
    budgets: bool | Unread
