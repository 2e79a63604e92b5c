"""The person's own settings, over the window. Each choice takes effect at once."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.ui.settings_dialog.preferences import Preferences
from agent_desktop.ui.settings_dialog.ring_port import Ring, RingProblem
from agent_desktop.ui.theme.fonts import TEXT_SCALES, Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import ChoiceField, FieldFrame
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel, frame
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.widgets.panel_states import Notice
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.sheet_head import sheet_head
from agent_desktop.ui.widgets.tick_box import TickBox

_TRY_MS = 2400


class SettingsView(Overlay):
    """Language, colours, text size, where it rings, and whether a call brings the window to the front.

    Signals:
        chosen: `Preferences`, after each change.
        sign_out_asked: End this sign-in.
    """

    chosen = Signal(object)
    sign_out_asked = Signal()

    def __init__(self, theme: Theme, host: QWidget, ring: Ring) -> None:
        super().__init__(theme, host, width=460, top=56)
        self._ring = ring
        self._preferences = Preferences()
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_TRY_MS)
        self._build()
        self._language.chosen.connect(self._language_chosen)
        self._themes.chosen.connect(self._theme_chosen)
        self._scale.chosen.connect(self._scale_chosen)
        self._device.activated.connect(self._device_chosen)
        self._try.clicked.connect(self._try_ring)
        self._silence.timeout.connect(self._ring.stop)
        self._raise.clicked.connect(self._raise_chosen)
        self._sign_out.clicked.connect(self.sign_out_asked)
        self._retranslate()

    def display(self, preferences: Preferences) -> None:
        """Draw what is chosen now."""
        self._preferences = preferences
        self._draw()

    def open_over(self) -> None:
        """Show the settings; the sound devices are looked up now."""
        super().open_over()
        self._draw()

    def take_focus(self) -> None:
        self.frame.setFocus(Qt.FocusReason.PopupFocusReason)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _build(self) -> None:
        theme = self.theme
        self._title = TextLabel(role=Role.FORM_TITLE)
        head = sheet_head(theme, self._title, icon="ph.gear-six")
        self._language = SegmentedChoice(theme)
        self._themes = SegmentedChoice(theme)
        self._scale = SegmentedChoice(theme)
        self._device = ChoiceField(theme)
        self._frames = [FieldFrame(theme, each) for each in (self._language, self._themes, self._scale, self._device)]
        self._try = CommandButton(theme, icon="ph.bell-ringing")
        self._no_sound = Notice(theme)
        self._raise = TickBox(theme)
        self._raise_hint = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._raise_hint.setContentsMargins(26, 0, 0, 0)
        self._sign_out = CommandButton(theme, icon="ph.sign-out")
        body = QVBoxLayout()
        body.setContentsMargins(16, 14, 16, 16)
        body.setSpacing(14)
        for each in self._frames[:3]:
            body.addWidget(each)
        device = QHBoxLayout()
        device.setSpacing(8)
        device.addWidget(self._frames[3], 1)
        device.addWidget(self._try, 0, Qt.AlignmentFlag.AlignBottom)
        sound = QVBoxLayout()
        sound.setSpacing(5)
        sound.addLayout(device)
        sound.addWidget(self._no_sound)
        body.addLayout(sound)
        front = QVBoxLayout()
        front.setSpacing(0)
        front.addWidget(self._raise)
        front.addWidget(self._raise_hint)
        body.addLayout(front)
        foot = frame("alt")
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(16, 10, 16, 10)
        foot_row.addWidget(self._sign_out)
        foot_row.addStretch(1)
        column = QVBoxLayout(self.frame)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(body)
        column.addWidget(foot)
        self.frame.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _retranslate(self) -> None:
        self._title.set_text(self.tr("Settings"))
        self.setAccessibleName(self.tr("Settings"))
        labels = (self.tr("Language"), self.tr("Colours"), self.tr("Text size"), self.tr("Calls ring on"))
        for each, label in zip(self._frames, labels, strict=True):
            each.set_label(label)
        self._try.set_words(self.tr("Try it"))
        self._raise.set_words(self.tr("Bring the window to the front when a call comes"))
        self._raise_hint.set_text(self.tr("What you type in another program stays there."))
        self._sign_out.set_words(self.tr("Sign out"))
        self._draw()

    def _draw(self) -> None:
        chosen = self._preferences
        self._language.show_options((("en", "English"), ("zh", "简体中文")), chosen.language)
        themes = ((ThemeName.LIGHT.value, self.tr("Light")), (ThemeName.DARK.value, self.tr("Dark")))
        self._themes.show_options(themes, chosen.theme.value)
        self._scale.show_options(tuple((str(each), f"{each} %") for each in TEXT_SCALES), str(chosen.text_scale))
        self._raise.setChecked(chosen.raise_window)
        if self.isHidden():
            return
        self._device.clear()
        self._device.addItem(self.tr("The system's own choice"), "")
        for device in self._ring.devices():
            self._device.addItem(device.name, device.device_id)
        problem = self._ring.problem()
        if problem is RingProblem.CHOSEN_DEVICE_AWAY:
            self._device.addItem(self.tr("The one chosen before (not connected)"), chosen.ring_device)
        self._device.setCurrentIndex(max(0, self._device.findData(chosen.ring_device)))
        can_ring = problem in (None, RingProblem.CHOSEN_DEVICE_AWAY)
        self._device.setEnabled(can_ring)
        self._try.setEnabled(can_ring)
        self._no_sound.show_notice("ph.speaker-slash", Token.CAUTION, self._problem_words(problem))

    def _problem_words(self, problem: RingProblem | None) -> str:
        match problem:
            case RingProblem.NO_SOUND_SYSTEM:
                return self.tr("This computer has no sound system we can use. Calls show on the screen.")
            case RingProblem.NO_DEVICE:
                return self.tr("No sound device was found. Calls show on the screen.")
            case RingProblem.CHOSEN_DEVICE_AWAY:
                return self.tr("The chosen device is not connected. Calls ring on the system's own choice.")
            case _:
                return ""

    def _choose(self, preferences: Preferences) -> None:
        if preferences != self._preferences:
            self._preferences = preferences
            self._draw()
            self.chosen.emit(preferences)

    def _language_chosen(self, language: str) -> None:
        self._choose(replace(self._preferences, language="zh" if language == "zh" else "en"))

    def _theme_chosen(self, theme: str) -> None:
        self._choose(replace(self._preferences, theme=ThemeName(theme)))

    def _scale_chosen(self, scale: str) -> None:
        self._choose(replace(self._preferences, text_scale=int(scale)))

    def _device_chosen(self, index: int) -> None:
        self._ring.use(str(self._device.itemData(index)))
        self._choose(replace(self._preferences, ring_device=str(self._device.itemData(index))))

    def _raise_chosen(self) -> None:
        self._choose(replace(self._preferences, raise_window=not self._preferences.raise_window))

    def _try_ring(self) -> None:
        self._ring.start()
        self._silence.start()
