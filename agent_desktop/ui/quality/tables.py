"""The item models of calls to review and of reviews; filled in place."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QObject

from agent_desktop.contract.base import text_in
from agent_desktop.contract.quality import Calibration, CalibrationState, CallToReview, Review, ReviewState, Score
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.filled_table import FilledTable
from agent_desktop.ui.widgets.formats import clock_text, day_text, language_now
from agent_desktop.ui.widgets.rows import fill


def state_word(state: ReviewState) -> str:
    """Return how far a review has come, in the language now shown."""
    words = {
        ReviewState.DRAFT: QCoreApplication.translate("QualityWords", "Draft"),
        ReviewState.PUBLISHED: QCoreApplication.translate("QualityWords", "Published"),
        ReviewState.DISPUTED: QCoreApplication.translate("QualityWords", "Disputed"),
        ReviewState.ACKNOWLEDGED: QCoreApplication.translate("QualityWords", "Acknowledged"),
        ReviewState.SETTLED: QCoreApplication.translate("QualityWords", "Settled"),
        ReviewState.WITHDRAWN: QCoreApplication.translate("QualityWords", "Withdrawn"),
    }
    return words[state]


def percent_words(score: Score) -> str:
    """Return what a score comes to, a dash for none."""
    return "–" if score.percent is None else f"{score.percent:.1f} %"


def score_tone(score: Score) -> Token:
    """Return the tone of a score: whether it passes can be told from the words beside it as well."""
    return Token.TEXT_2 if score.percent is None else Token.GOOD if score.passed else Token.PROBLEM


class CallTable(FilledTable):
    """When, agent, queue, how long, and whether it can be heard."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(5, parent, at_right=frozenset({3}))

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("When"), self.tr("Agent"), self.tr("Queue"), self.tr("Talk"), self.tr("Recorded"))

    def show(self, calls: Sequence[CallToReview], when: Callable[[datetime], str]) -> None:
        """Fill the model; `when` says a time in words."""
        for (at, agent, queue, talk, recorded), each in zip(self._rows(len(calls)), calls, strict=True):
            fill(at, when(each.started_at), key=f"{each.call_id} {each.agent_id}")
            fill(agent, each.agent_name, type=Role.BODY_BOLD.value)
            fill(queue, text_in(each.queue_name, language_now()) or "–", tone=Token.TEXT_2.value)
            fill(talk, clock_text(each.seconds))
            word = self.tr("Yes") if each.recorded else self.tr("No")
            fill(recorded, word, tone=(Token.TEXT if each.recorded else Token.TEXT_3).value)


class ReviewTable(FilledTable):
    """When the call was, agent, by whom, what it came to, and where it stands."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(5, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("Call"), self.tr("Agent"), self.tr("Reviewer"), self.tr("Score"), self.tr("State"))

    def show(self, reviews: Sequence[Review], when: Callable[[datetime], str]) -> None:
        """Fill the model; `when` says a time in words."""
        for (at, agent, by, score, state), each in zip(self._rows(len(reviews)), reviews, strict=True):
            fill(at, when(each.call_at), key=str(each.review_id))
            fill(agent, each.agent_name, type=Role.BODY_BOLD.value)
            fill(by, each.reviewer_name, tone=Token.TEXT_2.value)
            failed = each.score.percent is not None and not each.score.passed and not each.score.missing
            icon = "ph.x-circle-fill" if failed else None
            fill(score, percent_words(each.score), tone=score_tone(each.score).value, icon=icon)
            waits = each.state is ReviewState.DISPUTED
            fill(state, state_word(each.state), tone=(Token.CAUTION if waits else Token.TEXT_2).value)


class CalibrationTable(FilledTable):
    """When it is due, its name, whose call it is, how many have handed in, and where it stands."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(5, parent)

    def retranslate(self) -> None:
        """Name the columns in the language now shown."""
        self._name(self.tr("Due"), self.tr("Calibration"), self.tr("Agent"), self.tr("In"), self.tr("State"))

    def show(self, calibrations: Sequence[Calibration], today: date) -> None:
        """Fill the model."""
        for (due, name, agent, count, state), each in zip(self._rows(len(calibrations)), calibrations, strict=True):
            is_open = each.state is CalibrationState.OPEN
            late = is_open and each.due_on < today
            word = self.tr("To score") if each.mine_is_wanted else self.tr("Open") if is_open else self.tr("Closed")
            handed_in = sum(score.handed_in_at is not None for score in each.scores)
            fill(
                due,
                day_text(each.due_on, today),
                key=str(each.calibration_id),
                tone=(Token.PROBLEM if late else Token.TEXT).value,
            )
            fill(name, each.name, type=Role.BODY_BOLD.value if each.mine_is_wanted else None)
            fill(agent, each.agent_name, tone=Token.TEXT_2.value)
            fill(count, self.tr("{n} of {all}").format(n=handed_in, all=len(each.scores)))
            fill(state, word, tone=(Token.CAUTION if each.mine_is_wanted else Token.TEXT_2).value)
