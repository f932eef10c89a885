"""The documentation as it is read and printed: a file on somebody's disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from beifall.report.folder import write
from tests.browser.conftest import Visits
from tests.browser.pages import fits, without_barriers
from tests.steps.test_report import documented, everything


@pytest.mark.parametrize("width", [320, 1440])
def test_the_documentation_has_no_barriers_and_asks_nobody_for_anything(
    browser: Browser, tmp_path: Path, width: int
) -> None:
    page_file, *_ = write(documented(everything()), tmp_path / "report")
    visits = Visits(browser, {"file:///"})
    page = visits(page_file.as_uri(), width=width)
    without_barriers(page)
    fits(page)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "864px", "the page's own style holds"
    broken = "[...document.querySelectorAll('th.number')].filter(th => th.getClientRects()[0].height > 45)"
    assert page.evaluate(f"{broken}.length") == 0, "a heading of a column breaks within its word"
    assert (visits.unforgiven(), visits.foreign) == ([], [])
