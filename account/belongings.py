"""What belongs to an event in the account: of its stack, of earlier ones of its name, and what nobody's stack knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import boto3
from botocore.exceptions import ClientError

from account.clients import client_of
from account.unread import code_of
from account.wrong import explained
from blueprint.naming import DELIVERED, LOGS, TAG, stack_name

MISSING = frozenset({"404", "NoSuchBucket", "ResourceNotFoundException", "TableNotFoundException"})
"""AWS's words for what is not there."""

APIS = "AWS::ApiGatewayV2::Api"
BUCKETS = "AWS::S3::Bucket"
FUNCTIONS = "AWS::Lambda::Function"
GROUPS = "AWS::Logs::LogGroup"
SECRETS = "AWS::SecretsManager::Secret"
STACKS = "AWS::CloudFormation::Stack"
TABLES = "AWS::DynamoDB::Table"
TAGGED = "AWS::Tagged"
"""What bears the event's tag, and of which nothing else is known."""

SAME = {"AWS::DynamoDB::GlobalTable": TABLES}
"""CloudFormation has two types for one table."""

LOOKED = frozenset({BUCKETS, GROUPS, SECRETS, TABLES, TAGGED})
"""What `there` looks for; of the rest it is CloudFormation's word that tells whether it is gone."""


@dataclass(frozen=True, order=True)
class Belonging:
    """One resource: CloudFormation's type, and the name or ARN by which its service knows it."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind.removeprefix('AWS::')} {self.id}"


def of_stacks(code: str, session: boto3.Session) -> dict[str, dict[Belonging, str]]:
    """What stacks of the event's name have made, each with its status, by the stack's ARN, also of those that are gone,
    as long as CloudFormation remembers them (90 days): so that what is left of an interrupted deletion is found by its
    name. Raises Wrong.
    """
    client = client_of(session, "cloudformation")
    name = stack_name(code)
    with explained("listing what the event's stack consists of"):
        stacks = client.get_paginator("list_stacks").paginate()
        ids = [one["StackId"] for page in stacks for one in page["StackSummaries"] if one["StackName"] == name]
        return {id_: dict(of_stack(id_, session)) for id_ in ids}


def of_stack(id_: str, session: boto3.Session) -> Iterator[tuple[Belonging, str]]:
    """What one stack consists of, each with its status. Raises ClientError."""
    client = client_of(session, "cloudformation")
    for page in client.get_paginator("list_stack_resources").paginate(StackName=id_):
        for one in page["StackResourceSummaries"]:
            if id_of := one.get("PhysicalResourceId"):
                kind = one["ResourceType"]
                yield Belonging(SAME.get(kind, kind), id_of), one["ResourceStatus"]


def there(
    code: str, known: frozenset[Belonging], session: boto3.Session, skipped: frozenset[Belonging]
) -> list[Belonging]:
    """What is really there now, by each service's own word, of what can outlive a stack: buckets, tables, secrets, log
    groups (also those that a function or an API has made by itself), and whatever has the event's tag; of what is known
    to be of a stack, the last only if it was `skipped` when that was deleted. Raises Wrong.
    """
    with explained("looking for what is left of the event"):
        found = {*_groups(code, known, session), *_tables(code, known, session)}
        found |= {*_buckets(code, known, session), *_secrets(code, known, session)}
        return sorted(found | set(_tagged(code, (known - skipped) | found, session)))


def _groups(code: str, known: frozenset[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    """By the beginnings of their names: an account has thousands of others."""
    client = client_of(session, "logs")
    made = {one.id for one in known if one.kind == GROUPS}
    made |= {f"/aws/lambda/{one.id}" for one in known if one.kind == FUNCTIONS}
    apis = [one.id for one in known if one.kind == APIS]
    made |= {f"/aws/apigateway/{api}/" for api in apis} | {f"API-Gateway-Execution-Logs_{api}/" for api in apis}
    for begin in sorted(made | {f"{LOGS}{code}/", f"{DELIVERED}{code}/", f"/aws/lambda/{stack_name(code)}-"}):
        for page in client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=begin):
            for one in page["logGroups"]:
                if begin.endswith(("/", "-")) or one["logGroupName"] == begin:
                    yield Belonging(GROUPS, one["logGroupName"])


def _tables(code: str, known: frozenset[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    client = client_of(session, "dynamodb")
    made = {one.id for one in known if one.kind == TABLES}
    for page in client.get_paginator("list_tables").paginate():
        for table in page["TableNames"]:
            if table in made or table.startswith(f"{stack_name(code)}-"):
                yield Belonging(TABLES, table)


def _buckets(code: str, known: frozenset[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    client = client_of(session, "s3")
    made = {one.id for one in known if one.kind == BUCKETS}
    for one in client.list_buckets()["Buckets"]:
        # The names of buckets are small letters; those of another Region's event are not ours.
        if one["Name"] in made or one["Name"].startswith(f"{stack_name(code).lower()}-"):
            try:
                place = client.get_bucket_location(Bucket=one["Name"]).get("LocationConstraint") or "us-east-1"
            except ClientError as error:
                if code_of(error) in MISSING:
                    continue
                raise
            if place == session.region_name:
                yield Belonging(BUCKETS, one["Name"])


def _secrets(code: str, known: frozenset[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    client = client_of(session, "secretsmanager")
    made = {one.id for one in known if one.kind == SECRETS}
    for page in client.get_paginator("list_secrets").paginate(IncludePlannedDeletion=True):
        for one in page["SecretList"]:
            tags = {tag.get("Key"): tag.get("Value") for tag in one.get("Tags", [])}
            if one["ARN"] in made or one["Name"] in made or tags.get(TAG) == code:
                yield Belonging(SECRETS, one["ARN"])


def _tagged(code: str, known: frozenset[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    """The index of tags is hours behind: what a stack has made and deleted is not believed to it, for CloudFormation
    and the services themselves have been asked. What has no Region (a distribution) is listed in one Region for all:
    another Region's event of this code is told by the stack that has made it.
    """
    client = client_of(session, "resourcegroupstaggingapi")
    ids = {one.id for one in known}
    for page in client.get_paginator("get_resources").paginate(TagFilters=[{"Key": TAG, "Values": [code]}]):
        for one in page["ResourceTagMappingList"]:
            arn = one["ResourceARN"]
            tags = {tag["Key"]: tag["Value"] for tag in one.get("Tags", [])}
            stack = tags.get("aws:cloudformation:stack-id", "")
            elsewhere = stack and stack.split(":")[3] != session.region_name
            if not elsewhere and stack not in ids and not any(is_of(arn, id_) for id_ in ids):
                yield Belonging(TAGGED, arn)


def is_of(arn: str, id_: str) -> bool:
    """Whether an ARN is that of the resource which CloudFormation knows by this id (a name, an ARN, a queue's address),
    or of a part of it: `…:/apis/a1/stages/api` is of `a1`, and not of `api`.
    """
    if id_.startswith("https://"):
        id_ = id_.rpartition("/")[2]
    resource = arn.split(":", 5)[-1]
    after_kind = re.split("[:/]", resource.removeprefix("/"), maxsplit=1)[-1]
    return any(one == id_ or one.startswith((f"{id_}/", f"{id_}:")) for one in (arn, resource, after_kind))
