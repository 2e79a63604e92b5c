"""An agent calls a customer and a colleague, over HTTP, with the simulator as the carrier."""

from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.contacts import AgentContacts
from agent_desktop.contract.customers import CallerCard, Profile
from agent_desktop.contract.interactions import Direction, Interaction
from agent_desktop.contract.outgoing import CallPreview, CallWarning, ColleagueCalls
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.server.auth.models import UserRow
from telephony.agents.models import AgentRow
from telephony.contract import AgentState, CallDirection, CallState, Colleague, ColleagueState, NotCallable
from telephony.queues.models import QueueGroupRow
from tests.server.floor import NUMBER, Floor
from tests.server.support import error_code, until


def test_a_customer_is_previewed_called_and_the_call_joins_their_contacts(floor: Floor) -> None:
    customer_id = floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    shown = desk.http.post("/v1/calls/outgoing/preview", json={"customer_id": str(customer_id)})
    assert shown.status_code == 200, shown.text
    preview = CallPreview.model_validate(shown.json())
    assert preview.name
    assert NUMBER not in shown.text, "a customer's number stays on the server"
    (number,) = preview.numbers
    assert preview.own_numbers[0].code == "hotline"

    placed = desk.post(
        "/v1/calls/outgoing",
        customer_id=str(customer_id),
        number_id=str(number.number_id),
        own_number=preview.own_numbers[0].code,
    )
    assert placed.status_code == 200, placed.text
    assert desk.snapshot().agent.state is AgentState.ON_CALL
    call = desk.until_call(CallState.TALKING)  # the simulator's people answer by themselves
    assert call.direction is CallDirection.OUTBOUND

    card = CallerCard.model_validate(desk.http.get(f"/v1/calls/{call.call_id}/caller").json())
    assert card.profile is not None
    assert card.profile.customer_id == customer_id
    assert card.script is not None
    assert card.script.script_id == "outgoing-call"
    interaction = Interaction.model_validate(desk.http.get(f"/v1/calls/{call.call_id}/interaction").json())
    assert (interaction.direction, interaction.customer_id) == (Direction.OUTBOUND, customer_id)
    assert desk.act(call.call_id, "hang_up").status_code == 200
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    done = desk.post(f"/v1/interactions/{interaction.interaction_id}/finish", disposition_code="card_blocked")
    assert done.status_code == 200, done.text
    with Session(floor.engine) as session:
        contact = session.scalars(sa.select(ContactRow)).one()
    assert contact.subject == {"en": "Outgoing call", "zh": "呼出电话"}
    listed = AgentContacts.model_validate(desk.http.get("/v1/contacts").json())
    assert [each.direction for each in listed.contacts] == [Direction.OUTBOUND]
    profile = Profile.model_validate(desk.http.get(f"/v1/customers/{customer_id}").json())
    assert [each.direction for each in profile.contacts] == [Direction.OUTBOUND]
    assert not [alert for alert in profile.alerts if "Called" in alert.title["en"]], "we called them"


def test_a_typed_number_shows_whose_it_is_and_nonsense_is_refused_by_name(floor: Floor) -> None:
    customer_id = floor.add_customer()
    desk = floor.agent()
    shown = desk.http.post("/v1/calls/outgoing/preview", json={"number": NUMBER.removeprefix("+852")})
    preview = CallPreview.model_validate(shown.json())
    assert preview.customer_id == customer_id
    assert preview.numbers[0].masked == "+852 6123 4567", "whoever typed it may read it"

    desk.post("/v1/do-not-call", customer_id=str(customer_id), scope="marketing").raise_for_status()
    warned = CallPreview.model_validate(
        desk.http.post("/v1/calls/outgoing/preview", json={"customer_id": str(customer_id)}).json()
    )
    assert CallWarning.NO_MARKETING in warned.numbers[0].warnings
    desk.post("/v1/do-not-call", number=NUMBER, scope="all").raise_for_status()
    for whom in ({"customer_id": str(customer_id)}, {"number": NUMBER}):
        warned = CallPreview.model_validate(desk.http.post("/v1/calls/outgoing/preview", json=whom).json())
        assert warned.numbers[0].warnings[0] is CallWarning.DO_NOT_CALL

    for number in ("12", preview.own_numbers[0].number):  # a number of our own would call ourselves
        refused = desk.http.post("/v1/calls/outgoing/preview", json={"number": number})
        assert (refused.status_code, error_code(refused)) == (422, "number_not_callable")


def test_the_number_of_somebody_elses_call_is_not_to_be_had(floor: Floor) -> None:
    desk, other = floor.agent(), floor.agent("lee")
    desk.go_ready()
    floor.ring()
    call_id = desk.until_offered()

    assert desk.http.post("/v1/calls/outgoing/preview", json={"call_id": str(call_id)}).status_code == 200
    refused = other.http.post("/v1/calls/outgoing/preview", json={"call_id": str(call_id)})
    assert error_code(refused) == "not_your_call"


def test_a_colleague_is_called_into_a_call_and_reads_its_caller_until_they_leave(floor: Floor) -> None:
    floor.add_customer()
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    call = desk.take_call()
    other = floor.agent("lee")
    other.go_ready()
    (colleague,) = desk.http.get("/v1/colleagues").json()
    assert colleague["free"] is True

    asked = desk.post(f"/v1/calls/{call.call_id}/transfers", kind="warm", agent_id=colleague["agent_id"])
    assert asked.status_code == 200, asked.text
    offer = until(lambda: other.snapshot().offer)
    assert offer.payload is not None
    assert ColleagueCalls.model_validate(offer.payload).from_id == desk.agent_id
    assert other.http.get(f"/v1/calls/{call.call_id}/caller").status_code == 200
    assert other.http.get(f"/v1/calls/{call.call_id}/interaction").status_code == 404
    assert other.act(call.call_id, "answer").status_code == 200
    until(lambda: (mine := desk.snapshot().call) and mine.colleague is ColleagueState.JOINED)
    assert desk.snapshot().call.state is CallState.HELD  # type: ignore[union-attr]
    assert other.act(call.call_id, "hang_up").status_code == 200
    until(lambda: other.snapshot().agent.state is AgentState.READY)
    assert error_code(other.http.get(f"/v1/calls/{call.call_id}/caller")) == "not_your_call"


def test_each_colleague_who_cannot_be_called_is_listed_with_why(floor: Floor) -> None:
    desk = floor.agent()
    for name in ("abel", "ben", "carl", "dan"):
        floor.agent(name).go_ready()
    floor.agent("eve")  # not ready
    group_id = uuid4()
    changes: dict[str, dict[str, object]] = {
        "ben": {"queue_group_id": group_id},
        "carl": {"desktop_lost_at": sa.func.now()},
        "dan": {"offer_id": uuid4()},
    }
    with floor.engine.begin() as connection:
        connection.execute(sa.insert(QueueGroupRow).values(queue_group_id=group_id, code="elsewhere"))
        for name, values in changes.items():
            who = sa.select(UserRow.user_id).where(UserRow.name == name).scalar_subquery()
            connection.execute(sa.update(AgentRow).where(AgentRow.agent_id == who).values(**values))

    listed = [Colleague.model_validate(each) for each in desk.http.get("/v1/colleagues").json()]

    assert {each.name.lower(): each.why_not for each in listed} == {
        "abel": None,
        "carl": NotCallable.DESKTOP_LOST,
        "dan": NotCallable.RINGING,
        "eve": NotCallable.STATE,
        "ben": NotCallable.OTHER_QUEUES,
    }
    assert [each.free for each in listed].count(True) == 1
    assert listed[-1].name == "Ben"
