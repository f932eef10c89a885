"""Who we are for AWS: the first thing asked, for without it nothing else is answered."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass

import boto3
from botocore.exceptions import UnknownRegionError

from account.findings import Finding, Stopped
from account.session import CONFIG, PROFILES, REGION
from account.unread import Unread, tried
from account.wrong import EXPIRED, HALF, MISSING, NOWHERE, UNKNOWN, UNREACHABLE, Wrong, because

HOME = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""By partition, a Region that every account has."""

ELSEWHERE = "eu-west-1"
"""A Region to try where even the usual one is closed."""

SKEWED = frozenset({"RequestTimeTooSkewed", "InvalidSignatureException", "SignatureDoesNotMatch"})


@dataclass(frozen=True)
class Identity:
    """Whose account, and as whom: a user, a role or the account's root."""

    account: str
    arn: str

    @property
    def partition(self) -> str:
        """`aws`, or that of China or a government's Regions."""
        return self.arn.split(":")[1]

    @property
    def is_root(self) -> bool:
        """Whether it is whoever opened the account, who may do everything."""
        return self.arn.endswith(":root")

    @property
    def name(self) -> str:
        """What people know it by."""
        return self.arn.rpartition(":")[2]


def identify(session: boto3.Session) -> Identity:
    """Asks in the session's Region. Raises Stopped with the one finding that explains why there is no answer."""
    seen = _asked(session, session.region_name)
    if isinstance(seen, Identity):
        return seen
    known = known_regions(session)
    home = HOME.get(partition(session))
    elsewhere = seen.code in UNKNOWN and home is not None and home != session.region_name
    is_known_at_home = elsewhere and isinstance(_asked(session, str(home)), Identity)
    raise Stopped([refusal(seen, session.region_name, known, profile(), is_known_at_home=is_known_at_home)])


def caller(session: boto3.Session) -> Identity:
    """Whose account it is, and whoever asks. Raises Wrong, in fewer words than `identify`."""
    seen = _asked(session, session.region_name)
    if isinstance(seen, Unread):
        raise Wrong(f"asking who you are: {because(seen)}")
    return seen


def refusal(
    seen: Unread, region: str, known: tuple[str, ...], profile: str | None, *, is_known_at_home: bool = False
) -> Finding:
    """Why we are not let in. `known` are the Regions that there are; `is_known_at_home` tells that the credentials are
    good in a Region that every account has.
    """
    another = f"AWS_REGION={REGION if region != REGION else ELSEWHERE} ./beifall deploy EVENT"
    sign_in = f"`aws sso login{f' --profile {profile}' if profile else ''}`"
    if seen.code in MISSING:
        found = "no AWS credentials are set up on this machine"
        mend = (
            "Ask whoever runs your AWS account for access, then run `aws configure sso` (or `aws configure` with an "
            "access key); with several profiles, name one: AWS_PROFILE=name ./beifall deploy EVENT"
        )
    elif seen.code in HALF:
        found = f"half of your AWS credentials is missing ({seen.said})"
        mend = "Set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither, to use a profile"
    elif seen.code in EXPIRED:
        found = "your AWS credentials have expired"
        mend = f"Sign in again: {sign_in}, or fetch new ones from where you have them; then repeat the command"
    elif is_known_at_home:
        found = f"your account does not use the Region {region} yet"
        mend = (
            "It must be enabled first, in the console under Account, AWS Regions (minutes to hours); or choose another "
            f"one: {another}"
        )
    elif seen.code in SKEWED:
        found = "AWS does not accept your signature: this machine's clock is wrong, or the secret key is"
        mend = "Set the clock from the network, or set the credentials anew: `aws configure`"
    elif seen.code in UNKNOWN:
        found = "AWS does not know these credentials: the access key was deleted or mistyped"
        mend = (
            f"Set them anew (`aws configure`) or sign in again ({sign_in}). AWS_ACCESS_KEY_ID in the environment goes "
            "before any profile: is an old one set there?"
        )
    elif seen.is_denied:
        found = f"you may do nothing in {region} ({seen.said or seen.code})"
        mend = (
            "Ask whoever runs your AWS account for the rights to deploy (docs/operations.md says which), or whether "
            f"another Region is allowed: {another}"
        )
    elif region not in known and seen.code in UNREACHABLE | NOWHERE:
        found = f'there is no AWS Region "{region}"'
        near = difflib.get_close_matches(region, known, 3)
        mend = (f"Did you mean {' or '.join(near)}? " if near else "") + f"Name another one: {another}"
    elif seen.code in UNREACHABLE:
        found = f"AWS cannot be reached from here ({seen.said})"
        mend = "Is there a network, or a proxy that must be named in HTTPS_PROXY? Then repeat the command"
    else:
        found = f"AWS does not say who you are: {seen.code} {seen.said}".rstrip()
        mend = "When `aws sts get-caller-identity` answers, repeat the command"
    return Finding(found, mend)


def known_regions(session: boto3.Session) -> tuple[str, ...]:
    """All that botocore knows, of every partition; the newest ones may be missing."""
    partitions = session.get_available_partitions()
    return tuple(region for name in partitions for region in session.get_available_regions("lambda", name))


def partition(session: boto3.Session) -> str:
    """The partition of the session's Region by its name; `aws` if that tells nothing."""
    try:
        return str(session.get_partition_for_region(session.region_name))
    except UnknownRegionError:
        return "aws"


def profile() -> str | None:
    """The profile that was asked for by name."""
    return next((name for one in PROFILES if (name := os.environ.get(one))), None)


def _asked(session: boto3.Session, region: str) -> Identity | Unread:
    def read() -> Identity:
        answer = session.client("sts", region_name=region, config=CONFIG).get_caller_identity()
        return Identity(answer["Account"], answer["Arn"])

    return tried(read)
