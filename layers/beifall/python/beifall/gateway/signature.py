"""AWS Signature, version 4, for many requests that differ in their path alone."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import quote

SERVICE = "execute-api"


@dataclass(frozen=True)
class Credentials:
    """As Lambda gives them to a function; without a `token` they are somebody's own."""

    key: str
    secret: str = field(repr=False)
    token: str | None = field(default=None, repr=False)


class Seal:
    """Requests of one `method`, `host` (with the port, if it is not the scheme's own) and body, `at` one moment (s
    since the epoch; AWS takes it for five minutes). What they have in common is hashed once: another path costs one
    hash and one HMAC. `invocation` goes with them unsigned, as with the SDKs of AWS: by whom they are.
    """

    def __init__(
        self,
        credentials: Credentials,
        region: str,
        *,
        method: str,
        host: str,
        body: bytes,
        at: float,
        invocation: str = "",
    ) -> None:
        stamp = datetime.fromtimestamp(at, UTC).strftime("%Y%m%dT%H%M%SZ")
        scope = f"{stamp[:8]}/{region}/{SERVICE}/aws4_request"
        signed = {"host": host, "x-amz-date": stamp}
        if credentials.token is not None:
            signed["x-amz-security-token"] = credentials.token
        names = ";".join(signed)
        lines = [f"{name}:{value}" for name, value in signed.items()]
        self._before = sha256(f"{method}\n".encode())
        self._after = "\n".join(("", "", *lines, "", names, sha256(body).hexdigest())).encode()
        key = signing_key(credentials.secret, stamp[:8], region)
        self._mac = hmac.new(key, f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n".encode(), sha256)
        authorization = f"AWS4-HMAC-SHA256 Credential={credentials.key}/{scope}, SignedHeaders={names}, Signature="
        self._method = method.encode()
        if invocation:
            lines.append(f"amz-sdk-invocation-id: {invocation}")
        self._head = "\r\n".join(
            (" HTTP/1.1", *lines, f"content-length: {len(body)}", f"authorization: {authorization}")
        ).encode()
        self._tail = b"\r\n\r\n" + body

    def request(self, path: str) -> bytes:
        """The whole request for a path, which is given as it travels: encoded once."""
        wire = path.encode()
        return b"".join((self._method, b" ", wire, self._head, self.signature(path).encode(), self._tail))

    def signature(self, path: str) -> str:
        """Its signature alone, in hexadecimal digits."""
        canonical = self._before.copy()
        # What is encoded on the wire is encoded once more in what is signed, and so is the "@" that travels plainly.
        canonical.update(path.replace("%", "%25").replace("@", "%40").encode())
        canonical.update(self._after)
        mac = self._mac.copy()
        mac.update(canonical.hexdigest().encode())
        return mac.hexdigest()


def signing_key(secret: str, day: str, region: str, service: str = SERVICE) -> bytes:
    """The key of one day (YYYYMMDD), in which all of an account's requests to a service are signed."""
    key = f"AWS4{secret}".encode()
    for part in (day, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), sha256)
    return key


def encoded(segment: str) -> str:
    """A path's segment as it travels: connection ids end in "=", and may hold "+" and "/"."""
    return quote(segment, safe="")
