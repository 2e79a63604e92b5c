"""The window of script authors: the library at the left, flow and text in the middle, what the agent sees, the versions
and what is left to do at the right."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.client.script_completion import Names
from agent_desktop.client.script_whole import place_in
from agent_desktop.contract.scripts import ScriptStep
from agent_desktop.ui.authoring.customer_finder import CustomerFinder
from agent_desktop.ui.authoring.dialogs import NewScriptDialog, is_sure, why_of
from agent_desktop.ui.authoring.diff_view import DiffView
from agent_desktop.ui.authoring.editor import ScriptEditor
from agent_desktop.ui.authoring.flow_view import FlowPanel
from agent_desktop.ui.authoring.foot import AuthoringFoot, TextHead
from agent_desktop.ui.authoring.head import ScriptHead
from agent_desktop.ui.authoring.library_list import LibraryList
from agent_desktop.ui.authoring.presenter import AuthoringPresenter
from agent_desktop.ui.authoring.preview import PreviewPanel
from agent_desktop.ui.authoring.preview_presenter import PreviewPresenter
from agent_desktop.ui.authoring.state import AuthoringState
from agent_desktop.ui.authoring.versions import ChecklistPanel, VersionsPanel
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.account_row import AccountRow
from agent_desktop.ui.widgets.buttons import Look
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.window_keys import add_keys

LEAST: Final = QSize(1180, 690)
USUAL: Final = QSize(1440, 900)
TICK_MS: Final = 150
"""How often is looked for what is due: a text to read, a draft to save."""
_LEFT, _RIGHT = 280, 376


class AuthoringWindow(OfficeWindow):
    """Draws both presenters, and tells them what the person did."""

    def __init__(
        self,
        theme: Theme,
        authoring: AuthoringPresenter,
        preview: PreviewPresenter,
        *,
        now: Callable[[], datetime],
        zone: tzinfo | None,
        finder: CustomerFinder,
    ) -> None:
        """`finder` finds a customer to try a script with."""
        super().__init__(theme, least=LEAST, usual=USUAL)
        self._theme = theme
        self.authoring, self.preview = authoring, preview
        self._state = AuthoringState()
        self._sought = ("", 0)
        self.list = LibraryList(theme)
        self.account = AccountRow(theme)
        self.head = ScriptHead(theme)
        self.flow = FlowPanel(theme)
        self.text_head = TextHead(theme)
        self.editor = ScriptEditor(theme)
        self.diff = DiffView(theme)
        self.preview_panel = PreviewPanel(theme, preview, finder)
        self.versions = VersionsPanel(theme, now, zone)
        self.checklist = ChecklistPanel(theme)
        self.foot = AuthoringFoot(theme, zone)
        self._texts = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(authoring.tick)
        self._build()
        self._join()
        self._retranslate()
        authoring.show_to(self.display)

    def start(self) -> None:
        """Ask the server for the library, and show the window."""
        self.authoring.open()
        self._timer.start()
        self.bring_forward()
        self.editor.setFocus()

    def display(self, state: AuthoringState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        self.list.display(state)
        self.head.display(state)
        if state.flow is not before.flow or state.figures is not before.figures:
            self.flow.display(state.flow, state.figures)
        if state.library is not before.library or state.pages is not before.pages:
            scripts = state.library.scripts if state.library is not None else ()
            self.editor.set_names(Names([each.script_id for each in scripts], sorted(state.pages)))
        self.editor.display(state.text, state.read, may_type=state.may_type)
        self.text_head.display(state)
        self.diff.display(state)
        self._texts.setCurrentIndex(1 if state.comparison is not None else 0)
        self.versions.display(state)
        self.checklist.display(state)
        self.foot.display(state)
        if state.read is not before.read or state.whole is not before.whole:
            self._follow(self.editor.textCursor().blockNumber() + 1)
        if state.chosen != before.chosen:
            self.preview.end_trial()
        self._go_to_sought()

    # building

    def _build(self) -> None:
        self.list.foot.addWidget(self.account)
        self._texts.addWidget(self.editor)
        self._texts.addWidget(self.diff)
        under = QFrame()
        under.setProperty("panel", "column")
        text = QVBoxLayout(under)
        text.setContentsMargins(0, 0, 0, 0)
        text.setSpacing(0)
        text.addWidget(self.text_head)
        text.addWidget(self._texts, 1)
        middle = QSplitter(Qt.Orientation.Vertical)
        middle.setChildrenCollapsible(False)
        middle.setHandleWidth(1)
        middle.addWidget(self.flow)
        middle.addWidget(under)
        middle.setSizes([330, 480])
        middle.setStretchFactor(1, 1)
        centre = QFrame()
        centre.setProperty("panel", "canvas")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(middle, 1)
        row = QSplitter(Qt.Orientation.Horizontal)
        row.setChildrenCollapsible(False)
        row.setHandleWidth(1)
        for each in (self.list, centre, self._side()):
            row.addWidget(each)
        px = self._theme.px
        row.setSizes([px(_LEFT), USUAL.width() - px(_LEFT) - px(_RIGHT), px(_RIGHT)])
        row.setStretchFactor(1, 1)
        for number in (0, 2):
            row.setStretchFactor(number, 0)
        sheet = QWidget()
        outer = QVBoxLayout(sheet)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(row, 1)
        outer.addWidget(self.foot)
        self.setCentralWidget(sheet)

    def _side(self) -> QWidget:
        lower = QFrame()
        lower.setProperty("panel", "column")
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.versions)
        column.addWidget(self.checklist)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(lower)
        side = QSplitter(Qt.Orientation.Vertical)
        side.setChildrenCollapsible(False)
        side.setHandleWidth(1)
        side.setMinimumWidth(self._theme.px(340))
        side.addWidget(self.preview_panel)
        side.addWidget(scroll)
        side.setSizes([500, 350])
        return side

    def _join(self) -> None:
        authoring, head = self.authoring, self.head
        self.list.chosen.connect(authoring.choose)
        self.list.new_wanted.connect(self._new)
        self.list.sought.connect(authoring.finding.look_for)
        self.list.line_chosen.connect(self._seek)
        head.try_wanted.connect(self._try)
        head.save_wanted.connect(authoring.save_now)
        head.step_wanted.connect(self._step)
        head.draft_wanted.connect(self._show_draft)
        head.stale_settled.connect(self._settle)
        head.again_wanted.connect(self._again)
        self.flow.map.step_chosen.connect(self._go_to_step)
        self.text_head.next_wanted.connect(self.editor.next_problem)
        self.editor.written.connect(authoring.write)
        self.editor.line_changed.connect(self._follow)
        self.editor.place_changed.connect(self.foot.show_place)
        self.diff.back_wanted.connect(authoring.end_comparison)
        self.diff.other_wanted.connect(authoring.compare)
        self.versions.version_chosen.connect(authoring.show_version)
        self.versions.compare_wanted.connect(authoring.compare)
        self.checklist.line_wanted.connect(self._go_to_line)
        answers = {f"Alt+{number}": self._answerer(number) for number in range(1, 10)}
        add_keys(
            self,
            {
                "F5": self._try,
                "F6": self._next_panel,
                "Shift+F6": self._panel_before,
                "Ctrl+S": authoring.save_now,
                "Ctrl+N": self._new,
                "Ctrl+F": self.list.filter.setFocus,
                "Ctrl+K": self.list.filter.setFocus,
                "Ctrl+R": self._again,
                "Ctrl+Return": self._commit,
                "Ctrl+Enter": self._commit,
                "Alt+E": self.editor.next_problem,
                "Alt+Return": self.editor.use_fix,
                "Alt+Enter": self.editor.use_fix,
                "Alt+/": self.editor.complete,
                "Alt+M": self.preview_panel.say_next,
                "Alt+Left": self._back,
                "Alt+Right": self._on,
                "Ctrl+0": self.flow.map.fit,
                "Ctrl+U": self.preview_panel.find_customer,
                "Esc": self._leave,
                **answers,
            },
        )

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Scripts"))
        for part in (
            self.list,
            self.head,
            self.flow,
            self.text_head,
            self.diff,
            self.preview_panel,
            self.versions,
            self.checklist,
            self.foot,
            self.account,
        ):
            part.retranslate()
        self.editor.setAccessibleName(self.tr("Text of the script"))

    def _put_by(self) -> None:
        end_composing()
        self.authoring.save_now()
        self.preview.forget_customer()
        self._timer.stop()

    # what the person does

    def _follow(self, line: int) -> None:
        script, whole, step_id = self._state.read.script, self._state.whole, self._state.read.step_at(line)
        self.flow.map.choose(step_id)
        if script is None or whole is None:
            self.preview.follow(None, "")
        else:
            self.preview.follow(whole, place_in(whole, script, step_id))

    def _go_to_step(self, step_id: str) -> None:
        line = self._state.read.line_of(step_id)
        if not line:  # a missing one: where it is led to
            found = (each for each in self._state.read.problems if step_id in each.details.values())
            line = next((each.line for each in found), 0)
        if line:
            self._go_to_line(line)

    def _go_to_line(self, line: int) -> None:
        self.authoring.end_comparison()
        self.editor.go_to(line)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seek(self, script_id: str, line: int) -> None:
        """Go to a line that was found, once the text of its script is here."""
        self._sought = script_id, line
        self.authoring.choose(script_id)
        self.authoring.show_version(0)
        self._go_to_sought()

    def _go_to_sought(self) -> None:
        (script_id, line), state = self._sought, self._state
        if line and script_id == state.chosen and state.text:
            self._sought = "", 0
            self._go_to_line(line)

    def _new(self) -> None:
        library = self._state.library
        if library is None or not library.may_edit:
            return
        dialog = NewScriptDialog(self._theme, self, [each.script_id for each in library.scripts])
        if dialog.exec():
            self.authoring.create(dialog.own_id.text(), dialog.text())
            self.editor.setFocus()
        dialog.deleteLater()

    def _try(self) -> None:
        self.preview_panel.try_it()

    def _commit(self) -> None:
        """Ctrl+Enter: publish what is in review, else send the draft there."""
        if self._state.may(ScriptStep.PUBLISH):
            self._step(ScriptStep.PUBLISH)
        elif self.head.may_send():
            self._step(ScriptStep.ASK_REVIEW)

    def _step(self, step: ScriptStep) -> None:
        authoring, version = self.authoring, self._state.open_version
        name = f"v{version.version}" if version is not None else ""
        match step:
            case ScriptStep.ASK_REVIEW:
                end_composing()
                authoring.steps.send_for_review()
            case ScriptStep.PUBLISH:
                if self._sure(
                    self.tr("Publish {version}?").format(version=name),
                    self.tr(
                        "Every call from now on opens it. Calls that are on stay with the version they began with."
                    ),
                    self.tr("Publish"),
                ):
                    authoring.steps.change(step)
            case ScriptStep.DISCARD:
                if self._sure(
                    self.tr("Discard {version}?").format(version=name),
                    self.tr("The draft and what is in it are gone. What is live stays."),
                    self.tr("Discard"),
                ):
                    authoring.steps.change(step)
            case ScriptStep.REJECT:
                told = self.tr("It goes back to whoever wrote it, as a draft.")
                why = self._why(self.tr("Reject {version}").format(version=name), told, self.tr("Reject"))
                if why:
                    authoring.steps.change(step, why)
            case ScriptStep.RETIRE:
                told = self.tr("No call opens this script any more. It can be rolled back to.")
                why = self._why(self.tr("Retire {version}").format(version=name), told, self.tr("Retire"), Look.DANGER)
                if why:
                    authoring.steps.change(step, why)
            case ScriptStep.ROLL_BACK:
                told = self.tr("Its text is published again as a new version, at once.")
                why = self._why(self.tr("Roll back to {version}").format(version=name), told, self.tr("Roll back"))
                if why and version is not None:
                    authoring.steps.roll_back(version.number, why)
            case ScriptStep.EDIT:
                authoring.steps.reopen()
                self.editor.setFocus()

    def _sure(self, title: str, text: str, do_it: str) -> bool:
        return is_sure(self._theme, self, title, text, do_it)

    def _why(self, title: str, text: str, do_it: str, look: Look = Look.PRIMARY) -> str:
        return why_of(self._theme, self, title, text, do_it, look)

    def _show_draft(self) -> None:
        self.authoring.show_version(0)

    def _settle(self, keep_mine: bool) -> None:
        self.authoring.settle_stale(keep_mine=keep_mine)

    def _again(self) -> None:
        self.authoring.open()
        if self._state.draft is None and self._state.chosen:
            self.authoring.choose(self._state.chosen)

    def _back(self) -> None:
        self.preview.go(-1)

    def _on(self) -> None:
        self.preview.go(1)

    def _leave(self) -> None:
        if self._state.comparison is not None:
            self.authoring.end_comparison()
        elif self.preview.state.tries:
            self.preview.end_trial()
            self.editor.setFocus()

    def _answerer(self, number: int) -> Callable[[], None]:
        return lambda: self.preview_panel.answer(number)

    def _next_panel(self) -> None:
        self._panel(1)

    def _panel_before(self) -> None:
        self._panel(-1)

    def _panel(self, by: int) -> None:
        """F6: list, flow, text, what the agent sees."""
        panels: tuple[QWidget, ...] = (self.list.view, self.flow.map, self.editor, self.preview_panel)
        focused = self.focusWidget()
        at = next((n for n, each in enumerate(panels) if each is focused or each.isAncestorOf(focused)), 2)
        target = panels[(at + by) % len(panels)]
        if target is self.preview_panel:
            self.preview_panel.guide.focus_first()
        else:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
