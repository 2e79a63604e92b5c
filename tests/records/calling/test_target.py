"""Whom an agent may call, on a real database: when a customer wants no call is said in the preview."""

from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from agent_desktop.contract.outgoing import CallWarning
from agent_desktop.records.calling.service import target_of_customer
from agent_desktop.records.consolidation.models import MergedAccountRow
from tests.records.trial import GRACE_MOBILE, NOW, TrialBank

HOURS = (time(8), time(21))
EVENING = datetime(2026, 6, 16, 12, 5, tzinfo=UTC)
"""20:05 in Hong Kong."""


def test_the_hours_of_whichever_account_are_a_wish_by_the_customers_clock(session: Session) -> None:
    bank = TrialBank(session)
    lead = bank.customer("1001", name_latin="Mei Lam", phones={GRACE_MOBILE: "mobile"})
    other = bank.customer("2002", name_latin="Mei Lam", calls_from=time(10), calls_until=time(20))
    for account in (lead, other):
        session.add(MergedAccountRow(customer_id=account, lead_id=lead, merged_at=NOW))
    session.flush()

    late = target_of_customer(session, lead, at=EVENING, hours=HOURS).preview
    by_day = target_of_customer(session, lead, at=EVENING.replace(hour=3), hours=HOURS).preview

    assert [wish["zh"] for wish in late.wishes] == ["20:00后请勿致电", "10:00前请勿致电"]
    assert late.numbers[0].warnings == (CallWarning.AGAINST_WISH,)
    assert by_day.numbers[0].warnings == ()
