"""An event's stack: the list of its parts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from aws_cdk import CfnElement, CfnOutput, Names, Stack, Tags
from constructs import Construct

from bill.ceiling import ceiling
from bill.prices import NoSuchRegion, prices
from blueprint.budget import MADE_IN
from blueprint.environment import NEEDED, TABLES
from blueprint.grants import GRANTS
from blueprint.naming import TAG, stack_name
from blueprint.routes import WEB
from infra.acknowledgements import Named
from infra.alarms import Alarms
from infra.artefacts import Artefacts
from infra.budget import Budget
from infra.content import Content
from infra.dashboard import Dashboard
from infra.facts import Facts
from infra.functions import SETUP, Functions
from infra.keys import Keys
from infra.layers import Layers
from infra.queues import Queues
from infra.schedule import Schedule
from infra.site import Site
from infra.socket_api import SocketApi
from infra.streams import Streams
from infra.tables import Tables
from infra.web_api import WebApi


class EventStack(Stack):
    """Everything of one event, in one Region. Removed, nothing of it is left."""

    def __init__(self, scope: Construct, facts: Facts, artefacts: Artefacts) -> None:
        event = facts.programme.event
        super().__init__(
            scope,
            stack_name(event.code),
            description=f"Beifall: the audience's side of the event {event.code}",
            env={"region": facts.region},
        )
        self.facts = facts
        Tags.of(self).add(TAG, event.code)

        self.tables = Tables(self, facts)
        self.keys = Keys(self)
        self.queues = Queues(self)
        self.functions = Functions(self, facts, Layers(self, facts, artefacts), _code(facts, artefacts))
        self.socket = SocketApi(self, facts)
        self.web = WebApi(self, facts)
        self.site = Site(self, facts, self.web, self.socket)

        self.functions.tell(self._environment())
        self._grant()
        self.socket.lead(self.functions.of)
        self.web.lead(self.functions.of[WEB])
        self.streams = Streams(self, facts, self.tables.of, self.functions.of, self.queues.failures)
        self.schedule = Schedule(self, facts, self.functions.of, self.streams.aliases, self.queues)
        self.alarms = Alarms(
            self,
            facts,
            functions=self.functions.of,
            socket=self.socket,
            web=self.web,
            failures=self.queues.failures,
        )
        if facts.budgets and facts.region in MADE_IN:
            self.budget = Budget(self, facts, self.alarms.topic)
        self.dashboard = Dashboard(
            self,
            facts,
            alarms=self.alarms,
            functions=self.functions.of,
            tables=self.tables.of,
            socket=self.socket,
        )
        self.content = Content(self, event.code, self.functions.of[SETUP], *self.node.children)
        outputs = Construct(self, "Outputs")
        for key, value in self._outputs().items():
            CfnOutput(outputs, key, value=value).override_logical_id(key)

    def _environment(self) -> Mapping[str, str]:
        event, of = self.facts.programme.event, self.tables.of
        origins = {self.site.address, *event.origins}
        return {
            "EVENT_CODE": event.code,
            "EXPECTED": str(event.expected),
            "PURGED": str(event.purged),
            "SITE": f"{self.site.address}/",
            "ORIGINS": " ".join(sorted(origins)),
            "SECRET_ARN": self.keys.secret.secret_arn,
            "CALLBACK_URL": self.socket.callback,
            "QUEUE_URL": self.queues.later.queue_url,
            **{variable: of[variable.removeprefix("TABLE_").lower()].table_name for variable in TABLES},
            "SITE_BUCKET": self.site.bucket.bucket_name,
            "API": f"{self.site.address}/api",
            "SOCKET": self.socket.address,
            "QUOTA": str(self.facts.quota),
        }

    def _grant(self) -> None:
        where = {
            **{table: [one.table_arn] for table, one in self.tables.of.items()},
            "posts": [self.socket.connections("POST")],
            "ends": [self.socket.connections("DELETE")],
            "later": [self.queues.later.queue_arn],
            "secret": [self.keys.secret.secret_arn],
            "site": [self.site.bucket.bucket_arn],
            "pages": [self.site.bucket.arn_for_objects("*")],
        }
        for function, grants in GRANTS.items():
            for resource, actions in grants.items():
                self.functions.allow(function, actions, where[resource])

    def _outputs(self) -> Mapping[str, str]:
        event = self.facts.programme.event
        return {
            "Code": event.code,
            "Starts": str(event.starts),
            "Ends": str(event.ends),
            "Purged": str(event.purged),
            "Expected": str(event.expected),
            "Concurrency": str(self.facts.concurrency),
            "Site": self.site.address,
            # Where the name server has to lead the site's own name.
            **({"Edge": self.site.distribution.distribution_domain_name} if event.domain else {}),
            "Api": f"{self.site.address}/api",
            "ApiDirect": self.web.address,
            "Socket": self.socket.address,
            "Callback": self.socket.stage.callback_url,
            "Secret": self.keys.secret.secret_arn,
            **{f"{table.capitalize()}Table": one.table_name for table, one in self.tables.of.items()},
            "SiteBucket": self.site.bucket.bucket_name,
            "DelayQueue": self.queues.later.queue_url,
            "FailureQueue": self.queues.failures.queue_url,
            "AlarmTopic": self.alarms.topic.topic_arn,
            "Ceiling": self._ceiling(),
        }

    def named(self) -> Named:
        """What cdk-nag's findings are named by."""
        return Named(
            region=self.region,
            socket=_logical(self, self.socket.api),
            bucket=_logical(self, self.site.bucket),
            later=Names.node_unique_id(self.queues.later.node),
            are_awake=bool(self.schedule.awake),
        )

    def _ceiling(self) -> str:
        event = self.facts.programme.event
        try:
            its = prices(self.facts.region)
        except NoSuchRegion:
            its = prices("us-east-1")
        dollars = ceiling(event.expected, event.limit, self.facts.quota, self.facts.concurrency, its)
        return f"at most about {dollars} US dollars an hour, transfer aside, by the prices of {its.region}"


def _logical(stack: Stack, construct: Construct) -> str:
    resource = construct.node.default_child
    assert isinstance(resource, CfnElement)
    return stack.get_logical_id(resource)


def _code(facts: Facts, artefacts: Artefacts) -> Mapping[str, Path]:
    setup = artefacts.setup(facts.programme, facts.pages)
    return {name: setup if name == SETUP else artefacts.function(name) for name in NEEDED}
