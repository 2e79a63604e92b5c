"""The head over the script: its name and version, and what can be done with it now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.scripts import ScriptState, ScriptStep
from agent_desktop.ui.authoring.state import AuthoringState, is_ready
from agent_desktop.ui.authoring.words import STATE_ICONS, state_words
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton, LinkButton, Look
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.panel_states import Notice


class ScriptHead(QWidget):
    """Signals:
    try_wanted, save_wanted: Walk it as an agent; send the draft now.
    step_wanted: Take this step (`ScriptStep`) with what is in the editor.
    draft_wanted: Show the draft again, in the place of an older version.
    stale_settled: Somebody else saved: True keeps the own text, False takes theirs.
    again_wanted: Ask the server once more.
    """

    try_wanted = Signal()
    save_wanted = Signal()
    step_wanted = Signal(object)
    draft_wanted = Signal()
    stale_settled = Signal(bool)
    again_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = AuthoringState()
        self._title = TextLabel(role=Role.FORM_TITLE, elided=True)
        self._chip = Chip(theme)
        self._try = CommandButton(theme, keys="F5", icon="ph.play-fill", look=Look.QUIET)
        self._save = CommandButton(theme, keys="Ctrl+S", look=Look.QUIET)
        self._discard = IconButton(theme, "ph.trash")
        self._retire = IconButton(theme, "ph.archive")
        self._edit = CommandButton(theme, icon="ph.pencil-simple", look=Look.QUIET)
        self._reject = CommandButton(theme, icon="ph.x")
        self._send = CommandButton(theme, keys="Ctrl+Enter", look=Look.PRIMARY)
        self._publish = CommandButton(theme, keys="Ctrl+Enter", look=Look.GOOD, icon="ph.check")
        self._back = CommandButton(theme, icon="ph.arrow-counter-clockwise")
        self._draft = CommandButton(theme)
        self._told, self._failure, self._stale = Notice(theme), Notice(theme), Notice(theme)
        self._theirs, self._mine = LinkButton(theme), LinkButton(theme)
        self._build()
        self._join()

    def display(self, state: AuthoringState) -> None:
        """Draw what stands in the editor, and what can be done with it."""
        self._state = state
        version, script = state.open_version, state.script
        title = words(script.title) if script is not None else ""
        self._title.set_text(title or state.chosen)
        if version is not None:
            icon, _, kind = STATE_ICONS[version.state]
            self._chip.show_chip(f"v{version.version}", kind, icon)
            self._chip.setToolTip(state_words(version.state))
            self._chip.setAccessibleName(f"v{version.version}, {state_words(version.state)}")
        else:
            self._chip.show_chip(self.tr("New"), Kind.PLAIN)
        self._chip.setVisible(state.draft is not None)
        self._buttons(state)
        self._notices(state)

    def retranslate(self) -> None:
        """Name everything in the language of the screen."""
        self._try.set_words(self.tr("Try it"))
        self._save.set_words(self.tr("Save"))
        self._discard.set_name(self.tr("Discard"))
        self._retire.set_name(self.tr("Retire"))
        self._edit.set_words(self.tr("Write on"))
        self._reject.set_words(self.tr("Reject"))
        self._send.set_words(self.tr("Send for review"))
        self._publish.set_words(self.tr("Publish"))
        self._back.set_words(self.tr("Roll back to it"))
        self._draft.set_words(self.tr("Back to the draft"))
        self._theirs.set_words(self.tr("Take theirs"))
        self._mine.set_words(self.tr("Keep mine"))
        self.display(self._state)

    def may_send(self) -> bool:
        """Whether Ctrl+Enter sends the draft for review."""
        state = self._state
        version = state.open_version
        return state.may_edit and not state.shown and (version is None or version.state is ScriptState.DRAFT)

    def _buttons(self, state: AuthoringState) -> None:
        may = state.may
        self._try.set_off("" if state.read.script is not None else self.tr("Put the text right first."))
        self._save.setVisible(state.may_type and not may(ScriptStep.PUBLISH))
        sends = self.may_send() and state.draft is not None
        self._send.setVisible(sends)
        ready = is_ready(state)
        self._send.set_off("" if ready else self.tr("See at the right what is left to do."))
        in_review = state.open_version is not None and state.open_version.state is ScriptState.IN_REVIEW
        self._edit.setVisible(in_review and may(ScriptStep.EDIT) and not state.may_type and not state.shown)
        self._publish.setVisible(may(ScriptStep.PUBLISH))
        self._reject.setVisible(may(ScriptStep.REJECT))
        self._retire.setVisible(may(ScriptStep.RETIRE))
        self._discard.setVisible(may(ScriptStep.DISCARD) and not state.shown)
        self._back.setVisible(may(ScriptStep.ROLL_BACK) and state.shown > 0)
        self._draft.setVisible(state.shown > 0 and state.may_edit)

    def _notices(self, state: AuthoringState) -> None:
        version = state.open_version
        told, icon, token = "", "ph.info-fill", Token.INFO
        if state.recovered:
            told = self.tr("What you typed and was not sent yet is here again.")
        elif version is not None and version.state is ScriptState.IN_REVIEW:
            who = version.changed_by_name
            told = self.tr("{who} asks for a review. Whoever wrote it cannot publish it.").format(who=who)
        elif version is not None and version.state is ScriptState.DRAFT and version.why:
            told = self.tr("It was sent back: {why}").format(why=version.why)
            icon, token = "ph.warning-fill", Token.CAUTION
        elif state.shown and version is not None and version.state is ScriptState.RETIRED:
            told = self.tr("An earlier version, to look at.")
        elif state.library is not None and not state.may_edit:
            told = self.tr("Only to look at: authors write scripts.")
        self._told.show_notice(icon, token, told)
        failure = "" if state.failure is None or state.is_stale else problem_text(state.failure)
        again = self.tr("Try again") if state.failure is not None and state.draft is None else ""
        self._failure.show_notice("ph.warning-circle-fill", Token.PROBLEM, failure, button=again, keys="Ctrl+R")
        by = state.stale_by or self.tr("Somebody else")
        stale = self.tr("{who} has saved this draft meanwhile. Your text is kept on this computer.").format(who=by)
        self._stale.show_notice("ph.users", Token.CAUTION, stale if state.is_stale else "")
        self._theirs.setVisible(state.is_stale)
        self._mine.setVisible(state.is_stale)

    def _build(self) -> None:
        head = frame("head")
        head.setMinimumHeight(self._theme.px(46))
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._chip)
        row.addStretch(1)
        for button in (
            self._discard,
            self._retire,
            self._draft,
            self._back,
            self._try,
            self._save,
            self._edit,
            self._reject,
            self._send,
            self._publish,
        ):
            row.addWidget(button)
        stale = QHBoxLayout()
        stale.setContentsMargins(14, 0, 12, 0)
        stale.addWidget(self._stale, 1)
        stale.addWidget(self._mine)
        stale.addWidget(self._theirs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        for notice in (self._told, self._failure):
            notice.setContentsMargins(14, 5, 12, 5)
            column.addWidget(notice)
        column.addLayout(stale)

    def _join(self) -> None:
        self._try.clicked.connect(self.try_wanted)
        self._save.clicked.connect(self.save_wanted)
        for button, step in (
            (self._discard, ScriptStep.DISCARD),
            (self._retire, ScriptStep.RETIRE),
            (self._edit, ScriptStep.EDIT),
            (self._reject, ScriptStep.REJECT),
            (self._send, ScriptStep.ASK_REVIEW),
            (self._publish, ScriptStep.PUBLISH),
            (self._back, ScriptStep.ROLL_BACK),
        ):
            button.setObjectName(step.value)
            button.clicked.connect(self._pressed)
        self._draft.clicked.connect(self.draft_wanted)
        self._failure.action_chosen.connect(self.again_wanted)
        self._mine.clicked.connect(self._keep_mine)
        self._theirs.clicked.connect(self._take_theirs)

    def _pressed(self) -> None:
        self.step_wanted.emit(ScriptStep(self.sender().objectName()))

    def _keep_mine(self) -> None:
        self.stale_settled.emit(True)

    def _take_theirs(self) -> None:
        self.stale_settled.emit(False)
