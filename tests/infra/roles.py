"""The functions' roles and environments, read from a synthesised template and said with this machine's names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from local.permits import Grant, Permit, Permits
from local.requests import Place
from local.stack import SECRET

FUNCTION, POLICY, API = "AWS::Lambda::Function", "AWS::IAM::Policy", "AWS::ApiGatewayV2::Api"

MAPPINGS = frozenset({
    *(f"dynamodb:{one}" for one in ("ListStreams", "DescribeStream", "GetRecords", "GetShardIterator")),
    *(f"sqs:{one}" for one in ("ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility")),
    *(f"sqs:{one}" for one in ("GetQueueAttributes", "GetQueueUrl")),
    *(f"logs:{one}" for one in ("CreateLogStream", "PutLogEvents")),
})  # fmt: skip
"""What Lambda does by a function's role: reading for it, and writing its log."""


@dataclass(frozen=True)
class Here:
    """What a template's resources are called in a run on this machine."""

    template: Mapping[str, Any]
    place: Place

    def permits(self) -> Permits:
        """Of all functions. What Lambda does by their roles is left out: it does not pass the seam."""
        of = {name: Permit(tuple(self._grants(id_)), self._environment(id_)) for name, id_ in self._functions().items()}
        (api,) = (id_ for id_, _ in self._of(API) if id_.startswith("SocketApi"))
        return Permits(of, self.place, api)

    def _functions(self) -> dict[str, str]:
        """Logical ids by name; CDK's own are none."""
        texts = {id_: one["Properties"].get("Description", "") for id_, one in self._of(FUNCTION)}
        return {text.rpartition(": ")[2]: id_ for id_, text in texts.items() if text.startswith("Beifall")}

    def _said(self, value: Any) -> str:
        """A property's text, with its intrinsic functions resolved."""
        match value:
            case str():
                return value
            case {"Ref": id_}:
                return self._ref(id_)
            case {"Fn::GetAtt": [id_, attribute]}:
                return self._arn(id_) if attribute == "Arn" else f"{id_}.{attribute}"
            case {"Fn::Join": [between, parts]}:
                return str(between.join(self._said(one) for one in parts))
        raise ValueError(f"nobody has said yet what {value} is here")

    def _ref(self, id_: str) -> str:
        region, account = self.place.region, self.place.account
        if id_.startswith("AWS::"):
            return {"AWS::Partition": "aws", "AWS::AccountId": account, "AWS::Region": region}.get(id_, id_)
        match self._type(id_):
            case "AWS::DynamoDB::GlobalTable":
                return _noun(id_, "Tables")
            case "AWS::SQS::Queue":
                return f"https://sqs.{region}.localhost/{account}/{_noun(id_, 'Queues')}"
            case "AWS::SecretsManager::Secret":
                return SECRET
        return id_

    def _arn(self, id_: str) -> str:
        where = f"{self.place.region}:{self.place.account}"
        match self._type(id_):
            case "AWS::DynamoDB::GlobalTable":
                return f"arn:aws:dynamodb:{where}:table/{_noun(id_, 'Tables')}"
            case "AWS::SQS::Queue":
                return f"arn:aws:sqs:{where}:{_noun(id_, 'Queues')}"
        return f"arn:aws:{id_}"

    def _type(self, id_: str) -> str:
        return str(self.template["Resources"][id_]["Type"])

    def _environment(self, function: str) -> dict[str, str]:
        variables = self.template["Resources"][function]["Properties"]["Environment"]["Variables"]
        return {name: self._said(value) for name, value in variables.items()}

    def _grants(self, function: str) -> Iterator[Grant]:
        role = self.template["Resources"][function]["Properties"]["Role"]["Fn::GetAtt"][0]
        its = self.template["Resources"][role]["Properties"]
        assert not its.keys() & {"Policies", "ManagedPolicyArns"}, f"{role} has rights that nobody reads here"
        for _, policy in self._of(POLICY):
            if {"Ref": role} in policy["Properties"]["Roles"]:
                for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
                    yield from self._statement(statement)

    def _statement(self, statement: Mapping[str, Any]) -> Iterator[Grant]:
        assert statement.keys() == {"Effect", "Action", "Resource"}, f"nobody can read {statement} here"
        assert statement["Effect"] == "Allow"
        resources = [self._said(one) for one in _each(statement["Resource"])]
        failures = [one for one in resources if one.endswith(":failures")]  # the mappings' own destination
        for action in _each(statement["Action"]):
            yield from (Grant(action, one) for one in resources if action not in MAPPINGS and one not in failures)

    def _of(self, type_: str) -> list[tuple[str, Any]]:
        return [(id_, one) for id_, one in self.template["Resources"].items() if one["Type"] == type_]


def _each(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _noun(id_: str, construct: str) -> str:
    """`TablesState705891C2` → `state`: without the construct's name and CDK's hash of eight signs."""
    return id_.removeprefix(construct)[:-8].lower()
