"""Three parties in one of the simulator's rooms: who hears whom after each order, each lost line and each refusal."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.contract import Reached
from telephony.providers.base import EndedBy, OrderKind, OrderOutcome, ReportKind
from telephony.providers.simulator.rooms import hears_ringback
from tests.telephony.lines import COLLEAGUES_LINE, LINE, OUTSIDE, Line

TALK = {"caller": ("agent",), "agent": ("caller",)}
CONSULT = {"caller": (), "agent": ("colleague",), "colleague": ("agent",)}


def test_in_a_consult_the_caller_hears_music_and_the_two_hear_each_other() -> None:
    line = Line().with_colleague()

    assert (line.heard, line.music) == (CONSULT, ("caller",))


def test_in_a_conference_each_hears_the_two_others() -> None:
    line = Line().with_colleague()
    outcome, report = line.order(OrderKind.CONFER)

    assert line.heard == {
        "caller": ("agent", "colleague"),
        "agent": ("caller", "colleague"),
        "colleague": ("agent", "caller"),
    }
    assert line.music == ()
    assert report is not None
    assert (outcome, report.kind, report.room.conferring) == (OrderOutcome.DONE, ReportKind.PARTY_CONFERRED, True)


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        (OrderKind.HOLD, CONSULT),
        (OrderKind.RESUME, {"caller": ("agent",), "agent": ("caller",), "colleague": ()}),
    ],
)
def test_a_conference_ends_when_the_agent_turns_to_one_of_the_two(
    kind: OrderKind, heard: dict[str, tuple[str, ...]]
) -> None:
    line = Line().with_colleague()
    line.order(OrderKind.CONFER)
    _, report = line.order(kind)

    assert line.heard == heard
    assert report is not None
    assert not report.room.conferring


def test_nobody_confers_without_a_colleague() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)

    assert line.order(OrderKind.CONFER) == (OrderOutcome.REFUSED, None)


def test_who_takes_over_is_the_agent_and_the_former_agent_hears_nothing_more() -> None:
    line = Line().with_colleague()
    outcome, report = line.order(OrderKind.HAND_OVER, COLLEAGUES_LINE)

    assert line.heard == TALK
    assert line.room.parties["agent"].endpoint == COLLEAGUES_LINE
    assert report is not None
    assert (outcome, report.kind) == (OrderOutcome.DONE, ReportKind.PARTY_HANDED_OVER)
    assert (report.room.agent_endpoint, report.room.colleague_endpoint) == (COLLEAGUES_LINE, "")


def test_handing_over_once_more_is_reported_and_changes_nothing() -> None:
    line = Line().with_colleague()
    line.order(OrderKind.HAND_OVER, COLLEAGUES_LINE)
    line.order(OrderKind.HOLD, COLLEAGUES_LINE)
    outcome, report = line.order(OrderKind.HAND_OVER, COLLEAGUES_LINE)

    assert outcome is OrderOutcome.DONE
    assert report is not None
    assert report.kind is ReportKind.PARTY_HANDED_OVER
    assert line.heard == {"caller": (), "agent": ()}


def test_removing_the_former_agent_after_a_hand_over_leaves_the_new_one_alone() -> None:
    line = Line().with_colleague()
    line.order(OrderKind.HAND_OVER, COLLEAGUES_LINE)
    line.order(OrderKind.REMOVE_AGENT, LINE)

    assert line.heard == TALK


def test_nobody_takes_over_who_is_not_in_the_room() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)

    assert line.order(OrderKind.HAND_OVER, COLLEAGUES_LINE) == (OrderOutcome.REFUSED, None)
    assert line.heard == TALK


def test_a_colleague_whose_line_goes_down_leaves_agent_and_caller_as_they_were() -> None:
    line = Line().with_colleague()
    report = line.drop("colleague")

    assert report is not None
    assert (report.kind, report.room.colleague_endpoint) == (ReportKind.PARTY_LEFT, "")
    assert (line.heard, line.music) == ({"caller": (), "agent": ()}, ("caller",))


def test_a_conference_whose_colleague_is_gone_is_a_talk() -> None:
    line = Line().with_colleague()
    line.order(OrderKind.CONFER)
    report = line.drop("colleague")

    assert line.heard == TALK
    assert report is not None
    assert not report.room.conferring


def test_an_agent_whose_line_goes_down_leaves_nobody_in_silence() -> None:
    line = Line().with_colleague()
    report = line.drop("agent")

    assert report is not None
    assert report.room.agent_endpoint == ""
    assert (line.heard, set(line.music)) == ({"caller": (), "colleague": ()}, {"caller", "colleague"})
    line.order(OrderKind.HAND_OVER, COLLEAGUES_LINE)
    assert (line.heard, line.music) == (TALK, ())


def test_the_held_colleague_and_the_caller_hear_music_when_the_agents_line_goes_down() -> None:
    line = Line().with_colleague()
    line.order(OrderKind.RESUME)
    line.drop("agent")

    assert set(line.music) == {"caller", "colleague"}


def test_in_a_conference_caller_and_colleague_go_on_without_the_agents_line() -> None:
    line = Line().with_colleague()
    line.order(OrderKind.CONFER)
    line.drop("agent")

    assert (line.heard, line.music) == ({"caller": ("colleague",), "colleague": ("caller",)}, ())


def test_a_line_that_comes_back_as_the_agents_is_the_colleagues_no_more() -> None:
    line = Line().with_colleague()
    line.drop("agent")
    line.order(OrderKind.JOIN_AGENT, COLLEAGUES_LINE)

    assert line.heard == TALK


def test_taking_out_a_line_that_had_gone_leaves_the_caller_waiting_and_not_on_hold() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)
    line.order(OrderKind.HOLD)
    line.drop("agent")
    assert line.room.state() == "held"
    line.order(OrderKind.REMOVE_AGENT)

    assert (line.room.state(), line.music) == ("waiting", ("caller",))


def test_the_agents_own_line_is_no_colleagues() -> None:
    line = Line()
    line.order(OrderKind.JOIN_AGENT)

    assert line.order(OrderKind.JOIN_COLLEAGUE, LINE) == (OrderOutcome.REFUSED, None)
    assert line.order(OrderKind.DIAL_OUTSIDE, LINE, number="+85228881234") == (OrderOutcome.REFUSED, None)


def test_a_line_that_is_not_in_the_room_cannot_go_down() -> None:
    line = Line()

    assert (line.drop("agent"), line.drop("colleague")) == (None, None)
    assert line.room.state() == "waiting"


def test_a_caller_who_hangs_up_in_a_consult_ends_the_room_for_all() -> None:
    line = Line().with_colleague()
    report = line.drop("caller")

    assert report is not None
    assert report.room.ended_by is EndedBy.CALLER
    assert line.heard == {}


def test_the_agent_hears_it_ring_outside_and_the_caller_hears_music() -> None:
    line = Line().calling_outside()
    line.outside(Reached.RINGING)

    assert (line.music, hears_ringback(line.room)) == (("caller",), ("agent",))
    said = line.reports[-1]
    assert (said.kind, said.room.colleague_endpoint, said.room.colleague_reached) == (
        ReportKind.PARTY_ALERTING,
        OUTSIDE,
        Reached.RINGING,
    )


def test_somebody_outside_who_answers_is_the_colleague() -> None:
    line = Line().calling_outside()
    line.outside(Reached.RINGING)
    line.outside(Reached.HERE)

    assert (line.heard, line.music, hears_ringback(line.room)) == (CONSULT, ("caller",), ())
    assert line.reports[-1].room.colleague_reached is Reached.HERE


@pytest.mark.parametrize("why", [EndedBy.BUSY, EndedBy.NO_ANSWER, EndedBy.DECLINED, EndedBy.UNREACHABLE])
def test_somebody_outside_who_does_not_come_is_reported_with_why(why: EndedBy) -> None:
    line = Line().calling_outside()
    line.outside(why)

    said = line.reports[-1]
    assert (said.kind, said.room.colleague_failed, said.room.colleague_endpoint) == (ReportKind.PARTY_LEFT, why, "")
    assert (line.heard, line.music) == ({"caller": (), "agent": ()}, ("caller",))


def test_a_line_outside_is_called_once_whatever_becomes_of_it() -> None:
    line = Line().calling_outside()
    line.outside(EndedBy.BUSY)
    outcome, report = line.order(OrderKind.DIAL_OUTSIDE, OUTSIDE, number="+85228881234")

    assert outcome is OrderOutcome.DONE
    assert report is not None
    assert (report.kind, report.room.colleague_failed) == (ReportKind.PARTY_LEFT, EndedBy.BUSY)
    assert line.room.ringing_outside is None


def test_another_line_is_called_after_one_that_failed_and_not_while_it_rings() -> None:
    line = Line().calling_outside()
    assert line.order(OrderKind.DIAL_OUTSIDE, "outside:2", number="+85228885678") == (OrderOutcome.REFUSED, None)
    line.outside(EndedBy.BUSY)
    line.order(OrderKind.DIAL_OUTSIDE, "outside:2", number="+85228885678")

    said = line.reports[-1].room
    assert (said.colleague_endpoint, said.colleague_failed) == ("outside:2", None)


def test_a_line_outside_that_is_cancelled_stops_ringing() -> None:
    line = Line().calling_outside()
    line.order(OrderKind.REMOVE_COLLEAGUE, OUTSIDE)

    assert line.room.ringing_outside is None
    assert line.outside(Reached.HERE) is None
    assert line.reports[-1].room.colleague_endpoint == ""


@pytest.mark.parametrize("ends", ["caller", "agent"])
def test_nothing_goes_on_ringing_outside_once_the_call_is_over(ends: str) -> None:
    line = Line().calling_outside()
    if ends == "caller":
        line.drop("caller")
    else:
        line.order(OrderKind.END_CALL)

    assert line.outside(Reached.HERE) is None
    assert line.room.ringing_outside is None


def test_a_caller_left_to_a_line_that_rings_hears_it_ring_and_then_who_answers() -> None:
    line = Line().calling_outside()
    line.order(OrderKind.HAND_OVER, OUTSIDE)
    assert (line.heard, line.music, hears_ringback(line.room)) == ({"caller": ()}, (), ("caller",))

    line.outside(Reached.HERE)

    assert line.heard == TALK
    assert (line.reports[-1].kind, line.reports[-1].room.agent_endpoint) == (ReportKind.PARTY_HANDED_OVER, OUTSIDE)


def test_a_caller_left_to_a_line_that_is_not_answered_hears_music_and_nobody() -> None:
    line = Line().calling_outside()
    line.order(OrderKind.HAND_OVER, OUTSIDE)
    line.outside(EndedBy.NO_ANSWER)

    assert (line.heard, line.music, hears_ringback(line.room)) == ({"caller": ()}, ("caller",), ())


def test_the_call_ends_when_whoever_outside_took_the_caller_over_hangs_up() -> None:
    line = Line().calling_outside()
    line.outside(Reached.HERE)
    line.order(OrderKind.HAND_OVER, OUTSIDE)
    report = line.drop("agent")

    assert report is not None
    assert (report.kind, report.room.ended_by) == (ReportKind.CALL_ENDED, EndedBy.AGENT)


def test_an_agent_who_comes_back_before_the_answer_has_the_caller_again() -> None:
    line = Line().calling_outside()
    line.order(OrderKind.HAND_OVER, OUTSIDE)
    line.order(OrderKind.JOIN_AGENT)
    assert line.heard == TALK

    line.outside(Reached.HERE)

    assert line.heard == TALK | {"colleague": ()}


@pytest.mark.parametrize("kind", [OrderKind.HOLD, OrderKind.RESUME, OrderKind.REMOVE_AGENT, OrderKind.HAND_OVER])
def test_what_a_caller_was_last_told_stays_in_the_room(kind: OrderKind) -> None:
    line = Line().with_colleague()
    line.order(kind, COLLEAGUES_LINE if kind is OrderKind.HAND_OVER else LINE, say="One moment.")
    line.drop("colleague")

    assert [each.text for each in line.room.last_words] == ["One moment."]


def test_words_of_an_order_that_was_refused_are_not_said() -> None:
    line = Line()
    line.order(OrderKind.HOLD, say="One moment.")

    assert line.room.last_words == ()


STEPS = st.one_of(
    st.tuples(st.sampled_from(sorted(OrderKind)), st.sampled_from([LINE, COLLEAGUES_LINE, OUTSIDE])),
    st.tuples(st.just("drop"), st.sampled_from(["agent", "colleague"])),
    st.tuples(st.just("outside"), st.sampled_from([Reached.RINGING, Reached.HERE, EndedBy.BUSY])),
)


@given(steps=st.lists(STEPS, max_size=20))
def test_whatever_three_parties_do_nobody_is_in_silence_but_by_choice_and_nobody_held_is_heard(
    steps: list[tuple[str, str]],
) -> None:
    line = Line()
    for what, value in steps:
        take(line, what, value)
        for who, whom in line.heard.items():
            parties = line.room.parties
            hears_something = bool(whom) or who in line.music or who in hears_ringback(line.room)
            assert hears_something or agent_chose_it(line, who)
            assert not any(parties[each].held or parties[each].muted for each in whom)
            assert not (whom and who in line.music)
        lines = [party.endpoint for party in line.room.parties.values() if party.endpoint]
        assert len(lines) == len(set(lines))
        assert line.reports[-1].room == line.room.as_reported()
    assert all(later.sequence == earlier.sequence + 1 for earlier, later in pairwise(line.reports))


def take(line: Line, what: str, value: str) -> None:
    """Do one of the steps."""
    if what == "drop":
        line.drop(value)
    elif what == "outside":
        line.outside(Reached(value) if value in set(Reached) else EndedBy(value))
    else:
        line.order(OrderKind(what), value, number="+85228881234")


def agent_chose_it(line: Line, who: str) -> bool:
    """The agent has muted themselves, or has put on hold whom they would hear, or has left them to a survey."""
    if line.room.survey_inputs is not None:
        return set(line.room.parties) == {"caller"}
    agent, caller = line.room.parties.get("agent"), line.room.parties.get("caller")
    if who == "agent":
        return caller is None or caller.held
    return agent is not None and agent.muted
