"""The alarms of `blueprint/alarms.py`, to one topic."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from blueprint.alarms import (
    CONNECTS,
    ERRORS,
    LATE,
    LOST,
    READERS,
    REFUSED,
    RUNNING,
    THROTTLES,
    UNATTENDED,
    Alarm,
)
from blueprint.naming import stack_name
from blueprint.throttles import SCREENS
from infra.facts import Facts
from infra.socket_api import SocketApi
from infra.web_api import WebApi

MINUTE = Duration.minutes(1)
LATE_BY = Duration.seconds(30)

LATELY = 5
"""Minutes that an alarm looks back at. It judges the last minute before all of its figures have come, and takes those
for 0; a minute that it saw once only would then never ring (Amazon CloudWatch, Using metric math: FILL).
"""

NEWS = 15
"""Minutes for which a letter in the failure queue is news. It lies there for days: an alarm for all that time would say
nothing of the next one. The queue's first figures come so late at most (Amazon SQS, Monitoring).
"""

OFTEN = 3
"""Times that everybody opens a socket with each screen within five minutes, before it is too often."""


class Alarms(Construct):
    """`topic` is told; who reads it, the event file says. `of` has the alarms by name.

    The topic is not encrypted: what CloudWatch says there are the sentences of `blueprint/alarms.py`, it has no right
    to AWS's own key of topics, and a key of our own would cost more than the event's day (AWS KMS, Pricing).
    """

    def __init__(
        self,
        scope: Construct,
        facts: Facts,
        *,
        functions: Mapping[str, lambda_.Function],
        socket: SocketApi,
        web: WebApi,
        failures: sqs.Queue,
    ) -> None:
        super().__init__(scope, "Alarms")
        event = facts.programme.event
        self._code = event.code
        self.of: dict[str, cloudwatch.Alarm] = {}
        self.topic = sns.Topic(self, "Topic", display_name=f"Beifall {event.code}", enforce_ssl=True)
        self.topic.add_to_resource_policy(
            iam.PolicyStatement(
                actions=["sns:Publish"],
                principals=[
                    iam.ServicePrincipal("cloudwatch.amazonaws.com"),
                    iam.ServicePrincipal("budgets.amazonaws.com"),
                ],
                resources=[self.topic.topic_arn],
                # For both are services of everybody: nobody else's alarm or budget speaks here.
                conditions={"StringEquals": {"aws:SourceAccount": self.topic.stack.account}},
            )
        )
        if event.alarms_email:
            # With a name of its own: CDK's would be the address, and stand in every list of resources.
            sns.Subscription(
                self, "Mail", topic=self.topic, protocol=sns.SubscriptionProtocol.EMAIL, endpoint=event.alarms_email
            )
        self.metrics: Mapping[Alarm, cloudwatch.IMetric] = {
            ERRORS: _sum([functions[name].metric_errors(period=MINUTE) for name in UNATTENDED]),
            THROTTLES: _sum([functions[name].metric_throttles(period=MINUTE) for name in RUNNING]),
            LATE: _most([_age(functions[name]) for name in READERS]),
            LOST: _more(
                [
                    failures.metric_approximate_number_of_messages_visible(period=MINUTE, statistic="Maximum"),
                    # Whoever looks at a letter hides it for a while; when it is seen again, it is no new one.
                    failures.metric_approximate_number_of_messages_not_visible(period=MINUTE, statistic="Maximum"),
                ]
            ),
            REFUSED: _sum(
                [
                    *(_socket(socket, name) for name in ("IntegrationError", "ExecutionError")),
                    web.stage.metric_server_error(period=MINUTE, statistic="Sum"),
                ]
            ),
            CONNECTS: _socket(socket, "ConnectCount", Duration.minutes(5)),
        }
        self._alarm(ERRORS, above=0, periods=LATELY)
        self._alarm(THROTTLES, above=0, periods=LATELY)
        self._alarm(LATE, above=LATE_BY.to_milliseconds(), periods=LATELY, breaching=2)
        self._alarm(LOST, above=0, periods=NEWS)
        self._alarm(REFUSED, above=5, periods=LATELY)
        self._alarm(CONNECTS, above=max(50, OFTEN * SCREENS * event.expected))

    def _alarm(self, alarm: Alarm, *, above: float, periods: int = 1, breaching: int = 1) -> None:
        made = cloudwatch.Alarm(
            self,
            alarm.name.capitalize(),
            alarm_name=f"{stack_name(self._code)}-{alarm.name}",
            alarm_description=f"{alarm.meaning} {alarm.remedy}",
            metric=self.metrics[alarm],
            threshold=above,
            evaluation_periods=periods,
            datapoints_to_alarm=breaching,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        made.add_alarm_action(actions.SnsAction(self.topic))
        made.add_ok_action(actions.SnsAction(self.topic))
        self.of[alarm.name] = made


def _sum(metrics: list[cloudwatch.Metric]) -> cloudwatch.MathExpression:
    return _expression(_added(metrics), metrics)


def _more(metrics: list[cloudwatch.Metric]) -> cloudwatch.MathExpression:
    """How many more there are than a minute before. That anything was sent is counted too, but not what a queue has
    passed on (Amazon SQS, Available CloudWatch metrics).
    """
    return _expression(f"DIFF({_added(metrics)})", metrics)


def _most(metrics: list[cloudwatch.Metric]) -> cloudwatch.MathExpression:
    return _expression(f"MAX([{_filled(metrics)}])", metrics)


def _added(metrics: list[cloudwatch.Metric]) -> str:
    """Not by `+`: AWS takes a gap for 0 there, but does not say so of a figure that never was, such as that of a
    function which has not been called yet.
    """
    return f"SUM([{_filled(metrics)}])"


def _filled(metrics: list[cloudwatch.Metric]) -> str:
    return ", ".join(f"FILL(m{number}, 0)" for number in range(len(metrics)))


def _expression(text: str, metrics: list[cloudwatch.Metric]) -> cloudwatch.MathExpression:
    using = {f"m{number}": metric for number, metric in enumerate(metrics)}
    return cloudwatch.MathExpression(expression=text, using_metrics=dict(using), period=MINUTE)


def _age(function: lambda_.Function) -> cloudwatch.Metric:
    """By the function's name alone the figure is of all its aliases together (AWS Lambda, Metrics: Dimensions)."""
    return function.metric("IteratorAge", statistic="Maximum", period=MINUTE)


def _socket(socket: SocketApi, name: str, period: Duration = MINUTE) -> cloudwatch.Metric:
    return socket.stage.metric(name, statistic="Sum", period=period)
