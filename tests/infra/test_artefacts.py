"""What is uploaded: the same bytes twice, all that is needed, and nothing of this machine."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from beifall.domain.event import Programme
from infra.artefacts import Artefacts, CannotBuild, wheels
from tests.builders import a_poll, a_room, an_event
from tests.infra.unpacked import contents, for_this_machine

ROOT = Path(__file__).parent.parent.parent
BUILT = ("functions", "layers", "locks/layer.txt")
PROGRAMME = Programme(an_event(), (a_room(),), (a_poll(),))
LIMIT = 250_000_000 // 10
"""Lambda unpacks 250 MB at most; ours are far below, and shall stay there: what is there is loaded."""

UNCHECKED = b"\x01\0\0\0"
"""As a file of bytecode says it, after Python's own number."""

PYTHON = for_this_machine().python
TAG = f"cpython-{PYTHON.replace('.', '')}"


def a_site(folder: Path) -> Path:
    """Two pages, one of them in a folder."""
    (folder / "js").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html>")
    (folder / "js/stage.js").write_text("export {};")
    return folder


def a_checkout(folder: Path) -> Path:
    """What artefacts are built from, copied long after it was written, by somebody who is shy."""
    for part in BUILT:
        copy = folder / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy, ignore=shutil.ignore_patterns("__pycache__"), copy_function=shutil.copy)
        else:
            shutil.copy(ROOT / part, copy)
    return folder


def all_of(made: Artefacts, site: Path) -> dict[str, Path]:
    names = sorted(path.parent.name for path in (ROOT / "functions").glob("*/handler.py"))
    functions = {name: made.function(name) for name in names if name != "setup"}
    return {
        **functions,
        "setup": made.setup(PROGRAMME, site),
        "application": made.application(),
        "vendor": made.vendor(),
    }


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_checkout(tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_site(tmp_path_factory.mktemp("site") / "pages")


@pytest.fixture(scope="module")
def built(checkout: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return all_of(Artefacts(tmp_path_factory.mktemp("built"), python=PYTHON, root=checkout), site)


def test_the_same_bytes_come_from_another_copy_at_another_time(
    built: dict[str, Path], site: Path, tmp_path: Path
) -> None:
    elsewhere = a_checkout(tmp_path / "elsewhere")
    for path in elsewhere.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (elsewhere / "layers/beifall/python/beifall/__pycache__").mkdir()
    (elsewhere / "layers/beifall/python/beifall/__pycache__/vote.cpython-39.pyc").write_bytes(b"old")
    mask = os.umask(0o077)
    try:
        again = all_of(Artefacts(tmp_path / "out", python=PYTHON, root=elsewhere), site)
    finally:
        os.umask(mask)
    assert {name: path.name for name, path in again.items()} == {name: path.name for name, path in built.items()}
    assert [name for name, path in again.items() if path.read_bytes() != built[name].read_bytes()] == []


def test_a_second_synthesis_builds_nothing(built: dict[str, Path], checkout: Path, site: Path) -> None:
    written = {path: path.stat().st_mtime_ns for path in built.values()}
    assert all_of(Artefacts(built["vendor"].parent, python=PYTHON, root=checkout), site) == built
    assert {path: path.stat().st_mtime_ns for path in built.values()} == written


def test_a_change_makes_another_artefact_and_leaves_the_first(
    built: dict[str, Path], tmp_path: Path, site: Path
) -> None:
    elsewhere = a_checkout(tmp_path / "elsewhere")
    (elsewhere / "functions/clap/handler.py").write_text("def handler(event, context): ...\n")
    changed = Artefacts(built["clap"].parent, root=elsewhere).function("clap")
    assert changed != built["clap"]
    assert built["clap"].is_file()


def test_two_may_build_the_same_at_once(checkout: Path, tmp_path: Path) -> None:
    made = Artefacts(tmp_path, root=checkout)
    with ThreadPoolExecutor(2) as workers:
        paths = set(workers.map(lambda _: made.application(), range(2)))
    assert list(tmp_path.iterdir()) == list(paths)


def test_who_else_is_on_the_machine_reads_none_of_them(built: dict[str, Path]) -> None:
    """What is in the event file is in one, and the manifest promises so; their folder may be older, and open."""
    assert {path.stat().st_mode & 0o777 for path in built.values()} == {0o600}


def test_a_folder_that_somebody_else_keeps_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(CannotBuild, match=r"artefacts cannot be written: .*\. Use a copy of the repository"):
        Artefacts(tmp_path / "out/artefacts").function("clap")


def test_nothing_of_this_machine_is_in_them(built: dict[str, Path], checkout: Path) -> None:
    folders = (ROOT, checkout, Path(sys.prefix), built["vendor"].parent, Path(tempfile.gettempdir(), "beifall-"))
    ours = [str(folder).encode() for folder in folders]
    found = [
        f"{name}: {path}"
        for name, archive in built.items()
        for path, content in contents(archive).items()
        if any(own in content for own in ours)
    ]
    assert found == []


def test_every_module_has_bytecode_that_is_not_compared_and_names_lambdas_folders(built: dict[str, Path]) -> None:
    for name, archive in built.items():
        files = contents(archive)
        home = "/opt/" if name in {"application", "vendor"} else "/var/task/"
        for path in (path for path in files if path.endswith(".py")):
            folder, _, module = path.rpartition("/")
            beside = f"{folder}/__pycache__/" if folder else "__pycache__/"
            bytecode = files[f"{beside}{module.removesuffix('.py')}.{TAG}.pyc"]
            assert bytecode[4:8] == UNCHECKED
            assert f"{home}{path}".encode() in bytecode


def test_the_layer_holds_the_lock_without_what_lambda_has(built: dict[str, Path]) -> None:
    paths = contents(built["vendor"])
    assert {path.split("/")[1] for path in paths if ".dist-info" not in path and "__pycache__" not in path} == {
        "aws_lambda_powertools",
        "itsdangerous",
        "msgspec",
        "pynamodb",
        "segno",
        "typing_extensions.py",
    }
    assert [path for path in paths if path.endswith(".so")] == [f"python/msgspec/_core.{TAG}-aarch64-linux-gnu.so"]


def test_versions_and_licences_stay_and_other_papers_go(built: dict[str, Path]) -> None:
    papers = [path.split("/") for path in contents(built["vendor"]) if ".dist-info/" in path]
    packages = {package for _, package, *_ in papers}
    assert len(packages) == 6
    for package in packages:
        own = [rest for _, its, *rest in papers if its == package]
        assert ["METADATA"] in own
        assert any("LICENSE" in rest[-1] for rest in own), f"{package} has no licence"
        assert all(rest == ["METADATA"] or "LICENSE" in rest[-1] for rest in own)


def test_they_are_a_tenth_of_what_lambda_takes(built: dict[str, Path]) -> None:
    layers = [content for name in ("application", "vendor") for content in contents(built[name]).values()]
    assert sum(map(len, layers)) < LIMIT


def test_setup_brings_the_programme_and_the_pages_with_their_headers(built: dict[str, Path]) -> None:
    files = contents(built["setup"])
    assert msgspec.json.decode(files["programme.json"], type=Programme) == PROGRAMME
    assert files["pages/js/stage.js"] == b"export {};"
    assert msgspec.json.decode(files["pages.json"]) == {
        "index.html": {"content-type": "text/html; charset=utf-8", "cache-control": "no-cache"},
        "js/stage.js": {"content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache"},
    }
    assert "handler.py" in files


def test_a_package_whose_hash_is_another_is_not_taken(tmp_path: Path) -> None:
    """The negative control of the lock."""
    root = a_checkout(tmp_path / "elsewhere")
    lock = root / "locks/layer.txt"
    lock.write_text("segno==1.6.6 \\\n    --hash=sha256:" + 64 * "0" + "\n")
    with pytest.raises(CannotBuild, match="segno"):
        Artefacts(tmp_path / "out", root=root).vendor()
    assert list((tmp_path / "out").iterdir()) == []


def test_only_what_lambda_has_is_left_out_of_the_lock() -> None:
    lock = "boto3==1.0 \\\n    --hash=sha256:aa\n    # via x\nsegno==1.6.6 \\\n    --hash=sha256:bb\n    # via boto3\n"
    assert wheels.wanted(lock) == "segno==1.6.6 \\\n    --hash=sha256:bb\n    # via boto3\n"


def test_whoever_has_no_uv_is_told_where_it_comes_from(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BEIFALL_UV", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotBuild, match="uv is not here"):
        Artefacts(tmp_path / "out", root=checkout).vendor()


def test_a_function_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="no function called claps; there are applause, authorize"):
        Artefacts(tmp_path).function("claps")


def test_without_pages_there_is_nothing_to_set_up(checkout: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotBuild, match="no pages"):
        Artefacts(tmp_path, root=checkout).setup(PROGRAMME, tmp_path)


def test_where_no_such_python_is_artefacts_go_without_bytecode_and_that_is_said_once(
    checkout: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Artefacts(tmp_path, root=checkout, python="3.99")
    assert list(contents(made.function("clap"))) == ["handler.py"]
    assert not [path for path in contents(made.application()) if path.endswith(".pyc")]
    assert capsys.readouterr().err.count("no Python 3.99 is here") == 1
