"""The rail at the left: only what leads somewhere."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import PaintedButton
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.logo import Logo

RAIL_WIDTH = 64
_MOST_COUNTED = 100
_ICON, _GAP = 20, 3


class RailButton(PaintedButton):
    """Icon over word, 56x50; the active one has a bar at the window's edge.

    Where a low window has no room for the word, the icon stands alone and the word is in the tip.
    """

    def __init__(self, theme: Theme, icon: str, *, active: bool = False) -> None:
        super().__init__(theme)
        self._icon = icon
        self._active = active
        self._count = 0
        self._is_low = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, text: str, keys: str = "") -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(keys)
        self.setToolTip(f"{text} ({keys})" if keys else "")
        self._tip_for_word()
        self.update()

    def set_active(self, active: bool) -> None:
        """Mark it as where the window is, or not."""
        if active != self._active:
            self._active = active
            self.update()

    def show_count(self, count: int) -> None:
        """Show how many there are to look at; none shows nothing."""
        if count != self._count:
            self._count = count
            self.update()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(RAIL_WIDTH, self.theme.px(50))

    @property
    def is_without_word(self) -> bool:
        """Whether there is room for the icon only."""
        return self._is_low

    def _tip_for_word(self) -> None:
        if self.toolTip() in ("", self.text()):
            self.setToolTip(self.text() if self._is_low else "")

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_low = self.height() < _ICON + _GAP + self.theme.line(Role.TINY)
        self._tip_for_word()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(4, 0, self.width() - 8, self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        if self._active or self.is_hovered():
            painter.setBrush(theme.colour(Token.RAIL_ACTIVE))
            painter.drawRoundedRect(box, 6, 6)
        if self._active:
            painter.setBrush(theme.colour(Token.RAIL_ACCENT))
            painter.drawRoundedRect(QRectF(-3, 9, 6, self.height() - 18), 3, 3)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour(Token.RAIL_ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        ink = Token.RAIL_ON if self._active or self.is_hovered() else Token.RAIL_TEXT
        name = f"{self._icon}-fill" if self._active else self._icon
        line = theme.line(Role.TINY)
        top = (self.height() - _ICON - (0 if self.is_without_word else _GAP + line)) / 2
        picture = theme.pixmap(name, ink, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(QPointF((self.width() - _ICON) / 2, top), picture)
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font(Role.TINY))
        if not self.is_without_word:
            place = QRectF(0, top + _ICON + _GAP, self.width(), line)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._count:
            self._paint_count(painter, top)
        painter.end()

    def _paint_count(self, painter: QPainter, top: float) -> None:
        text = str(self._count) if self._count < _MOST_COUNTED else f"{_MOST_COUNTED - 1}+"
        height = self.theme.line(Role.TINY) + 2
        width = max(height, self.theme.width(Role.TINY, text) + 8)
        pill = QRectF(self.width() / 2 + 4, max(top - 5, 0), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour(Token.PROBLEM_FILL))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(self.theme.colour(Token.ON_FILL))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _ring_shown(self, _wanted: bool) -> None:
        # The ring stands inside: outside there is the edge of the window.
        self.update()


class Rail(QFrame):
    """Call, Tasks, Outreach, Complaints, Recents, Guide, Help and Settings; for those who may see them, Live,
    Routing, Accounts, Sources, Stuck, Managers, Staffing, Reports, Campaigns, Scripts, Quality and People.

    Signals:
        live_chosen: Show the board.
        call_chosen: Show the call.
        tasks_chosen: Show what is left to finish.
        outreach_chosen: Show whom to turn to.
        complaints_chosen: Show complaints.
        recents_chosen: Show the person's contacts.
        guide_chosen: Look something up.
        routing_chosen: Show queues and routing.
        linking_chosen: Show accounts that may be one person's.
        sources_chosen: Show the bank's source systems.
        mending_chosen: Show calls and agents that are stuck.
        managers_chosen: Show who looks after which customers.
        staffing_chosen: Show forecast, agents needed and adherence.
        reports_chosen: Show reports, or the person's own figures.
        campaigns_chosen: Show greetings, surveys and letters to many.
        callback_figures_chosen: Show the figures of callbacks.
        unkept_chosen: Show the callbacks that a supervisor decides about.
        scripts_chosen: Show the library of service scripts.
        quality_chosen: Show reviews of calls.
        people_chosen: Show the people who may sign in.
        help_chosen: Show all keys.
        settings_chosen: Open the settings.
    """

    live_chosen = Signal()
    call_chosen = Signal()
    routing_chosen = Signal()
    linking_chosen = Signal()
    sources_chosen = Signal()
    mending_chosen = Signal()
    managers_chosen = Signal()
    staffing_chosen = Signal()
    reports_chosen = Signal()
    campaigns_chosen = Signal()
    callback_figures_chosen = Signal()
    unkept_chosen = Signal()
    scripts_chosen = Signal()
    quality_chosen = Signal()
    people_chosen = Signal()
    tasks_chosen = Signal()
    outreach_chosen = Signal()
    complaints_chosen = Signal()
    recents_chosen = Signal()
    guide_chosen = Signal()
    help_chosen = Signal()
    settings_chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("panel", "rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._count = 0
        self._outreach_count = 0
        self._complaint_count = self._late_count = 0
        self._quality_count = 0
        self.live = RailButton(theme, "ph.monitor")
        self.live.hide()
        self._call = RailButton(theme, "ph.headset", active=True)
        self.routing = RailButton(theme, "ph.tree-structure")
        self.routing.hide()
        self.linking = RailButton(theme, "ph.intersect")
        self.linking.hide()
        self.sources = RailButton(theme, "ph.database")
        self.sources.hide()
        self.mending = RailButton(theme, "ph.first-aid-kit")
        self.mending.hide()
        self.managers = RailButton(theme, "ph.users-three")
        self.managers.hide()
        self.staffing = RailButton(theme, "ph.chart-line")
        self.staffing.hide()
        self.reports = RailButton(theme, "ph.table")
        self.reports.hide()
        self.campaigns = RailButton(theme, "ph.paper-plane-tilt")
        self.campaigns.hide()
        self.scripts = RailButton(theme, "ph.path")
        self.scripts.hide()
        self.quality = RailButton(theme, "ph.clipboard-text")
        self.quality.hide()
        self.people = RailButton(theme, "ph.user-gear")
        self.people.hide()
        self._tasks = RailButton(theme, "ph.check-square")
        self._outreach = RailButton(theme, "ph.handshake")
        self._complaints = RailButton(theme, "ph.megaphone-simple")
        self._recents = RailButton(theme, "ph.clock-counter-clockwise")
        self._guide = RailButton(theme, "ph.book-open")
        self._help = RailButton(theme, "ph.question")
        self._settings = RailButton(theme, "ph.gear-six")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        column.addWidget(Logo(theme, 34), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(self.live)
        column.addWidget(self._call)
        column.addWidget(self.routing)
        column.addWidget(self.linking)
        column.addWidget(self.sources)
        column.addWidget(self.mending)
        column.addWidget(self.managers)
        column.addWidget(self.staffing)
        column.addWidget(self.reports)
        column.addWidget(self.campaigns)
        column.addWidget(self.scripts)
        column.addWidget(self.quality)
        column.addWidget(self.people)
        column.addWidget(self._tasks)
        column.addWidget(self._outreach)
        column.addWidget(self._complaints)
        column.addWidget(self._recents)
        column.addWidget(self._guide)
        column.addStretch(1)
        column.addWidget(self._help)
        column.addWidget(self._settings)
        self.live.clicked.connect(self.live_chosen)
        self._call.clicked.connect(self.call_chosen)
        self.routing.clicked.connect(self.routing_chosen)
        self.linking.clicked.connect(self.linking_chosen)
        self.sources.clicked.connect(self.sources_chosen)
        self.mending.clicked.connect(self.mending_chosen)
        self.managers.clicked.connect(self.managers_chosen)
        self.staffing.clicked.connect(self.staffing_chosen)
        self.reports.clicked.connect(self.reports_chosen)
        self.campaigns.clicked.connect(self.campaigns_chosen)
        self.scripts.clicked.connect(self.scripts_chosen)
        self.quality.clicked.connect(self.quality_chosen)
        self.people.clicked.connect(self.people_chosen)
        self._tasks.clicked.connect(self.tasks_chosen)
        self._outreach.clicked.connect(self.outreach_chosen)
        self._complaints.clicked.connect(self.complaints_chosen)
        self._recents.clicked.connect(self.recents_chosen)
        self._guide.clicked.connect(self.guide_chosen)
        self._help.clicked.connect(self.help_chosen)
        self._settings.clicked.connect(self.settings_chosen)
        self._retranslate()

    def show_tasks(self, count: int) -> None:
        """Show how many calls are left to finish."""
        self._count = count
        self._retranslate()

    def show_outreach(self, count: int) -> None:
        """Show how many customers wait to be turned to."""
        self._outreach_count = count
        self._retranslate()

    def show_complaints(self, count: int, late: int = 0) -> None:
        """Show how many complaints the person deals with, and of how many a time is up."""
        self._complaint_count, self._late_count = count, late
        self._retranslate()

    def show_quality(self, count: int) -> None:
        """Show how many reviews of their calls and notes the person has not answered."""
        self._quality_count = count
        self._retranslate()

    def show_place(self, place: str) -> None:
        """Mark where the window is: at the ``"call"``, at ``"complaints"`` or at the board, ``"live"``."""
        self._call.set_active(place not in ("complaints", "live"))
        self._complaints.set_active(place == "complaints")
        self.live.set_active(place == "live")

    def show_office(self, *, cases: bool) -> None:
        """Lead to what there is for who takes no calls; `cases`: complaints too."""
        for button in (self._call, self._tasks, self._outreach, self._recents, self._guide, self._settings):
            button.hide()
        self._complaints.setVisible(cases)
        self.show_place("live")

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()

    def _retranslate(self) -> None:
        self.live.show_words(self.tr("Live"), "Ctrl+L")
        self._call.show_words(self.tr("Call"))
        self.routing.show_words(self.tr("Routing"))
        self.linking.show_words(self.tr("Accounts"))
        self.sources.show_words(self.tr("Sources"))
        self.mending.show_words(self.tr("Stuck"))
        self.managers.show_words(self.tr("Managers"))
        self.staffing.show_words(self.tr("Staffing"))
        self.reports.show_words(self.tr("Reports"))
        self.campaigns.show_words(self.tr("Campaigns"))
        self.scripts.show_words(self.tr("Scripts"))
        self.quality.show_words(self.tr("Quality"))
        self.quality.show_count(self._quality_count)
        if self._quality_count:
            one, more = self.tr("1 review or note to read"), self.tr("{count} reviews or notes to read")
            told = one if self._quality_count == 1 else more.format(count=self._quality_count)
            self.quality.setToolTip(told)
            self.quality.setAccessibleDescription(told)
        self.people.show_words(self.tr("People"))
        self._tasks.show_words(self.tr("Tasks"), "Alt+T")
        self._tasks.show_count(self._count)
        if self._count:
            one, more = self.tr("1 call without an outcome"), self.tr("{count} calls without an outcome")
            told = one if self._count == 1 else more.format(count=self._count)
            self._tasks.setToolTip(f"{told} (Alt+T)")
            self._tasks.setAccessibleDescription(f"{told}, Alt+T")
        self._outreach.show_words(self.tr("Outreach"), "Alt+U")
        self._outreach.show_count(self._outreach_count)
        if self._outreach_count:
            one, more = self.tr("1 customer to turn to"), self.tr("{count} customers to turn to")
            told = one if self._outreach_count == 1 else more.format(count=self._outreach_count)
            self._outreach.setToolTip(f"{told} (Alt+U)")
            self._outreach.setAccessibleDescription(f"{told}, Alt+U")
        self._complaints.show_words(self.tr("Cases"), "Alt+A")
        self._complaints.show_count(self._complaint_count)
        if self._complaint_count:
            told = self.tr("{count} complaints to deal with, {late} late")
            told = told.format(count=self._complaint_count, late=self._late_count)
            self._complaints.setToolTip(f"{told} (Alt+A)")
            self._complaints.setAccessibleDescription(f"{told}, Alt+A")
        self._recents.show_words(self.tr("Recents"), "Alt+H")
        self._guide.show_words(self.tr("Guide"), "Alt+G")
        self._help.show_words(self.tr("Help"), "F1")
        self._settings.show_words(self.tr("Settings"))
