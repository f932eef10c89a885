"""A13, A15: what applause costs a laptop."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterable
from pathlib import Path

from bench.bars.reading import Reading
from bench.heard.rendering import Renderer, Unrendered

MODULE = "web/js/applause/worklet.js"
MOST = 12_000
SHORT, LONG = 8, 40
SUFFIXES = frozenset({".wav", ".mp3", ".ogg", ".oga", ".opus", ".m4a", ".aac", ".flac", ".weba", ".webm", ".mp4"})
HEADS = (b"OggS", b"fLaC", b"ID3", b"\xff\xfb", b"\x1aE\xdf\xa3")
"""How files of sound begin, whatever they are called."""
INLINE = b"data:audio"


def speed(renderer: Renderer, *, rounds: int = 2) -> list[Reading]:
    """A13: what the longer rendering takes more than the shorter, so that starting Node and compiling is not in it;
    making the claps and writing the file is.
    """
    sound = str(renderer.folder / "speed.wav")
    used = [
        [
            renderer.run("--people", "300", "--seconds", str(seconds), "--seed", "1", "--out", sound)
            for _ in range(rounds)
        ]
        for seconds in (SHORT, LONG)
    ]
    factor = (min(used[1]) - min(used[0])) / (LONG - SHORT)
    return [
        Reading(
            "A13", "real-time factor < .10 of a core (n = 300, Node)", f"{factor:.4f}", factor < 0.1, {"factor": factor}
        )
    ]


def weight(root: Path) -> list[Reading]:
    """A15: the module as it travels, and what in web/ could be a recording."""
    size = len(gzip.compress(bundle(root), 9))
    recordings = sorted(str(path.relative_to(root)) for path in recorded(root / "web"))
    return [
        Reading(
            "A15",
            "the module ≤ 12 kB gzipped, no audio file in web/",
            f"{size:,} bytes, {', '.join(recordings) or 'none'}",
            0 < size <= MOST and not recordings,
            {"bytes": size, "recordings": len(recordings)},
        )
    ]


def bundle(root: Path) -> bytes:
    """The worklet with all that it imports. Unrendered if it cannot be made."""
    command = ["node_modules/.bin/esbuild", MODULE, "--bundle", "--minify", "--format=esm", "--log-level=error"]
    try:
        return subprocess.run(command, cwd=root, check=True, capture_output=True).stdout
    except FileNotFoundError:
        raise Unrendered(f"there is no {command[0]}, which `npm ci` installs") from None
    except subprocess.CalledProcessError as wrong:
        raise Unrendered(f"{' '.join(command)}: {wrong.stderr.decode().strip()[-2_000:]}") from None


def recorded(web: Path) -> Iterable[Path]:
    """Files of sound, by their names, by their beginnings, or in another file's text."""
    for path in web.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            begins_so = content.startswith(HEADS) or content[8:12] == b"WAVE"
            if path.suffix.lower() in SUFFIXES or begins_so or INLINE in content:
                yield path
