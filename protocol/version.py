"""Which protocol this is."""

from __future__ import annotations

from typing import Any

INFO: dict[str, Any] = {
    "version": "1",
    "description": "Written by `./beifall protocol` from the schemas in `protocol/`; docs/protocol.md explains it. "
    "Receivers ignore fields that they do not know.",
    "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
}
