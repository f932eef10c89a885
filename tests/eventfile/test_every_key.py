"""Every key of the file, wrong in turn: exactly that key is named, with what was found and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from eventfile.schema import EventFile, Table, table_of
from tests.eventfile.example import MULTIPLE, mistakes_in, with_instead


class Wrong(NamedTuple):
    """`old` in the example is replaced by `new`; `key` is then found to be `found`, and `allowed` is named."""

    old: str
    new: str
    key: str
    found: str
    allowed: str


def rooms(count: int) -> str:
    return "".join(f'[[rooms]]\nid = "more-{i}"\nkind = "forum"\ntitle = "More"\n' for i in range(count))


def agenda(count: int) -> str:
    return '[[agenda]]\nroom = "foyer"\nstarts = 2020-11-30T11:00:00+01:00\ntitle = "More"\n' * count


def polls(count: int) -> str:
    return "".join(
        f'[[polls]]\nid = "more-{i}"\nroom = "foyer"\nkind = "words"\nprompt = "More?"\n' for i in range(count)
    )


def options(count: int) -> str:
    return "".join(f'{{ id = "o{i}", text = "O" }}, ' for i in range(count))


TIME = "a date and time with its offset from UTC"
CODE = "4 to 12 capital letters A-Z and digits"
ID = "1 to 36 of the characters"
ADDRESS = "starts with https://"
STARTS = "starts = 2020-11-30T10:00:00+01:00"
ENDS = "ends = 2020-11-30T15:00:00+01:00"
UNTIL = "answers_until = 2020-12-14T18:00:00+01:00"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/5e1f"
LAST_ROOM = "seats = 8 "
LAST_POLL = 'id = "closing"'

WRONG = [
    Wrong("[event]", "[[event]]", "event", "a list of 1", "a table with code, title"),
    Wrong('code = "JC2020"', 'code = "jc2020"', "event.code", '"jc2020"', CODE),
    Wrong('code = "JC2020"', 'code = "JC2"', "event.code", '"JC2"', CODE),
    Wrong('code = "JC2020"', 'code = "JC20202020202"', "event.code", '"JC20202020202"', CODE),
    Wrong('code = "JC2020"', "code = 2020", "event.code", "2020", CODE),
    Wrong('code = "JC2020"', 'code = "JC2020\\n"', "event.code", '"JC2020\\n"', CODE),
    Wrong('code = "JC2020"', "", "event.code", "nothing", CODE),
    Wrong(
        'title = "Tag der kommunalen Jobcenter 2020"', "title = 1", "event.title", "1", "1 to 120 printable characters"
    ),
    Wrong('title = "Tag der kommunalen Jobcenter 2020"', 'title = " "', "event.title", "an empty text", "1 to 120"),
    Wrong(
        '"Tag der',
        f'"{"x" * 120}',
        "event.title",
        f'"{"x" * 57}…" with 146 characters',
        "1 to 120 printable characters",
    ),
    Wrong(
        '"Tag der',
        '"\\u202eTag',
        "event.title",
        '"\\u202eTag kommunalen Jobcenter 2020" with the control character U+202E',
        "printable characters",
    ),
    Wrong(
        '{ de = "Fordern',
        '{ de = "\\t',
        "event.subtitle.de",
        '"\\t und Fördern in Zeiten der Pandemie" with the control character U+0009',
        "1 to 200 printable characters",
    ),
    Wrong(
        '{ de = "Fordern und Fördern in Zeiten der Pandemie", ', "{ ", "event.subtitle.de", "nothing", "first language"
    ),
    Wrong('["de", "en"]', '["de", "de"]', "event.languages[1]", '"de" a second time', "each only once"),
    Wrong('["de", "en"]', '["de", "fr"]', "event.languages[1]", '"fr"', '"de" or "en"'),
    Wrong('["de", "en"]', '"de"', "event.languages", '"de"', "a list of 1 to 2"),
    Wrong('["de", "en"]', "[]", "event.languages", "a list of 0", "a list of 1 to 2"),
    Wrong(STARTS, "starts = 2020-11-30T10:00:00", "event.starts", "2020-11-30T10:00:00", TIME),
    Wrong(STARTS, "starts = 1020-11-30T10:00:00+01:00", "event.starts", "1020-11-30T10:00:00+01:00", TIME),
    Wrong(ENDS, "ends = 2020-11-30", "event.ends", "2020-11-30", TIME),
    Wrong(ENDS, 'ends = "2020-11-30T15:00:00+01:00"', "event.ends", '"2020-11-30T15:00:00+01:00"', TIME),
    Wrong(
        ENDS, "ends = 2020-11-30T10:00:00+01:00", "event.ends", "2020-11-30T10:00:00+01:00", "later than event.starts"
    ),
    Wrong(ENDS, "ends = 2020-12-07T10:00:01+01:00", "event.ends", "2020-12-07T10:00:01+01:00", "at most 7 days"),
    Wrong("expected = 300", 'expected = "300"', "event.expected", '"300"', "a whole number from 1 to 10,000"),
    Wrong("expected = 300", "expected = 300.0", "event.expected", "300.0", "a whole number from 1 to 10,000"),
    Wrong("expected = 300", "expected = true", "event.expected", "true", "a whole number from 1 to 10,000"),
    Wrong("expected = 300", "expected = 0", "event.expected", "0", "a whole number from 1 to 10,000"),
    Wrong("expected = 300", "expected = 10_001", "event.expected", "10001", "a whole number from 1 to 10,000"),
    Wrong("expected = 300", f"expected = 0x{'f' * 5000}", "event.expected", "a very large number", "1 to 10,000"),
    Wrong("retention_days = 30", "retention_days = 366", "event.retention_days", "366", "from 1 to 365"),
    Wrong("retention_days = 30", "retention_days = -1", "event.retention_days", "-1", "from 1 to 365"),
    Wrong(UNTIL, "answers_until = 18:00:00", "event.answers_until", "18:00:00", TIME),
    Wrong(
        UNTIL,
        "answers_until = 2020-11-30T14:59:59+01:00",
        "event.answers_until",
        "2020-11-30T14:59:59+01:00",
        "not before event.ends",
    ),
    Wrong(
        UNTIL,
        "answers_until = 2021-01-01T00:00:00+01:00",
        "event.answers_until",
        "2021-01-01T00:00:00+01:00",
        "at most 30 days",
    ),
    Wrong("[web]", "[[web]]", "web", "a list of 1", "a table with domain, certificate and origins"),
    Wrong("origins = []", 'origins = ["https://example.org/"]', "web.origins[0]", '"https://example.org/"', "no path"),
    Wrong(
        "origins = []", 'origins = ["https://Example.org"]', "web.origins[0]", '"https://Example.org"', "small letters"
    ),
    Wrong(
        "origins = []", 'origins = ["https://example.org:443"]', "web.origins[0]", '"https://example.org:443"', "a port"
    ),
    Wrong(
        "origins = []", 'origins = ["http://example.org"]', "web.origins[0]", '"http://example.org"', "localhost only"
    ),
    Wrong("origins = []", 'origins = ["*"]', "web.origins[0]", '"*"', "https://"),
    Wrong(
        "origins = []",
        'origins = ["https://a.org", "https://a.org"]',
        "web.origins[1]",
        '"https://a.org" a second time',
        "once",
    ),
    *(
        Wrong("origins = []", f'domain = "{name}"\ncertificate = "{CERTIFICATE}"', "web.domain", f'"{name}"', "a host")
        for name in ("https://event.example.org", "Event.example.org", "event", "event.example.org/", "192.0.2.1", "*")
    ),
    Wrong("origins = []", f'certificate = "{CERTIFICATE}"', "web.domain", "nothing", "web.certificate needs it"),
    *(
        Wrong("origins = []", f'domain = "a.org"\ncertificate = "{arn}"', "web.certificate", f'"{arn}"', "us-east-1")
        for arn in ("arn:aws:acm:eu-central-1:123456789012:certificate/a", "arn:aws:iam::123456789012:x", "")
    ),
    Wrong("origins = []", 'domain = "a.org"', "web.certificate", "nothing", "web.domain needs it"),
    Wrong("origins = []", 'origins = "https://a.org"', "web.origins", '"https://a.org"', "a list of 0 to 20"),
    Wrong("[join]", "[[join]]", "join", "a list of 1", "a table with tickets and limit"),
    Wrong("tickets = false", 'tickets = "no"', "join.tickets", '"no"', "true or false"),
    Wrong("tickets = false", "tickets = 0", "join.tickets", "0", "true or false"),
    Wrong("limit = 600", "limit = 299", "join.limit", "299", "at least event.expected (300)"),
    Wrong("limit = 600", "limit = 20_001", "join.limit", "20001", "from 1 to 20,000"),
    Wrong("[privacy]", "[[privacy]]", "privacy", "a list of 1", "a table with controller"),
    Wrong(
        'controller = "Deutscher Landkreistag"', "", "privacy.controller", "nothing", "1 to 200 printable characters"
    ),
    Wrong(
        'controller = "Deutscher Landkreistag"',
        'controller = { de = "D" }',
        "privacy.controller",
        "a table",
        "one line",
    ),
    Wrong('"datenschutz@example.org"', '"datenschutz"', "privacy.contact", '"datenschutz"', "an e-mail address"),
    Wrong(
        '"datenschutz@example.org"', '"a b@example.org"', "privacy.contact", '"a b@example.org"', "an e-mail address"
    ),
    Wrong('en = "Art. 6(1)(e) GDPR"', "en = 6", "privacy.legal_basis.en", "6", "1 to 300 printable characters"),
    Wrong(
        "processors = [",
        'processors = ["", ',
        "privacy.processors[0]",
        "an empty text",
        "1 to 200 printable characters",
    ),
    Wrong("processors = [", "processors = [7, ", "privacy.processors[0]", "7", "1 to 200 printable characters"),
    Wrong('"https://example.org/impressum"', '"example.org"', "privacy.imprint", '"example.org"', ADDRESS),
    Wrong(
        '"https://example.org/impressum"', '"http://example.org"', "privacy.imprint", '"http://example.org"', ADDRESS
    ),
    Wrong(
        '"https://example.org/impressum"', '"javascript:alert(1)"', "privacy.imprint", '"javascript:alert(1)"', ADDRESS
    ),
    Wrong('"https://example.org/barrierefreiheit"', '"https://"', "privacy.accessibility", '"https://"', ADDRESS),
    Wrong(
        '"https://example.org/barrierefreiheit"',
        '"https://a@b.org"',
        "privacy.accessibility",
        '"https://a@b.org"',
        ADDRESS,
    ),
    Wrong("backups = false", "backups = 1", "privacy.backups", "1", "true or false"),
    Wrong(
        'notice = { de = "',
        f'notice = {{ de = "{"x" * 1000}',
        "privacy.notice.de",
        f'"{"x" * 57}…" with 1,096 characters',
        "1 to 1,000",
    ),
    Wrong("notice = { de = ", 'notice = { fr = "F", de = ', "privacy.notice.fr", "a foreign language", "de and en"),
    Wrong("[alarms]", "[[alarms]]", "alarms", "a list of 1", "a table with email"),
    Wrong(
        'email = "technik@example.org"',
        'email = "technik@example"',
        "alarms.email",
        '"technik@example"',
        "an e-mail address",
    ),
    Wrong('email = "technik@example.org"', "", "alarms.email", "nothing", "an e-mail address"),
    Wrong("[video]", "[[video]]", "video", "a list of 1", "a table with provider and server"),
    Wrong('provider = "jitsi"', 'provider = "zoom"', "video.provider", '"zoom"', '"jitsi"'),
    Wrong(
        '"https://meet.example.org"',
        '"https://meet.example.org?a"',
        "video.server",
        '"https://meet.example.org?a"',
        "without ?",
    ),
    Wrong('"https://meet.example.org"', '"https://a;b.org"', "video.server", '"https://a;b.org"', ADDRESS),
    Wrong("[[agenda]]", f"{rooms(188)}[[agenda]]", "rooms", "a list of 201", "a list of 1 to 200"),
    Wrong('id = "foyer"', 'id = "plenum"', "rooms[1].id", '"plenum" a second time', "each only once"),
    Wrong('id = "foyer"', 'id = "das Foyer"', "rooms[0].id", '"das Foyer"', ID),
    Wrong('id = "foyer"', f'id = "{"f" * 37}"', "rooms[0].id", f'"{"f" * 37}"', ID),
    Wrong('kind = "foyer"', 'kind = "hall"', "rooms[0].kind", '"hall"', '"foyer", "plenum", "forum" or "cafeteria"'),
    Wrong('kind = "plenum"', 'kind = "foyer"', "rooms[1].kind", "a second foyer", "at most one foyer"),
    Wrong(
        'kind = "plenum"',
        'kind = "cafeteria"\ntables = 3',
        "rooms[12].kind",
        "a second cafeteria",
        "at most one cafeteria",
    ),
    Wrong('title = "Foyer"', "title = []", "rooms[0].title", "a list of 0", "1 to 120 printable characters"),
    Wrong('title = "Foyer"', "", "rooms[0].title", "nothing", "1 to 120 printable characters"),
    Wrong('"https://video.example.org/plenum"', "false", "rooms[1].video", "false", ADDRESS),
    Wrong("applause = true", 'applause = "true"', "rooms[1].applause", '"true"', "true or false"),
    Wrong('"moderated"', '"off"', "rooms[1].questions", '"off"', '"moderated", "open" or "closed"'),
    Wrong(
        "applause = true",
        'notice = { de = "Pause" }',
        "rooms[1].notice",
        "a table",
        "one line of 1 to 1,000 printable characters",
    ),
    Wrong(
        "applause = true",
        'notice = "a\\nb"',
        "rooms[1].notice",
        '"a\\nb" with the control character U+000A',
        "one line",
    ),
    Wrong("help = true", "help = 1", "rooms[0].help", "1", "true or false"),
    Wrong("tables = 40", "tables = 201", "rooms[12].tables", "201", "from 1 to 200"),
    Wrong("tables = 40", "", "rooms[12].tables", "nothing", "a cafeteria needs tables"),
    Wrong("help = true", "tables = 3", "rooms[0].tables", "3", "only a cafeteria has tables, this is a foyer"),
    Wrong(LAST_ROOM, "seats = 1 ", "rooms[12].seats", "1", "from 2 to 20"),
    Wrong("help = true", "seats = 3", "rooms[0].seats", "3", "only a cafeteria has seats, this is a foyer"),
    Wrong("[[polls]]", f"{agenda(195)}[[polls]]", "agenda", "a list of 201", "a list of 0 to 200"),
    Wrong(
        '[[agenda]]\nroom = "plenum"',
        '[[agenda]]\nroom = "plenam"',
        "agenda[0].room",
        '"plenam" (did you mean plenum?)',
        "foyer, plenum, forum-1",
    ),
    Wrong('[[agenda]]\nroom = "plenum"', "[[agenda]]", "agenda[0].room", "nothing", "rooms = a list of rooms"),
    Wrong('[[agenda]]\nroom = "plenum"', "[[agenda]]\nroom = 2", "agenda[0].room", "2", ID),
    Wrong('"forum-10"]', '"forum-11x"]', "agenda[3].rooms[9]", '"forum-11x" (did you mean forum-1?)', "the id of one"),
    Wrong('"forum-10"]', '"forum-1"]', "agenda[3].rooms[9]", '"forum-1" a second time', "each only once"),
    Wrong(
        '[[agenda]]\nroom = "plenum"',
        '[[agenda]]\nroom = "plenum"\nrooms = ["foyer"]',
        "agenda[0].rooms",
        "rooms besides room",
        "either",
    ),
    Wrong(
        '[[agenda]]\nroom = "plenum"', "[[agenda]]\nrooms = []", "agenda[0].rooms", "a list of 0", "a list of 1 to 200"
    ),
    Wrong("starts = 2020-11-30T14:40:00+01:00", "starts = 14:40:00", "agenda[5].starts", "14:40:00", TIME),
    Wrong(
        "starts = 2020-11-30T14:40:00+01:00",
        "starts = 2020-11-30T15:00:00+01:00",
        "agenda[5].starts",
        "2020-11-30T15:00:00+01:00",
        "before event.ends",
    ),
    Wrong(
        "starts = 2020-11-30T14:40:00+01:00",
        "starts = 2020-11-30T09:59:00+01:00",
        "agenda[5].starts",
        "2020-11-30T09:59:00+01:00",
        "not before event.starts",
    ),
    Wrong('{ de = "Pause", en = "Break" }', '{ en = "Break" }', "agenda[2].title.de", "nothing", "first language"),
    Wrong('{ de = "Pause", en = "Break" }', "{}", "agenda[2].title.de", "nothing", "first language"),
    Wrong(MULTIPLE, polls(196) + MULTIPLE, "polls", "a list of 201", "a list of 0 to 200"),
    Wrong(LAST_POLL, 'id = "one-word"', "polls[3].id", '"one-word" a second time', "each only once"),
    Wrong(LAST_POLL, "", "polls[3].id", "nothing", ID),
    Wrong(
        'room = "plenum"\nkind = "words"',
        'room = "hall"\nkind = "words"',
        "polls[2].room",
        '"hall"',
        "the id of one of the rooms",
    ),
    Wrong('room = "plenum"\nkind = "words"', 'kind = "words"', "polls[2].room", "nothing", ID),
    Wrong('kind = "words"', 'kind = "word"', "polls[2].kind", '"word"', '"single", "multiple", "scale" or "words"'),
    Wrong(
        'prompt = "Which?"',
        f'prompt = "{"x" * 301}"',
        "polls[4].prompt",
        f'"{"x" * 57}…" with 301 characters',
        "1 to 300 printable characters",
    ),
    Wrong('prompt = "Which?"', "", "polls[4].prompt", "nothing", "1 to 300 printable characters"),
    Wrong(
        'options = [{ id = "a"',
        f'options = [{options(18)}{{ id = "a"',
        "polls[4].options",
        "a list of 21",
        "a list of 2 to 20",
    ),
    Wrong(
        'kind = "words"',
        'kind = "words"\noptions = []',
        "polls[2].options",
        "a list of 0",
        "only for single and multiple, this is words",
    ),
    Wrong('kind = "multiple"', 'kind = "single"\nmin = 1', "polls[4].min", "1", "only for multiple, this is single"),
    Wrong('kind = "multiple"', 'kind = "multiple"\nmin = 0', "polls[4].min", "0", "a whole number from 1 to 20"),
    Wrong('kind = "multiple"', 'kind = "multiple"\nmin = 4', "polls[4].min", "4", "a whole number from 1 to 3"),
    Wrong(
        'kind = "multiple"', 'kind = "multiple"\nmin = 3\nmax = 2', "polls[4].min", "3", "a whole number from 1 to 2"
    ),
    Wrong('kind = "multiple"', 'kind = "multiple"\nmax = 4', "polls[4].max", "4", "at most the number of options (3)"),
    Wrong(
        'kind = "multiple"',
        'kind = "single"\nmax = 2',
        "polls[4].max",
        "2",
        "only for multiple and words, this is single",
    ),
    Wrong("max = 3", "max = 6", "polls[2].max", "6", "a whole number from 1 to 5 for words"),
    Wrong("low = 1", "", "polls[1].low", "nothing", "scale needs it"),
    Wrong("low = 1", "low = -1", "polls[1].low", "-1", "a whole number from 0 to 9"),
    Wrong('kind = "words"', 'kind = "words"\nlow = 0', "polls[2].low", "0", "only for scale, this is words"),
    Wrong("high = 5", "high = 11", "polls[1].high", "11", "a whole number from 1 to 10"),
    Wrong("high = 5", "high = 1", "polls[1].high", "1", "above low (1)"),
    Wrong(
        'results = "live"',
        'results = "now"',
        "polls[0].results",
        '"now"',
        '"live", "after_vote", "after_close" or "on_publish"',
    ),
    Wrong('kind = "multiple"', 'kind = "multiple"\nsecret = "yes"', "polls[4].secret", '"yes"', "true or false"),
    Wrong(
        '{ id = "b", text = "B" }',
        '{ id = "a", text = "B" }',
        "polls[4].options[1].id",
        '"a" a second time',
        "each only once",
    ),
    Wrong('{ id = "b", text = "B" }', '{ id = "b c", text = "B" }', "polls[4].options[1].id", '"b c"', ID),
    Wrong(
        '{ id = "b", text = "B" }',
        '{ id = "b" }',
        "polls[4].options[1].text",
        "nothing",
        "1 to 200 printable characters",
    ),
    Wrong(
        '{ id = "b", text = "B" }', '{ id = "b", text = "" }', "polls[4].options[1].text", "an empty text", "1 to 200"
    ),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.key}-{wrong.found[:30]}")
def test_a_wrong_key_is_named_with_what_was_found_and_what_is_allowed(wrong: Wrong) -> None:
    text = with_instead((wrong.old, wrong.new))
    (mistake,) = mistakes_in(text)
    assert (mistake.key, mistake.found) == (wrong.key, wrong.found)
    assert wrong.allowed in mistake.allowed
    assert wrong.found == "nothing" or _last_name(wrong.key) in text.splitlines()[(mistake.line or 0) - 1]


def test_every_key_of_the_schema_is_wrong_in_one_of_these_tests() -> None:
    assert {_without_places(wrong.key) for wrong in WRONG} == set(_keys(EventFile, ""))


def _last_name(key: str) -> str:
    return re.sub(r"\[\d+\]", "", key).rpartition(".")[2]


def _without_places(key: str) -> str:
    return re.sub(r"\[\d+\]|\.(de|en|fr)$", "", key)


def _keys(table: type[Table], at: str) -> Iterator[str]:
    for name, field in table.model_fields.items():
        yield f"{at}{name}"
        inner = table_of(field.annotation)
        if inner:
            yield from _keys(inner, f"{at}{name}.")
