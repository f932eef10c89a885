"""Whatever stands in an event file, it is read or answered; nothing else ever happens."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from beifall.domain.event import Programme
from eventfile.mistakes import Key, Mistakes
from eventfile.places import places
from eventfile.reading import checked, understood
from tests.eventfile.example import EXAMPLE, TEXT

TREE = tomllib.loads(TEXT)

words = st.text(max_size=12) | st.sampled_from(
    ["id", "de", "en", "room", "kind", "single", "foyer", "https://[", "a@b.c"]
)
scalars = (
    words
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**4000, 0, 5, 25])
    | st.floats()
    | st.datetimes()
    | st.datetimes(timezones=st.timezones())
    | st.dates()
    | st.times()
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4))


def keys(value: object, at: Key = ()) -> Iterator[Key]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in inside:
        yield (*at, name)
        yield from keys(inner, (*at, name))


Entry = tuple[str, object]


def changed(value: object, key: Key, change: Callable[[Entry], list[Entry]]) -> object:
    """The value with the entry at the key replaced by none, one or several others."""
    here, *below = key

    def put(name: object, inner: object) -> list[Entry]:
        if name != here:
            return [(str(name), inner)]
        return [(str(name), changed(inner, tuple(below), change))] if below else change((str(name), inner))

    if isinstance(value, dict):
        return dict(entry for name, inner in value.items() for entry in put(name, inner))
    assert isinstance(value, list)
    return [new for name, inner in enumerate(value) for _, new in put(name, inner)]


@st.composite
def changes(draw: st.DrawFn) -> Callable[[Entry], list[Entry]]:
    """An entry is left out, put down under another key, doubled, or has another value."""
    name, value = draw(words), draw(values)
    every: list[Callable[[Entry], list[Entry]]] = [
        lambda _: [],
        lambda old: [(name, old[1])],
        lambda old: [old, (name, old[1])],
        lambda old: [(old[0], value)],
    ]
    return every[draw(st.integers(0, len(every) - 1))]


@st.composite
def trees(draw: st.DrawFn) -> dict[str, object]:
    """The example with some of its entries changed."""
    tree = TREE
    for _ in range(draw(st.integers(1, 4))):
        key = draw(st.sampled_from(list(keys(tree))))
        new = changed(tree, key, draw(changes()))
        assert isinstance(new, dict)
        tree = new or tree
    return tree


def outcome(ask: Callable[[], Programme]) -> Programme | Mistakes:
    """What was read, or what is said about it; anything else that is raised fails the test."""
    try:
        return ask()
    except Mistakes as wrong:
        return wrong


@st.composite
def texts(draw: st.DrawFn) -> str:
    """The example with a piece of it cut out, moved or replaced by other characters of TOML."""
    text = TEXT
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = start + draw(st.integers(0, 40))
        text = text[:start] + draw(st.text("[]{}=,.\"'#\n\\ aZ0-:\u202e", max_size=6)) + text[end:]
    return text


@settings(max_examples=300)
@given(trees())
def test_a_changed_file_is_read_or_its_mistakes_are_named(tree: dict[str, object]) -> None:
    told = outcome(lambda: checked(tree, EXAMPLE))
    assert isinstance(told, Programme) or all(str(mistake).isprintable() for mistake in told.mistakes)
    assert isinstance(told, Programme) or told.mistakes


@settings(max_examples=200)
@given(texts())
def test_a_changed_text_is_read_or_its_mistakes_are_named(text: str) -> None:
    told = outcome(lambda: understood(text, EXAMPLE))
    assert isinstance(told, Programme) or told.mistakes


@settings(max_examples=200)
@given(texts())
def test_every_key_of_a_text_that_toml_accepts_has_its_line(text: str) -> None:
    tree = accepted(text)
    assume(tree)
    lines = places(text)
    assert all(last_name(key) in line_of(text, lines[key]) for key in keys(tree) if isinstance(key[-1], str))
    assert set(keys(tree)) <= set(lines)


def accepted(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}


def last_name(key: Key) -> str:
    """The key's name as far as it is written without escapes."""
    return str(key[-1]).partition('"')[0].partition("\\")[0].partition("\u202e")[0]


def line_of(text: str, line: int) -> str:
    return text.split("\n")[line - 1]
