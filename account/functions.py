"""The functions of a deployed event."""

from __future__ import annotations

from collections.abc import Iterator

import boto3

from account.clients import client_of
from account.deployed import Deployed
from account.wrong import explained


def functions_of(of: Deployed, session: boto3.Session) -> list[str]:
    """Their names, of the stack as it is. Raises Wrong."""
    client = client_of(session, "cloudformation")
    with explained("listing the event's functions"):
        pages = client.get_paginator("list_stack_resources").paginate(StackName=of.stack)
        listed = [one for page in pages for one in page["StackResourceSummaries"]]
    return [one["PhysicalResourceId"] for one in listed if one["ResourceType"] == "AWS::Lambda::Function"]


def renewed(of: Deployed, session: boto3.Session, mark: str) -> Iterator[str]:
    """Has every function that holds the event's keys started anew, so that it reads them again, and waits for it: a
    changed environment makes Lambda discard the containers that there are. Yields each function's name. Raises Wrong.
    """
    client = client_of(session, "lambda")
    with explained("renewing the functions that hold the keys"):
        for name in functions_of(of, session):
            variables = client.get_function_configuration(FunctionName=name).get("Environment", {}).get("Variables", {})
            if "SECRET_ARN" in variables:
                environment = {"Variables": {**variables, "KEYS": mark}}
                client.update_function_configuration(FunctionName=name, Environment=environment)
                client.get_waiter("function_updated_v2").wait(FunctionName=name)
                yield name
