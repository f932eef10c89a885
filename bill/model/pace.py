"""How many requests a second an account may make."""

from __future__ import annotations

from beifall.domain.pace import QUOTA

SMALL_QUOTA = 2_500
SMALL = frozenset({
    "af-south-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-7", "ca-west-1",
    "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "mx-central-1",
})  # fmt: skip
"""Regions with the small quota (Amazon API Gateway, Quotas)."""


def quota(region: str) -> int:
    """What an account has there before anybody asks for more."""
    return SMALL_QUOTA if region in SMALL else QUOTA
