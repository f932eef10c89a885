"""What calls a function: streams, the queue, the schedule, the deployment."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from beifall.domain.pace import pace
from beifall.domain.polls import Poll
from beifall.domain.questions import Question
from beifall.store import keys
from blueprint.filters import passes
from blueprint.mappings import StreamMapping, mappings
from blueprint.queue import Rules
from blueprint.routes import TIMEOUT
from blueprint.schedule import AWAKE, HOUSEKEEPING
from tests.infra.synthesis import Template, example, plain, said

pytestmark = pytest.mark.xdist_group("synthesis")

FAILURES = {"OnFailure": {"Destination": "<QueuesFailures.Arn>"}}

BUNDLED = {
    "tally": keys.tally_row("plenum", "p1"),
    "question": keys.public_row(Question, "plenum", "q1"),
    "board": keys.board_row("plenum", "q1"),
    "mood": keys.mood_row("plenum"),
    "floor": keys.floor_row("cafe"),
    "presence": keys.presence_row("foyer"),
}
TOLD = BUNDLED | {
    "event": keys.EVENT,
    "room": keys.room_row("plenum"),
    "poll": keys.public_row(Poll, "plenum", "p1"),
    "draft": keys.backstage_row(Poll, "plenum", "p1"),
    "waiting question": keys.backstage_row(Question, "plenum", "q1"),
    "help": keys.help_row("h1"),
}
"""What reaches somebody at once, and of it what reaches phones and laptops bundled."""

UNTOLD = {
    "deployed": keys.DEPLOYED,
    "count": ("count#plenum#p1#1", "count"),
    "applause": keys.applause_row("plenum", "loud"),
    "second": keys.second_row("plenum", 1_606_730_400),
}
"""Rows of `state` that nobody is told of: each would be a call in vain, and applause several a second."""


def test_each_stream_is_read_as_the_blueprint_says(template: Template, otherwise: Template) -> None:
    for one, people, quota in ((template, example().event.expected, 10_000), (otherwise, 3_000, 20_000)):
        wanted = mappings(pace(people, quota))
        assert sorted(map(_read, _streams(one)), key=_whose) == sorted(map(_wanted, wanted), key=_whose)


def test_a_reader_hears_what_it_needs_and_nothing_else(template: Template) -> None:
    """Whoever heard all would be called in vain several times a second, and whoever heard less would be silent."""
    readers = {_whose(one).rpartition(":")[2]: one["Filters"] for one in map(_read, _streams(template))}
    rows = TOLD | UNTOLD
    heard = {
        name: {row for row, (pk, sk) in rows.items() if passes(readers[name], _record("MODIFY", pk, sk))}
        for name in ("at-once", "bundled")
    }
    assert heard == {"at-once": set(TOLD), "bundled": set(BUNDLED)}
    for name in ("loud", "quiet"):
        clapped = {
            one for one in ("INSERT", "MODIFY", "REMOVE") if passes(readers[name], _record(one, "claps#x", "c1"))
        }
        assert clapped == {"INSERT", "MODIFY"}, "those that time takes away are no applause"
    assert readers["<FunctionsTally>"] == [], "every fact is counted"


def test_one_record_that_nobody_can_read_holds_up_the_others_for_minutes_at_most(template: Template) -> None:
    """AWS would try for a day."""
    tries = {
        said(one["EventSourceArn"]): (one["MaximumRetryAttempts"], one["MaximumRecordAgeInSeconds"])
        for one in _streams(template)
    }
    facts, state, claps = (f"<Tables{name}.StreamArn>" for name in ("Facts", "State", "Claps"))
    assert tries == {facts: (5, 300), state: (5, 300), claps: (1, 60)}


def _streams(template: Template) -> list[dict[str, Any]]:
    return [one for one in template.of("Lambda::EventSourceMapping").values() if "StartingPosition" in one]


def _record(name: str, pk: str, sk: str) -> dict[str, Any]:
    return {"eventName": name, "dynamodb": {"Keys": {"pk": {"S": pk}, "sk": {"S": sk}}}}


def test_at_most_two_read_a_stream(template: Template) -> None:
    read = Counter(said(one["EventSourceArn"]) for one in template.of("Lambda::EventSourceMapping").values())
    assert max(read.values()) == 2


def _whose(mapping: dict[str, Any]) -> str:
    return str(mapping["FunctionName"])


def _read(mapping: dict[str, Any]) -> dict[str, Any]:
    told = {key: value for key, value in mapping.items() if key != "Tags"}
    told["DestinationConfig"] = {
        "OnFailure": {"Destination": said(told["DestinationConfig"]["OnFailure"]["Destination"])}
    }
    filters = told.pop("FilterCriteria", {"Filters": []})["Filters"]
    return told | {
        "EventSourceArn": said(told["EventSourceArn"]),
        "FunctionName": said(told["FunctionName"]),
        "Filters": [json.loads(one["Pattern"]) for one in filters],
    }


def _wanted(mapping: StreamMapping) -> dict[str, Any]:
    function = mapping.function.capitalize()
    alias = (
        f"<Streams{function}{mapping.alias.capitalize().replace('-', '')}>[6]:{mapping.alias}" if mapping.alias else ""
    )
    return {
        "EventSourceArn": f"<Tables{mapping.table.capitalize()}.StreamArn>",
        "FunctionName": alias or f"<Functions{function}>",
        "StartingPosition": "TRIM_HORIZON",
        "BatchSize": mapping.batch,
        **({"MaximumBatchingWindowInSeconds": mapping.window} if mapping.window else {}),
        "MaximumRetryAttempts": mapping.retries,
        "MaximumRecordAgeInSeconds": mapping.max_age,
        "BisectBatchOnFunctionError": True,
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "DestinationConfig": FAILURES,
        "Filters": [dict(one) for one in mapping.filters],
    }


def test_the_delay_queue_is_read_by_housekeeping_and_leads_to_the_failure_queue(template: Template) -> None:
    (read,) = (one for one in template.of("Lambda::EventSourceMapping").values() if "StartingPosition" not in one)
    assert said(read["EventSourceArn"]) == "<QueuesLater.Arn>"
    assert said(read["FunctionName"]) == f"<Functions{HOUSEKEEPING.capitalize()}>"
    assert (read["BatchSize"], read["FunctionResponseTypes"]) == (Rules().batch, ["ReportBatchItemFailures"])
    queue = template.of("SQS::Queue")["QueuesLater"]
    assert queue["VisibilityTimeout"] == Rules().visibility
    assert queue["VisibilityTimeout"] >= 6 * TIMEOUT, "as AWS advises: Lambda may have to look for room"
    kept = {one["MessageRetentionPeriod"] for one in template.of("SQS::Queue").values()}
    assert kept == {4 * 24 * 3_600}, "somebody comes back from a weekend"
    redrive = queue["RedrivePolicy"]
    assert (said(redrive["deadLetterTargetArn"]), redrive["maxReceiveCount"]) == (
        "<QueuesFailures.Arn>",
        Rules().receives,
    )


def test_the_schedule_calls_whom_the_blueprint_names_and_nobody_twice(template: Template) -> None:
    rules = template.of("Events::Rule").values()
    assert {rule["ScheduleExpression"] for rule in rules} == {"rate(1 minute)"}
    targets = [target for rule in rules for target in rule["Targets"]]
    wanted = [
        f"<Functions{HOUSEKEEPING.capitalize()}.Arn>",
        *(
            f"<Streams{name.capitalize()}{alias.capitalize()}>" if alias else f"<Functions{name.capitalize()}.Arn>"
            for name, aliases in AWAKE.items()
            for alias in aliases
        ),
    ]
    assert len(wanted) == 8
    assert Counter(said(target["Arn"]) for target in targets) == Counter(wanted)
    for target in targets:
        assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 60, "MaximumRetryAttempts": 0}
    assert max(len(rule["Targets"]) for rule in rules) <= 5, "EventBridge's limit"


def test_who_is_called_asynchronously_is_called_once_also_by_an_alias(template: Template) -> None:
    configs = template.of("Lambda::EventInvokeConfig").values()
    assert {(said(one["FunctionName"]), _qualifier(one["Qualifier"])) for one in configs} == {
        ("<FunctionsHousekeeping>", "$LATEST"),
        ("<FunctionsClap>", "$LATEST"),
        ("<FunctionsApplause>", "<StreamsApplauseLoud>"),
        ("<FunctionsApplause>", "<StreamsApplauseQuiet>"),
    }
    for one in configs:
        assert (one["MaximumRetryAttempts"], one["MaximumEventAgeInSeconds"]) == (0, 60)


def _qualifier(value: Any) -> str:
    return value if isinstance(value, str) else said(value["Fn::Select"][1]["Fn::Split"][1])


def test_what_housekeeping_could_not_do_is_kept(template: Template) -> None:
    (config,) = (one for one in template.of("Lambda::EventInvokeConfig").values() if "DestinationConfig" in one)
    assert said(config["FunctionName"]) == "<FunctionsHousekeeping>"
    assert said(config["DestinationConfig"]["OnFailure"]["Destination"]) == "<QueuesFailures.Arn>"
    (target,) = template.of("Events::Rule")["ScheduleHousekeeping"]["Targets"]
    assert said(target["DeadLetterConfig"]["Arn"]) == "<QueuesFailures.Arn>"


def test_the_deployment_is_filled_when_all_else_is_there(template: Template) -> None:
    """A bucket that is filled keeps CloudFormation from taking back a first deployment that fails afterwards."""
    (trigger,) = (one for one in template.resources.values() if one["Type"] == "Custom::Trigger")
    assert said(trigger["Properties"]["HandlerArn"]).startswith("<FunctionsSetupCurrentVersion")
    assert trigger["Properties"]["InvocationType"] == "RequestResponse"
    missing = {plain(id_) for id_ in template.resources.keys() - set(trigger["DependsOn"])}
    assert {one for one in missing if not one.startswith(("Content", "AWSCDKTrigger"))} == set()


def test_who_calls_setup_hears_that_its_time_is_over_and_can_say_so(template: Template) -> None:
    (trigger,) = (one["Properties"] for one in template.resources.values() if one["Type"] == "Custom::Trigger")
    provider = template.of("Lambda::Function")["AWSCDKTriggerCustomResourceProviderCustomResourceProviderHandler"]
    assert template.functions()["setup"]["Timeout"] + 10 < int(trigger["Timeout"]) / 1_000 < provider["Timeout"]
