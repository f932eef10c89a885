"""Reads what an account offers. Nothing is written, and what may not be read is said to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from account.quotas import CONNECTIONS, REQUESTS, WRITES, Quota
from account.seen import Concurrency, Seen
from account.session import CONFIG
from account.unread import code_of, tried

if TYPE_CHECKING:
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_service_quotas import ServiceQuotasClient

VERSION = "/cdk-bootstrap/hnb659fds/version"
"""Where `cdk bootstrap` writes which version of its things the account has, for the CDK's default qualifier."""

UNASKED = "To enable budgets for your account"
"""In AWS's words to an account that somebody else pays for. Its code is that of who may not look."""


def survey(session: boto3.Session, stack: str, account: str) -> Seen:
    """Asks for everything that an event with this stack needs of this account, which is the session's."""
    quotas = session.client("service-quotas", config=CONFIG)
    return Seen(
        region=session.region_name,
        bootstrap=tried(lambda: _bootstrap(session)),
        requests=tried(lambda: quota(quotas, REQUESTS)),
        connections=tried(lambda: quota(quotas, CONNECTIONS)),
        concurrency=tried(lambda: concurrency(session.client("lambda", config=CONFIG))),
        writes=tried(lambda: quota(quotas, WRITES)),
        logging=tried(lambda: _logging(session)),
        stack=tried(lambda: _state(session, stack)),
        budgets=tried(lambda: budgets(session.client("budgets", config=CONFIG), account)),
    )


def _bootstrap(session: boto3.Session) -> int | None:
    try:
        found = session.client("ssm", config=CONFIG).get_parameter(Name=VERSION)
    except ClientError as error:
        if code_of(error) == "ParameterNotFound":
            return None
        raise
    return int(found["Parameter"]["Value"])


def quota(client: ServiceQuotasClient, of: Quota) -> int:
    """The account's own value; where nobody has ever asked for one, AWS may keep only the one that all start with."""
    try:
        found = client.get_service_quota(ServiceCode=of.service, QuotaCode=of.code)
    except ClientError as error:
        if code_of(error) != "NoSuchResourceException":
            raise
        found = client.get_aws_default_service_quota(ServiceCode=of.service, QuotaCode=of.code)
    return int(found["Quota"]["Value"])


def concurrency(client: LambdaClient) -> Concurrency:
    """How many calls may run at once."""
    limits = client.get_account_settings()["AccountLimit"]
    return Concurrency(limits["ConcurrentExecutions"], limits["UnreservedConcurrentExecutions"])


def budgets(client: Any, account: str) -> bool:
    """Whether AWS makes any. For an account of an organisation it does not before whoever pays has asked for them."""
    try:
        client.describe_budgets(AccountId=account, MaxResults=1)
    except ClientError as error:
        if UNASKED in str(error):
            return False
        raise
    return True


def _logging(session: boto3.Session) -> str | None:
    found: str = session.client("apigateway", config=CONFIG).get_account().get("cloudwatchRoleArn", "")
    return found or None


def _state(session: boto3.Session, stack: str) -> str | None:
    try:
        found = session.client("cloudformation", config=CONFIG).describe_stacks(StackName=stack)
    except ClientError as error:
        if code_of(error) == "ValidationError":  # CloudFormation's way to say that there is none
            return None
        raise
    return str(found["Stacks"][0]["StackStatus"])
