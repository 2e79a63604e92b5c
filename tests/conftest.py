"""Fixtures of every test. Nothing here is shown: Qt draws offscreen, times are UTC."""

import gc
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # no test reaches the person's own keyring

import shutil
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import certifi
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from agent_desktop.server.database import create_engine, session_factory
from tests.support.files_once import files_read_once
from tests.support.postgres import TestCluster, chosen_binaries, cluster_folder, remove_left_over_clusters
from tests.support.prompt_servers import servers_that_end_promptly
from tests.support.routes_once import routes_read_once
from tests.support.statements_once import statements_compiled_once
from tests.support.warm.popen import StarterProcess, programs_started_cold, programs_started_warm
from tests.support.words_once import words_compiled_once

_MUCH = 200_000
"""How many objects a test may leave to be looked through later."""
_OFTEN = 20
"""How often only what is new is looked through before everything is."""
_LONG = (
    "demo/test_run.py",
    "proofs/test_kill.py",
    "demo/test_pkdd99_call.py",
    "ui/desk/test_shift.py",
    "benchmarks/test_bench_pop.py",
    "demo/test_screens.py",
    "proofs/test_no_double_assignment.py",
    "ui/desk/test_soak.py",
    "benchmarks/test_bench_hang_up.py",
)
"""Where a single test takes more than ten seconds of a processor. They begin: one that began last would be waited for
by one worker alone, all others done."""
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("anew", _PATIENT)
settings.register_profile("same", _PATIENT, derandomize=True)
_running: list[TestCluster] = []
"""The cluster of this worker, while it runs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--size", choices=("small", "full"), default="small", help="how large the long proofs are")


def pytest_configure(config: pytest.Config) -> None:
    """Have Hypothesis play the same examples each time, so that a run fails for what was changed and for nothing else;
    at full size it looks for others. A busy machine is no failure."""
    settings.load_profile("anew" if config.getoption("--size") == "full" else "same")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what is long. Where another PostgreSQL than ours was asked for, leave out what needs no database: it
    would be the same again."""
    here = Path(__file__).parent
    long = {here / name: place for place, name in enumerate(_LONG)}
    items.sort(key=lambda item: long.get(item.path, len(long)))
    if chosen_binaries() is not None:
        without = [item for item in items if "cluster" not in getattr(item, "fixturenames", ())]
        items[:] = [item for item in items if "cluster" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=without)


@pytest.fixture(scope="session")
def full_size(request: pytest.FixtureRequest) -> bool:
    """Whether a long proof is to run at the size the product is claimed for, or only to show that it would."""
    return bool(request.config.getoption("--size") == "full")


@pytest.fixture(scope="session", autouse=True)
def collecting_between_tests() -> Iterator[list[bool]]:
    """Have nobody collect but a test's own thread, between two tests. Yields whether all was let go of meanwhile.

    A server's thread that collects in the middle of a window's test would let go of widgets on a thread that is not
    theirs, which ends the process; a program with a window keeps to the same rule (`QuietCollector`). What is there
    before the first test, mostly modules, is not looked through again: half a second each time. Nor is it counted,
    which takes as long: who lets go of it says so.
    """
    thawed: list[bool] = []
    let_go = gc.unfreeze

    def unfreeze() -> None:
        let_go()
        thawed.append(True)

    gc.disable()
    gc.collect()
    gc.freeze()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "unfreeze", unfreeze)
        yield thawed
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def collected(collecting_between_tests: list[bool]) -> Iterator[None]:
    """Collect after a test that left much behind."""
    yield
    young, _, often = gc.get_count()
    if young > _MUCH:
        is_thawed = bool(collecting_between_tests)  # a program's own collector was tested, and has let go of all
        gc.collect(2 if is_thawed or often >= _OFTEN else 1)
        if is_thawed:
            gc.freeze()
            collecting_between_tests.clear()


@pytest.fixture(scope="session", autouse=True)
def one_trust_store() -> Iterator[None]:
    """Have the certificate authorities read once. Each HTTP client reads them for itself, in 30 ms, and a centre for a
    test has half a dozen clients that speak in clear to this very machine."""
    made, known = ssl.create_default_context, ssl.create_default_context(cafile=certifi.where())

    def create(*args: Any, **settings: Any) -> ssl.SSLContext:
        return known if not args and settings == {"cafile": certifi.where()} else made(*args, **settings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", create)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_reading_of_routes() -> Iterator[None]:
    """Have a server's routes be read once in a process, however many centres are built in it."""
    with routes_read_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def one_reading_of_files() -> Iterator[None]:
    """Have what comes with the program be read once in a process, however many centres are built in it."""
    with files_read_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def one_compiling_of_statements() -> Iterator[None]:
    """Have a statement be compiled once in a process, however many engines are made in it."""
    with statements_compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def one_compiling_of_words() -> Iterator[None]:
    """Have the translations be compiled once in a process, however many tests read them."""
    with words_compiled_once():
        yield


@pytest.fixture(scope="session", autouse=True)
def one_loading_of_programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have the programs that tests start load their modules once for all of them. Only Linux can be forked so."""
    if sys.platform != "linux":
        yield
        return

    @contextmanager
    def lent(cluster: TestCluster) -> Iterator[str]:
        url = cluster.lend()
        yield url
        cluster.take_back(url)

    starter = StarterProcess(tmp_path_factory.mktemp("programs"), lambda: lent(_running[-1]) if _running else None)
    with programs_started_warm(starter.address):
        yield
    starter.stop()


@pytest.fixture
def from_nothing() -> Iterator[None]:
    """Have the programs that this test starts load their modules themselves, as a person's do."""
    with programs_started_cold():
        yield


@pytest.fixture(scope="session", autouse=True)
def prompt_servers() -> Iterator[None]:
    """Have no test wait for a server that only rests before it ends."""
    with servers_that_end_promptly():
        yield


@pytest.fixture(scope="session", autouse=True)
def patient_windows() -> Iterator[None]:
    """Have a test of a window wait 20 seconds for what it needs where it says nothing else: pytest-qt's own five are
    few on a machine that does much at once. Who has what they need goes on at once."""
    with pytest.MonkeyPatch.context() as patch:
        for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
            assert wait.__kwdefaults__ is not None
            patch.setitem(wait.__kwdefaults__, "timeout", 20_000)
        yield


@pytest.fixture(scope="session")
def cluster() -> Iterator[TestCluster]:
    """A real PostgreSQL for this worker, with a migrated template. Started when the first test asks for it."""
    remove_left_over_clusters()
    folder = cluster_folder()
    cluster = TestCluster(folder / "postgres", chosen_binaries())
    try:
        cluster.start()
        _running.append(cluster)
        yield cluster
    finally:
        _running.clear()
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(cluster: TestCluster) -> Iterator[str]:
    """The address of a migrated database with nothing in it, password included. The test's own until its end."""
    address = cluster.lend()
    yield address
    cluster.take_back(address)


@pytest.fixture
def empty_database_url(cluster: TestCluster) -> Iterator[str]:
    """The address of a fresh database without any table. Gone after the test."""
    address = cluster.empty()
    yield address
    cluster.drop(address)


@pytest.fixture
def engine(database_url: str) -> Iterator[sa.Engine]:
    """An engine on `database_url`."""
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: sa.Engine) -> Iterator[Session]:
    """A session on `database_url`. What the test does not commit is rolled back."""
    with session_factory(engine)() as session:
        yield session
