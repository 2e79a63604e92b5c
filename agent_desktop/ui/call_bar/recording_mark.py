"""How the recording of the call stands, in the call slot: what the carrier has confirmed, and what it has not done."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.guard import guarded, nothing
from telephony.contract import RecordingDeed, RecordingProblem, RecordingSnapshot, RecordingState, RecordingStop

translate = QCoreApplication.translate

ICON: Final = 14
_PAD: Final = 8


@dataclass(frozen=True, slots=True)
class MarkWords:
    """`alarm`: white on red, for what somebody relies on and is not so."""

    text: str
    icon: str
    ink: Token
    alarm: bool = False


def mark_words(recording: RecordingSnapshot | None) -> MarkWords | None:
    """Return what to say of the recording; None where there is nothing to say."""
    if recording is None:
        return None
    problem = _problem_words(recording.problem)
    if problem is not None:
        return problem
    if recording.state is RecordingState.PAUSED:
        return MarkWords(_paused_word(recording), "ph.pause-circle-fill", Token.CAUTION)
    if recording.state is RecordingState.ON:
        if recording.asked is RecordingDeed.PAUSE:  # it goes on until the carrier says that it does not
            return MarkWords(translate("RecordingMark", "Still recording"), "ph.record-fill", Token.PROBLEM)
        return MarkWords(translate("RecordingMark", "Recording"), "ph.record-fill", Token.PROBLEM)
    if recording.stopped_by is RecordingStop.CALLER:
        return MarkWords(translate("RecordingMark", "Not recorded: refused"), "ph.prohibit", Token.TEXT_2)
    if recording.stopped_by is RecordingStop.AGENT:
        return MarkWords(translate("RecordingMark", "Recording stopped"), "ph.stop-circle", Token.TEXT_2)
    if recording.paused_by is not None or recording.in_consult:  # what was not begun waits for the pause to end
        text = translate("RecordingMark", "Paused: not recorded")
        return MarkWords(text, "ph.pause-circle-fill", Token.CAUTION)
    if recording.asked is RecordingDeed.START:
        return MarkWords(translate("RecordingMark", "Recording starts"), "ph.record", Token.TEXT_2)
    return None


def _problem_words(problem: RecordingProblem | None) -> MarkWords | None:
    icon, ink = "ph.warning-fill", Token.ON_FILL
    match problem:
        case RecordingProblem.NOT_PAUSED:
            return MarkWords(translate("RecordingMark", "NOT paused"), icon, ink, alarm=True)
        case RecordingProblem.NOT_STOPPED:
            return MarkWords(translate("RecordingMark", "NOT stopped"), icon, ink, alarm=True)
        case RecordingProblem.NOT_STARTED:
            return MarkWords(translate("RecordingMark", "NOT recording"), icon, ink, alarm=True)
        case RecordingProblem.NOT_RESUMED:
            return MarkWords(translate("RecordingMark", "NOT resumed"), icon, ink, alarm=True)
    return None


def alarm_hint(recording: RecordingSnapshot | None) -> str:
    """Return what follows from what the carrier has not done; empty where it has done all."""
    match None if recording is None else recording.problem:
        case None:
            return ""
        case RecordingProblem.NOT_PAUSED | RecordingProblem.NOT_STOPPED:
            return translate("RecordingMark", "What is said is still recorded")
        case _:
            return translate("RecordingMark", "Nothing is being recorded")


def _paused_word(recording: RecordingSnapshot) -> str:
    if recording.asked is RecordingDeed.RESUME:
        return translate("RecordingMark", "Still paused")
    return translate("RecordingMark", "Recording paused")


class RecordingMark(QWidget):
    """Draws what `mark_words` says; hidden where that is nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words: MarkWords | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)
        self.hide()

    def show_recording(self, recording: RecordingSnapshot | None) -> None:
        """Say how it stands."""
        said = mark_words(recording)
        if said == self._words:
            return
        self._words = said
        self.setVisible(said is not None)
        self.setAccessibleName("" if said is None else said.text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        return "" if self._words is None else self._words.text

    def is_alarm(self) -> bool:
        return self._words is not None and self._words.alarm

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        if self._words is None:
            return QSize(0, 0)
        width = ICON + 4 + self._theme.width(Role.BODY_STRONG, self._words.text) + 2
        return QSize(width + (2 * _PAD if self._words.alarm else 0), self._theme.px(20))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        said = self._words
        if said is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0
        if said.alarm:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(Token.PROBLEM_FILL))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
            x = _PAD
        picture = self._theme.pixmap(said.icon, said.ink, ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(x, (self.height() - ICON) / 2), picture)
        x += ICON + 4
        painter.setPen(self._theme.colour(said.ink))
        painter.setFont(self._theme.font(Role.BODY_STRONG))
        room = QRectF(x, 0, self.width() - x, self.height())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), said.text)
        painter.end()
