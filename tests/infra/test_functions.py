"""What functions are: their size, their share, and what they are told."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from account.functions import OURS
from bill.memory import memory
from blueprint.environment import LEVEL, NEEDED
from blueprint.routes import TIMEOUT
from tests.infra.synthesis import ROOT, Template, said

pytestmark = pytest.mark.xdist_group("synthesis")

LAYER = ROOT / "layers/beifall/python"


def test_functions_run_where_and_as_they_are_tested(template: Template) -> None:
    for name, function in template.functions().items():
        assert function["Architectures"] == ["arm64"]
        assert function["Runtime"] == "python3.13"
        assert function["Handler"] == "handler.handler"
        assert function["MemorySize"] == memory()[name]
        assert function["Timeout"] == (840 if name == "setup" else TIMEOUT)
        logged = {key: value for key, value in function["LoggingConfig"].items() if key != "LogGroup"}
        # With WARN, Lambda would keep neither crashes nor what we say of them.
        assert logged == {"LogFormat": "JSON", "ApplicationLogLevel": "INFO", "SystemLogLevel": "WARN"}
        assert function["Environment"]["Variables"][LEVEL[0]] == "WARNING", "what went well leaves nothing"
        layers = [said(one) for one in function["Layers"]]
        assert layers == ["<LayersApplication>"] + ["<LayersVendor>"] * (name != "clap")


def test_votes_have_a_share_of_a_large_account_and_nobody_of_a_small_one(
    template: Template, otherwise: Template
) -> None:
    shares = {name: one.get("ReservedConcurrentExecutions") for name, one in template.functions().items()}
    assert {name: share for name, share in shares.items() if share} == {"command": 250, "clap": 200, "applause": 50}
    assert 1_000 - sum(share or 0 for share in shares.values()) >= 100, "AWS keeps a hundred for all others"
    assert not any("ReservedConcurrentExecutions" in one for one in otherwise.functions().values())


def test_each_of_ours_is_known_by_its_name_in_the_template(template: Template) -> None:
    """So `status` and `rotate` call it as its log is called."""
    functions = (id_ for id_, one in template.resources.items() if one["Type"] == "AWS::Lambda::Function")
    assert {ours[1].lower() for id_ in functions if (ours := OURS.fullmatch(id_))} == NEEDED.keys()


def test_a_function_is_told_what_it_needs_and_nothing_else(template: Template) -> None:
    told = {name: set(one["Environment"]["Variables"]) for name, one in template.functions().items()}
    assert told == {name: {*needed, LEVEL[0]} for name, needed in NEEDED.items()}


def test_no_variable_is_a_secret(template: Template) -> None:
    for function in template.functions().values():
        variables = function["Environment"]["Variables"]
        for name, value in variables.items():
            assert "SecretString" not in said(value), name
        if "SECRET_ARN" in variables:
            assert variables["SECRET_ARN"] == {"Ref": next(iter(_secrets(template)))}, "its name alone"


def _secrets(template: Template) -> list[str]:
    return [id_ for id_, one in template.resources.items() if one["Type"] == "AWS::SecretsManager::Secret"]


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_functions_code_asks_of_its_environment_is_what_it_is_told(name: str) -> None:
    asked = asked_by(ROOT / f"functions/{name}/handler.py", set())
    assert {one for one in asked if not one.startswith("AWS_")} - {LEVEL[0]} == set(NEEDED[name])


def asked_by(file: Path, seen: set[Path], names: frozenset[str] | None = None) -> set[str]:
    """Variables that a module asks for, or one of those that it imports: `os.environ["X"]`, `os.environ.get("X")`.
    Of a module from which only names are wanted, the functions of these names count.
    """
    if file in seen:
        return set()
    seen.add(file)
    tree = ast.parse(file.read_text())
    parts = [one for one in tree.body if not names or not isinstance(one, ast.FunctionDef) or one.name in names]
    asked = {text for part in parts for node in ast.walk(part) if (text := _variable(node))}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("beifall"):
            for module, wanted in _imported(node):
                asked |= asked_by(module, seen, wanted)
    return asked


def _imported(node: ast.ImportFrom) -> list[tuple[Path, frozenset[str] | None]]:
    package = LAYER / (node.module or "").replace(".", "/")
    names = frozenset(alias.name for alias in node.names)
    only = names if node.module == "beifall.environment" else None
    files = [(package.with_suffix(".py"), only), (package / "__init__.py", None)]
    return [
        (file, wanted) for file, wanted in (*files, *((package / f"{one}.py", None) for one in names)) if file.is_file()
    ]


def _variable(node: ast.AST) -> str | None:
    match node:
        case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(attr="environ"), attr="get"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            return name
    return None
