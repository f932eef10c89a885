"""The stack as it is deployed, for the machine that the emulator is: without what that does not know."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from pathlib import Path

from aws_cdk import App, CfnResource, Fn
from aws_cdk.aws_cloudwatch import CfnAlarm

from beifall.domain.event import Programme
from cli.pack import packed
from infra.artefacts import Architecture, Artefacts
from infra.facts import Facts
from infra.stack import EventStack

CONTEXT = Path(__file__).parents[3] / "infra/cdk.json"
REGION = "eu-central-1"

CANNOT_HOLD: Mapping[str, str] = {
    "AWS::ApiGatewayV2::RouteResponse": "no such type: what a function returns is always sent, as if each route had it",
    "AWS::Budgets::Budget": "no such type",
    "AWS::CloudWatch::Alarm": "those that calculate with several metrics are refused; the others are there",
    "AWS::CloudWatch::Dashboard": "it could be held, but not without the alarms that it shows",
}
"""What of the stack is left out, by the type of resource, and why. What is there, and does not work as in AWS:

- Tables: no time to live, ceiling of writes, recovery or protection from deletion. One of which anything changes, as
  its protection does with an event's second deployment, is replaced by an empty one.
- Streams: batches come at once whatever the window, one after the other; one that fails comes again, whole, every few
  seconds. What a function says of single records is not heard.
- Throttles, and shares of what may run at once: nobody is refused.
- Functions run in the Python of the tests, for this machine's processor, with the tests' packages behind the layers:
  what a layer lacks, `test_handlers` finds.
- The edge: no TLS, and the address of an API is its API's number in a path.
- A bucket goes with all that is in it.
"""


def assembly(programme: Programme, folder: Path, *, port: int) -> Path:
    """The folder, filled with what `cdk deploy --app` takes, for an emulator at this port of this machine."""
    context = json.loads(CONTEXT.read_text())["context"]
    app = App(outdir=str(folder), context=context, analytics_reporting=False)
    architecture: Architecture = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    facts = Facts(
        programme,
        packed(),
        region=REGION,
        architecture=architecture,
        callback=lambda address: f"http://127.0.0.1:{port}/_aws/execute-api/{_api(address)}/live",
    )
    stack = EventStack(app, facts, Artefacts(architecture=architecture))
    for child in stack.node.find_all():
        if isinstance(child, CfnResource) and _cannot_be_held(child):
            parent = child.node.scope
            assert parent is not None
            parent.node.try_remove_child(child.node.id)
    app.synth()
    return folder


def _api(address: str) -> str:
    """The API's id, with which an address of AWS begins."""
    return Fn.select(0, Fn.split(".", Fn.select(1, Fn.split("//", address))))


def _cannot_be_held(resource: CfnResource) -> bool:
    if isinstance(resource, CfnAlarm):
        return resource.metrics is not None
    return resource.cfn_resource_type in CANNOT_HOLD
