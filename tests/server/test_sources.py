"""``/v1/sources`` over a real database: how sources stand, what was refused, and where a value came from."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Role
from agent_desktop.contract.sources import Freshnesses, LoadKind, Origins, RefusedRows, Sources
from agent_desktop.records.sources.errors import LoadShrinksError
from agent_desktop.records.sources.run import LoadWish, run_import
from agent_desktop.server.auth.rules import CUSTOMER_READERS
from tests.records.sources.bank import PEOPLE, write_bank
from tests.server.floor import Desk, Floor
from tests.server.support import error_code


@pytest.fixture
def head(floor: Floor) -> Desk:
    floor.add_person("head", Role.SUPERVISOR)
    return floor.sign_in("head")


def _ids(floor: Floor) -> tuple[UUID, UUID]:
    with floor.engine.connect() as connection:
        row = connection.execute(
            sa.text(
                "SELECT p.customer_id, p.holding_id FROM holding_parties p JOIN holdings h USING (holding_id)"
                " WHERE h.source_key = '012-345-7'"
            )
        ).one()
    return row.customer_id, row.holding_id


def test_a_supervisor_sees_each_source_with_its_last_load_its_age_and_its_refused_rows(
    floor: Floor, head: Desk, tmp_path: Path
) -> None:
    run_import(floor.engine, write_bank(tmp_path, people=PEOPLE.replace("02/01/1980", "30/02/1980")), tmp_path)

    told = Sources.model_validate(head.http.get("/v1/sources").json())
    rows = RefusedRows.model_validate(head.http.get("/v1/sources/people/rejects").json())

    assert [source.source for source in told.sources] == ["accounts", "people"]
    people = told.sources[1]
    assert people.last is not None
    assert (people.name, people.group, people.last.read, people.last.rejected) == ({"en": "People"}, None, 3, 1)
    assert (people.failed, people.schedules, people.as_of_at is not None) == (None, (), True)
    assert rows.count == 1
    assert (rows.rows[0].file, rows.rows[0].line, rows.rows[0].column) == ("people.csv", 2, "born")
    assert error_code(head.http.get("/v1/sources/cards/rejects")) == ErrorCode.SOURCE_NOT_FOUND
    body = {"command_id": str(uuid4())}
    assert error_code(head.http.post("/v1/sources/schedules/night/runs", json=body)) == ErrorCode.SCHEDULE_NOT_FOUND
    with floor.engine.connect() as connection:
        looks = connection.scalar(sa.text("SELECT count(*) FROM audit_entries WHERE what = 'rejects.listed'"))
    assert looks == 1


def test_a_load_that_failed_is_told_beside_the_last_good_one(floor: Floor, head: Desk, tmp_path: Path) -> None:
    run_import(floor.engine, write_bank(tmp_path), tmp_path)
    mapping = write_bank(tmp_path, people=PEOPLE.splitlines()[0] + "\n")
    with pytest.raises(LoadShrinksError):
        run_import(floor.engine, mapping, tmp_path, wish=LoadWish(systems=("people",), kind=LoadKind.FULL))

    accounts, people = Sources.model_validate(head.http.get("/v1/sources").json()).sources

    assert accounts.failed is None
    assert people.failed is not None
    assert people.last is not None
    assert (people.failed.code, people.last.read) == ("load_shrinks", 3)


def test_an_agent_sees_where_each_value_came_from_and_how_new_sources_are_and_no_more(
    floor: Floor, tmp_path: Path
) -> None:
    run_import(floor.engine, write_bank(tmp_path), tmp_path)
    floor.add_person("may", Role.AGENT)
    may = floor.sign_in("may")
    customer_id, holding_id = _ids(floor)

    origins = Origins.model_validate(may.http.get(f"/v1/customers/{customer_id}/origins").json()).origins
    nobody = Origins.model_validate(may.http.get(f"/v1/customers/{uuid4()}/origins").json())
    fresh = Freshnesses.model_validate(may.http.get("/v1/sources/freshness").json())

    by_field = {origin.field: origin for origin in origins}
    mobile, balance = by_field["mobile"], by_field["balance"]
    assert (mobile.source, mobile.file, mobile.line, mobile.columns) == ("people", "people.csv", 3, ("phone",))
    assert (balance.source, balance.file, balance.line, balance.columns) == (
        "accounts",
        "accounts.txt",
        3,
        ("balance",),
    )
    assert balance.source_name == {"en": "Accounts", "zh": "账户"}
    assert (balance.holding_id, mobile.holding_id, nobody.origins) == (holding_id, None, ())
    assert {source.source: set(source.brings) for source in fresh.sources} == {
        "people": {"customer", "phone"},
        "accounts": {"holding", "party", "transaction"},
    }
    assert error_code(may.http.get("/v1/sources")) == ErrorCode.NOT_ALLOWED
    with floor.engine.connect() as connection:
        looks = connection.scalar(sa.text("SELECT count(*) FROM audit_entries WHERE what = 'origins.shown'"))
    assert looks == 2


@pytest.mark.parametrize("role", list(Role))
def test_where_a_customers_values_came_from_is_for_who_may_read_customers(
    floor: Floor, tmp_path: Path, role: Role
) -> None:
    run_import(floor.engine, write_bank(tmp_path), tmp_path)
    floor.add_person("may", role)
    customer_id, _ = _ids(floor)

    answer = floor.sign_in("may").http.get(f"/v1/customers/{customer_id}/origins")

    if role in CUSTOMER_READERS.roles:
        assert Origins.model_validate(answer.json()).origins
    else:
        assert (answer.status_code, error_code(answer)) == (403, ErrorCode.NOT_ALLOWED)
