"""Stacks as they are synthesised, and what can be read of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from beifall.domain.event import Programme
from eventfile.reading import read
from infra.artefacts import Artefacts
from infra.facts import Facts

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "examples/tag-der-kommunalen-jobcenter-2020.toml"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/5e1f"
HASH = re.compile(r"[0-9A-F]{8}$")

Found = tuple[str, str]
"""A rule, and a resource's path."""


def example() -> Programme:
    return read(EXAMPLE)


def facts(pages: Path) -> Facts:
    return Facts(example(), pages, region="eu-central-1")


def otherwise(pages: Path) -> Facts:
    """All that an event and an account may have otherwise."""
    programme = example()
    event = replace(
        programme.event,
        expected=3_000,
        limit=6_000,
        origins=("https://front.example.org",),
        alarms_email=None,
        domain="event.example.org",
        certificate=CERTIFICATE,
        privacy=replace(programme.event.privacy, backups=True),
    )
    return Facts(
        replace(programme, event=event), pages, region="us-east-1", quota=20_000, concurrency=499, budgets=False
    )


def first(pages: Path) -> Facts:
    """As it is deployed for the first time, and in a Region that lacks what can be lacking."""
    return replace(facts(pages), region="eu-south-1", protected=False)


VARIANTS: Mapping[str, Callable[[Path], Facts]] = {
    "example": facts,
    "again": facts,
    "first": first,
    "otherwise": otherwise,
}
ACKNOWLEDGED = frozenset({"example"})
"""Variants of which cdk-nag is told what may stay; of the others everything is found."""


def synthesise(name: str, folder: Path) -> None:
    """The assembly of a variant into the folder, with what cdk-nag and CDK find."""
    from aws_cdk import App  # noqa: PLC0415 - seconds that only who makes the assembly shall wait

    from infra.acknowledgements import acknowledgements  # noqa: PLC0415 - imports CDK
    from infra.checks import check, look  # noqa: PLC0415 - imports CDK
    from infra.stack import EventStack  # noqa: PLC0415 - imports CDK

    pages = folder / "pages"
    pages.mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html>")
    context = json.loads((ROOT / "infra/cdk.json").read_text())["context"]
    app = App(outdir=str(folder / "cdk.out"), context=context, analytics_reporting=False)
    stack = EventStack(app, VARIANTS[name](pages), Artefacts())
    explained = acknowledgements(stack.facts.programme.event, stack.named())
    paths = [[one.rule, f"{stack.stack_name}/{path}"] for one in explained for path in one.paths]
    (folder / "acknowledged.json").write_text(json.dumps(paths))
    if name in ACKNOWLEDGED:
        check(app, stack)
        app.synth()
    else:
        look(app)
        try:
            app.synth()
        except RuntimeError as found:
            assert str(found).startswith("ValidationFailed")


@dataclass(frozen=True)
class Assembly:
    """What was synthesised."""

    folder: Path

    @property
    def file(self) -> Path:
        (file,) = (self.folder / "cdk.out").glob("*.template.json")
        return file

    @cached_property
    def template(self) -> Template:
        return Template(json.loads(self.file.read_text()))

    def found(self) -> list[Found]:
        """All that cdk-nag and CDK found."""
        report = self.folder / "cdk.out/validation-report.json"
        plugins = json.loads(report.read_text())["pluginReports"] if report.exists() else []
        return sorted(
            (violation["ruleName"], construct["constructPath"])
            for plugin in plugins
            for violation in plugin["violations"]
            for construct in violation["violatingConstructs"]
        )

    def acknowledged(self) -> list[Found]:
        return sorted((rule, path) for rule, path in json.loads((self.folder / "acknowledged.json").read_text()))


class Template:
    """A template of CloudFormation."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.resources: Mapping[str, Mapping[str, Any]] = content["Resources"]

    def of(self, type_: str) -> dict[str, Any]:
        """The properties of all resources of `AWS::…`, by their names without CDK's hash."""
        named = {plain(id_): one for id_, one in self.resources.items() if one["Type"] == f"AWS::{type_}"}
        return {name: one.get("Properties", {}) for name, one in named.items()}

    def functions(self) -> dict[str, Any]:
        """Ours, by their names: `command` …"""
        prefix = "Functions"
        return {
            name.removeprefix(prefix).lower(): one
            for name, one in self.of("Lambda::Function").items()
            if name.startswith(prefix)
        }


def plain(id_: str) -> str:
    return HASH.sub("", id_)


def said(value: Any) -> str:
    """A property in words: `<TablesState.Arn>` is an attribute of a resource, `<AWS::Region>` what AWS fills in."""
    match value:
        case str() | int() | float():
            return str(value)
        case {"Ref": name}:
            return f"<{plain(name)}>"
        case {"Fn::GetAtt": [name, attribute]}:
            return f"<{plain(name)}.{attribute}>"
        case {"Fn::Join": [between, parts]}:
            return str(between).join(map(said, parts))
        case {"Fn::Select": [6, {"Fn::Split": [":", arn]}]}:
            return f"{said(arn)}[6]"
        case {"Fn::Sub": text}:
            return str(text)
    raise AssertionError(f"nobody has said yet how to read {value}")


def each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def strings(value: Any, at: str = "") -> Iterator[tuple[str, str]]:
    """Every string of a document, with where it stands."""
    match value:
        case str():
            yield at, value
        case dict():
            for key, inner in value.items():
                yield from strings(inner, f"{at}/{key}")
        case list():
            for number, inner in enumerate(value):
                yield from strings(inner, f"{at}/{number}")
