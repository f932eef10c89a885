"""What each function may do, as the template says it: the blueprint's grants, what Lambda needs, and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from beifall.domain.pace import pace
from blueprint.grants import GRANTS
from blueprint.mappings import mappings
from blueprint.schedule import HOUSEKEEPING
from tests.infra.synthesis import Template, each, example, said

pytestmark = pytest.mark.xdist_group("synthesis")

Right = tuple[str, str]
"""An action, on a resource."""

SOCKET = "arn:<AWS::Partition>:execute-api:eu-central-1:<AWS::AccountId>:<SocketApi>/live"
RESOURCES = {
    **{name: (f"<Tables{name.capitalize()}.Arn>",) for name in ("state", "facts", "connections", "claps")},
    "posts": (f"{SOCKET}/POST/@connections/*",),
    "ends": (f"{SOCKET}/DELETE/@connections/*",),
    "later": ("<QueuesLater.Arn>",),
    "secret": ("<KeysSecret>",),
    "site": ("<SiteBucket.Arn>",),
    "pages": ("<SiteBucket.Arn>/*",),
}
QUEUED = ("sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl")
READ_QUEUE = (
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
)
READ_STREAM = tuple(f"dynamodb:{name}" for name in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"))


def wanted(name: str) -> set[Right]:
    """The allow-list of a function."""
    rights = {
        (action, resource)
        for where, actions in GRANTS[name].items()
        for action in actions
        for resource in RESOURCES[where]
    }
    rights |= {(f"logs:{one}", f"<Functions{name.capitalize()}Log.Arn>") for one in ("CreateLogStream", "PutLogEvents")}
    streams = {
        mapping.table for mapping in mappings(pace(example().event.expected, 10_000)) if mapping.function == name
    }
    rights |= {(one, f"<Tables{table.capitalize()}.StreamArn>") for table in streams for one in READ_STREAM}
    if streams or name == HOUSEKEEPING:
        rights |= {(one, "<QueuesFailures.Arn>") for one in QUEUED}
    if name == HOUSEKEEPING:
        rights |= {(one, "<QueuesLater.Arn>") for one in READ_QUEUE}
    return rights


def rights(template: Template, name: str) -> set[Right]:
    """What the template gives a function's role."""
    role = said(template.functions()[name]["Role"]).removeprefix("<").removesuffix(".Arn>")
    its = template.of("IAM::Role")[role]
    assert not its.keys() & {"Policies", "ManagedPolicyArns"}, f"{role} has rights that nobody reads here"
    policies = template.of("IAM::Policy").values()
    return {
        right
        for policy in policies
        if f"<{role}>" in map(said, policy["Roles"])
        for statement in policy["PolicyDocument"]["Statement"]
        for right in _rights(statement)
    }


def _rights(statement: dict[str, Any]) -> Iterator[Right]:
    assert statement.keys() == {"Effect", "Action", "Resource"}, statement
    assert statement["Effect"] == "Allow"
    for action in each(statement["Action"]):
        yield from ((action, said(resource)) for resource in each(statement["Resource"]))


@pytest.mark.parametrize("name", list(GRANTS))
def test_a_function_may_do_what_it_does_and_nothing_else(template: Template, name: str) -> None:
    assert rights(template, name) == wanted(name)


def test_every_function_is_in_the_allow_list_and_has_a_role_of_its_own(template: Template) -> None:
    functions = template.functions()
    assert functions.keys() == GRANTS.keys()
    roles = [said(one["Role"]) for one in template.of("Lambda::Function").values()]
    assert len(set(roles)) == len(roles)
    assert all(len(policy["Roles"]) == 1 for policy in template.of("IAM::Policy").values())
    for role in template.of("IAM::Role").values():
        (statement,) = role["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_nobody_has_a_managed_policy(template: Template) -> None:
    assert not any("ManagedPolicyArns" in role for role in template.of("IAM::Role").values())
    assert not template.of("IAM::ManagedPolicy")


def test_cdks_own_function_may_call_ours_and_write_its_log(template: Template) -> None:
    (role,) = (one for name, one in template.of("IAM::Role").items() if name.startswith("AWSCDKTrigger"))
    statements = [one for policy in role["Policies"] for one in policy["PolicyDocument"]["Statement"]]
    assert {right for one in statements for right in _rights(one)} == {
        ("lambda:InvokeFunction", "<FunctionsSetup.Arn>:*"),
        ("logs:CreateLogStream", "<ContentLog.Arn>"),
        ("logs:PutLogEvents", "<ContentLog.Arn>"),
    }


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("dynamodb:Scan", {"Fn::GetAtt": ["TablesState00000000", "Arn"]}),
        ("dynamodb:GetItem", "*"),
        ("dynamodb:*", {"Fn::GetAtt": ["TablesState00000000", "Arn"]}),
        ("secretsmanager:GetSecretValue", {"Ref": "KeysSecret00000000"}),
    ],
)
def test_a_right_too_many_is_found(template: Template, action: str, resource: Any) -> None:
    """The negative control."""
    content = copy.deepcopy(dict(template.content))
    (policy,) = (
        one
        for id_, one in content["Resources"].items()
        if one["Type"] == "AWS::IAM::Policy" and id_.startswith("FunctionsCommandRole")
    )
    statement = {"Effect": "Allow", "Action": action, "Resource": resource}
    policy["Properties"]["PolicyDocument"]["Statement"].append(statement)
    assert rights(Template(content), "command") - wanted("command") == {(action, said(resource))}
