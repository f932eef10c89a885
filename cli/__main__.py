"""The command line: `./beifall COMMAND`."""

import typer

from cli.bench import bench
from cli.check import check
from cli.checks import checks
from cli.demo import demo
from cli.serve import serve

app = typer.Typer(
    name="beifall",
    help="The audience's side of a conference.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (demo, serve, check):
    app.command()(command)
app.command("test")(checks)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(bench)

if __name__ == "__main__":
    app(prog_name="./beifall")
