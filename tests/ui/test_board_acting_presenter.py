"""What a supervisor does from the board: the consequence is sent with the deed, and a refusal is said."""

from uuid import UUID

from agent_desktop.contract.acting import (
    ChangeState,
    GiveCall,
    MoveAgents,
    StateChoice,
    StateEffect,
    StateWhen,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.notices import AnswerHelp, HelpMode, NoticePriority, SendNotice
from agent_desktop.demo.screen_board_facts import ALERTS
from agent_desktop.ui.board.acting.presenter import Deed, Sheet, Whom
from tests.ui.board.stage import Stage

KEN = UUID(int=7)


def sheet(stage: Stage) -> Sheet:
    """What lies over the board now."""
    return stage.presenters.acting.state.sheet


def test_a_state_is_changed_with_the_effects_that_were_shown() -> None:
    stage = Stage()
    acting, deeds = stage.presenters.acting, stage.presenters.deeds
    deeds.agents.open_state(KEN, "Ken Yip")
    assert sheet(stage) is Sheet.STATE
    assert acting.state.agent is not None

    deeds.agents.change_state(StateChoice.NOT_READY, StateWhen.AFTER_CALL, "meeting", " the audit ")

    command = stage.server.asked[0]
    assert isinstance(command, ChangeState)
    assert (command.state, command.when, command.reason) == (
        StateChoice.NOT_READY,
        StateWhen.AFTER_CALL,
        "meeting",
    )
    assert command.told == (StateEffect.CALL_GOES_ON, StateEffect.GETS_NO_CALLS)
    assert command.note == "the audit"
    assert sheet(stage) is Sheet.NONE
    assert acting.state.done is not None
    assert acting.state.done.deed is Deed.STATE_CHANGES_LATER


def test_what_is_not_offered_is_not_asked_for() -> None:
    stage = Stage()
    deeds = stage.presenters.deeds
    deeds.agents.open_state(KEN, "Ken Yip")

    deeds.agents.change_state(StateChoice.READY, StateWhen.NOW, None, "")

    assert stage.server.asked == []


def test_a_refusal_is_said_in_the_sheet_and_what_would_come_of_it_is_read_anew() -> None:
    stage = Stage()
    acting, deeds = stage.presenters.acting, stage.presenters.deeds
    deeds.agents.open_state(KEN, "Ken Yip")
    stage.server.refuses = ErrorCode.MEND_OVERTAKEN

    deeds.agents.change_state(StateChoice.OFFLINE, StateWhen.NOW, None, "")

    assert sheet(stage) is Sheet.STATE
    assert acting.state.problem is not None
    assert acting.state.problem.code == ErrorCode.MEND_OVERTAKEN
    assert acting.state.agent is not None
    assert not acting.state.busy


def test_a_waiting_call_is_moved_given_and_taken() -> None:
    stage = Stage()
    deeds, call = stage.presenters.deeds, UUID(int=9)

    deeds.calls.to_front(call, "Ms Tang")
    assert stage.server.asked[-1][0] == call  # type: ignore[index]  # as the server notes it
    deeds.calls.open_give(call, "Ms Tang")
    deeds.calls.give(KEN, "Ken Yip")
    given = stage.server.asked[-1]
    assert isinstance(given, GiveCall)
    assert given.agent_id == KEN
    deeds.calls.take(call)
    taken = stage.server.asked[-1]
    assert isinstance(taken, GiveCall)
    assert taken.agent_id is None


def test_agents_serve_other_queues_for_a_while_or_until_they_go_off() -> None:
    stage = Stage()
    deeds = stage.presenters.deeds
    deeds.agents.open_move(Whom((KEN,), ("Ken Yip",)))
    deeds.agents.move((), 30, "")
    assert stage.server.asked == []

    deeds.agents.move(("home",), 30, "busy")
    command = stage.server.asked[-1]
    assert isinstance(command, MoveAgents)
    assert (command.agent_ids, command.queues, command.reason) == ((KEN,), ("home",), "busy")
    assert command.until_at is not None
    assert (command.until_at - stage.at).total_seconds() == 1800

    deeds.agents.open_move(Whom((KEN,), ("Ken Yip",)))
    deeds.agents.move(("home",), None, "")
    assert stage.server.asked[-1].until_at is None  # type: ignore[attr-defined]  # a command like the one before


def test_a_message_goes_to_whom_it_is_for_and_to_nobody_else() -> None:
    stage = Stage()
    deeds = stage.presenters.deeds
    deeds.notices.open_message(Whom((KEN,), ("Ken Yip",)))

    deeds.notices.send("  ", 60, urgent=False, teams=(), everybody=False)
    assert stage.server.asked == []
    deeds.notices.send("Call me", 15, urgent=True, teams=(), everybody=False)
    command = stage.server.asked[-1]
    assert isinstance(command, SendNotice)
    assert (command.agent_ids, command.teams, command.everybody) == ((KEN,), (), False)
    assert command.priority is NoticePriority.URGENT
    assert command.minutes == 15

    deeds.notices.open_message(Whom((KEN,), ("Ken Yip",)))
    deeds.notices.send("Closed early", 60, urgent=False, teams=("cards",), everybody=False)
    command = stage.server.asked[-1]
    assert isinstance(command, SendNotice)
    assert (command.agent_ids, command.teams) == ((), ("cards",))


def test_a_call_for_help_is_answered_in_the_call_or_by_coming_over() -> None:
    stage = Stage()
    acting, deeds = stage.presenters.acting, stage.presenters.deeds
    deeds.notices.open_help()
    first = acting.state.help[0]

    deeds.notices.answer_help(first.help_id, HelpMode.WHISPER, first.agent_name)
    command = stage.server.asked[-1]
    assert isinstance(command, AnswerHelp)
    assert command.mode is HelpMode.WHISPER
    assert acting.state.done is not None
    assert acting.state.done.deed is Deed.HELP_ANSWERED


def test_an_alert_is_seen_owned_and_left_alone_by_its_version_and_a_refusal_is_told() -> None:
    stage = Stage()
    acting, deeds, alert = stage.presenters.acting, stage.presenters.deeds, ALERTS[0]

    deeds.alerts.acknowledge(alert)
    deeds.alerts.own(alert)
    deeds.alerts.snooze(alert, 15)
    assert [each[0] for each in stage.server.asked] == [alert.alert_id] * 3  # type: ignore[index]  # id and command

    stage.server.refuses = ErrorCode.STALE_VERSION
    deeds.alerts.acknowledge(alert)
    assert acting.state.problem is not None
    acting.forget()
    assert acting.state.problem is None


def test_what_was_closed_meanwhile_is_not_opened_by_a_late_answer() -> None:
    stage = Stage()
    acting, deeds = stage.presenters.acting, stage.presenters.deeds
    deeds.agents.open_state(KEN, "Ken Yip")
    acting.close()

    assert sheet(stage) is Sheet.NONE
    deeds.notices.open_help()
    assert sheet(stage) is Sheet.HELP
    assert acting.state.agent is None
