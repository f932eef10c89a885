"""An account that is emulated, and an event in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

from account.deployed import Deployed
from tests.account.stacked import an_account, deploy


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[boto3.Session]:
    """In an account with nothing in it; what commands leave behind lands in the test's own folder."""
    monkeypatch.chdir(tmp_path)
    with an_account() as made:
        yield made


@pytest.fixture
def event(session: boto3.Session) -> Deployed:
    """A deployed event without an audience."""
    return deploy(session)
