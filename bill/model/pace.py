"""How many requests a second an account may make."""

from __future__ import annotations

from beifall.domain.pace import QUOTA

SMALL_QUOTA = 2_500
SMALL = frozenset({
    "af-south-1", "ap-east-1", "ap-southeast-3", "ap-southeast-4", "ap-south-2", "ca-west-1", "eu-central-2",
    "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1",
})  # fmt: skip
"""Regions with the small quota: AWS names Milan, Spain and Zurich; of the others this is from memory."""


def quota(region: str) -> int:
    """What an account has there before anybody asks for more."""
    return SMALL_QUOTA if region in SMALL else QUOTA
