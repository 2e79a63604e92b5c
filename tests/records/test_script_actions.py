"""Two who want the same action of a call at once: whoever hands it over may still do something, as may who has it."""

from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ActionState
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.script_actions.models import ScriptActionRow
from agent_desktop.records.script_actions.service import Asked, Next, ask, tick
from tests.records.trial import NOW, TrialBank

CALL = uuid4()


def _asked(customer: UUID, made_of: str = "a") -> Asked:
    return Asked(
        call_id=CALL,
        interaction_id=uuid4(),
        customer_id=customer,
        script_id="lost-card",
        script_version="1.0",
        action_id="block_card",
        made_of=made_of,
        kind="bank.block_card",
        attempt_id=uuid4(),
        by=uuid4(),
        at=NOW,
        system="cards",
    )


@pytest.mark.parametrize("want", [ask, tick])
def test_the_second_waits_for_the_first_and_finds_what_that_one_has_noted(
    session: Session, bank: TrialBank, want: object
) -> None:
    one, other = bank.customer("10000001"), bank.customer("10000002")
    session.add_all(MergedAccountRow(customer_id=each, lead_id=one, merged_at=NOW) for each in (one, other))
    session.commit()
    with Session(session.get_bind()) as first, Session(session.get_bind()) as second:
        assert ask(first, _asked(one))[1] is Next.DO
        second.execute(sa.text("SET LOCAL lock_timeout = '100ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            want(second, _asked(other))  # type: ignore[operator]
        second.rollback()
        first.commit()

        row, follows = ask(second, _asked(other))

        assert (row.customer_id, row.state, follows) == (one, ActionState.ASKED, Next.NOTHING)
        assert second.scalar(sa.select(sa.func.count()).select_from(ScriptActionRow)) == 1
