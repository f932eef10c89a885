"""What belongs to an event in the account: of its stack, of earlier ones of its name, and what nobody's stack knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import boto3
from botocore.exceptions import ClientError

from account.session import CONFIG
from account.unread import code_of
from account.wrong import explained
from blueprint.naming import DELIVERED, LOGS, TAG, stack_name

MISSING = frozenset({"404", "NoSuchBucket", "ResourceNotFoundException"})
"""AWS's words for what is not there."""

APIS = "AWS::ApiGatewayV2::Api"
BUCKETS = "AWS::S3::Bucket"
FUNCTIONS = "AWS::Lambda::Function"
GROUPS = "AWS::Logs::LogGroup"
SECRETS = "AWS::SecretsManager::Secret"
TABLES = ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")


@dataclass(frozen=True, order=True)
class Belonging:
    """One resource: CloudFormation's type, and the name or ARN by which its service knows it."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind.removeprefix('AWS::')} {self.id}"


def of_stacks(code: str, session: boto3.Session) -> set[Belonging]:
    """All that stacks of the event's name have made, also those that are gone, as long as CloudFormation remembers them
    (90 days): so that what is left of an interrupted deletion is found by its name. Raises Wrong.
    """
    client = session.client("cloudformation", config=CONFIG)
    name = stack_name(code)
    found = set[Belonging]()
    with explained("listing what the event's stack consists of"):
        stacks = client.get_paginator("list_stacks").paginate()
        ids = [one["StackId"] for page in stacks for one in page["StackSummaries"] if one["StackName"] == name]
        for id_ in ids:
            for page in client.get_paginator("list_stack_resources").paginate(StackName=id_):
                for one in page["StackResourceSummaries"]:
                    if one.get("PhysicalResourceId"):
                        found.add(Belonging(one["ResourceType"], one["PhysicalResourceId"]))
    return found


def there(code: str, known: set[Belonging], session: boto3.Session) -> list[Belonging]:
    """What is really there now, by each service's own word, of what can outlive a stack: buckets, tables, secrets, log
    groups (also those that a function or an API has made by itself), and whatever has the event's tag. Raises Wrong.
    """
    with explained("looking for what is left of the event"):
        found = {*_groups(code, known, session), *_tables(code, known, session)}
        found |= {*_buckets(code, known, session), *_secrets(code, known, session)}
        return sorted(found | set(_tagged(code, known, session)))


def _groups(code: str, known: set[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    """By the beginnings of their names: an account has thousands of others."""
    client = session.client("logs", config=CONFIG)
    made = {one.id for one in known if one.kind == GROUPS}
    made |= {f"/aws/lambda/{one.id}" for one in known if one.kind == FUNCTIONS}
    apis = [one.id for one in known if one.kind == APIS]
    made |= {f"/aws/apigateway/{api}/" for api in apis} | {f"API-Gateway-Execution-Logs_{api}/" for api in apis}
    for begin in sorted(made | {f"{LOGS}{code}/", f"{DELIVERED}{code}/", f"/aws/lambda/{stack_name(code)}-"}):
        for page in client.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=begin):
            for one in page["logGroups"]:
                if begin.endswith(("/", "-")) or one["logGroupName"] == begin:
                    yield Belonging(GROUPS, one["logGroupName"])


def _tables(code: str, known: set[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    client = session.client("dynamodb", config=CONFIG)
    made = {one.id for one in known if one.kind in TABLES}
    for page in client.get_paginator("list_tables").paginate():
        for table in page["TableNames"]:
            if table in made or table.startswith(f"{stack_name(code)}-"):
                yield Belonging(TABLES[0], table)


def _buckets(code: str, known: set[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    client = session.client("s3", config=CONFIG)
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


def _secrets(code: str, known: set[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    client = session.client("secretsmanager", config=CONFIG)
    made = {one.id for one in known if one.kind == SECRETS}
    for page in client.get_paginator("list_secrets").paginate(IncludePlannedDeletion=True):
        for one in page["SecretList"]:
            tags = {tag.get("Key"): tag.get("Value") for tag in one.get("Tags", [])}
            if one["ARN"] in made or one["Name"] in made or tags.get(TAG) == code:
                yield Belonging(SECRETS, one["ARN"])


def _tagged(code: str, known: set[Belonging], session: boto3.Session) -> Iterator[Belonging]:
    """The index of tags is hours behind: what a stack has made and deleted is not believed to it, for CloudFormation
    and the services themselves have been asked.
    """
    client = session.client("resourcegroupstaggingapi", config=CONFIG)
    ours = {one.id.rpartition("/")[2] for one in known} | {one.id for one in known}
    for page in client.get_paginator("get_resources").paginate(TagFilters=[{"Key": TAG, "Values": [code]}]):
        for one in page["ResourceTagMappingList"]:
            arn = one["ResourceARN"]
            if not any(arn.endswith(id_) or f"{id_}/" in arn or f"{id_}:" in arn for id_ in ours):
                yield Belonging("AWS::Tagged", arn)
