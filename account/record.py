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
from account.wording import ENGLISH, GERMAN, Wording
from account.wrong import Wrong
from beifall.domain.event import Event


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

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left."""
        return not self.left and not self.why

    def __str__(self) -> str:
        return self.text(ENGLISH)

    def text(self, words: Wording) -> str:
        """For people."""
        about = self.about
        facts = (
            (words.title, about.title or words.unknown),
            (words.held, about.dates or words.unknown),
            (words.controller, about.controller or words.unknown),
            (words.account, f"{self.account}, {words.region} {self.region}"),
            (words.by, self.by),
            (words.time, f"{self.began}, {self.ended}"),
            (words.restored, dict(words.recovery).get(about.recovery, words.unknown)),
            (words.documentation, about.documented or words.undocumented),
            ("Beifall", self.version),
        )
        width = max(len(label) for label, _ in facts) + 2
        lines = [
            f"{words.deletion} {self.event}: {words.complete if self.is_complete else words.incomplete}",
            *(f"{label + ':':{width}}{fact}" for label, fact in facts),
        ]
        parts = (
            (words.tables, [f"{table}: {kinds}" for table, kinds in words.kinds]),
            (words.why, self.why.splitlines()),
            (words.left, self.left),
            (words.skipped, self.skipped),
            (f"{words.looked} ({len(self.looked)})", self.looked),
            (f"{words.told} ({len(self.told)})", self.told),
            (words.remains, words.kept),
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
        recovery="on" if event.privacy.backups else "off",
        documented=documented,
    )


def _held(starts: int, ends: int, zone: dt.tzinfo) -> str:
    begin, end = (dt.datetime.fromtimestamp(at / 1_000, zone) for at in (starts, ends))
    return f"{begin:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M} ({zone.tzname(None)})"  # noqa: RUF001 - a dash in every language


def stamp(at: dt.datetime) -> str:
    """A time as it stands in the record."""
    return at.astimezone(dt.UTC).isoformat(timespec="seconds")


def version() -> str:
    """Beifall's own."""
    file = Path(__file__).parents[1] / "pyproject.toml"
    return str(tomllib.loads(file.read_text(encoding="utf-8"))["project"]["version"])


def keep(record: Record, folder: Path) -> tuple[Path, ...]:
    """Writes it as text in English and in German, and as JSON; returns where. Raises Wrong."""
    name = f"{record.event}-{record.region}-{dt.datetime.fromisoformat(record.ended):%Y%m%dT%H%M%SZ}"
    kinds = {"kinds": ENGLISH.kinds, "kept": ENGLISH.kept}
    texts = {
        folder / f"{name}.txt": record.text(ENGLISH),
        folder / f"{name}.de.txt": record.text(GERMAN),
        folder / f"{name}.json": json.dumps(asdict(record) | kinds, indent=2) + "\n",
    }
    for file, text in texts.items():
        private.write(file, text)
    return tuple(texts)
