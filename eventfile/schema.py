"""The shape of an event file. What a key means is its description; what is allowed there follows from its type."""

# No `from __future__ import annotations` here: pydantic reads the annotations while the file is imported.
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Discriminator, Field, Tag
from pydantic.fields import FieldInfo

from beifall.domain import polls, rooms
from eventfile import addresses
from eventfile.mistakes import Key
from eventfile.texts import Words

Raw = dict[str, object]
"""A table as TOML gives it."""


@dataclass(frozen=True)
class Allowed:
    """Says what is allowed where the type alone would not say it well."""

    words: str


@dataclass(frozen=True)
class Size:
    """How many entries a list may have."""

    low: int
    high: int


@dataclass(frozen=True)
class Otherwise:
    """Says what counts if the key is left out, where that is more than one fixed value."""

    words: str


def _this_century(time: dt.datetime) -> dt.datetime:
    if not 2000 <= time.year <= 2099:
        raise ValueError(time)
    return time


# Strings that pydantic puts between the keys of a text; no language is called like that.
ONE, EACH = "<one string>", "<one per language>"


def _form(value: object) -> str | None:
    return ONE if isinstance(value, str) else EACH if isinstance(value, dict) else None


Text = Annotated[Annotated[str, Tag(ONE)] | Annotated[dict[str, str], Tag(EACH)], Discriminator(_form)]
Language = Literal["de", "en"]  # the languages that the pages speak completely
Id = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-]{1,36}$"), Allowed("1 to 36 of the characters A-Z, a-z, 0-9, - and _")
]
CODE = r"^[A-Z0-9]{4,12}$"
Code = Annotated[str, Field(pattern=CODE), Allowed("4 to 12 capital letters A-Z and digits")]
Time = Annotated[
    AwareDatetime,
    AfterValidator(_this_century),
    Allowed("a date and time with its offset from UTC, such as 2020-11-30T10:00:00+01:00, without quotes"),
]
WebAddress = Annotated[
    str,
    AfterValidator(addresses.web_address),
    Allowed("an address that starts with https:// (http:// for localhost only)"),
]
Server = Annotated[
    str,
    AfterValidator(addresses.server),
    Allowed("an address that starts with https:// (http:// for localhost only), without ? and #"),
]
Origin = Annotated[
    str,
    AfterValidator(addresses.origin),
    Allowed("https:// (http:// for localhost only) and a host in small letters, with a port if need be, and no path"),
]
Domain = Annotated[
    str, AfterValidator(addresses.domain), Allowed("a host's name in small letters, such as event.example.org")
]
Certificate = Annotated[
    str,
    AfterValidator(addresses.certificate),
    Allowed("the ARN of a certificate of AWS Certificate Manager in us-east-1"),
]
MailAddress = Annotated[str, AfterValidator(addresses.mail_address), Allowed("an e-mail address")]


class Table(BaseModel):
    """A table of the file: no other keys, and no type stands in for another."""

    model_config = ConfigDict(extra="forbid", strict=True)


class EventTable(Table):
    """The event itself."""

    code: Code = Field(description="What people type to join; they may type it in small letters.")
    title: Annotated[Text, Words(120)] = Field(description="The event's name.")
    subtitle: Annotated[Text, Words(200), Otherwise("no subtitle")] = Field(
        default="", description="A line below the title."
    )
    languages: Annotated[list[Language], Size(1, 2)] = Field(
        description="What the pages are offered in. The first one is the fallback of every text."
    )
    starts: Time = Field(description="When the event starts.")
    ends: Time = Field(description="When the event ends: later than `starts`, by at most 7 days.")
    expected: int = Field(ge=1, le=10_000, description="People. Sizes quotas, buckets and throttles.")
    retention_days: int = Field(default=30, ge=1, le=365, description="Days after `ends`; then everything is purged.")
    answers_until: Annotated[Time | None, Otherwise("`ends`")] = Field(
        default=None,
        description="Until when speakers may answer questions in writing: from `ends` until the purge.",
    )


class WebTable(Table):
    """Where the event's site is, and who else may open the socket."""

    domain: Annotated[Domain | None, Otherwise("an address of CloudFront")] = Field(
        default=None,
        description="The site's own name; together with `certificate`. The site then refuses TLS below 1.2, which it "
        "cannot under CloudFront's own name.",
    )
    certificate: Annotated[Certificate | None, Otherwise("CloudFront's own")] = Field(
        default=None, description="The certificate of `domain`; CloudFront takes none of another Region."
    )

    origins: Annotated[list[Origin], Size(0, 20)] = Field(
        default=[], description="Further sites that may open the socket: a frontend of one's own."
    )


class JoinTable(Table):
    """How people come in."""

    tickets: bool = Field(
        default=False,
        description="One vote per printed or mailed ticket, or whoever has the code may join, also twice.",
    )
    limit: Annotated[int | None, Otherwise("twice `event.expected`")] = Field(
        default=None, ge=1, le=20_000, description="People, not devices; at least `event.expected`."
    )


class PrivacyTable(Table):
    """What everybody is told before they join. A public body cannot do without it, and nobody else can know it."""

    controller: Annotated[str, Words(200)] = Field(description="Who answers for the data.")
    contact: MailAddress = Field(description="Where the data protection officer is reached.")
    legal_basis: Annotated[Text, Words(300)] = Field(description="Why the data may be processed.")
    processors: Annotated[list[str], Words(200), Size(0, 20)] = Field(
        default=["Amazon Web Services EMEA SARL"], description="Who processes the data on the controller's behalf."
    )
    imprint: WebAddress = Field(description="The page that says who publishes this.")
    accessibility: WebAddress = Field(description="The declaration on accessibility.")
    notice: Annotated[Text, Words(1000), Otherwise("the sentences of the shipped example")] = Field(
        default={
            "de": "Kein Konto, kein Name nötig; IP-Adressen werden nicht gespeichert. Ein Meinungsbild, keine Wahl.",
            "en": "No account, no name needed; IP addresses are not stored. A straw poll, not an election.",
        },
        description="What is said in plain words before joining.",
    )
    backups: bool = Field(default=False, description="Point-in-time recovery; it would outlive the purge by weeks.")


class AlarmsTable(Table):
    """Who is woken up."""

    email: MailAddress = Field(description="Where alarms go.")


class VideoTable(Table):
    """Where the tables of a cafeteria meet."""

    provider: Literal["jitsi"] = Field(default="jitsi", description="What kind of server it is.")
    server: Server = Field(description="Any Jitsi server; the tables get unguessable names there.")


class RoomTable(Table):
    """A place of the event."""

    id: Id = Field(description="The room's name in links and in this file.")
    kind: rooms.Kind = Field(description="What sort of place it is; an event has at most one foyer and one cafeteria.")
    title: Annotated[Text, Words(120)] = Field(description="The room's name on the screens.")
    video: Annotated[WebAddress | None, Otherwise("no video")] = Field(
        default=None, description="The page with the room's video."
    )
    applause: Annotated[bool | None, Otherwise("true in a plenum or forum, else false")] = Field(
        default=None, description="Whether people can clap."
    )
    questions: Annotated[rooms.Questions | None, Otherwise("moderated in a plenum or forum, else closed")] = Field(
        default=None, description="Whether people can ask, and whether a moderator shows a question first."
    )
    notice: Annotated[str | None, Words(1000), Otherwise("no notice")] = Field(
        default=None, description="A line for everybody in the room, until a moderator changes it."
    )
    help: bool = Field(default=False, description="The info desk stands here.")
    tables: int | None = Field(default=None, ge=1, le=200, description="Only for a cafeteria, and needed there.")
    # All seats are one row of at most 400 KB with some 45 bytes each.
    seats: Annotated[int | None, Otherwise("8")] = Field(
        default=None, ge=2, le=20, description="Only for a cafeteria: never more people at one table."
    )


class AgendaTable(Table):
    """A line of the programme."""

    room: Id | None = Field(default=None, description="Where it happens: one of the rooms; either this or `rooms`.")
    rooms: Annotated[list[Id] | None, Size(1, 200)] = Field(
        default=None, description="Where it happens, if in several rooms at once."
    )
    starts: Time = Field(description="When it starts, while the event is on.")
    title: Annotated[Text, Words(200)] = Field(description="What happens.")


class OptionTable(Table):
    """One thing that may be chosen."""

    id: Id = Field(description="The option's name in links and exports; unique in its poll.")
    text: Annotated[Text, Words(200)] = Field(description="What people read.")


class PollTable(Table):
    """A poll prepared in advance; it waits as a draft."""

    id: Id = Field(description="The poll's name in links and exports.")
    room: Id = Field(description="One of the rooms, of whatever kind.")
    kind: polls.Kind = Field(description="How people choose: one option, several, a number, or words of their own.")
    prompt: Annotated[Text, Words(300)] = Field(description="What is asked.")
    options: Annotated[list[OptionTable] | None, Size(2, 20), Otherwise("no options")] = Field(
        default=None, description="Only for single and multiple, and needed there."
    )
    min: Annotated[int | None, Otherwise("1")] = Field(
        default=None, ge=1, le=20, description="Only for multiple: how many options at least."
    )
    max: Annotated[int | None, Otherwise("all options for multiple, 1 for words")] = Field(
        default=None,
        ge=1,
        le=20,
        description="Only for multiple, how many options at most, and for words, how many words at most (1 to 5).",
    )
    low: int | None = Field(default=None, ge=0, le=9, description="Only for scale, and needed there: the lowest value.")
    high: int | None = Field(
        default=None, ge=1, le=10, description="Only for scale, and needed there: the highest value, above `low`."
    )
    results: polls.Results = Field(default="on_publish", description="When people see the tally.")
    secret: bool = Field(
        default=True, description="Ballots cannot be led back to a person, and an open tally moves in steps."
    )


class EventFile(Table):
    """A whole event file."""

    event: EventTable = Field(description="The event itself.")
    web: Annotated[WebTable, Otherwise("at an address of CloudFront, and nobody else may")] = Field(
        default=WebTable(), description="Where the event's site is, and who else may open the socket."
    )
    join: Annotated[JoinTable, Otherwise("with the event's code, without tickets")] = Field(
        default=JoinTable(), description="How people come in."
    )
    privacy: PrivacyTable = Field(description="What everybody is told before they join.")
    alarms: Annotated[AlarmsTable | None, Otherwise("no alarms are sent")] = Field(
        default=None, description="Who is woken up."
    )
    video: Annotated[VideoTable | None, Otherwise("tables have seats but no video")] = Field(
        default=None, description="Where the tables of a cafeteria meet."
    )
    rooms: Annotated[list[RoomTable], Size(1, 200)] = Field(description="The places of the event.")
    agenda: Annotated[list[AgendaTable], Size(0, 200), Otherwise("no programme is shown")] = Field(
        default=[], description="The programme."
    )
    polls: Annotated[list[PollTable], Size(0, 200), Otherwise("polls are made during the event")] = Field(
        default=[], description="Polls prepared in advance."
    )


@dataclass(frozen=True)
class Spot:
    """A key that is in the file, with what the schema says of it and what stands there."""

    key: Key
    field: FieldInfo
    value: object


def table_of(annotation: object) -> type[Table] | None:
    """The table that a key holds, one or a list of them; None if it holds no table."""
    if isinstance(annotation, type) and issubclass(annotation, Table):
        return annotation
    return next((table for part in get_args(annotation) if (table := table_of(part))), None)


def spots(raw: Raw, table: type[Table] = EventFile, at: Key = ()) -> Iterator[Spot]:
    """Every known key of the file, wherever the tables around it have the right form."""
    for name, field in table.model_fields.items():
        if name not in raw:
            continue
        key, value = (*at, name), raw[name]
        yield Spot(key, field, value)
        inner = table_of(field.annotation)
        if inner:
            for place, entry in entries(key, value):
                yield from spots(entry, inner, place)


def entries(key: Key, value: object) -> Iterator[tuple[Key, Raw]]:
    """The tables under a key: the one that stands there, or those of the list."""
    if isinstance(value, dict):
        yield key, value
    elif isinstance(value, list):
        yield from (((*key, i), entry) for i, entry in enumerate(value) if isinstance(entry, dict))
