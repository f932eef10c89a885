"""Clients of AWS's services: the one place that makes them, for making one may fail, too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.config import Config

from account.session import CONFIG
from account.wrong import explained

if TYPE_CHECKING:
    import boto3


def client_of(session: boto3.Session, service: str, config: Config = CONFIG) -> Any:
    """Of this service. Raises Wrong if half of the credentials is missing, or there cannot be such a Region."""
    with explained(f"asking AWS in {session.region_name}"):
        return session.client(service, config=config)
