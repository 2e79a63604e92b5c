"""How the customer found it, and how they had expected it to be."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.surveys import GivenScore, Survey, SurveyForm, SurveyState, SurveyWay
from agent_desktop.ui.complaints.cases.case.entries import Card, Entry, soft_note
from agent_desktop.ui.complaints.cases.surveys.presenter import SurveysState
from agent_desktop.ui.complaints.small_form import FieldKind, FieldSpec, FormSpec, Values
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import MINUS, words

translate = QCoreApplication.translate
_LOOKS: Final = {
    SurveyState.ASKED: (Kind.CAUTION, "ph.hourglass-medium"),
    SurveyState.ANSWERED: (Kind.GOOD, "ph.check-circle-fill"),
    SurveyState.REFUSED: (Kind.PLAIN, "ph.prohibit"),
    SurveyState.NOT_ANSWERED: (Kind.PLAIN, "ph.minus-circle"),
    SurveyState.NOT_SENT: (Kind.PROBLEM, "ph.warning-circle-fill"),
}
_BEST: Final = 5


def score_text(score: Decimal | None) -> str:
    """Return ``4.2``."""
    return "" if score is None else f"{score:.1f}"


def gap_text(gap: Decimal | None) -> str:
    """Return ``+0.4`` or a real minus with the same."""
    if gap is None:
        return ""
    return f"{MINUS if gap < 0 else '+'}{abs(gap):.1f}"


def answer_form(survey: Survey, form: SurveyForm) -> FormSpec:
    """Return the questions as a small form, the way they are read out."""
    fields: list[FieldSpec] = []
    for question in form.questions:
        fields.append(_score(f"{question.code}.perceived", words(question.perceived), form, needed=True))
        if question.expected:
            fields.append(_score(f"{question.code}.expected", words(question.expected), form, needed=True))
    fields.append(FieldSpec("comment", FieldKind.WORDS, translate("Surveys", "What they said"), limit=1000))
    return FormSpec(
        f"survey.{survey.survey_id}",
        words(form.name),
        translate("Surveys", "Note the answers"),
        tuple(fields),
        words(form.intro),
        "ph.smiley",
    )


def _score(code: str, label: str, form: SurveyForm, *, needed: bool) -> FieldSpec:
    ends = {1: words(form.low), _BEST: words(form.high)}
    options = tuple(
        (str(score), " · ".join(filter(None, (str(score), ends.get(score, ""))))) for score in range(1, _BEST + 1)
    )
    return FieldSpec(code, FieldKind.CHOICE, label, needed=needed, options=options)


def scores_of(form: SurveyForm, values: Values) -> tuple[GivenScore, ...]:
    """Return what was answered, by question."""
    found = []
    for question in form.questions:
        expected = values.get(f"{question.code}.expected")
        found.append(
            GivenScore(
                question=question.code,
                perceived=int(str(values[f"{question.code}.perceived"])),
                expected=int(str(expected)) if expected else None,
            )
        )
    return tuple(found)


class SurveysCard(Card):
    """Draws a `SurveysState`.

    Signals:
        ask_chosen: Begin a survey in this `SurveyWay`.
        answer_chosen: Note the answers to this `Survey`.
        refuse_chosen: They do not want to answer this `Survey`.
    """

    ask_chosen = Signal(object)
    answer_chosen = Signal(object)
    refuse_chosen = Signal(object)

    def __init__(self, theme: Theme, when: Callable[[datetime], str]) -> None:
        super().__init__(theme, "ph.smiley")
        self._when = when

    def display(self, state: SurveysState) -> None:
        """Draw `state`."""
        told = state.told
        rows: list[QWidget] = []
        if state.problem is not None:
            text = deed_text(state.problem)
            rows.append(soft_note(self._theme, "problem", "ph.warning-circle-fill", Token.PROBLEM, text))
        surveys = told.surveys if told is not None else ()
        rows += [self._row(each, busy=state.busy) for each in surveys]
        if told is not None and told.form is not None:
            ask = Entry(self._theme, "ph.smiley", Token.INFO, words(told.form.name), (self.tr("It can be asked now."),))
            for way in told.ways:
                button = CommandButton(self._theme, self._way_word(way), small=True)
                button.clicked.connect(_Emit(self.ask_chosen, way))
                button.setEnabled(not state.busy)
                ask.add(button)
            rows.append(ask)
        nothing = self.tr("Getting the surveys") if told is None else self._why_not(told.why_not)
        self.show_rows(self.tr("How the customer found it"), rows, nothing, len(surveys))

    def _row(self, survey: Survey, *, busy: bool) -> QWidget:
        kind, icon = _LOOKS[survey.state]
        chip = Chip(self._theme, self._state_word(survey.state), kind, icon)
        first = words(survey.form_name)
        lines: list[str] = []
        token = Token.TEXT_2
        if survey.perceived is not None:
            first = self.tr("Found {score} of 5").format(score=score_text(survey.perceived))
            if survey.expected is not None:
                expected = self.tr("had expected {score}, that is {gap}")
                lines.append(expected.format(score=score_text(survey.expected), gap=gap_text(survey.gap)))
            token = Token.PROBLEM if survey.gap is not None and survey.gap < 0 else Token.GOOD
        lines.append(f"\u201c{survey.comment}\u201d" if survey.comment else "")
        lines.append(self._mail_word(survey) or self._message_word(survey))
        lines.append(" · ".join((words(survey.form_name), self._when(survey.answered_at or survey.asked_at))))
        row = Entry(self._theme, "ph.smiley", token, first, tuple(lines), chip=chip)
        if survey.state is SurveyState.ASKED:
            for text, signal in (
                (self.tr("Note the answers"), self.answer_chosen),
                (self.tr("They do not want to"), self.refuse_chosen),
            ):
                button = CommandButton(self._theme, text, small=True)
                button.clicked.connect(_Emit(signal, survey))
                button.setEnabled(not busy)
                row.add(button)
        return row

    def _state_word(self, state: SurveyState) -> str:
        return {
            SurveyState.ASKED: self.tr("Asked"),
            SurveyState.ANSWERED: self.tr("Answered"),
            SurveyState.REFUSED: self.tr("Refused"),
            SurveyState.NOT_ANSWERED: self.tr("Not answered"),
            SurveyState.NOT_SENT: self.tr("Not sent"),
        }[state]

    def _mail_word(self, survey: Survey) -> str:
        """Say how its e-mail stands; empty where it has none, or was answered."""
        if survey.mail is None or survey.state not in (SurveyState.ASKED, SurveyState.NOT_SENT):
            return ""
        return {
            MailStage.WAITING: self.tr("The e-mail is waiting to be sent."),
            MailStage.SENDING: self.tr("The e-mail is being sent."),
            MailStage.SENT: self.tr("The e-mail was sent. They answer on the page of its link."),
            MailStage.UNCERTAIN: self.tr("Nobody knows whether the e-mail was sent. It is not sent again."),
            MailStage.NOT_SENT: {
                "no_email": self.tr("They have no e-mail address any more."),
                "no_consent": self.tr("There is no consent on record any more."),
                "unwished": self.tr("They wish to be asked nothing."),
                "refused": self.tr("The mail server does not take their address."),
                "away": self.tr("The mail server was away for three days."),
            }.get(survey.mail_why, self.tr("The e-mail was not sent.")),
        }[survey.mail]

    def _message_word(self, survey: Survey) -> str:
        """Say how what was asked by a short message is answered; empty where it was not, or is over."""
        if survey.way is not SurveyWay.MESSAGE or survey.state is not SurveyState.ASKED:
            return ""
        if survey.linked:
            return self.tr("They answer on the page of the link in the text message.")
        return self.tr("The text message has no link: whoever hears the answers notes them.")

    def _way_word(self, way: SurveyWay) -> str:
        return {
            SurveyWay.PHONE: self.tr("Ask by phone"),
            SurveyWay.MESSAGE: self.tr("Send a text message"),
            SurveyWay.EMAIL: self.tr("Send an e-mail"),
        }[way]

    def _why_not(self, reason: str) -> str:
        return {
            "not_closed": self.tr("The customer is asked once it is closed."),
            "no_customer": self.tr("Nobody can be asked: no customer is on record."),
            "asked_already": self.tr("The customer was asked already."),
            "asked_lately": self.tr("The customer was asked about something else lately."),
            "unwished": self.tr("The customer wishes to be asked nothing."),
        }.get(reason, self.tr("Nothing is asked about this."))


class _Emit:
    """Emits what a button is of."""

    def __init__(self, signal: object, value: object) -> None:
        self._signal, self._value = signal, value

    def __call__(self) -> None:
        self._signal.emit(self._value)  # type: ignore[attr-defined]
