"""The record of an event's deletion, for the data protection officer's file."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import boto3

from account import private
from account.session import CONFIG
from account.wrong import explained

KEPT = (
    "CloudFormation's list of what the stack consisted of, without content (AWS keeps it 90 days)",
    "The account's own trail of calls (CloudTrail), which says who has deployed and deleted, not what was in the event",
    "The costs of the account, by service and tag, without content",
    "The CDK's bootstrap stack CDKToolkit and the uploaded code in its bucket, which hold no data of participants",
    "Links, tickets, documentation and this record on the organiser's own machine",
)
"""What is not the event's, or not AWS's to remove."""


@dataclass(frozen=True)
class Record:
    """What was there, what of it was removed by whom, and what remains on purpose. Times are in UTC."""

    event: str
    region: str
    by: str
    began: str
    ended: str
    removed: tuple[str, ...]
    left: tuple[str, ...]
    kept: tuple[str, ...] = KEPT

    def __str__(self) -> str:
        complete = "incomplete" if self.left else "complete"
        lines = [
            f"Deletion of the event {self.event} ({self.region}): {complete}",
            f"By:    {self.by}",
            f"Began: {self.began}",
            f"Ended: {self.ended}",
            "",
            f"Removed, and looked for afterwards ({len(self.removed)}):" if self.removed else "There was nothing.",
            *(f"  - {one}" for one in self.removed),
        ]
        if self.left:
            lines += ["", "STILL THERE:", *(f"  - {one}" for one in self.left)]
        return "\n".join([*lines, "", "Remains on purpose:", *(f"  - {one}" for one in self.kept), ""])


def caller(session: boto3.Session) -> str:
    """The ARN of whoever asks. Raises Wrong."""
    with explained("asking who you are"):
        return str(session.client("sts", config=CONFIG).get_caller_identity()["Arn"])


def stamp(at: dt.datetime) -> str:
    """A time as it stands in the record."""
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")


def keep(record: Record, folder: Path) -> tuple[Path, Path]:
    """Writes it as text and as JSON; returns where. Raises Wrong."""
    sign = "".join(one for one in record.ended if one.isalnum())
    text, data = (folder / f"{record.event}-{sign}.{kind}" for kind in ("txt", "json"))
    private.write(text, str(record))
    private.write(data, json.dumps(asdict(record), indent=2) + "\n")
    return text, data
