"""`./beifall` itself: a copy of it in a checkout of its own, with a uv that only notes what it is asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT

UV = """#!/bin/sh
echo "$*" >>"$CALLS"
if [ "$1" = venv ]; then
    shift
    while [ $# -gt 1 ]; do
        [ "$1" = --python ] && python=$2
        shift
    done
    [ ! -e "$1" ] || { echo "$1 is there already" >&2; exit 2; }
    mkdir -p "$1/bin" && ln -s "$(command -v "$python")" "$1/bin/python"
fi
"""
MAIN = "import sys; print(*sys.argv[1:])"


class Checkout:
    """The launcher with as much around it as it looks at."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.calls = folder / "a check out", folder / "calls"
        self._path = folder / "bin"
        for made in (self.folder / "locks", self.folder / "cli", self._path):
            made.mkdir(parents=True)
        self.launcher = Path(shutil.copy(ROOT / "beifall", self.folder))
        self.lock = self.folder / "locks/run.txt"
        self.lock.write_text("typer==1\n")
        (self.folder / "cli/__init__.py").touch()
        (self.folder / "cli/__main__.py").write_text(MAIN)
        self.program("uv", UV)
        (self._path / "python3.13").symlink_to(sys.executable)

    def program(self, name: str, text: str) -> Path:
        file = self._path / name
        file.write_text(text)
        file.chmod(0o755)
        return file

    def run(self, *, launcher: str | None = None, cwd: Path | None = None, **settings: str) -> tuple[int, str, str]:
        """The exit code, what was said and what was said to be wrong."""
        env = {"PATH": f"{self._path}:/usr/bin:/bin", "HOME": str(self._path), "CALLS": str(self.calls), **settings}
        command = [launcher or str(self.launcher), "check", "a file"]
        ended = subprocess.run(command, env=env, cwd=cwd, capture_output=True, text=True, timeout=30, check=False)
        return ended.returncode, ended.stdout, ended.stderr

    def asked(self) -> list[str]:
        """The commands that uv has got since."""
        calls = self.calls.read_text().splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return [call.split()[0] for call in calls]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_it_sets_itself_up_once_and_anew_when_the_lock_has_changed(checkout: Checkout) -> None:
    assert checkout.run()[:2] == (0, "check a file\n")
    assert checkout.asked() == ["venv", "pip"]
    assert checkout.run() == (0, "check a file\n", "")
    assert checkout.asked() == []
    checkout.lock.write_text("typer==2\n")
    assert checkout.run()[0] == 0
    assert checkout.asked() == ["pip"]


def test_it_may_be_started_through_links_that_lead_to_links(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "absolute").symlink_to(checkout.launcher)
    (tmp_path / "some where").mkdir()
    relative = tmp_path / "some where/relative"
    relative.symlink_to("../absolute")
    assert checkout.run(launcher=str(relative))[:2] == (0, "check a file\n")
    assert checkout.run(launcher="./relative", cwd=relative.parent) == (0, "check a file\n", "")
    assert (checkout.folder / ".venv/run").is_dir()


def test_it_is_not_led_astray_by_what_lies_where_it_is_started(checkout: Checkout, tmp_path: Path) -> None:
    stranger = tmp_path / "elsewhere/cli"
    stranger.mkdir(parents=True)
    (stranger / "__main__.py").write_text("print('a stranger')")
    assert checkout.run(cwd=stranger.parent)[:2] == (0, "check a file\n")


def test_an_environment_whose_interpreter_is_gone_is_made_anew(checkout: Checkout) -> None:
    checkout.run()
    checkout.asked()
    python = checkout.folder / ".venv/run/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert checkout.run()[:2] == (0, "check a file\n")
    assert checkout.asked() == ["venv", "pip"]


def test_where_nothing_can_be_set_up_that_is_said_in_one_line(checkout: Checkout) -> None:
    """Of an environment that somebody else has made, each of its thousands of files would be complained of."""
    (checkout.folder / ".venv").write_text("nobody may write in here, not even root\n")
    code, _, said = checkout.run()
    assert (code, said.count("\n")) == (1, 1)
    assert "you may not write in" in said
    assert checkout.asked() == []


def test_another_interpreter_that_is_wished_for_is_taken_although_there_is_one(checkout: Checkout) -> None:
    checkout.run()
    checkout.asked()
    other = checkout.program("other-python", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    assert checkout.run(BEIFALL_PYTHON=str(other))[0] == 0
    assert (checkout.folder / ".venv/run/bin/python").readlink() == other
    assert checkout.asked() == ["venv", "pip"]
    assert checkout.run(BEIFALL_PYTHON=str(other)) == (0, "check a file\n", "")
    assert checkout.run() == (0, "check a file\n", "")
    assert checkout.asked() == [], "who wishes for nothing takes what is there"


@pytest.mark.parametrize("wished", ["/no/such/python", "/bin/false"])
def test_an_interpreter_that_is_none_is_complained_of_even_when_all_is_set_up(checkout: Checkout, wished: str) -> None:
    checkout.run()
    said = f"beifall: BEIFALL_PYTHON={wished} is not a Python of at least 3.11\n"
    assert checkout.run(BEIFALL_PYTHON=wished) == (1, "", said)


def test_nothing_of_debians_is_installed_unless_nobody_can_be_asked(checkout: Checkout) -> None:
    (checkout.folder.parent / "bin/uv").unlink()
    checkout.program("id", "#!/bin/sh\necho 0\n")
    checkout.program("apt-get", '#!/bin/sh\necho "apt-get $*" >>"$CALLS"\n')
    bare = 'case "$2" in *ensurepip*) exit 1 ;; esac\n'
    python = checkout.program("bare-python", f'#!/bin/sh\n{bare}exec "{sys.executable}" "$@"\n')
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    said = (
        f"beifall: {python} comes without the modules venv and ensurepip; "
        f"on Debian, as root: apt-get install python{version}-venv\n"
    )
    code, _, wrong = checkout.run(BEIFALL_PYTHON=str(python))
    assert (code, wrong.endswith(said), checkout.asked()) == (1, True, [])
    code, _, wrong = checkout.run(BEIFALL_PYTHON=str(python), CI="true")
    assert (code, wrong.endswith(said), checkout.asked()) == (1, True, ["apt-get", "apt-get"])
