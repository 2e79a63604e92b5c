"""Checking the caller: which question is asked, and whose word counts."""

from datetime import timedelta
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.verification import VerificationModel
from agent_desktop.contract.customers import Identifier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.verification import (
    AnswerCheck,
    CheckMethod,
    CheckResult,
    CheckShown,
    Level,
    Verification,
)
from agent_desktop.ui.customer.checks.presenter import ChecksPresenter, ChecksState
from agent_desktop.ui.customer.presenter import CustomerPresenter
from tests.client.support import AWAY, HeldTasks, desk, profile, snapshot
from tests.client.test_customers_on_screen import Bench as Models
from tests.ui.test_customer_presenter import Revealer

METHODS = {"born": CheckMethod.COMPARED, "document": CheckMethod.COMPARED, "use": CheckMethod.SAID}


class Server:
    """Says what it is told to say next."""

    def __init__(self) -> None:
        self.customer_id = uuid4()
        self.results: dict[str, CheckResult] = {}
        self.accounts: tuple[UUID, ...] = ()
        self.level = Level.NONE
        self.lock_minutes = 0
        self.problem: ClientError | None = None
        self.commands: list[AnswerCheck] = []
        self.reads = 0
        self.bench: Bench | None = None

    def verification(self, call_id: UUID) -> Verification:
        self.reads += 1
        if self.problem:
            raise self.problem
        assert self.bench is not None
        until = self.bench.clock.now() + timedelta(minutes=self.lock_minutes) if self.lock_minutes else None
        return Verification(
            call_id=call_id,
            customer_id=self.customer_id,
            accounts=self.accounts,
            level=self.level,
            points=0,
            passed=0,
            attempts_left=3,
            locked_until=until,
            checks=tuple(
                CheckShown(
                    code=code,
                    name={"en": code},
                    question={"en": f"{code}?"},
                    method=method,
                    points=1,
                    result=self.results.get(code),
                )
                for code, method in METHODS.items()
            ),
        )

    def check(self, call_id: UUID, command: AnswerCheck) -> Verification:
        self.commands.append(command)
        return self.verification(call_id)


class Bench(Models):
    def __init__(self) -> None:
        super().__init__()
        self.server, self.tasks = Server(), HeldTasks()
        self.server.bench = self
        self.model = VerificationModel(self.customers, self.server, self.tasks)
        self.presenter = ChecksPresenter(self.model, self.clock.now)

    def state(self) -> ChecksState:
        return self.presenter.state

    def asked(self) -> str:
        return self.state().asked.code if self.state().asked is not None else ""  # type: ignore[union-attr]

    def call(self) -> None:
        caller = profile()
        self.server.customer_id = caller.customer_id
        self.talk_to(caller)
        self.tasks.run_all()


def test_the_level_is_asked_for_once_the_call_is_taken_and_is_gone_with_it() -> None:
    bench = Bench()
    assert bench.server.reads == 0
    bench.call()
    assert bench.server.reads == 1
    assert bench.state().verification is not None

    bench.desk.receive(snapshot(desk()))

    assert bench.state() == ChecksState()


def test_the_next_question_comes_until_the_level_is_full() -> None:
    bench = Bench()
    bench.call()
    bench.presenter.open()
    assert bench.asked() == "born"

    bench.presenter.answered("  21 6 1979 ")
    bench.presenter.answered("again")  # ignored: the first is on its way
    bench.server.results["born"] = CheckResult.RIGHT
    bench.tasks.run_all()

    assert [command.answer for command in bench.server.commands] == ["21 6 1979"]
    assert bench.asked() == "document"
    bench.presenter.another(1)
    assert bench.asked() == "use"
    bench.presenter.said(True)
    bench.server.level = Level.FULL
    bench.tasks.run_all()
    assert bench.server.commands[-1].right is True
    assert not bench.state().open


def test_nobody_says_right_where_the_server_compares_and_types_where_it_does_not() -> None:
    bench = Bench()
    bench.call()
    bench.presenter.open()
    bench.presenter.said(True)
    bench.presenter.another(-1)
    bench.presenter.answered("a coffee")
    bench.tasks.run_all()

    assert bench.asked() == "use"
    assert bench.server.commands == []


def test_an_answer_that_is_refused_keeps_its_question_and_says_why() -> None:
    bench = Bench()
    bench.call()
    bench.presenter.open()
    bench.server.problem = ClientError(ErrorCode.CHECK_NOT_UNDERSTOOD)
    bench.presenter.answered("in spring")
    bench.tasks.run_all()

    assert bench.asked() == "born"
    assert bench.state().problem == Problem(ErrorCode.CHECK_NOT_UNDERSTOOD)
    bench.presenter.close()
    assert not bench.state().open


def test_a_lock_ends_the_questions_and_is_asked_about_again_when_it_is_over() -> None:
    bench = Bench()
    bench.call()
    bench.presenter.open()
    bench.server.lock_minutes = 30
    bench.presenter.answered("1 1 1980")
    bench.tasks.run_all()
    assert not bench.state().can_check
    assert bench.asked() == ""

    bench.server.lock_minutes = 0
    bench.clock.seconds += 30 * 60 + 2
    bench.presenter.tick()
    bench.tasks.run_all()

    assert bench.state().can_check


def test_a_server_that_is_away_is_asked_again_by_the_same_key() -> None:
    bench = Bench()
    bench.server.problem = AWAY
    bench.call()
    assert bench.state().problem is not None
    bench.server.problem = None

    bench.presenter.open()
    bench.tasks.run_all()

    assert bench.state().can_check


def test_a_value_that_needs_a_check_opens_the_question() -> None:
    bench = Bench()
    revealer = Revealer()
    revealer.problem = ClientError(ErrorCode.BASIC_CHECK_NEEDED)
    column = CustomerPresenter(
        bench.customers, bench.holdings, revealer, bench.tasks, bench.clock.now, on_check_needed=bench.presenter.open
    )
    bench.call()

    column.reveal_chosen(Identifier.MOBILE)
    bench.tasks.run_all()

    assert bench.asked() == "born"
    assert column.state.refused[Identifier.MOBILE].code is ErrorCode.BASIC_CHECK_NEEDED


def test_the_level_still_shows_where_the_callers_account_was_merged_with_one_that_leads() -> None:
    bench = Bench()
    bench.call()
    bench.server.accounts = (bench.server.customer_id,)
    bench.server.customer_id, bench.server.level = uuid4(), Level.BASIC

    bench.model.read()
    bench.tasks.run_all()
    seen = bench.model.checks.verification
    assert seen is not None
    assert seen.level is Level.BASIC

    bench.server.accounts, bench.server.level = (), Level.FULL  # of somebody else: the call was linked anew meanwhile
    bench.model.read()
    bench.tasks.run_all()
    assert bench.model.checks.verification == seen
