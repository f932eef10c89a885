"""In which line of a TOML file each key stands; tomllib does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from eventfile.mistakes import Key

_TOKEN = re.compile(
    r'''(?P<space>[ \t\r]+|\#[^\n]*)
      | (?P<newline>\n)
      | (?P<string>"""(?:\\.|[^\\])*?"""(?:"{0,2}) | \'\'\'.*?\'\'\'(?:'{0,2}) | "(?:\\.|[^"\\\n])*" | '[^'\n]*')
      | (?P<mark>[][{}=,])
      | (?P<bare>[^\s\[\]{}=,#"']+)''',
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A piece of the file; `kind` is newline, string, mark, bare or end."""

    kind: str
    text: str
    line: int


def places(text: str) -> dict[Key, int]:
    """The line, from 1, of every key and list entry of a text that tomllib has accepted."""
    scan = _Scan(text)
    scan.document()
    return scan.places


class _Scan:
    """One pass over the tokens. The text is known to be right, so nothing is checked again."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text)
        self.token = next(self.tokens)
        self.places: dict[Key, int] = {}
        self.counts: dict[Key, int] = {}

    def document(self) -> None:
        table: Key = ()
        while self.token.kind != "end":
            if self.token.text == "[":
                table = self._header()
            elif self.token.kind == "newline":
                self._take()
            else:
                self._pair(table)

    def _take(self) -> Token:
        token = self.token
        self.token = next(self.tokens, Token("end", "", token.line))
        return token

    def _header(self) -> Key:
        self._take()
        several = self.token.text == "["
        if several:
            self._take()
        *outer, last = self._names()
        key: Key = ()
        for name in outer:
            key = self._latest(self._note((*key, name)))
        key = self._note((*key, last))
        if several:
            self.counts[key] = self.counts.get(key, 0) + 1
        while self.token.text == "]":
            self._take()
        return self._note(self._latest(key))

    def _latest(self, key: Key) -> Key:
        return (*key, self.counts[key] - 1) if key in self.counts else key

    def _note(self, key: Key, line: int | None = None) -> Key:
        self.places.setdefault(key, line or self.token.line)
        return key

    def _pair(self, table: Key) -> None:
        line = self.token.line
        key = table
        for name in self._names():
            key = self._note((*key, name), line)
        self._take()  # the equals sign
        self._value(key)

    def _names(self) -> list[str]:
        names: list[str] = []
        while self.token.kind in {"bare", "string"}:
            token = self._take()
            if token.kind == "string":
                names.append(tomllib.loads(f"name = {token.text}")["name"])
            else:
                names += [name for name in token.text.split(".") if name]
        return names

    def _value(self, key: Key) -> None:
        opening = self._take().text
        if opening == "[":
            self._list(key)
        elif opening == "{":
            self._inline(key)
        while self.token.kind == "bare":  # a date and a time with a space between them
            self._take()

    def _list(self, key: Key) -> None:
        count = 0
        while self.token.text != "]":
            if self.token.kind == "newline" or self.token.text == ",":
                self._take()
            else:
                self._value(self._note((*key, count)))
                count += 1
        self._take()

    def _inline(self, key: Key) -> None:
        while self.token.text != "}":
            if self.token.kind == "newline" or self.token.text == ",":
                self._take()
            else:
                self._pair(key)
        self._take()


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match.group(), line)
        line += match.group().count("\n")
    yield Token("end", "", line)
