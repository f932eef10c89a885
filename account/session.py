"""Which Region, and with whose credentials: whatever the AWS command line would take, too."""

from __future__ import annotations

import os

import boto3
from botocore.config import Config
from botocore.exceptions import ProfileNotFound

REGION = "eu-central-1"
"""Where nobody has said another."""

CONFIG = Config(connect_timeout=5, read_timeout=20, retries={"mode": "standard", "max_attempts": 4})
"""For every client: who waits at a terminal would rather be told."""


PROFILES = ("AWS_DEFAULT_PROFILE", "AWS_PROFILE")
"""In the order in which botocore heeds them."""


class NoProfile(Exception):
    """The profile that was asked for is not set up here; the text is for people."""


def region() -> str:
    """From `AWS_REGION`, `AWS_DEFAULT_REGION` or the profile, in this order, as the CDK takes it; else `REGION`. Raises
    NoProfile.
    """
    return os.environ.get("AWS_REGION") or _session(None).region_name or REGION


def session(of: str) -> boto3.Session:
    """With the organiser's credentials, in this Region. Raises NoProfile."""
    return _session(of)


def _session(of: str | None) -> boto3.Session:
    try:
        return boto3.Session(region_name=of)
    except ProfileNotFound as no:
        name = no.kwargs["profile"]
        where = next(one for one in PROFILES if os.environ.get(one) == name)
        if not name:
            raise NoProfile(f"{where} is set, and names no profile: `unset {where}`, or name one") from None
        raise NoProfile(
            f"{where} names the profile {name}, which is not set up on this machine: `aws configure list-profiles` "
            f"shows those that are; `aws configure sso --profile {name}` sets it up"
        ) from None
