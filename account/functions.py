"""The functions of a deployed event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import boto3

from account.clients import client_of
from account.deployed import Deployed
from account.wrong import explained

OURS = re.compile(r"Functions([A-Z][a-z]+)[0-9A-F]{8}")
"""How the CDK calls one of them in the template."""


def functions_of(of: Deployed, session: boto3.Session) -> Mapping[str, str]:
    """Of the stack as it is: by AWS's name for each, our own, which its log has too. Raises Wrong."""
    client = client_of(session, "cloudformation")
    with explained("listing the event's functions"):
        pages = client.get_paginator("list_stack_resources").paginate(StackName=of.stack)
        listed = [one for page in pages for one in page["StackResourceSummaries"]]
    functions = [one for one in listed if one["ResourceType"] == "AWS::Lambda::Function"]
    return {one["PhysicalResourceId"]: _called(one["LogicalResourceId"]) for one in functions}


def _called(id_: str) -> str:
    ours = OURS.fullmatch(id_)
    return ours[1].lower() if ours else id_


def renewed(of: Deployed, session: boto3.Session, mark: str) -> Iterator[str]:
    """Has every function that holds the event's keys started anew, so that it reads them again, and waits for it: a
    changed environment makes Lambda discard the containers that there are. Yields our name of each. Raises Wrong.
    """
    client = client_of(session, "lambda")
    with explained("renewing the functions that hold the keys"):
        for name, called in functions_of(of, session).items():
            variables = client.get_function_configuration(FunctionName=name).get("Environment", {}).get("Variables", {})
            if "SECRET_ARN" in variables:
                environment = {"Variables": {**variables, "KEYS": mark}}
                client.update_function_configuration(FunctionName=name, Environment=environment)
                client.get_waiter("function_updated_v2").wait(FunctionName=name)
                yield called
