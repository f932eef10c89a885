"""The HTTP calls as an OpenAPI 3.1 document."""

from __future__ import annotations

from collections import defaultdict
from http import HTTPStatus
from typing import Any

from beifall.domain.refusals import Code
from beifall.requests import status
from protocol import examples
from protocol.calls import CALLS, SITE, Call
from protocol.codes import CODES_MEAN
from protocol.components import named, needed
from protocol.schema import Schema, ref
from protocol.values import ROOM
from protocol.version import INFO

JSON = "application/json"


def document() -> dict[str, Any]:
    """All of it."""
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {"title": "Beifall over HTTP", **INFO},
        "servers": [_server("api", "https://api.event.example", "The `api` that `config.json` says.")],
        "paths": {call.path: _path(call) for call in CALLS},
        "components": {
            "schemas": needed(
                name for call in CALLS for name in named([call.body, *call.answers.values(), ref("Error")])
            ),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The token that `POST /join` gives, or a link's.",
                }
            },
        },
    }


def _server(name: str, default: str, about: str) -> dict[str, Any]:
    return {"url": f"{{{name}}}", "variables": {name: {"default": default, "description": about}}}


def _path(call: Call) -> dict[str, Any]:
    site = (
        {"servers": [_server("site", "https://event.example", "The event's web site.")]} if call.below == SITE else {}
    )
    return {**site, call.method.lower(): _operation(call)}


def _operation(call: Call) -> dict[str, Any]:
    parameters = [
        *([_parameter("room", "path", ROOM)] if "{room}" in call.path else []),
        *(_parameter(name, "query", schema) for name, schema in call.query.items()),
    ]
    body = {"requestBody": {"required": True, "content": {JSON: _content(call, call.body)}}} if call.body else {}
    return {
        "operationId": call.name.lower().translate(str.maketrans(" /.", "---", "{}")).replace("--", "-"),
        "summary": call.about,
        **({"parameters": parameters} if parameters else {}),
        **body,
        "responses": _responses(call),
        "security": [{"token": []}] if call.token else [],
    }


def _parameter(name: str, place: str, schema: Schema) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "description": schema["description"],
        "schema": schema,
    }


def _content(call: Call, schema: Schema | None) -> dict[str, Any]:
    given = examples.CALLS.get(call.name, {}).get("body")
    return {"schema": schema, **({"example": given} if given is not None else {})}


def _responses(call: Call) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for number, schema in call.answers.items():
        given = examples.CALLS[call.name]["answer"] if schema else None
        content = {"content": {JSON: {"schema": schema, "example": given}}} if schema else {}
        made[str(number)] = {"description": HTTPStatus(number).phrase, **content}
    refusals: dict[int, list[Code]] = defaultdict(list)
    for code in call.codes:
        refusals[status(code)].append(code)
    for number, codes in sorted(refusals.items()):
        said = "; ".join(f"`{code}`: {CODES_MEAN[code]}" for code in codes)
        after = {"schema": {"type": "integer"}, "description": "After so many seconds it may be tried again."}
        late = {"headers": {"Retry-After": after}} if {"try_again", "too_many_requests"} & set(codes) else {}
        made[str(number)] = {"description": said, **late, "content": {JSON: {"schema": ref("Error")}}}
    return made
