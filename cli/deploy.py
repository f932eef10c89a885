"""`./beifall deploy EVENT`: into the organiser's own AWS account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from account import capacity, demand
from account.deployed import deployed
from account.difference import difference, present
from account.findings import Stopped
from account.identity import Identity, identify
from account.moment import clock, is_over, shown, start
from account.preflight import preflight
from account.preparation import let_log
from account.protection import protect
from account.seen import Seen
from account.standing import (
    There,
    is_first,
    must_be_free,
    must_be_the_same,
    must_be_to_come,
    must_keep_its_size,
    protected,
    standing,
    unlocked,
)
from account.survey import survey
from account.wrong import Wrong
from beifall.site import invitation
from blueprint.naming import stack_name
from cli.check import counted, summary
from cli.deployment import Region, refusing, session_in
from cli.greeting import greet
from cli.links import kept
from cli.pack import CannotPack, pack
from cli.steps import Steps
from cli.toolkit import toolkit
from eventfile.mistakes import Mistakes
from eventfile.reading import read
from eventfile.shift import shifted

if TYPE_CHECKING:
    import boto3

    from account.course import Course
    from account.toolkit import Toolkit
    from beifall.domain.event import Programme
    from beifall.domain.texts import Milliseconds

File = Annotated[Path, typer.Argument(help="The event file (TOML).", metavar="EVENT")]
Starts = Annotated[
    str | None,
    typer.Option(
        help="Let the event start then: now, or a time with its offset such as 2030-12-01T10:00:00+01:00. All its "
        "times move.",
        metavar="TIME",
    ),
]
Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Do it although the deployed event is live or locked, or is over and the file's begins after it.",
    ),
]
Prepare = Annotated[bool, typer.Option("--prepare", help="Only prepare the account, which is needed once.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check everything and say what would change; create nothing.")]


def deploy(
    file: File,
    starts: Starts = None,
    force: Force = False,
    prepare: Prepare = False,
    dry_run: DryRun = False,
    region: Region = None,
) -> None:
    """Deploy an event into your AWS account, or bring a changed file to a deployed one, and print its links.

    Example: ./beifall deploy examples/tag-der-kommunalen-jobcenter-2020.toml --starts now
    """
    steps = Steps()
    with refusing():
        if prepare and dry_run:
            raise Wrong("--prepare changes the account, which --dry-run must not: leave one of them out")
        with steps.step("Event file") as step:
            programme = _read(file)
            offset = programme.event.utc_offset
            to = None if starts is None or prepare else start(starts, clock(), offset)
            if to is not None:
                programme = _moved(programme, to)
            step.outcome = summary(programme)
        with steps.step("Credentials") as step:
            session = session_in(region)
            who = identify(session)
            step.outcome = f"account {who.account} in {session.region_name}, as {who.name}"
        if prepare:
            _prepare(steps, programme, session, who)
            return
        there = standing(programme, session)
        if to is None:
            must_be_to_come(programme, there)
        must_be_the_same(programme, there, force=force)
        seen = _looked(steps, programme, session, who)
        must_keep_its_size(programme, there)
        must_be_free(there, session, force=force)
        tool = _ready(steps, programme, session)
        _synthesised(steps, tool, programme, seen, there, file, starts)
        if dry_run:
            _compared(steps, tool, programme, session, there)
            return
        _made(steps, tool, programme, session, there)
        _told(steps, programme, session)


def _read(file: Path) -> Programme:
    try:
        return read(file)
    except Mistakes as wrong:
        raise Wrong(f"{counted(len(wrong.mistakes), 'mistake')} in {file}\n{wrong}") from None


def _prepare(steps: Steps, programme: Programme, session: boto3.Session, who: Identity) -> None:
    with steps.step("Tools"):
        tool = toolkit(programme.event.code, session.region_name)
    with steps.step("Preparation") as step:
        tool.bootstrap(who.account, lambda course: step.is_at(course.said))
        step.outcome = "what the CDK keeps in the account is there"
    with steps.step("Logs of sockets") as step:
        step.outcome = f"API Gateway writes them as {let_log(session, who.partition).rpartition('/')[2]}"
    steps.say("The account is prepared. Now: ./beifall deploy EVENT")


def _moved(programme: Programme, to: Milliseconds) -> Programme:
    """Starting then. Raises Wrong if it would be over by now."""
    moved = shifted(programme, to)
    if is_over(moved.event, clock()):
        when = shown(to, moved.event.utc_offset)
        raise Wrong(f"an event that starts at {when} is over by now: choose a later --starts, or now")
    return moved


def _looked(steps: Steps, programme: Programme, session: boto3.Session, who: Identity) -> Seen:
    people = programme.event.expected
    with steps.step("Account") as step:
        seen = survey(session, stack_name(programme.event.code), who.account)
        found = preflight(seen, people)
        if any(finding.stops for finding in found):
            raise Stopped(found)
        step.outcome = (
            f"carries {people:,} people: {capacity.requests(seen):,} requests a second, "
            f"{capacity.concurrency(seen):,} calls of Lambda at once; "
            f"all at once are in after {demand.joining(people, capacity.connections(seen))} s"
        )
    for finding in found:
        steps.say(str(finding))
    if who.is_root:
        steps.say("warning: you are the account's root user\n    AWS advises to deploy as a user or role of less power")
    return seen


def _ready(steps: Steps, programme: Programme, session: boto3.Session) -> Toolkit:
    with steps.step("Tools"):
        tool = toolkit(programme.event.code, session.region_name)
    with steps.step("Pages") as step:
        try:
            step.outcome = f"packed in {pack().name}"
        except CannotPack as why:
            raise Wrong(f"the pages cannot be packed: {why}") from None
    return tool


def _synthesised(
    steps: Steps,
    tool: Toolkit,
    programme: Programme,
    seen: Seen,
    there: There,
    file: Path,
    starts: str | None,
) -> None:
    context = {
        "event": str(file.resolve()),
        "quota": str(capacity.requests(seen)),
        "concurrency": str(capacity.shared(seen, there)),
        "protected": "false" if is_first(there) else "true",
        "budgets": "false" if seen.budgets is False else "true",
    }
    if starts is not None:
        context["starts"] = shown(programme.event.starts, programme.event.utc_offset)
    with steps.step("Stack") as step:
        step.is_at("building what is uploaded, and the template")
        remarks = tool.synthesise(context)
        step.outcome = (
            f"{stack_name(programme.event.code)}, with {counted(len(_resources(tool, programme)), 'resource')}"
        )
    for remark in remarks:
        steps.say(f"warning: {remark}")


def _compared(steps: Steps, tool: Toolkit, programme: Programme, session: boto3.Session, there: There) -> None:
    with steps.step("Comparison") as step:
        # What was only announced, or taken back, is still listed with a template.
        stack = None if there is None or is_first(there) else there.stack
        changes = difference(present(session, stack), _resources(tool, programme))
        step.outcome = "nothing is deployed yet" if stack is None else "against what is deployed"
    print(changes)
    steps.say("Nothing was created.")


def _made(steps: Steps, tool: Toolkit, programme: Programme, session: boto3.Session, there: There) -> None:
    with unlocked(there, session), protected(there, session), steps.step("Deployment") as step:
        course = tool.deploy(stack_name(programme.event.code), lambda course: step.is_at(course.said))
        step.outcome = _done(course)
    if is_first(there):
        protect(deployed(programme.event.code, session), session)


def _resources(tool: Toolkit, programme: Programme) -> dict[str, dict[str, object]]:
    template = tool.assembly / f"{stack_name(programme.event.code)}.template.json"
    return dict(json.loads(template.read_text())["Resources"])


def _done(course: Course) -> str:
    return f"{counted(course.done, 'resource')} made or changed" if course.done else "nothing had to be changed"


def _told(steps: Steps, programme: Programme, session: boto3.Session) -> None:
    with steps.step("Links") as step:
        of = deployed(programme.event.code, session)
        file = kept(of, session)
        step.outcome = f"{file}: whoever reads it may conduct the event"
    event = programme.event
    links = [(link["role"], link["rooms"], link["url"]) for link in json.loads(file.read_text())["links"]]
    greet(programme, invitation=invitation(event, of.site), site=of.site, links=links)
    print(f"{'all other links':20}./beifall links {event.code}")
    print(f"\nAn attack on it costs {of.ceiling}.")
    if event.tickets:
        print(f"It wants tickets: ./beifall tickets {event.code} {event.expected} makes them.")
    if event.alarms_email:
        print(f"Alarms go to {event.alarms_email} once AWS's e-mail there has been confirmed: look for it now.")
    print(f"Afterwards: ./beifall destroy {event.code}", flush=True)
