"""Warnings of complaint clocks on a desktop: read until seen, put away at once, back where the server was not told."""

from datetime import UTC, date, datetime
from uuid import UUID

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.contract.complaint_clocks import ClockWarning, ClockWarnings, WarnedAs, WarningKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.complaints.warnings.presenter import WarningsPresenter
from tests.client.support import AWAY, HeldTasks

AT = datetime(2026, 6, 30, 2, tzinfo=UTC)


def warning(number: int, complaint: int = 1, *, seen: bool = False, percent: int = 90) -> ClockWarning:
    return ClockWarning(
        warning_id=UUID(int=number),
        complaint_id=UUID(int=complaint),
        number=f"CMP-26-{complaint:05}",
        clock_id=UUID(int=100 + complaint),
        kind=WarningKind.RUNG,
        percent=percent,
        told_as=WarnedAs.OWNER,
        told_at=AT,
        seen_at=AT if seen else None,
        rule_name={"en": "Tell the decision", "zh": "答复处理结果"},
        set_name={"en": "Mainland", "zh": "内地"},
        due_on=date(2026, 7, 1),
        due_at=datetime(2026, 7, 1, 15, 59, 59, tzinfo=UTC),
        is_late=percent == 100,
    )


class Server:
    def __init__(self, *warnings: ClockWarning) -> None:
        self.all = {each.warning_id: each for each in warnings}
        self.asked = 0
        self.problem: ClientError | None = None

    def warnings(self) -> ClockWarnings:
        self.asked += 1
        return self._answer()

    def seen(self, warning_ids: tuple[UUID, ...]) -> ClockWarnings:
        if self.problem is not None:
            raise self.problem
        for each in warning_ids:
            self.all[each] = self.all[each].model_copy(update={"seen_at": AT})
        return self._answer()

    def _answer(self) -> ClockWarnings:
        return ClockWarnings(unseen=0, warnings=tuple(self.all.values()))


def numbers(presenter: WarningsPresenter) -> list[int]:
    return [each.warning_id.int for each in presenter.state.warnings]


def test_what_was_not_seen_is_shown_and_read_once_more_where_it_changed_meanwhile() -> None:
    server, tasks = Server(warning(1), warning(2, seen=True)), HeldTasks()
    presenter = WarningsPresenter(server, tasks)
    presenter.read()
    presenter.read()
    presenter.read()
    tasks.run_all()

    assert (numbers(presenter), server.asked, presenter.state.known) == ([1], 2, True)


def test_a_warning_is_put_away_at_once_and_its_case_puts_away_all_of_it() -> None:
    server, tasks = Server(warning(1), warning(2), warning(3, 2), warning(4, 2)), HeldTasks()
    presenter = WarningsPresenter(server, tasks)
    presenter.read()
    tasks.run_all()
    presenter.see([UUID(int=1)])
    assert numbers(presenter) == [2, 3, 4]
    presenter.read()  # was asked before the server has heard
    presenter.open_case(UUID(int=2))
    tasks.run_all()

    assert numbers(presenter) == [2]
    assert [each.seen_at is not None for each in server.all.values()] == [True, False, True, True]


def test_where_the_server_was_not_told_they_are_there_again_with_why() -> None:
    server, tasks = Server(warning(1)), HeldTasks()
    presenter = WarningsPresenter(server, tasks)
    presenter.read()
    tasks.run_all()
    server.problem = AWAY
    presenter.see([UUID(int=1)])
    presenter.see([UUID(int=1)])  # gone already
    assert presenter.state.warnings == ()
    problems: list[Problem | None] = []
    presenter.show_to(lambda state: problems.append(state.problem))
    tasks.run_all()

    assert numbers(presenter) == [1]
    assert any(each is not None and each.code == ErrorCode.SERVER_AWAY for each in problems)
