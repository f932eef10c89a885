"""The command line: `./beifall COMMAND`."""

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def main() -> None:
    """The audience's side of a conference."""


if __name__ == "__main__":
    app()
