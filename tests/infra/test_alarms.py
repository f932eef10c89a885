"""Who is told what of an event that runs: alarms, their mail, the dashboard, the budget."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from blueprint.alarms import ALARMS
from blueprint.budget import limit
from tests.infra.conftest import Synthesised
from tests.infra.synthesis import Template, example, said

pytestmark = pytest.mark.xdist_group("synthesis")

EVERYBODY = "applause authorize broadcast clap command connection housekeeping reception tally".split()  # noqa: SIM905 - a list of names

SOCKET, WEB = "<SocketApi>/live", "<WebApi>/api"

RINGS: Mapping[str, tuple[list[str], float, int]] = {
    "errors": ([f"Errors of {name}, Sum" for name in ("applause", "broadcast", "housekeeping", "tally")], 0, 60),
    "throttles": ([f"Throttles of {name}, Sum" for name in EVERYBODY], 0, 60),
    "late": ([f"IteratorAge of {name}, Maximum" for name in ("broadcast", "tally")], 30_000, 60),
    "lost": (
        [f"ApproximateNumberOfMessages{name} of <QueuesFailures>, Maximum" for name in ("NotVisible", "Visible")],
        0,
        60,
    ),
    "refused": (
        [f"5xx of {WEB}, Sum", f"ExecutionError of {SOCKET}, Sum", f"IntegrationError of {SOCKET}, Sum"],
        5,
        60,
    ),
    "connects": ([f"ConnectCount of {SOCKET}, Sum"], 3 * 2 * 300, 300),
}
"""What each alarm adds up, or takes the largest of; above how much it rings, and of how many seconds: as
docs/operations.md says it.
"""


def alarms(template: Template) -> dict[str, Any]:
    return {one["AlarmName"].removeprefix("Beifall-JC2020-"): one for one in template.of("CloudWatch::Alarm").values()}


def looked(alarm: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures that an alarm looks at, as the template has them."""
    calculated = [one["MetricStat"] for one in alarm.get("Metrics", ()) if "MetricStat" in one]
    return calculated or [{"Metric": alarm, "Stat": alarm["Statistic"], "Period": alarm["Period"]}]


def figure(one: dict[str, Any]) -> str:
    whose = {dimension["Name"]: said(dimension["Value"]) for dimension in one["Metric"]["Dimensions"]}
    match whose:
        case {"FunctionName": function}:
            who = function.strip("<>").removeprefix("Functions").lower()
        case {"ApiId": api, "Stage": stage}:
            who = f"{api}/{stage}"
        case _:
            (who,) = whose.values()
    return f"{one['Metric']['MetricName']} of {who.replace('.QueueName', '')}, {one['Stat']}"


def test_each_alarm_rings_for_what_the_docs_say_it_rings_for(template: Template) -> None:
    found = alarms(template)
    assert found.keys() == RINGS.keys()
    for name, (figures, above, seconds) in RINGS.items():
        alarm = found[name]
        assert sorted(map(figure, looked(alarm))) == figures, name
        assert {one["Period"] for one in looked(alarm)} == {seconds}, name
        assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", above), name
    minutes = {name: one.get("DatapointsToAlarm", 1) for name, one in found.items()}
    assert minutes == {**dict.fromkeys(RINGS, 1), "late": 2}


def test_each_figure_of_an_alarm_counts(template: Template) -> None:
    for name, alarm in alarms(template).items():
        if metrics := alarm.get("Metrics"):
            (calculation,) = (one for one in metrics if "Expression" in one)
            counted = ", ".join(f"FILL({one['Id']}, 0)" for one in metrics if "MetricStat" in one)
            assert f"[{counted}]" in calculation["Expression"], name
            assert [one["Id"] for one in metrics if one.get("ReturnData", True)] == [calculation["Id"]], name


def test_every_alarm_tells_the_topic_and_looks_at_as_much_as_is_billed(template: Template) -> None:
    found = alarms(template)
    assert found.keys() == {alarm.name for alarm in ALARMS}
    for alarm in ALARMS:
        one = found[alarm.name]
        assert len(looked(one)) == alarm.metrics
        assert list(map(said, one["AlarmActions"])) == list(map(said, one["OKActions"])) == ["<AlarmsTopic>"]
        assert one["TreatMissingData"] == "notBreaching"
        assert alarm.meaning in one["AlarmDescription"]


def test_no_alarm_looks_at_what_others_do_in_the_account(template: Template) -> None:
    for name, one in alarms(template).items():
        assert len(looked(one)) <= 10, "CloudWatch's limit"
        assert all(figure_["Metric"].get("Dimensions") for figure_ in looked(one)), name


def test_no_alarm_passes_over_a_minute_whose_figures_come_late(template: Template) -> None:
    """What has not come yet is taken for 0, and is judged once more with each minute that an alarm looks back."""
    for name, one in alarms(template).items():
        if any("FILL" in metric.get("Expression", "") for metric in one.get("Metrics", ())):
            assert one["EvaluationPeriods"] - one["DatapointsToAlarm"] >= 3, name


def test_a_letter_in_the_failure_queue_is_news_once_however_long_it_lies_there(template: Template) -> None:
    """Also where somebody has looked at it, which hides it for a while."""
    lost = alarms(template)["lost"]
    (news,) = (one for one in lost["Metrics"] if "Expression" in one)
    assert news["Expression"] == "DIFF(SUM([FILL(m0, 0), FILL(m1, 0)]))"
    named = {one["Id"]: one["MetricStat"]["Metric"]["MetricName"] for one in lost["Metrics"] if "MetricStat" in one}
    names = ("ApproximateNumberOfMessagesVisible", "ApproximateNumberOfMessagesNotVisible")
    assert named == {"m0": names[0], "m1": names[1]}
    assert (lost["DatapointsToAlarm"], lost["EvaluationPeriods"], lost["Threshold"]) == (1, 15, 0)


def test_alarms_are_mailed_to_whom_the_event_file_names(template: Template, otherwise: Template) -> None:
    (mail,) = template.of("SNS::Subscription").values()
    assert (mail["Protocol"], mail["Endpoint"], said(mail["TopicArn"])) == (
        "email",
        example().event.alarms_email,
        "<AlarmsTopic>",
    )
    assert not otherwise.of("SNS::Subscription"), "nobody is named"


def test_the_dashboard_shows_every_alarm_function_and_table(template: Template) -> None:
    (board,) = template.of("CloudWatch::Dashboard").values()
    widgets = json.loads(said(board["DashboardBody"]))["widgets"]
    (shown,) = (one["properties"]["alarms"] for one in widgets if one["type"] == "alarm")
    assert sorted(shown) == sorted(f"<Alarms{name.capitalize()}.Arn>" for name in RINGS)
    drawn = json.dumps([one["properties"]["metrics"] for one in widgets if one["type"] == "metric"])
    for figure_ in ("Invocations", "Duration", "Errors"):
        for name in template.functions():
            assert f'"{figure_}", "FunctionName", "<Functions{name.capitalize()}>"' in drawn
    for table in template.of("DynamoDB::GlobalTable"):
        assert f'"ConsumedWriteCapacityUnits", "TableName", "<{table}>"' in drawn


def test_the_budget_tells_the_alarms_topic_at_half_of_its_limit_and_at_all_of_it(template: Template) -> None:
    (made,) = template.of("Budgets::Budget").values()
    assert made["Budget"]["BudgetLimit"] == {"Amount": limit(example().event.expected), "Unit": "USD"}
    assert (made["Budget"]["BudgetType"], made["Budget"]["TimeUnit"]) == ("COST", "MONTHLY")
    told = made["NotificationsWithSubscribers"]
    assert [(one["Notification"]["NotificationType"], one["Notification"]["Threshold"]) for one in told] == [
        ("ACTUAL", 50),
        ("ACTUAL", 100),
        ("FORECASTED", 100),
    ]
    for one in told:
        assert one["Notification"]["ComparisonOperator"] == "GREATER_THAN"
        (subscriber,) = one["Subscribers"]
        assert (subscriber["SubscriptionType"], said(subscriber["Address"])) == ("SNS", "<AlarmsTopic>")


def test_where_aws_makes_no_budgets_the_stack_has_none(synthesised: Synthesised) -> None:
    for lacking in ("first", "otherwise"):
        assert not synthesised(lacking).template.of("Budgets::Budget"), "of the Region, and of the account"
