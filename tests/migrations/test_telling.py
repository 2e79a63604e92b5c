"""A first start that takes minutes in a large bank says what it does."""

import pytest
from alembic import command
from structlog.testing import capture_logs

from agent_desktop.server.database import create_engine
from agent_desktop.server.migrations import telling
from agent_desktop.server.schema import migrate, migration_config


def test_each_index_that_is_built_over_many_rows_is_told(
    empty_database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "MANY", -2)  # no row at all is many
    engine = create_engine(empty_database_url)
    try:
        with engine.begin() as connection:
            command.upgrade(migration_config(connection), "0010")
        with capture_logs() as logs:
            migrate(engine)
    finally:
        engine.dispose()

    told = [(log["revision"], log["attempt"], log["kind"]) for log in logs if log["event"] == "migration.step"]
    assert told == [
        ("0011", "1/3", "search_words"),
        ("0011", "2/3", "search_words_index"),
        ("0011", "3/3", "chinese_search_keys"),
        ("0014", "1/2", "prospects_index"),
        ("0014", "2/2", "documents_index"),
        ("0017", "1/1", "managers_index"),
    ]


def test_a_new_database_is_told_of_nothing_that_takes_no_time(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    try:
        with capture_logs() as logs:
            migrate(engine)
    finally:
        engine.dispose()

    assert [log for log in logs if log["event"] == "migration.step"] == []
