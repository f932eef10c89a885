"""What every test stands on: an environment as a deployment gives it, and never the real AWS."""

from __future__ import annotations

import os

os.environ |= {
    "AWS_ACCESS_KEY_ID": "nobody",
    "AWS_SECRET_ACCESS_KEY": "nothing",
    "AWS_REGION": "eu-central-1",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    "POWERTOOLS_LOG_LEVEL": "WARNING",
}

from typing import TYPE_CHECKING

from hypothesis import settings

import local.seam  # noqa: F401 - before any botocore session is made, so that all of them have it
from tests.grouping import Grouping

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer

# Hypothesis takes it for CI where a variable says so: the same examples each time, however long one of them takes.
settings.load_profile("ci")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Grouping | None:
    """By group, where that is asked for."""
    return Grouping(config, log) if config.getoption("dist") == "loadgroup" else None
