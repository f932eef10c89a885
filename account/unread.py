"""What AWS did not let us read, and what it said instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

T = TypeVar("T")

DENIED = frozenset({
    "AccessDenied", "AccessDeniedException", "AuthorizationError", "AuthorizationErrorException", "ForbiddenException",
    "UnauthorizedOperation",
})  # fmt: skip


FAILURES = (ClientError, BotoCoreError, ResponseParserError)
"""Whatever a call may end with; the last is none of the others."""


@dataclass(frozen=True)
class Unread:
    """It could not be read. `code` is AWS's, or the name of what went wrong on the way there."""

    code: str
    said: str

    @property
    def is_denied(self) -> bool:
        """Whether somebody who may do more could read it."""
        return self.code in DENIED


def code_of(error: ClientError) -> str:
    """AWS's word for what is wrong."""
    return error.response.get("Error", {}).get("Code", "")


def unread(error: ClientError | BotoCoreError | ResponseParserError) -> Unread:
    """What is left of an error: without the request's id, which nobody needs here."""
    if isinstance(error, ClientError):
        return Unread(code_of(error), error.response.get("Error", {}).get("Message", ""))
    if isinstance(error, ResponseParserError):  # it quotes a whole page
        return Unread(type(error).__name__, "what answered was not AWS: a proxy, or a network that wants a sign-in")
    return Unread(type(error).__name__, str(error))


def tried(read: Callable[[], T]) -> T | Unread:
    """What was read, or why not."""
    try:
        return read()
    except FAILURES as error:
        return unread(error)
