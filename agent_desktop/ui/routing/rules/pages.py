"""The forms of outcomes, of reasons for being not ready, and of thresholds: the list at the left, one part at the
right."""

from collections.abc import Callable, Sequence
from typing import Final

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from agent_desktop.client.routing_draft import Place
from agent_desktop.client.rules_draft import Entry, entries_of
from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.contract.rules import RuleKind
from agent_desktop.ui.routing.form import Bound, ChoiceBound, FormCard, LineBound, Options, TickBound, draw_fields
from agent_desktop.ui.routing.lists_page import QueueTicks
from agent_desktop.ui.routing.rules.state import RulesState
from agent_desktop.ui.routing.rules.words import about_words, measure_word, planned_options, queues_label
from agent_desktop.ui.routing.save_row import failure_words
from agent_desktop.ui.routing.words import name_in, problem_words
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import Notice

translate = QCoreApplication.translate
_ROLE: Final = Qt.ItemDataRole.UserRole


class EntriesPage(QWidget):
    """One document.

    Signals:
        chosen: Show the part at this place.
        put: A place of the document, and its new value.
        added: One more is wanted; True for a group.
        moved: The part shown further up (-1) or down (1).
        removed: The part shown is to go.
    """

    chosen = Signal(tuple)
    put = Signal(tuple, object)
    added = Signal(bool)
    moved = Signal(int)
    removed = Signal()

    def __init__(self, theme: Theme, kind: RuleKind) -> None:
        super().__init__()
        self.setProperty("ground", "clear")
        self._theme, self._kind = theme, kind
        self._state = RulesState(kind)
        self._queues: Options = ()
        self._listed: object = None
        self.list = QListWidget()
        self.list.setProperty("choices", True)
        self._about = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._differs, self._failure, self._warned = Notice(theme), Notice(theme), Notice(theme)
        self.add = CommandButton(theme, small=True, icon="ph.plus")
        self.add_group = CommandButton(theme, small=True, icon="ph.folder-plus")
        self.up = CommandButton(theme, small=True, icon="ph.arrow-up")
        self.down = CommandButton(theme, small=True, icon="ph.arrow-down")
        self.remove = CommandButton(theme, small=True, icon="ph.trash")
        self.fields = self._make_fields()
        self.card = FormCard(theme, self.fields)
        self._build()

    def display(self, state: RulesState, *, may_remove: bool, queues: Options) -> None:
        """Draw the document, with the part that is shown. `queues` are the names of the queues by code."""
        self._state, self._queues = state, queues
        self._notices(state)
        draft = state.draft
        entries = entries_of(self._kind, draft.document) if draft is not None else []
        self._draw_list(entries)
        shown = next((each for each in entries if each.place == state.chosen), None)
        self.card.setVisible(shown is not None)
        for button in (self.add, self.up, self.down, self.remove):
            button.setVisible(state.may_edit)
        self.add_group.setVisible(state.may_edit and self._kind is RuleKind.OUTCOMES)
        self.remove.setVisible(state.may_edit and may_remove)
        if draft is None or shown is None:
            return
        self.card.set_heading(_named(shown))
        draw_fields(self.fields, draft.document, shown.place, state.problems, may_edit=state.may_edit)
        known = {each.code for each in entries_of(self._kind, draft.base)}
        for each in self.fields:
            if each.path == ("code",):
                each.draw(shown.code, may_edit=state.may_edit and shown.code not in known)
            each.setVisible(not (shown.is_group and each.path[0] in ("retired", "promises_callback")))

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._about.set_text(about_words(self._kind))
        self.list.setAccessibleName(about_words(self._kind))
        self.add.set_words(translate("Rules", "New"))
        self.add_group.set_words(translate("Rules", "New group"))
        self.up.set_words(translate("Rules", "Up"))
        self.down.set_words(translate("Rules", "Down"))
        self.remove.set_words(translate("Rules", "Remove"))
        self.card.set_title("")
        self._listed = None

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (self.add, self.add_group):
            buttons.addWidget(button)
        buttons.addStretch(1)
        moves = QHBoxLayout()
        moves.setSpacing(6)
        for button in (self.up, self.down, self.remove):
            moves.addWidget(button)
        moves.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.list, 1)
        left.addLayout(buttons)
        left.addLayout(moves)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(self._theme.px(250))
        right = QVBoxLayout()
        right.addWidget(self.card)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(side)
        row.addLayout(right, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 16)
        outer.setSpacing(8)
        for widget in (self._about, self._differs, self._failure, self._warned):
            outer.addWidget(widget)
        outer.addLayout(row, 1)
        self.list.currentItemChanged.connect(self._item_changed)
        self.add.clicked.connect(self._add)
        self.add_group.clicked.connect(self._add_group)
        self.up.clicked.connect(self._move_up)
        self.down.clicked.connect(self._move_down)
        self.remove.clicked.connect(self.removed)
        for each in self.fields:
            each.put.connect(self._put)

    def _make_fields(self) -> tuple[Bound, ...]:
        theme = self._theme

        def line(*path: str, read: Callable[[str], JsonValue] = str) -> Bound:
            return LineBound(theme, path, read)

        names = (line("name", "en"), line("name", "zh"), line("code"))
        retired = TickBound(theme, ("retired",))
        if self._kind is RuleKind.OUTCOMES:
            return (*names, TickBound(theme, ("promises_callback",)), retired)
        if self._kind is RuleKind.AWAY_REASONS:
            planned = ChoiceBound(theme, ("planned_as",), planned_options)
            planned.let_be_narrow()
            return (*names, line("minutes", read=_minutes), planned, retired)
        measure, queues = ChoiceBound(theme, ("measure",), _measures), QueueTicks(theme, ("queues",), self._known)
        measure.let_be_narrow()
        queues.label = queues_label
        return (
            *names,
            measure,
            TickBound(theme, ("of_target",)),
            line("warn", read=_threshold),
            line("act", read=_threshold),
            line("clear_margin", read=_number),
            line("window_seconds", read=_number),
            line("raise_after_seconds", read=_number),
            line("clear_after_seconds", read=_number),
            line("least", read=_number),
            HoursLine(theme, ("hours",)),
            queues,
        )

    def _known(self) -> Options:
        return self._queues

    def _notices(self, state: RulesState) -> None:
        rules = state.rules
        differs = translate("Rules", "The file of the settings says something else. It does not count any more.")
        shown = differs if rules is not None and rules.file_differs and state.may_edit else ""
        self._differs.show_notice("ph.info-fill", Token.INFO, shown)
        failure = failure_words(state.failure) if rules is None else ""
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, failure)
        about = {each.place[:1] for each in state.problems if len(each.place) < 2}
        whole = [problem_words(each) for each in state.problems if each.place[:1] in about and len(each.place) < 2]
        warned = [problem_words(each) for each in state.warnings[:3]]
        icon, tone = ("ph.warning-circle-fill", Token.PROBLEM) if whole else ("ph.warning-fill", Token.CAUTION)
        self._warned.show_notice(icon, tone, " ".join(whole or warned))

    def _draw_list(self, entries: Sequence[Entry]) -> None:
        wrong = [each.place for each in self._state.problems]
        rows = [
            (each.place, self._row(each, any(place[: len(each.place)] == each.place for place in wrong)))
            for each in entries
        ]
        self.list.blockSignals(True)
        if rows != self._listed:
            self._listed = rows
            if self.list.count() != len(rows):
                self.list.clear()
                for _ in rows:
                    self.list.addItem(QListWidgetItem())
            for number, (place, text) in enumerate(rows):
                item = self.list.item(number)
                item.setText(text)
                item.setData(_ROLE, place)
                item.setSizeHint(QSize(0, self._theme.px(28)))
                item.setFont(self._theme.font(Role.SMALL_STRONG if entries[number].is_group else Role.BODY))
        self.list.setCurrentRow(next((row for row, (place, _) in enumerate(rows) if place == self._state.chosen), -1))
        self.list.blockSignals(False)

    def _row(self, entry: Entry, is_wrong: bool) -> str:
        retired = translate("Rules", " (retired)") if entry.values.get("retired") else ""
        return f"{'    ' * entry.level}{_named(entry)}{retired}{' ●' if is_wrong else ''}"

    def _item_changed(self, item: QListWidgetItem | None) -> None:
        place: Place | None = tuple(item.data(_ROLE)) if item is not None else None
        if place:
            self.chosen.emit(place)

    def _put(self, path: tuple[str, ...], value: object) -> None:
        self.put.emit((*self._state.chosen, *path), value)

    def _add(self) -> None:
        self.added.emit(False)

    def _add_group(self) -> None:
        self.added.emit(True)

    def _move_up(self) -> None:
        self.moved.emit(-1)

    def _move_down(self) -> None:
        self.moved.emit(1)


class HoursLine(LineBound):
    """The time of day in which a rule holds, such as 09:00-18:00; empty is always."""

    def __init__(self, theme: Theme, path: tuple[str, ...]) -> None:
        super().__init__(theme, path, _hours)
        self.label = lambda: translate("Rules", "Only at, such as 09:00-18:00")

    def draw(self, value: JsonValue, *, may_edit: bool) -> None:
        """See `Bound.draw`."""
        text: JsonValue = f"{value.get('since', '')}-{value.get('until', '')}" if isinstance(value, dict) else None
        if isinstance(value, dict) and not value.get("until"):
            text = str(value.get("since", ""))
        super().draw(text, may_edit=may_edit)


def _named(entry: Entry) -> str:
    name = entry.values.get("name")
    texts = {key: str(text) for key, text in name.items()} if isinstance(name, dict) else {}
    return name_in(texts, entry.code)


def _measures() -> Options:
    return [(each.value, measure_word(each.value)) for each in FloorMeasure]


def _number(text: str) -> JsonValue:
    """Return a number; nothing is none at all. What is no number stays as it is typed, and is said to be wrong."""
    stripped = text.strip()
    if not stripped:
        return 0
    try:
        value = float(stripped)
    except ValueError:
        return stripped
    return int(value) if value.is_integer() else value


def _threshold(text: str) -> JsonValue:
    return _number(text) if text.strip() else None


def _minutes(text: str) -> JsonValue:
    return [_number(part) for part in text.replace("，", ",").replace("、", ",").split(",") if part.strip()]


def _hours(text: str) -> JsonValue:
    if not text.strip():
        return None
    since, _, until = text.replace("–", "-").partition("-")
    return {"since": since.strip(), "until": until.strip()}
