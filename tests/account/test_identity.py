"""Why AWS does not let somebody in, in words for people who do not write programs."""

from __future__ import annotations

import http.server
import threading

import pytest

from account.findings import Stopped
from account.identity import Identity, caller, identify, known_regions, partition, profile, refusal
from account.session import NoProfile, region, session
from account.unread import Unread
from account.wrong import Wrong
from tests.account.stacked import an_account

KNOWN = ("eu-central-1", "eu-central-2", "us-east-1")


def test_whoever_is_let_in_is_told_by_account_and_name() -> None:
    with an_account() as account:
        who = identify(account)
    assert (who.partition, who.is_root, len(who.account)) == ("aws", False, 12)
    root = Identity("1", "arn:aws-cn:iam::1:root")
    assert (root.partition, root.is_root, root.name) == ("aws-cn", True, "root")


@pytest.mark.parametrize(
    ("code", "where", "what", "mend"),
    [
        ("NoCredentialsError", "eu-central-1", "no AWS credentials are set up", "aws configure sso"),
        ("PartialCredentialsError", "eu-central-1", "half of your AWS credentials", "Set both AWS_ACCESS_KEY_ID"),
        ("ExpiredToken", "eu-central-1", "have expired", "aws sso login --profile work"),
        ("UnauthorizedSSOTokenError", "eu-central-1", "have expired", "aws sso login"),
        ("InvalidClientTokenId", "eu-central-1", "does not know these credentials", "AWS_ACCESS_KEY_ID"),
        ("SignatureDoesNotMatch", "eu-central-1", "this machine's clock", "Set the clock"),
        ("AccessDenied", "eu-central-1", "you may do nothing in eu-central-1", "docs/operations.md"),
        ("AccessDenied", "eu-central-1", "you may do nothing in eu-central-1", "AWS_REGION=eu-west-1"),
        ("EndpointConnectionError", "eu-centrl-1", 'there is no AWS Region "eu-centrl-1"', "eu-central-1"),
        ("InvalidRegionError", "my region", 'there is no AWS Region "my region"', "AWS_REGION=eu-central-1"),
        ("EndpointConnectionError", "eu-central-1", "cannot be reached", "HTTPS_PROXY"),
        ("Teapot", "eu-central-1", "does not say who you are: Teapot", "aws sts get-caller-identity"),
    ],
)
def test_each_reason_has_its_remedy(code: str, where: str, what: str, mend: str) -> None:
    finding = refusal(Unread(code, ""), where, KNOWN, "work")
    assert what in finding.what
    assert mend in finding.mend


def test_credentials_that_are_good_elsewhere_tell_that_the_region_is_not_enabled() -> None:
    finding = refusal(Unread("InvalidClientTokenId", ""), "eu-central-2", KNOWN, None, is_known_at_home=True)
    assert finding.what == "your account does not use the Region eu-central-2 yet"


def test_a_region_that_is_none_is_not_asked_in_vain() -> None:
    with pytest.raises(Stopped, match="there is no AWS Region"):
        identify(session("not a region"))


class Blocks(http.server.BaseHTTPRequestHandler):
    """A proxy that lets nobody through."""

    def do_POST(self) -> None:
        page = b"<html><body>This page is blocked.<br></body></html>"
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(403)
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_a_page_in_aws_s_place_is_told_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Blocks)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    try:
        with pytest.raises(Stopped, match="what answered was not AWS: a proxy"):
            identify(session("eu-central-1"))
        with pytest.raises(Wrong, match="what answered was not AWS: a proxy"):
            caller(session("eu-central-1"))
    finally:
        server.shutdown()
        server.server_close()


def test_whoever_has_no_credentials_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(Stopped, match="no AWS credentials are set up"):
        identify(session("eu-central-1"))


def test_the_region_is_the_environments_and_else_frankfurts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert region() == "eu-central-1"
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert region() == "eu-west-1"
    monkeypatch.delenv("AWS_REGION")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    assert region() == "eu-west-3"
    monkeypatch.delenv("AWS_DEFAULT_REGION")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    assert region() == "eu-central-1"


def test_a_profile_that_is_not_set_up_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobodys")
    with pytest.raises(NoProfile, match="nobodys"):
        session("eu-central-1")


def test_of_two_profiles_the_one_is_named_that_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "one")
    monkeypatch.setenv("AWS_DEFAULT_PROFILE", "other")
    with pytest.raises(NoProfile, match="AWS_DEFAULT_PROFILE names the profile other"):
        session("eu-central-1")
    assert profile() == "other"


def test_a_variable_that_names_no_profile_is_to_be_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left by `export AWS_PROFILE=`."""
    monkeypatch.setenv("AWS_PROFILE", "")
    with pytest.raises(NoProfile, match="`unset AWS_PROFILE`"):
        session("eu-central-1")


def test_partitions_are_told_apart_by_their_regions() -> None:
    assert partition(session("cn-north-1")) == "aws-cn"
    assert partition(session("moon")) == "aws"
    assert {"eu-central-1", "cn-north-1", "us-gov-west-1"} <= set(known_regions(session("eu-central-1")))
