"""A recording, line by line, against the published documents; and what was found in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from beifall.commands import ACTIONS
from protocol.items import LISTS
from protocol.schema import ref, strict

DOCS = Path(__file__).parents[2] / "docs"
PREFIX = "/api"
"""Below which the runner has the HTTP API."""

Line = Mapping[str, Any]


class Document:
    """One of the two, with what it says taken strictly."""

    def __init__(self, name: str) -> None:
        self.it: dict[str, Any] = json.loads((DOCS / name).read_text())
        self._schemas = strict(self.it["components"]["schemas"])
        self._known: dict[tuple[str, str], str | None] = {}

    def wrong(self, schema: Any, value: Any) -> str | None:
        """What is wrong with it; None if nothing is. Hundreds of screens are sent the same."""
        key = json.dumps(schema), json.dumps(value)
        if key not in self._known:
            checker = Draft202012Validator({**strict(schema), "components": {"schemas": self._schemas}})
            error = best_match(checker.iter_errors(value))
            said = None if error is None else f"{error.json_path}: {error.message[:200]}"
            self._known[key] = said
        return self._known[key]

    def fit(self, names: Iterable[str], value: Any) -> str | None:
        """The first of these schemas that it fits."""
        return next((name for name in names if self.wrong(ref(name), value) is None), None)


@dataclass
class Found:
    """How often each was there, and what should not have been."""

    sent: Counter[str] = field(default_factory=Counter)
    frames: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    malformed: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def actions(self) -> Counter[str]:
        """Commands that were as they should be."""
        commands = Counter[str]()
        for name, times in self.sent.items():
            commands[name.removeprefix("Command.")] += times
        return commands


class Examiner:
    """Takes one recording after the other."""

    def __init__(self) -> None:
        self._socket, self._http = Document("asyncapi.json"), Document("openapi.json")
        self.found = Found()

    def read(self, recording: str) -> None:
        """One recording: of each screen, what it has said, and what it was told."""
        said: dict[tuple[str, str | None], tuple[str, bool]] = {}
        for text in recording.splitlines():
            line: Line = json.loads(text)
            if "method" in line:
                self._exchange(line)
            elif line["way"] == "in":
                name, is_right = self._command(line["frame"])
                if isinstance(line["frame"], dict):
                    said[line["who"], line["frame"].get("id")] = name, is_right
            else:
                self._frame(line["frame"], line["role"], said.get((line["who"], line["frame"].get("id"))))

    def _command(self, frame: Any) -> tuple[str, bool]:
        """Its action, and whether it is as documented."""
        action = frame.get("action") if isinstance(frame, dict) else None
        if not isinstance(action, str) or action not in self._socket.it["operations"]:
            self.found.malformed += 1
            return "", False
        is_right = self._socket.wrong(ref(f"Command.{action}"), frame) is None
        self.found.sent[f"Command.{action}"] += is_right
        self.found.malformed += not is_right
        return action, is_right

    def _frame(self, frame: Any, role: str, said: tuple[str, bool] | None) -> None:
        """What the server has sent: a reply to what was said, or something of its own."""
        if "id" not in frame:
            names = _named(self._socket.it["operations"]["tell"]["messages"])
        elif said is None or not said[0]:
            names = ["Refused"]
        else:
            names = _named(self._socket.it["operations"][said[0]]["reply"]["messages"])
        name = self._socket.fit(names, frame)
        if name is None:
            schema = {"anyOf": [ref(one) for one in names]}
            self.found.wrong.append(f"to {role}: {self._socket.wrong(schema, frame)} in {json.dumps(frame)[:300]}")
            return
        self._count(name, frame)
        if said is not None and name.startswith("Ok."):
            self._is_done(role, *said)

    def _is_done(self, role: str, action: str, is_right: bool) -> None:
        if not is_right:
            self.found.wrong.append(f"{action} was done, and is not as documented")
        if role not in ACTIONS[action].roles:
            self.found.wrong.append(f"{action} was done for {role}")

    def _count(self, name: str, frame: Mapping[str, Any]) -> None:
        self.found.frames[name] += 1
        if name == "Refused":
            self.found.codes[frame["code"]] += 1
        for list_, items in frame.get("items", {}).items():
            for item in items:
                kind = self._socket.fit(LISTS[list_], item)
                self.found.items[f"{list_}: {kind}"] += 1

    def _exchange(self, line: Line) -> None:
        """One call: what was asked is right, or refused; what was answered is right for its status."""
        path = line["path"].partition("?")[0].removeprefix(PREFIX)
        fits = [
            one for one in self._http.it["paths"] if re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(one)), path)
        ]
        name = f"{line['method']} {fits[0] if fits else path}"
        operation = self._http.it["paths"].get(fits[0] if fits else "", {}).get(line["method"].lower())
        answer = (operation or {"responses": {}})["responses"].get(str(line["status"]))
        if operation is None or answer is None:
            self.found.wrong.append(f"{name}: {line['status']} is not documented")
            return
        self.found.calls[f"{name} {line['status']}"] += 1
        problems = [self._answered(line["answer"], answer), self._asked(line, operation)]
        self.found.wrong += [f"{name} {line['status']}: {problem}" for problem in problems if problem]
        said = line["answer"] or {}
        if "code" in said and (line["status"] >= 400 or said.get("type") == "refused"):
            self.found.codes[said["code"]] += 1
            if line["status"] >= 400 and f"`{said['code']}`" not in answer["description"]:
                self.found.wrong.append(f"{name} {line['status']}: {said['code']} is not documented")

    def _answered(self, body: Any, answer: Mapping[str, Any]) -> str | None:
        if "content" not in answer:
            return None if body is None else "it has a body, and should have none"
        return self._http.wrong(answer["content"]["application/json"]["schema"], body)

    def _asked(self, line: Line, operation: Mapping[str, Any]) -> str | None:
        """What was taken must be as documented; what was not may be anything."""
        body, schema = line["body"], operation.get("requestBody")
        is_refused = line["status"] >= 400 or (line["answer"] or {}).get("type") == "refused"
        if schema is None or is_refused:
            return None
        if isinstance(body, dict) and "action" in body:
            name, is_right = self._command(body)
            replies = _named(self._socket.it["operations"][name].get("reply", {"messages": []})["messages"])
            is_reply = line["answer"] is None or self._socket.fit(replies, line["answer"]) is not None
            return None if is_right and is_reply else f"{name} and its reply do not go together"
        return self._http.wrong(schema["content"]["application/json"]["schema"], body)


def _named(references: Iterable[Mapping[str, str]]) -> list[str]:
    return [one["$ref"].rpartition("/")[2] for one in references]
