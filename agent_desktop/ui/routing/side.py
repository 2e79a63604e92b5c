"""The right column: what has changed and saving it, a caller to try, and the versions with going back."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.routing_draft import LISTS, parts_of
from agent_desktop.contract.routing import Foretell, ForetoldKind, ForetoldStep, Version
from agent_desktop.ui.routing.form import fill_choice
from agent_desktop.ui.routing.save_row import SaveRow, failure_words
from agent_desktop.ui.routing.state import Pending, PreviewState, RoutingState
from agent_desktop.ui.routing.words import (
    TIERS,
    change_words,
    key_label,
    name_in,
    short_time,
    step_words,
    version_words,
)
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame, LineField
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.panel import clear_layout
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.tick_box import TickBox


class ChangesPanel(QFrame):
    """What is different from what counts, in words; undo, redo, and saving it with a reason.

    Signals:
        save_asked: Save, for this reason.
        undo_asked, redo_asked: One step back or forth.
        stale_settled: Somebody else saved: True keeps the own changes on top of theirs, False lets them go.
    """

    save_asked = Signal(str)
    undo_asked = Signal()
    redo_asked = Signal()
    stale_settled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "section")
        self._theme = theme
        self._pending = Pending()
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._undo = CommandButton(theme, keys="Ctrl+Z", small=True, icon="ph.arrow-counter-clockwise")
        self._redo = CommandButton(theme, keys="Ctrl+Y", small=True, icon="ph.arrow-clockwise")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self._drawn: tuple[str, ...] = ()
        self._stale = Notice(theme)
        self._theirs = LinkButton(theme)
        self._mine = LinkButton(theme)
        self.save_row = SaveRow(theme)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._undo)
        head.addWidget(self._redo)
        choice = QHBoxLayout()
        choice.addWidget(self._mine)
        choice.addWidget(self._theirs)
        choice.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._list)
        column.addWidget(self._stale)
        column.addLayout(choice)
        column.addWidget(self.save_row)
        self._undo.clicked.connect(self.undo_asked)
        self._redo.clicked.connect(self.redo_asked)
        self._mine.clicked.connect(self._keep_mine)
        self._theirs.clicked.connect(self._take_theirs)
        self.save_row.save_asked.connect(self.save_asked)

    def display(self, pending: Pending) -> None:
        """Draw what differs, and whether it can be saved."""
        self._pending = pending
        self._draw()

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("Changes"))
        self.setAccessibleName(self.tr("Changes"))
        self._undo.set_words(self.tr("Undo"))
        self._redo.set_words(self.tr("Redo"))
        self._mine.set_words(self.tr("Put my changes on top"))
        self._theirs.set_words(self.tr("Let mine go"))
        self.save_row.retranslate()
        self._draw()

    def _draw(self) -> None:
        pending = self._pending
        shown = pending.lines or (self.tr("Nothing was changed."),)
        if shown != self._drawn:
            self._drawn = shown
            clear_layout(self._list)
            for words in shown:
                self._list.addWidget(TextLabel(words, role=Role.SMALL, wrap=True))
        self._undo.setEnabled(pending.may_undo)
        self._redo.setEnabled(pending.may_redo)
        stale = ""
        if pending.stale:
            stale = self.tr("%1 saved a newer version. Your changes are kept here.").replace(
                "%1", pending.stale_by or self.tr("Somebody")
            )
        self._stale.show_notice("ph.users-fill", Token.CAUTION, stale)
        self._mine.setVisible(pending.stale)
        self._theirs.setVisible(pending.stale)
        why_not = ""
        if pending.wrong:
            why_not = self.tr("%1 to put right before it can be saved.").replace("%1", str(pending.wrong))
        elif pending.recovered and pending.lines:
            why_not = self.tr("These changes were made before and not saved.")
        told = ""
        if pending.saved_version and not pending.lines:
            told = self.tr("Saved as version %1. It counts at once.").replace("%1", str(pending.saved_version))
        self.save_row.display(
            may_save=pending.may_save, told=told, failure=pending.failure, shown=pending.shown, why_not=why_not
        )

    def _keep_mine(self) -> None:
        self.stale_settled.emit(True)

    def _take_theirs(self) -> None:
        self.stale_settled.emit(False)


class PreviewPanel(QFrame):
    """A caller to try: who they are, and the way they would go by what is on the screen.

    Signals:
        asked: A `Foretell` without a document.
    """

    asked = Signal(object)

    def __init__(self, theme: Theme, now: datetime, zone: tzinfo | None) -> None:
        super().__init__()
        self.setProperty("panel", "section")
        self._theme, self._zone = theme, zone
        self._state = PreviewState()
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._tier, self._queue = ChoiceField(theme), ChoiceField(theme)
        self._reason, self._language = ChoiceField(theme), LineField(theme)
        local = now.astimezone(zone)
        self._at = LineField(theme)
        self._at.setText(f"{local:%Y-%m-%d %H:%M}")
        self._manager, self._promised = TickBox(theme), TickBox(theme)
        self._try = CommandButton(theme, small=True, icon="ph.play", keys="F5")
        fields = (self._tier, self._language, self._queue, self._reason, self._at)
        self._frames = [FieldFrame(theme, each) for each in fields]
        self._failure = Notice(theme)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._try)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for number, each in enumerate(self._frames):
            grid.addWidget(each, number // 2, number % 2)
        grid.addWidget(self._manager, 3, 0, 1, 2)
        grid.addWidget(self._promised, 4, 0, 1, 2)
        for number in range(2):
            grid.setColumnStretch(number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(grid)
        column.addWidget(self._failure)
        column.addLayout(self._steps)
        self._try.clicked.connect(self.ask)

    def offer(self, state: RoutingState) -> None:
        """Know the queues and reasons that there are."""
        if state.routing is None:
            return
        queues = [(code, name) for (part, code), name in _names(state).items() if part == "queues"]
        fill_choice(self._queue, [("", self.tr("Default queue")), *queues], str(self._queue.currentData() or ""))
        reasons = [(each, each) for each in state.routing.menu_reasons]
        fill_choice(self._reason, [("", self.tr("None")), *reasons], str(self._reason.currentData() or ""))

    def display(self, state: PreviewState) -> None:
        """Draw the way of the caller."""
        self._state = state
        clear_layout(self._steps)
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, failure_words(state.failure))
        for step in state.foretold.steps if state.foretold is not None else ():
            self._steps.addWidget(_StepLine(self._theme, step, self._zone))

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("Try a caller"))
        labels = (
            self.tr("Tier"),
            self.tr("Language, such as en or yue"),
            self.tr("Chose in the menu"),
            self.tr("Reason"),
            self.tr("When"),
        )
        for each, label in zip(self._frames, labels, strict=True):
            each.set_label(label)
        self._manager.set_words(self.tr("Their manager is at work"))
        self._promised.set_words(self.tr("We owe them a word"))
        self._try.set_words(self.tr("Try it"))
        tiers = [("", self.tr("Not known")), *((tier, key_label(tier)) for tier in TIERS)]
        fill_choice(self._tier, tiers, str(self._tier.currentData() or ""))
        self.display(self._state)

    def ask(self) -> None:
        """Ask for the way of this caller."""
        try:
            at = datetime.fromisoformat(self._at.text().strip()).replace(tzinfo=self._zone)
        except ValueError:
            self._frames[-1].show_problem(self.tr("Write a day and a time, such as 2026-12-24 17:30."))
            return
        self._frames[-1].show_problem("")
        self.asked.emit(
            Foretell(
                at=at.astimezone(),
                queue=str(self._queue.currentData() or ""),
                reason=str(self._reason.currentData() or ""),
                tier=str(self._tier.currentData() or ""),
                language=self._language.text().strip(),
                promised=self._promised.isChecked(),
                has_manager=self._manager.isChecked(),
            )
        )


class _StepLine(QWidget):
    def __init__(self, theme: Theme, step: ForetoldStep, zone: tzinfo | None) -> None:
        super().__init__()
        bad = {ForetoldKind.TURNED_AWAY, ForetoldKind.NOBODY}
        caution = {ForetoldKind.CLOSED, ForetoldKind.FULL}
        token = Token.PROBLEM if step.kind in bad else Token.CAUTION if step.kind in caution else Token.ACCENT
        icon = "ph.warning-circle-fill" if step.kind in bad else "ph.arrow-right"
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(IconView(theme, icon, token, 14, theme.line(Role.SMALL)), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(TextLabel(step_words(step, zone), role=Role.SMALL, wrap=True), 1)


class VersionsPanel(QFrame):
    """The versions, the newest first.

    Signals:
        back_wanted: Take this version into the editor.
    """

    back_wanted = Signal(int)

    def __init__(self, theme: Theme, zone: tzinfo | None) -> None:
        super().__init__()
        self.setProperty("panel", "column")
        self._theme, self._zone = theme, zone
        self._drawn: object = None
        self._versions: tuple[Sequence[Version], bool] = ((), False)
        self._title = TextLabel(role=Role.PANEL_TITLE)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addStretch(1)

    def show_versions(self, versions: Sequence[Version], *, may_edit: bool) -> None:
        """Draw them."""
        self._versions = (versions, may_edit)
        drawn = (tuple(versions), may_edit, self._title.text())
        if drawn == self._drawn:
            return
        self._drawn = drawn
        clear_layout(self._rows)
        for number, version in enumerate(versions[:30]):
            row = _VersionRow(self._theme, version, self._zone, self.tr("Go back to it"), may_edit and number > 0)
            row.back_wanted.connect(self.back_wanted)
            self._rows.addWidget(row)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._title.set_text(self.tr("Versions"))
        self._drawn = None
        self.show_versions(self._versions[0], may_edit=self._versions[1])


class _VersionRow(QWidget):
    back_wanted = Signal(int)

    def __init__(self, theme: Theme, version: Version, zone: tzinfo | None, back: str, may_go: bool) -> None:
        super().__init__()
        self._version = version.version
        row = QHBoxLayout()
        row.addWidget(TextLabel(f"{version.version} · {short_time(version.at, zone)}", role=Role.SMALL_STRONG), 1)
        if may_go:
            button = LinkButton(theme, back)
            button.clicked.connect(self._clicked)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(TextLabel(version_words(version), role=Role.SMALL, tone=Token.TEXT_2, wrap=True))

    def _clicked(self) -> None:
        self.back_wanted.emit(self._version)


def pending_of(state: RoutingState) -> Pending:
    """Return what is changed of the routing."""
    draft, names = state.draft, _names(state)
    return Pending(
        lines=tuple(change_words(each, names.get((each.part, each.code), each.code)) for each in state.changes),
        may_undo=bool(draft and draft.past),
        may_redo=bool(draft and draft.future),
        stale=bool(state.stale),
        stale_by=state.stale_by,
        wrong=len(state.problems),
        recovered=state.recovered,
        may_save=state.may_save,
        saved_version=state.saved_version,
        failure="" if state.stale or state.problems else failure_words(state.failure),
        shown=state.may_edit,
    )


def _names(state: RoutingState) -> dict[tuple[str, str], str]:
    """Return what queues, skills and numbers are called, by their list and code."""
    draft = state.draft
    found: dict[tuple[str, str], str] = {}
    for document in (draft.base, draft.document) if draft is not None else ():
        for part in LISTS:
            for each in parts_of(document, part):
                name, code = each.get("name"), str(each.get("code", ""))
                if isinstance(name, dict):
                    found[part, code] = name_in({key: str(text) for key, text in name.items()}, code)
    return found
