"""The embedded DynamoDB, by name or address."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

    from local.seam import Call

EMBEDDED = ("ministack", "moto")


class Engine(Protocol):
    """Answers DynamoDB and its streams. What it holds is its own: two engines share nothing, and `close` forgets it."""

    @property
    def is_plain(self) -> bool:
        """Whether it answers in this process and looks at a call's operation and body alone."""
        ...

    @property
    def environment(self) -> Mapping[str, str]:
        """What botocore must find in its environment to reach this engine."""
        ...

    def send(self, call: Call) -> AWSResponse | None:
        """The answer, or None if botocore shall go there by itself."""
        ...

    def knock(self) -> None:
        """Returns if somebody answers; raises NoEngine. In the environment that has been said."""
        ...

    def close(self) -> None:
        """Nothing of the run is left in memory."""
        ...


class NoSuchEngine(ValueError):
    """Neither a name nor an address of an engine; the text is for people."""


class NoEngine(RuntimeError):
    """Nobody answers there as DynamoDB does; the text is for people."""


def engine(name: str, region: str) -> Engine:
    """The engine of that name or at that address.

    Only the named one is imported: each of them costs a second that the others should not have to pay.
    """
    if name in EMBEDDED:
        return cast("Engine", import_module(f"local.engines.{name}").start(region))
    if name.startswith(("http://", "https://")):
        return cast("Engine", import_module("local.engines.remote").start(name))
    allowed = ", ".join(EMBEDDED)
    raise NoSuchEngine(f'no engine "{name}": it is one of {allowed}, or an address such as http://localhost:8000')
