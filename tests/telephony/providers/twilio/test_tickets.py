"""Which ticket a telephone is given: the one of a call that waits for it now."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.providers.twilio.models import TwilioTicketRow
from telephony.providers.twilio.repository import RoomRepository
from telephony.providers.twilio.rooms import Leg, LegState, Role, Room
from telephony.providers.twilio.tickets import TICKET_SECONDS, find_waiting_ticket, renew_ticket

NOW = datetime.now(UTC)
SOON = timedelta(hours=1)  # a test may wait for its turn
MAY = "sip:may@bank.sip.twilio.com"


def ticket(session: Session, name: str, *, to: str = MAY, state: LegState = LegState.CALLED, age: int = 0) -> None:
    call, label = f"CA{uuid4().hex}", f"agent-{name}"
    leg = Leg(label, Role.AGENT, endpoint=to, state=state, by_ticket=True)
    assert RoomRepository(session).add_room(Room(call, legs=(leg,)), NOW)
    made = NOW - timedelta(seconds=age)
    row = TwilioTicketRow(ticket=name, call_sid=call, label=label, made_at=made, expires_at=made + SOON, used_by="")
    session.add(row)
    session.flush()


def test_a_line_is_given_the_newest_ticket_that_is_still_good_for_it(engine: sa.Engine) -> None:
    with Session(engine) as session:
        assert find_waiting_ticket(session, MAY, NOW) == ""
        ticket(session, "old", age=7200)
        ticket(session, "somebody-else", to="sip:lee@bank.sip.twilio.com")
        ticket(session, "call-is-over", state=LegState.LEFT)
        assert find_waiting_ticket(session, MAY, NOW) == ""
        ticket(session, "first", age=600)
        ticket(session, "newest")

        assert find_waiting_ticket(session, MAY, NOW) == "newest"
        assert RoomRepository(session).use_ticket("newest", "CA1") is not None
        session.flush()
        assert find_waiting_ticket(session, MAY, NOW) == "first"
        assert find_waiting_ticket(session, MAY, NOW + SOON) == ""


def test_another_ticket_takes_the_place_of_one_that_has_not_been_used(engine: sa.Engine) -> None:
    with Session(engine) as session:
        assert renew_ticket(session, MAY, NOW) is None
        ticket(session, "expired", age=7200)
        assert find_waiting_ticket(session, MAY, NOW) == ""

        after = renew_ticket(session, MAY, NOW)
        session.flush()

        assert after is not None
        assert find_waiting_ticket(session, MAY, NOW) == after.ticket
        assert (after.expires_at - NOW).total_seconds() == TICKET_SECONDS
        assert RoomRepository(session).use_ticket("expired", "CA1") is None
        assert RoomRepository(session).use_ticket(after.ticket, "CA1") is not None
        session.flush()
        assert renew_ticket(session, MAY, NOW) is None, "their telephone is in the call"
