"""New rules of the house reach older complaints: seen first, started as seen, told how far it is, and stopped."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.complaint_clocks import ReachComplaints, ReachedComplaint, ReachPreview, RuleReach
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.complaints.cases.reach.card import ReachCard
from agent_desktop.ui.complaints.cases.reach.presenter import ReachPresenter
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from tests.client.support import HeldTasks

PORTION = 2
RULE = "house.acknowledge"


class Server:
    """Complaints by number that lack the rule; it looks at two at a time."""

    def __init__(self, count: int) -> None:
        self.left = list(range(1, count + 1))
        self.done: list[ReachComplaints] = []
        self.problem: ClientError | None = None

    def preview(self, after: UUID | None = None, through: UUID | None = None) -> ReachPreview:
        if self.problem is not None:
            raise self.problem
        first = 0 if after is None else after.int
        last = 10_000 if through is None else through.int
        these = [each for each in self.left if first < each <= last][:PORTION]
        more = [each for each in self.left if these and each > these[-1]]
        lines = tuple(
            ReachedComplaint(
                complaint_id=UUID(int=each), number=f"CMP-26-{each:05}", rule_id=RULE, due_on=date(2026, 7, 1),
                is_late=each == 1,
            )
            for each in these
        )  # fmt: skip
        rule = RuleReach(rule_id=RULE, name={"en": "House rule", "zh": "本行规则"}, count=len(these), late=1 in these)
        return ReachPreview(
            digest=",".join(map(str, these)),
            complaints=len(these),
            rules=(rule,) if these else (),
            shown=lines,
            looked=len(these),
            through=through or (UUID(int=these[-1]) if these else None),
            left=0 if through is not None else len(more),
        )

    def reach(self, command: ReachComplaints) -> ReachPreview:
        if self.problem is not None:
            raise self.problem
        now = self.preview(command.after, command.through)
        if now.digest != command.digest:
            raise ClientError(ErrorCode.CLOCK_REFUSED, {"problem": "clock_reach_changed"})
        self.done.append(command)
        self.left = [each for each in self.left if each > command.through.int]
        return now


@pytest.fixture
def card(theme: Theme, bring_up: Callable[[QWidget], None]) -> ReachCard:
    card = ReachCard(theme)
    bring_up(card)
    return card


def told(card: ReachCard, words: str) -> None:
    """Wait until the card says this: rows are laid out by the loop."""
    QApplication.processEvents()
    assert words in said(card)


def said(card: ReachCard) -> str:
    return "\n".join(each.full_text() for each in card.findChildren(TextLabel) if each.isVisible())


def test_all_that_would_change_is_seen_first_and_started_as_it_was_seen_with_a_reason(
    card: ReachCard, language: LanguageSwitch, qtbot: QtBot
) -> None:
    server, changed = Server(5), list[None]()
    reach = ReachPresenter(server, ImmediateTasks(), lambda: changed.append(None))
    reach.show_to(card.display)
    card.start_chosen.connect(reach.start)
    reach.open()
    told(card, "House rule")
    told(card, "starts for 5 open complaints")
    told(card, "late at once: 1")
    told(card, "CMP-26-00001")
    assert card.start.text() == "Start for 5 complaints"

    card.start.click()
    told(card, "Say why.")
    assert server.done == []
    reach.open()
    card.why.setText("The board's word of June")
    card.start.click()
    assert [(each.after, each.through.int, each.reason) for each in server.done] == [
        (None, 2, "The board's word of June"),
        (UUID(int=2), 4, "The board's word of June"),
        (UUID(int=4), 5, "The board's word of June"),
    ]
    told(card, "All 5 have their clocks.")
    assert changed == [None]
    language.use("zh")
    qtbot.waitUntil(lambda: "本行规则" in said(card))
    reach.open()
    assert reach.state.portions == ()


def test_how_far_it_is_is_told_it_stops_at_a_word_and_goes_on(card: ReachCard) -> None:
    server, tasks = Server(6), HeldTasks()
    reach = ReachPresenter(server, tasks, lambda: None)
    reach.show_to(card.display)
    card.stop_chosen.connect(reach.stop)
    reach.open()
    tasks.run_one()
    told(card, "Looking: 2 of 6, nothing is changed")
    tasks.run_all()
    reach.start("The board")
    tasks.run_one()
    told(card, "2 of 6 have their clocks")
    card.stop.click()
    tasks.run_all()
    told(card, "Stopped: 4 of 6 have their clocks. Those stay.")
    assert len(server.left) == 2
    reach.start("The board")
    tasks.run_all()
    assert server.left == []


def test_complaints_that_closed_meanwhile_do_not_stop_it_and_what_nobody_saw_does(card: ReachCard) -> None:
    server = Server(4)
    reach = ReachPresenter(server, ImmediateTasks(), lambda: None)
    reach.show_to(card.display)
    reach.open()
    server.left.remove(3)
    reach.start("The board")
    assert (server.left, reach.state.ended) == ([], True)

    server.left = [1, 4]
    reach.open()
    server.left = [1, 2, 4]
    reach.start("The board")
    assert server.left == [1, 2, 4]
    told(card, "It is not what you looked at any more.")


def test_a_start_whose_answer_was_lost_is_the_same_one(card: ReachCard) -> None:
    server = Server(1)
    reach = ReachPresenter(server, ImmediateTasks(), lambda: None)
    reach.show_to(card.display)
    reach.open()
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    reach.start("The board")
    assert not reach.state.going
    first = reach._command
    server.problem = None
    reach.start("The board")
    assert server.done == [first]
