"""The cards of one complaint: what was recorded, tasks, redress, people, links, and its story."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.complaint_cases import Case, CaseSubject, Right
from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.complaint_parts import (
    ComplaintTask,
    ComplaintTaskState,
    Redress,
    RedressState,
)
from agent_desktop.ui.complaints.cases.case.entries import Card, Entry, Facts, words_block
from agent_desktop.ui.complaints.cases.case.forms import decision_word, step_word
from agent_desktop.ui.complaints.cases.case.presenter import CaseState
from agent_desktop.ui.complaints.cases.case.story import Chapter, story_of
from agent_desktop.ui.complaints.cases.case.values import category_path, name_of
from agent_desktop.ui.complaints.words import channel_word, field_word, link_word, reply_word, state_word
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import money_text, weekday_text, words

When = Callable[[datetime], str]
_TASKS: Final = {
    ComplaintTaskState.OPEN: (Kind.CAUTION, "ph.circle-dashed"),
    ComplaintTaskState.TAKEN: (Kind.INFO, "ph.play"),
    ComplaintTaskState.DONE: (Kind.GOOD, "ph.check-circle-fill"),
    ComplaintTaskState.REFUSED: (Kind.PROBLEM, "ph.x-circle"),
    ComplaintTaskState.CANCELLED: (Kind.PLAIN, "ph.arrow-u-up-left"),
}
_REDRESS: Final = {
    RedressState.PROPOSED: (Kind.CAUTION, "ph.hourglass-medium"),
    RedressState.APPROVED: (Kind.GOOD, "ph.check"),
    RedressState.REFUSED: (Kind.PROBLEM, "ph.x-circle"),
    RedressState.WITHDRAWN: (Kind.PLAIN, "ph.arrow-u-up-left"),
    RedressState.PAID: (Kind.GOOD, "ph.check-circle-fill"),
}


class FactsCard(Card):
    """Everything that was recorded, the words of customer and bank first."""

    def __init__(self, theme: Theme, when: When) -> None:
        super().__init__(theme, "ph.note")
        self._when = when
        self._facts = Facts(theme)

    def display(self, case: Case, form: ComplaintForm | None) -> None:
        """Draw what is on record."""
        said = self.tr("What happened")
        rows: list[QWidget] = [words_block(said, case.what_happened)]
        if case.answer:
            who = case.answer_approved_by or case.answer_proposed_by
            title = (
                self.tr("Answer, approved by {name}")
                if case.answer_approved_by
                else self.tr("Answer proposed by {name}")
            )
            rows.append(words_block(title.format(name=who) if who else field_word("answer"), case.answer))
        facts = Facts(self._theme)
        facts.show_facts(self._lines(case, form))
        rows.append(facts)
        if case.note:
            rows.append(words_block(field_word("note"), case.note))
        self.show_rows(self.tr("The complaint"), rows, "", 0)

    def _lines(self, case: Case, form: ComplaintForm | None) -> list[tuple[str, str, Token | None]]:
        glance = case.glance
        by = case.recorded_by.name if case.recorded_by is not None else ""
        recorded = " · ".join(filter(None, (self._when(glance.recorded_at), by, channel_word(case.channel))))
        asked = money_text(case.currency, case.asked_amount) if case.asked_amount is not None else ""
        outcomes = ", ".join(name_of(form.outcomes, code) for code in case.outcomes) if form is not None else ""
        lines: list[tuple[str, str, Token | None]] = [
            (field_word("category_code"), category_path(form, glance.category_code), None),
            (self.tr("Recorded"), recorded, None),
            (field_word("amount"), money_text(case.currency, case.amount) if case.amount is not None else "", None),
            (field_word("happened_on"), weekday_text(case.happened_on) if case.happened_on else "", None),
            (field_word("outcomes"), " · ".join(filter(None, (outcomes, asked))), None),
            (field_word("reply"), self._reply(case), None),
            (field_word("subjects"), "\n".join(self._subject(each) for each in case.subjects), None),
            (field_word("region"), name_of(form.regions, case.region.value) if form is not None else "", None),
        ]
        if case.asked_why:
            lines.append((field_word("asked_why"), case.asked_why, None))
        if case.about_whom:
            lines.append((field_word("about_whom"), case.about_whom, None))
        if case.about_user is not None:
            alone = self.tr("{name}: neither owns it nor approves or reads the work on it")
            lines.append((field_word("about_user_id"), alone.format(name=case.about_user.name), Token.CAUTION))
        if case.waits_until is not None:
            lines.append((self.tr("Waits until"), weekday_text(case.waits_until), None))
        cause = name_of(form.root_causes, case.root_cause) if form is not None and case.root_cause else ""
        result = name_of(form.results, case.result) if form is not None and case.result else ""
        lines.append((field_word("root_cause"), cause, None))
        lines.append((field_word("result"), result, None))
        if glance.closed_at is not None:
            lines.append((self.tr("Closed"), self._when(glance.closed_at), None))
        if case.first_contact:
            lines.append((self.tr("Settled"), self.tr("in the first contact"), Token.GOOD))
        return lines

    def _reply(self, case: Case) -> str:
        reply = case.reply
        if reply is None:
            return ""
        hours = f"{reply.hours_from}\u2013{reply.hours_until}" if reply.hours_from else ""
        return " · ".join(filter(None, (reply_word(reply.channel), reply.masked, hours, reply.words)))

    def _subject(self, subject: CaseSubject) -> str:
        parts = [words(subject.product), subject.number_masked]
        if subject.booked_at is not None:
            parts.append(self._when(subject.booked_at))
        if subject.amount is not None:
            parts.append(money_text(subject.currency, subject.amount))
        return " · ".join(filter(None, (*parts, subject.text)))


class TasksCard(Card):
    """Tasks of departments.

    Signals:
        add_chosen: Ask a department.
        step_chosen: A `ComplaintTask` and the `ComplaintTaskStep` that is wanted.
    """

    add_chosen = Signal()
    step_chosen = Signal(object, object)

    def __init__(self, theme: Theme, when: When) -> None:
        super().__init__(theme, "ph.check-square")
        self._when = when
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self.head.addWidget(self.add)
        self.add.clicked.connect(self.add_chosen)

    def display(self, case: Case) -> None:
        """Draw them."""
        self.add.set_words(self.tr("Ask a department"))
        self.add.setVisible(Right.TASK in case.rights)
        rows = [self._row(each) for each in case.tasks]
        self.show_rows(self.tr("Tasks of departments"), rows, self.tr("No department has been asked."))

    def _row(self, task: ComplaintTask) -> QWidget:
        kind, icon = _TASKS[task.state]
        chip = Chip(self._theme, self._state_word(task.state), kind, icon)
        token = Token.PROBLEM if task.is_late else Token.TEXT_2
        due = self.tr("late since {time}") if task.is_late else self.tr("by {time}")
        by = " · ".join(
            filter(
                None,
                (
                    self.tr("asked by {name}").format(name=task.asked_by) if task.asked_by else "",
                    self.tr("with {name}").format(name=task.taken_by) if task.taken_by else "",
                ),
            )
        )
        lines = (task.words, by, self.tr("Result: {text}").format(text=task.result) if task.result else "")
        name = words(task.department_name) or task.department
        row = Entry(
            self._theme,
            "ph.buildings",
            token,
            name,
            lines,
            aside=due.format(time=self._when(task.due_at)) if task.ended_at is None else "",
            aside_token=token,
            chip=chip,
        )
        for step in sorted(task.steps):
            button = CommandButton(self._theme, step_word(step), small=True)
            button.clicked.connect(_Emit(self.step_chosen, task, step))
            row.add(button)
        return row

    def _state_word(self, state: ComplaintTaskState) -> str:
        return {
            ComplaintTaskState.OPEN: self.tr("Open"),
            ComplaintTaskState.TAKEN: self.tr("In hand"),
            ComplaintTaskState.DONE: self.tr("Done"),
            ComplaintTaskState.REFUSED: self.tr("Refused"),
            ComplaintTaskState.CANCELLED: self.tr("Taken back"),
        }[state]


class RedressCard(Card):
    """What the customer gets, with who decides on it.

    Signals:
        propose_chosen: Propose something.
        decision_chosen: A `Redress` and the `RedressDecision` that is wanted.
    """

    propose_chosen = Signal()
    decision_chosen = Signal(object, object)

    def __init__(self, theme: Theme, when: When) -> None:
        super().__init__(theme, "ph.currency-circle-dollar")
        self._when = when
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self.head.addWidget(self.add)
        self.add.clicked.connect(self.propose_chosen)

    def display(self, case: Case) -> None:
        """Draw it."""
        self.add.set_words(self.tr("Propose redress"))
        self.add.setVisible(Right.REDRESS in case.rights)
        rows = [self._row(each) for each in case.redress]
        nothing = self.tr("Nothing is decided yet. Before it is closed, say what is given, or that it is nothing.")
        self.show_rows(self.tr("Redress"), rows, nothing)

    def _row(self, redress: Redress) -> QWidget:
        kind, icon = _REDRESS[redress.state]
        chip = Chip(self._theme, self._state_word(redress.state), kind, icon)
        amount = money_text(redress.currency, redress.amount) if redress.amount is not None else ""
        name = " · ".join(filter(None, (words(redress.kind_name) or redress.kind, amount)))
        proposed = self.tr("proposed by {name}, {time}")
        lines = [redress.reason, proposed.format(name=redress.proposed_by, time=self._when(redress.proposed_at))]
        if redress.decided_at is not None:
            decided = self.tr("decided by {name}, {time}")
            lines.append(decided.format(name=redress.decided_by, time=self._when(redress.decided_at)))
        lines.append(redress.decided_reason)
        if redress.state is RedressState.PROPOSED and redress.needs_limit is not None:
            text = self.tr("Whoever approves it needs a limit of {amount}.")
            lines.append(text.format(amount=f"{redress.needs_limit:,.2f}"))
        row = Entry(self._theme, "ph.currency-circle-dollar", Token.TEXT_2, name, tuple(lines), chip=chip)
        for decision in sorted(redress.decisions):
            button = CommandButton(self._theme, decision_word(decision), small=True)
            button.clicked.connect(_Emit(self.decision_chosen, redress, decision))
            row.add(button)
        return row

    def _state_word(self, state: RedressState) -> str:
        return {
            RedressState.PROPOSED: self.tr("Waits for approval"),
            RedressState.APPROVED: self.tr("Approved"),
            RedressState.REFUSED: self.tr("Refused"),
            RedressState.WITHDRAWN: self.tr("Taken back"),
            RedressState.PAID: self.tr("Paid"),
        }[state]


class PeopleCard(Card):
    """Owner and back-up."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "ph.users")

    def display(self, case: Case) -> None:
        """Draw them."""
        rows: list[QWidget] = []
        for person, word in ((case.owner, self.tr("Owner")), (case.backup, self.tr("Back-up"))):
            name = person.name if person is not None else self.tr("Nobody")
            token = Token.TEXT_2 if person is not None or word != self.tr("Owner") else Token.CAUTION
            icon = "ph.user" if person is not None else "ph.user-minus"
            team = person.team if person is not None else case.team
            rows.append(Entry(self._theme, icon, token, name, (" · ".join(filter(None, (word, team))),)))
        self.show_rows(self.tr("Who deals with it"), rows, "", 0)


class LinksCard(Card):
    """Repeats, joined ones and contacts, with the customer's other complaints.

    Signals:
        case_chosen: Open another complaint (`UUID`).
        link_chosen: Say that it is the same trouble as an earlier one.
    """

    case_chosen = Signal(object)
    link_chosen = Signal()

    def __init__(self, theme: Theme, when: When) -> None:
        super().__init__(theme, "ph.link")
        self._when = when
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self.head.addWidget(self.add)
        self.add.clicked.connect(self.link_chosen)

    def display(self, state: CaseState) -> None:
        """Draw them."""
        case = state.case
        if case is None:
            return
        self.add.set_words(self.tr("Link"))
        self.add.setVisible(Right.LINK in case.rights and bool(state.others))
        rows: list[QWidget] = []
        linked = set()
        for link in case.links:
            linked.add(link.other_id)
            first = link_word(link.kind, incoming=link.incoming)
            about = " · ".join(filter(None, (link.by_name, self._when(link.at))))
            row = Entry(self._theme, "ph.link", Token.TEXT_2, first, (about,))
            if link.other_id is not None:
                self._way_to(row, f"{link.number} · {state_word(link.state)}", link.other_id)
            rows.append(row)
        for other in state.others:
            if other.complaint_id in linked:
                continue
            row = Entry(
                self._theme,
                "ph.clock-counter-clockwise",
                Token.TEXT_2,
                words(other.category),
                (self._when(other.recorded_at),),
            )
            self._way_to(row, f"{other.number} · {state_word(other.state)}", other.complaint_id)
            rows.append(row)
        self.show_rows(self.tr("Repeats and other complaints"), rows, self.tr("This customer has no other complaint."))

    def _way_to(self, row: Entry, words_of_it: str, complaint_id: object) -> None:
        link = LinkButton(self._theme, words_of_it)
        link.clicked.connect(_Emit(self.case_chosen, complaint_id))
        row.add(link)


class StoryCard(Card):
    """The history, the last chapter first."""

    def __init__(self, theme: Theme, when: When) -> None:
        super().__init__(theme, "ph.book-open")
        self._when = when

    def display(self, state: CaseState) -> None:
        """Draw it."""
        chapters = story_of(state.history, state.form) if state.history is not None else ()
        rows = [self._row(each) for each in chapters]
        nothing = self.tr("Getting the history") if state.history is None else self.tr("Nothing has happened yet.")
        self.show_rows(self.tr("History"), rows, nothing)

    def _row(self, chapter: Chapter) -> QWidget:
        about = " · ".join(filter(None, (chapter.by, self._when(chapter.at))))
        written = f"\u201c{chapter.words}\u201d" if chapter.words else ""
        return Entry(self._theme, chapter.icon, chapter.token, chapter.said, (written, *chapter.changes, about))


class _Emit:
    """Emits what a button is of."""

    def __init__(self, signal: object, *values: object) -> None:
        self._signal, self._values = signal, values

    def __call__(self) -> None:
        self._signal.emit(*self._values)  # type: ignore[attr-defined]
