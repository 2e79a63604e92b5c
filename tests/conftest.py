"""Fixtures of every test. Nothing here is shown: Qt draws offscreen, times are UTC."""

import gc
import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"  # no test reaches the person's own keyring

import shutil
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.database import create_engine, session_factory
from tests.support.postgres import TestCluster, chosen_binaries, cluster_folder, remove_left_over_clusters

_MUCH = 200_000
"""How many objects a test may leave to be looked through later."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--size", choices=("small", "full"), default="small", help="how large the long proofs are")


@pytest.fixture(scope="session")
def full_size(request: pytest.FixtureRequest) -> bool:
    """Whether a long proof is to run at the size the product is claimed for, or only to show that it would."""
    return bool(request.config.getoption("--size") == "full")


@pytest.fixture(scope="session", autouse=True)
def collecting_between_tests() -> Iterator[None]:
    """Have nobody collect but a test's own thread, between two tests.

    A server's thread that collects in the middle of a window's test would let go of widgets on a thread that is not
    theirs, which ends the process; a program with a window keeps to the same rule (`QuietCollector`).
    """
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def collected(collecting_between_tests: None) -> Iterator[None]:
    """Collect after a test that left much behind."""
    yield
    if gc.get_count()[0] > _MUCH:
        gc.collect()


@pytest.fixture(scope="session")
def cluster() -> Iterator[TestCluster]:
    """A real PostgreSQL for this worker, with a migrated template. Started when the first test asks for it."""
    remove_left_over_clusters()
    folder = cluster_folder()
    cluster = TestCluster(folder / "postgres", chosen_binaries())
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database_url(cluster: TestCluster) -> Iterator[str]:
    """The address of a fresh, migrated database, password included. Gone after the test."""
    address = cluster.clone()
    yield address
    cluster.drop(address)


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
