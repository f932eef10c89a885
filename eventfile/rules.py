"""Checks that look at several keys. Each passes over whatever is wrong in itself, so one slip is one mistake."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

from eventfile.allowed import allowed_at
from eventfile.answers import polls_can_be_answered, polls_have_what_their_kind_needs
from eventfile.mistakes import Finding, Key, listed, shown
from eventfile.schema import Size, spots, table_of
from eventfile.site import HOSTS, framed
from eventfile.sound import Rule, Sound
from eventfile.spelling import nearest
from eventfile.texts import Words

FRAME = 24_000
"""Bytes that one item of a frame may have in the file; around it come names, numbers and the frame itself."""


def broken_rules(sound: Sound) -> Iterator[Finding]:
    """Everything that is wrong between keys."""
    for rule in RULES:
        yield from rule(sound)


def texts_can_be_shown(sound: Sound) -> Iterator[Finding]:
    """Texts are short lines without control characters."""
    for spot in spots(sound.raw):
        words = next((mark for mark in spot.field.metadata if isinstance(mark, Words)), None)
        for key, text in _strings(spot.key, spot.value) if words else ():
            flaw = words and words.flaw(text)
            if flaw:
                yield Finding(key, flaw, allowed_at(key))


def texts_speak_the_event_s_languages(sound: Sound) -> Iterator[Finding]:
    """A text per language has the first language, which is everybody's fallback, and no foreign one."""
    languages = [sound.at(key, str) for key in sound.entries(("event", "languages"))]
    if not languages or None in languages or len(set(languages)) < len(languages):  # any of them may be the wrong one
        return
    spoken = listed((str(language) for language in languages), "and")
    for spot in spots(sound.raw):
        if not (isinstance(spot.value, dict) and table_of(spot.field.annotation) is None):
            continue
        if sound.at(spot.key, dict) is None:
            continue
        for language in spot.value:
            if language not in languages:
                yield Finding((*spot.key, language), "a foreign language", f"the event's languages: {spoken}")
        if languages[0] not in spot.value:
            yield Finding((*spot.key, str(languages[0])), "nothing", "a text in the event's first language")


def lists_have_their_size(sound: Sound) -> Iterator[Finding]:
    """Lists are neither too short nor too long."""
    for spot in spots(sound.raw):
        size = next((mark for mark in spot.field.metadata if isinstance(mark, Size)), None)
        if size and isinstance(spot.value, list) and not size.low <= len(spot.value) <= size.high:
            yield Finding(spot.key, shown(spot.value), allowed_at(spot.key))


def nothing_is_there_twice(sound: Sound) -> Iterator[Finding]:
    """Ids are unique in their list, and so are the entries of a list of strings."""
    for spot in spots(sound.raw):
        tables = table_of(spot.field.annotation) is not None
        seen: set[str] = set()
        for entry in sound.entries(spot.key):
            key = (*entry, "id") if tables else entry
            word = sound.at(key, str)
            if word in seen:
                yield Finding(key, f"{shown(word)} a second time", "each only once")
            seen.add(word or "")


def the_event_has_a_course(sound: Sound) -> Iterator[Finding]:
    """It ends after it starts, and the programme lies in between."""
    starts = sound.at(("event", "starts"), dt.datetime)
    ends = sound.at(("event", "ends"), dt.datetime)
    if starts and ends and not starts < ends <= starts + dt.timedelta(days=7):
        yield Finding(("event", "ends"), shown(ends), f"later than event.starts ({shown(starts)}), by at most 7 days")
        return
    for entry in sound.entries(("agenda",)):
        key = (*entry, "starts")
        at = sound.at(key, dt.datetime)
        if at and starts and at < starts:
            yield Finding(key, shown(at), f"not before event.starts ({shown(starts)})")
        if at and ends and at >= ends:
            yield Finding(key, shown(at), f"before event.ends ({shown(ends)})")


def answers_come_between_the_end_and_the_purge(sound: Sound) -> Iterator[Finding]:
    """Nobody can answer what is purged."""
    key = ("event", "answers_until")
    until, ends = sound.at(key, dt.datetime), sound.at(("event", "ends"), dt.datetime)
    if until is None or ends is None:
        return
    if until < ends:
        yield Finding(key, shown(until), f"not before event.ends ({shown(ends)})")
    keeping = ("event", "retention_days")
    days = 30 if sound.open(keeping) else sound.at(keeping, int)
    if days and until > ends + dt.timedelta(days=days):
        yield Finding(key, shown(until), f"at most {days} days (event.retention_days) after event.ends ({shown(ends)})")


def whoever_is_expected_may_come(sound: Sound) -> Iterator[Finding]:
    """The limit lets in all who are expected."""
    expected, limit = sound.at(("event", "expected"), int), sound.at(("join", "limit"), int)
    if expected and limit and limit < expected:
        yield Finding(("join", "limit"), shown(limit), f"at least event.expected ({expected:,})")


def a_domain_has_its_certificate(sound: Sound) -> Iterator[Finding]:
    """Neither is of use without the other."""
    pair = ("web", "domain"), ("web", "certificate")
    for key, other in (pair, pair[::-1]):
        if sound.open(key) and sound.written(other) is not None:
            yield Finding(key, "nothing", f"{allowed_at(key)}: web.{other[1]} needs it")


def there_is_one_foyer_and_one_cafeteria(sound: Sound) -> Iterator[Finding]:
    """Everybody finds their way from the same place, and nobody sits at two tables."""
    kinds = [(*room, "kind") for room in sound.entries(("rooms",))]
    for kind in ("foyer", "cafeteria"):
        for key in [key for key in kinds if sound.at(key, str) == kind][1:]:
            yield Finding(key, f"a second {kind}", f"at most one {kind}")


def tables_stand_in_a_cafeteria(sound: Sound) -> Iterator[Finding]:
    """A cafeteria has tables, and no other room has."""
    for room in sound.entries(("rooms",)):
        kind = sound.at((*room, "kind"), str)
        if kind == "cafeteria" and sound.open((*room, "tables")):
            yield Finding((*room, "tables"), "nothing", f"{allowed_at((*room, 'tables'))}: a cafeteria needs tables")
        for name in ("tables", "seats"):
            if kind and kind != "cafeteria" and sound.at((*room, name), int):
                found = shown(sound.written((*room, name)))
                yield Finding((*room, name), found, f"nothing: only a cafeteria has {name}, this is a {kind}")


def an_agenda_item_is_somewhere(sound: Sound) -> Iterator[Finding]:
    """It names one room or several, not both."""
    for item in sound.entries(("agenda",)):
        room, rooms = (*item, "room"), (*item, "rooms")
        if sound.open(room) and sound.open(rooms):
            yield Finding(room, "nothing", "room = one room, or rooms = a list of rooms")
        if sound.written(room) is not None and sound.written(rooms) is not None:
            yield Finding(rooms, "rooms besides room", "either room or rooms")


def rooms_exist(sound: Sound) -> Iterator[Finding]:
    """Agenda and polls name rooms of this file."""
    ids = [(*room, "id") for room in sound.entries(("rooms",))]
    known = [id_ for key in ids if (id_ := sound.at(key, str))]
    misspelled = [sound.written(key) for key in ids if sound.at(key, str) is None]
    slips = [slip for slip in misspelled if isinstance(slip, str)]
    if not ids or len(slips) < len(misspelled):  # the room that is meant may be the one without a readable id
        return
    for key in _room_references(sound):
        id_ = sound.at(key, str)
        if id_ is None or id_ in known or nearest(id_, slips):
            continue
        near = nearest(id_, known)
        hint = f" (did you mean {near}?)" if near else ""
        yield Finding(key, f"{shown(id_)}{hint}", f"the id of one of the rooms: {listed(known)}")


def what_travels_in_one_frame_fits_into_it(sound: Sound) -> Iterator[Finding]:
    """A poll is one item of a frame, and the whole agenda is another: a frame carries 28 KB, and not a byte more."""
    items = [(poll, "shorter texts or fewer options") for poll in sound.entries(("polls",))]
    for key, remedy in [*items, (("agenda",), "shorter titles, fewer items or fewer rooms in them")]:
        item = sound.at(key, dict) or sound.at(key, list) or ()
        size = len(json.dumps(item, ensure_ascii=False, default=str).encode())
        if size > FRAME:
            yield Finding(key, f"{size:,} bytes", f"at most {FRAME:,} bytes in all languages together: {remedy}")


def videos_fit_into_the_rules_of_a_page(sound: Sound) -> Iterator[Finding]:
    """A browser is told of every host that a page may show in a frame, in one line with a limit."""
    videos = [(*room, "video") for room in sound.entries(("rooms",))]
    addresses = (sound.at(key, str) for key in (("video", "server"), *videos))
    hosts = framed(address for address in addresses if address)
    length = len(" ".join(hosts))
    if length > HOSTS:
        found = f"videos on {len(hosts)} hosts, with {length:,} characters"
        yield Finding(
            ("rooms",), found, f"hosts of videos with at most {HOSTS:,} characters together, each counted once"
        )


RULES: tuple[Rule, ...] = (
    texts_can_be_shown,
    texts_speak_the_event_s_languages,
    lists_have_their_size,
    nothing_is_there_twice,
    the_event_has_a_course,
    answers_come_between_the_end_and_the_purge,
    whoever_is_expected_may_come,
    a_domain_has_its_certificate,
    there_is_one_foyer_and_one_cafeteria,
    tables_stand_in_a_cafeteria,
    an_agenda_item_is_somewhere,
    rooms_exist,
    polls_have_what_their_kind_needs,
    polls_can_be_answered,
    what_travels_in_one_frame_fits_into_it,
    videos_fit_into_the_rules_of_a_page,
)


def _strings(key: Key, value: object) -> Iterator[tuple[Key, str]]:
    inside: list[tuple[Key, object]] = [(key, value)]
    if isinstance(value, dict):
        inside = [((*key, name), text) for name, text in value.items()]
    elif isinstance(value, list):
        inside = [((*key, i), text) for i, text in enumerate(value)]
    yield from ((place, text) for place, text in inside if isinstance(text, str))


def _room_references(sound: Sound) -> Iterator[Key]:
    for item in sound.entries(("agenda",)):
        yield (*item, "room")
        yield from sound.entries((*item, "rooms"))
    for poll in sound.entries(("polls",)):
        yield (*poll, "room")
