"""What a stack is made from, besides the code: the event, the account, and the machine that functions run on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from beifall.domain.event import Programme
from beifall.domain.pace import QUOTA

Architecture = Literal["arm64", "x86_64"]

CONCURRENCY = 1_000
"""Functions that may run at once in an account, unless it is new or has asked for more (AWS Lambda, Quotas)."""


@dataclass(frozen=True)
class Facts:
    """`quota` is how many requests a second the account may make of API Gateway, `concurrency` how many functions may
    run at once. `pages` is the folder of the packed pages. `callback` says where frames are posted, from the address
    that AWS has for it: an emulator has another. Tables are `protected` from being deleted, but for a first deployment,
    which must be able to take back what it has made. `budgets` is whether the account may have them.
    """

    programme: Programme
    pages: Path
    region: str
    quota: int = QUOTA
    concurrency: int = CONCURRENCY
    protected: bool = True
    budgets: bool = True
    architecture: Architecture = "arm64"
    callback: Callable[[str], str] = lambda address: address
