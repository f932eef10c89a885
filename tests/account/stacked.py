"""An event as its stack leaves it in an account, in moto."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import msgspec
from moto import mock_aws
from moto.cloudformation.models import cloudformation_backends
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import EmptyResult
from moto.servicequotas.responses import ServiceQuotasResponse

from account.deployed import Deployed, deployed
from beifall.domain.event import Event, Place
from beifall.store import keys
from beifall.tokens import Keys
from blueprint.naming import TAG, stack_name
from tests.builders import an_event

CODE = "MOON"
KEYS = Keys(current="k1", signing={"k1": "a" * 64, "k2": "b" * 64}, people="c" * 64)
PREFIX = stack_name(CODE)


class Cloud(CloudFormationResponse):  # type: ignore[misc] # moto has no types here
    """moto takes termination protection with a stack, but neither changes nor heeds it."""

    def update_termination_protection(self) -> EmptyResult:
        stack = self.cloudformation_backend.get_stack(self._get_param("StackName"))
        stack.enable_termination_protection = self._get_param("EnableTerminationProtection") in (True, "true")
        return EmptyResult()


CloudFormationResponse.update_termination_protection = Cloud.update_termination_protection


class Quotas(ServiceQuotasResponse):  # type: ignore[misc] # moto has no types here
    """moto refuses to tell what everybody has."""

    def get_aws_default_service_quota(self) -> str:
        return json.dumps({"Quota": {"QuotaCode": self._get_param("QuotaCode"), "Value": 10_000.0}})


ServiceQuotasResponse.get_aws_default_service_quota = Quotas.get_aws_default_service_quota


def happening(**fields: Any) -> Event:
    """The event, with two rooms."""
    rooms = (Place("plenum", "plenum", "Plenum"), Place("forum-1", "forum", "Forum 1"))
    return an_event(**{"code": CODE, "rooms": rooms, **fields})


def a_table(name: str) -> dict[str, Any]:
    """With both keys, and protected as the stack's are."""
    attributes = [{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")]
    schema = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    return {
        "Type": "AWS::DynamoDB::Table",
        "Properties": {
            "TableName": f"{PREFIX}-{name}",
            "AttributeDefinitions": attributes,
            "KeySchema": schema,
            "BillingMode": "PAY_PER_REQUEST",
            "DeletionProtectionEnabled": True,
            "Tags": [{"Key": TAG, "Value": CODE}],
        },
    }


def a_function(name: str, secret: str = "") -> dict[str, Any]:
    """One that is never called; with a secret's ARN, one that holds the keys."""
    return {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "FunctionName": f"{PREFIX}-{name}",
            "Code": {"ZipFile": "pass"},
            "Handler": "handler.handler",
            "Runtime": "python3.13",
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Environment": {"Variables": {"EVENT_CODE": CODE} | ({"SECRET_ARN": secret} if secret else {})},
        },
    }


def template(event: Event, secret: str, site: str) -> dict[str, Any]:
    """What outlives an event most easily, and the outputs. moto's CloudFormation has no secrets: one is made beside."""
    tables = {f"{name}Table": a_table(name) for name in ("State", "Facts", "Connections", "Claps")}
    resources: dict[str, Any] = {
        **tables,
        "SiteBucket": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"BucketName": f"{PREFIX.lower()}-site", "VersioningConfiguration": {"Status": "Enabled"}},
        },
        "Logs": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": f"/beifall/{CODE}/command"}},
        "DelayQueue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": f"{PREFIX}-delay"}},
        "FailureQueue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": f"{PREFIX}-failure"}},
        "Role": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Statement": []}}},
        "FunctionsCommand36441F5A": a_function("FunctionsCommand36441F5A-861D56589A56"),
        "FunctionsReceptionC66AF968": a_function("FunctionsReceptionC66AF968-5EF12731D72C", secret),
        "AlarmTopic": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": f"{PREFIX}-alarms"}},
    }
    outputs: dict[str, Any] = {
        "Site": site,
        "Api": f"{site}/api",
        "ApiDirect": "https://direct.example/api",
        "Socket": "wss://socket.example/live",
        "Callback": "https://socket.example/live",
        "Code": event.code,
        "Starts": str(event.starts),
        "Ends": str(event.ends),
        "Purged": str(event.purged),
        "Expected": str(event.expected),
        "Concurrency": "1000",
        "Ceiling": "4 $ an hour",
        "Secret": secret,
        **{name: {"Ref": name} for name in (*tables, "SiteBucket", "DelayQueue", "FailureQueue", "AlarmTopic")},
    }
    return {"Resources": resources, "Outputs": {name: {"Value": value} for name, value in outputs.items()}}


@contextmanager
def an_account() -> Iterator[boto3.Session]:
    """An empty one."""
    with mock_aws():
        yield boto3.Session(region_name="eu-central-1")


def forget(session: boto3.Session) -> None:
    """The stacks that are gone, as CloudFormation does after 90 days; moto makes what they had anew if it is asked."""
    for account in cloudformation_backends.values():
        account[session.region_name].deleted_stacks.clear()


def vanish(session: boto3.Session) -> None:
    """No stack is there any more, as if somebody had deleted them in the console."""
    for account in cloudformation_backends.values():
        account[session.region_name].stacks.clear()


def forgets(session: boto3.Session, of: Deployed, *outputs: str) -> None:
    """As an older version has deployed it, or as somebody has edited it: its stack does not say these."""
    client = session.client("cloudformation")
    body: Any = client.get_template(StackName=of.stack)["TemplateBody"]
    made = dict(json.loads(body) if isinstance(body, str) else body)
    made["Outputs"] = {name: one for name, one in made["Outputs"].items() if name not in outputs}
    client.update_stack(StackName=of.stack, TemplateBody=json.dumps(made))


def deploy(session: boto3.Session, event: Event | None = None, site: str = "https://moon.example") -> Deployed:
    """The event's stack, set up."""
    event = event or happening()
    tags = [{"Key": TAG, "Value": event.code}]
    secret = session.client("secretsmanager").create_secret(
        Name=f"{stack_name(event.code)}-keys", SecretString=msgspec.json.encode(KEYS).decode(), Tags=tags
    )["ARN"]
    body = json.dumps(template(event, secret, site))
    session.client("cloudformation").create_stack(StackName=stack_name(event.code), TemplateBody=body, Tags=tags)
    of = deployed(event.code, session)
    pk, sk = keys.EVENT
    thing = msgspec.json.encode(event).decode()
    session.client("dynamodb").put_item(
        TableName=of.state_table, Item={"pk": {"S": pk}, "sk": {"S": sk}, "rev": {"N": "1"}, "thing": {"S": thing}}
    )
    return of
