"""What a caller keys while it rings: the open offer says who they are then."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.contract import CallAction, CallState, DeskChange, EventKind
from telephony.events.models import EventRow
from telephony.offers.models import OfferRow
from telephony.ports import CallFacts
from tests.telephony.fake_host import FakeHost
from tests.telephony.support import Centre


class KnowsByKey(FakeHost):
    """Knows a caller by the whole number keyed, and notes each look in the database."""

    def caller_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, foreseen: object | None = None
    ) -> dict[str, JsonValue]:
        self.offered.append(call)
        session.execute(sa.text("INSERT INTO seen VALUES (1)"))
        return {"name": "Ms Ho" if call.keyed_digits == "1002" else ""}


def _keyed_events(centre: Centre) -> list[EventRow]:
    with Session(centre.engine) as session:
        return list(session.scalars(sa.select(EventRow).where(EventRow.kind == EventKind.CALL_KEYED)))


def _looks(centre: Centre) -> int:
    with centre.engine.connect() as connection:
        return int(connection.scalar(sa.text("SELECT count(*) FROM seen")) or 0)


def test_what_came_with_a_call_is_on_its_agents_desk_and_not_on_a_colleagues(centre: Centre) -> None:
    first, second = centre.agent(), centre.agent()
    call_id = centre.ring(carried={"X-Branch": "Central"})
    desk = centre.desk(first)
    assert desk.call is not None
    assert desk.call.carried == {"X-Branch": "Central"}
    centre.act(first, call_id, CallAction.ANSWER)
    centre.run()
    centre.consult(first, call_id, second)
    centre.run()
    assert centre.desk(second).call is not None
    assert centre.desk(second).call.carried == {}  # type: ignore[union-attr]


def _ringing(centre: Centre) -> tuple[UUID, UUID, str]:
    centre.host = KnowsByKey()
    with centre.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE seen (one int)"))
    agent = centre.agent()
    call_id = centre.ring()
    return agent, call_id, centre.call(call_id).call_sid


def test_keys_while_it_rings_bring_the_open_offer_what_the_host_says_now(centre: Centre) -> None:
    agent, call_id, sid = _ringing(centre)
    before = centre.desk(agent)

    for key in "1002":
        centre.carrier.press(sid, key)
    centre.run()

    after = centre.desk(agent)
    assert before.offer is not None
    assert before.call is not None
    assert after.offer is not None
    assert after.call is not None
    assert after.offer.payload == {"name": "Ms Ho"}
    assert after.offer.offer_id == before.offer.offer_id
    assert after.offer.expires_at == before.offer.expires_at
    assert after.call.version > before.call.version
    (told,) = _keyed_events(centre)
    change = DeskChange.model_validate(told.change)
    assert told.topics == [f"agent:{agent}"]
    assert change.offer is not None
    assert change.offer.payload is None
    assert centre.call(call_id).state is CallState.RINGING


def test_keys_that_tell_nothing_new_are_neither_told_nor_audited(centre: Centre) -> None:
    _, call_id, sid = _ringing(centre)

    centre.carrier.press(sid, "7")
    centre.run()

    assert centre.call(call_id).keyed_digits == "7"
    assert _keyed_events(centre) == []
    assert _looks(centre) == 1


def test_a_host_that_fails_leaves_the_offer_as_it_was(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.host.failing = True

    centre.carrier.press(centre.call(call_id).call_sid, "1002")
    centre.run()

    offer = centre.desk(agent).offer
    assert offer is not None
    assert offer.payload == {"name": "Ms Ho"}


def test_keys_together_with_the_end_of_the_call_change_no_offer(centre: Centre) -> None:
    _, call_id, sid = _ringing(centre)

    centre.carrier.press(sid, "1002")
    centre.carrier.reports.clear()  # lost on the way: the end carries them
    centre.caller_hangs_up(call_id)

    assert centre.call(call_id).state is CallState.ENDED
    assert _keyed_events(centre) == []
    with Session(centre.engine) as session:
        assert [offer.payload for offer in session.scalars(sa.select(OfferRow))] == [None]
