"""The card of warnings: what it says in both languages, and what its buttons do."""

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from agent_desktop.contract.complaint_clocks import WarnedAs, WarningKind
from agent_desktop.ui.complaints.cases.case.entries import Entry
from agent_desktop.ui.complaints.warnings.card import ROWS, WarningsCard
from agent_desktop.ui.complaints.warnings.presenter import WarningsState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from tests.ui.test_clock_warnings_presenter import warning


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> WarningsCard:
    made = WarningsCard(theme)
    qtbot.addWidget(made)
    made.resize(760, 400)
    return made


def said(card: WarningsCard) -> list[str]:
    return [each.said for each in card.findChildren(Entry)]


def test_it_says_what_is_over_of_which_case_by_which_rule_and_why_it_is_told(card: WarningsCard) -> None:
    late = warning(1, percent=100)
    asked = warning(2, 2).model_copy(
        update={"kind": WarningKind.EXTENSION_ASKED, "percent": 0, "told_as": WarnedAs.COMPLIANCE}
    )
    moved = warning(3, 3).model_copy(update={"kind": WarningKind.DATE_MOVED, "told_as": WarnedAs.SUPERVISOR})
    card.display(WarningsState((late, warning(4, 4, percent=50), asked, moved), known=True))

    rule = "Mainland · Tell the decision · due Wed 1 Jul"
    assert said(card) == [
        f"CMP-26-00001: the deadline is missed. {rule}",
        f"CMP-26-00004: 50 % of the time is over. {rule}",
        f"CMP-26-00002: more time is asked for. {rule}. You are told as compliance",
        f"CMP-26-00003: holidays were announced, the date has moved. {rule}. You are told as the supervisor",
    ]
    assert not card.isHidden()
    card.display(WarningsState(known=True))
    assert card.isHidden()


def test_a_case_is_opened_and_warnings_are_put_away(qtbot: QtBot, card: WarningsCard) -> None:
    many = tuple(warning(number, number) for number in range(1, ROWS + 3))
    card.display(WarningsState(many, known=True))
    row = card.findChildren(Entry)[0]
    with qtbot.waitSignal(card.case_chosen) as opened:
        row.findChildren(CommandButton)[0].click()
    with qtbot.waitSignal(card.seen_chosen) as seen:
        row.findChildren(LinkButton)[0].click()
    with qtbot.waitSignal(card.seen_chosen) as all_seen:
        card.all_seen.click()

    assert (opened.args, seen.args) == ([UUID(int=1)], [[UUID(int=1)]])
    assert all_seen.args == [[each.warning_id for each in many]]
    assert len(card.findChildren(Entry)) == ROWS
    assert card.all_seen.text() == f"Put all away, {len(many) - ROWS} more"
