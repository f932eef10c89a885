"""What stands in the way, in words for people: the one exception that commands show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from account.session import NoProfile
from account.unread import DENIED, FAILURES, Unread, unread

MISSING = frozenset({"NoCredentialsError"})
HALF = frozenset({"PartialCredentialsError"})
NOWHERE = frozenset({"InvalidRegionError"})
EXPIRED = frozenset({
    "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRetrievalError", "UnauthorizedSSOTokenError",
    "SSOTokenLoadError", "LoginRefreshRequired", "LoginTokenLoadError", "CredentialRetrievalError",
})  # fmt: skip
UNKNOWN = frozenset({"InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId"})
THROTTLED = frozenset({
    "Throttling", "ThrottlingException", "ThrottledException", "TooManyRequestsException", "RequestLimitExceeded",
    "RequestThrottled", "SlowDown", "ProvisionedThroughputExceededException",
})  # fmt: skip
UNREACHABLE = frozenset({
    "EndpointConnectionError", "ConnectTimeoutError", "ReadTimeoutError", "ConnectionClosedError", "SSLError",
    "ProxyConnectionError", "ResponseParserError",
})  # fmt: skip


class Wrong(Exception):
    """It cannot be done; the text says why and what mends it, for people."""

    exit_code = 1
    """What the command ends with."""


class Interrupted(Wrong):
    """Somebody has pressed Ctrl-C while AWS was at work."""

    exit_code = 130


@contextmanager
def leaving(rest: str) -> Iterator[None]:
    """What goes wrong, and Ctrl-C, is told together with what is to be done about the `rest`. Raises Wrong, or
    Interrupted.
    """
    try:
        yield
    except Wrong as wrong:
        raise Wrong(f"{wrong}\n{rest}") from None
    except (KeyboardInterrupt, SystemExit):
        raise Interrupted(f"interrupted\n{rest}") from None


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """What AWS refuses or does not answer becomes `Wrong`. `doing` is what we were about: "reading the alarms"."""
    try:
        yield
    except NoProfile as no:
        raise Wrong(str(no)) from None
    except FAILURES as error:
        raise Wrong(f"{doing}: {because(unread(error))}") from None


def because(no: Unread) -> str:
    """Why, and what mends it."""
    said = no.said or no.code
    reasons = {
        MISSING: "no AWS credentials are set up on this machine: run `aws configure sso` (or `aws configure` with an "
        "access key); with several profiles, name one in AWS_PROFILE",
        HALF: f"half of your AWS credentials is missing ({said}): set both AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY, or neither, to use a profile",
        NOWHERE: f"there is no such AWS Region ({said}): name another one with --region",
        EXPIRED: "your AWS credentials have expired: sign in again (`aws sso login`), then repeat the command",
        UNKNOWN: "AWS does not know these credentials: sign in again, or set them anew with `aws configure`; "
        "AWS_ACCESS_KEY_ID in the environment goes before any profile",
        DENIED: f"your AWS account does not allow it to you: ask whoever runs it ({said})",
        THROTTLED: "AWS wants to be asked more slowly: wait a minute, then repeat the command",
        UNREACHABLE: f"AWS cannot be reached from here: is there a network, and is the Region right? ({said})",
    }
    return next((why for codes, why in reasons.items() if no.code in codes), f"AWS says {no.code}: {said}")
