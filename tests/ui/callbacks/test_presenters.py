"""Callbacks on the desk: the list is read when it may be old, one deed at a time, nothing typed is lost."""

from datetime import timedelta

from agent_desktop.client.callback_words import OutcomeWords
from agent_desktop.client.errors import ClientError
from agent_desktop.client.outcome_keeper import OutcomeKeeper
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.callback_lists import CallbackScope
from agent_desktop.contract.callbacks import (
    CallbackEvent,
    CallbackOutcome,
    CallbackStep,
    ChangeCallback,
    FinishCallback,
    TakeCallback,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo import screen_callbacks as shown
from agent_desktop.ui.callbacks.calendar.presenter import CalendarPresenter, Span
from agent_desktop.ui.callbacks.outcome.presenter import OutcomePresenter
from agent_desktop.ui.callbacks.presenter import FRESH_FOR, CallbacksPresenter
from telephony.contract import AgentState, DeskChange, EventKind
from tests.client.note_bench import MemoryJournal
from tests.client.support import START, agent, call, event, offer
from tests.ui.callbacks.support import DAY_END, DUE, ME, Stage, held


class Listed(Stage):
    """With the list of what is due, read."""

    def __init__(self) -> None:
        super().__init__()
        self.due = CallbacksPresenter(self.desk, self.server, self.tasks, self.clock.now, lambda: DAY_END)
        self.tasks.run_all()

    def told(self) -> tuple[CallbackEvent, ...] | None:
        """What is shown of what happened to the selected one."""
        return self.due.state.history


def test_what_is_due_today_is_read_once_and_the_first_is_selected() -> None:
    stage = Listed()

    assert stage.server.asked == [(CallbackScope.OURS, None, DAY_END, None, False, False)]
    assert stage.due.state.callbacks == DUE
    assert stage.due.state.selected == DUE[0].callback_id
    assert stage.due.state.late == 1


def test_it_is_read_anew_after_a_call_and_once_a_minute_but_not_while_one_rings() -> None:
    stage = Listed()
    ringing = call()
    stage.desk.receive(event(DeskChange(agent=agent(AgentState.READY, version=2), offer=offer(ringing), call=ringing)))
    stage.clock.pass_seconds(FRESH_FOR.total_seconds() + 1, stage.due.tick)
    stage.tasks.run_all()
    assert len(stage.server.asked) == 1

    stage.on_call()
    stage.call_over()
    stage.tasks.run_all()
    assert len(stage.server.asked) == 2
    stage.clock.pass_seconds(FRESH_FOR.total_seconds() + 1, stage.due.tick)
    stage.tasks.run_all()
    assert len(stage.server.asked) == 3


def test_a_reminder_speaks_of_ones_own_until_somebody_has_it() -> None:
    stage = Listed()
    mine = DUE[1]
    stage.desk.receive(
        event(DeskChange(), kind=EventKind.CALLBACK_REMINDED).model_copy(update={"subject_id": mine.callback_id})
    )
    stage.tasks.run_all()
    assert stage.due.state.soon == mine

    stage.server.listed = (held(mine),)
    stage.due.read()
    stage.tasks.run_all()
    assert stage.due.state.soon is None


def test_what_happened_to_the_selected_one_is_told_and_put_away_with_the_next_choice() -> None:
    stage = Listed()
    stage.due.tell_history()
    stage.tasks.run_all()
    assert stage.told() == shown.HISTORY
    stage.due.read()
    stage.tasks.run_all()
    assert stage.told() == shown.HISTORY, "it has not changed"
    stage.server.listed = (DUE[0].model_copy(update={"version": 9}), *DUE[1:])
    stage.due.read()
    stage.tasks.run_all()
    assert stage.told() is None, "there is more by now"

    stage.due.tell_history()
    stage.tasks.run_all()
    stage.due.tell_history()
    assert stage.told() is None
    stage.due.tell_history()
    stage.due.select(DUE[1].callback_id)
    stage.tasks.run_all()
    assert stage.told() is None, "another is looked at"
    stage.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    stage.due.tell_history()
    stage.tasks.run_all()
    assert stage.due.state.problem is not None


def test_the_selected_one_stays_selected_while_the_list_moves() -> None:
    stage = Listed()
    stage.due.select(DUE[2].callback_id)
    stage.server.listed = DUE[1:]
    stage.due.read()
    stage.tasks.run_all()
    assert stage.due.state.selected == DUE[2].callback_id

    stage.server.listed = DUE[:1]
    stage.due.read()
    stage.tasks.run_all()
    assert stage.due.state.selected == DUE[0].callback_id


def test_a_list_that_cannot_be_read_keeps_what_was_there_and_says_why() -> None:
    stage = Listed()
    stage.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    stage.due.read()
    stage.tasks.run_all()

    assert stage.due.state.callbacks == DUE
    assert stage.due.state.list_problem is not None


def test_one_is_taken_once_and_only_without_a_call() -> None:
    stage = Listed()
    stage.due.take()
    stage.due.take()
    stage.tasks.run_all()
    assert len(stage.server.commands(TakeCallback)) == 1

    stage.on_call()
    stage.due.take()
    stage.tasks.run_all()
    assert len(stage.server.commands(TakeCallback)) == 1


def test_a_repeat_after_a_lost_answer_is_the_same_command() -> None:
    stage = Listed()
    stage.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    stage.due.change(CallbackStep.CANCEL, "She came to the branch")
    stage.tasks.run_all()
    assert stage.due.state.problem is not None
    stage.server.problem = None
    stage.due.change(CallbackStep.CANCEL, "She came to the branch")
    stage.tasks.run_all()

    first, second = stage.server.commands(ChangeCallback)
    assert isinstance(first, ChangeCallback)
    assert isinstance(second, ChangeCallback)
    assert first.command_id == second.command_id
    assert stage.due.state.problem is None


def test_a_move_and_a_cancel_can_be_taken_back() -> None:
    stage = Listed()
    moved = DUE[1].model_copy(update={"due_at": DUE[1].due_at + timedelta(days=1), "version": 2})
    stage.clock.seconds += 1
    before = DUE[1].model_copy(update={"due_at": stage.clock.now() + timedelta(minutes=5)})
    stage.due.was_moved(before, moved)
    stage.due.undo()
    stage.tasks.run_all()
    (back,) = stage.server.commands(ChangeCallback)
    assert isinstance(back, ChangeCallback)
    assert (back.step, back.due_at, back.seen_version) == (CallbackStep.MOVE, before.due_at, 2)

    open_again = DUE[0].model_copy(update={"steps": frozenset({CallbackStep.CANCEL, CallbackStep.REOPEN})})
    stage.server.listed = (open_again,)
    stage.due.read()
    stage.tasks.run_all()
    stage.due.change(CallbackStep.CANCEL, "Not wanted")
    stage.tasks.run_all()
    assert stage.due.state.deed is not None
    stage.due.undo()
    stage.tasks.run_all()
    last = stage.server.commands(ChangeCallback)[-1]
    assert isinstance(last, ChangeCallback)
    assert last.step is CallbackStep.REOPEN


class Tried(Stage):
    """With one that was called."""

    def __init__(self) -> None:
        super().__init__()
        self.outcome = OutcomePresenter(self.desk, self.server, self.keeper, self.tasks, self.clock.now)
        self.tried = held(DUE[1])

    def asks(self) -> bool:
        return self.outcome.state.open


def test_the_outcome_is_asked_once_the_call_is_over_and_what_is_typed_outlives_a_crash() -> None:
    stage = Tried()
    stage.on_call()
    stage.outcome.wanted(stage.tried, stage.clock.now())
    assert not stage.asks()
    asked_before = stage.clock.now()
    stage.clock.seconds += 1
    stage.call_over()
    stage.outcome.wanted(stage.tried, asked_before)
    assert not stage.asks(), "what was read before the end may not know yet that nobody answered"
    stage.outcome.wanted(stage.tried, stage.clock.now())
    assert stage.asks()
    stage.outcome.typed("他说明天再打")
    stage.outcome.outcome_chosen(CallbackOutcome.NO_ANSWER)
    stage.clock.pass_seconds(2, stage.outcome.tick)

    kept = stage.journal.outcomes[stage.tried.callback_id]
    assert (kept.note, kept.outcome) == ("他说明天再打", CallbackOutcome.NO_ANSWER)
    recovered = MemoryJournal(recovered_outcomes=(kept,))
    again = Stage()
    keeper = OutcomeKeeper(recovered, ImmediateTasks(), again.clock.now)
    after = OutcomePresenter(again.desk, again.server, keeper, again.tasks, again.clock.now)
    after.wanted(stage.tried, again.clock.now())
    assert after.state.words == kept


def test_nobody_reached_is_tried_again_by_the_banks_rule_unless_the_agent_says_when() -> None:
    stage = Tried()
    stage.outcome.wanted(stage.tried, stage.clock.now())
    stage.outcome.outcome_chosen(CallbackOutcome.BUSY)
    plan = shown.PROMISE_ABROAD.plan
    assert plan is not None
    stage.server.planned = plan
    stage.tasks.run_all()
    assert stage.outcome.state.proposed_at == plan.next_at

    stage.outcome.save()
    stage.tasks.run_all()
    (said,) = stage.server.commands(FinishCallback)
    assert isinstance(said, FinishCallback)
    assert (said.outcome, said.next_at) == (CallbackOutcome.BUSY, None)
    assert not stage.outcome.state.open
    assert stage.journal.outcomes == {}


def test_of_the_last_try_no_further_time_is_asked_for() -> None:
    stage = Tried()
    last = held(DUE[0])
    assert last.attempts == last.attempts_most - 1
    stage.outcome.wanted(last, stage.clock.now())
    stage.outcome.outcome_chosen(CallbackOutcome.NO_ANSWER)

    assert (stage.outcome.state.tries_left, stage.outcome.state.wants_time) == (0, False)


def test_an_outcome_that_is_missing_or_a_time_that_is_none_is_told_and_nothing_is_sent() -> None:
    stage = Tried()
    stage.outcome.wanted(stage.tried, stage.clock.now())
    stage.outcome.save()
    assert stage.outcome.state.problem is not None
    assert stage.outcome.state.problem.details == {"problem": "outcome_missing"}
    stage.outcome.outcome_chosen(CallbackOutcome.MACHINE)
    stage.outcome.time_chosen(None)
    stage.outcome.save()
    assert stage.outcome.state.problem is not None
    assert stage.outcome.state.problem.details == {"problem": "time_unread"}
    assert stage.server.commands(FinishCallback) == ()


def test_a_refusal_keeps_the_form_and_a_press_is_not_sent_twice() -> None:
    stage = Tried()
    stage.outcome.wanted(stage.tried, stage.clock.now())
    stage.outcome.typed("Letter is ready")
    stage.outcome.outcome_chosen(CallbackOutcome.REACHED)
    stage.server.problem = ClientError(ErrorCode.SERVER_AWAY)
    stage.outcome.save()
    stage.outcome.save()
    stage.tasks.run_all()
    assert stage.outcome.state.problem is not None
    stage.server.problem = None
    stage.outcome.save()
    stage.tasks.run_all()

    first, second = stage.server.commands(FinishCallback)
    assert first == second, "a repeat after a lost answer is the same command"


def test_the_calendar_shows_the_week_of_today_and_the_day_of_what_is_selected() -> None:
    stage = Stage()
    calendar = CalendarPresenter(stage.server, stage.tasks, lambda: START)
    calendar.open()
    stage.tasks.run_all()
    assert [day.weekday() for day in calendar.state.days] == list(range(7))
    calendar.select(DUE[0].callback_id)
    calendar.show_span(Span.DAY)
    stage.tasks.run_all()
    assert list(calendar.state.days) == [DUE[0].due_at.astimezone(START.tzinfo).date()]
    calendar.turn(-1)
    stage.tasks.run_all()
    assert list(calendar.state.days) == [(DUE[0].due_at - timedelta(days=1)).date()]


def test_an_empty_form_of_an_outcome_leaves_no_line_in_the_journal() -> None:
    stage = Tried()
    stage.outcome.wanted(stage.tried, stage.clock.now())
    stage.outcome.stop()

    assert stage.journal.outcomes == {}
    assert OutcomeWords(callback_id=ME, changed_at=START).is_empty
