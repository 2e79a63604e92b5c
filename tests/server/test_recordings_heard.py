"""Who may hear what was recorded of a call: an agent nothing of what a colleague said who had the caller."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.server.recordings.hearing import may_hear
from telephony.transfers.models import LegRow
from tests.telephony.support import Centre

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AMY, BEN, SUE = UUID(int=1), UUID(int=2), UUID(int=3)


def minutes(number: float) -> datetime:
    return AT + timedelta(minutes=number)


def recorded(call_id: UUID, agent_id: UUID, began: float, ended: float) -> RecordingRow:
    return RecordingRow(
        recording_id=UUID(int=int(began) + 10), call_id=call_id, agent_id=agent_id, state=KeptState.STORED,
        began_at=minutes(began), ended_at=minutes(ended),
    )  # fmt: skip


def hears(session: Session, who: UUID, row: RecordingRow, *roles: Role) -> bool:
    person = Person(user_id=who, name="who", display_name="Who", roles=frozenset(roles or (Role.AGENT,)))
    return may_hear(session, person, row, agents_hear_own=True)


@pytest.mark.parametrize("goes_on", [True, False])
def test_an_agent_hears_their_own_part_and_no_successor(engine: sa.Engine, goes_on: bool) -> None:
    """Amy has the caller from 0, Ben from 5 to 9; Amy wraps up until 7. Recorded through, or each by themselves."""
    call_id = Centre(engine).ring()
    with Session(engine) as session:
        session.add_all(
            [
                InteractionRow(
                    call_id=call_id,
                    agent_id=AMY,
                    started_at=minutes(0),
                    finished_at=minutes(7),
                    disposition_code="resolved",
                ),
                InteractionRow(call_id=call_id, agent_id=BEN, started_at=minutes(5)),
                LegRow(call_id=call_id, agent_id=AMY, ended_at=minutes(4.9)),
            ]
        )
        session.flush()
        amys = recorded(call_id, AMY, 0, 9 if goes_on else 4.8)
        assert hears(session, AMY, amys) is not goes_on
        assert not hears(session, BEN, amys)
        assert hears(session, SUE, amys, Role.SUPERVISOR)
        assert hears(session, BEN, recorded(call_id, BEN, 5, 9))
        assert not hears(session, AMY, recorded(call_id, BEN, 5, 9))


def test_of_whom_nobody_knows_when_they_left_had_the_call_until_their_part_was_finished(engine: sa.Engine) -> None:
    call_id = UUID(int=99)  # the call itself is removed
    with Session(engine) as session:
        session.add_all(
            [
                InteractionRow(
                    call_id=call_id,
                    agent_id=AMY,
                    started_at=minutes(0),
                    finished_at=minutes(7),
                    disposition_code="resolved",
                ),
                InteractionRow(
                    call_id=call_id,
                    agent_id=BEN,
                    started_at=minutes(5),
                    finished_at=minutes(11),
                    disposition_code="resolved",
                ),
            ]
        )
        session.flush()
        assert not hears(session, BEN, recorded(call_id, BEN, 5, 9))
        assert hears(session, BEN, recorded(call_id, BEN, 8, 9))
