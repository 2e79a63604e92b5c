"""A simulated week of callbacks beside callers: each is made, one at a time, and nearly all when they were promised.

`make prove` plays 5,000 callbacks; `make test` a morning of it. The figures are printed.
"""

from dataclasses import asdict
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import CallState
from tests.proofs.callback_week import ATTEMPTS, Week
from tests.telephony.callbacks.desk import CallbackCentre


@pytest.mark.prove
@pytest.mark.timeout(7200)
def test_a_week_of_callbacks_is_kept_beside_its_callers(engine: sa.Engine, full_size: bool) -> None:
    centre = CallbackCentre(engine)
    centre.shares(outcome_required=False)
    week = (
        Week(centre, days=5, agents=16, callbacks=5000, callers=2500)
        if full_size
        else Week(centre, days=1, agents=2, callbacks=6, callers=3)
    )

    figures = week.play()

    print("\n" + "\n".join(f"{name}: {value:.1f}" for name, value in asdict(figures).items()))
    with Session(engine) as session:
        left = session.scalars(sa.select(CallbackItemRow.item_id).where(CallbackItemRow.state != ItemState.DONE)).all()
        tries: dict[UUID, int] = dict(
            session.execute(  # type: ignore[arg-type]
                sa.select(CallRow.item_id, sa.func.count())
                .where(CallRow.item_id.is_not(None), ~CallRow.undialled)
                .group_by(CallRow.item_id)
            ).all()
        )
        twice = _at_once(session)
    assert left == []  # nothing vanishes, and nothing is left over
    assert len(tries) == figures.callbacks
    assert max(tries.values()) <= ATTEMPTS
    assert twice == 0
    assert figures.kept >= 95
    assert figures.callers_answered == figures.callers


def _at_once(session: Session) -> int:
    """Count the pairs of tries of one callback that were under way at one time."""
    one, other = sa.orm.aliased(CallRow), sa.orm.aliased(CallRow)
    first, second = sa.orm.aliased(CallStretchRow), sa.orm.aliased(CallStretchRow)
    dialled = (CallState.DIALLING, CallState.ALERTING, CallState.TALKING, CallState.HELD)
    pairs = (
        sa.select(sa.func.count())
        .select_from(one)
        .join(other, sa.and_(other.item_id == one.item_id, other.call_id > one.call_id))
        .join(first, sa.and_(first.call_id == one.call_id, first.state.in_(dialled)))
        .join(second, sa.and_(second.call_id == other.call_id, second.state.in_(dialled)))
        .where(first.began_at < second.ended_at, second.began_at < first.ended_at)
    )
    return session.scalar(pairs) or 0
