"""The polls' figures as one table for spreadsheets."""

from __future__ import annotations

import csv
import io

from beifall.report.documentation import Documentation
from beifall.report.words import words

COLUMNS = ("room", "poll", "question", "round", "final", "ballots", "choice", "votes")


def table(documentation: Documentation) -> str:
    """A line for each thing that could be chosen, or was written, in each round that has figures. Fields are separated
    as spreadsheets of the event's language want it: by a semicolon in German, else by a comma.
    """
    language, _ = words(documentation.language)
    out = io.StringIO()
    # With its mark, or spreadsheets take it for another encoding.
    out.write("\ufeff")
    rows = csv.writer(out, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for room in documentation.rooms:
        for poll in room.polls:
            for one in poll.rounds:
                for choice, votes in one.result.votes if one.result else ():
                    told = (room.title, poll.id, poll.prompt, one.number, int(one.final))
                    ballots = one.result.ballots if one.result else 0
                    rows.writerow([_cell(cell) for cell in (*told, ballots, choice, votes)])
    return out.getvalue()


def _cell(content: object) -> object:
    """People's words are no formulas."""
    is_formula = isinstance(content, str) and content.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{content}" if is_formula else content
