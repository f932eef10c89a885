"""`./beifall demo`: the example event with people in it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from cli.serve import Engine, Host, Links, Port, Site, nothing, run
from local.stack import Stack

EXAMPLE = Path(__file__).parent.parent / "examples/tag-der-kommunalen-jobcenter-2020.toml"
PEOPLE = 40

Quiet = Annotated[bool, typer.Option("--quiet", help="Nobody takes part but who comes.")]


def demo(
    port: Port = 8080,
    host: Host = "127.0.0.1",
    links: Links = None,
    engine: Engine = "ministack",
    site: Site = None,
    quiet: Quiet = False,
) -> None:
    """Run the example event with 40 synthetic attendees, and print links to open. Ctrl-C ends it."""
    alongside = nothing if quiet else attended
    run(EXAMPLE, port=port, host=host, links=links, engine=engine, site=site, real_time=False, alongside=alongside)


async def attended(stack: Stack) -> None:
    """A process of their own, as they would be elsewhere too: they know nothing but the site's address."""
    print(f"{PEOPLE} synthetic attendees come to the plenum; they vote when a moderator opens a poll.\n", flush=True)
    arguments = (stack.runner.address.site, stack.event.code, "plenum", str(PEOPLE))
    crowd = await asyncio.create_subprocess_exec(sys.executable, "-P", "-m", "crowd", *arguments)
    try:
        await crowd.wait()
    finally:
        if crowd.returncode is None:
            crowd.terminate()
            await crowd.wait()
