"""What is asked for after the profile, over HTTP: masked, and each look written down."""

from decimal import Decimal
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Profile
from agent_desktop.contract.rates import ExchangeRates
from agent_desktop.contract.relationships import Relationship
from agent_desktop.contract.timeline import ContactsFound
from agent_desktop.records.audit.models import AuditRow
from telephony.contract import AgentState
from tests.records.trial import TrialBank
from tests.server.floor import Floor
from tests.server.support import error_code, until


def test_whoever_reads_a_relationship_is_noted_with_all_who_are_named_in_it(floor: Floor) -> None:
    desk = floor.agent()
    with Session(floor.engine) as session:
        bank = TrialBank(session)
        grace = bank.grace()
        kit = bank.customer("K1", name_latin="Ho Man Kit")
        bank.party(bank.holding("core", "111100001", grace), kit, "owner", "111100001")
        session.commit()

    answer = desk.http.get(f"/v1/customers/{grace}/relationship")

    relationship = Relationship.model_validate(answer.json())
    assert [person.customer_id for person in relationship.related] == [kit]
    assert "111100001" not in answer.text
    with Session(floor.engine) as session:
        look = session.scalars(sa.select(AuditRow).where(AuditRow.what == "relationship.shown")).one()
        assert (look.record_id, look.by_user_id) == (grace, desk.agent_id)
        assert look.detail == {"customer_ids": [str(kit)]}


def test_who_took_the_calls_of_the_week_is_told_with_the_relationship(floor: Floor) -> None:
    desk = floor.agent()
    customer = floor.add_customer()
    desk.go_ready()
    floor.ring()
    call = desk.take_call()
    assert desk.act(call.call_id, "hang_up").status_code == 200
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    interaction = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()
    done = desk.post(f"/v1/interactions/{interaction['interaction_id']}/finish", disposition_code="card_blocked")
    assert done.status_code == 200, done.text

    profile = Profile.model_validate(desk.http.get(f"/v1/customers/{customer}").json())
    answer = Relationship.model_validate(desk.http.get(f"/v1/customers/{customer}/relationship").json())

    assert profile.calls_7_days == 1
    assert [(each.contact_id, each.agent_name) for each in answer.calls_taken] == [
        (profile.contacts[0].contact_id, "May")
    ]


def test_a_relationship_of_nobody_is_refused_by_name(floor: Floor) -> None:
    answer = floor.agent().http.get(f"/v1/customers/{uuid4()}/relationship")

    assert (answer.status_code, error_code(answer)) == (404, "customer_not_found")


def test_contacts_are_looked_for_and_the_look_is_noted_without_the_words(floor: Floor) -> None:
    desk = floor.agent()
    with Session(floor.engine) as session:
        grace = TrialBank(session).grace()
        session.commit()

    answer = desk.http.post(f"/v1/customers/{grace}/contacts", json={"text": "wire", "channel": "branch"})

    found = ContactsFound.model_validate(answer.json())
    assert [contact.subject["en"] for contact in found.contacts] == ["Wire fee"]
    with Session(floor.engine) as session:
        look = session.scalars(sa.select(AuditRow).where(AuditRow.what == "contacts.found")).one()
        assert (look.record_id, look.detail) == (grace, {"by": ["channel", "text"]})


def test_rates_are_told_with_their_day_and_who_says_them(floor: Floor) -> None:
    rates = ExchangeRates.model_validate(floor.agent().http.get("/v1/rates").json())

    assert (rates.base_currency, rates.rates["HKD"]) == ("HKD", Decimal(1))
    assert rates.valid_on is None
    assert rates.source["en"]
