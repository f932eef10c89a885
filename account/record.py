"""The record of an event's deletion, for the data protection officer's file."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import boto3

from account import private
from account.belongings import LOOKED
from account.deployed import Deployed
from account.identity import Identity
from account.journal import About, Journal
from account.row import event_of
from account.wrong import Wrong
from beifall.domain.event import Event

KEPT = (
    "The CDK's bucket (stack CDKToolkit), until you empty it: the uploaded code, pages and templates",
    "In the same bucket the event file's content: names of rooms, polls' texts, controller, contact addresses",
    "CloudFormation's list of what the stack consisted of, its template with the e-mail address for alarms: 90 days",
    "CloudWatch's figures (calls, errors, connections), without persons: 15 months, nobody can delete them",
    "CloudTrail's list of who has deployed and deleted, from which address: 90 days, or as long as your trail is kept",
    "The costs of the account, by service and tag, without content",
    "Backups and exports of the tables, if somebody has made any (DynamoDB, AWS Backup): nobody has looked for them",
    "On the organiser's own machine: out/deploy, out/artefacts, out/links, out/tickets, the documentation, this record",
)
"""What is not the event's, or not AWS's to remove."""

KINDS = (
    ("State", "event, rooms, polls and their tallies, questions, requests to the info desk, applause"),
    ("Facts", "ballots, upvotes, moods, how much somebody has contributed"),
    ("Connections", "open connections, who has joined (by number), tickets and revoked links (hashed), attendance"),
    ("Claps", "claps of the last minutes, by connection"),
)
"""What kinds of data were in which of the event's tables."""

UNKNOWN = "not known: its row could not be read any more"


@dataclass(frozen=True)
class Record:
    """What there was, what of it was removed by whom, and what remains. Times are in UTC. `looked` was
    looked for afterwards, each service being asked; that `told` is removed is CloudFormation's word; of what is
    `skipped` nobody says so. `why` says what has kept the deletion from its end.
    """

    event: str
    region: str
    account: str
    by: str
    about: About
    began: str
    ended: str
    version: str
    looked: tuple[str, ...]
    told: tuple[str, ...]
    left: tuple[str, ...]
    skipped: tuple[str, ...] = ()
    why: str = ""
    kinds: tuple[tuple[str, str], ...] = KINDS
    kept: tuple[str, ...] = KEPT

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left."""
        return not self.left and not self.why

    def __str__(self) -> str:
        about = self.about
        lines = [
            f"Deletion of the event {self.event}: {'complete' if self.is_complete else 'incomplete'}",
            f"Title:         {about.title or UNKNOWN}",
            f"Held:          {about.dates or UNKNOWN}",
            f"Controller:    {about.controller or UNKNOWN}",
            f"Account:       {self.account}, Region {self.region}",
            f"Deleted by:    {self.by}",
            f"Began, ended:  {self.began}, {self.ended}",
            f"Recovery:      {about.recovery or UNKNOWN}",
            f"Documentation: {about.documented or 'none was written in this deletion'}",
            f"Beifall:       {self.version}",
            "",
            "In the tables were:",
            *(f"  - {table}: {kinds}" for table, kinds in self.kinds),
        ]
        parts = (
            ("Not complete, because", self.why.splitlines()),
            ("STILL THERE, or not known to be gone", self.left),
            ("Left when the stack was deleted in the console: see there whether it is gone", self.skipped),
            (f"Removed, and looked for afterwards ({len(self.looked)})", self.looked),
            (f"Removed, by CloudFormation's word ({len(self.told)})", self.told),
            ("Remains, and is not removed", self.kept),
        )
        for heading, listed in parts:
            if listed:
                lines += ["", f"{heading}:", *(f"  - {one}" for one in listed)]
        return "\n".join([*lines, ""])


def recorded(journal: Journal, code: str, region: str, by: Identity, *, ended: dt.datetime, why: str) -> Record:
    """The record of a deletion as far as it has got."""
    looked = sorted(str(one) for one in journal.removed if one.kind in LOOKED)
    told = sorted(str(one) for one in journal.removed if one.kind not in LOOKED)
    return Record(
        event=code,
        region=region,
        account=by.account,
        by=by.arn,
        about=journal.about,
        began=journal.began,
        ended=stamp(ended),
        version=version(),
        looked=tuple(looked),
        told=tuple(told),
        left=tuple(sorted(map(str, journal.left))),
        skipped=tuple(sorted(map(str, journal.skipped))),
        why=why,
    )


def about_it(of: Deployed, session: boto3.Session, documented: str) -> About:
    """What the record says of the event, read before it goes; after the purge its stack alone says when it was, and
    the rest is empty.
    """
    try:
        return about(event_of(of, session), documented)
    except Wrong:
        return About(dates=_held(of.starts, of.ends, dt.UTC), documented=documented)


def about(event: Event, documented: str) -> About:
    """What the record says of an event."""
    zone = dt.timezone(dt.timedelta(minutes=event.utc_offset))
    title = event.title
    return About(
        title=title if isinstance(title, str) else title.get(event.languages[0], ""),
        dates=_held(event.starts, event.ends, zone),
        controller=event.privacy.controller,
        recovery="on, switched off before the tables were deleted" if event.privacy.backups else "off",
        documented=documented,
    )


def _held(starts: int, ends: int, zone: dt.tzinfo) -> str:
    begin, end = (dt.datetime.fromtimestamp(at / 1_000, zone) for at in (starts, ends))
    return f"{begin:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M} ({zone.tzname(None)})"


def stamp(at: dt.datetime) -> str:
    """A time as it stands in the record."""
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")


def version() -> str:
    """Beifall's own."""
    file = Path(__file__).parents[1] / "pyproject.toml"
    return str(tomllib.loads(file.read_text(encoding="utf-8"))["project"]["version"])


def keep(record: Record, folder: Path) -> tuple[Path, Path]:
    """Writes it as text and as JSON; returns where. Raises Wrong."""
    sign = f"{dt.datetime.fromisoformat(record.ended):%Y%m%dT%H%M%SZ}"
    text, data = (folder / f"{record.event}-{record.region}-{sign}.{kind}" for kind in ("txt", "json"))
    private.write(text, str(record))
    private.write(data, json.dumps(asdict(record), indent=2) + "\n")
    return text, data
