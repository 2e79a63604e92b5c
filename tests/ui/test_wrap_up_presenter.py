from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import ChooseOutcome, Disposition, FinishWrapUp
from agent_desktop.ui.wrap_up.presenter import WrapUpPresenter, WrapUpState
from telephony.contract import (
    AgentAction,
    AgentCommand,
    AgentState,
    CallState,
    DeskChange,
    DeskSnapshot,
    EndCause,
    WrapUp,
    WrapUpMode,
)
from tests.client.note_server import NoteServer
from tests.client.support import AWAY, START, Clock, HeldTasks, agent, call, card, desk, event, interaction, profile
from tests.client.support import snapshot as snapshot_of
from tests.client.test_desk import Reader


class Outcomes:
    def __init__(self) -> None:
        self.finished: list[tuple[UUID, FinishWrapUp]] = []
        self.chosen: list[str] = []
        self.extended = 0
        self.choice_problem: ClientError | None = None
        self.problem: ClientError | None = None
        self.list_problem: ClientError | None = None

    def dispositions(self) -> tuple[Disposition, ...]:
        if self.list_problem:
            raise self.list_problem
        return tuple(Disposition(code=code, name={"en": code}) for code in ("resolved", "card_blocked"))

    def choose_outcome(self, interaction_id: UUID, command: ChooseOutcome) -> DeskSnapshot:
        self.chosen.append(command.disposition_code)
        if self.choice_problem:
            raise self.choice_problem
        return desk(agent=agent(version=0))  # older than what the desk says: passed over

    def agent_command(self, command: AgentCommand) -> DeskSnapshot:
        assert command.action is AgentAction.EXTEND_WRAP_UP
        self.extended += 1
        return desk(agent=agent(version=0))

    def finish(self, interaction_id: UUID, command: FinishWrapUp) -> DeskSnapshot:
        self.finished.append((interaction_id, command))
        if self.problem:
            raise self.problem
        return desk(agent=agent(version=9))


class Note:
    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], None], Callable[[Problem], None]]] = []
        self.at_once = True

    def when_saved(self, on_saved: Callable[[], None], on_failed: Callable[[Problem], None]) -> None:
        if self.at_once:
            on_saved()
        else:
            self.waiting.append((on_saved, on_failed))


class Bench:
    def __init__(self, outcomes: Outcomes | None = None) -> None:
        self.outcomes, self.note, self.tasks, self.clock = outcomes or Outcomes(), Note(), HeldTasks(), Clock()
        self.call = call(CallState.ENDED, ended_at=START, end_cause=EndCause.CALLER_HUNG_UP)
        self.reader = Reader()
        self.reader.cards[self.call.call_id] = card(self.call.call_id, profile())
        self.server = NoteServer(interaction(self.call.call_id))
        self.desk = DeskModel(self.reader, ImmediateTasks(), monotonic=self.clock.monotonic)
        interactions = InteractionModel(
            self.desk, self.server.interaction, ImmediateTasks(), monotonic=self.clock.monotonic
        )
        self.presenter = WrapUpPresenter(
            self.desk,
            interactions,
            [self.note, Note()],
            self.outcomes,
            self.outcomes,
            self.tasks,
            monotonic=self.clock.monotonic,
        )
        self.tasks.run_all()

    def state(self) -> WrapUpState:
        return self.presenter.state

    def wrap_up(self, rules: WrapUp | None = None, **changes: object) -> "Bench":
        changed = agent(AgentState.WRAP_UP, wrap_up=rules, **changes)
        self.desk.receive(snapshot_of(desk(agent=changed, call=self.call)))
        return self


def test_wrap_up_opens_when_the_call_has_ended() -> None:
    bench = Bench()
    assert not bench.state().visible
    bench.wrap_up()

    state = bench.state()
    assert state.visible
    assert [each.code for each in state.dispositions] == ["resolved", "card_blocked"]
    assert (state.caller_name, state.end_cause) == ("Ms Grace Ho", EndCause.CALLER_HUNG_UP)
    assert state.late_at == state.planned_end_at
    assert (state.planned_end_at, state.problem_at) == (START + timedelta(seconds=60), START + timedelta(seconds=90))


def test_an_outcome_is_required_and_the_button_says_so() -> None:
    bench = Bench().wrap_up()

    bench.presenter.finish_pressed()
    assert bench.state().problem == Problem(ErrorCode.DISPOSITION_NEEDED)
    assert bench.outcomes.finished == []

    bench.presenter.disposition_chosen("resolved")
    assert bench.state().problem is None
    bench.presenter.disposition_chosen("unheard_of")
    assert bench.state().chosen == "resolved"


def test_the_note_is_saved_first_then_the_outcome_once() -> None:
    bench = Bench().wrap_up()
    bench.note.at_once = False
    bench.presenter.disposition_chosen("card_blocked")
    bench.presenter.finish_pressed()
    bench.presenter.finish_pressed()
    assert bench.state().busy
    assert bench.outcomes.finished == []
    bench.presenter.disposition_chosen("resolved")  # too late

    bench.note.waiting[0][0]()
    bench.tasks.run_all()

    ((interaction_id, command),) = bench.outcomes.finished
    assert interaction_id == bench.server.stored.interaction_id
    assert command.disposition_code == "card_blocked"
    assert not bench.state().visible


def test_a_note_that_cannot_be_saved_keeps_the_wrap_up_open() -> None:
    bench = Bench().wrap_up()
    bench.note.at_once = False
    bench.presenter.disposition_chosen("resolved")
    bench.presenter.finish_pressed()

    bench.note.waiting[0][1](Problem(ErrorCode.NOTE_TOO_LONG))

    assert bench.state().problem == Problem(ErrorCode.NOTE_TOO_LONG)
    assert not bench.state().busy
    assert bench.outcomes.finished == []


def test_after_a_lost_answer_the_next_press_is_the_same_command() -> None:
    bench = Bench().wrap_up()
    bench.outcomes.problem = AWAY
    bench.presenter.disposition_chosen("resolved")
    bench.presenter.finish_pressed()
    bench.tasks.run_all()
    assert bench.state().problem == AWAY.problem
    bench.outcomes.problem = None
    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    first, second = (command for _, command in bench.outcomes.finished)
    assert first == second


def test_a_wrap_up_that_was_finished_already_is_no_failure() -> None:
    bench = Bench().wrap_up()
    bench.outcomes.problem = ClientError(ErrorCode.INTERACTION_FINISHED)
    bench.reader.desk_now = desk(agent=agent(version=9))
    bench.presenter.disposition_chosen("resolved")
    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert not bench.state().visible
    assert bench.state().problem is None


def test_the_next_calls_wrap_up_starts_without_a_choice() -> None:
    bench = Bench().wrap_up()
    bench.presenter.disposition_chosen("resolved")
    bench.desk.receive(event(DeskChange(call_gone=True, agent=agent(version=2))))
    bench.wrap_up()

    assert bench.state().visible
    assert bench.state().chosen == ""


def test_a_list_of_outcomes_that_did_not_come_is_asked_for_again() -> None:
    outcomes = Outcomes()
    outcomes.list_problem = AWAY
    bench = Bench(outcomes)
    assert bench.state().disposition_problem == AWAY.problem

    outcomes.list_problem = None
    bench.wrap_up()
    bench.tasks.run_all()

    assert bench.state().disposition_problem is None
    assert bench.state().dispositions


def timed(**changes: object) -> WrapUp:
    rules = WrapUp(mode=WrapUpMode.TIMED, limit_at=START + timedelta(seconds=60), extension_seconds=60)
    return rules.model_copy(update=changes)


def test_a_chosen_outcome_is_kept_by_the_server_at_once_and_the_last_choice_counts() -> None:
    bench = Bench().wrap_up()

    bench.presenter.disposition_chosen("resolved")
    bench.presenter.disposition_chosen("card_blocked")
    bench.tasks.run_all()

    assert bench.outcomes.chosen == ["resolved", "card_blocked"]
    assert bench.state().chosen == "card_blocked"
    assert bench.outcomes.finished == []


def test_an_outcome_that_could_not_be_kept_is_sent_when_the_link_is_back() -> None:
    bench = Bench().wrap_up()
    bench.outcomes.choice_problem = AWAY
    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()
    assert bench.state().problem is None  # finishing would say it; choosing goes on by itself

    bench.outcomes.choice_problem = None
    bench.desk.link_changed(LinkState(LinkStatus.UP))
    bench.tasks.run_all()

    assert bench.outcomes.chosen == ["resolved", "resolved"]


def test_an_outcome_that_the_server_does_not_know_is_said() -> None:
    bench = Bench().wrap_up()
    bench.outcomes.choice_problem = ClientError(ErrorCode.DISPOSITION_UNKNOWN)
    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()

    assert bench.state().problem == Problem(ErrorCode.DISPOSITION_UNKNOWN)


def test_an_outcome_chosen_before_a_restart_is_shown_again() -> None:
    bench = Bench()
    bench.server.stored = bench.server.stored.model_copy(update={"disposition_code": "card_blocked"})

    bench.wrap_up()

    assert bench.state().chosen == "card_blocked"
    assert bench.outcomes.chosen == []


def test_once_the_time_is_up_choosing_an_outcome_saves_the_note_and_ends_the_wrap_up() -> None:
    bench = Bench().wrap_up(timed(overdue=True))
    assert bench.state().overdue

    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()

    assert [command.disposition_code for _, command in bench.outcomes.finished] == ["resolved"]
    assert bench.outcomes.chosen == []


def test_where_no_outcome_is_required_it_can_be_finished_without_one() -> None:
    bench = Bench().wrap_up(timed(outcome_required=False))

    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert [command.disposition_code for _, command in bench.outcomes.finished] == [""]


def test_a_fixed_wrap_up_is_not_finished_before_its_time() -> None:
    bench = Bench().wrap_up(timed(mode=WrapUpMode.FIXED))
    bench.presenter.disposition_chosen("resolved")

    bench.presenter.finish_pressed()
    bench.tasks.run_all()

    assert bench.state().fixed
    assert bench.outcomes.finished == []


def test_the_last_seconds_before_the_limit_are_warned_of() -> None:
    bench = Bench().wrap_up(timed())

    assert bench.state().caution_at == START + timedelta(seconds=50)


def test_more_time_is_asked_for_once_a_press_and_only_while_there_is_some() -> None:
    bench = Bench().wrap_up(timed(extensions_left=1), allowed=frozenset({AgentAction.EXTEND_WRAP_UP}))
    assert bench.state().can_extend

    bench.presenter.extend_pressed()
    bench.presenter.extend_pressed()
    bench.tasks.run_all()
    assert bench.outcomes.extended == 1

    bench.wrap_up(timed(), version=3)
    assert not bench.state().can_extend
    bench.presenter.extend_pressed()
    assert bench.outcomes.extended == 1


def test_an_outcome_that_was_not_kept_is_sent_again_although_nothing_else_happens() -> None:
    bench = Bench().wrap_up()
    bench.outcomes.choice_problem = AWAY
    bench.presenter.disposition_chosen("resolved")
    bench.tasks.run_all()
    bench.outcomes.choice_problem = None

    bench.clock.pass_seconds(3, bench.presenter.tick)
    bench.tasks.run_all()
    bench.clock.pass_seconds(3, bench.presenter.tick)
    bench.tasks.run_all()

    assert bench.outcomes.chosen == ["resolved", "resolved"]
