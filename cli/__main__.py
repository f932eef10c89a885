"""The command line: `./beifall COMMAND`."""

import inspect
import signal
import sys
from collections.abc import Callable


def _leave(*_: object) -> None:
    sys.exit(130)


# The imports take a second; who thinks better of it by then wants no traceback: that is why they come after (E402).
signal.signal(signal.SIGINT, _leave)

import typer  # noqa: E402

from cli.bench import bench  # noqa: E402
from cli.check import check  # noqa: E402
from cli.checks import checks  # noqa: E402
from cli.cost import cost  # noqa: E402
from cli.demo import demo  # noqa: E402
from cli.deploy import deploy  # noqa: E402
from cli.destroy import destroy  # noqa: E402
from cli.links import links  # noqa: E402
from cli.lock import lock  # noqa: E402
from cli.protocol import protocol  # noqa: E402
from cli.rehearse import rehearse  # noqa: E402
from cli.report import report  # noqa: E402
from cli.rotate import rotate  # noqa: E402
from cli.serve import serve  # noqa: E402
from cli.simulate import simulate  # noqa: E402
from cli.status import status  # noqa: E402
from cli.tickets import tickets  # noqa: E402

app = typer.Typer(
    name="beifall",
    help="The audience's side of a conference.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _short(command: Callable[..., None]) -> str:
    """What stands in the list of commands: the first paragraph, broken where the terminal ends and only there."""
    first, _, _ = (inspect.getdoc(command) or "").partition("\n\n")
    return " ".join(first.split())


for command in (
    demo,
    serve,
    rehearse,
    check,
    cost,
    deploy,
    links,
    tickets,
    status,
    lock,
    rotate,
    report,
    destroy,
    protocol,
):
    app.command(short_help=_short(command))(command)
app.command("test", short_help=_short(checks))(checks)
app.command(short_help=_short(bench), context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(
    bench
)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False)(
    simulate
)

if __name__ == "__main__":
    app(prog_name="./beifall")
