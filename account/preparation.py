"""What an account needs once, whatever events are deployed to it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import ClientError
from botocore.loaders import create_loader

from account.clients import client_of
from account.unread import code_of
from account.wrong import Wrong, explained

if TYPE_CHECKING:
    from mypy_boto3_apigateway import APIGatewayClient

ROLE = "BeifallApiGatewayLogs"
"""Like the setting that names it, it belongs to the account: it stays when events go."""

POLICY = "service-role/AmazonAPIGatewayPushToCloudWatchLogs"

TRIES, WAIT = 6, 21.0
"""A fresh role is not known everywhere at once: so often it is offered, so many seconds apart. API Gateway takes one
such call in 20 s, for the whole account (Amazon API Gateway, Quotas for creating, deploying and managing an API).
"""

TOO_SOON = frozenset({"BadRequestException", "TooManyRequestsException", "429"})
"""API Gateway's words for a role that it does not know yet, and for the next offer of it."""


def let_log(session: boto3.Session, partition: str) -> str:
    """Gives API Gateway a role to write logs with, unless it has one. Returns the role. Raises Wrong."""
    gateway = client_of(session, "apigateway")
    with explained("letting API Gateway write logs"):
        has = gateway.get_account().get("cloudwatchRoleArn")
        if has:
            return str(has)
        role = _role(session, partition)
        offer(gateway, role)
        return role


def suffix() -> str:
    """What the names of AWS's services end in where they are principals: the same in every partition."""
    partitions = create_loader().load_data("partitions")["partitions"]
    return next(str(one["outputs"]["dnsSuffix"]) for one in partitions if one["id"] == "aws")


def _role(session: boto3.Session, partition: str) -> str:
    iam = client_of(session, "iam")
    principal = f"apigateway.{suffix()}"
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": principal}, "Action": "sts:AssumeRole"}],
    }
    try:
        iam.create_role(
            RoleName=ROLE,
            AssumeRolePolicyDocument=json.dumps(trust),
            Description="Lets API Gateway write its logs, for Beifall and whoever else has an API in this account.",
        )
    except ClientError as error:
        if code_of(error) != "EntityAlreadyExists":
            raise
    iam.attach_role_policy(RoleName=ROLE, PolicyArn=f"arn:{partition}:iam::aws:policy/{POLICY}")
    return str(iam.get_role(RoleName=ROLE)["Role"]["Arn"])


def offer(gateway: APIGatewayClient, role: str, pause: Callable[[float], object] = time.sleep) -> None:
    """Has API Gateway write logs with this role, also if it was made a moment ago. Raises Wrong."""
    for left in reversed(range(TRIES)):
        try:
            gateway.update_account(patchOperations=[{"op": "replace", "path": "/cloudwatchRoleArn", "value": role}])
        except ClientError as error:
            if code_of(error) not in TOO_SOON:
                raise
            if not left:
                raise Wrong(
                    f"API Gateway does not accept the role {role} yet: repeat the command in a minute"
                ) from None
            pause(WAIT)
        else:
            return
