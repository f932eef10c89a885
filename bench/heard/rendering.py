"""WAV files of applause, rendered by the code that browsers run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from bench.heard.crowd import Clap, Episode
from bench.heard.wave import Wave, read

ROOT = Path(__file__).parent.parent.parent
SECONDS = 120
"""A rendering that takes longer (s) hangs."""

NO_NODE = "there is no Node, which renders applause: `node` must be on the PATH"

_numbers = count()


class Unrendered(Exception):
    """The renderer did not render; the text is what it said."""


@contextmanager
def refusing(*others: type[Exception]) -> Iterator[None]:
    """What cannot be rendered, read or written, or is one of these others, ends the command with 2 and a sentence."""
    try:
        yield
    except OSError as wrong:
        print(f"beifall: {f'{wrong.filename}: {wrong.strerror}' if wrong.filename else wrong}", file=sys.stderr)
        sys.exit(2)
    except Exception as wrong:
        if not isinstance(wrong, (Unrendered, *others)):
            raise
        print(f"beifall: {wrong}", file=sys.stderr)
        sys.exit(2)


@dataclass(frozen=True)
class Rendered:
    """A rendering and the claps that were made for it."""

    wave: Wave
    claps: Sequence[Clap]


@dataclass(frozen=True)
class Renderer:
    """Renders into `folder` with the code of the checkout at `root`; with `core`, another synthesiser in its place."""

    folder: Path
    root: Path = ROOT
    core: Path | None = None

    def steady(self, people: int, *, seconds: float, seed: int, options: Sequence[str] = ()) -> Rendered:
        """So many people clap all the time; `options` are more of the renderer's."""
        asked = ("--people", str(people), "--seconds", str(seconds), "--seed", str(seed), *options)
        return self._rendered(*asked)

    def episode(self, episode: Episode, *, seed: int = 1, options: Sequence[str] = ()) -> Wave:
        """What a screen makes of these ticks."""
        told = self._path("json")
        told.write_text(json.dumps(episode.plain()))
        try:
            return self._rendered("--episode", str(told), "--seed", str(seed), *options).wave
        finally:
            told.unlink()

    def _rendered(self, *asked: str) -> Rendered:
        sound, truth = self._path("wav"), self._path("json")
        self.run("--out", str(sound), "--truth", str(truth), *asked)
        made: dict[str, Any] = json.loads(truth.read_text())
        try:
            return Rendered(read(sound), [Clap(at, person) for at, person in made.get("claps") or ()])
        finally:
            sound.unlink()
            truth.unlink()

    def run(self, *asked: str) -> float:
        """Renders to a file that is named in `asked`; returns the seconds of processor time that it took."""
        core = ("--core", str(self.core)) if self.core else ()
        command = ["node", "bench/render-applause.mjs", *asked, *core]
        try:
            running = subprocess.Popen(command, cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        except FileNotFoundError:
            raise Unrendered(NO_NODE) from None
        late = threading.Event()

        def end() -> None:
            late.set()
            running.kill()

        watch = threading.Timer(SECONDS, end)
        with running:
            watch.start()
            assert running.stderr is not None
            said = running.stderr.read().decode()
            _, status, used = os.wait4(running.pid, 0)
            watch.cancel()
            running.returncode = os.waitstatus_to_exitcode(status)
        if late.is_set():
            raise Unrendered(f"{' '.join(command)}: it was not done after {SECONDS} s")
        if running.returncode:
            raise Unrendered(f"{' '.join(command)}: {said.strip()[-2_000:]}")
        return used.ru_utime + used.ru_stime

    def _path(self, suffix: str) -> Path:
        return self.folder / f"{next(_numbers)}.{suffix}"
