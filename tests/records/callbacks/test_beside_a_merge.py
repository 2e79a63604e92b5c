"""A callback that is made while accounts are being merged waits for nobody, and is the merged person's afterwards."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import DueCallbackRepository
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.server.database import session_factory
from tests.records.callbacks.made import NOON, Office


def test_a_hang_up_does_not_wait_for_a_night_of_merging(engine: sa.Engine) -> None:
    sessions = session_factory(engine)
    with sessions() as session, session.begin():
        office = Office(session)
        one, other = office.customer(), office.customer("2", "+85261230002")
    with sessions() as night, night.begin():
        night.add_all(MergedAccountRow(customer_id=each, lead_id=one, merged_at=NOON) for each in (one, other))
        night.flush()
        with sessions() as day, day.begin():
            day.execute(sa.text("SET LOCAL lock_timeout = '1s'"))
            made = Office(day).make(other, number="+85261230002").row.callback_id
        with sessions() as beside, beside.begin():
            assert DueCallbackRepository(beside).follow_people() == 0, "the merge is not over"

    with sessions() as session, session.begin():
        assert _person(session, made) == other, "who merged had not seen it"
        assert DueCallbackRepository(session).follow_people() == 1
        assert _person(session, made) == one
        assert DueCallbackRepository(session).follow_people() == 0


def _person(session: Session, callback_id: object) -> object:
    return session.scalar(sa.select(CallbackRow.person_id).where(CallbackRow.callback_id == callback_id))
