"""The fields of the form, beside the categories. What is typed goes out field by field; nothing is written over."""

from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.complaint_reading import WHAT_LIMIT, FormField
from agent_desktop.client.complaint_words import ComplaintWords, SubjectWords
from agent_desktop.contract.complaint_form import OwnerChoice, ReplyWay
from agent_desktop.contract.complaints import ComplaintKind, Severity
from agent_desktop.ui.complaints.colleague_field import ColleagueField
from agent_desktop.ui.complaints.form.account_row import AccountField, FurtherSubjects, fill_choice
from agent_desktop.ui.complaints.form.along import AlongRows
from agent_desktop.ui.complaints.form.happened_field import HappenedField
from agent_desktop.ui.complaints.form.how_rows import HowRows
from agent_desktop.ui.complaints.form.parts import MoneyField, TickChip, stretched
from agent_desktop.ui.complaints.form.starting import category_of
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.complaints.form.words import SEVERITY_LOOKS, mistake_text, reply_word
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField, MistakeLine, TextField
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.guard import guarded
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.segmented import SegmentedChoice

_WHAT_HEIGHT: Final = 96
_NOTE_HEIGHT: Final = 50
_AMOUNT_WIDTH: Final = 142


class FieldsSheet(QWidget):
    """Draws the fields of a `FormState`.

    Signals:
        edited: A field's name in `ComplaintWords`, and what stands in it now.
        field_left: A `FormField` was left.
    """

    edited = Signal(str, object)
    field_left = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words: ComplaintWords | None = None
        self._filling = self._narrow = False
        self._person = LineField(theme)
        self._account = AccountField(theme)
        self._further = FurtherSubjects(theme)
        self._amount, self._asked = MoneyField(theme), MoneyField(theme)
        self._day = HappenedField(theme)
        self._severity = SegmentedChoice(theme)
        self._what = TextField()
        self._count = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._outcomes = QWidget()
        self._outcome_chips: list[tuple[str, TickChip]] = []
        self._outcome_row = FlowLayout(6)
        self._outcomes.setLayout(self._outcome_row)
        self._why = LineField(theme)
        self._whom = ColleagueField(theme)
        self._owner, self._reply = ChoiceField(theme), ChoiceField(theme)
        self._when = LineField(theme)
        self._note = TextField()
        self.along, self.how = AlongRows(theme), HowRows(theme)
        self._asked_mistake = MistakeLine(theme)
        self._frames: dict[str, FieldFrame] = {}
        self._asked_box = QWidget()
        self._fields: dict[FormField, QWidget] = {}
        self._build()
        self._join()

    def display(self, state: FormState) -> None:
        """Draw `state`."""
        if state.words is None:
            return
        self._filling = True
        try:
            self._words = state.words
            self._draw(state, state.words)
        finally:
            self._filling = False

    def focus_on(self, field: FormField) -> None:
        """Put the focus on a field."""
        target = self._fields.get(field)
        if self.how.focus_on(field):
            return
        if field is FormField.OUTCOMES and self._outcome_chips:
            target = self._outcome_chips[0][1]
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_narrow(self, narrow: bool) -> None:
        """Put the fields of the first row one under the other, where there is no room beside each other."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_first()

    @guarded(lambda: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self._filling:
            field = next((name for name, widget in self._fields.items() if widget is watched), None)
            if field is not None:
                self.field_left.emit(field)
        return False

    # building

    def _build(self) -> None:
        px = self._theme.px
        self._what.setFixedHeight(px(_WHAT_HEIGHT))
        self._note.setFixedHeight(px(_NOTE_HEIGHT))
        self._amount.setFixedWidth(px(_AMOUNT_WIDTH))
        self._asked.setFixedWidth(px(_AMOUNT_WIDTH + 8))
        self._frames = {
            "person": FieldFrame(self._theme, self._person),
            "account": FieldFrame(self._theme, self._account, required=True, aside=self._further.add),
            "amount": FieldFrame(self._theme, self._amount),
            "day": FieldFrame(self._theme, self._day, required=True),
            "severity": FieldFrame(self._theme, self._severity, required=True),
            "what": FieldFrame(self._theme, self._what, required=True, aside=self._count),
            "outcomes": FieldFrame(self._theme, self._outcomes, required=True),
            "why": FieldFrame(self._theme, self._why, required=True),
            "whom": FieldFrame(self._theme, self._whom),
            "owner": FieldFrame(self._theme, self._owner, required=True),
            "reply": FieldFrame(self._theme, self._reply, required=True),
            "when": FieldFrame(self._theme, self._when),
            "note": FieldFrame(self._theme, self._note),
        }
        self._frames["asked"] = FieldFrame(self._theme, self._asked, required=True)
        self._fields = {
            FormField.SUBJECTS: self._account,
            FormField.AMOUNT: self._amount,
            FormField.HAPPENED_ON: self._day,
            FormField.SEVERITY: self._severity,
            FormField.WHAT: self._what,
            FormField.OUTCOMES: self._outcomes,
            FormField.ASKED_AMOUNT: self._asked,
            FormField.ASKED_WHY: self._why,
            FormField.ABOUT_WHOM: self._whom,
            FormField.OWNER: self._owner,
            FormField.REPLY: self._reply,
            FormField.NOTE: self._note,
        }
        first = QWidget()
        self._first = QGridLayout(first)
        self._first.setContentsMargins(0, 0, 0, 0)
        self._first.setHorizontalSpacing(12)
        self._first.setVerticalSpacing(10)
        self._place_first()
        asked = QHBoxLayout(self._asked_box)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(12)
        asked.addWidget(self._frames["asked"], 0, Qt.AlignmentFlag.AlignBottom)
        asked.addWidget(self._asked_mistake, 1, Qt.AlignmentFlag.AlignBottom)
        who = stretched((self._frames["owner"], 5), (self._frames["reply"], 5), (self._frames["when"], 3))
        self._rows = {"first": first, "who": who}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 11, 16, 12)
        column.setSpacing(10)
        frames = self._frames
        parts: tuple[QWidget, ...] = (
            frames["person"], first, self._further, frames["severity"], frames["what"], frames["outcomes"],
            self._asked_box, frames["why"], who, self.how, frames["whom"], frames["note"], self.along,
        )  # fmt: skip
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)

    def _order(self) -> None:
        """Have Tab go as the eye does, also past what was made later."""
        chips = [chip for _, chip in self._outcome_chips]
        chain: list[QWidget] = [
            self._person, self._account, self._further.add, self._amount, self._day, *self._severity.stops,
            self._what, *chips, self._asked, self._why, self._owner, self._reply, self._when,
            *self.how.in_order, self._whom, self._note, *self.along.in_order,
        ]  # fmt: skip
        for before, after in pairwise(chain):
            self.setTabOrder(before, after)

    def _place_first(self) -> None:
        top, narrow = Qt.AlignmentFlag.AlignTop, self._narrow
        for each in ("account", "amount", "day"):
            self._first.removeWidget(self._frames[each])
        self._first.addWidget(self._frames["account"], 0, 0, 1, 3 if narrow else 1, top)
        self._first.addWidget(self._frames["amount"], int(narrow), 0 if narrow else 1, top)
        self._first.addWidget(self._frames["day"], int(narrow), 1 if narrow else 2, top)
        self._first.setColumnStretch(0, 0 if narrow else 1)
        self._first.setColumnStretch(2, 1 if narrow else 0)

    def _join(self) -> None:
        for name, line in (
            ("person_name", self._person), ("asked_why", self._why), ("reply_when", self._when),
        ):  # fmt: skip
            line.textEdited.connect(partial(self._told, name))
        self._whom.told.connect(self._whom_told)
        for name, text in (("what", self._what), ("note", self._note)):
            text.textChanged.connect(partial(self._text_told, name, text))
        self._amount.typed.connect(partial(self._told, "amount"))
        self._asked.typed.connect(partial(self._told, "asked_amount"))
        for money in (self._amount, self._asked):
            money.currency_chosen.connect(partial(self._told, "currency"))
        self._day.typed.connect(partial(self._told, "happened_on"))
        self._severity.chosen.connect(self._severity_chosen)
        self._account.picked.connect(self._account_picked)
        self._further.added.connect(self._subject_added)
        self._further.removed.connect(self._subject_removed)
        self._owner.activated.connect(lambda _: self._told("owner", str(self._owner.currentData() or "")))
        self._reply.activated.connect(lambda _: self._told("reply_way", str(self._reply.currentData() or "")))
        self.along.toggled.connect(self._told)
        self.how.edited.connect(self._told)
        for widget in self._fields.values():
            widget.installEventFilter(self)

    # drawing

    def _draw(self, state: FormState, said: ComplaintWords) -> None:
        complaint = said.kind is ComplaintKind.COMPLAINT
        category = category_of(state.form, said.category)
        self._label(said)
        self._account.display(said.subjects, state.holdings, category, self.tr("Choose one"))
        self._further.display(said.subjects, state.holdings, state.around.transactions, fixed=state.is_locked)
        currencies = state.form.currencies if state.form is not None else (said.currency,)
        currency_name = self.tr("Currency")
        self._amount.display(said.amount, said.currency, currencies, currency_name)
        self._asked.display(said.asked_amount, said.currency, currencies, currency_name)
        self._day.today = state.today
        self._day.name_calendar(self.tr("Open the calendar"))
        for line, text in (
            (self._person, said.person_name), (self._why, said.asked_why), (self._when, said.reply_when),
        ):  # fmt: skip
            if line.text() != text:
                line.setText(text)
        self._whom.show_people(state.form.colleagues if state.form is not None else ())
        self._whom.show_chosen(said.about_whom, said.about_user)
        if self._day.form_of(self._day.text()) != said.happened_on:
            self._day.setText(said.happened_on)
        for field, text in ((self._what, said.what), (self._note, said.note)):
            if field.toPlainText() != text:
                field.setPlainText(text)
        self._count.set_text(self.tr("{count} / {limit}").format(count=len(said.what), limit=WHAT_LIMIT))
        self._count.set_tone(Token.PROBLEM if len(said.what) > WHAT_LIMIT else Token.TEXT_2)
        self._draw_severity(state, said)
        self._draw_outcomes(state, said)
        self._draw_people(state, said)
        self.along.display(state)
        self.how.display(state)
        self._draw_mistakes(state)
        known = bool(state.holdings or said.subjects)
        self._frames["person"].setVisible(said.customer_id is None)
        self._frames["account"].setVisible(known)
        self._rows["first"].setVisible(complaint)
        self._further.setVisible(complaint and len(said.subjects) > 1)
        for name in ("severity", "outcomes", "note"):
            self._frames[name].setVisible(complaint)
        self._frames["whom"].setVisible(complaint or said.kind is ComplaintKind.PRAISE)
        self._asked_box.setVisible(complaint and state.asks_amount)
        self._frames["why"].setVisible(complaint and state.asks_more)
        self._rows["who"].setVisible(complaint)
        for widget in (*self._fields.values(), self._person, self._when):
            widget.setEnabled(not state.is_locked)

    def _label(self, said: ComplaintWords) -> None:
        frames = self._frames
        what = {
            ComplaintKind.COMPLAINT: self.tr("What happened"),
            ComplaintKind.SUGGESTION: self.tr("What the customer suggests"),
            ComplaintKind.PRAISE: self.tr("What the customer praises"),
        }[said.kind]
        frames["person"].set_label(self.tr("Who it is"))
        self._person.setPlaceholderText(self.tr("No customer on the screen: a name, if it was given"))
        frames["account"].set_label(self.tr("Account or card"), required=True)
        frames["amount"].set_label(self.tr("Amount in dispute"))
        frames["day"].set_label(self.tr("Happened on"), required=True)
        frames["severity"].set_label(self.tr("Severity"), required=True)
        frames["what"].set_label(what, required=True)
        frames["outcomes"].set_label(self.tr("What the customer wants"), required=True)
        frames["asked"].set_label(self.tr("Amount asked for"), required=True)
        frames["why"].set_label(self.tr("Why more than is in dispute"), required=True)
        frames["whom"].set_label(
            self.tr("Who is praised") if said.kind is ComplaintKind.PRAISE else self.tr("About whom")
        )
        self._whom.setPlaceholderText(self.tr("A colleague, branch or team, if somebody is meant"))
        frames["owner"].set_label(self.tr("Who deals with it"), required=True)
        frames["reply"].set_label(self.tr("Answer by"), required=True)
        frames["when"].set_label(self.tr("When to reach them"))
        self._when.setPlaceholderText(self.tr("any time"))
        frames["note"].set_label(self.tr("Note to whoever deals with it"))

    def _draw_severity(self, state: FormState, said: ComplaintWords) -> None:
        offered = state.form.severities if state.form is not None else ()
        options = tuple((each.severity.value, words(each.name)) for each in offered)
        looks = tuple(SEVERITY_LOOKS[each.severity] for each in offered)
        before = self._severity.stops
        self._severity.show_options(options, said.severity.value if said.severity is not None else "", looks=looks)
        if self._severity.stops != before:
            self._order()
        self._severity.setMinimumHeight(self._theme.px(30))
        chosen = next((each for each in offered if each.severity is said.severity), None)
        self._severity.setToolTip(words(chosen.hint) if chosen is not None else "")

    def _draw_outcomes(self, state: FormState, said: ComplaintWords) -> None:
        offered = state.form.outcomes if state.form is not None else ()
        codes = [each.code for each in offered]
        if codes != [code for code, _ in self._outcome_chips]:
            for _, chip in self._outcome_chips:
                self._outcome_row.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self._outcome_chips = []
            for code in codes:
                chip = TickChip(self._theme)
                chip.setObjectName(code)
                chip.clicked.connect(self._outcome_ticked)
                self._outcome_row.addWidget(chip)
                self._outcome_chips.append((code, chip))
            self._order()
        for (code, chip), each in zip(self._outcome_chips, offered, strict=True):
            chip.set_words(words(each.name))
            chip.setChecked(code in said.outcomes)

    def _draw_people(self, state: FormState, said: ComplaintWords) -> None:
        prefill = state.prefill
        owners = [(str(each.owner_id), self._owner_words(each)) for each in (prefill.owners if prefill else ())]
        if not said.owner or not owners:
            owners.insert(0, ("", self.tr("Whoever is proposed") if prefill is None else self.tr("Choose somebody")))
        fill_choice(self._owner, owners, said.owner)
        chosen = next((each for each in (prefill.owners if prefill else ()) if str(each.owner_id) == said.owner), None)
        self._owner.setToolTip(chosen.team if chosen is not None else "")
        ways = [_way_option(each) for each in (prefill.reply_ways if prefill else ())]
        if not said.reply_way or not ways:
            ways.insert(0, ("", self.tr("Not known yet") if prefill is None else self.tr("Choose a way")))
        fill_choice(self._reply, ways, said.reply_way)

    def _owner_words(self, owner: OwnerChoice) -> str:
        return self.tr("{name} · {count} open").format(name=owner.name, count=owner.open_count)

    def _draw_mistakes(self, state: FormState) -> None:
        told = {each.field: mistake_text(each) for each in state.mistakes}
        names = {
            FormField.SUBJECTS: "account", FormField.AMOUNT: "amount", FormField.HAPPENED_ON: "day",
            FormField.SEVERITY: "severity", FormField.WHAT: "what", FormField.OUTCOMES: "outcomes",
            FormField.OWNER: "owner", FormField.REPLY: "reply", FormField.NOTE: "note",
        }  # fmt: skip
        for field, name in names.items():
            self._frames[name].show_problem(told.get(field, ""))
        wrong = told.get(FormField.ASKED_AMOUNT, "")
        self._asked_mistake.show_words(wrong)
        self._asked.set_wrong(bool(wrong))
        self._asked.setAccessibleDescription(wrong)

    # what was typed

    def _told(self, name: str, value: object) -> None:
        if not self._filling:
            self.edited.emit(name, value)

    def _text_told(self, name: str, field: TextField) -> None:
        self._told(name, field.toPlainText().replace("\x00", ""))

    def _whom_told(self, text: str, user_id: str) -> None:
        self._told("about_user", user_id)
        self._told("about_whom", text)

    def _severity_chosen(self, severity: str) -> None:
        self._told("severity", Severity(severity))

    def _outcome_ticked(self, on: bool) -> None:
        code = self.sender().objectName()
        before = self._words.outcomes if self._words is not None else ()
        self._told("outcomes", (*before, code) if on else tuple(each for each in before if each != code))

    def _account_picked(self, subject: SubjectWords) -> None:
        before = self._words.subjects if self._words is not None else ()
        self._told("subjects", (subject, *(each for each in before[1:] if each.holding_id != subject.holding_id)))

    def _subject_added(self, subject: SubjectWords) -> None:
        before = self._words.subjects if self._words is not None else ()
        self._told("subjects", (*before, subject))

    def _subject_removed(self, place: int) -> None:
        before = self._words.subjects if self._words is not None else ()
        self._told("subjects", tuple(each for number, each in enumerate(before) if number != place))


def _way_option(way: ReplyWay) -> tuple[str, str]:
    return f"{way.channel.value}:{way.way_id}", f"{reply_word(way.channel)} {way.masked}".strip()
