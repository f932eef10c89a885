"""Our signatures are those of botocore, which is the judge here."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from unittest.mock import patch

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as TheirCredentials
from hypothesis import given
from hypothesis import strategies as st

from beifall.gateway.signature import Credentials, Seal, encoded

AT = 1_606_204_800.5
HOST = "abc123.execute-api.eu-central-1.amazonaws.com"
IDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(lambda id_: id_ not in "..")


def theirs(credentials: Credentials, method: str, host: str, path: str, body: bytes) -> str:
    """botocore's value of `Authorization`."""
    request = AWSRequest(method, f"https://{host}{path}", {"Host": host}, body)
    moment = datetime.fromtimestamp(int(AT), UTC)
    auth = SigV4Auth(
        TheirCredentials(credentials.key, credentials.secret, credentials.token), "execute-api", "eu-central-1"
    )
    # botocore has no other way to say when.
    with patch("botocore.auth.get_current_datetime", lambda remove_tzinfo=True: moment.replace(tzinfo=None)):
        auth.add_auth(request)
    return str(request.headers["Authorization"])


def ours(credentials: Credentials, method: str, host: str, path: str, body: bytes) -> str:
    request = Seal(credentials, "eu-central-1", method=method, host=host, body=body, at=AT).request(path)
    found = re.search(rb"\r\nauthorization: ([^\r]+)\r\n", request)
    assert found is not None
    return found[1].decode()


@given(
    st.builds(
        Credentials,
        st.from_regex("AKIA[A-Z0-9]{16}", fullmatch=True),
        st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1),
        st.none() | st.from_regex("[A-Za-z0-9+/=]{1,900}", fullmatch=True),
    ),
    st.sampled_from(["POST", "DELETE"]),
    st.sampled_from([HOST, "127.0.0.1:8080"]),
    IDS,
    st.binary(max_size=300),
)
def test_whatever_is_signed_botocore_signs_it_alike(
    credentials: Credentials, method: str, host: str, connection: str, body: bytes
) -> None:
    asked = (credentials, method, host, f"/live/@connections/{encoded(connection)}", body)
    assert ours(*asked) == theirs(*asked)


def test_one_seal_signs_every_path_on_its_own() -> None:
    mine = Credentials("AKIA", "secret", "token")
    seal = Seal(mine, "eu-central-1", method="POST", host=HOST, body=b"{}", at=AT)
    for connection in ("L0SM9cOFvHcCIhw=", "a+/b=", "plain", "L0SM9cOFvHcCIhw="):
        path = f"/live/@connections/{encoded(connection)}"
        assert theirs(mine, "POST", HOST, path, b"{}").endswith(seal.signature(path))


def test_a_request_travels_with_its_body_and_all_that_was_signed() -> None:
    seal = Seal(Credentials("AKIA", "secret", "token"), "eu-central-1", method="POST", host=HOST, body=b"{}", at=AT)
    head, _, body = seal.request("/live/@connections/abc%3D").partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    assert first == "POST /live/@connections/abc%3D HTTP/1.1"
    fields = dict(line.split(": ", 1) if ": " in line else line.split(":", 1) for line in lines)
    assert fields["host"] == HOST
    assert fields["x-amz-date"] == "20201124T080000Z"
    assert fields["x-amz-security-token"] == "token"
    assert fields["content-length"] == "2"
    assert body == b"{}"


def test_secrets_are_not_shown() -> None:
    assert repr(Credentials("AKIA", "secret", "token")) == "Credentials(key='AKIA')"
