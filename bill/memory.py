"""How much memory each function has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

FILE = Path(__file__).parent.parent / "functions/memory.toml"


@cache
def memory() -> Mapping[str, int]:
    """MB by name of the function: what is deployed, metered and priced."""
    return MappingProxyType(tomllib.loads(FILE.read_text())["memory"])
