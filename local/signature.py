"""Whether a request was signed with the run's credentials: AWS Signature, version 4."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SKEW = timedelta(minutes=5)

_AUTHORIZATION = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/]+)/(?P<day>\d{8})/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request, "
    r"?SignedHeaders=(?P<headers>[^,]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)


def is_signed(
    credentials: Credentials, *, method: str, url: str, headers: Mapping[str, str], body: bytes, now: datetime
) -> bool:
    """True if the key is ours, the time is near `now` and nothing that was signed has been changed.

    `headers` must not care about case.
    """
    found = _AUTHORIZATION.fullmatch(headers.get("Authorization", ""))
    stamp = headers.get("X-Amz-Date", "")
    if found is None or found["key"] != credentials.access_key or found["service"] != "execute-api":
        return False
    if not stamp.startswith(found["day"]) or not _is_near(stamp, now):
        return False
    names = found["headers"].split(";")
    request = AWSRequest(method, url, {name: headers.get(name, "") for name in names}, body)
    request.context["timestamp"] = stamp
    auth = SigV4Auth(credentials, found["service"], found["region"])
    expected = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    return compare_digest(expected, found["signature"])


def _is_near(stamp: str, now: datetime) -> bool:
    try:
        at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return False
    return abs(now - at) <= SKEW
