"""Whether a request was signed with the run's credentials: AWS Signature, version 4."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote, urlsplit

from botocore.credentials import Credentials

SKEW = timedelta(minutes=5)

SERVICE = "execute-api"

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<day>\d{8})/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request, "
    r"?SignedHeaders=(?P<headers>[^,]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)


def is_signed(
    credentials: Credentials, *, method: str, url: str, headers: Mapping[str, str], body: bytes, now: datetime
) -> bool:
    """True if the key is ours, the time is near `now` and nothing that was signed has been changed.

    `url` may be a path alone. `headers` are asked for names in small letters. A request with a query is never signed
    rightly: `@connections` knows none.
    """
    found = _AUTHORIZATION.fullmatch(headers.get("authorization", ""))
    stamp = headers.get("x-amz-date", "")
    if found is None or found["key"] != credentials.access_key or found["service"] != SERVICE:
        return False
    if not stamp.startswith(found["day"]) or not _is_near(stamp, now):
        return False
    names = found["headers"].split(";")
    if "host" not in names:
        return False
    lines = [f"{name}:{' '.join(headers.get(name, '').split())}" for name in names]
    canonical = "\n".join((method, _canonical(url), "", *lines, "", found["headers"], sha256(body).hexdigest()))
    scope = f"{found['day']}/{found['region']}/{SERVICE}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{sha256(canonical.encode()).hexdigest()}"
    key = _key(credentials.secret_key, found["day"], found["region"])
    return hmac.compare_digest(hmac.digest(key, text.encode(), "sha256").hex(), found["signature"])


@lru_cache(maxsize=8)
def _key(secret: str, day: str, region: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (day, region, SERVICE, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return key


@lru_cache(maxsize=8_192)
def _canonical(url: str) -> str:
    # What is encoded on its way is signed as encoded once more.
    return quote(urlsplit(url).path, safe="/~")


@lru_cache(maxsize=64)
def _moment(stamp: str) -> datetime | None:
    try:
        return datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _is_near(stamp: str, now: datetime) -> bool:
    at = _moment(stamp)
    return at is not None and abs(now - at) <= SKEW
