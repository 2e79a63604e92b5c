"""What an import brings to a value: answers to surveys, and a tier of the bank's that stands beside."""

from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Tier
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.sources.run import run_import
from agent_desktop.records.valuation.models import SurveyAnswerRow
from agent_desktop.records.valuation.service import standing_of
from tests.records.sources.bank import ACCOUNTS, MAPPING, PEOPLE, read_rejects, write_bank
from tests.records.valuation.valued import reckoned

_SURVEYS = """\
  surveys:
    name: surveys.csv
    columns:
      id: {type: key}
      customer: {type: key, refers_to: people.number}
      at: {type: time, format: "%Y-%m-%d %H:%M", required: true}
      was: {}
      should_be: {}
records:
  - make: survey
    from: surveys
    system: people
    key: "{id}"
    customer: {system: people, key: "{customer}"}
    at: "{at}"
    perceived: "{was}"
    expected: "{should_be}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small bank, with surveys, and with the tier in the column that it does not use."""
    mapping = MAPPING.replace("records:\n", _SURVEYS).replace(
        "      name: {}\n      chinese", "      unused: {}\n      name: {}\n      chinese"
    )
    mapping = mapping.replace(
        '    customer_number: "{number}"', '    customer_number: "{number}"\n    tier: "{unused}"'
    )
    people = PEOPLE.replace(",x,", ",standard,")
    accounts = ACCOUNTS.replace("1.234,50", "300.000,00")
    write_bank(tmp_path, mapping=mapping, people=people, accounts=accounts)
    (tmp_path / "surveys.csv").write_text(
        "id,customer,at,was,should_be\n"
        "1,1001,2026-06-10 10:00,2.5,4\n"
        "2,1001,2026-06-12 10:00,4,\n"
        "3,1002,2026-06-12 10:00,6,4\n"
        "4,1002,2026-06-12 10:00,,4\n",
        encoding="utf-8",
    )
    return tmp_path


def _import(engine: sa.Engine, folder: Path) -> None:
    run_import(engine, folder / "mapping.yaml", folder, rejects_path=folder / "rejects.csv")


def _tiers(session: Session) -> tuple[Tier, Tier | None]:
    session.rollback()
    query = sa.select(CustomerRow.tier, CustomerRow.bank_tier).where(CustomerRow.source_key == "1001")
    tier, bank = session.execute(query).one()
    return tier, bank


def test_answers_to_surveys_come_by_import_and_wrong_ones_are_refused(
    engine: sa.Engine, session: Session, folder: Path
) -> None:
    _import(engine, folder)
    _import(engine, folder)

    answers = session.execute(sa.select(SurveyAnswerRow.perceived, SurveyAnswerRow.expected).order_by("at")).all()
    assert [tuple(answer) for answer in answers] == [(Decimal("2.5"), Decimal(4)), (Decimal(4), None)]
    assert [(row.line, row.column) for row in read_rejects(folder / "rejects.csv")] == [(4, "was"), (5, "was")]
    reckoned(engine)
    value = standing_of(session, session.scalars(sa.select(SurveyAnswerRow.customer_id).limit(1)).one()).value
    assert value is not None
    assert (value.satisfaction, value.satisfaction_gap) == (Decimal("3.25"), Decimal("-1.5"))


def test_an_import_changes_the_banks_own_tier_and_not_that_of_the_value(
    engine: sa.Engine, session: Session, folder: Path
) -> None:
    _import(engine, folder)
    assert _tiers(session) == (Tier.STANDARD, None)
    reckoned(engine)
    assert _tiers(session) == (Tier.GOLD, Tier.STANDARD)

    people = folder / "people.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("1001,standard", "1001,platinum"), encoding="utf-8")
    _import(engine, folder)
    assert _tiers(session) == (Tier.GOLD, Tier.PLATINUM)
