"""How a deployed event is, at a glance."""

from __future__ import annotations

import datetime as dt
import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING

import boto3

from account.clients import client_of
from account.deployed import Deployed
from account.functions import functions_of
from account.lock import is_locked
from account.row import event_of
from account.wrong import Wrong, explained
from beifall.store import keys

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch.type_defs import MetricDataQueryTypeDef

WAIT = 10
"""Seconds until a site that says nothing is given up."""

LATELY = 300
"""Seconds that failures are counted over."""


@dataclass(frozen=True)
class Seen:
    """One line: what was looked at, how it is, whether that is wrong."""

    what: str
    how: str
    is_wrong: bool = False


def glance(of: Deployed, session: boto3.Session, *, now: int) -> Iterator[Seen]:
    """Everything that an organiser wants to know on the day; `now` in ms. What cannot be read is a line, too."""
    looks = (_stack, _locked, _phase, _site, _api, _alarms, _mail, _failures, _delayed, _open, _functions)
    for look in looks:
        try:
            yield from look(of, session, now)
        except Wrong as wrong:
            yield Seen(look.__name__.strip("_"), f"not known: {wrong}", is_wrong=True)
    yield Seen("ceiling", of.ceiling)


def _stack(of: Deployed, _session: boto3.Session, _now: int) -> Iterator[Seen]:
    yield Seen("stack", f"{of.stack} in {of.region}: {of.status}", "FAILED" in of.status or "DELETE" in of.status)


def _locked(of: Deployed, session: boto3.Session, _now: int) -> Iterator[Seen]:
    yield Seen("lock", "locked" if is_locked(of, session) else "not locked: anybody who may deploy can deploy over it")


def _phase(of: Deployed, _session: boto3.Session, now: int) -> Iterator[Seen]:
    if now < of.starts:
        yield Seen("phase", f"starts {_time(of.starts)}")
    elif now < of.ends:
        yield Seen("phase", f"LIVE until {_time(of.ends)}")
    elif now < of.purged:
        yield Seen("phase", f"over since {_time(of.ends)}; what was said in it is deleted {_time(of.purged)}")
    else:
        yield Seen(
            "phase", f"over, and deleted since {_time(of.purged)}: `./beifall destroy {of.code}` removes the rest"
        )


def _site(of: Deployed, _session: boto3.Session, _now: int) -> Iterator[Seen]:
    yield _answers("site", f"{of.site}/config.json")


def _api(of: Deployed, _session: boto3.Session, now: int) -> Iterator[Seen]:
    if now < of.purged:
        yield _answers("api", f"{of.api}/event")


def _answers(what: str, url: str) -> Seen:
    said = "no address"
    with suppress(ValueError):
        said = _asked(url)
    return Seen(what, f"{url} {said or 'answers'}", bool(said))


def _asked(url: str) -> str:
    """What is wrong with the answer; nothing if it is right."""
    if not url.startswith(("http://", "https://")):
        return "is no address"
    try:
        with urllib.request.urlopen(url, timeout=WAIT) as answer:  # noqa: S310 - which schemes is checked above
            json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return f"answers HTTP {error.code}"
    except (OSError, ValueError, HTTPException) as error:
        return f"cannot be reached ({getattr(error, 'reason', error)})"
    return ""


def _alarms(of: Deployed, session: boto3.Session, _now: int) -> Iterator[Seen]:
    client = client_of(session, "cloudwatch")
    with explained("reading the alarms"):
        pages = client.get_paginator("describe_alarms").paginate(AlarmNamePrefix=f"{of.stack}-")
        alarms = [alarm for page in pages for alarm in page["MetricAlarms"]]
    ringing = [alarm for alarm in alarms if alarm["StateValue"] == "ALARM"]
    for alarm in ringing:
        since = alarm.get("StateUpdatedTimestamp")
        name = alarm["AlarmName"].removeprefix(f"{of.stack}-")
        when = f" since {since.astimezone():%H:%M:%S}" if since else ""
        yield Seen("alarm", f"{name}{when}: {alarm.get('AlarmDescription', '')}", is_wrong=True)
    if not alarms:
        yield Seen("alarms", "there are none: is the deployment complete?", is_wrong=True)
    elif not ringing:
        yield Seen("alarms", f"none of {len(alarms)}")


def _mail(of: Deployed, session: boto3.Session, now: int) -> Iterator[Seen]:
    """Whether alarms reach anybody: until the address has been confirmed, AWS sends nothing there, and the subscription
    has no ARN (Amazon SNS, ListSubscriptionsByTopic).
    """
    if now >= of.purged:
        return
    address = event_of(of, session).alarms_email
    if address is None:
        yield Seen("mail", "nobody is told of alarms: the event file names no address")
        return
    client = client_of(session, "sns")
    with explained("reading whether alarms reach anybody"):
        pages = client.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=of.alarm_topic)
        confirmed = [
            one for page in pages for one in page["Subscriptions"] if one["SubscriptionArn"].startswith("arn:")
        ]
    unheard = f"no alarm reaches anybody: AWS's e-mail to {address} was not confirmed (docs/operations.md, 5.)"
    yield Seen("mail", "alarms reach somebody" if confirmed else unheard, not confirmed)


def _failures(of: Deployed, session: boto3.Session, _now: int) -> Iterator[Seen]:
    depth = sum(_depth(of.failure_queue, session))
    yield Seen("failures", f"{depth:,} in the failure queue", depth > 0)


def _delayed(of: Deployed, session: boto3.Session, _now: int) -> Iterator[Seen]:
    due, at_work, later = _depth(of.delay_queue, session)
    yield Seen("delayed", f"{later:,} to come, {due + at_work:,} due, in the delay queue")


def _depth(queue: str, session: boto3.Session) -> tuple[int, int, int]:
    """About how many letters are due, at work and delayed."""
    client = client_of(session, "sqs")
    with explained("reading how much is in the queues"):
        said = client.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
    names = ("", "NotVisible", "Delayed")
    due, at_work, later = (int(said[f"ApproximateNumberOfMessages{name}"]) for name in names)
    return due, at_work, later


def _open(of: Deployed, session: boto3.Session, now: int) -> Iterator[Seen]:
    """Counted in the register, bucket by bucket: as many rows as there are connections, some hundred to a read unit."""
    if now >= of.purged:
        return
    client = client_of(session, "dynamodb")
    buckets = (keys.NEAR, *range(keys.buckets(of.expected)))
    wanted = [keys.room_bucket(room, bucket) for room in event_of(of, session).places for bucket in buckets]
    counted = 0
    with explained("counting the connections"):
        for bucket in wanted:
            pages = client.get_paginator("query").paginate(
                TableName=of.connections_table,
                KeyConditionExpression="pk = :pk",
                FilterExpression="expires > :now",
                ExpressionAttributeValues={":pk": {"S": bucket}, ":now": {"N": str(now // 1_000)}},
                Select="COUNT",
            )
            counted += sum(page["Count"] for page in pages)
    yield Seen("connections", f"{counted:,} open now (a person may have several screens; {of.expected:,} are expected)")


def _functions(of: Deployed, session: boto3.Session, now: int) -> Iterator[Seen]:
    names = functions_of(of, session)
    until = dt.datetime.fromtimestamp(now / 1_000, dt.UTC)
    for metric in ("Errors", "Throttles"):
        sums = _sums(metric, list(names), session, until)
        said = ", ".join(f"{called} {sums[name]:,}" for name, called in names.items() if sums.get(name))
        yield Seen(metric.lower(), f"{said or 'none'} of functions in the last {LATELY // 60} minutes", bool(said))


def _sums(metric: str, names: Sequence[str], session: boto3.Session, until: dt.datetime) -> dict[str, int]:
    queries: list[MetricDataQueryTypeDef] = [
        {
            "Id": f"m{number}",
            "MetricStat": {
                "Metric": {
                    "Namespace": "AWS/Lambda",
                    "MetricName": metric,
                    "Dimensions": [{"Name": "FunctionName", "Value": name}],
                },
                "Period": 60,
                "Stat": "Sum",
            },
        }
        for number, name in enumerate(names)
    ]
    if not queries:
        return {}
    client = client_of(session, "cloudwatch")
    since = until - dt.timedelta(seconds=LATELY)
    with explained("reading how the functions do"):
        pages = client.get_paginator("get_metric_data").paginate(
            MetricDataQueries=queries, StartTime=since, EndTime=until
        )
        sums = dict.fromkeys(names, 0)
        for page in pages:
            for one in page["MetricDataResults"]:
                sums[names[int(one["Id"][1:])]] += round(sum(one["Values"]))
    return sums


def _time(at: int) -> str:
    """In this machine's own time zone."""
    return f"{dt.datetime.fromtimestamp(at / 1_000, dt.UTC).astimezone():%Y-%m-%d %H:%M %Z}"
