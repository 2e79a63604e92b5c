"""The window of the figures of callbacks and referrals."""

from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.contract.callback_lists import CallbackFigure
from agent_desktop.contract.follow_ups import ReferralFigure
from agent_desktop.ui.callback_office.presenter import FiguresPresenter, FiguresState, Group, Period
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.column_fit import Column
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.office_window import OfficeWindow
from agent_desktop.ui.widgets.panel_states import EmptyState, Notice, SkeletonRows, StateKind
from agent_desktop.ui.widgets.rows import fill
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.views import RowTable
from agent_desktop.ui.widgets.window_keys import add_keys

_COLUMNS = 7
_TABLE, _EMPTY, _LOADING = range(3)
_GOOD, _FAIR = 90.0, 75.0


class CallbackFiguresWindow(OfficeWindow):
    """Draws a `FiguresState`."""

    def __init__(self, theme: Theme, figures: FiguresPresenter, *, show_at_once: bool = False) -> None:
        super().__init__(theme)
        self.figures = figures
        self._state = FiguresState()
        self._title = TextLabel(role=Role.TITLE)
        self.period, self.group = SegmentedChoice(theme, compact=True), SegmentedChoice(theme, compact=True)
        self._all, self._referred = TextLabel(role=Role.BODY_STRONG, wrap=True), TextLabel(wrap=True)
        self._meaning = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.decide = CommandButton(theme, small=True, icon="ph.phone-outgoing")
        self._old = Notice(theme)
        self._model = QStandardItemModel(0, _COLUMNS, self)
        self.table = RowTable(theme, self._model)
        self.table.set_columns((Column(180, 10), *(Column(96) for _ in range(_COLUMNS - 1))))
        self._empty = EmptyState(theme)
        self._skeleton = SkeletonRows(theme, 8, 30, show_at_once=show_at_once)
        self._pages = QStackedWidget()
        self._build()
        self.period.chosen.connect(lambda period: figures.show_period(Period(period)))
        self.group.chosen.connect(lambda group: figures.show_group(Group(group)))
        self._empty.action_chosen.connect(figures.read)
        self._old.action_chosen.connect(figures.read)
        add_keys(self, {"Ctrl+R": figures.read})
        self._retranslate()
        figures.show_to(self.display)

    def start(self) -> None:
        """Ask the server, and show the window."""
        self.bring_forward()
        self.figures.read()
        self.table.setFocus()

    def display(self, state: FiguresState) -> None:
        """Draw `state`."""
        self._state = state
        self._draw_choices()
        self._draw_all()
        old = state.problem if state.callbacks is not None else None
        text = "" if old is None else self.tr("The figures may not be up to date. {why}").format(why=problem_text(old))
        self._old.show_notice("ph.clock-fill", Token.CAUTION, text, button=self.tr("Try again") if text else "")
        if state.callbacks is None:
            self._draw_empty()
            self._pages.setCurrentIndex(_EMPTY if state.problem is not None else _LOADING)
            return
        referrals = state.group in (Group.GIVERS, Group.MANAGERS)
        rows = self._referral_rows() if referrals else self._callback_rows()
        self._fill(rows)
        if not rows:
            self._draw_empty()
        self._pages.setCurrentIndex(_TABLE if rows else _EMPTY)

    def _build(self) -> None:
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        for page in (self.table, self._empty, loading):
            self._pages.addWidget(page)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._title, 1)
        head.addWidget(self.decide)
        head.addWidget(self.period)
        groups = QHBoxLayout()
        groups.addWidget(self.group)
        groups.addStretch(1)
        whole = QFrame()
        whole.setProperty("panel", "canvas")
        column = QVBoxLayout(whole)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._all)
        column.addWidget(self._referred)
        column.addLayout(groups)
        column.addWidget(self._old)
        column.addWidget(self._pages, 1)
        column.addWidget(self._meaning)
        self.setCentralWidget(whole)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Callbacks in figures"))
        self._title.set_text(self.tr("Callbacks in figures"))
        self.decide.set_words(self.tr("Callbacks to decide on"))
        self.table.setAccessibleName(self.tr("Figures"))
        self._skeleton.set_words(self.tr("Getting the figures"))
        self._meaning.set_text(
            self.tr(
                "A promise is kept where the first attempt, or the customer's own call, came within its window."
                " Lateness is from the end of the window to the first attempt. Referrals count by when they were given;"
                " won is of those that came to an end."
            )
        )
        self.display(self._state)

    def _draw_choices(self) -> None:
        state = self._state
        self.period.show_options(
            (
                (Period.TODAY.value, self.tr("Today")),
                (Period.WEEK.value, self.tr("7 days")),
                (Period.MONTH.value, self.tr("30 days")),
            ),
            state.period.value,
        )
        self.group.show_options(
            (
                (Group.AGENTS.value, self.tr("By agent")),
                (Group.QUEUES.value, self.tr("By queue")),
                (Group.KINDS.value, self.tr("By kind")),
                (Group.GIVERS.value, self.tr("Referrals by giver")),
                (Group.MANAGERS.value, self.tr("Referrals by manager")),
            ),
            state.group.value,
        )

    def _draw_all(self) -> None:
        figures, referrals = self._state.callbacks, self._state.referrals
        for label in (self._all, self._referred):
            label.setVisible(figures is not None)
        if figures is None or referrals is None:
            return
        whole = figures.all
        self._all.set_text(
            self.tr(
                "{kept} of {promised} promises kept ({percent}) · {attempts} attempts to reach · {late} min late"
            ).format(
                kept=f"{whole.kept:,}",
                promised=f"{whole.promised:,}",
                percent=_percent(whole.kept_percent),
                attempts=_number(whole.attempts_to_reach),
                late=_number(whole.median_late_minutes),
            )
        )
        given = referrals.all
        self._referred.set_text(
            self.tr("{won} of {given} referrals won ({percent}) · {open} still open").format(
                won=f"{given.won:,}",
                given=f"{given.given:,}",
                percent=_percent(given.won_percent),
                open=f"{given.open:,}",
            )
        )

    def _draw_empty(self) -> None:
        problem = self._state.problem
        if problem is not None and self._state.callbacks is None:
            self._empty.show_state(
                StateKind.ERROR,
                self.tr("The figures cannot be read now"),
                problem_text(problem),
                button=self.tr("Try again"),
                keys="Ctrl+R",
            )
            return
        self._empty.show_state(
            StateKind.QUIET,
            self.tr("Nothing in this time"),
            self.tr("Choose a longer time above."),
            icon="ph.chart-bar",
        )

    def _callback_rows(self) -> list[tuple[tuple[str, Token], ...]]:
        figures = self._state.callbacks
        assert figures is not None, "it was looked at"
        self._heads(
            self.tr("Whose"), self.tr("Promised"), self.tr("Kept"), self.tr("Kept in time"), self.tr("Attempts"),
            self.tr("Minutes late"), self.tr("Late now"),
        )  # fmt: skip
        group = {Group.AGENTS: figures.agents, Group.QUEUES: figures.queues, Group.KINDS: figures.kinds}
        return [self._callback_row(each) for each in group[self._state.group]]

    def _callback_row(self, figure: CallbackFigure) -> tuple[tuple[str, Token], ...]:
        nobody = self.tr("Nobody's") if self._state.group is Group.AGENTS else self.tr("No queue")
        name = words(figure.name) or (figure.key if self._state.group is Group.QUEUES else "") or nobody
        return (
            (name, Token.TEXT),
            (f"{figure.promised:,}", Token.TEXT_2),
            (f"{figure.kept:,}", Token.TEXT_2),
            (_percent(figure.kept_percent), _tone(figure.kept_percent)),
            (_number(figure.attempts_to_reach), Token.TEXT_2),
            (_number(figure.median_late_minutes), Token.TEXT_2),
            (f"{figure.open_late:,}", Token.PROBLEM if figure.open_late else Token.TEXT_2),
        )

    def _referral_rows(self) -> list[tuple[tuple[str, Token], ...]]:
        referrals = self._state.referrals
        assert referrals is not None, "it came with the others"
        self._heads(
            self.tr("Who"),
            self.tr("Given"),
            self.tr("Won"),
            self.tr("Not wanted"),
            self.tr("Open"),
            self.tr("Won of ended"),
            "",
        )
        listed = referrals.givers if self._state.group is Group.GIVERS else referrals.managers
        return [self._referral_row(each) for each in listed]

    def _referral_row(self, figure: ReferralFigure) -> tuple[tuple[str, Token], ...]:
        return (
            (figure.name or self.tr("A team"), Token.TEXT),
            (f"{figure.given:,}", Token.TEXT_2),
            (f"{figure.won:,}", Token.GOOD if figure.won else Token.TEXT_2),
            (f"{figure.lost:,}", Token.TEXT_2),
            (f"{figure.open:,}", Token.TEXT_2),
            (_percent(figure.won_percent), Token.TEXT),
            ("", Token.TEXT_2),
        )

    def _heads(self, *heads: str) -> None:
        for column, head in enumerate(heads):
            self._model.setHorizontalHeaderItem(column, QStandardItem(head))

    def _fill(self, rows: list[tuple[tuple[str, Token], ...]]) -> None:
        model = self._model
        if model.rowCount() > len(rows):
            model.removeRows(len(rows), model.rowCount() - len(rows))
        while model.rowCount() < len(rows):
            cells = [QStandardItem() for _ in range(_COLUMNS)]
            for cell in cells:
                cell.setEditable(False)
            model.appendRow(cells)
        for number, row in enumerate(rows):
            for column, (text, tone) in enumerate(row):
                fill(model.item(number, column), text, tone=tone.value)
        self.table.viewport().update()
        self.table.fit_columns()


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:g}%"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def _tone(value: float | None) -> Token:
    if value is None:
        return Token.TEXT_2
    return Token.GOOD if value >= _GOOD else Token.CAUTION if value >= _FAIR else Token.PROBLEM
