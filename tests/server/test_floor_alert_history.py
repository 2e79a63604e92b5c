"""Alerts of the floor that are over: listed by rule and by when they ended, to those whose they were."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.floor_alerts.rules import load_floor_book
from agent_desktop.server.floor_alerts.service import history, list_on, look
from telephony.contract import CallAction
from tests.server.support import settings_for_tests
from tests.telephony.support import Centre

ADA = Person(user_id=uuid4(), name="ada", display_name="Ada", roles=frozenset({Role.SUPERVISOR}))
BOOK = load_floor_book(settings_for_tests())


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    return Centre(engine)


def look_after(centre: Centre, seconds: float) -> None:
    centre.clock.advance(seconds)
    centre.do(lambda session, deps: look(session, BOOK, deps.now(), UTC))


def past(centre: Centre, rule: str = "", before: datetime | None = None, person: Person = ADA) -> list[str]:
    with Session(centre.engine) as session:
        found = history(session, person, rule, before, centre.clock.now())
    assert all(each.ended_at is not None and not each.on for each in found.alerts)
    assert not found.more
    return sorted(each.rule for each in found.alerts)


def test_what_is_over_is_listed_by_rule_and_by_when_it_ended_to_those_whose_it_was(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    look_after(centre, 1)
    centre.act(agent, call_id, CallAction.HOLD)
    centre.run()
    look_after(centre, 1800)
    look_after(centre, 41)  # a hold is told of once it has been too long for a while
    with Session(centre.engine) as session:
        assert {"long_call", "long_hold"} <= {each.rule for each in list_on(session, ADA, centre.clock.now()).alerts}
    assert past(centre) == []

    centre.caller_hangs_up(call_id)
    look_after(centre, 5)
    ended = centre.clock.now()

    assert past(centre) == ["long_call", "long_hold"]
    assert past(centre, "long_hold") == ["long_hold"]
    assert past(centre, before=ended) == []
    look_after(centre, 1)
    assert past(centre, before=centre.clock.now()) == ["long_call", "long_hold"]
    assert past(centre, person=ADA.model_copy(update={"team": "Somewhere else"})) == []
