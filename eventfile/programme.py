"""From the checked tables to the values that everything else works with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from beifall.domain.event import AgendaItem, Event, Privacy, Programme, Video
from beifall.domain.polls import Option, Poll
from beifall.domain.rooms import Room
from beifall.domain.texts import Milliseconds, Text
from eventfile.schema import AgendaTable, EventFile, PollTable, RoomTable

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def programme(file: EventFile) -> Programme:
    """The event, its rooms and its polls as drafts, with every default filled in."""
    return Programme(
        event=_event(file),
        rooms=tuple(_room(room) for room in file.rooms),
        polls=tuple(_poll(poll) for poll in file.polls),
    )


def _event(file: EventFile) -> Event:
    event = file.event
    return Event(
        code=event.code,
        title=event.title,
        subtitle=event.subtitle,
        languages=tuple(event.languages),
        starts=_milliseconds(event.starts),
        ends=_milliseconds(event.ends),
        answers_until=_milliseconds(event.answers_until or event.ends),
        expected=event.expected,
        limit=file.join.limit or 2 * event.expected,
        retention_days=event.retention_days,
        tickets=file.join.tickets,
        origins=tuple(file.web.origins),
        alarms_email=file.alarms.email if file.alarms else None,
        privacy=_privacy(file),
        video=Video(file.video.provider, file.video.server) if file.video else None,
        agenda=tuple(_agenda_item(str(place), item) for place, item in enumerate(file.agenda, 1)),
        domain=file.web.domain,
        certificate=file.web.certificate,
        utc_offset=(event.starts.utcoffset() or dt.timedelta()) // dt.timedelta(minutes=1),
    )


def _privacy(file: EventFile) -> Privacy:
    privacy = file.privacy
    return Privacy(
        controller=privacy.controller,
        contact=privacy.contact,
        legal_basis=privacy.legal_basis,
        processors=tuple(privacy.processors),
        imprint=privacy.imprint,
        accessibility=privacy.accessibility,
        notice=_spoken(privacy.notice, file.event.languages),
        backups=privacy.backups,
    )


def _spoken(text: Text, languages: Sequence[str]) -> Text:
    """The text in the event's languages only: the sentences that we ship know more of them."""
    return text if isinstance(text, str) else {name: text[name] for name in languages if name in text}


def _agenda_item(id_: str, item: AgendaTable) -> AgendaItem:
    rooms = item.rooms or ([item.room] if item.room else [])
    return AgendaItem(id_, tuple(rooms), _milliseconds(item.starts), item.title)


def _room(room: RoomTable) -> Room:
    stage = room.kind in {"plenum", "forum"}
    cafeteria = room.kind == "cafeteria"
    return Room(
        id=room.id,
        rev=1,
        kind=room.kind,
        title=room.title,
        video=room.video,
        applause=stage if room.applause is None else room.applause,
        questions=room.questions or ("moderated" if stage else "closed"),
        notice=room.notice,
        help=room.help,
        tables=room.tables or 0,
        seats=room.seats or 8 if cafeteria else 0,
    )


def _poll(poll: PollTable) -> Poll:
    options = tuple(Option(option.id, option.text) for option in poll.options or [])
    most = len(options) if poll.kind == "multiple" else 1
    return Poll(
        id=poll.id,
        room=poll.room,
        rev=1,
        kind=poll.kind,
        prompt=poll.prompt,
        options=options,
        min=poll.min or 1,
        max=poll.max or most,
        low=poll.low or 0,
        high=poll.high or 0,
        results=poll.results,
        secret=poll.secret,
    )


def _milliseconds(time: dt.datetime) -> Milliseconds:
    return (time - _EPOCH) // dt.timedelta(milliseconds=1)
