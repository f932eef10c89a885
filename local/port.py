"""The one port that everything is reached at."""

from __future__ import annotations

import errno
import socket


class PortTaken(OSError):
    """Somebody else listens there; the text is for people."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            why = "is taken" if error.errno == errno.EADDRINUSE else "may not be used by this account"
            raise PortTaken(error.errno, f"port {port} on {host} {why}: choose another one with --port") from None
        raise
