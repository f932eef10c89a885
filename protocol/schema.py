"""JSON Schemas, built from a few words. Objects are open, for receivers ignore what they do not know; `strict` is for
who wants to know of everything that is not documented.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

Schema = dict[str, Any]

HIGHEST = 2**53 - 1
"""The highest whole number that every client can tell from the next one."""


def record(about: str, fields: Mapping[str, Schema], *, optional: Collection[str] = ()) -> Schema:
    """An object; all fields are there that are not `optional`."""
    required = [name for name in fields if name not in optional]
    return {"type": "object", "description": about, "properties": dict(fields), "required": required}


def by_key(about: str, of: Schema, *, keys: Schema | None = None) -> Schema:
    """An object whose keys are ids or the like, with a value of one kind for each."""
    names = {} if keys is None else {"propertyNames": keys}
    return {"type": "object", "description": about, "additionalProperties": of, **names}


def several(about: str, of: Schema, **bounds: int) -> Schema:
    """A list."""
    return {"type": "array", "description": about, "items": of, **bounds}


def row(about: str, *places: Schema, least: int | None = None) -> Schema:
    """A list with a meaning for each place; the last ones may be missing."""
    return {
        "type": "array",
        "description": about,
        "prefixItems": list(places),
        "minItems": len(places) if least is None else least,
        "maxItems": len(places),
    }


def text(about: str, *, least: int = 0, most: int | None = None, pattern: str | None = None) -> Schema:
    """A string of so many characters."""
    bounds: Schema = {"minLength": least} if least else {}
    bounds |= {} if most is None else {"maxLength": most}
    bounds |= {} if pattern is None else {"pattern": pattern}
    return {"type": "string", "description": about, **bounds}


def whole(about: str, *, least: int = 0, most: int = HIGHEST) -> Schema:
    """A whole number."""
    return {"type": "integer", "description": about, "minimum": least, "maximum": most}


def yes_or_no(about: str) -> Schema:
    """A boolean."""
    return {"type": "boolean", "description": about}


def one_of(about: str, values: Sequence[str]) -> Schema:
    """One of these texts."""
    return {"type": "string", "description": about, "enum": list(values)}


def just(about: str, value: object) -> Schema:
    """Always the same."""
    return {"description": about, "const": value}


def either(about: str, *schemas: Schema) -> Schema:
    """One of several."""
    return {"description": about, "anyOf": list(schemas)}


def or_null(schema: Schema, about: str | None = None) -> Schema:
    """The same, or null."""
    said = {"description": about or schema["description"]}
    if isinstance(schema.get("type"), str) and "enum" not in schema:
        return {**schema, "type": [schema["type"], "null"], **said}
    return {"anyOf": [schema, {"type": "null"}], **said}


def ref(name: str) -> Schema:
    """One that stands among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


def strict(schema: Any) -> Any:
    """The same, with no place for a field that it does not name."""
    match schema:
        case dict():
            inner = {name: strict(value) for name, value in schema.items()}
            is_record = schema.get("type") == "object" and isinstance(schema.get("properties"), dict)
            return {**inner, "additionalProperties": False} if is_record else inner
        case list():
            return [strict(one) for one in schema]
        case _:
            return schema
