"""The documentation as one page that holds everything it needs: to be read, printed and filed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from beifall.report import charts
from beifall.report.board import Asked
from beifall.report.curve import Ovation
from beifall.report.documentation import Atmosphere, Documentation, RoomPart
from beifall.report.markup import Markup, element, joined, text
from beifall.report.rounds import Result, Round, Voted
from beifall.report.words import words

STYLE = Path(__file__).with_name("page.css")


def page(documentation: Documentation) -> str:
    """The whole page, in German or English. Nothing in it is loaded or run."""
    style = STYLE.read_text()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    language, its = words(documentation.language)
    body = Page(documentation, its).body()
    title = f"{documentation.title}: {its['documentation']}"
    head = (
        element("meta", charset="utf-8"),
        element(
            "meta", http_equiv="Content-Security-Policy", content=f"default-src 'none'; style-src 'sha256-{digest}'"
        ),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", text(title)),
        Markup(f"<style>{style}</style>"),
    )
    return f"<!DOCTYPE html>\n{element('html', element('head', *head), body, lang=language)}\n"


@dataclass(frozen=True)
class Page:
    """The parts of the page, with the words of its language."""

    it: Documentation
    words: Mapping[str, str]

    def body(self) -> Markup:
        """All of it."""
        told = [(f"r{number}", room) for number, room in enumerate(self.it.rooms, 1) if not room.is_empty]
        empty = [room for room in self.it.rooms if room.is_empty]
        entries = [element("li", element("a", text(room.title), href=f"#{id_}")) for id_, room in told]
        nav = element("nav", element("ul", *entries), aria_label=self.words["contents"]) if len(told) > 1 else None
        names = ", ".join(room.title for room in empty)
        left = element("p", text(f"{self.words['empty']} {names}"), class_="soft") if empty else None
        main = element(
            "main", self._note(), self._facts(), nav, joined([self._room(id_, one) for id_, one in told]), left
        )
        return element("body", self._header(), main, self._footer())

    def say(self, word: str, n: object = "") -> str:
        """The words for it, with a figure in them."""
        return self.words[word].format(n=n if isinstance(n, str) else self._number(n))

    def _number(self, n: object) -> str:
        whole = f"{n:,}" if isinstance(n, int | float) else str(n)
        return whole.translate(str.maketrans(",.", self.words["thousands"] + self.words["decimal"]))

    def _share(self, part: int, of: int) -> str:
        return f"{self._number(round(100 * part / of, 1) if of else 0.0)}\u00a0%"

    def _when(self, at: datetime) -> str:
        return f"{at.strftime(self.words['date'])}, {at.strftime(self.words['clock'])}"

    def _header(self) -> Markup:
        it = self.it
        same = it.starts.date() == it.ends.date()
        ends = it.ends.strftime(self.words["clock"]) if same else self._when(it.ends)
        zone = it.starts.strftime("%z")
        when = f"{self._when(it.starts)} {self.words['to']} {ends} (UTC{zone[:3]}:{zone[3:]})"
        return element(
            "header",
            element("p", text(self.words["documentation"]), class_="soft"),
            element("h1", text(it.title)),
            element("p", text(it.subtitle)) if it.subtitle else None,
            element("p", text(when), class_="soft"),
        )

    def _note(self) -> Markup:
        who = self.words["by_ticket" if self.it.tickets else "by_code"]
        straw = element("p", element("strong", text(self.words["straw"])), text(f" {who} {self.words['straw_why']}"))
        return element("div", straw, element("p", text(self.words["withheld"])), class_="note")

    def _facts(self) -> Markup:
        rooms, it = self.it.rooms, self.it
        asked = [one for room in rooms for one in room.questions]
        most = max((one.people for room in rooms for one in room.ovations), default=None)
        facts = [
            ("participants", self.words["few"] if it.participants is None else self._number(it.participants)),
            ("polls", self._number(sum(len(room.polls) for room in rooms))),
            ("questions", self._number(len(asked))),
            ("answered_of", self._number(sum(one.answered for one in asked))),
            *([] if most is None else [("loudest", self._number(most))]),
            ("help", self._number(it.help.requests)),
        ]
        pairs = [
            element("div", element("dt", text(self.words[name])), element("dd", text(figure))) for name, figure in facts
        ]
        return element("dl", *pairs, class_="facts")

    def _room(self, id_: str, room: RoomPart) -> Markup:
        agenda = [f"{line.starts.strftime(self.words['clock'])} {line.title}" for line in room.agenda]
        parts = [
            element("h2", text(room.title)),
            element("h3", text(self.words["agenda"])) if agenda else None,
            element("ul", *[element("li", text(one)) for one in agenda]) if agenda else None,
            element("p", text(f"{self.words['notice']}: {room.notice}"), class_="text") if room.notice else None,
            *[self._poll(poll) for poll in room.polls],
            self._questions(room.questions) if room.questions else None,
            self._applause(room) if room.applause else None,
            self._mood(room.atmosphere) if room.atmosphere else None,
        ]
        return element("section", *parts, id=id_)

    def _poll(self, poll: Voted) -> Markup:
        many = len(poll.rounds) > 1
        return element(
            "section",
            element("h3", text(poll.prompt)),
            element("p", text(self.words["rounds"]), class_="soft") if many else None,
            *[self._round(poll, one, titled=many) for one in poll.rounds],
        )

    def _round(self, poll: Voted, one: Round, *, titled: bool) -> Markup:
        said = [self.words[one.ballots_are]]
        said += [] if one.final else [self.words["open"]]
        said += [self.words["unpublished"]] if one.published is False else []
        shown = self._result(poll, one.result) if one.result else element("p", text(self.words["too_few"]))
        title = element("h4", text(self.say("round", one.number))) if titled else None
        return element("div", title, shown, element("p", text(" ".join(said)), class_="soft"))

    def _result(self, poll: Voted, result: Result) -> Markup:
        about = [self.say("ballots", result.ballots)]
        about += [self.words["several"]] if poll.several else []
        about += [] if result.average is None else [self.say("average", result.average)]
        about += [] if result.present is None else [self.say("present", result.present)]
        first = {"words": "word", "scale": "value"}.get(poll.kind, "option")
        rows = [(choice, votes, self._share(votes, result.ballots)) for choice, votes in result.votes]
        others = element("p", text(self.say("others", result.others)), class_="soft") if result.others else None
        table = self._bars(", ".join(about), first, rows, result.ballots)
        return element("div", table, others)

    def _bars(
        self, caption: str, first: str, rows: list[tuple[str, int, str]], of: int, *, of_what: str = "votes"
    ) -> Markup:
        """A table whose first cells carry a bar: a chart that is read as what it is."""
        head = element(
            "tr",
            element("th", text(self.words[first]), scope="col"),
            element("th", text(self.words[of_what]), scope="col", class_="number"),
            element("th", text(self.words["share"]), scope="col", class_="number"),
        )
        body = [
            element(
                "tr",
                element("th", text(name), charts.bar(figure, of), scope="row"),
                element("td", text(self._number(figure)), class_="number"),
                element("td", text(share), class_="number"),
            )
            for name, figure, share in rows
        ]
        return element("table", element("caption", text(caption)), element("thead", head), element("tbody", *body))

    def _questions(self, questions: tuple[Asked, ...]) -> Markup:
        listed = element("ol", *[self._question(one) for one in questions], class_="questions")
        return element("section", element("h3", text(self.words["questions"])), listed)

    def _question(self, one: Asked) -> Markup:
        about = [self.words["upvote"] if one.upvotes == 1 else self.say("upvotes", one.upvotes)]
        about += [self.say("by", one.name)] if one.name else []
        about += [one.agenda] if one.agenda else []
        about += list(one.labels)
        also = [element("li", text(other), class_="text") for other in one.also]
        answer = None
        if one.answer is not None:
            answer = element(
                "div", element("strong", text(self.words["answer"])), text(f" {one.answer}"), class_="answer text"
            )
        elif one.answered:
            answer = element("p", text(self.words["on_stage"]), class_="answer")
        return element(
            "li",
            element("p", text(one.text), class_="text"),
            element("p", text(" · ".join(about)), class_="soft"),
            element("div", element("p", text(self.words["also"]), class_="soft"), element("ul", *also))
            if also
            else None,
            answer,
        )

    def _applause(self, room: RoomPart) -> Markup:
        first = room.applause[0].at
        last = max(room.applause[-1].at, first + timedelta(seconds=charts.LEAST - 1))
        ends = [element("span", text(at.strftime(self.words["second"]))) for at in (first, last)]
        return element(
            "section",
            element("h3", text(self.words["applause"])),
            element("p", text(self.say("curve", max(one.people for one in room.applause))), class_="soft"),
            charts.curve(room.applause),
            element("p", *ends, class_="scale"),
            self._ovations(room.ovations),
        )

    def _ovations(self, ovations: tuple[Ovation, ...]) -> Markup:
        columns = ("starts", "lasted", "people", "claps", "strength")
        cells = [
            element("th", text(self.words[name]), scope="col", class_="number" if name in columns[1:4] else "")
            for name in columns
        ]
        rows = [
            element(
                "tr",
                element("th", text(one.starts.strftime(self.words["second"])), scope="row"),
                *[
                    element("td", text(figure), class_="number")
                    for figure in (
                        f"{one.seconds}\u00a0s",
                        self._number(one.people),
                        self._number(one.claps),
                    )
                ],
                element("td", text(self.words[_strength(one.grade)])),
            )
            for one in ovations
        ]
        return element("table", element("thead", element("tr", *cells)), element("tbody", *rows), class_="passages")

    def _mood(self, atmosphere: Atmosphere) -> Markup:
        rows = [
            (mood, count, self._share(count, atmosphere.people))
            for mood, count in ((str(mood), atmosphere.counts.get(str(mood), 0)) for mood in range(5, 0, -1))
        ]
        table = self._bars(self.say("moods", atmosphere.people), "mood", rows, atmosphere.people, of_what="people")
        return element("section", element("h3", text(self.words["atmosphere"])), element("div", table))

    def _footer(self) -> Markup:
        it = self.it
        lines = (
            f"{self.words['controller']}: {it.controller}, {it.contact}",
            f"{self.words['made']} {self._when(it.made)}. {self.words['purged']} {self._when(it.purged)}.",
        )
        return element("footer", *[element("p", text(one)) for one in lines])


def _strength(grade: int) -> str:
    """In words: 8 is an ordinary clap, a step 0.9 dB."""
    if grade < 6:
        return "soft"
    return "usual" if grade <= 10 else "strong"
