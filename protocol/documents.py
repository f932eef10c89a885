"""The files that are written from all this, by their place in the project."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from protocol import asyncapi, openapi, pages

ROOT = Path(__file__).parent.parent
PAGE = Path("docs/protocol.md")


def written() -> Mapping[Path, str]:
    """The text that each file should have; of the page, what stands between its marks. Raises LookupError for a mark
    without anything to write, and for something without a mark.
    """
    documents: Mapping[str, Callable[[], dict[str, Any]]] = {
        "docs/asyncapi.json": asyncapi.document,
        "docs/openapi.json": openapi.document,
    }
    texts = {Path(name): f"{json.dumps(made(), indent=2, ensure_ascii=False)}\n" for name, made in documents.items()}
    return {**texts, PAGE: pages.filled((ROOT / PAGE).read_text())}
