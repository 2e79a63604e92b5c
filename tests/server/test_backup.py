"""A backup carries everything from one PostgreSQL to another, or nothing."""

import json
import shutil
import stat
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind, HoldingGroup
from agent_desktop.demo.trial_bank.fill import run_trial_bank
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.holdings.models import HoldingRow
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.server.backup import MANIFEST, TablePart, tables_in_order, write_backup
from agent_desktop.server.database import create_engine
from agent_desktop.server.restore import restore_backup
from agent_desktop.server.schema import newest_revision, revision_of, tables
from agent_desktop.server.start_errors import (
    BackupExistsError,
    BackupUnreadableError,
    DatabaseNotEmptyError,
    DiskFullError,
    FolderNotWritableError,
)
from telephony.events.models import EventCounterRow
from telephony.providers.models import OutboxRow
from tests.support.postgres import TestCluster, cluster_folder, installed_binaries

AT = datetime(2026, 6, 18, 9, 30, 15, 123456, tzinfo=UTC)
ODD = 'tab\there, back\\slash, \\N, "quotes", line\nbreak, 陈大文 🙂, \u2028, \x01'


@pytest.fixture(scope="module")
def other_cluster() -> Iterator[TestCluster]:
    """The bank's own server: PostgreSQL 15 where the machine has one, else a second one of ours."""
    folder = cluster_folder()
    cluster = TestCluster(folder / "other", installed_binaries("15"))
    cluster.start()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty(other_cluster: TestCluster) -> Iterator[sa.Engine]:
    """A database without tables on the other server."""
    address = other_cluster.empty()
    engine = create_engine(address)
    yield engine
    engine.dispose()
    other_cluster.drop(address)


@pytest.fixture
def filled(engine: sa.Engine) -> sa.Engine:
    """A database with one of much that is hard to carry."""
    customer_id = uuid4()
    with Session(engine) as session, session.begin():
        session.add(
            CustomerRow(
                customer_id=customer_id,
                source_code="core",
                source_key="C\t1",
                kind=CustomerKind.PERSONAL,
                customer_number="1",
                name_chinese="陈大文",
                sort_key="chen da wen",
                birth_date=date(1961, 2, 28),
                wishes=[{"en": ODD, "zh": "请讲粤语"}],
            )
        )
        session.flush()
        session.add(PhoneNumberRow(customer_id=customer_id, number="+85291234567", kind="mobile"))
        session.add(
            HoldingRow(
                source_code="core",
                source_key="H1",
                group=HoldingGroup.DEPOSITS,
                product={"en": "Savings", "zh": "储蓄"},
                number="001",
                currency="HKD",
                balance=Decimal("-9999999999999999.99"),
                as_of_at=AT,
            )
        )
        session.add(InteractionRow(call_id=uuid4(), agent_id=uuid4(), customer_id=customer_id, started_at=AT, note=ODD))
        session.add(AuditRow(at=AT, what="profile.shown", record_kind="customer", record_id=customer_id, detail={}))
        for _ in range(3):
            session.add(OutboxRow(provider="simulator", call_id=uuid4(), order={"kind": ODD}, asked_at=AT, due_at=AT))
        session.execute(sa.update(EventCounterRow).values(last_number=41))
    return engine


def contents(engine: sa.Engine) -> dict[str, list[str]]:
    """Every row of every table, as text, in a fixed order."""
    with engine.connect() as connection:
        return {
            table: sorted(str(row) for row in connection.execute(sa.text(f'SELECT * FROM "{table}"')))
            for table in tables_in_order(connection)
        }


def test_every_row_arrives_on_the_other_server(filled: sa.Engine, empty: sa.Engine, tmp_path: Path) -> None:
    written: list[TablePart] = []
    restored: list[TablePart] = []

    manifest = write_backup(filled, tmp_path / "bank.backup", progress=written.append)
    restore_backup(empty, tmp_path / "bank.backup", progress=restored.append)

    assert contents(empty) == contents(filled)
    assert written == restored == list(manifest.tables)
    assert manifest.rows == 9
    assert {part.table for part in written} == {table.name for table in tables()}
    with empty.connect() as connection:
        assert revision_of(connection) == newest_revision()


def test_a_trial_bank_moves_house(engine: sa.Engine, empty: sa.Engine, tmp_path: Path) -> None:
    run_trial_bank(engine, 200, 1, datetime(2026, 6, 18, tzinfo=UTC))

    manifest = write_backup(engine, tmp_path / "bank.backup")
    restore_backup(empty, tmp_path / "bank.backup")

    assert manifest.rows > 2000
    assert contents(empty) == contents(engine)


def test_numbers_go_on_where_they_stopped(filled: sa.Engine, empty: sa.Engine, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "bank.backup")
    restore_backup(empty, tmp_path / "bank.backup")

    with Session(empty) as session, session.begin():
        row = OutboxRow(provider="simulator", call_id=uuid4(), order={}, asked_at=AT, due_at=AT)
        session.add(row)
        session.flush()
        assert row.number == 4
        assert session.scalar(sa.select(EventCounterRow.last_number)) == 41


def test_the_audit_is_closed_to_changes_again(filled: sa.Engine, empty: sa.Engine, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "bank.backup")
    restore_backup(empty, tmp_path / "bank.backup")

    with empty.begin() as connection, pytest.raises(sa.exc.IntegrityError, match="only ever added"):
        connection.execute(sa.text("DELETE FROM audit_entries"))


def test_a_migrated_but_empty_database_takes_a_backup(
    filled: sa.Engine, other_cluster: TestCluster, tmp_path: Path
) -> None:
    write_backup(filled, tmp_path / "bank.backup")
    address = other_cluster.clone()
    target = create_engine(address)

    restore_backup(target, tmp_path / "bank.backup")

    assert contents(target) == contents(filled)
    target.dispose()
    other_cluster.drop(address)


def test_a_database_with_records_is_refused_and_left_alone(filled: sa.Engine, tmp_path: Path) -> None:
    write_backup(filled, tmp_path / "bank.backup")
    before = contents(filled)

    with pytest.raises(DatabaseNotEmptyError) as refused:
        restore_backup(filled, tmp_path / "bank.backup")

    assert refused.value.details["database"] == filled.url.database
    assert contents(filled) == before


def test_a_backup_sees_one_moment(filled: sa.Engine, empty: sa.Engine, tmp_path: Path) -> None:
    def meanwhile(part: TablePart) -> None:
        if part.table == "audit_entries":  # other tables are still to be written
            with Session(filled) as session, session.begin():
                session.add(AuditRow(at=AT, what="late", record_kind="customer", detail={}))
                session.execute(sa.update(InteractionRow).values(note="late"))
                session.execute(sa.update(EventCounterRow).values(last_number=99))

    before = contents(filled)
    write_backup(filled, tmp_path / "bank.backup", progress=meanwhile)
    restore_backup(empty, tmp_path / "bank.backup")

    assert contents(filled) != before
    assert contents(empty) == before


def test_the_file_is_for_its_owner_only_and_never_overwritten(filled: sa.Engine, tmp_path: Path) -> None:
    path = tmp_path / "bank.backup"
    write_backup(filled, path)
    before = path.read_bytes()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(BackupExistsError):
        write_backup(filled, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(filled: sa.Engine, tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritableError) as refused:
        write_backup(filled, tmp_path / "no" / "bank.backup")

    assert refused.value.details["folder"] == str(tmp_path / "no")


def test_a_disk_that_fills_up_leaves_no_half_backup(filled: sa.Engine, tmp_path: Path) -> None:
    def full(part: TablePart) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(DiskFullError):
        write_backup(filled, tmp_path / "bank.backup", progress=full)

    assert list(tmp_path.iterdir()) == []


def rewrite(path: Path, name: str, change: Any) -> None:
    """Change one member of a backup."""
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    members[name] = change(members[name])
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            if content is not None:
                archive.writestr(member, content)


def with_manifest(**changes: Any) -> Any:
    return lambda content: json.dumps({**json.loads(content), **changes}).encode()


def test_a_damaged_backup_is_refused_and_changes_nothing(filled: sa.Engine, empty: sa.Engine, tmp_path: Path) -> None:
    whole = tmp_path / "whole.backup"
    write_backup(filled, whole)

    def refused(damage: Any) -> str:
        path = tmp_path / f"{uuid4()}.backup"
        shutil.copy(whole, path)
        damage(path)
        with pytest.raises(BackupUnreadableError) as error:
            restore_backup(empty, path)
        assert error.value.details["path"] == str(path)
        return str(error.value.details["reason"])

    def more_rows(content: bytes) -> bytes:
        manifest = json.loads(content)
        for part in manifest["tables"]:
            part["rows"] += part["table"] == "customers"
        return json.dumps(manifest).encode()

    def without_a_table(content: bytes) -> bytes:
        manifest = json.loads(content)
        manifest["tables"] = manifest["tables"][:-1]
        return json.dumps(manifest).encode()

    def flip(path: Path) -> None:
        content = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            place = archive.getinfo("tables/customers.copy").header_offset
        content[place + 90] ^= 0xFF
        path.write_bytes(content)

    assert refused(lambda path: path.write_bytes(path.read_bytes()[:-200])) == "cut_short"
    assert refused(lambda path: path.write_text("not a zip")) == "cut_short"
    assert refused(lambda path: path.unlink()) == "not_there"
    assert refused(flip) == "hash"
    assert refused(lambda path: rewrite(path, "tables/customers.copy", lambda _: b"")) == "hash"
    assert refused(lambda path: rewrite(path, "tables/customers.copy", lambda _: None)) == "hash"
    assert refused(lambda path: rewrite(path, MANIFEST, lambda _: None)) == "format"
    assert refused(lambda path: rewrite(path, MANIFEST, lambda _: b"{}")) == "format"
    assert refused(lambda path: rewrite(path, MANIFEST, with_manifest(format="another"))) == "format"
    assert refused(lambda path: rewrite(path, MANIFEST, with_manifest(revision="9999"))) == "revision"
    assert refused(lambda path: rewrite(path, MANIFEST, without_a_table)) == "revision"
    assert refused(lambda path: rewrite(path, MANIFEST, more_rows)) == "count"
    with empty.connect() as connection:
        assert tables_in_order(connection) == []


def test_tables_are_written_in_an_order_that_can_be_restored(engine: sa.Engine) -> None:
    with engine.connect() as connection:
        order = tables_in_order(connection)
        assert len(order) == len(set(order)) == len(tables())
        for table in order:
            for key in sa.inspect(connection).get_foreign_keys(table):
                if key["referred_table"] != table:  # rows of one table are checked once all are there
                    assert order.index(key["referred_table"]) < order.index(table)
