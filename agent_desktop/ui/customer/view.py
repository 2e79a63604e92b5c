"""The customer column."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import Candidate
from agent_desktop.ui.customer.alerts.view import AlertsPanel
from agent_desktop.ui.customer.candidates import CandidateList
from agent_desktop.ui.customer.checks.view import CheckBand
from agent_desktop.ui.customer.nobody import NobodyPage
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerState
from agent_desktop.ui.customer.prospect import ProspectSection
from agent_desktop.ui.customer.relationship.view import RelationshipPanel
from agent_desktop.ui.customer.section import Section
from agent_desktop.ui.customer.sections import HeadSection, IdentifiersSection, NeedsBand
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.age_label import AgeLabel
from agent_desktop.ui.widgets.buttons import CommandButton, LinkButton
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import language_now, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel_states import Notice, SkeletonRows
from agent_desktop.ui.widgets.ticker import Ticker

_SHOWN = (CustomerKindShown.READY, CustomerKindShown.PARTLY_FAILED)


class CustomerView(QFrame):
    """Draws a `CustomerState`.

    Signals:
        reveal_chosen: The eye of an `Identifier` was pressed, to show or to hide.
        candidate_chosen: The `UUID` of the customer who is calling.
        link_chosen: This customer is the caller.
        unlink_chosen: This customer is not the caller.
        back_to_caller: Leave the customer found by search.
        search_wanted: Find the customer.
        retry_chosen: Ask again for what is not here.
        call_chosen: Call the customer.
        accounts_wanted: Show the accounts of the customer (`UUID`) in all systems.
        who_wanted: Keep the caller's card, or say whom the call is with.
        undo_chosen: Take the last word on whom the call is with back.
        card_wanted: Change what is kept of somebody who is no customer yet.
        related_chosen: Show this related person (`UUID`).
        explain_chosen: Show how the customer's value was reckoned.
        parts_retry_chosen: Ask again for what did not come after the profile.
        origins_wanted: Show where the values come from.
        numbers_wanted: Show all telephone numbers.
    """

    reveal_chosen = Signal(object)
    candidate_chosen = Signal(object)
    link_chosen = Signal()
    unlink_chosen = Signal()
    back_to_caller = Signal()
    search_wanted = Signal()
    retry_chosen = Signal()
    call_chosen = Signal()
    accounts_wanted = Signal(object)
    who_wanted = Signal()
    undo_chosen = Signal()
    card_wanted = Signal()
    related_chosen = Signal(object)
    explain_chosen = Signal()
    parts_retry_chosen = Signal()
    origins_wanted = Signal()
    numbers_wanted = Signal()

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        """`show_at_once` draws loading states without their wait; for pictures."""
        super().__init__()
        self.setProperty("panel", "column")
        self._theme = theme
        self._ticker = ticker
        self._state = CustomerState()
        self._trouble: Problem | None = None
        self._folded = False
        self._open = False
        self._head = HeadSection(theme)
        self._needs = NeedsBand(theme)
        self.checks = CheckBand(theme, ticker)
        self._links = _LinkRow(theme)
        self._failed = Notice(theme)
        self._prospect = ProspectSection(theme)
        self.alerts = AlertsPanel(theme, show_at_once=show_at_once)
        self._identifiers = IdentifiersSection(theme, ticker)
        self._relationship = RelationshipPanel(theme, show_at_once=show_at_once)
        self.value = self._relationship.value
        self._more = LinkButton(theme, icon="ph.caret-down")
        self.accounts = LinkButton(theme, icon="ph.intersect")
        self.accounts.hide()
        self._nobody = NobodyPage(theme)
        self.origins = LinkButton(theme, icon="ph.git-branch")
        self._age = AgeLabel(theme, ticker)
        self._skeleton = SkeletonRows(theme, 9, 34, show_at_once=show_at_once)
        self._pick = _Pick(theme)
        self._pages = QStackedWidget()
        self._build()
        self._identifiers.reveal_chosen.connect(self.reveal_chosen)
        self._identifiers.numbers.clicked.connect(self.numbers_wanted)
        self._relationship.related_chosen.connect(self.related_chosen)
        self._relationship.retry_chosen.connect(self.parts_retry_chosen)
        self._relationship.value.explain_chosen.connect(self.explain_chosen)
        self._pick.list.candidate_chosen.connect(self.candidate_chosen)
        self._pick.search.clicked.connect(self.search_wanted)
        self._links.link.clicked.connect(self.link_chosen)
        self._links.call.clicked.connect(self.call_chosen)
        self.checks.unlink.clicked.connect(self.unlink_chosen)
        self._drawn: tuple[object, ...] = ()
        self._links.back.clicked.connect(self.back_to_caller)
        self._links.undo.clicked.connect(self.undo_chosen)
        self._nobody.undo.clicked.connect(self.undo_chosen)
        self._nobody.keep.clicked.connect(self.who_wanted)
        self._nobody.list.candidate_chosen.connect(self.candidate_chosen)
        self._prospect.change.clicked.connect(self.card_wanted)
        self._nobody.action_chosen.connect(self._empty_pressed)
        self._more.clicked.connect(self._more_pressed)
        self.accounts.clicked.connect(self._accounts_pressed)
        self.origins.clicked.connect(self.origins_wanted)
        self.display(self._state)

    def display(self, state: CustomerState) -> None:
        """Draw `state`."""
        self._state = state
        if state.kind in _SHOWN and state.profile is not None:
            self._draw_profile()
            self._pages.setCurrentIndex(0)
        elif state.kind is CustomerKindShown.LOADING:
            self._skeleton.set_words(self.tr("Getting the customer"))
            self._pages.setCurrentIndex(2)
        elif state.kind is CustomerKindShown.SEVERAL:
            self._pick.display(state.candidates, state)
            self._pages.setCurrentIndex(3)
        else:
            self._nobody.display(state)
            self._pages.setCurrentIndex(1)

    def display_trouble(self, problem: Problem | None) -> None:
        """Say why what was said of whom the call is with could not be taken back."""
        if problem != self._trouble:
            self._trouble = problem
            self.display(self._state)

    def set_keeper(self, keeper: bool) -> None:
        """Offer the customer's accounts to whoever may say which are theirs."""
        self.accounts.setVisible(keeper)
        self._draw_fold()

    def show_age(self, at: datetime | None, *, is_old: bool) -> None:
        """Say how new the customer's data are; nothing where that is not known."""
        self._age.show_age(at, is_old=is_old)

    def set_folded(self, folded: bool) -> None:
        """In a narrow window show head, check and alerts, and the rest only on request."""
        if folded != self._folded:
            self._folded = folded
            self._open = False
            self._draw_fold()

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _build(self) -> None:
        sheet = QWidget()
        sheet.setProperty("ground", "clear")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        sections = (self.alerts, self._identifiers, self._relationship)
        for part in (self._needs, self._head, self.checks, self._links, self._prospect, *sections):
            column.addWidget(part)
        self._foot = QWidget()
        more = QHBoxLayout(self._foot)
        more.setContentsMargins(12, 6, 12, 6)
        more.addWidget(self._more)
        more.addWidget(self.accounts)
        more.addWidget(self.origins)
        more.addStretch(1)
        column.addWidget(self._foot)
        column.addWidget(self._age)
        column.addStretch(1)
        self._links.box.addWidget(self._failed)
        self._scroll = QScrollArea()
        self._scroll.setWidget(sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        loading = QWidget()
        inside = QVBoxLayout(loading)
        inside.setContentsMargins(14, 12, 14, 12)
        inside.addWidget(self._skeleton)
        inside.addStretch(1)
        for page in (self._scroll, self._nobody, loading, self._pick):
            self._pages.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _draw_profile(self) -> None:
        state = self._state
        profile = state.profile
        if profile is None:
            return
        self.setAccessibleName(self.tr("Customer {name}").format(name=profile.name))
        now = self._ticker.local(self._ticker.now())
        drawn = (profile, language_now(), now.date())
        if drawn != self._drawn:  # what is asked of the source systems changes nothing of who it is
            self._drawn = drawn
            self._needs.display(profile, now)
            self._head.display(profile, now)
            self._prospect.display(profile, now)
        self.alerts.display(profile.alerts, state.further_alerts)
        self._relationship.display(profile, state.relationship)
        self.checks.display(state)
        systems = self.tr(", ").join(words(name) for name in state.failed_systems)
        failed = self.tr("No answer from {systems}").format(systems=systems) if systems else ""
        problem = self._trouble or state.problem
        if problem is not None:
            failed = problem_text(problem)
        self._failed.show_notice("ph.warning-circle-fill", Token.PROBLEM, failed)
        self._links.display(state, has_notice=bool(failed))
        self._identifiers.display(state)
        self._draw_fold()

    def _draw_fold(self) -> None:
        profile = self._state.profile
        shown = not self._folded or self._open
        self._identifiers.setVisible(shown and profile is not None and bool(profile.identifiers))
        self._relationship.setVisible(shown and profile is not None)
        self._more.setVisible(self._folded)
        self.accounts.set_words(self.tr("Accounts in all systems"))
        self.origins.set_words(self.tr("Origins"))
        self.origins.setToolTip(self.tr("Where these values come from (Alt+O)"))
        self._more.set_words(self.tr("Show less") if self._open else self.tr("Identifiers and more"))

    def _empty_pressed(self) -> None:
        if self._state.kind is CustomerKindShown.FAILED:
            self.retry_chosen.emit()
        else:
            self.search_wanted.emit()

    def _accounts_pressed(self) -> None:
        if self._state.profile is not None:
            self.accounts_wanted.emit(self._state.profile.customer_id)

    def _more_pressed(self) -> None:
        self._open = not self._open
        self._draw_fold()


class _LinkRow(Section):
    """Whether this customer is the caller, where that is open."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(top=8, bottom=8)
        self.call = CommandButton(theme, small=True, icon="ph.phone-outgoing", keys="Ctrl+D")
        self.link = CommandButton(theme, small=True)
        self.back = LinkButton(theme, icon="ph.arrow-left")
        self.undo = LinkButton(theme, icon="ph.arrow-u-up-left")
        self.box = self.column
        self._ways = ways = QWidget()
        row = FlowLayout(8)  # in a narrow window one under the other
        ways.setLayout(row)
        row.addWidget(self.call)
        row.addWidget(self.link)
        row.addWidget(self.back)
        row.addWidget(self.undo)
        self.column.addWidget(ways)

    def display(self, state: CustomerState, *, has_notice: bool) -> None:
        """Show what can be chosen in `state`."""
        self.call.set_words(self.tr("Call"))
        self.call.setVisible(state.found and not state.linkable)
        self.link.set_words(self.tr("This is the caller"))
        self.back.set_words(self.tr("Back to the caller"))
        self.link.set_off(self.tr("Being linked") if state.choosing is not None else "")
        self.link.setVisible(state.linkable)
        self.back.setVisible(state.found)
        self.undo.set_words(self.tr("Undo: the call was with somebody else"))
        self.undo.setVisible(state.undoable is not None)
        ways = state.linkable or state.found or state.undoable is not None
        self._ways.setVisible(ways)
        self.setVisible(has_notice or ways)


class _Pick(QWidget):
    """Which of several customers is calling."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = TextLabel(role=Role.TITLE, wrap=True)
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._problem = Notice(theme)
        self.list = CandidateList(theme)
        self.search = CommandButton(theme, small=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addWidget(self._problem)
        column.addWidget(self.list)
        column.addSpacing(4)
        column.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def display(self, candidates: tuple[Candidate, ...], state: CustomerState) -> None:
        """Offer `candidates`."""
        count = max(state.candidate_count, len(candidates))
        self._title.set_text(self.tr("{count} customers share this number").format(count=count))
        text = (
            self.tr("{number}. Ask who is calling, then choose.").format(number=state.number_masked)
            if state.number_masked
            else self.tr("Ask who is calling, then choose.")
        )
        if count > len(candidates):
            text += " " + self.tr("A line of many: these are the likeliest {shown}.").format(shown=len(candidates))
        self._text.set_text(text)
        problem = problem_text(state.problem) if state.problem is not None else ""
        self._problem.show_notice("ph.warning-circle-fill", Token.PROBLEM, problem)
        self.list.display(candidates, state.choosing)
        self.search.set_words(self.tr("Someone else"), "Ctrl+K")
