"""What the big rows of the guide share: words that flow, a target as wide as the row, and a mark that is not theirs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.guard import guarded, no_height, nothing

FLOW = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_ROOM_LEAST = 60

if TYPE_CHECKING:
    _Button = QAbstractButton
else:  # Qt's part comes from the radio button or the check box beside it: a screen reader tells these two apart.
    _Button = object


class FlowingRow(_Button):
    """Put before a checkable Qt button: its whole width takes the click, and it is as high as its words need.

    It shows what the presenter says, not what was clicked. It takes the focus from the keyboard only: a click must
    not pull it out of the notes.
    """

    _theme: Theme

    def _begin(self, theme: Theme, text: str) -> None:
        """Set up the row; to be called first."""
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def _least_height(self) -> int:
        """Return the height in pixels below which the row is no target."""
        raise NotImplementedError

    def _height_for(self, width: int) -> int:
        """Return the height in pixels that the words need in a row of `width`."""
        raise NotImplementedError

    def _flow(self, room: int, role: Role) -> QRectF:
        """Return the box of the words, at (0, 0), where they are set in `role` and have `room` pixels of width."""
        room = max(_ROOM_LEAST, room)
        flowed = self._theme.metrics(role).boundingRect(0, 0, room, 10_000, FLOW, self.text())
        return QRectF(0, 0, room, max(flowed.height(), self._theme.line(Role.BODY)))

    @guarded(bool)
    def hitButton(self, pos: QPoint) -> bool:
        # Qt's own button takes clicks on its mark and its words only.
        return self.rect().contains(pos)

    @guarded(nothing)
    def nextCheckState(self) -> None:
        """Nothing: the presenter's answer draws the mark."""

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._least_height())

    @guarded(bool)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(no_height)
    def heightForWidth(self, width: int) -> int:
        return max(self._least_height(), self._height_for(width))
