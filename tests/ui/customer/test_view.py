from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.customers import Identifier
from agent_desktop.demo import screen_checks as checks
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import CANDIDATES
from agent_desktop.ui.customer.candidates import CandidateRow
from agent_desktop.ui.customer.checks.presenter import ChecksState
from agent_desktop.ui.customer.view import CustomerView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import IconButton, LinkButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.masked_value import MaskedValue
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> CustomerView:
    made = CustomerView(theme, ticker, show_at_once=True)
    qtbot.addWidget(made)
    made.resize(300, 720)
    made.show()
    return made


def words_on(widget: QWidget) -> list[str]:
    return [label.full_text() for label in widget.findChildren(TextLabel) if label.isVisible()]


def row_of(view: CustomerView, identifier: Identifier) -> MaskedValue:
    return next(row for row in view.findChildren(MaskedValue) if row.objectName() == identifier.value)


def eye_of(view: CustomerView, identifier: Identifier) -> IconButton:
    return row_of(view, identifier).findChildren(IconButton)[0]


def test_the_customer_is_named_with_what_to_know_before_speaking(view: CustomerView) -> None:
    view.display(samples.CUSTOMER)
    shown = words_on(view)

    assert "Ms Grace Ho Wing Sze" in shown
    assert "Unusual withdrawal today 02:14" in shown
    assert view.accessibleName() == "Customer Ms Grace Ho Wing Sze"


def test_a_caller_known_by_number_only_is_not_called_checked(view: CustomerView) -> None:
    view.display(samples.CUSTOMER)

    assert "Not checked yet" in words_on(view)


def test_the_eye_asks_for_its_own_value(view: CustomerView) -> None:
    asked: list[Identifier] = []
    view.reveal_chosen.connect(asked.append)
    view.display(samples.CUSTOMER)
    eye_of(view, Identifier.MOBILE).click()

    assert asked == [Identifier.MOBILE]


def test_a_value_shown_clear_waiting_or_refused_stands_in_its_own_row(view: CustomerView) -> None:
    view.display(samples.REVEALED)

    assert "+852 6000 4182" in words_on(row_of(view, Identifier.MOBILE))
    assert not eye_of(view, Identifier.EMAIL).isEnabled()
    assert words_on(row_of(view, Identifier.ADDRESS)) != ["••••, Kowloon Tong"]


def test_another_customer_shows_no_row_of_the_one_before(view: CustomerView) -> None:
    view.display(samples.CUSTOMER)
    view.display(samples.CALLER_ON_OFFER)
    shown = words_on(view)

    assert "Mr Derek Fung Tak Wai" in shown
    assert not any("Kowloon" in text or "Birthday" in text or "sales calls" in text for text in shown)


def test_one_of_several_is_chosen_with_the_keyboard(qtbot: QtBot, view: CustomerView) -> None:
    chosen: list[UUID] = []
    view.candidate_chosen.connect(chosen.append)
    view.display(samples.SEVERAL)
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    rows = [row for row in view.findChildren(CandidateRow) if row.isVisible()]
    rows[0].setFocus()

    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert chosen == [CANDIDATES[1].customer_id]
    qtbot.keyClick(rows[1], Qt.Key.Key_1)
    assert chosen[1:] == [CANDIDATES[0].customer_id]
    qtbot.keyClick(rows[1], Qt.Key.Key_9)  # nobody stands there
    qtbot.keyClick(rows[1], Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert len(chosen) == 2


def test_a_line_that_more_share_than_there_are_keys_is_said_to_be_one(view: CustomerView) -> None:
    view.display(samples.SHARED_LINE)

    shown = words_on(view)
    assert "37 customers share this number" in shown
    assert any("A line of many" in text for text in shown)


def test_reasons_that_the_column_would_cut_off_get_a_line_of_their_own_where_few_are_to_choose(
    view: CustomerView,
) -> None:
    long = {"en": "Keyed number · Their mobile number · last call 12 Jun", "zh": "输入的号码"}

    def heights(count: int) -> set[int]:
        candidates = tuple(
            CANDIDATES[0].model_copy(update={"customer_id": UUID(int=at), "reason": long}) for at in range(count)
        )
        view.resize(290, 760)
        view.display(replace(samples.SEVERAL, candidates=candidates, candidate_count=count))
        return {row.sizeHint().height() for row in view.findChildren(CandidateRow) if row.isVisible()}

    view.display(samples.SEVERAL)
    (low,) = {row.sizeHint().height() for row in view.findChildren(CandidateRow) if row.isVisible()}
    assert heights(2) != {low}
    assert heights(9) == {low}


def test_while_one_is_being_linked_none_can_be_chosen(view: CustomerView) -> None:
    view.display(replace(samples.SEVERAL, choosing=CANDIDATES[0].customer_id))

    assert not any(row.isEnabled() for row in view.findChildren(CandidateRow))


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (samples.NOBODY, "No customer"),
        (samples.UNKNOWN, "Unknown caller"),
        (samples.WITHHELD, "The caller withholds the number"),
        (samples.FAILED, "The customer cannot be shown"),
    ],
)
def test_no_customer_says_what_it_means(view: CustomerView, state: object, word: str) -> None:
    view.display(state)  # type: ignore[arg-type]

    assert word in words_on(view)


def test_a_failure_offers_to_try_again_and_an_unknown_caller_to_search(qtbot: QtBot, view: CustomerView) -> None:
    view.display(samples.FAILED)
    with qtbot.waitSignal(view.retry_chosen):
        view._nobody._empty._button.click()
    view.display(samples.UNKNOWN)
    with qtbot.waitSignal(view.search_wanted):
        view._nobody._empty._button.click()


def test_a_customer_found_by_search_can_be_linked_or_left(qtbot: QtBot, view: CustomerView) -> None:
    view.display(samples.FOUND)
    with qtbot.waitSignal(view.link_chosen):
        view._links.link.click()
    with qtbot.waitSignal(view.back_to_caller):
        view._links.back.click()


def test_a_narrow_window_folds_the_rest_until_it_is_asked_for(view: CustomerView) -> None:
    view.display(samples.CUSTOMER)
    view.set_folded(True)
    assert "Identifiers" not in words_on(view)
    assert "Unusual withdrawal today 02:14" in words_on(view)

    next(link for link in view.findChildren(LinkButton) if link.text() == "Identifiers and more").click()
    assert "Identifiers" in words_on(view)


def test_a_question_is_answered_and_changed_with_the_keyboard(qtbot: QtBot, view: CustomerView) -> None:
    answers: list[str] = []
    steps: list[int] = []
    closed: list[bool] = []
    view.checks.answered.connect(answers.append)
    view.checks.another_chosen.connect(steps.append)
    view.checks.closed.connect(lambda: closed.append(True))
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    view.display(samples.CUSTOMER)
    view.checks.display_checks(checks.ASKING)
    field = view.checks.findChildren(QLineEdit)[0]
    assert field.hasFocus()

    qtbot.keyClicks(field, "4563")
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    view.checks.display_checks(checks.ASKING_WRONG)
    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert (answers, steps, closed) == (["4563"], [1], [True])
    assert field.text() == ""  # what was said to one question is not there for the next


@pytest.mark.parametrize(
    ("state", "title"),
    [
        (checks.NOTHING_ASKED, "Not checked yet"),
        (checks.BASIC, "Basic check passed"),
        (checks.FULL, "Full check passed"),
        (checks.LOCKED, "Not verified, locked"),
    ],
)
def test_the_level_of_the_call_is_named(view: CustomerView, state: ChecksState, title: str) -> None:
    view.display(samples.CUSTOMER)
    view.checks.display_checks(state)

    assert title in words_on(view.checks)


def test_a_level_is_the_callers_and_not_of_somebody_found_by_search(view: CustomerView) -> None:
    view.display(samples.FOUND)
    view.checks.display_checks(checks.FULL)

    assert "Full check passed" not in words_on(view.checks)


def test_needs_stand_first_with_consent_and_review(view: CustomerView) -> None:
    view.display(checks.NEEDS)
    shown = words_on(view)

    assert shown[0] == "Hard of hearing  ·  Bereaved"
    assert "Hard of hearing: agreed 5 Jan, review 5 Jan 2027" in shown
    assert "Bereaved: agreed 2 May 2025, review was due 2 May" in shown


def test_the_customers_accounts_are_offered_to_whoever_may_say_which_are_theirs(view: CustomerView) -> None:
    asked: list[UUID] = []
    view.accounts_wanted.connect(asked.append)
    view.display(samples.CUSTOMER)
    assert not view.accounts.isVisible()

    view.set_keeper(True)
    view.accounts.click()

    assert samples.CUSTOMER.profile is not None
    assert asked == [samples.CUSTOMER.profile.customer_id]
