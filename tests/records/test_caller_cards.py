"""The card of a call: who is calling, what guides the talk."""

from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, CallerOutcome
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.caller_cards.service import Caller, compose_caller_card
from agent_desktop.records.events import RecordEvents
from agent_desktop.records.interactions.linking import CallLink, find_link, link_customer
from tests.records.trial import GRACE_MOBILE, NOW, OPTIONS, SHARED_NUMBER, TrialBank, counted_trips
from tests.support.shipped import shipped_scripts

SCRIPTS = shipped_scripts()
CALL, AMY = uuid4(), uuid4()


def _card(session: Session, number: str, *, keyed: str = "", reason: str = "card_charge") -> CallerCard:
    caller = Caller(call_id=CALL, number=number, keyed_digits=keyed, menu_reason=reason)
    return compose_caller_card(session, caller, at=NOW, options=OPTIONS, scripts=SCRIPTS)


def test_one_customer_is_shown_and_linked(session: Session, bank: TrialBank) -> None:
    grace = bank.grace()

    card = _card(session, GRACE_MOBILE)

    assert card.outcome is CallerOutcome.MATCHED
    assert card.profile is not None
    assert card.profile.customer_id == grace
    assert (card.number_masked, card.number_country) == ("+852 6••• 4182", "HK")
    assert card.script is not None
    assert card.script.script_id == "transaction-not-recognised"
    assert card.facts["customer_name"] == {"en": "Ms Ho", "zh": "何女士"}
    assert find_link(session, CALL) == CallLink(grace, None)
    assert [entry.what for entry in session.scalars(sa.select(AuditRow))] == ["call.linked"]


def test_several_customers_are_offered_and_none_is_linked(session: Session, bank: TrialBank) -> None:
    bank.grace()
    bank.customer("88003001", phones={SHARED_NUMBER: "home"})

    card = _card(session, SHARED_NUMBER)

    assert (card.outcome, card.profile, len(card.candidates)) == (CallerOutcome.SEVERAL, None, 2)
    assert find_link(session, CALL) is None


@pytest.mark.parametrize(
    ("number", "outcome", "masked"),
    [("+85299990000", CallerOutcome.UNKNOWN, "+852 9••• 0000"), ("", CallerOutcome.WITHHELD, "")],
)
def test_nobody_is_said_to_be_nobody(session: Session, number: str, outcome: CallerOutcome, masked: str) -> None:
    card = _card(session, number, reason="")

    assert (card.outcome, card.number_masked, card.profile) == (outcome, masked, None)
    assert card.script is not None
    assert card.script.script_id == "general-enquiry"
    assert card.facts.keys() == {"bank_name"}


def test_the_customer_an_agent_chose_stays(session: Session, bank: TrialBank) -> None:
    bank.grace()
    husband = bank.customer("88003001", name_latin="Ho Kwok Keung")
    link_customer(session, call_id=CALL, customer_id=husband, at=NOW, by=AMY, events=RecordEvents())

    card = _card(session, GRACE_MOBILE)

    assert card.profile is not None
    assert card.profile.customer_id == husband


def test_a_link_taken_back_is_not_made_again(session: Session, bank: TrialBank) -> None:
    bank.grace()
    _card(session, GRACE_MOBILE)
    link_customer(session, call_id=CALL, customer_id=None, at=NOW, by=AMY, events=RecordEvents())

    card = _card(session, GRACE_MOBILE)

    assert (card.outcome, card.profile) == (CallerOutcome.UNKNOWN, None)
    assert find_link(session, CALL) == CallLink(None, AMY)


def test_composing_again_gives_the_same_card(session: Session, bank: TrialBank) -> None:
    bank.grace()

    assert _card(session, GRACE_MOBILE) == _card(session, GRACE_MOBILE)


def test_no_clear_value_is_anywhere_in_the_card(session: Session, bank: TrialBank) -> None:
    bank.grace()

    sent = _card(session, GRACE_MOBILE, keyed="88002086").model_dump_json()

    for clear in ("88002086", "61234182", "Z123453", "Suffolk", "4000000000004417"):
        assert clear not in sent


def test_a_card_takes_a_round_trip_or_two(session: Session, bank: TrialBank) -> None:
    bank.grace()
    _card(session, GRACE_MOBILE)

    with counted_trips() as trips:
        _card(session, GRACE_MOBILE)

    assert len(trips) == 2, trips  # the link, and the profile
