"""What each function may do and is told, and nothing else: IAM and the environment of Lambda."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from beifall.gateway.exchange import Answer
from local.lambdas import function
from local.posts import guarded
from local.requests import Place
from local.seam import Call, Target, refusal
from local.variables import Variables

if TYPE_CHECKING:
    from botocore.awsrequest import AWSResponse

SERVICES = {"dynamodb": "dynamodb", "sqs": "sqs", "secrets-manager": "secretsmanager"}
"""What IAM calls the services that functions call, each as botocore spells it in events."""

ACTIONS = {"SendMessageBatch": "SendMessage"}
"""Operations that need the right to another one."""

MANAGE = "execute-api:ManageConnections"


@dataclass(frozen=True)
class Grant:
    """A role's right to one action on what an ARN is, or a pattern with `*`."""

    action: str
    resource: str

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}"


@dataclass(frozen=True)
class Use:
    """A function does this to that: the ARN; of a secret what it is asked for by."""

    function: str
    action: str
    resource: str

    def __str__(self) -> str:
        return f"{self.function}: {self.action} on {self.resource}"


@dataclass(frozen=True)
class Permit:
    """One function's rights, and its variables: the `environment` that it has from its deployment, besides what Lambda
    tells every function.
    """

    grants: tuple[Grant, ...]
    environment: Mapping[str, str]


@dataclass
class Permits:
    """Holds functions to their permits; a function that has none may do nothing. `api` is the id of the socket's API
    in the grants. Remembers, in sets, what was refused, which grants were `used` by whom, and which variables a
    function has read without being told.

    A thread that a function has started itself is taken for nobody's, and is free.
    """

    of: Mapping[str, Permit]
    place: Place
    api: str
    refused: set[Use] = field(default_factory=set)
    used: set[tuple[str, Grant]] = field(default_factory=set)
    untold: set[tuple[str, str]] = field(default_factory=set)

    @property
    def unused(self) -> set[tuple[str, Grant]]:
        """Grants that nobody has needed until now."""
        return {(name, grant) for name, permit in self.of.items() for grant in permit.grants} - self.used

    def around(self, call: Call, target: Target) -> AWSResponse | None:
        """Stands between a call and its target, as IAM does."""
        name = function()
        if name is None:
            return target(call)
        action = f"{SERVICES.get(call.service, call.service)}:{ACTIONS.get(call.operation, call.operation)}"
        refused = [use for one in self._resources(call) if not self._may(use := Use(name, action, one))]
        if not refused:
            return target(call)
        return refusal(call, 400, "AccessDeniedException", f"not authorized to perform: {refused[0]}")

    def posts(self, method: str, path: str, connections: Sequence[str]) -> Sequence[Answer] | None:
        """What `@connections` answers to whom it does not let in; None to all others. `path` is all that stands before
        a connection's id.
        """
        name = function()
        stage = path.strip("/").partition("/")[0]
        arn = f"{self._arn('execute-api')}{self.api}/{stage}/{method}/@connections/"
        if name is None or all(self._may(Use(name, MANAGE, f"{arn}{one}")) for one in connections):
            return None
        return [Answer(403, "ForbiddenException", lasts=True) for _ in connections]

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Inside of the block posts are held to the grants, and functions read their own environment."""
        environment = {name: permit.environment for name, permit in self.of.items()}
        with ExitStack() as stack:
            stack.enter_context(guarded(self.posts))
            stack.enter_context(Variables(environment, self.untold))
            yield

    def _may(self, use: Use) -> bool:
        permit = self.of.get(use.function)
        found = [] if permit is None else [grant for grant in permit.grants if _covers(grant, use)]
        self.used.update((use.function, grant) for grant in found)
        if not found:
            self.refused.add(Use(use.function, use.action, re.sub(r"(@connections/).*", r"\1*", use.resource)))
        return bool(found)

    def _resources(self, call: Call) -> Sequence[str]:
        match call.service:
            case "dynamodb":
                tables = call.fields.get("RequestItems") or [call.fields["TableName"]]
                return [f"{self._arn('dynamodb')}table/{table}" for table in tables]
            case "sqs":
                return [f"{self._arn('sqs')}{call.fields['QueueUrl'].rpartition('/')[2]}"]
            case "secrets-manager":
                return [call.fields["SecretId"]]
            case service:
                return [f"{self._arn(service)}?"]  # nobody may

    def _arn(self, service: str) -> str:
        return f"arn:aws:{service}:{self.place.region}:{self.place.account}:"


def _covers(grant: Grant, use: Use) -> bool:
    return bool(_pattern(grant.action.lower()).fullmatch(use.action.lower())) and bool(
        _pattern(grant.resource).fullmatch(use.resource)
    )


@lru_cache
def _pattern(text: str) -> re.Pattern[str]:
    """As IAM reads it."""
    return re.compile("".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in text))
