"""The auditor of the random events sees what must not be: each double is made by hand once, and found."""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from tests.proofs.events.auditor import Auditor


@dataclass
class Event:
    kind: str
    subject: str
    offer: str = ""
    agent: str = ""
    call: str = ""
    state: str | None = None
    number: int = 0


def _offered(call: str, agent: str, offer: str) -> Event:
    return Event("call.offered", call, offer, agent, call)


def _accepted(call: str, agent: str, offer: str) -> Event:
    return Event("call.accepted", call, offer, agent, call)


def _state(agent: str, state: str) -> Event:
    return Event("agent.state_changed", agent, state=state)


FINE = [
    _offered("c1", "a1", "o1"),
    Event("call.requeued", "c1"),
    Event("offer.ended", "o1", "o1", "a1", "c1"),
    _offered("c1", "a2", "o2"),
    _accepted("c1", "a2", "o2"),
    _state("a2", "on_call"),
    Event("call.ended", "c1"),
    _state("a2", "ready"),
    _offered("c2", "a2", "o3"),
]

WRONG = {
    "a call offered twice": [_offered("c1", "a1", "o1"), _offered("c1", "a2", "o2")],
    "an agent with two offers": [_offered("c1", "a1", "o1"), _offered("c2", "a1", "o2")],
    "an answer to an offer that was over": [
        _offered("c1", "a1", "o1"),
        Event("offer.ended", "o1", "o1", "a1", "c1"),
        _accepted("c1", "a1", "o1"),
    ],
    "an offer to somebody in a call": [
        _offered("c1", "a1", "o1"),
        _accepted("c1", "a1", "o1"),
        _offered("c2", "a1", "o2"),
    ],
    "an offer of a call that is with somebody": [
        _offered("c1", "a1", "o1"),
        _accepted("c1", "a1", "o1"),
        _offered("c1", "a2", "o2"),
    ],
    "an offer to somebody on a break": [_state("a1", "not_ready"), _offered("c1", "a1", "o1")],
    "a call that ended twice": [Event("call.ended", "c1"), Event("call.ended", "c1")],
    "an agent who left a call that is on": [
        _offered("c1", "a1", "o1"),
        _accepted("c1", "a1", "o1"),
        _state("a1", "ready"),
    ],
}


def _books(events: list[Event]) -> Auditor:
    auditor = Auditor(sa.create_engine("sqlite://"))
    for number, event in enumerate(events, 1):
        event.number = number
        auditor.take(event)
    return auditor


def test_a_day_without_fault_adds_up() -> None:
    auditor = _books(FINE)

    assert auditor.problems == []
    assert (auditor.offered, auditor.accepted) == (3, 1)
    assert auditor.at_rest() == ["call c2 is still offered"]


@pytest.mark.parametrize("what", WRONG)
def test_each_double_is_seen(what: str) -> None:
    assert _books(WRONG[what]).problems


def test_a_number_that_is_missing_is_seen() -> None:
    auditor = _books([])
    event = Event("queue.changed", "q1", number=2)

    auditor.take(event)

    assert auditor.problems == ["after 0 the journal has 2"]
