"""The CDK's command line, run for one event: it alone uploads and talks to CloudFormation."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from account.course import Course
from account.identity import profile
from account.readiness import ANNOUNCED, GO_ON_BACK, HALF_CHANGED
from account.wrong import Interrupted, Wrong

ROOT = Path(__file__).parent.parent
CDK = ROOT / "infra/node_modules/aws-cdk/bin/cdk"

QUIET = {
    "CDK_DISABLE_CLI_TELEMETRY": "true",
    "CDK_DISABLE_VERSION_CHECK": "1",
    "NO_COLOR": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""Nothing is told to anybody about who deploys what."""


GOES_ON = (
    "AWS goes on without us with what it has begun: look with `./beifall status EVENT`, or at the stack in "
    "CloudFormation's console. When it is done, deploy again."
)


@dataclass(frozen=True)
class Toolkit:
    """`command` is what runs the CDK; `folder` keeps what it makes and the whole `log`, for one event and Region; both
    are their owner's alone.
    """

    command: Sequence[str]
    folder: Path
    region: str

    @property
    def log(self) -> Path:
        """All that was printed by the last run."""
        return self.folder.with_suffix(".log")

    @property
    def assembly(self) -> Path:
        """What was synthesised."""
        return self.folder / "assembly"

    @property
    def outputs(self) -> Path:
        """What the stack has said of itself when it was deployed."""
        return self.folder / "outputs.json"

    def synthesise(self, context: Mapping[str, str]) -> Sequence[str]:
        """Makes the templates and what they upload. Returns what the app remarks on it, for people; raises Wrong with
        what it says if it cannot.
        """
        app = f"{shlex.quote(sys.executable)} -P -m infra.app"
        said = [part for name, value in context.items() for part in ("-c", f"{name}={value}")]
        code, course = self._run("synth", "--quiet", "--app", app, "--output", str(self.assembly), *said)
        if code:
            raise Wrong(
                f"the stack could not be made from the event: {course.complaint}\nAll that was said: {self.log}"
            )
        return course.remarks

    def deploy(self, stack: str, hears: Callable[[Course], None]) -> Course:
        """Deploys what was synthesised. Raises Wrong with what failed first and what became of the rest; Interrupted
        by Ctrl-C.
        """
        asked = ("--require-approval", "never", "--progress", "events", "--outputs-file", str(self.outputs))
        code, course = self._run("deploy", stack, "--app", str(self.assembly), *asked, hears=hears)
        if code:
            raise Wrong(failed(course, self.log))
        return course

    def bootstrap(self, account: str, hears: Callable[[Course], None]) -> None:
        """Puts into the account what the CDK needs there, or renews it. Raises Wrong; Interrupted by Ctrl-C."""
        where = f"aws://{account}/{self.region}"
        code, course = self._run("bootstrap", where, "--progress", "events", hears=hears)
        if code:
            raise Wrong(failed(course, self.log))

    def _run(
        self, verb: str, *arguments: str, hears: Callable[[Course], None] = lambda _course: None
    ) -> tuple[int, Course]:
        self._make_private()
        # The CDK's own settings lie in `infra`; with them, `bootstrap` would run the app, which has no event then.
        at = self.folder if verb == "bootstrap" else ROOT / "infra"
        course = Course()
        line = [*self.command, verb, "--no-version-reporting", "--no-notices", *arguments]
        try:
            with (
                self.log.open("a" if verb == "deploy" else "w") as log,
                subprocess.Popen(  # noqa: S603 - the CDK's own command, with words of ours
                    line,
                    cwd=at,
                    env=self._environment(),
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    errors="replace",
                    umask=0o077,
                ) as running,
            ):
                assert running.stdout is not None
                try:
                    for said in running.stdout:
                        log.write(said)
                        log.flush()
                        course.hears(said)
                        hears(course)
                except (KeyboardInterrupt, SystemExit):
                    running.terminate()  # a terminal interrupts both of us, whoever sends a signal only one
                    if verb == "synth":
                        raise
                    raise Interrupted(f"interrupted\n{GOES_ON}\nAll that was said: {self.log}") from None
        except OSError as error:
            raise Wrong(f"the CDK could not be started: {error.strerror}") from None
        return running.returncode, course

    def _make_private(self) -> None:
        """What is in the event file is nobody else's business, and the log may say more than that. Raises Wrong where
        somebody else has made them, or nobody may write.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            self.log.touch(mode=0o600)
            self.log.chmod(0o600)
        except OSError as error:
            raise Wrong(
                f"{self.folder} cannot be written: {error.strerror}. Give the command in a folder of your own"
            ) from None

    def _environment(self) -> dict[str, str]:
        """The organiser's, and where our modules are."""
        where = os.pathsep.join((str(ROOT), str(ROOT / "layers/beifall/python")))
        regions = {"AWS_REGION": self.region, "AWS_DEFAULT_REGION": self.region}
        # Where two profiles are named, the CDK takes the other one, and another account.
        named = {"AWS_PROFILE": name} if (name := profile()) else {}
        return os.environ | QUIET | regions | named | {"PYTHONPATH": where}


def failed(course: Course, log: Path) -> str:
    """Why a deployment did not succeed, and what is to be done, for people."""
    cause = str(course.failure) if course.failure else course.complaint or "the CDK gives no reason"
    if course.state in HALF_CHANGED:
        became = f"AWS could not take back what it had begun. {GO_ON_BACK}."
    elif course.state in {"ROLLBACK_FAILED", "DELETE_FAILED"}:
        became = (
            "AWS could not take back what it had begun. Remove what is left, then deploy again: ./beifall destroy EVENT"
        )
    elif course.state == "UPDATE_ROLLBACK_COMPLETE":
        became = "AWS has taken everything back: the event runs on as it was before. Mend the cause and deploy again."
    elif course.state in {"ROLLBACK_COMPLETE", "DELETE_COMPLETE"}:
        became = (
            "AWS has taken everything back. Mend the cause and deploy again; ./beifall destroy EVENT removes the rest."
        )
    elif course.state in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
        became = "AWS has deployed it nevertheless: look with `./beifall status EVENT`."
    elif course.state in {"", ANNOUNCED} and not course.has_lost_sight:
        became = "Nothing was created. Mend the cause and deploy again."
    else:  # contact was lost: credentials that expire, a network that goes away
        became = GOES_ON
    return f"{cause}\n{became}\nAll that was said: {log}"
