"""Assemblies that all tests of a run share, in whichever process they run: to synthesise takes seconds."""

from __future__ import annotations

import fcntl
from collections.abc import Callable

import pytest

from tests.infra.synthesis import Assembly, Template, synthesise

Synthesised = Callable[[str], Assembly]


@pytest.fixture(scope="session")
def synthesised(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Synthesised:
    """The assembly of a variant of `synthesis.VARIANTS`, made by whoever asks first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "synthesised"
    shared.mkdir(exist_ok=True)
    read: dict[str, Assembly] = {}

    def assembly(name: str) -> Assembly:
        if name not in read:
            with (shared / f"{name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not (shared / name).exists():
                    synthesise(name, shared / name)
            read[name] = Assembly(shared / name)
        return read[name]

    return assembly


@pytest.fixture(scope="session")
def template(synthesised: Synthesised) -> Template:
    """The shipped example's."""
    return synthesised("example").template


@pytest.fixture(scope="session")
def otherwise(synthesised: Synthesised) -> Template:
    """Of an event that has everything that the example has not, in an account that is small in one way and large in the
    other.
    """
    return synthesised("otherwise").template
