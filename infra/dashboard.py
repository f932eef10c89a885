"""One page of figures, for whoever looks after the technology on the day."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from blueprint.alarms import LATE
from blueprint.naming import regional
from infra.alarms import Alarms
from infra.facts import Facts
from infra.socket_api import SocketApi

MINUTE = Duration.minutes(1)
WIDTH = 12


class Dashboard(Construct):
    """What is wrong first, what happens second."""

    def __init__(
        self,
        scope: Construct,
        facts: Facts,
        *,
        alarms: Alarms,
        functions: Mapping[str, lambda_.Function],
        tables: Mapping[str, dynamodb.TableV2],
        socket: SocketApi,
    ) -> None:
        super().__init__(scope, "Dashboard")
        board = cloudwatch.Dashboard(
            self,
            "Board",
            dashboard_name=regional(facts.programme.event.code, facts.region),
            default_interval=Duration.hours(3),
        )
        board.add_widgets(
            cloudwatch.AlarmStatusWidget(title="Alarms", alarms=list(alarms.of.values()), width=2 * WIDTH, height=3)
        )
        stage = socket.stage
        board.add_widgets(
            _graph(
                "Sockets: opened, frames",
                [stage.metric(name, statistic="Sum", period=MINUTE) for name in ("ConnectCount", "MessageCount")],
            ),
            _graph(
                "How late the streams are (ms)",
                [alarms.metrics[LATE]],
            ),
        )
        board.add_widgets(
            _graph("Calls", [one.metric_invocations(period=MINUTE, label=name) for name, one in functions.items()]),
            _graph(
                "How long they take, p95 (ms)",
                [one.metric_duration(period=MINUTE, statistic="p95", label=name) for name, one in functions.items()],
            ),
        )
        board.add_widgets(
            _graph("Failed", [one.metric_errors(period=MINUTE, label=name) for name, one in functions.items()]),
            _graph(
                "Units written",
                [
                    one.metric_consumed_write_capacity_units(period=MINUTE, label=name, statistic="Sum")
                    for name, one in tables.items()
                ],
            ),
        )


def _graph(title: str, metrics: list[cloudwatch.IMetric] | list[cloudwatch.Metric]) -> cloudwatch.GraphWidget:
    return cloudwatch.GraphWidget(title=title, left=list(metrics), width=WIDTH)
