"""A number that a person ended does not come back with the next extract; what the source says anew is believed."""

from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.phone_numbers import NumberEnd
from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.phone_numbers.service import end_number, numbers_of
from agent_desktop.records.sources.run import LoadWish, run_import
from tests.records.sources.bank import PEOPLE, write_bank
from tests.records.trial import NOW, OPTIONS

NUMBER, OTHER = "+85261234567", "+85294123456"
TWO = PEOPLE.replace("+852 6123 4567", "9412 3456")
"""The same people, and Tam has another number."""
FULL = LoadWish(kind=LoadKind.FULL)
_OF_TAM = "JOIN customers c USING (customer_id) WHERE c.source_key = '1002'"


def _numbers(engine: sa.Engine, table: str = "customer_phone_numbers") -> list[str]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.text(f"SELECT number FROM {table} {_OF_TAM} ORDER BY number")))


def _end(engine: sa.Engine) -> None:
    """Somebody says that Tam's number is not theirs."""
    with Session(engine) as session, session.begin():
        customer = session.scalar(sa.select(CustomerRow.customer_id).where(CustomerRow.source_key == "1002"))
        assert customer is not None
        (number,) = numbers_of(session, customer, calling="", options=OPTIONS).current
        end_number(
            session,
            customer,
            number.number_id,
            end=NumberEnd.NEVER,
            at=NOW,
            by=uuid4(),
            call_id=None,
            options=OPTIONS,
        )


@pytest.fixture
def ended(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path), tmp_path)
    assert _numbers(engine) == [NUMBER]
    _end(engine)
    assert _numbers(engine) == []


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize("wish", [LoadWish(), FULL])
def test_the_next_extracts_of_the_same_source_leave_an_ended_number_ended(
    engine: sa.Engine, tmp_path: Path, wish: LoadWish
) -> None:
    changed = PEOPLE.replace("Tam Ka Yee", "Tam Ka Ling")

    run_import(engine, write_bank(tmp_path), tmp_path, wish=wish)
    run_import(engine, write_bank(tmp_path, people=changed), tmp_path, wish=wish)

    assert _numbers(engine) == []
    assert _numbers(engine, "customer_former_numbers") == [NUMBER]


@pytest.mark.usefixtures("ended")
def test_a_number_beside_it_comes_in_and_goes_as_ever(engine: sa.Engine, tmp_path: Path) -> None:
    run_import(engine, write_bank(tmp_path, people=TWO), tmp_path)
    came = _numbers(engine)
    _end(engine)

    run_import(engine, write_bank(tmp_path, people=TWO), tmp_path)

    assert (came, _numbers(engine)) == ([OTHER], [])


@pytest.mark.usefixtures("ended")
def test_another_number_is_retired_though_the_extract_names_only_the_ended_one(
    engine: sa.Engine, tmp_path: Path
) -> None:
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO customer_phone_numbers (phone_number_id, customer_id, number, kind, source)"
                " SELECT gen_random_uuid(), customer_id, :number, 'mobile', '' FROM customers WHERE source_key = '1002'"
            ),
            {"number": OTHER},
        )

    run_import(engine, write_bank(tmp_path), tmp_path)

    assert _numbers(engine) == []
    assert _numbers(engine, "customer_former_numbers") == [NUMBER, OTHER]


@pytest.mark.usefixtures("ended")
@pytest.mark.parametrize(
    "without", [TWO, PEOPLE.replace("+852 6123 4567", "")], ids=["another number", "no number at all"]
)
def test_what_the_source_left_out_once_and_says_anew_is_believed(
    engine: sa.Engine, tmp_path: Path, without: str
) -> None:
    run_import(engine, write_bank(tmp_path, people=without), tmp_path, wish=FULL)

    run_import(engine, write_bank(tmp_path), tmp_path, wish=FULL)

    assert _numbers(engine) == [NUMBER]
    with engine.connect() as connection:
        keys = connection.scalars(sa.text(f"SELECT key FROM customer_search_keys k {_OF_TAM} AND k.kind = 'phone'"))
        assert list(keys) == [NUMBER[:0:-1]]
