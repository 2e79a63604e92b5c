"""The questions beside a step's main one, each with its field and with what is wrong, in words, beside it."""

from datetime import date
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QObject, QTimer, Signal

from agent_desktop.service_scripts.schema import QuestionKind
from agent_desktop.ui.script_panel.answer_fields import make_field, split_currency
from agent_desktop.ui.script_panel.answer_frame import AnswerFrame
from agent_desktop.ui.script_panel.reading import phone_as_read
from agent_desktop.ui.script_panel.state import Fault, QuestionState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.formats import amount_text, language_now, weekday_text, words

PAUSE_MS = 700
"""How long after the last key a wrong value is told: not while it is still being typed."""


class QuestionField(QObject):
    """One question with its field. Typed text is given on at each change, so that Next opens at once.

    Signals:
        answered: Question id and the answer as typed.
        stepped: Question id and by how many days its date is to move.
        entered: Enter was pressed in the field.
    """

    answered = Signal(str, str)
    stepped = Signal(str, int)
    entered = Signal()

    def __init__(self, theme: Theme, question: QuestionState, parent: QObject, *, inline: bool) -> None:
        super().__init__(parent)
        self._question = question
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._field = make_field(theme, question.kind)
        self._field.changed.connect(self._changed)
        self._field.left.connect(self._left)
        self._field.entered.connect(self.entered)
        self._field.stepped.connect(self._step)
        self.widget = AnswerFrame(theme, self._field, inline=inline)
        self.display(question)

    def focus(self) -> None:
        """Put the focus into the field."""
        self._field.setFocus()

    def display(self, question: QuestionState) -> None:
        """Draw `question`; what is being typed is never written over."""
        self._question = question
        label = words(question.label)
        currencies = question.currencies
        if question.kind is QuestionKind.MONEY and len(currencies) == 1:
            label = f"{label} ({currencies[0]})"
        self.widget.set_label(label, required=question.required, help_words=words(question.help))
        self._field.set_hint(self._hint())
        self._field.show_question(question)
        if not question.fault:
            self.widget.show_problem("")
            self.widget.show_read(self._read_words())
        elif not self._field.is_typed_in():
            self._tell()

    def set_off(self, off: bool) -> None:
        """Let nothing be changed."""
        self._field.set_off(off)

    def _changed(self, text: str) -> None:
        self._pause.start()
        self.answered.emit(self._question.question_id, text)

    def _step(self, steps: int) -> None:
        self.stepped.emit(self._question.question_id, steps)

    def _left(self) -> None:
        if not self._field.is_typed_in():
            self._field.show_question(self._question)  # in the form in which it is kept
        self._tell()

    def _hint(self) -> str:
        """How an answer may be typed, where the field is empty."""
        match self._question.kind:
            case QuestionKind.DATE:
                return self.tr("18/6, or T for today")
            case QuestionKind.PHONE:
                return self.tr("Abroad: +44 20 7946 0018")
            case QuestionKind.MONEY:
                return "1286.40"
            case _:
                return ""

    def _read_words(self) -> str:
        """How the answer was read, where that is not what was typed."""
        question = self._question
        if not question.answer:
            return ""
        if question.kind is QuestionKind.DATE:
            day = _day_in(question.answer)
            if day is None:
                return ""
            away = (day - question.today).days if question.today is not None else None
            near = {0: self.tr("today"), -1: self.tr("yesterday"), 1: self.tr("tomorrow")}.get(away or 0)
            return f"{_day_words(day)} · {near}" if near and away is not None else _day_words(day)
        if question.kind is QuestionKind.PHONE:
            return phone_as_read(question.answer)
        if question.kind is QuestionKind.MONEY:
            return _amount(question.answer, question.currencies)
        return ""

    def _tell(self) -> None:
        self._pause.stop()
        question = self._question
        if not question.fault:
            return
        self.widget.show_read("")
        value = self._field.typed() or split_currency(question.answer, question.currencies)[0]
        self.widget.show_problem(self._fault_words(question, value))

    def _fault_words(self, question: QuestionState, value: str) -> str:
        """Name the value, the limit and the fix."""
        match question.fault:
            case Fault.NOT_A_DATE:
                text = self.tr("“{value}” is not a date. Write it as 2026-06-18, or T for today.")
            case Fault.NOT_AN_AMOUNT:
                text = self.tr("“{value}” is not an amount. Write it as 1286.40.")
            case Fault.NOT_A_NUMBER:
                text = self.tr("“{value}” is not a number. Write it as 12 or 12.5.")
            case Fault.NOT_A_PHONE:
                text = self.tr("“{value}” is no telephone number here. Write it with its country code: +852 9123 4567.")
            case Fault.NOT_A_CURRENCY:
                text = self.tr("Choose a currency: {currencies}.")
            case Fault.TOO_SMALL:
                text = self.tr("{value} is less than {least}, the least there may be. Check with the customer.")
            case Fault.TOO_LARGE:
                text = self.tr("{value} is more than {most}, the most there may be. Check with the customer.")
            case Fault.TOO_EARLY:
                text = self.tr("{value} is before {least}, the first day there may be.")
            case Fault.TOO_LATE:
                text = self.tr("{value} is after {most}, the last day there may be.")
            case Fault.TOO_LONG:
                text = self.tr("{count} characters, {limit} fit. Shorten it.")
            case _:
                text = self.tr("“{value}” is none of the answers. Choose one.")
        return text.format(
            value=value,
            least=self._limit_words(question.least),
            most=self._limit_words(question.most),
            limit=question.limit,
            count=len(value),
            currencies=", ".join(question.currencies),
        )

    def _limit_words(self, limit: str) -> str:
        kind = self._question.kind
        if not limit:
            return ""
        if kind is QuestionKind.DATE:
            day = _day_in(limit)
            return _day_words(day) if day is not None else limit
        return _amount(limit, ()) if kind is QuestionKind.MONEY else limit


def is_wide(question: QuestionState) -> bool:
    """Whether the question's field wants the whole width."""
    if question.kind is QuestionKind.YES_NO:
        return bool(question.first_key)
    return question.kind not in (QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.MONEY) or bool(
        question.kind is QuestionKind.MONEY and len(question.currencies) > 1
    )


def _day_in(answer: str) -> date | None:
    try:
        return date.fromisoformat(answer)
    except ValueError:
        return None


def _day_words(day: date) -> str:
    return f"{weekday_text(day)} {day.year}" if language_now() == "en" else f"{day.year}年{weekday_text(day)}"


def _amount(answer: str, currencies: tuple[str, ...]) -> str:
    amount, currency = split_currency(answer, currencies)
    try:
        return f"{currency} {amount_text(Decimal(amount))}".strip()
    except InvalidOperation:
        return answer
