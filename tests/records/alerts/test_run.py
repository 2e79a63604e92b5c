"""A run on a real database: what is unlike the customer's own past is told, with the reason, and once."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import AlertState
from agent_desktop.contract.customers import StatusKind
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.alerts.words import words_of
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.callbacks.changing import cancel_callback
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.customers.service import compose_profile
from agent_desktop.records.interactions.models import InteractionRow
from tests.records.alerts.made import NOON, Past, alerts_of, run
from tests.records.callbacks.made import Office
from tests.records.trial import OPTIONS as PROFILE


def only(session: Session, kind: str) -> AlertRow:
    (alert,) = alerts_of(session, kind)
    return alert


def robbed(past: Past, days_before: float = 0.4, country: str = "MO") -> None:
    """Somebody has the card, and pays five times within two hours."""
    for step in range(5):
        past.paid(days_before - step / 60, 8_000, country=country)


def reasons(alert: AlertRow, language: str = "en") -> str:
    words = words_of(alert.kind, alert.figures, due_at=alert.due_at, at=NOON, options=PROFILE)
    return " ".join(reason[language] for reason in words.reasons)


def test_payments_far_above_the_customers_own_in_a_country_never_seen_are_told_with_both_figures(
    session: Session, engine: sa.Engine
) -> None:
    past = Past(session)
    robbed(past)

    run(session, engine)

    alert = only(session, "unusual")
    assert alert.customer_id == past.customer_id
    assert "HKD 8,000.00" in reasons(alert)
    assert "usual card purchase of HKD 230.00" in reasons(alert)
    assert "The first time in MO" in reasons(alert)
    assert "HKD 230.00" in reasons(alert, "zh")
    assert "首次在MO交易" in reasons(alert, "zh")


def test_the_same_amount_is_nothing_to_somebody_who_pays_it_often(session: Session, engine: sa.Engine) -> None:
    past = Past(session)
    for before in range(12, 300, 12):
        past.paid(before, 7_000 + 40 * (before % 50))
    past.paid(0.4, 8_000)

    run(session, engine)

    assert not alerts_of(session, "unusual")


def test_many_payments_within_hours_are_one_alert(session: Session, engine: sa.Engine) -> None:
    past = Past(session)
    for step in range(9):
        past.paid(0.5 - step / 48, 900 + 10 * step, kind="online_purchase")

    run(session, engine)

    alert = only(session, "unusual")
    assert alert.figures["bookings"] == 9
    assert "9 bookings of HKD 8,460.00 together within 24 hours" in reasons(alert)


def test_a_slow_drain_is_told_though_no_payment_is_large(session: Session, engine: sa.Engine) -> None:
    past = Past(session)
    for before in range(1, 25):
        past.paid(before, 2_050, kind="transfer_out", holding=past.account_id, country="")

    run(session, engine)

    assert "more went out than came in within 30 days, 33% of what the accounts held" in reasons(
        only(session, "unusual")
    )


def test_what_has_raised_an_alert_raises_no_other_whatever_was_done_with_it(
    session: Session, engine: sa.Engine
) -> None:
    past = Past(session)
    robbed(past)
    run(session, engine)
    only(session, "unusual").state = AlertState.DISMISSED
    session.commit()

    again = run(session, engine, NOON + timedelta(days=1))

    assert only(session, "unusual").state is AlertState.DISMISSED
    assert again.raised == {}


def test_more_of_it_comes_to_the_open_alert_and_makes_it_new_again(session: Session, engine: sa.Engine) -> None:
    past = Past(session)
    robbed(past)
    run(session, engine)
    only(session, "unusual").state = AlertState.SEEN
    robbed(past, -0.5, "PH")

    run(session, engine, NOON + timedelta(days=1))

    alert = only(session, "unusual")
    assert alert.state is AlertState.NEW
    assert "PH" in reasons(alert)
    assert "MO" in reasons(alert)


def test_days_that_come_are_told_and_lapse_when_they_are_over(session: Session, engine: sa.Engine) -> None:
    past = Past(session, days=10)
    bank = past.bank
    deposit = bank.holding("core", "9001", past.customer_id, matures_on=date(2026, 6, 30), balance=Decimal(459_900))
    bank.customer(
        "1002",
        name_latin="Leap Day",
        birth_date=date(1980, 6, 18),
        customer_since=date(2016, 6, 20),
        document_expires_on=date(2026, 7, 1),
    )

    first = run(session, engine)
    later = run(session, engine, NOON + timedelta(days=20))

    assert first.raised == {"birthday": 1, "deposit_maturing": 1, "document_expiring": 1, "greeting": 1}
    assert later.lapsed == {"birthday": 1, "deposit_maturing": 1, "greeting": 1}
    assert only(session, "deposit_maturing").thing == f"{deposit}:2026-06-30"
    assert only(session, "document_expiring").state is AlertState.NEW


def test_a_promised_callback_is_due_until_somebody_has_called(session: Session, engine: sa.Engine) -> None:
    past = Past(session, days=10)
    values = {"agent_id": past.customer_id, "customer_id": past.customer_id}
    begun = NOON - timedelta(hours=3)
    promised = InteractionRow(
        call_id=past.card_id, started_at=begun, finished_at=begun, disposition_code="callback_promised", **values
    )
    session.add(promised)
    run(session, engine)
    alert = only(session, "callback_promised")
    assert alert.due_at == begun + timedelta(hours=24)
    words = words_of(alert.kind, alert.figures, due_at=alert.due_at, at=NOON + timedelta(hours=23), options=PROFILE)
    assert words.title == {"en": "Callback promised, 2 h late", "zh": "已承诺回电，已逾期2小时"}
    assert words.status is StatusKind.PROBLEM

    session.add(InteractionRow(call_id=past.account_id, started_at=NOON, direction=Direction.OUTBOUND, **values))
    run(session, engine, NOON + timedelta(hours=1))

    assert only(session, "callback_promised").state is AlertState.LAPSED


def test_a_callback_that_is_kept_as_one_is_told_until_it_is_over_and_hides_the_word_of_its_call(
    session: Session, engine: sa.Engine
) -> None:
    past = Past(session, days=10)
    office = Office(session, at=NOON - timedelta(hours=1))
    values = {"agent_id": office.me, "customer_id": past.customer_id, "disposition_code": "callback_promised"}
    begun = NOON - timedelta(hours=2)
    session.add(InteractionRow(call_id=past.card_id, started_at=begun, finished_at=begun, **values))
    row = office.make(past.customer_id, call_id=past.card_id, due_at=NOON + timedelta(hours=2)).row
    run(session, engine)

    assert only(session, "callback_promised").due_at == NOON + timedelta(hours=2)

    cancel_callback(office.doing(), row, words="They wrote")
    run(session, engine, NOON + timedelta(hours=1))
    assert only(session, "callback_promised").state is AlertState.LAPSED


def test_a_callback_promised_on_one_account_is_kept_by_a_call_on_another_of_the_person(
    session: Session, engine: sa.Engine
) -> None:
    past, other = Past(session, days=10), Past(session, "2002", days=10)
    lead, begun = past.customer_id, NOON - timedelta(hours=3)
    promised = {"customer_id": other.customer_id, "disposition_code": "callback_promised"}
    session.add(InteractionRow(call_id=past.card_id, agent_id=lead, started_at=begun, finished_at=begun, **promised))
    run(session, engine)
    only(session, "callback_promised")
    for account in (lead, other.customer_id):
        session.add(MergedAccountRow(customer_id=account, lead_id=lead, merged_at=NOON))
    called = {"customer_id": lead, "direction": Direction.OUTBOUND}
    session.add(InteractionRow(call_id=past.account_id, agent_id=lead, started_at=NOON, **called))

    run(session, engine, NOON + timedelta(hours=1))

    assert only(session, "callback_promised").state is AlertState.LAPSED


def test_the_profile_shows_kept_alerts_and_tells_nothing_twice(session: Session, engine: sa.Engine) -> None:
    past = Past(session)
    past.bank.holding("core", "9001", past.customer_id, matures_on=date(2026, 6, 30))
    robbed(past)
    before = compose_profile(session, past.customer_id, at=NOON, options=PROFILE).alerts
    assert [alert.title["en"] for alert in before] == ["Deposit matures Tue 30 Jun"]

    run(session, engine)

    after = compose_profile(session, past.customer_id, at=NOON, options=PROFILE).alerts
    assert [(alert.about, alert.is_new) for alert in after] == [("unusual", True), ("deposit_maturing", True)]
    only(session, "deposit_maturing").state = AlertState.DONE
    run(session, engine, NOON + timedelta(minutes=1))
    assert [alert.about for alert in compose_profile(session, past.customer_id, at=NOON, options=PROFILE).alerts]


def test_a_wish_for_no_calls_comes_from_the_record(session: Session) -> None:
    customer_id = Past(session, days=10).bank.customer("1002", name_latin="Late Riser", calls_until=time(20))

    (alert,) = compose_profile(session, customer_id, at=NOON, options=PROFILE).alerts

    assert alert.title == {"en": "No calls after 20:00", "zh": "20:00后请勿致电"}


def test_accounts_of_one_person_share_their_past_and_their_alerts(session: Session, engine: sa.Engine) -> None:
    past, other = Past(session), Past(session, "2002", days=10)
    lead = past.customer_id
    for account in (lead, other.customer_id):
        session.add(MergedAccountRow(customer_id=account, lead_id=lead, merged_at=NOON))
    robbed(other)

    run(session, engine)

    alert = only(session, "unusual")
    assert (alert.account_id, alert.customer_id) == (other.customer_id, lead)


def test_every_alert_is_audited_by_what_it_is_about(session: Session, engine: sa.Engine) -> None:
    past = Past(session)
    robbed(past)

    run(session, engine)

    (entry,) = session.scalars(sa.select(AuditRow).where(AuditRow.what == "alert.raised"))
    assert entry.record_id == past.customer_id
    assert set(entry.detail) == {"alert_id", "kind", "run_id"}


@pytest.mark.parametrize("days", [20, 8])
def test_who_has_hardly_a_past_is_not_judged_by_it(session: Session, engine: sa.Engine, days: int) -> None:
    past = Past(session, days=days)
    past.paid(0.4, 8_000, country="MO")

    run(session, engine)

    assert not alerts_of(session, "unusual")
