from __future__ import annotations

from pathlib import Path

from eventfile.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "event-file.md"


def test_the_published_page_is_what_the_schema_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run python -m eventfile.reference > docs/event-file.md"


def test_the_page_says_of_a_key_what_is_allowed_and_what_counts_without_it() -> None:
    assert "| `retention_days` | a whole number from 1 to 365 | `30` |" in reference()
    assert '| `kind` | "foyer", "plenum", "forum" or "cafeteria" | needed |' in reference()
