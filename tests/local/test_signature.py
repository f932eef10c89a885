"""Signatures on `@connections`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from multidict import CIMultiDict

from local.signature import is_signed

OURS = Credentials("AKIAOURS", "secret")
URL = "http://127.0.0.1:8080/socket/@connections/abc%3D"


def signed(credentials: Credentials = OURS, service: str = "execute-api") -> dict[str, Any]:
    """A request as botocore signs it, in the arguments of `is_signed`."""
    request = AWSRequest("POST", URL, {"Host": "127.0.0.1:8080"}, b"hello")
    SigV4Auth(credentials, service, "eu-central-1").add_auth(request)
    headers = CIMultiDict(request.headers.items())
    return {"method": "POST", "url": URL, "headers": headers, "body": b"hello", "now": datetime.now(UTC)}


def test_what_botocore_signs_with_our_key_is_ours() -> None:
    assert is_signed(OURS, **signed())


@pytest.mark.parametrize(
    "change",
    [
        {"body": b"hallo"},
        {"method": "DELETE"},
        {"url": URL.replace("abc", "abd")},
        {"headers": CIMultiDict()},
    ],
)
def test_what_was_changed_is_not(change: dict[str, Any]) -> None:
    assert not is_signed(OURS, **{**signed(), **change})


def test_what_is_old_is_not() -> None:
    then = signed()
    assert not is_signed(OURS, **{**then, "now": then["now"] + timedelta(minutes=6)})


def test_another_key_another_secret_or_another_service_is_not() -> None:
    assert not is_signed(OURS, **signed(Credentials("AKIAOTHER", "secret")))
    assert not is_signed(OURS, **signed(Credentials("AKIAOURS", "guessed")))
    assert not is_signed(OURS, **signed(service="dynamodb"))
