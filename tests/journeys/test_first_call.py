"""The steps of a first call: a real server, a real simulator, a real database, HTTP and WebSocket between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import pytest
import sqlalchemy as sa
from pytest_bdd import given, parsers, scenarios, then, when
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CallerCard, CallerOutcome, Profile
from agent_desktop.records.audit.models import AuditRow
from telephony.contract import AgentState, CallState, OfferSnapshot, SystemReason
from tests.server.floor import Desk, Floor, Stream, opened_floor
from tests.server.support import until

scenarios("first_call.feature")


@dataclass
class Story:
    """What the steps of one scenario hand to each other."""

    floor: Floor
    customer_id: UUID | None = None
    call_sid: str = ""

    @property
    def desk(self) -> Desk:
        return self.floor.desks[0]

    @property
    def stream(self) -> Stream:
        return self.floor.streams[-1]

    @property
    def interaction(self) -> str:
        call = self.desk.snapshot().call
        assert call is not None
        return str(self.desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"])

    def offer(self) -> OfferSnapshot:
        return until(lambda: self.desk.snapshot().offer)

    def card(self) -> CallerCard:
        return CallerCard.model_validate(self.offer().payload)

    def act(self, action: str) -> None:
        call = self.desk.snapshot().call
        assert call is not None
        answer = self.desk.act(call.call_id, action)
        assert answer.status_code == 200, answer.text


@pytest.fixture
def story(database_url: str) -> Iterator[Story]:
    with opened_floor(database_url) as floor:
        yield Story(floor)


@given(parsers.parse("the customer Chan Tai Man who calls from {number}"))
def a_customer(story: Story, number: str) -> None:
    story.customer_id = story.floor.add_customer(number)


@given("the agent May, signed in and listening")
def may_is_there(story: Story) -> None:
    stream = story.floor.listen(story.floor.agent("may"))
    until(lambda: stream.messages)


@given("May is ready")
def may_is_ready(story: Story) -> None:
    assert story.desk.go_ready().agent.state is AgentState.READY


@when(parsers.parse("{number} rings about a card charge"))
def rings(story: Story, number: str) -> None:
    story.call_sid = story.floor.ring(number, menu_reason="card_charge", menu_path=[{"en": "Cards", "zh": "信用卡"}])
    story.offer()


@when("somebody rings with a withheld number")
def rings_withheld(story: Story) -> None:
    story.call_sid = story.floor.ring("", withheld=True)


@then("May is offered the call with Chan Tai Man's profile and the script for a card charge")
def offered(story: Story) -> None:
    heard = story.stream.until_kind("call.offered").change
    assert heard is not None
    assert heard.offer is not None
    card = CallerCard.model_validate(heard.offer.payload)
    assert card == story.card()
    assert card.outcome is CallerOutcome.MATCHED
    assert card.profile is not None
    assert card.profile.customer_id == story.customer_id
    assert card.script is not None
    assert card.script.script_id == "transaction-not-recognised"
    assert "1234567" not in card.model_dump_json()


@then("May is offered a call of which nobody knows who it is")
def offered_unknown(story: Story) -> None:
    card = story.card()
    assert (card.outcome, card.profile, card.number_masked) == (CallerOutcome.WITHHELD, None, "")


@when("May answers")
def answers(story: Story) -> None:
    story.act("answer")
    story.desk.until_call(CallState.TALKING)


@then("May and the caller hear each other")
def hear_each_other(story: Story) -> None:
    def mutual() -> bool:
        hears = story.floor.room(story.call_sid).hears
        agent = next((label for label in hears if label != "caller"), "")
        return hears.get("caller") == (agent,) and hears.get(agent) == ("caller",)

    until(mutual)


@when(parsers.parse('May saves the note "{text}"'))
def saves(story: Story, text: str) -> None:
    saved = story.desk.put(f"/v1/interactions/{story.interaction}/note", seen_version=0, text=text)
    assert saved.json()["note"] == text


@when("May puts the caller on hold")
def holds(story: Story) -> None:
    story.act("hold")
    story.desk.until_call(CallState.HELD)


@then("the caller hears music and nobody hears the caller")
def music(story: Story) -> None:
    room = story.floor.room(story.call_sid)
    assert room.music == ("caller",)
    assert all("caller" not in heard for heard in room.hears.values())


@when("May takes the caller back")
def resumes(story: Story) -> None:
    story.act("resume")
    story.desk.until_call(CallState.TALKING)


@when("May hangs up")
def hangs_up(story: Story) -> None:
    story.act("hang_up")


@when("the caller hangs up")
def caller_hangs_up(story: Story) -> None:
    story.floor.hang_up(story.call_sid)


@when("May lets the offer run out twice")
def runs_out(story: Story) -> None:
    for _ in range(2):
        missed = story.offer().offer_id
        with story.floor.engine.begin() as connection:  # the ring limit is business time: move it here
            connection.execute(sa.text("UPDATE timers SET due_at = now() - interval '1 second'"))
        until(partial(_no_longer_offered, story, missed))


def _no_longer_offered(story: Story, offer_id: UUID) -> bool:
    offer = story.desk.snapshot().offer
    return offer is None or offer.offer_id != offer_id


@then("May is not ready, for no answer")
def no_answer(story: Story) -> None:
    agent = story.desk.snapshot().agent
    assert (agent.state, agent.reason, agent.misses) == (AgentState.NOT_READY, SystemReason.NO_ANSWER, 2)


@when("the stream breaks and May's desktop comes back")
def breaks(story: Story) -> None:
    story.stream.close()
    again = story.floor.listen(story.desk)
    until(lambda: again.messages)


@then("May is in wrap-up")
def in_wrap_up(story: Story) -> None:
    until(lambda: story.desk.snapshot().agent.state is AgentState.WRAP_UP)


@when(parsers.parse("May finishes with the outcome {code}"))
def finishes(story: Story, code: str) -> None:
    done = story.desk.post(f"/v1/interactions/{story.interaction}/finish", disposition_code=code)
    assert done.status_code == 200, done.text


@then("May is ready")
def ready_again(story: Story) -> None:
    assert story.desk.snapshot().agent.state is AgentState.READY


@then(parsers.parse("Chan Tai Man's contacts begin with a call that ended in {outcome}"))
def contacts(story: Story, outcome: str) -> None:
    def newest() -> str:
        profile = Profile.model_validate(story.desk.http.get(f"/v1/customers/{story.customer_id}").json())
        return profile.contacts[0].outcome["en"] if profile.contacts else ""

    until(lambda: newest() == outcome)


@then("it is written down that May saw the profile")
def audited(story: Story) -> None:
    with Session(story.floor.engine) as session:
        looks = session.scalars(sa.select(AuditRow).where(AuditRow.what == "profile.shown")).all()
    assert looks
    assert all((look.by_user_id, look.record_id) == (story.desk.agent_id, story.customer_id) for look in looks)


@then("May's stream and a new snapshot say the same")
def same(story: Story) -> None:
    until(lambda: story.stream.desk() == story.desk.snapshot())


@then("one caller waits since the call came in")
def keeps_place(story: Story) -> None:
    desk = story.desk.snapshot()
    assert sum(queue.waiting for queue in desk.queues) == 1
    with Session(story.floor.engine) as session:
        arrived, enqueued = session.execute(sa.text("SELECT arrived_at, enqueued_at FROM calls")).one()
    assert arrived == enqueued


@then("May has no offer any more")
def no_offer(story: Story) -> None:
    until(lambda: story.desk.snapshot().offer is None)
    ended = story.stream.until_kind("offer.ended").change
    assert ended is not None
    assert ended.offer_gone
