"""What is uploaded: zips with the same bytes whoever builds them when, kept under a name that follows from all that
goes into them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from beifall.domain.event import Programme
from infra.artefacts import archive, bytecode, pages, sources, wheels
from infra.artefacts.failure import CannotBuild
from infra.artefacts.shelf import Shelf, digest
from infra.artefacts.wheels import Architecture

__all__ = ["Architecture", "Artefacts", "CannotBuild"]

ROOT = Path(__file__).parent.parent.parent
LAYERS, TASK = "/opt", "/var/task"
"""Where Lambda unpacks layers, and functions."""


@dataclass(frozen=True)
class Artefacts:
    """Builds into `out` what is not there yet, from the checkout at `root`, for functions that run `python`. Any number
    of processes may share `out`. Each zip holds bytecode besides the sources where that Python is found on this
    machine; where it is not, that is said on stderr, once. All methods raise CannotBuild.
    """

    out: Path = ROOT / "out/artefacts"
    architecture: Architecture = "arm64"
    python: str = "3.13"
    root: Path = ROOT

    def application(self) -> Path:
        """The layer of the application, `python/beifall/…`."""
        return self._packed("beifall", sources.files(self.root / "layers/beifall"), LAYERS)

    def vendor(self) -> Path:
        """The layer of the packages that the application needs and Lambda has not, `python/…`."""
        wanted = wheels.wanted((self.root / "locks/layer.txt").read_text())
        state = digest({"wanted": wanted.encode(), "for": f"{self.architecture} {self._compiler()}".encode()})

        def make() -> bytes:
            return self._with_bytecode(wheels.installed(wanted, self.architecture, self.python), LAYERS)

        return Shelf(self.out).kept(f"vendor-{self.architecture}", state, make)

    def function(self, name: str) -> Path:
        """`functions/<name>` as it lies: `handler.py`."""
        return self._packed(name, self._function(name), TASK)

    def setup(self, programme: Programme, site: Path) -> Path:
        """The function that fills a deployment, with what it fills it with: `programme.json`, the pages of the folder
        `site` in `pages/…`, and `pages.json`, which has the headers of each page by its path.
        """
        if not (site / "index.html").is_file():
            raise CannotBuild(f"there are no pages in {site}")
        files = sources.files(site)
        content = {
            "programme.json": msgspec.json.encode(programme),
            "pages.json": msgspec.json.encode({path: pages.headers(path) for path in sorted(files)}),
            **{f"pages/{path}": content for path, content in files.items()},
        }
        return self._packed("setup", self._function("setup") | content, TASK)

    def _function(self, name: str) -> dict[str, bytes]:
        folder = self.root / "functions" / name
        if not (folder / "handler.py").is_file():
            there = ", ".join(sorted(path.parent.name for path in folder.parent.glob("*/handler.py")))
            raise CannotBuild(f"there is no function called {name}; there are {there}")
        return sources.files(folder)

    def _packed(self, name: str, contents: Mapping[str, bytes], home: str) -> Path:
        state = digest({**contents, "for": self._compiler().encode()})
        return Shelf(self.out).kept(name, state, lambda: self._with_bytecode(contents, home))

    def _with_bytecode(self, contents: Mapping[str, bytes], home: str) -> bytes:
        compiler = bytecode.compiler(self.python)
        if compiler is None:
            return archive.packed(contents)
        return archive.packed({**contents, **bytecode.compiled(contents, compiler, home)})

    def _compiler(self) -> str:
        compiler = bytecode.compiler(self.python)
        return f"{self.python} {compiler.version if compiler else 'without bytecode'}"
