"""The migrations and the models say the same."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.orm import Session

from agent_desktop.records.audit.models import AuditRow
from agent_desktop.server.database import create_engine
from agent_desktop.server.migrations.rendering import compare_type
from agent_desktop.server.schema import METADATA, migrate, migration_config, newest_revision, revision_of, tables
from telephony.events.models import EventCounterRow

ROOT = Path(__file__).parents[2]


def test_migrations_give_the_tables_that_the_models_declare(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": compare_type, "compare_server_default": True}
        )
        differences = compare_metadata(context, list(METADATA))  # type: ignore[arg-type]  # several are taken

    assert differences == [], "run `make migration TITLE=…`"


def test_checks_in_the_database_are_those_the_models_declare(engine: sa.Engine) -> None:
    inspector = sa.inspect(engine)

    for table in tables():
        declared = {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint) and c.name}
        found = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert found == declared, table.name


def test_every_models_file_is_known_to_the_migrations() -> None:
    text = (ROOT / "agent_desktop" / "server" / "schema.py").read_text(encoding="utf-8")
    for package in ("agent_desktop", "telephony"):
        for path in sorted((ROOT / package).rglob("models.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if "class " in path.read_text(encoding="utf-8") and "__tablename__" in path.read_text(encoding="utf-8"):
                assert f"import {module}\n" in text, module


def test_a_migrated_database_is_at_the_newest_revision_and_stays_there(engine: sa.Engine) -> None:
    migrate(engine)

    with engine.connect() as connection:
        assert revision_of(connection) == newest_revision() != ""


def test_migrations_can_be_taken_back_and_done_again(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    try:
        migrate(engine)
        with engine.begin() as connection:
            command.downgrade(migration_config(connection), "base")
        with engine.connect() as connection:
            assert sa.inspect(connection).get_table_names() == ["alembic_version"]
        migrate(engine)
    finally:
        engine.dispose()


def test_the_event_counter_starts_with_its_one_row(session: Session) -> None:
    assert session.scalars(sa.select(EventCounterRow.last_number)).all() == [0]


@pytest.mark.parametrize(
    "change", ["UPDATE audit_entries SET what = 'x'", "DELETE FROM audit_entries", "TRUNCATE audit_entries"]
)
def test_an_audit_entry_is_never_changed(session: Session, change: str) -> None:
    session.add(AuditRow(at=datetime.now(UTC), what="profile.shown", record_kind="customer", detail={}))
    session.commit()

    with pytest.raises(sa.exc.IntegrityError, match="only ever added"):
        session.execute(sa.text(change))
