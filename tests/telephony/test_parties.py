"""A party of a call goes only where its table lists: the statements that change one do so there, and nowhere else."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from agent_desktop.server.database import session_factory
from telephony.calls.models import PartyRow
from telephony.calls.party_states import (
    AGENT,
    CALLER,
    COLLEAGUE,
    STEPS,
    PartyState,
    PartyStepRefusedError,
    may_go,
)
from telephony.calls.repository import PartyRepository
from tests.telephony.support import NINE, Centre

_S = PartyState
STANDS = (_S.HERE, _S.HELD, _S.MUTED)
ROOMS = [(kind, before) for kind, steps in STEPS.items() for before in steps]


def put(session: Session, call_id: UUID, kind: str, state: PartyState) -> None:
    """Have the call have one party, which stands so."""
    session.execute(sa.delete(PartyRow).where(PartyRow.call_id == call_id))
    if state is not _S.ABSENT:
        left_at = NINE if state is _S.LEFT else None
        stands = {"held": state is _S.HELD, "muted": state is _S.MUTED, "left_at": left_at, "joined_at": NINE}
        session.add(PartyRow(party_id=uuid4(), call_id=call_id, label=kind, kind=kind, **stands))
    session.flush()


def stand(session: Session, call_id: UUID) -> PartyState:
    row = session.scalar(
        sa.select(PartyRow).where(PartyRow.call_id == call_id).execution_options(populate_existing=True)
    )
    if row is None:
        return _S.ABSENT
    if row.left_at is not None:
        return _S.LEFT
    assert not (row.held and row.muted)
    return _S.HELD if row.held else _S.MUTED if row.muted else _S.HERE


def bring(session: Session, call_id: UUID, kind: str, before: PartyState, after: PartyState) -> None:
    """Have the product do what brings a party to `after`."""
    parties, at = PartyRepository(session), NINE + timedelta(seconds=5)
    if after is _S.LEFT:
        parties.leave(call_id, at, kind=kind)
    elif before in (_S.ABSENT, _S.LEFT) and after is not _S.MUTED:
        parties.join(call_id, kind, kind, None, at, held=after is _S.HELD)
    elif kind == COLLEAGUE:
        parties.turn_to(call_id, CALLER if after is _S.HELD else COLLEAGUE, agent_muted=after is _S.MUTED)
    else:
        parties.stand(call_id, caller_held=after is _S.HELD, agent_muted=after is _S.MUTED)


@pytest.mark.parametrize(("kind", "before"), ROOMS)
def test_a_party_goes_where_its_table_lists_and_nowhere_else(centre: Centre, kind: str, before: PartyState) -> None:
    call_id = centre.ring()
    went, listed = set(), set()
    for after in (*STANDS, _S.LEFT):
        with session_factory(centre.engine)() as session:
            put(session, call_id, kind, before)
            try:
                bring(session, call_id, kind, before, after)
                now = stand(session, call_id)
            except (PartyStepRefusedError, StaleDataError):
                now = before
            session.rollback()
        assert may_go(kind, before, now)
        went |= {now} - {before}
        listed |= {after} if may_go(kind, before, after) and after is not before else set()

    assert went == listed


@pytest.mark.parametrize("kind", [CALLER, AGENT, COLLEAGUE])
def test_who_is_in_the_room_does_not_join_it_again(centre: Centre, kind: str) -> None:
    call_id = centre.ring()
    with session_factory(centre.engine)() as session:
        put(session, call_id, kind, _S.HERE)
        PartyRepository(session).join(call_id, kind, kind, None, NINE, held=kind == COLLEAGUE)
        with pytest.raises(StaleDataError):
            session.commit()


def test_no_agent_is_ever_held_and_nobody_else_muted() -> None:
    reached = {kind: frozenset[PartyState]().union(*steps.values()) for kind, steps in STEPS.items()}

    assert _S.HELD not in reached[AGENT]
    assert _S.MUTED not in reached[CALLER] | reached[COLLEAGUE]
