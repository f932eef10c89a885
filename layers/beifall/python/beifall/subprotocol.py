"""The socket's subprotocols: the version, and the token that travels beside it."""

from __future__ import annotations

VERSION = "beifall.v1"


def offered(header: str) -> tuple[str, str]:
    """The subprotocol to select and the token that was offered with it, each empty if it is not there."""
    offers = [offer.strip() for offer in header.split(",")]
    if VERSION not in offers:
        return "", ""
    return VERSION, next((offer for offer in offers if offer != VERSION), "")
