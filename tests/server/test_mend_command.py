"""``agent-desktop mend``: from the machine of the server, on a running centre."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.database import create_engine
from agent_desktop.server.errors import ReasonMissingError
from agent_desktop.server.mends.command import MendWish, run_mend
from agent_desktop.settings import Settings
from telephony.contract import AgentState, SystemReason, WrapUpMode
from telephony.errors import AgentNotFoundError
from telephony.reconciling.models import MendRow
from tests.server.floor import SECRETS, Floor, opened_floor
from tests.server.support import until
from tests.server.test_wrap_up import every_queue, in_wrap_up


def _settings_of(floor: Floor) -> Settings:
    """The floor's settings, with the database that it really has."""
    address = floor.engine.url.render_as_string(hide_password=False)
    return Settings.model_validate(
        floor.settings.model_dump() | {"database": floor.settings.database.model_dump() | {"url": address}}
    )


@pytest.fixture
def mend(floor: Floor) -> Callable[[MendWish], list[str]]:
    settings = _settings_of(floor)

    def run(wish: MendWish) -> list[str]:
        told: list[str] = []
        assert run_mend(settings, SECRETS, wish, "en", told.append) == 0
        return told

    return run


def test_a_centre_in_which_nothing_is_stuck_is_said_to_be_so(mend: Callable[[MendWish], list[str]]) -> None:
    assert mend(MendWish()) == ["Nothing is stuck."]


def test_what_is_stuck_is_set_right_and_told(floor: Floor, mend: Callable[[MendWish], list[str]]) -> None:
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    desk.take_call()
    with floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE calls SET state = 'ended', ended_at = now(), version = version + 1"))

    told = mend(MendWish())

    assert told[0] == "  agent_on_ended_call: 1"
    assert desk.snapshot().agent.state is AgentState.WRAP_UP


def test_an_outcome_that_was_chosen_is_kept_where_the_command_ends_the_wrap_up(database_url: str) -> None:
    with opened_floor(database_url) as floor:
        every_queue(floor, wrap_up_mode=WrapUpMode.TIMED, wrap_up_seconds=600, outcome_required=False)
        desk = floor.agent()
        part = in_wrap_up(floor, desk)
        path = f"/v1/interactions/{part.interaction_id}/outcome"
        assert desk.put(path, disposition_code="resolved").status_code == 200
        settings = _settings_of(floor)
    engine = create_engine(database_url)
    with engine.begin() as connection:  # its time was up while no server ran
        connection.execute(sa.text("UPDATE timers SET due_at = due_at - interval '1 hour'"))
        connection.execute(
            sa.text("UPDATE agents SET wrap_up = wrap_up || jsonb_build_object('limit_at', now() - interval '1 hour')")
        )

    run_mend(settings, SECRETS, MendWish(), "en", lambda _: None)

    with engine.connect() as connection:
        kept = connection.execute(sa.text("SELECT disposition_code, system_outcome FROM interactions")).one()
        assert tuple(kept) == ("resolved", None)
        assert connection.scalar(sa.text("SELECT state FROM agents")) == "ready"
    engine.dispose()


def test_an_agent_is_freed_and_a_call_is_ended_with_the_reason_kept(
    floor: Floor, mend: Callable[[MendWish], list[str]]
) -> None:
    desk = floor.agent()
    desk.go_ready()
    sid = floor.ring()
    call_id = desk.until_offered()

    mend(MendWish(agent="may", call_id=call_id, reason="both hang"))

    until(lambda: floor.room(sid).state == "ended")
    assert (desk.snapshot().agent.state, desk.snapshot().agent.reason) == (
        AgentState.NOT_READY,
        SystemReason.CONNECTION,
    )
    with Session(floor.engine) as session:
        kept = session.execute(sa.select(MendRow.reason, MendRow.by_user_id)).all()
    assert [tuple(each) for each in kept] == [("both hang", None)] * 2


def test_nothing_is_done_by_hand_without_a_reason_or_to_nobody(mend: Callable[[MendWish], list[str]]) -> None:
    with pytest.raises(ReasonMissingError):
        mend(MendWish(agent="may"))
    with pytest.raises(AgentNotFoundError):
        mend(MendWish(agent="nobody", reason="gone"))
