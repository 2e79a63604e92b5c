"""An agent's own contacts through the real server."""

from uuid import UUID

import httpx
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.contacts import AgentContact, AgentContacts, ContactState
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from telephony.contacts.states import ContactState as TelephonyContactState
from telephony.contract import AgentState, EventKind
from tests.server.floor import NUMBER, Desk, Floor, opened_floor
from tests.server.support import until

NOTE = "Card lost on the MTR"


def contacts(desk: Desk, **after: str) -> AgentContacts:
    response = desk.http.get("/v1/contacts", params=after)
    assert response.status_code == 200, response.text
    return AgentContacts.model_validate(response.json())


def handled(floor: Floor, desk: Desk) -> UUID:
    """One whole call with a note and an outcome; return its id."""
    floor.ring()
    call = desk.take_call()
    part = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"]
    assert desk.put(f"/v1/interactions/{part}/note", seen_version=0, text=NOTE).status_code == 200
    desk.act(call.call_id, "hang_up")
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    assert desk.post(f"/v1/interactions/{part}/finish", disposition_code="resolved").status_code == 200
    return call.call_id


def only(page: AgentContacts) -> AgentContact:
    (contact,) = page.contacts
    return contact


def test_a_handled_call_is_listed_with_its_customer_outcome_and_note_also_after_a_restart(database_url: str) -> None:
    with opened_floor(database_url) as floor:
        customer_id = floor.add_customer()
        desk = floor.agent()
        desk.go_ready()
        call_id = handled(floor, desk)
        before = only(contacts(desk))
    with opened_floor(database_url) as floor:
        after = only(contacts(floor.sign_in("may")))

    assert after == before
    assert (before.call_id, before.state, before.customer_id) == (call_id, ContactState.HANDLED, customer_id)
    assert before.customer_name == "Mr Chan Tai Man"
    assert before.outcome["en"] == "Resolved"
    assert before.has_note
    assert NUMBER not in before.model_dump_json()  # masked, as everywhere


def test_what_rings_is_at_the_top_and_what_the_caller_gave_up_stays(floor: Floor) -> None:
    floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    sid = floor.ring()
    desk.until_offered()
    assert only(contacts(desk)).state is ContactState.RINGING

    floor.hang_up(sid)
    until(lambda: desk.snapshot().offer is None)
    assert only(contacts(desk)).state is ContactState.CALLER_GAVE_UP


def test_who_reads_the_list_is_written_down_with_whose_calls_they_saw(floor: Floor) -> None:
    customer_id = floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    desk.until_offered()
    contacts(desk)
    desk.http.get(f"/v1/customers/{customer_id}")

    with Session(floor.engine) as session:
        looks = list(session.scalars(sa.select(AuditRow).where(AuditRow.by_user_id == desk.agent_id)))
    (listed,) = [look for look in looks if look.what == "contacts.listed"]
    assert listed.detail == {"customer_ids": [str(customer_id)]}
    opened = [look for look in looks if look.what == "profile.shown" and look.call_id is None]
    assert [look.record_id for look in opened] == [customer_id]


def test_nobody_sees_the_contacts_of_somebody_else(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()
    handled(floor, desk)
    other = floor.agent("lee")

    assert contacts(other).contacts == ()
    floor.add_person("boss", Role.SUPERVISOR)
    assert floor.sign_in("boss").http.get("/v1/contacts").status_code == 403
    assert httpx.get(f"{floor.origin}/v1/contacts", trust_env=False, timeout=15).status_code == 401


def test_a_page_goes_on_after_the_last_contact_and_a_wrong_one_is_refused(floor: Floor) -> None:
    desk = floor.agent()
    desk.go_ready()
    handled(floor, desk)
    first = only(contacts(desk))

    rest = contacts(desk, after_at=first.at.isoformat(), after_call=str(first.call_id))
    assert (rest.contacts, rest.more) == ((), False)
    assert desk.http.get("/v1/contacts", params={"after_at": "yesterday"}).status_code == 422


def test_a_call_pops_once_for_an_agent_whatever_becomes_of_stream_and_seat(floor: Floor) -> None:
    desk = floor.agent()
    stream = floor.listen(desk, takes_seat=True)
    until(lambda: stream.messages)
    desk.go_ready()
    sid = floor.ring()
    desk.until_offered()
    first = stream.until_kind(EventKind.CALL_OFFERED)
    assert first.change is not None
    assert first.change.offer is not None
    number = first.number
    stream.close()

    again = floor.listen(desk, resume_after=number - 1)  # the link broke, and what it missed comes anew
    repeated = again.until_kind(EventKind.CALL_OFFERED)
    assert repeated.change is not None
    assert repeated.change.offer is not None
    assert repeated.change.offer.offer_id == first.change.offer.offer_id

    other = floor.sign_in("may")  # takes the seat: the same offer, not a new one
    snapshot = other.snapshot()
    assert snapshot.offer is not None
    assert (snapshot.offer.offer_id, snapshot.offer.pops) == (first.change.offer.offer_id, True)

    other.act(snapshot.offer.call_id, "answer")
    floor.hang_up(sid)
    until(lambda: other.snapshot().agent.state is AgentState.WRAP_UP)
    with floor.engine.connect() as connection:
        assert connection.execute(sa.text("SELECT count(*), count(*) FILTER (WHERE pops) FROM offers")).one() == (1, 1)


def test_a_contact_is_what_telephony_says_of_it_or_unfinished() -> None:
    assert {each.value for each in ContactState} == {each.value for each in TelephonyContactState} | {"unfinished"}
