"""A call from ringing to the outcome, over HTTP and the stream, with the simulator as the carrier."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, CallerOutcome
from agent_desktop.contract.interactions import Interaction
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.contacts.models import ContactRow
from telephony.contract import AgentState, CallState, DeskSnapshot
from telephony.offers.models import OfferRow
from tests.server.floor import Floor
from tests.server.support import error_code, until


def test_a_call_goes_from_ringing_to_its_outcome(floor: Floor) -> None:
    customer_id = floor.add_customer()
    desk = floor.agent()
    stream = floor.listen(desk)
    desk.go_ready()

    call_sid = floor.ring(menu_reason="card_charge")
    offered = stream.until_kind("call.offered")
    assert offered.change is not None
    assert offered.change.offer is not None
    card = CallerCard.model_validate(offered.change.offer.payload)
    assert card.outcome is CallerOutcome.MATCHED
    assert card.profile is not None
    assert card.profile.customer_id == customer_id
    assert card.script is not None
    assert card.script.script_id == "transaction-not-recognised"

    call = desk.take_call()
    assert floor.room(call_sid).hears["caller"] != ()

    interaction = Interaction.model_validate(desk.http.get(f"/v1/calls/{call.call_id}/interaction").json())
    saved = desk.put(
        f"/v1/interactions/{interaction.interaction_id}/note", seen_version=0, text="Does not know the charge."
    )
    assert saved.status_code == 200, saved.text
    assert desk.act(call.call_id, "hang_up").status_code == 200
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    assert floor.room(call_sid).state == "ended"

    done = desk.post(f"/v1/interactions/{interaction.interaction_id}/finish", disposition_code="card_blocked")
    assert done.status_code == 200, done.text
    after = DeskSnapshot.model_validate(done.json())
    assert after.agent.state is AgentState.READY
    assert after.call is None
    assert after.day.handled == 1
    until(lambda: stream.desk() == desk.snapshot())

    with Session(floor.engine) as session:
        contact = session.scalars(sa.select(ContactRow)).one()
        audited = set(session.scalars(sa.select(AuditRow.what)))
    assert contact.customer_id == customer_id
    assert contact.outcome["en"] == "Card blocked"
    assert {"profile.shown", "call.linked", "interaction.finished"} <= audited


def test_the_offer_and_its_audit_entry_stand_or_fall_together_and_the_payload_dies_with_the_offer(floor: Floor) -> None:
    customer_id = floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    call_id = desk.until_offered()

    with Session(floor.engine) as session:
        entry = session.scalars(sa.select(AuditRow).where(AuditRow.what == "profile.shown")).one()
        assert (entry.by_user_id, entry.record_id, entry.call_id) == (desk.agent_id, customer_id, call_id)
        assert session.scalars(sa.select(OfferRow.payload)).one() is not None

    assert desk.act(call_id, "answer").status_code == 200
    with Session(floor.engine) as session:
        assert session.scalars(sa.select(OfferRow.payload)).one() is None


def test_a_caller_who_gives_up_while_waiting_is_noted_with_the_customer(floor: Floor) -> None:
    customer_id = floor.add_customer()
    call_sid = floor.ring()
    until(lambda: floor.room(call_sid).undelivered == 0)
    floor.hang_up(call_sid)

    def contact() -> ContactRow | None:
        with Session(floor.engine) as session:
            return session.scalars(sa.select(ContactRow)).one_or_none()

    found = until(contact)
    assert found.customer_id == customer_id
    assert found.outcome["en"] == "Hung up while waiting"


def test_another_agents_call_shows_nobody_who_is_calling(floor: Floor) -> None:
    floor.add_customer()
    desk, other = floor.agent("may"), floor.agent("jun")
    desk.go_ready()
    floor.ring()
    call = desk.take_call()

    for answer in (
        other.http.get(f"/v1/calls/{call.call_id}/caller"),
        other.put(f"/v1/calls/{call.call_id}/customer", customer_id=None),
        other.act(call.call_id, "hang_up"),
    ):
        assert (answer.status_code, error_code(answer)) == (403, "not_your_call")
    assert error_code(other.http.get(f"/v1/calls/{call.call_id}/interaction")) == "interaction_not_found"


def test_the_agent_chooses_another_customer_and_the_interaction_follows(floor: Floor) -> None:
    floor.add_customer(key="C1")
    other_id = floor.add_customer("+85269876543", name="Wong Siu Ming", key="C2")
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    call = desk.take_call()

    linked = desk.put(f"/v1/calls/{call.call_id}/customer", customer_id=str(other_id))

    card = CallerCard.model_validate(linked.json())
    assert card.profile is not None
    assert card.profile.customer_id == other_id
    interaction = Interaction.model_validate(desk.http.get(f"/v1/calls/{call.call_id}/interaction").json())
    assert interaction.customer_id == other_id
    unknown = desk.put(f"/v1/calls/{call.call_id}/customer", customer_id=str(UUID(int=1)))
    assert error_code(unknown) == "customer_not_found"


def test_wrap_up_ends_with_an_outcome_that_the_bank_knows_and_only_once(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()
    floor.ring("")
    call = desk.take_call()
    interaction_id = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"]
    path = f"/v1/interactions/{interaction_id}/finish"

    assert error_code(desk.post(path, disposition_code="resolved")) == "agent_transition_refused"
    desk.act(call.call_id, "hang_up")
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    assert error_code(desk.post(path, disposition_code="")) == "disposition_needed"
    assert error_code(desk.post(path, disposition_code="liked")) == "disposition_unknown"
    assert desk.post(path, disposition_code="resolved").status_code == 200
    assert error_code(desk.post(path, disposition_code="resolved")) == "interaction_finished"


def test_a_profile_that_cannot_be_composed_does_not_keep_the_caller_waiting(floor: Floor) -> None:
    floor.add_customer()
    with floor.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE contacts RENAME COLUMN channel TO way"))
    desk = floor.agent()
    desk.go_ready()

    floor.ring()
    call_id = desk.until_offered()

    offer = desk.snapshot().offer
    assert offer is not None
    card = CallerCard.model_validate(offer.payload)
    assert (card.outcome, card.profile) == (CallerOutcome.UNKNOWN, None)
    assert desk.act(call_id, "answer").status_code == 200
    assert desk.until_call(CallState.TALKING).call_id == call_id
