"""The rows of a person's home: a first line in strong type, what is known of it under it, and what can be done."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.home import ConsultWaiting, HandedCase, Home
from agent_desktop.contract.owed_calls import OwedCall
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import clock_text, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.languages import language_words

translate = QCoreApplication.translate


class Line(QWidget):
    """One row. `said` is all of it in words."""

    def __init__(self, theme: Theme, icon: str, tone: Token, first: str, aside: str, lines: tuple[str, ...]) -> None:
        super().__init__()
        self.said = ". ".join(filter(None, (first, aside, *lines)))
        self.setAccessibleName(self.said)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TextLabel(first, role=Role.BODY_STRONG, elided=True), 1)
        head.addWidget(TextLabel(aside, role=Role.SMALL, tone=tone))
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addLayout(head)
        for each in filter(None, lines):
            text.addWidget(TextLabel(each, role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.setContentsMargins(0, 2, 0, 0)
        text.addLayout(self.buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(10)
        row.addWidget(IconView(theme, icon, tone, 18), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)


class OwedLine(Line):
    """Signals:
    call_chosen: Call them.
    done_chosen: It was made, or not after all (`bool`).
    """

    call_chosen = Signal()
    done_chosen = Signal(bool)

    def add_buttons(self, theme: Theme, *, done: bool) -> None:
        """Offer what can be done: of one that was made, only to take that back."""
        self._call = CommandButton(theme, icon="ph.phone-outgoing", small=True)
        self._call.set_words(translate("Home", "Call"))
        self._call.setVisible(not done)
        self._done = CommandButton(theme, small=True)
        self._done.set_words(translate("Home", "Not made after all") if done else translate("Home", "Done"))
        self._call.clicked.connect(self.call_chosen)
        self._done.clicked.connect(lambda: self.done_chosen.emit(not done))
        for button in (self._call, self._done):
            self.buttons.addWidget(button)
        self.buttons.addStretch(1)

    def set_enabled(self, *, call: bool, done: bool) -> None:
        """Say what is possible now."""
        self._call.setEnabled(call)
        self._call.setToolTip(
            "" if call else translate("Home", "Possible when you have no call, and are ready or not ready")
        )
        self._done.setEnabled(done)


class CaseLine(Line):
    """Signals:
    opened: Show the customer.
    """

    opened = Signal()

    def add_link(self, theme: Theme, name: str) -> None:
        """Offer to show the customer."""
        link = LinkButton(theme)
        link.set_words(translate("Home", "Show {name}").format(name=name))
        link.clicked.connect(self.opened)
        self.buttons.addWidget(link)
        self.buttons.addStretch(1)


def consult_row(theme: Theme, waits: ConsultWaiting, seconds: int) -> Line:
    """Return who asks, about what, and for how long they wait."""
    if waits.rings:
        aside = translate("Home", "Rings now {time}").format(time=clock_text(seconds))
        icon, tone = "ph.phone-incoming-fill", Token.CAUTION
    else:
        aside = translate("Home", "Asks next, number {place}, {time}").format(
            place=waits.place, time=clock_text(seconds)
        )
        icon, tone = "ph.hourglass-medium", Token.INFO
    first = waits.by_name or translate("Home", "A colleague")
    about = " · ".join(filter(None, (words(waits.about), words(waits.queue_name))))
    return Line(theme, icon, tone, first, aside, (about, waits.asked))


def owed_row(theme: Theme, owed: OwedCall, due: str, done: str) -> OwedLine:
    """Return whom to call back, by when, why, and what the note says."""
    if owed.done_at is not None:
        icon, tone, aside = "ph.check-circle-fill", Token.GOOD, translate("Home", "Done {time}").format(time=done)
    elif owed.is_late:
        icon, tone, aside = (
            "ph.warning-circle-fill",
            Token.PROBLEM,
            translate("Home", "Late since {time}").format(time=due),
        )
    else:
        icon, tone, aside = "ph.phone-outgoing", Token.TEXT_2, translate("Home", "By {time}").format(time=due)
    first = owed.customer_name or translate("Home", "Not a customer we know")
    lines = (
        owed.reason,
        " · ".join(filter(None, (owed.number_masked, translate("Home", "From {name}").format(name=owed.by_name)))),
        "" if owed.told else translate("Home", "The customer was not told yet."),
        owed.summary,
        translate("Home", "Asked: {text}").format(text=owed.asked) if owed.asked else "",
        translate("Home", "Promised: {text}").format(text=owed.promised) if owed.promised else "",
    )
    row = OwedLine(theme, icon, tone, first, aside, lines if owed.done_at is None else lines[:1])
    row.add_buttons(theme, done=owed.done_at is not None)
    return row


def case_rows(theme: Theme, case: HandedCase, when: str, *, given: bool) -> CaseLine:
    """Return a case that went from one to another, with what it came to."""
    first = case.customer_name or translate("Home", "Not a customer we know")
    later = words(case.later_outcome)
    if given:
        with_whom = translate("Home", "{name} has it").format(name=case.other_name) if not later else case.other_name
        icon, tone = ("ph.check-circle-fill", Token.GOOD) if later else ("ph.hourglass-medium", Token.TEXT_2)
        said = translate("Home", "{name}: {outcome}").format(name=with_whom, outcome=later)
        lines: tuple[str, ...] = (said if later else with_whom,)
    else:
        icon, tone = "ph.handshake", Token.CAUTION
        lines = (
            translate("Home", "From {name}").format(name=case.other_name) if case.other_name else "",
            words(case.outcome),
            translate("Home", "Promised: {text}").format(text=case.promised) if case.promised else "",
        )
    row = CaseLine(theme, icon, tone, first, when, lines)
    if case.customer_id is not None and not given:
        row.add_link(theme, case.customer_name)
    return row


def skills_row(theme: Theme, home: Home) -> QWidget:
    """Return what the person can do and how much they have before them."""
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(6)
    chips = QWidget()
    flow = FlowLayout()
    chips.setLayout(flow)
    for skill in home.skills:
        level = translate("Home", "{skill}, level {level}").format(
            skill=words(skill.name) or skill.code, level=skill.level
        )
        flow.addWidget(Chip(theme, level, Kind.PLAIN))
    for code in home.languages:
        flow.addWidget(Chip(theme, language_words(code), Kind.PLAIN, "ph.translate"))
    if home.skills or home.languages:
        column.addWidget(chips)
    else:
        column.addWidget(
            TextLabel(translate("Home", "No skill is set for you."), role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        )
    day = home.day
    full = home.load >= home.consult_limit > 0
    for text, tone in (
        (translate("Home", "Before you now: {load} of {limit}").format(load=home.load, limit=home.consult_limit), None),
        (translate("Home", "At most {count} may ask for you next").format(count=home.ask_next_limit), Token.TEXT_2),
        (
            translate("Home", "Today: asked {asked}, came {came}, took over {taken}").format(
                asked=day.asked, came=day.came, taken=day.taken_over
            ),
            Token.TEXT_2,
        ),
    ):
        column.addWidget(TextLabel(text, role=Role.SMALL, tone=tone or (Token.CAUTION if full else Token.TEXT)))
    return row
