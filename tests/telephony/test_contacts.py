"""An agent's own contacts: what rang at them and what became of it."""

from datetime import timedelta
from uuid import UUID

from telephony.contacts.repository import After, ContactRepository
from telephony.contacts.states import ContactFacts, ContactState, state_of
from telephony.contract import AgentAction, CallAction
from tests.telephony.support import Centre


def listed(centre: Centre, agent_id: UUID, *, limit: int = 50, after: After | None = None) -> list[ContactFacts]:
    with centre.open_work() as work:
        since = centre.clock.now() - timedelta(days=14)
        return list(ContactRepository(work.session).list_contacts(agent_id, since, limit=limit, after=after))


def states(centre: Centre, agent_id: UUID) -> list[ContactState]:
    return [state_of(facts) for facts in listed(centre, agent_id)]


def test_the_present_call_goes_through_every_state_at_the_top(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    seen = [states(centre, agent)]
    centre.act(agent, call_id, CallAction.ANSWER)
    seen.append(states(centre, agent))
    centre.run()
    seen.append(states(centre, agent))
    centre.act(agent, call_id, CallAction.HOLD)
    centre.run()
    seen.append(states(centre, agent))
    centre.caller_hangs_up(call_id)
    seen.append(states(centre, agent))
    centre.finish(agent, call_id)
    seen.append(states(centre, agent))

    names = ("ringing", "connecting", "talking", "held", "wrap_up", "handled")
    assert seen == [[ContactState(name)] for name in names]


def test_what_was_missed_declined_given_up_and_taken_back_is_told_apart(centre: Centre) -> None:
    agent = centre.agent()
    missed = centre.ring()
    centre.clock.advance(20)
    centre.timers.run_due()
    centre.caller_hangs_up(missed)  # while it rings again
    declined = centre.ring()
    centre.act(agent, declined, CallAction.DECLINE)
    centre.caller_hangs_up(declined)
    centre.clock.advance(1)
    given_up = centre.ring()
    centre.clock.advance(3)
    centre.caller_hangs_up(given_up)
    taken_back = centre.ring()
    centre.go(agent, AgentAction.GO_OFFLINE)

    by_call = {facts.call_id: state_of(facts) for facts in listed(centre, agent)}
    assert by_call == {
        missed: ContactState.CALLER_GAVE_UP,
        declined: ContactState.DECLINED,
        given_up: ContactState.CALLER_GAVE_UP,
        taken_back: ContactState.TAKEN_BACK,
    }


def test_a_call_that_another_agent_took_stays_missed_for_whom_it_rang_first(centre: Centre) -> None:
    agent, other = centre.agent(), centre.agent(ready=False)
    call_id = centre.ring()
    centre.clock.advance(20)
    centre.timers.run_due()
    centre.clock.advance(20)
    centre.run()  # twice missed: not ready any more
    centre.go(other, AgentAction.GO_READY)
    centre.act(other, call_id, CallAction.ANSWER)
    centre.run()

    (facts,) = listed(centre, agent)
    assert (state_of(facts), facts.rings, facts.in_hands) == (ContactState.MISSED, 2, False)
    assert states(centre, other) == [ContactState.TALKING]


def test_who_answered_and_was_never_connected_has_not_handled_the_call(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.ring()
    centre.carrier.away = True
    centre.act(agent, call_id, CallAction.ANSWER)
    centre.clock.advance(15)
    centre.run()

    assert states(centre, agent) == [ContactState.NOT_CONNECTED]


def test_pages_follow_each_other_without_a_gap_or_a_repeat_and_end_at_the_last_day(centre: Centre) -> None:
    agent = centre.agent()
    calls = []
    for number in range(7):
        calls.append(call_id := centre.ring(f"+852912345{number:02}"))
        centre.clock.advance(2)
        centre.caller_hangs_up(call_id)
    present = centre.answered(agent)

    first = listed(centre, agent, limit=4)
    rest = listed(centre, agent, limit=10, after=After(first[-1].at, first[-1].call_id))
    assert [facts.call_id for facts in (*first, *rest)] == [present, *reversed(calls)]

    centre.clock.advance(15 * 24 * 3600)
    assert [facts.call_id for facts in listed(centre, agent)] == [present]  # what is in hand is never too old
