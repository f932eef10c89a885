"""The documents of the protocol: they are what the schemas say, and they are what they claim to be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from beifall.commands import ACTIONS
from protocol import asyncapi, documents, examples, openapi, pages
from protocol.calls import CALLS
from protocol.components import SCHEMAS, named
from protocol.frames import REPLIES
from protocol.items import LISTS
from protocol.schema import Schema, ref, strict

ROOT = Path(__file__).parents[2]
OFFICIAL = ROOT / "node_modules/@asyncapi/specs/schemas/3.0.0.json"


@cache
def checker(name: str) -> Draft202012Validator:
    """Of one schema, and of nothing that it does not name."""
    return Draft202012Validator({**ref(name), "components": {"schemas": strict(SCHEMAS)}})


def check(name: str, value: Any) -> None:
    checker(name).validate(value)


def test_the_documents_are_those_that_the_schemas_make() -> None:
    for path, text in documents.written().items():
        assert (ROOT / path).read_text() == text, f"{path} is not what ./beifall protocol writes"


def test_the_openapi_document_is_one() -> None:
    OpenAPIV31SpecValidator(openapi.document()).validate()


def test_the_asyncapi_document_is_one() -> None:
    assert OFFICIAL.is_file(), "AsyncAPI's own schema comes with `npm ci`"
    validator = Draft7Validator(json.loads(OFFICIAL.read_text()))
    validator.validate(asyncapi.document())
    broken = asyncapi.document()
    broken["operations"]["vote"]["action"] = "shout"
    assert not validator.is_valid(broken), "the negative control"


def test_what_the_asyncapi_document_refers_to_is_there() -> None:
    document = asyncapi.document()
    for pointer in _pointers(document):
        found: Any = document
        for step in pointer.removeprefix("#/").split("/"):
            found = found[step]


def test_every_schema_is_a_schema() -> None:
    for name, schema in SCHEMAS.items():
        Draft202012Validator.check_schema(schema)
        assert set(named(schema)) <= set(SCHEMAS), name


def test_every_field_says_what_it_means() -> None:
    silent = [f"{name}.{field}" for name, schema in SCHEMAS.items() for field in _silent(schema)]
    assert silent == []


def test_every_action_has_an_example_and_so_has_its_reply() -> None:
    assert set(examples.COMMANDS) == {*ACTIONS, "clap"} == set(REPLIES)
    for action, command in examples.COMMANDS.items():
        check(f"Command.{action}", command)
    for action, frame in examples.OKS.items():
        check(f"Ok.{action}", frame)
        assert frame["id"] == examples.COMMANDS[action]["id"]


def test_every_frame_every_item_and_every_call_has_an_example() -> None:
    for name, frame in examples.FRAMES.items():
        check(name, frame)
    assert set(examples.ITEMS) == set(LISTS)
    check("SomeItems", examples.ITEMS)
    check("You", examples.YOU)
    check("Error", examples.ERROR)
    assert set(examples.CALLS) == {call.name for call in CALLS}
    for call in CALLS:
        given = examples.CALLS[call.name]
        for schema, value in ((call.body, given.get("body")), (next(iter(call.answers.values())), given["answer"])):
            if schema is not None:
                Draft202012Validator({**schema, "components": {"schemas": strict(SCHEMAS)}}).validate(value)


def test_the_sum_in_the_example_is_the_sum_of_its_revisions() -> None:
    snapshot = examples.FRAMES["Snapshot"]
    assert snapshot["rev"] == sum(item["rev"] for items in snapshot["items"].values() for item in items)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Command.vote", {**examples.COMMANDS["vote"], "seq": 0}),
        ("Command.vote", {name: value for name, value in examples.COMMANDS["vote"].items() if name != "round"}),
        ("Command.vote", {**examples.COMMANDS["vote"], "weight": 2}),
        ("Command.ask", {**examples.COMMANDS["ask"], "text": "x" * 501}),
        ("Command.poll.open", {**examples.COMMANDS["poll.open"], "action": "poll.close"}),
        ("Snapshot", {**examples.FRAMES["Snapshot"], "secret": 1}),
        ("Update", {**examples.FRAMES["Update"], "items": {"polls": [{**examples.POLL, "key": "k"}]}}),
        ("Refused", {**examples.FRAMES["Refused"], "code": "internal"}),
        ("Applause", {**examples.FRAMES["Applause"], "a": [1, 2, 3]}),
    ],
)
def test_what_is_not_documented_is_noticed(name: str, value: Any) -> None:
    assert not checker(name).is_valid(value)


def test_a_page_without_one_of_its_marks_is_not_written() -> None:
    with pytest.raises(LookupError, match="codes"):
        pages.filled((ROOT / documents.PAGE).read_text().replace("<!-- codes (", "<!-- ("))


def _pointers(value: Any) -> Iterator[str]:
    match value:
        case {"$ref": str(to)}:
            yield to
        case dict():
            for inner in value.values():
                yield from _pointers(inner)
        case list():
            for inner in value:
                yield from _pointers(inner)


def _silent(schema: Schema) -> Iterator[str]:
    """Fields of an object, and of objects in it, that say nothing of themselves."""
    match schema:
        case {"type": "object", "properties": dict(fields)}:
            for name, its in fields.items():
                if not (its.get("description") or "$ref" in its):
                    yield name
                yield from (f"{name}.{inner}" for inner in _silent(its))
        case {"items": dict(of)} | {"additionalProperties": dict(of)}:
            yield from _silent(of)
        case {"anyOf": list(schemas)}:
            for one in schemas:
                yield from _silent(one)
