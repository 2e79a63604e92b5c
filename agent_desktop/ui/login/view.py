"""The sign-in window."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.login.presenter import LoginPhase, LoginState
from agent_desktop.ui.messages import deed_text, problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, ThemeName, Token, text_token
from agent_desktop.ui.widgets.buttons import CommandButton, Look
from agent_desktop.ui.widgets.fields import ChoiceField, LineField
from agent_desktop.ui.widgets.formats import language_now
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, set_property
from agent_desktop.ui.widgets.logo import Logo, logo_icon

_WIDTH = 380


class _Note(QFrame):
    """Icon and words on a soft ground; nothing where there are no words."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "", size=16)
        self._text = TextLabel(role=Role.BODY, wrap=True)
        # Otherwise the sheet's border is taken from the height that the wrapped words were promised.
        self.setAttribute(Qt.WidgetAttribute.WA_LayoutOnEntireRect)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 8, 11, 8)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, kind: Kind, icon: str, text: str) -> None:
        """Show `text`; empty hides it."""
        set_property(self, "soft", kind.value)
        self._icon.show_icon(icon, text_token(kind))
        self._text.set_text(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class LoginView(QWidget):
    """Asks for name and password, and says in words what went wrong.

    Signals:
        sign_in_asked: Name and password, as typed.
        language_chosen: ``en`` or ``zh``.
        theme_chosen: ``light`` or ``dark``.
        closing: The window is about to close.
    """

    sign_in_asked = Signal(str, str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    closing = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = LoginState()
        self._caps = False
        self.setObjectName("login")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._name.returnPressed.connect(self._entered)
        self._password.returnPressed.connect(self._entered)
        self._button.clicked.connect(self._ask)
        self._language.activated.connect(self._language_picked)
        self._themes.activated.connect(self._theme_picked)
        theme.changed.connect(self._theme_changed)
        self._password.installEventFilter(self)
        self._retranslate()
        self._theme_changed()
        self.resize(theme.px(520), theme.px(620))

    def display(self, state: LoginState) -> None:
        """Draw `state`. What is being typed stays; a refused password is emptied."""
        before, self._state = self._state, state
        if state.name and not self._name.text() and not before.name:
            self._name.setText(state.name)
        if state.problem is not None and state.problem != before.problem:
            self._refused(state.problem)
        self._draw()

    def focus_first_field(self) -> None:
        """Put the focus where the person types first."""
        (self._password if self._name.text() else self._name).setFocus()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self._draw()
        super().changeEvent(event)

    @guarded(nothing)
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closing.emit()

    @guarded(lambda: False)
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self._password:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                self._watch_caps(event)
            elif event.type() == QEvent.Type.FocusOut:
                self._show_caps(False)
        return False

    def _build(self) -> None:
        theme = self._theme
        card = frame("card")
        card.setFixedWidth(theme.px(_WIDTH))
        self._card = card
        self._title = TextLabel(role=Role.TITLE)
        self._server = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._problem = _Note(theme)
        self._keyring = _Note(theme)
        self._waiting = _Note(theme)
        self._name_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._name = LineField(theme)
        self._name.setMaxLength(100)
        self._name_wanted = TextLabel(role=Role.SMALL, tone=Token.PROBLEM)
        self._password_label = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._password = LineField(theme)
        self._password.setMaxLength(1024)
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password_wanted = TextLabel(role=Role.SMALL, tone=Token.PROBLEM)
        self._caps_label = TextLabel(role=Role.SMALL, tone=Token.CAUTION)
        self._button = CommandButton(theme, look=Look.PRIMARY, keys="Enter")
        self._button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._language = ChoiceField(theme)
        self._language.addItem("English", "en")
        self._language.addItem("简体中文", "zh")
        self._themes = ChoiceField(theme)
        self._themes.addItem("", ThemeName.LIGHT.value)
        self._themes.addItem("", ThemeName.DARK.value)

        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Logo(theme, 40))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._server)
        head.addLayout(words, 1)

        column = QVBoxLayout(card)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(18)
        notes = QVBoxLayout()
        notes.setSpacing(8)
        for note in (self._problem, self._waiting, self._keyring):
            notes.addWidget(note)
        column.addLayout(notes)
        column.addSpacing(14)
        column.addWidget(self._name_label)
        column.addSpacing(4)
        column.addWidget(self._name)
        column.addWidget(self._name_wanted)
        column.addSpacing(10)
        column.addWidget(self._password_label)
        column.addSpacing(4)
        column.addWidget(self._password)
        column.addWidget(self._password_wanted)
        column.addWidget(self._caps_label)
        column.addSpacing(16)
        column.addWidget(self._button)

        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addStretch(1)
        for choice in (self._language, self._themes):
            choice.setFixedWidth(theme.px(128))
            choices.addWidget(choice)
        choices.addStretch(1)

        outer = QVBoxLayout(self)
        outer.addStretch(3)
        middle = QHBoxLayout()  # not an aligned item: that would lose the height of wrapped words
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addSpacing(14)
        outer.addLayout(choices)
        outer.addStretch(4)
        for label in (self._name_wanted, self._password_wanted, self._caps_label):
            label.hide()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Sign in - Agent Desktop"))
        self._title.set_text(self.tr("Sign in to Agent Desktop"))
        self._name_label.set_text(self.tr("Name"))
        self._name.setAccessibleName(self.tr("Name"))
        self._password_label.set_text(self.tr("Password"))
        self._password.setAccessibleName(self.tr("Password"))
        self._name_wanted.set_text(self.tr("Enter your name."))
        self._password_wanted.set_text(self.tr("Enter your password."))
        self._caps_label.set_text(self.tr("Caps Lock is on."))
        self._language.setAccessibleName(self.tr("Language"))
        self._themes.setAccessibleName(self.tr("Colours"))
        self._themes.setItemText(0, self.tr("Light"))
        self._themes.setItemText(1, self.tr("Dark"))
        self._language.setCurrentIndex(self._language.findData(language_now()))

    def _theme_changed(self) -> None:
        self._themes.setCurrentIndex(self._themes.findData(self._theme.name.value))
        self._card.setFixedWidth(self._theme.px(_WIDTH))
        self.setWindowIcon(logo_icon(self._theme))

    def _draw(self) -> None:
        state = self._state
        busy = state.busy or state.phase in (LoginPhase.SIGNING_IN, LoginPhase.RESUMING)
        self._server.set_text(self.tr("Server: {origin}").format(origin=state.origin))
        problem = deed_text(state.problem) if state.problem is not None else ""
        away = state.problem is not None and state.problem.code == ErrorCode.SERVER_AWAY
        self._problem.say(Kind.PROBLEM, "ph.wifi-slash" if away else "ph.warning-circle-fill", problem)
        keyring = {
            KeyringState.WORKING: "",
            KeyringState.LOCKED: problem_text(Problem(ErrorCode.KEYRING_LOCKED)),
            KeyringState.MISSING: problem_text(Problem(ErrorCode.KEYRING_MISSING)),
        }[state.keyring]
        self._keyring.say(Kind.INFO, "ph.key", keyring)
        self._waiting.say(Kind.CAUTION, "ph.pencil-simple", self._waiting_words(state.waiting_notes))
        self._name_wanted.setVisible(state.name_wanted)
        self._password_wanted.setVisible(state.password_wanted)
        set_property(self._name, "wrong", state.name_wanted)
        set_property(self._password, "wrong", state.password_wanted)
        for field in (self._name, self._password):
            field.setReadOnly(busy)
        self._button.setEnabled(not busy)
        if state.phase is LoginPhase.RESUMING:
            words = self.tr("Signing in again…")
        elif busy:
            words = self.tr("Signing in…")
        else:
            words = self.tr("Try again") if away else self.tr("Sign in")
        self._button.set_words(words, "" if busy else "Enter", "ph.spinner" if busy else "")

    def _waiting_words(self, count: int) -> str:
        if not count:
            return ""
        if count == 1:
            return self.tr("1 note is kept on this computer. It is sent once you sign in.")
        return self.tr("{count} notes are kept on this computer. They are sent once you sign in.").format(count=count)

    def _refused(self, problem: Problem) -> None:
        if problem.code == ErrorCode.WRONG_PASSWORD:
            self._password.clear()
            self._password.setFocus()

    def _entered(self) -> None:
        if self.sender() is self._name and self._name.text() and not self._password.text():
            self._password.setFocus()
        else:
            self._ask()

    def _ask(self) -> None:
        if self._button.isEnabled():
            self.sign_in_asked.emit(self._name.text().strip(), self._password.text())

    def _watch_caps(self, event: QKeyEvent) -> None:
        # Qt does not tell the state of Caps Lock; the first letter typed does.
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._show_caps(letter.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._show_caps(False)

    def _show_caps(self, on: bool) -> None:
        self._caps = on
        self._caps_label.setVisible(on)

    def _language_picked(self, index: int) -> None:
        self.language_chosen.emit(self._language.itemData(index))

    def _theme_picked(self, index: int) -> None:
        self.theme_chosen.emit(self._themes.itemData(index))
