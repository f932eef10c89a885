"""The CDK, ready to run for an event."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence

from account.toolkit import CDK, ROOT, Toolkit
from account.wrong import Wrong
from cli import node as its
from cli.deployment import OUT

INFRA = ROOT / "infra"


def toolkit(code: str, region: str) -> Toolkit:
    """Installed as infra/package-lock.json pins it, if it is not. Raises Wrong."""
    node = its.supported()
    if node is None:
        raise Wrong("deploying needs Node 20 or later: install it from nodejs.org or your system's packages")
    if not _is_right():
        _install()
    return kept(code, region, (*node, str(CDK)))


def kept(code: str, region: str, command: Sequence[str]) -> Toolkit:
    """With the place where what it makes of this event is kept."""
    return Toolkit(command, (OUT / "deploy" / f"{code}-{region}").resolve(), region)


def _is_right() -> bool:
    there = INFRA / "node_modules/aws-cdk/package.json"
    pinned = json.loads((INFRA / "package-lock.json").read_text())["packages"]["node_modules/aws-cdk"]["version"]
    return there.is_file() and json.loads(there.read_text())["version"] == pinned


def _install() -> None:
    npm = its.npm()
    if npm is None:
        raise Wrong("deploying needs npm, which comes with Node 20 or later")
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=INFRA, capture_output=True, text=True, check=False)
    if done.returncode:
        said = its.complaint(done.stderr.strip() or done.stdout.strip() or "npm gives no reason")
        raise Wrong(f"the CDK could not be installed in infra/ (is a package registry reachable?): {said}")
