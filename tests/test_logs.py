"""Logs hold no name, text, token, code, address or user agent (I14)."""

from __future__ import annotations

import ast
import dataclasses
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from beifall.applause import Played
from beifall.broadcast import Sent
from beifall.discretion import Crashed, discreet, told
from beifall.log import FORMS, MESSAGE, NUMBERS, Allowed
from beifall.tokens import Keys, Tokens
from tests.builders import NOON, a_person
from tests.canaries import CANARIES, ROLES, House

ROOT = Path(__file__).parent.parent
SOURCES = (ROOT / "layers/beifall/python/beifall", ROOT / "functions")


def said(*arguments: str) -> str:
    """All that the handlers' process has said, at level DEBUG."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "layers/beifall/python")))
    command = [sys.executable, "-m", "tests.canaries", *arguments]
    settings = os.environ | {"PYTHONPATH": path}
    ended = subprocess.run(
        command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-2_000:]
    return ended.stdout


A_TOKEN = re.compile(r"k1\.[\w.-]{40,}")
"""Whatever is in it, and however it is packed."""


def seen(output: str) -> set[str]:
    """What can be read there that should not."""
    found = {name for name, canary in CANARIES.items() if canary.lower() in output.lower()}
    return found | ({"token"} if A_TOKEN.search(output) else set())


def test_no_canary_leaves_a_handler_in_fair_weather_or_in_foul() -> None:
    output = said()
    assert seen(output) == set()
    logged = [json.loads(line) for line in output.splitlines() if line.startswith('{"level"')]
    assert {one["message"] for one in logged} >= {"refused", "crashed", "sent", "not settled"}, (
        "nothing was said at all"
    )
    assert {one["level"] for one in logged} >= {"INFO", "ERROR"}
    kept = {(one["level"], one["why"]) for one in logged if one["message"] in ("sent", "played") and one.get("failed")}
    assert kept == {("WARNING", "ForbiddenException")}, "what keeps frames from everybody has no other sign"
    places = {place.split(":")[0] for one in logged if "error" in one for place in one["error"].split(" < ")}
    assert len(places) > 20, "a crash says where it was"


def test_every_token_has_what_is_looked_for() -> None:
    house = House()
    assert all(A_TOKEN.fullmatch(house.token(role)) for role in ROLES)


def test_the_same_handlers_without_what_keeps_it_in_would_say_it_all() -> None:
    """The negative control: what is looked for can be found."""
    assert seen(said("indiscreet")) == {*CANARIES, "token"}


def test_whatever_is_logged_is_a_fixed_sentence_with_allowed_fields() -> None:
    calls = [call for folder in SOURCES for path in folder.rglob("*.py") for call in logged(path)]
    assert len(calls) >= 8, "the rule is about these calls: are they made in another way?"
    for sentence, fields in calls:
        assert sentence is not None
        assert MESSAGE.fullmatch(sentence)
        assert fields <= {*NUMBERS, *FORMS, "extra"}


LASTING = {
    "append_keys",
    "append_context_keys",
    "thread_safe_append_keys",
    "set_correlation_id",
    "structure_logs",
    "refresh_sample_rate_calculation",
    "inject_lambda_context",
}
"""What would put something into each line from then on."""


@pytest.mark.parametrize("way", sorted(LASTING - {"refresh_sample_rate_calculation"}))
def test_a_source_that_puts_something_into_each_line_is_found(way: str, tmp_path: Path) -> None:
    """The negative control."""
    source = tmp_path / "source.py"
    source.write_text(f"logger.{way}(event)")
    assert list(logged(source)) == [(None, set())]


def logged(path: Path) -> Iterator[tuple[str | None, set[str]]]:
    """What a source logs: the sentence, None if it is not fixed, and the names of the fields."""
    levels = {"debug", "info", "warning", "error", "exception", "critical", "log", *LASTING}
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(func=ast.Attribute(value=target, attr=level)) if level in levels and is_logger(target):
                match node.args:
                    case [ast.Constant(value=str(sentence))]:
                        yield sentence, set(fields(node))
                    case _:
                        yield None, set()
            case ast.Call(func=ast.Name(id="print")):
                yield None, set()


def is_logger(target: ast.expr) -> bool:
    return "log" in ast.unparse(target).lower()


def fields(call: ast.Call) -> Iterator[str]:
    """The names of keywords; of `**asdict(sent)` those of the values that are logged like that."""
    for keyword in call.keywords:
        if keyword.arg is not None:
            yield keyword.arg
        else:
            yield from (field.name for kind in (Sent, Played) for field in dataclasses.fields(kind))


def lines(*statements: str, **levels: str) -> list[dict[str, Any]]:
    """What a process prints that has `logger` and does this with it."""
    code = "\n".join(["import logging", "from beifall.log import logger", *statements])
    path = {"PYTHONPATH": str(ROOT / "layers/beifall/python")}
    settings = os.environ | path | {"POWERTOOLS_LOG_LEVEL": "DEBUG"} | levels
    ended = subprocess.run([sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_a_key_that_is_appended_to_the_logger_is_in_no_line() -> None:
    said = lines(
        "logger.append_keys(name='canary', service='canary', location='canary question', room='plenum')",
        "logger.set_correlation_id('canary')",
        "with logger.append_context_keys(text='canary', error='canary said this'):",
        "    logger.info('refused', code='too_large')",
    )
    assert "canary" not in json.dumps(said)
    assert [(one["message"], one["code"], one["room"]) for one in said] == [("refused", "too_large", "plenum")]


def test_a_logger_below_ours_says_no_more_than_ours() -> None:
    said = lines(
        "from aws_lambda_powertools import Logger",
        "Logger(service='beifall', child=True).info('refused', text='canary', code='too_large')",
        "logging.getLogger('beifall.tally').warning('canary %s', 'canary', extra={'text': 'canary', 'frames': 3})",
    )
    assert "canary" not in json.dumps(said)
    assert [(one["message"], one.get("code"), one.get("frames")) for one in said] == [
        ("refused", "too_large", None),
        ("unsaid", None, 3),
    ]


def test_what_lambda_lets_through_does_not_make_us_say_more() -> None:
    said = lines(
        "logger.info('refused', code='too_large')",
        "logger.warning('contended', failed=1)",
        AWS_LAMBDA_LOG_LEVEL="INFO",
        POWERTOOLS_LOG_LEVEL="WARNING",
    )
    assert [(one["level"], one["message"]) for one in said] == [("WARNING", "contended")]


def passed(message: object = "sent", *args: object, error: BaseException | None = None, **extra: Any) -> dict[str, Any]:
    """What the filter leaves of a record's own fields."""
    info = None if error is None else (type(error), error, None)
    record = logging.LogRecord("beifall", logging.INFO, "log.py", 1, message, args, info)
    record.__dict__ |= extra
    assert Allowed().filter(record)
    before = logging.makeLogRecord({}).__dict__.keys()
    kept = {name: value for name, value in record.__dict__.items() if name not in before}
    return {"message": record.getMessage(), "exc_info": record.exc_info, **kept}


def test_a_field_that_nobody_has_allowed_is_dropped() -> None:
    kept = passed(room="plenum", frames=3, token="k1.abc", participant="ada")
    assert kept == {"message": "sent", "exc_info": None, "room": "plenum", "frames": 3}


@pytest.mark.parametrize(
    "field",
    [
        {"code": "CANARYCODE"},
        {"pace": "canary"},
        {"room": "a room"},
        {"room": "x" * 37},
        {"room": 7},
        {"frames": "canary"},
        {"frames": True},
        {"poll": {"canary": 1}},
    ],
)
def test_a_field_that_does_not_look_like_itself_is_dropped(field: dict[str, Any]) -> None:
    assert passed(**field).keys() == {"message", "exc_info"}


@pytest.mark.parametrize(
    "text",
    [
        "canary: a question",
        "KeyError",
        "KeyError at beifall.tally:88 recount canary",
        "KeyError at beifall.tally:88 recount; ",
        "KeyError at ?" + " from KeyError" * 200,
    ],
)
def test_an_error_that_is_not_told_as_ours_are_is_dropped(text: str) -> None:
    record = logging.makeLogRecord({"msg": "crashed", "error": text})
    assert Allowed().filter(record)
    assert not hasattr(record, "error")


@pytest.mark.parametrize("message", ["Refused: canary", "refused ada@example.org", {"text": "canary"}, 7, "a" * 50])
def test_a_message_that_is_no_sentence_of_ours_is_not_said(message: object) -> None:
    assert passed(message)["message"] == "unsaid"


def test_a_message_that_is_filled_in_is_not_said() -> None:
    assert passed("refused %s", "canary")["message"] == "unsaid"


def test_of_an_exception_only_type_and_place_are_kept() -> None:
    try:
        Tokens(Keys("k1", {}, "canary"), "x").sign(a_person("canary"), NOON)
    except KeyError as error:
        kept = passed(error=error)
    assert kept["error"].startswith("KeyError at beifall.tokens:")
    assert kept["error"].endswith(" sign")
    assert kept["exc_info"] is None


def crash(event: dict[str, Any], _context: object) -> None:
    try:
        raise KeyError(event["text"])
    except KeyError as error:
        raise ValueError(f"wrong: {event}") from error


def test_of_a_crash_only_types_and_places_are_left() -> None:
    with pytest.raises(Crashed) as caught:
        discreet(crash)({"text": "canary"}, None)
    assert str(caught.value).startswith("ValueError at ")
    assert str(caught.value).endswith(" from KeyError")
    assert "canary" not in repr(caught.value)
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


def test_the_text_of_who_leaves_is_not_said_either() -> None:
    def leave(_event: dict[str, Any], _context: object) -> None:
        sys.exit("canary")

    with pytest.raises(Crashed, match="SystemExit at ") as caught:
        discreet(leave)({}, None)
    assert "canary" not in repr(caught.value)


def test_who_stops_a_run_by_hand_stops_it() -> None:
    def stop(_event: dict[str, Any], _context: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        discreet(stop)({}, None)


@pytest.mark.parametrize("name", ["canary question", "canary\n", "Canäry", "c" * 81, " "])
def test_a_type_or_a_module_with_a_name_like_no_other_is_not_named(name: str) -> None:
    module = {"__name__": f"functions.{name}", "Wrong": type(name, (Exception,), {})}
    with pytest.raises(module["Wrong"]) as caught:  # type: ignore[call-overload]
        exec("def fall():\n    raise Wrong\nfall()", module)
    assert told(caught.value) == "? at ?:2 fall < ?:3 <module>"


def test_whatever_is_told_has_the_form_in_which_it_may_leave() -> None:
    deep: Exception = KeyError("canary")
    for number in range(3_000):
        deep = ExceptionGroup("canary", [deep, ValueError("canary")] if number % 100 == 0 else [deep])
    chain: Exception = type("C" * 60, (Exception,), {"response": {"Error": {"Code": "D" * 60}}})()
    for _ in range(20):
        above = type(chain)()
        above.__cause__, chain = chain, above
    for error in (deep, chain, ExceptionGroup("canary", [chain] * 20)):
        assert passed(error=error)["error"] == told(error)


def test_each_error_of_a_group_is_told_of() -> None:
    group = ExceptionGroup("canary", [KeyError("canary"), ExceptionGroup("canary", [ValueError("canary")])])
    assert told(group) == "KeyError at ?; ValueError at ?"
