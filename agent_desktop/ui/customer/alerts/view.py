"""What to know before speaking, in the customer column."""

from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.alerts import AlertStep
from agent_desktop.contract.customers import AlertRow, StatusKind
from agent_desktop.ui.customer.alerts.presenter import AlertDeedsState
from agent_desktop.ui.customer.section import COLUMN_PAD, Section
from agent_desktop.ui.messages import deed_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line
from agent_desktop.ui.widgets.waiting_words import WaitingWords

_GAP = 9
_KEPT_ROWS = 3  # as the picture has


class _Alert(QWidget):
    """One alert; below a kept one stand why it is there and what can be done about it.

    Signals:
        step_chosen: Decide it (its `UUID`, `AlertStep`, the reason as `str`).
        task_chosen: Have somebody turn to the customer (its `UUID`).
    """

    step_chosen = Signal(object, object, str)
    task_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._alert_id: UUID | None = None
        self._reason = TextLabel(role=Role.SMALL, wrap=True)
        self.done, self.task, self.dismiss = LinkButton(theme), LinkButton(theme), LinkButton(theme)
        self._told = TextLabel(role=Role.SMALL, tone=Token.GOOD)
        self.deeds = QWidget()
        self.menu = QMenu(self)
        self._icon = IconView(theme, "", size=17)
        self._title = TextLabel(role=Role.BODY_STRONG, wrap=True)
        self._detail = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.rule = line("h")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.rule)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        texts.addWidget(self._reason)
        texts.addWidget(self.deeds)
        deeds = QHBoxLayout(self.deeds)
        deeds.setContentsMargins(0, 0, 0, 0)
        deeds.setSpacing(10)
        for part in (self.done, self.task, self.dismiss, self._told):
            deeds.addWidget(part)
        deeds.addStretch(1)
        self.done.clicked.connect(self._done_pressed)
        self.task.clicked.connect(self._task_pressed)
        self.dismiss.clicked.connect(self._dismiss_pressed)
        self.menu.triggered.connect(self._reason_chosen)
        row.addLayout(texts, 1)
        outer.addLayout(row)

    def display(self, alert: AlertRow, deeds: AlertDeedsState) -> None:
        kind = Kind(alert.kind.value) if alert.kind is not StatusKind.PLAIN else Kind.INFO
        self._icon.show_icon(alert.icon or "ph.info-fill", text_token(kind))
        self._title.set_text(words(alert.title))
        detail = words(alert.detail)
        self._detail.set_text(detail.replace("•••• ", "••••\u00a0"))  # a number is never broken in two
        self._detail.setVisible(bool(detail))
        why = words(alert.reasons[0]) if alert.reasons else ""
        self._reason.set_text(why)
        self._reason.setVisible(bool(why))
        self._reason.setToolTip("\n".join(words(reason) for reason in alert.reasons))
        self._alert_id = alert.alert_id
        self.deeds.setVisible(alert.alert_id is not None)
        has_task = dict(deeds.tasks).get(alert.alert_id) if alert.alert_id is not None else None
        self.done.set_words(self.tr("Done"))
        self.task.set_words(self.tr("Start a task"))
        self.dismiss.set_words(self.tr("Dismiss"))
        self.task.setVisible(has_task is None)
        self._told.set_text(self.tr("Task for {name}").format(name=has_task) if has_task is not None else "")
        for button in (self.done, self.task, self.dismiss):
            button.setEnabled(deeds.busy is None)
        self.setAccessibleName(f"{words(alert.title)} {detail} {why}".strip())

    def _done_pressed(self) -> None:
        self.step_chosen.emit(self._alert_id, AlertStep.FINISH, "")

    def _task_pressed(self) -> None:
        self.task_chosen.emit(self._alert_id)

    def _dismiss_pressed(self) -> None:
        self.menu.clear()
        for reason in (
            self.tr("The customer knows of it"),
            self.tr("Nothing unusual for this customer"),
            self.tr("The record is wrong"),
        ):
            self.menu.addAction(reason)
        self.menu.popup(self.dismiss.mapToGlobal(QPoint(0, self.dismiss.height())))

    def _reason_chosen(self, action: QAction) -> None:
        self.step_chosen.emit(self._alert_id, AlertStep.DISMISS, action.text())


class AlertsPanel(Section):
    """Draws the alerts that came with the profile, and under them those that are asked for once it is on screen.

    What comes later moves nothing: room for three rows is kept from the first moment on where something is still to
    come, and what has no room there waits behind a link in the head.

    Signals:
        step_chosen: Decide an alert (`UUID`, `AlertStep`, the reason as `str`).
        task_chosen: Have somebody turn to the customer (the alert's `UUID`).
    """

    step_chosen = Signal(object, object, str)
    task_chosen = Signal(object)

    def __init__(self, theme: Theme, *, show_at_once: bool = False) -> None:
        """`show_at_once` says without a wait that more may come; for pictures."""
        super().__init__(top=7, spacing=5)
        self._theme = theme
        self._alerts: tuple[AlertRow, ...] = ()
        self._shown: tuple[AlertRow, ...] = ()
        self._further: ProfilePart[tuple[AlertRow, ...]] = ProfilePart()
        self._drawn: tuple[object, ...] = ()
        self._all = False
        self._kept = 0
        self._deeds = AlertDeedsState()
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._count = CountChip(theme)
        self._waits = WaitingWords(show_at_once=show_at_once)
        self.more = LinkButton(theme)
        head = QHBoxLayout()
        head.setSpacing(7)
        for part in (self._title, self._count, self._waits):
            head.addWidget(part)
        head.addStretch(1)
        head.addStrut(theme.px(24))  # as high as the link, which comes and goes
        head.addWidget(self.more)
        self.column.addLayout(head)
        self._box = QWidget()
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._rows = QVBoxLayout(self._box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(_GAP)
        self._rows.addStretch(1)
        self._widgets: list[_Alert] = []
        self.column.addWidget(self._box)
        self._problem = TextLabel(role=Role.SMALL, tone=Token.PROBLEM, wrap=True)
        self._problem.hide()
        self.column.addWidget(self._problem)
        self.more.clicked.connect(self._more_pressed)

    def display(self, alerts: tuple[AlertRow, ...], further: ProfilePart[tuple[AlertRow, ...]] | None = None) -> None:
        """Draw `alerts`, most pressing first, and what is asked for beside them; a green line where there is neither.

        `further` may stay NONE: then nothing is asked for, and the panel is as high as what it shows.
        """
        further = further or ProfilePart()
        drawn = (alerts, further, self._deeds, language_now())
        if drawn == self._drawn:
            return
        self._drawn = drawn
        if alerts != self._alerts or further.customer_id != self._further.customer_id:
            self._all, self._kept = False, 0
        self._alerts, self._further = alerts, further
        there = tuple(each for each in (*alerts, *(further.value or ())) if each.alert_id not in self._deeds.gone)
        self._shown = there or (self._none(),)
        self._title.set_text(self.tr("Alerts"))
        count = len(there)
        pressing = any(alert.kind is StatusKind.PROBLEM for alert in self._shown)
        self._count.show_count(str(count), Kind.PROBLEM if pressing else Kind.PLAIN)
        self._count.setVisible(bool(count))
        if further.kind is PartKind.LOADING:
            self._waits.wait(self.tr("more may come"))
        else:
            failed = further.kind is PartKind.FAILED
            self._waits.say(self.tr("not all could be read") if failed else "", Token.CAUTION)
        while len(self._widgets) < len(self._shown):
            widget = _Alert(self._theme)
            widget.step_chosen.connect(self.step_chosen)
            widget.task_chosen.connect(self.task_chosen)
            self._rows.insertWidget(len(self._widgets), widget)
            self._widgets.append(widget)
        for number, widget in enumerate(self._widgets):
            widget.setVisible(number < len(self._shown))
            if number < len(self._shown):
                widget.rule.setVisible(number > 0)
                widget.display(self._shown[number], self._deeds)
        self._place()

    def display_deeds(self, deeds: AlertDeedsState) -> None:
        """Draw what became of a deed."""
        self._deeds = deeds
        self._problem.set_text(deed_text(deeds.problem) if deeds.problem is not None else "")
        self._problem.setVisible(deeds.problem is not None)
        self.display(self._alerts, self._further)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Keep the height from the first moment on, and show as many rows as have room in it."""
        keeps = self._further.kind is not PartKind.NONE
        if not keeps:
            self._box.setMinimumHeight(0)
            self._box.setMaximumHeight(16_777_215)
            self.more.setVisible(False)
            return
        heights = [self._height_of(widget) for widget in self._widgets[: len(self._shown)]]
        first = len(self._alerts) or (1 if not self._further.value else 0)
        if not self._kept:
            row = self._theme.line(Role.BODY) + self._theme.line(Role.SMALL) + _GAP
            self._kept = _KEPT_ROWS * row + (_KEPT_ROWS - 1) * _GAP
        # Those that came with the profile show in any case; a narrower column breaks their words into more lines.
        self._kept = max(self._kept, _reach(heights[:first]))
        room = self._kept if not self._all else max(self._kept, _reach(heights))
        fitting = max((count for count in range(len(heights) + 1) if _reach(heights[:count]) <= room), default=0)
        for number, widget in enumerate(self._widgets[: len(self._shown)]):
            widget.setVisible(number < fitting)
        self._box.setFixedHeight(room)
        hidden = len(self._shown) - fitting
        self.more.setVisible(hidden > 0 or self._all)
        self.more.set_words(self.tr("Show less") if self._all else self.tr("{count} more").format(count=hidden))

    def _height_of(self, widget: _Alert) -> int:
        width = max(1, self.width() - 2 * COLUMN_PAD)
        return widget.heightForWidth(width) if widget.hasHeightForWidth() else widget.sizeHint().height()

    def _more_pressed(self) -> None:
        self._all = not self._all
        self._place()

    def _none(self) -> AlertRow:
        if self._further.kind is PartKind.FAILED:
            text = self.tr("Alerts could not be read")
            return AlertRow(kind=StatusKind.CAUTION, icon="ph.warning-circle-fill", title={"en": text, "zh": text})
        if self._further.kind is PartKind.LOADING:
            text = self.tr("Nothing so far")
            return AlertRow(kind=StatusKind.INFO, icon="ph.hourglass-medium", title={"en": text, "zh": text})
        text = self.tr("Nothing to know before you speak")
        return AlertRow(kind=StatusKind.GOOD, icon="ph.check-circle-fill", title={"en": text, "zh": text})


def _reach(heights: list[int]) -> int:
    return sum(heights) + _GAP * max(0, len(heights) - 1)
