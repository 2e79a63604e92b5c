"""A customer to try a script with: asked for by hand, looked at once, and forgotten with the search."""

from uuid import UUID

import pytest

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.verification import Level
from agent_desktop.demo.screen_authoring import Library
from agent_desktop.demo.screen_trials import HITS, Bank
from agent_desktop.ui.authoring.customer_finder import CustomerFinder, FinderState
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter
from agent_desktop.ui.authoring.sample_callers import CALLERS, SampleCaller
from tests.client.support import HeldTasks
from tests.ui.conftest import NOW
from tests.ui.test_authoring_presenter import Desk

GRACE, KEUNG = (hit.customer_id for hit in HITS)


class Bench:
    def __init__(self, bank: Bank | None = None) -> None:
        self.bank = bank or Bank()
        self.tasks = HeldTasks()
        self.callers: list[SampleCaller] = []
        self.finder = CustomerFinder(self.bank, self.tasks, self.callers.append, agent_name="Nina Lam")


def test_nobody_is_looked_for_by_one_letter_nor_before_it_is_asked_for() -> None:
    bench = Bench()
    bench.finder.search(" h ")
    bench.tasks.run_all()

    assert bench.bank.asked == []
    assert bench.finder.state.too_short


def test_whoever_was_found_and_chosen_is_the_caller_with_what_the_bank_knows_of_them() -> None:
    bench = Bench()
    bench.finder.search("ho")
    assert bench.finder.state.searching
    bench.tasks.run_all()
    bench.finder.take(GRACE)
    bench.finder.take(GRACE)
    bench.tasks.run_all()

    assert bench.bank.asked == ["search ho", "look 11"]
    (caller,) = bench.callers
    assert caller.is_customer
    assert caller.level is Level.NONE
    assert caller.facts["agent_name"] == {"en": "Nina Lam", "zh": "Nina Lam"}
    assert caller.values["age"] == "46"
    assert [each.number_masked for each in caller.accounts] == ["•••• 4417"]
    assert bench.finder.state.taken


def test_nobody_is_looked_at_who_was_not_found() -> None:
    bench = Bench()
    bench.finder.take(UUID(int=99))
    bench.tasks.run_all()

    assert bench.bank.asked == []


def test_a_later_search_gives_the_earlier_one_up_and_its_answer_counts_for_nothing() -> None:
    bench = Bench()
    bench.finder.search("ho")
    bench.finder.search("grace")
    late = bench.tasks.held.pop(0)
    bench.tasks.run_all()
    late()

    assert bench.bank.asked == ["stop", "search grace", "search ho"]
    assert bench.finder.state.searched == "grace"


def test_what_comes_after_the_search_was_put_away_shows_nobody() -> None:
    bench = Bench()
    bench.finder.search("ho")
    bench.tasks.run_all()
    bench.finder.take(GRACE)
    bench.finder.close()
    bench.tasks.run_all()

    assert bench.callers == []
    assert bench.finder.state == FinderState()


@pytest.mark.parametrize("code", [ErrorCode.SERVER_AWAY, ErrorCode.NOT_ALLOWED])
def test_a_failure_is_told_and_the_search_can_be_asked_again(code: ErrorCode) -> None:
    bench = Bench(Bank(problem=code))
    bench.finder.search("ho")
    bench.tasks.run_all()
    assert bench.finder.state.problem is not None
    assert bench.finder.state.problem.code == code

    bench.bank.problem = None
    bench.finder.search("ho")
    bench.tasks.run_all()

    assert bench.finder.state.hits == HITS


def _preview() -> PreviewPresenter:
    preview = PreviewPresenter(lambda: NOW)
    preview.follow(Desk(Library(draft=None)).authoring.state.read.script, "confirm")
    return preview


def _customer(preview: PreviewPresenter) -> None:
    finder = CustomerFinder(Bank(), ImmediateTasks(), preview.choose_caller)
    finder.search("ho")
    finder.take(GRACE)


def test_a_trial_with_a_customer_begins_at_the_first_step_and_asks_for_their_check() -> None:
    preview = _preview()
    preview.begin_trial()
    preview.must_say_toggled("recording_notice")
    preview.go(1)
    preview.check_answered(passed=True)
    _customer(preview)

    assert preview.state.drawn.step_id == "greet"
    assert preview.state.drawn.must_left == 1
    assert "Ms Ho" in "".join(piece.text for piece in preview.state.drawn.say["en"])


def test_no_customer_is_on_the_screen_once_the_window_is_put_away() -> None:
    preview = _preview()
    _customer(preview)
    preview.begin_trial()

    preview.forget_customer()

    assert preview.state.caller is CALLERS[0]
    assert not preview.state.tries


def test_a_check_that_passed_in_one_trial_is_not_passed_in_the_next() -> None:
    preview = _preview()
    preview.begin_trial()
    preview.check_answered(passed=True)
    preview.end_trial()

    preview.begin_trial()

    assert preview.state.caller.level is Level.NONE
