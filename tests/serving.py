"""`./beifall serve` as its users start it: a process of its own."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/tag-der-kommunalen-jobcenter-2020.toml"


@dataclass
class Served:
    """A running event: its links as `--links` writes them, and the process."""

    made: Any
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def site(self) -> str:
        return str(self.made["site"])

    @property
    def code(self) -> str:
        return str(self.made["code"])

    def url(self, role: str, room: str = "plenum") -> str:
        """The link of a role; of those without a room, into this one."""
        for link in self.made["links"]:
            if link["role"] == role and link["rooms"] in ([], [room]):
                return str(link["url"]).partition("&room=")[0] + f"&room={room}"
        raise LookupError(role, room)

    def end(self, number: int) -> tuple[int, str]:
        """Sends the signal; the exit code and all that was said."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30), self.log.read_text()


def beifall(*arguments: str) -> list[str]:
    """The command line, in this very environment."""
    return [sys.executable, "-m", "cli", *arguments]


def environment(**settings: str) -> dict[str, str]:
    """Where its modules are, and what a user has set besides."""
    return os.environ | settings | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "layers/beifall/python")))}


@contextmanager
def serve(folder: Path, file: Path, *options: str, settings: Mapping[str, str] | None = None) -> Iterator[Served]:
    """Serves until the block ends; it must end well and without a traceback. `settings` are the user's environment."""
    links, log = folder / "links.json", folder / "log"
    links.unlink(missing_ok=True)
    command = beifall("serve", str(file), "--port", "0", "--links", str(links), *options)
    env = environment(**(settings or {}))
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env=env)
    try:
        yield Served(_once_written(links, process, log), process, log)
    finally:
        process.terminate()
        ended, said = process.wait(timeout=30), log.read_text()
    assert (ended, "Traceback" in said) == (0, False), said


def free_port() -> int:
    """A port at which nobody listens, and below those that a system gives to connections: it stays free."""
    while True:
        port = 10_000 + secrets.randbelow(6_000)
        with suppress(OSError), socket.create_server(("0.0.0.0", port)):
            return port


def _once_written(links: Path, process: subprocess.Popen[bytes], log: Path) -> Any:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            return json.loads(links.read_text())
        except (FileNotFoundError, ValueError):
            assert process.poll() is None, log.read_text()
            time.sleep(0.02)
    raise TimeoutError("serve has written no links")
