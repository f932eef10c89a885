from __future__ import annotations

import pytest

from eventfile.mistakes import Key
from eventfile.places import places
from tests.eventfile.example import TEXT

TRICKY = '''\
# [no] = "key"
top = """
[not.a.table]
key = 1 """"
"quoted key" = [ # a comment ]
  1, [2,
  3],
]
[a.'b c']
d.e = 2020-11-30 10:00:00
[[list]]
x = { y = "}", z = [{ w = 1 }] }
[[list]]
[[list.inner]]
last = \'\'\'
= \'\'\'
[list.inner.below]
end = true
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        (("top",), 2),
        (("quoted key",), 5),
        (("quoted key", 1, 1), 7),
        (("a",), 9),
        (("a", "b c"), 9),
        (("a", "b c", "d", "e"), 10),
        (("list",), 11),
        (("list", 0, "x", "z", 0, "w"), 12),
        (("list", 1), 13),
        (("list", 1, "inner", 0), 14),
        (("list", 1, "inner", 0, "last"), 15),
        (("list", 1, "inner", 0, "below", "end"), 18),
    ],
)
def test_a_key_is_found_in_its_line(key: Key, line: int) -> None:
    assert places(TRICKY)[key] == line


def test_an_option_in_a_list_over_several_lines_has_its_own_line() -> None:
    line = places(TEXT)[("polls", 0, "options", 2, "id")]
    assert 'id = "road"' in TEXT.splitlines()[line - 1]
