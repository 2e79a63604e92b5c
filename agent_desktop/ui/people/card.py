"""One person at the right: what may be done with them, their fields, and what was changed of them."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.people import REASON_LIMIT, PersonMove
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.people.form import PersonFields
from agent_desktop.ui.people.presenter import PeopleState
from agent_desktop.ui.people.tables import ChangeTable
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.fields import FieldFrame, LineField
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, StateKind
from agent_desktop.ui.widgets.views import RowTable

_CHANGES_SHOWN: Final = 4


class PersonCard(QFrame):
    """Draws who is chosen or added.

    Signals:
        said: The form as it stands (a `PersonForm`).
        save_wanted: Keep what was typed, for this reason.
        discard_wanted, undo_wanted, handed_on, add_wanted: What the buttons say.
        move_wanted: Do this (a `PersonMove`), for this reason.
    """

    said = Signal(object)
    save_wanted = Signal(str)
    discard_wanted = Signal()
    undo_wanted = Signal()
    handed_on = Signal()
    add_wanted = Signal()
    move_wanted = Signal(object, str)

    def __init__(self, theme: Theme, when: Callable[[datetime], str]) -> None:
        super().__init__()
        self._theme, self._when = theme, when
        self._state = PeopleState()
        self.setProperty("panel", "canvas")
        self._title, self._aside = TextLabel(role=Role.TITLE, elided=True), TextLabel(tone=Token.TEXT_2, elided=True)
        self.stand = CommandButton(theme, small=True, keys="Alt+D")
        self.new_password = CommandButton(theme, small=True, keys="Alt+P", icon="ph.key")
        self.unlock = CommandButton(theme, small=True, keys="Alt+U", icon="ph.lock-open")
        self.end = CommandButton(theme, small=True, keys="Alt+E", icon="ph.sign-out")
        self._hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.password = TextLabel(role=Role.FORM_TITLE)
        self.password.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = CommandButton(theme, small=True, icon="ph.copy")
        self.given = CommandButton(theme, small=True, icon="ph.check")
        self.fields = PersonFields(theme)
        self._told = Notice(theme)
        self.reason = LineField(theme)
        self.reason.setMaxLength(REASON_LIMIT)
        self._reason_frame = FieldFrame(theme, self.reason)
        self.discard = CommandButton(theme, icon="ph.arrow-counter-clockwise")
        self.save = CommandButton(theme, look=Look.PRIMARY, keys="Ctrl+S", icon="ph.check")
        self._past = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self.undo = CommandButton(theme, small=True, keys="Alt+Z", icon="ph.arrow-u-up-left")
        self._changes = ChangeTable(self)
        self.changes = RowTable(theme, self._changes.model, 28)
        self.changes.set_columns((Column(104), Column(100, 3), Column(130, 3), Column(220, 12)))
        self._nobody = EmptyState(theme)
        self._build()
        self._join()

    def display(self, state: PeopleState) -> None:
        """Draw `state`."""
        before, self._state = self._state, state
        person = state.chosen
        self._pages.setCurrentIndex(1 if person is not None or state.adding else 0)
        self.fields.display(state)
        if state.done and state.done != before.done:
            self.reason.clear()
        self._title.set_text(self.tr("Somebody new") if person is None else person.display_name)
        self._aside.set_text(self._standing())
        self._draw_deeds()
        self.password.set_text(state.password)
        self._password_row.setVisible(bool(state.password))
        self._password_words.set_text(
            self.tr("The new password, shown only now. Hand it on yourself; nobody can look it up later.")
        )
        self._past_row.setVisible(person is not None)
        self.changes.setVisible(person is not None)
        sites = {} if state.found is None else {site.code: site.name for site in state.found.sites}
        self._changes.show(state.history, sites, self._when)
        self.changes.fit_columns()
        self.undo.setEnabled(state.history is not None and state.history.undoable is not None and not state.busy)
        self.save.setEnabled(state.draft.is_changed and not state.busy)
        self.discard.setVisible(state.draft.is_changed or state.adding)
        self._tell()

    def retranslate(self) -> None:
        """Name everything in the language now shown."""
        self.new_password.set_words(self.tr("New password"))
        self.unlock.set_words(self.tr("Unlock"))
        self.end.set_words(self.tr("Sign out everywhere"))
        self.copy.set_words(self.tr("Copy"))
        self.given.set_words(self.tr("I have handed it on"))
        self.discard.set_words(self.tr("Discard"))
        self.undo.set_words(self.tr("Take the last one back"))
        self._past.set_text(self.tr("Changes"))
        self._reason_frame.set_label(self.tr("Why; it is kept with the change"))
        self.changes.setAccessibleName(self.tr("Changes of this person, the newest first"))
        self._nobody.show_state(
            StateKind.QUIET,
            self.tr("Nobody is chosen"),
            self.tr("Choose somebody at the left, or add somebody."),
            button=self.tr("Add somebody"),
            keys="Ctrl+N",
            icon="ph.users-three",
        )
        self.fields.retranslate()
        self._changes.retranslate()
        self.display(self._state)

    def ask(self, move: PersonMove) -> None:
        """Ask for something to be done, with the reason that stands there; nothing while its button is away or off."""
        button = {
            PersonMove.DISABLE: self.stand,
            PersonMove.ENABLE: self.stand,
            PersonMove.NEW_PASSWORD: self.new_password,
            PersonMove.UNLOCK: self.unlock,
            PersonMove.END_SIGN_INS: self.end,
        }[move]
        if button.isVisibleTo(self) and button.isEnabled():
            self.move_wanted.emit(move, self.reason.text())

    def ask_standing(self) -> None:
        """Ask for them to be disabled, or enabled where they are."""
        person = self._state.chosen
        if person is not None:
            self.ask(PersonMove.DISABLE if person.disabled_at is None else PersonMove.ENABLE)

    # building

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._aside)
        head.addLayout(words, 1)
        for button in (self.unlock, self.new_password, self.end, self.stand):
            head.addWidget(button)
        self._password_row = QWidget()
        secret = QHBoxLayout(self._password_row)
        secret.setContentsMargins(0, 0, 0, 0)
        secret.setSpacing(10)
        self._password_words = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        secret.addWidget(self.password)
        secret.addWidget(self._password_words, 1)
        secret.addWidget(self.copy)
        secret.addWidget(self.given)
        scroll = QScrollArea()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.fields)
        column.addStretch(1)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._reason_frame, 1)
        for button in (self.discard, self.save):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._past_row = QWidget()
        past = QHBoxLayout(self._past_row)
        past.setContentsMargins(0, 0, 0, 0)
        past.addWidget(self._past, 1)
        past.addWidget(self.undo)
        self.changes.setFixedHeight(self.changes.height_for(_CHANGES_SHOWN))
        person = QWidget()
        whole = QVBoxLayout(person)
        whole.setContentsMargins(20, 14, 20, 14)
        whole.setSpacing(8)
        whole.addLayout(head)
        for widget in (self._hint, self._password_row, scroll, self._told):
            whole.addWidget(widget, 1 if widget is scroll else 0)
        whole.addLayout(foot)
        for widget in (line("h"), self._past_row, self.changes):
            whole.addWidget(widget)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._nobody)
        self._pages.addWidget(person)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _join(self) -> None:
        self.fields.said.connect(self.said)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.reason.text()))
        self.discard.clicked.connect(self.discard_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.given.clicked.connect(self.handed_on)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._state.password))
        self.stand.clicked.connect(self.ask_standing)
        self.new_password.clicked.connect(lambda: self.ask(PersonMove.NEW_PASSWORD))
        self.unlock.clicked.connect(lambda: self.ask(PersonMove.UNLOCK))
        self.end.clicked.connect(lambda: self.ask(PersonMove.END_SIGN_INS))
        self._nobody.action_chosen.connect(self.add_wanted)

    # drawing

    def _standing(self) -> str:
        person = self._state.chosen
        if person is None:
            return self.tr("They get a password by chance, which is shown once.")
        if person.disabled_at is not None:
            return self.tr("Disabled since {when}; cannot sign in").format(when=self._when(person.disabled_at))
        if person.locked_until_at is not None:
            until = self._when(person.locked_until_at)
            return self.tr("Locked until {when} after wrong passwords").format(when=until)
        if person.in_call:
            return self.tr("In a call, or its wrap-up")
        if person.sign_ins > 1:
            return self.tr("Signed in at {count} desktops").format(count=person.sign_ins)
        return self.tr("Signed in") if person.sign_ins else self.tr("Signed out")

    def _draw_deeds(self) -> None:
        state, person = self._state, self._state.chosen
        there = person is not None
        off = person is not None and person.disabled_at is not None
        self.stand.set_words(
            self.tr("Enable") if off else self.tr("Disable"), icon="ph.check-circle" if off else "ph.prohibit"
        )
        self.save.set_words(self.tr("Add") if state.adding else self.tr("Save"))
        self.stand.setVisible(there and not state.is_own)
        self.new_password.setVisible(there and not off)
        self.unlock.setVisible(person is not None and person.locked_until_at is not None)
        self.end.setVisible(person is not None and person.sign_ins > 0 and not state.is_own)
        for button in (self.stand, self.new_password, self.unlock, self.end):
            button.setEnabled(not state.busy)
        hint = self.tr("This is you: another administrator disables you or takes your role away.")
        if person is not None and not state.is_own:
            hint = self.tr("Roles count at once; team and extension from the next sign-in. No call is ever cut.")
        self._hint.set_text(hint if there else "")
        self._hint.setVisible(there)

    def _tell(self) -> None:
        state = self._state
        if state.problem is not None:
            words = deed_text(state.problem)
            if state.problem.code == ErrorCode.STALE_VERSION:
                words = self.tr("Somebody else has changed this person. What you typed is kept; look, and save again.")
            self._told.show_notice("ph.warning-circle-fill", Token.PROBLEM, words)
            return
        done = {
            "added": self.tr("Added."),
            "saved": self.tr("Saved."),
            "undone": self.tr("The last change is taken back."),
            PersonMove.DISABLE.value: self.tr("Disabled, and signed out everywhere."),
            PersonMove.ENABLE.value: self.tr("Enabled."),
            PersonMove.NEW_PASSWORD.value: self.tr("The old password no longer works. Open sign-ins stay."),
            PersonMove.UNLOCK.value: self.tr("Unlocked."),
            PersonMove.END_SIGN_INS.value: self.tr("Signed out everywhere."),
        }
        words = done.get(state.done, "")
        if state.password_lost:
            words = self.tr("It is done, but its first answer was lost, and the password with it. Set another one.")
        self._told.show_notice("ph.check-circle-fill", Token.GOOD, words)
