from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.customers import AlertRow, StatusKind
from agent_desktop.demo import screen_relations as relations
from agent_desktop.demo.screen_customers import HO
from agent_desktop.ui.customer.relationship.related_row import RelatedRow
from agent_desktop.ui.customer.view import CustomerView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.masked_value import MaskedValue
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> CustomerView:
    made = CustomerView(theme, ticker, show_at_once=True)
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.show()
    return made


def words_on(widget: QWidget) -> list[str]:
    return [label.full_text() for label in widget.findChildren(TextLabel) if label.isVisible()]


def link(view: CustomerView, words: str) -> LinkButton:
    return next(each for each in view.findChildren(LinkButton) if each.isVisible() and each.text() == words)


def places(qtbot: QtBot, view: CustomerView) -> list[QPoint]:
    qtbot.wait(1)  # let the layouts come to rest
    return [each.mapTo(view, QPoint()) for each in view.findChildren(MaskedValue)]


def test_who_shares_products_is_named_with_what_they_are_to_which(view: CustomerView) -> None:
    view.display(relations.CUSTOMER)

    rows = [row for row in view.findChildren(RelatedRow) if row.isVisible()]
    assert [row.text() for row in rows] == ["Mr Ho Man Kit 何文傑 先生", "Ho & Lam Trading Ltd 何林貿易"]
    assert rows[0].accessibleDescription() == "joint owner  ·  •••• 0382 HKD integrated account and 1 more"
    assert {"Customer since Mar 2009", "Manager  ·  Private  ·  since Apr 2019"} <= set(words_on(view))


def test_a_related_person_is_opened_from_their_row(qtbot: QtBot, view: CustomerView) -> None:
    view.display(relations.CUSTOMER)
    row = next(row for row in view.findChildren(RelatedRow) if row.isVisible())

    with qtbot.waitSignal(view.related_chosen) as chosen:
        row.click()

    assert chosen.args == [relations.RELATIONSHIP.related[0].customer_id]


def test_what_did_not_come_says_why_and_can_be_asked_for_again(qtbot: QtBot, view: CustomerView) -> None:
    view.display(relations.RELATIONSHIP_FAILED)

    assert "Raymond Lau" in words_on(view)  # what came with the profile stays
    assert "not all could be read" in words_on(view)
    with qtbot.waitSignal(view.parts_retry_chosen):
        link(view, "Try again").click()


def test_where_nothing_is_known_the_panel_says_so(view: CustomerView) -> None:
    view.display(relations.NOTHING_KNOWN)

    shown = words_on(view)
    assert {"No relationship manager", "Nobody else"} <= set(shown)
    assert view.value.text() == "No value reckoned yet"


def test_what_comes_later_moves_nothing_that_stands_there(qtbot: QtBot, view: CustomerView) -> None:
    few = HO.model_copy(update={"alerts": HO.alerts[:1]})
    coming = replace(relations.RELATIONSHIP_COMING, profile=few)
    view.display(coming)
    assert "more may come" in words_on(view)
    before = places(qtbot, view)
    later = tuple(AlertRow(kind=StatusKind.INFO, icon="", title={"en": f"Alert {number}"}) for number in range(9))

    came = ProfilePart(PartKind.READY, HO.customer_id, later)
    view.display(replace(coming, relationship=relations.CUSTOMER.relationship, further_alerts=came))

    assert places(qtbot, view) == before
    assert "Alert 0" in words_on(view)
    assert "Alert 8" not in words_on(view)
    more = next(each for each in view.findChildren(LinkButton) if each.text().endswith(" more"))
    more.click()
    assert "Alert 8" in words_on(view)
    link(view, "Show less").click()
    assert "Alert 8" not in words_on(view)


def test_nothing_to_know_is_only_said_when_all_has_been_read(view: CustomerView) -> None:
    nobody = HO.model_copy(update={"alerts": ()})
    state = replace(relations.RELATIONSHIP_COMING, profile=nobody)
    view.display(state)
    assert "Nothing so far" in words_on(view)

    view.display(replace(state, further_alerts=ProfilePart(PartKind.READY, HO.customer_id, ())))
    assert "Nothing to know before you speak" in words_on(view)

    view.display(replace(state, further_alerts=ProfilePart(PartKind.FAILED, HO.customer_id)))
    assert "Alerts could not be read" in words_on(view)


def test_an_alert_that_came_with_the_profile_is_never_hidden_by_a_narrow_column(
    qtbot: QtBot, view: CustomerView
) -> None:
    long = {"en": "A card payment that is due in nine days and that nobody has arranged yet"}
    alerts = tuple(AlertRow(kind=StatusKind.INFO, icon="", title=long, detail=long) for _ in range(3))
    view.display(replace(relations.FURTHER_ALERTS, profile=HO.model_copy(update={"alerts": alerts})))

    view.resize(240, 900)
    qtbot.wait(1)

    assert words_on(view).count(long["en"]) == 6
