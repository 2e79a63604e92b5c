"""Nothing that a reviewer or an agent has typed is lost, whatever happens meanwhile."""

from collections.abc import Callable
from uuid import uuid5

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.quality import GivenPoints, Review, ReviewMove, ReviewState, SaveReview
from agent_desktop.demo.quality_bank import ROOT, Bank, given_of
from agent_desktop.demo.screen_quality import own_window, quality_window
from agent_desktop.ui.quality.card_presenter import CardPresenter, Lists, QualityState
from agent_desktop.ui.quality.window import QualityWindow
from agent_desktop.ui.theme.theme import Theme
from tests.client.support import HeldTasks

BACK = 2


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def window(theme: Theme, bank: Bank, bring_up: Callable[[QWidget], None]) -> QualityWindow:
    window = quality_window(theme, bank)
    bring_up(window)
    window.start()
    window.calls.selectRow(1)
    window.card.begin.click()
    return window


def shown(window: QualityWindow) -> Review:
    review = window.quality.state.review
    assert review is not None
    return review


def test_a_publishing_that_is_refused_does_not_shut_the_draft(window: QualityWindow, bank: Bank) -> None:
    card, review = window.quality.card, shown(window)
    card.give(GivenPoints(code="greeting", points=3))
    moved, bank.move = bank.move, refusing(ErrorCode.QUALITY_REFUSED)  # type: ignore[method-assign]
    card.move(ReviewMove.PUBLISH)
    bank.move = moved  # type: ignore[method-assign]
    assert window.quality.state.problem is not None
    assert shown(window).version == bank.reviews[review.review_id].version

    for given in given_of(review.form):
        card.give(given)
    card.move(ReviewMove.PUBLISH)

    assert shown(window).state is ReviewState.PUBLISHED


def refusing(code: ErrorCode) -> Callable[..., Review]:
    def refuse(*_: object) -> Review:
        raise ClientError(code)

    return refuse


def test_a_draft_that_was_kept_elsewhere_takes_what_was_given_here_on_top(window: QualityWindow, bank: Bank) -> None:
    card, review = window.quality.card, shown(window)
    elsewhere = SaveReview(
        seen_version=review.version,
        answers=(GivenPoints(code="greeting", points=1), GivenPoints(code="verified", points=15)),
    )
    bank.save(review.review_id, elsewhere)

    card.give(GivenPoints(code="greeting", points=4))
    card.say("Calm.")
    card.keep()

    kept = bank.reviews[review.review_id]
    assert {each.code: each.points for each in kept.answers} == {"greeting": 4, "verified": 15}
    assert (kept.summary, window.quality.state.kept, window.quality.state.problem) == ("Calm.", True, None)


def test_a_review_that_is_shown_again_is_as_the_server_has_it_now(window: QualityWindow, bank: Bank) -> None:
    draft = shown(window)
    window.quality.list_what(Lists.REVIEWS)
    window.quality.choose_review(draft.review_id)
    window.quality.card.give(GivenPoints(code="greeting", points=4))
    window.card.note.setPlainText("Say the name first.")
    window.quality.choose_review(uuid5(ROOT, "review 1"))
    assert window.card.note.toPlainText() == ""

    window.quality.choose_review(draft.review_id)

    assert window.quality.state.answers["greeting"].points == 4
    assert window.card.note.toPlainText() == "Say the name first."
    window.quality.card.give(GivenPoints(code="greeting", points=5))
    window.quality.card.keep()
    assert bank.saves[-1].seen_version == 2
    assert window.quality.state.problem is None


def test_a_call_that_is_under_review_by_the_same_person_shows_that_review(window: QualityWindow, bank: Bank) -> None:
    draft = shown(window)
    window.calls.selectRow(2)
    window.calls.selectRow(1)
    bank.begin = refused_for(draft)  # type: ignore[method-assign]

    window.card.begin.click()

    assert shown(window).review_id == draft.review_id
    assert window.quality.state.problem is None


def refused_for(review: Review) -> Callable[..., Review]:
    def refuse(*_: object) -> Review:
        details = {"problem": "reviewed_already", "review_id": str(review.review_id)}
        raise ClientError(ErrorCode.QUALITY_REFUSED, details)

    return refuse


def test_what_is_given_while_a_draft_is_on_its_way_is_sent_after_it_though_another_review_shows() -> None:
    bank, tasks = Bank(), HeldTasks()
    review = bank.reviews[uuid5(ROOT, "review 1")]
    draft = review.model_copy(update={"state": ReviewState.DRAFT, "may_edit": True, "may": (ReviewMove.PUBLISH,)})
    bank.reviews[draft.review_id] = draft
    states = [QualityState()]
    card = CardPresenter(bank, bank, tasks, lambda: states[-1], states.append, lambda: None)
    card.take(draft)
    card.give(GivenPoints(code="greeting", points=1))
    card.keep()
    card.give(GivenPoints(code="greeting", points=2))
    card.keep()
    card.move(ReviewMove.PUBLISH)
    card.take(bank.reviews[uuid5(ROOT, "review 3")])

    tasks.run_all()

    points = [[each.points for each in save.answers if each.code == "greeting"] for save in bank.saves]
    assert points == [[1], [2]]
    assert bank.reviews[draft.review_id].state is ReviewState.DRAFT  # another one shows: nothing is published unseen


def test_a_note_that_is_typed_before_its_points_stays(window: QualityWindow, qtbot: QtBot) -> None:
    rows = window.card.scorecard.rows
    qtbot.keyClicks(rows["greeting"].note, "no name")
    window.quality.card.give(GivenPoints(code="verified", points=15))
    assert rows["greeting"].note.text() == "no name"

    rows["greeting"].points.setCurrentIndex(BACK)
    rows["greeting"].points.activated.emit(BACK)
    assert window.quality.state.answers["greeting"].note == "no name"
    rows["greeting"].points.setCurrentIndex(0)
    rows["greeting"].points.activated.emit(0)
    assert rows["greeting"].points.currentIndex() == BACK

    window.calls.selectRow(2)
    window.card.begin.click()
    assert rows["greeting"].note.text() == ""


def test_what_an_agent_types_to_one_review_is_there_when_they_come_back(
    theme: Theme, bank: Bank, bring_up: Callable[[QWidget], None]
) -> None:
    own = own_window(theme, bank)
    bring_up(own)
    own.start()
    own.table.selectRow(2)
    own.words.setPlainText("I had to: the line was bad.")
    own.table.selectRow(3)
    assert own.words.toPlainText() == ""
    own.table.selectRow(2)
    assert own.words.toPlainText() == "I had to: the line was bad."
    own.dispute.click()
    assert own.words.toPlainText() == ""


def test_a_note_that_was_closed_before_it_was_read_waits_for_nobody(
    theme: Theme, bank: Bank, bring_up: Callable[[QWidget], None]
) -> None:
    told = bank.mine()
    closed = told.notes[0].model_copy(update={"closed_at": told.notes[0].written_at, "closing_words": "Let be."})
    bank.mine = lambda: told.model_copy(update={"notes": (closed,)})  # type: ignore[method-assign]
    own = own_window(theme, bank)
    bring_up(own)
    own.start()
    states = {own.table.model().index(row, 1).data(): own.table.model().index(row, 3).data() for row in range(4)}
    assert states["Note from Helen Mak"] == "Closed"
    own.table.selectRow(3)
    assert not own.agree.isVisible()
