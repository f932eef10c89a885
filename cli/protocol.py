"""`./beifall protocol`: writes the documents of the protocol anew."""

from __future__ import annotations

from protocol.documents import ROOT, written


def protocol() -> None:
    """Write docs/asyncapi.json, docs/openapi.json and the tables and examples in docs/protocol.md."""
    for path, text in written().items():
        (ROOT / path).write_text(text)
        print(path)
