"""The one port that everything is reached at."""

from __future__ import annotations

import errno
import socket

WHY = {
    errno.EADDRINUSE: "port {port} on {host} is taken: choose another one with --port",
    errno.EACCES: "port {port} on {host} may not be used by this account: choose another one with --port",
    errno.EADDRNOTAVAIL: "{host} is no address of this machine: choose another one with --host",
}


class CannotListen(OSError):
    """Somebody else listens there, or it is not ours; the text is for people."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one, and `::` takes IPv4 too. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        # Apart from binding: what goes wrong here has error numbers of its own.
        socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise CannotListen(errno.EADDRNOTAVAIL, f"no host {host} is known: choose another one with --host") from None
    both = host == "::" and socket.has_dualstack_ipv6()
    try:
        return socket.create_server((host, port), family=family, backlog=1024, dualstack_ipv6=both)
    except OSError as error:
        why = WHY.get(error.errno or 0, "port {port} on {host} cannot be used: {why}")
        raise CannotListen(error.errno, why.format(port=port, host=host, why=error.strerror)) from None
