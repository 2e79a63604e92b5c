"""Where what a profile shows came from: not the customer column alone, but whatever an extract brought."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import AlertKind, AlertState
from agent_desktop.contract.sources import Origin
from agent_desktop.records.alerts.models import AlertBookingRow, AlertRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.holdings.models import TransactionRow
from agent_desktop.records.sources.origins import origins_of_customer
from agent_desktop.records.sources.run import run_import
from tests.records.sources.bank import MAPPING, write_bank

_MORE = """\
  visits:
    name: visits.csv
    columns:
      id: {type: key}
      customer: {type: key, refers_to: people.number}
      at: {type: time, format: "%Y-%m-%d %H:%M", required: true}
      about: {}
      was: {}
      home: {type: phone, region: HK}
records:
  - make: phone
    from: visits
    when: "{home}"
    customer: {system: people, key: "{customer}"}
    number: "{home}"
    kind: home
  - make: contact
    from: visits
    system: people
    key: "{id}"
    customer: {system: people, key: "{customer}"}
    at: "{at}"
    channel: branch
    subject: {en: "{about}"}
  - make: survey
    from: visits
    system: people
    key: "{id}"
    when: "{was}"
    customer: {system: people, key: "{customer}"}
    at: "{at}"
    perceived: "{was}"
"""


def loaded(engine: sa.Engine, session: Session, folder: Path) -> CustomerRow:
    """Load the small bank with visits and a second number; return its first customer."""
    write_bank(folder, mapping=MAPPING.replace("records:\n", _MORE))
    visits = (
        "id,customer,at,about,was,home\n7,1001,2026-06-01 10:00,Wire fee,2,2123 4567\n8,1001,2026-06-02 10:00,Card,,\n"
    )
    (folder / "visits.csv").write_text(visits, encoding="utf-8")
    run_import(engine, folder / "mapping.yaml", folder)
    return session.scalars(sa.select(CustomerRow).where(CustomerRow.source_key == "1001")).one()


def told(found: tuple[Origin, ...], field: str) -> list[tuple[str, int, tuple[str, ...], str]]:
    """What is told of the values of one kind."""
    return [(each.file, each.line, each.columns, each.about.get("en", "")) for each in found if each.field == field]


def test_numbers_contacts_and_surveys_are_traced_to_their_row(
    engine: sa.Engine, session: Session, tmp_path: Path
) -> None:
    customer = loaded(engine, session, tmp_path)

    found = origins_of_customer(session, customer.customer_id).origins

    assert told(found, "mobile") == [("people.csv", 2, ("phone",), "")]
    assert told(found, "phone") == [("visits.csv", 2, ("home",), "+852 2••• 4567")]
    assert told(found, "contact") == [
        ("visits.csv", 3, ("at", "about"), "Card"),
        ("visits.csv", 2, ("at", "about"), "Wire fee"),
    ]
    assert told(found, "survey") == [("visits.csv", 2, ("at", "was"), "2 of 5")]
    assert [each.at for each in found if each.field == "survey"] == [datetime(2026, 6, 1, 2, 0, tzinfo=UTC)]


def test_the_booking_behind_an_alert_is_traced_until_somebody_has_decided(
    engine: sa.Engine, session: Session, tmp_path: Path
) -> None:
    customer = loaded(engine, session, tmp_path)
    booking = session.scalars(sa.select(TransactionRow).where(TransactionRow.source_key == "1")).one()
    alert = AlertRow(
        alert_id=uuid4(),
        account_id=customer.customer_id,
        customer_id=customer.customer_id,
        kind=AlertKind.UNUSUAL,
        thing="1",
        figures={},
        raised_at=datetime(2026, 6, 16, tzinfo=UTC),
        changed_at=datetime(2026, 6, 16, tzinfo=UTC),
    )
    session.add(alert)
    session.flush()
    session.add(AlertBookingRow(transaction_id=booking.transaction_id, alert_id=alert.alert_id))
    session.flush()

    (traced,) = told(origins_of_customer(session, customer.customer_id).origins, "booking")

    assert traced[:2] == ("bookings.csv", 2)
    assert traced[3].startswith("HKD")
    alert.state = AlertState.DONE
    session.flush()
    assert told(origins_of_customer(session, customer.customer_id).origins, "booking") == []
