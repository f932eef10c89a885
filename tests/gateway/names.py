"""A name service that says what it is told to say."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from urllib.parse import urlsplit

from beifall.gateway.addresses import Address
from tests.gateway.servers import Server

NO_ANSWER = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def here(server: Server) -> Address:
    """Where a server of this machine is."""
    return Address(socket.AF_INET, ("127.0.0.1", urlsplit(server.address).port))


class Names:
    """Says one thing after the other, and the last one from then on; `asked` counts."""

    def __init__(self, *says: Sequence[Address] | OSError) -> None:
        self._says = says
        self.asked = 0

    def __call__(self, host: str, port: int) -> Sequence[Address]:
        said = self._says[min(self.asked, len(self._says) - 1)]
        self.asked += 1
        if isinstance(said, OSError):
            raise said
        return said
