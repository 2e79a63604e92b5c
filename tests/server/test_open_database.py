"""From settings to a database that is ready for work."""

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from agent_desktop.server import recovery
from agent_desktop.server.database import check_database, create_engine, shown
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.open_database import database_address, open_database
from agent_desktop.server.recovery import check_when_ready
from agent_desktop.server.schema import newest_revision, revision_of
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.server.start_errors import DatabaseAwayError, DatabaseTooOldError
from agent_desktop.settings import Settings, load_settings
from tests.server.support import until
from tests.support.postgres import FAST, cluster_folder

NO_SECRETS = EnvironmentSecrets({})


def settings_with(**database: object) -> Settings:
    settings = load_settings(None)
    return settings.model_copy(update={"database": settings.database.model_copy(update=database)})


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = cluster_folder()
    yield folder
    EmbeddedPostgres(folder / "postgres").stop()
    shutil.rmtree(folder, ignore_errors=True)


def test_without_an_address_the_embedded_database_is_started_and_migrated(folder: Path) -> None:
    engine = open_database(settings_with(data_folder=str(folder / "postgres")), NO_SECRETS)

    with engine.connect() as connection:
        assert revision_of(connection) == newest_revision()
    engine.dispose()


def test_the_embedded_database_gets_the_folder_of_the_settings(folder: Path) -> None:
    asked: list[Path] = []

    def embedded(place: Path) -> EmbeddedPostgres:
        asked.append(place)
        return EmbeddedPostgres(place, settings=FAST)

    database_address(settings_with(data_folder=str(folder / "postgres")), NO_SECRETS, embedded=embedded)

    assert asked == [folder / "postgres"]


def test_a_named_database_gets_its_password_from_the_secrets() -> None:
    settings = settings_with(url="postgresql://desk@db.bank.example:5433/bank")
    secrets = EnvironmentSecrets({"AGENT_DESKTOP_DATABASE_PASSWORD": "p@ss/word"})

    url = sa.make_url(database_address(settings, secrets))

    assert (url.username, url.password, url.host, url.port, url.database) == (
        "desk", "p@ss/word", "db.bank.example", 5433, "bank",
    )  # fmt: skip
    assert sa.make_url(database_address(settings, NO_SECRETS)).password is None


def test_a_database_that_does_not_answer_is_named() -> None:
    with pytest.raises(DatabaseAwayError) as refused:
        open_database(settings_with(url="postgresql://desk@127.0.0.1:1/bank"), NO_SECRETS)

    assert refused.value.details["address"] == "desk@127.0.0.1:1/bank"


@pytest.fixture
def recovering(folder: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    """The address of a PostgreSQL that lets nobody in yet, and what lets it come up.

    It is a standby that answers nobody: to whoever connects the same as one that reads its log after a kill.
    """
    if sys.platform == "win32":
        pytest.skip("lets it come up by a signal")
    replays = {"wal_level": "replica", "max_wal_senders": "10", "hot_standby": "off"}
    postgres = EmbeddedPostgres(folder / "postgres", settings={**FAST, **replays})
    address = postgres.start()
    postgres.stop()
    data = folder / "postgres" / "data"
    (data / "standby.signal").touch()
    shutil.chown(data / "standby.signal", data.owner(), data.group())
    starting = threading.Thread(target=postgres.start)
    starting.start()
    until(lambda: ping(address) == "REJECT")

    def come_up() -> None:
        (data / "promote").touch()
        shutil.chown(data / "promote", data.owner(), data.group())
        os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGUSR1)

    yield address, come_up
    come_up()
    starting.join(60)


def ping(address: str) -> str:
    url = sa.make_url(address)
    place = f"host={url.query['host']} port={url.query['port']}"
    return psycopg.pq.Ping(psycopg.pq.PGconn.ping(place.encode())).name


def test_a_database_that_is_coming_up_is_waited_for_and_that_is_said(
    recovering: tuple[str, Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, come_up = recovering
    said: list[str] = []

    class Log:
        def warning(self, event: str, **_: object) -> None:
            said.append(event)
            come_up()

    monkeypatch.setattr(recovery, "_log", Log())
    engine = create_engine(address)
    try:
        check_when_ready(engine)
        with engine.connect() as connection:
            assert connection.scalar(sa.text("SELECT pg_is_in_recovery()")) is False
    finally:
        engine.dispose()

    assert said == ["database.recovering"]


def test_a_database_that_does_not_come_up_is_given_up_in_the_end(
    recovering: tuple[str, Callable[[], None]],
) -> None:
    engine = create_engine(recovering[0])

    with pytest.raises(DatabaseAwayError) as refused:
        check_when_ready(engine, limit_seconds=0.5)

    engine.dispose()
    assert "accepting connections" in str(refused.value.details["reason"])


def test_a_postgresql_that_is_too_old_is_refused(engine: sa.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    with engine.connect() as connection:
        monkeypatch.setattr(connection.dialect, "server_version_info", (14, 9))

    with pytest.raises(DatabaseTooOldError) as refused:
        check_database(engine)

    assert refused.value.details == {"found": "PostgreSQL 14", "needed": "PostgreSQL 15"}


def test_an_error_does_not_quote_what_a_person_wrote(engine: sa.Engine) -> None:
    with engine.connect() as connection, pytest.raises(sa.exc.DBAPIError) as refused:
        connection.execute(sa.text("SELECT CAST(:note AS int) / 0 FROM nowhere"), {"note": "lost her card"})

    assert "lost her card" not in str(refused.value)


def test_no_statement_runs_for_ever(database_url: str) -> None:
    engine = create_engine(database_url, statement_seconds=1)
    with engine.connect() as connection, pytest.raises(sa.exc.OperationalError) as refused:
        connection.execute(sa.text("SELECT pg_sleep(30)"))
    engine.dispose()

    assert isinstance(refused.value.orig, psycopg.errors.QueryCanceled)


def test_an_address_is_shown_without_its_password() -> None:
    assert shown(sa.make_url("postgresql+psycopg://desk:word@db:5432/bank")) == "desk@db:5432/bank"
    assert shown(sa.make_url("postgresql+psycopg://desk:word@/bank?host=%2Frun%2Fpg")) == "desk@/run/pg/bank"
