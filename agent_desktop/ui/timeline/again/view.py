"""A line over the overview: they have called about this before, and who took that call."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from agent_desktop.contract.customers import ContactRow
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.timeline.again.presenter import AgainState
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.formats import day_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


class AgainBand(QFrame):
    """Draws an `AgainState`. As high as one line from the start: whose call it was comes a moment later.

    Signals:
        open_chosen: Show that call in the timeline: its contact's `UUID`, None where only the calls of the week can be
            looked for.
    """

    open_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__()
        self.setProperty("soft", "info")
        self._theme, self._ticker = theme, ticker
        self._state = AgainState()
        self._title = TextLabel(role=Role.BODY_BOLD)
        self._before = TextLabel(tone=Token.TEXT_2, elided=True)
        self.link = LinkButton(theme)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 7, 12, 7)
        row.setSpacing(8)
        row.addWidget(IconView(theme, "ph.info-fill", Token.INFO, 16))
        row.addWidget(self._title)
        row.addWidget(self._before, 1)
        row.addWidget(self.link)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.link.clicked.connect(self._pressed)
        self.hide()

    def display(self, state: AgainState) -> None:
        """Draw `state`."""
        self._state = state
        self.setVisible(state.times > 0)
        if not state.times:
            return
        self._title.set_text(self._title_of(state))
        self._before.set_text("" if state.contact is None else self._before_text(state.contact, state))
        self.link.set_words(self.tr("Open that call") if state.contact is not None else self.tr("Open these calls"))
        self.setAccessibleName(f"{self._title.full_text()} {self._before.full_text()}".strip())

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _title_of(self, state: AgainState) -> str:
        if state.same:
            named = {2: self.tr("Second call about this in a week."), 3: self.tr("Third call about this in a week.")}
            many = self.tr("Call number {count} about this in a week.")
        else:
            named = {2: self.tr("Second call in a week."), 3: self.tr("Third call in a week.")}
            many = self.tr("Call number {count} in a week.")
        return named.get(state.times) or many.format(count=state.times)

    def _before_text(self, contact: ContactRow, state: AgainState) -> str:
        local = self._ticker.local
        when = day_text(local(contact.at).date(), local(self._ticker.now()).date())
        if not state.taken_by:
            said = self.tr("The one before was on {day}.").format(day=when)
        elif state.times == 2:
            said = self.tr("{name} took the first, {day}.").format(name=state.taken_by, day=when)
        else:
            said = self.tr("{name} took the one before, {day}.").format(name=state.taken_by, day=when)
        about = "" if state.same else words(contact.subject)
        return f"{said} {about}".strip()

    def _pressed(self) -> None:
        contact = self._state.contact
        self.open_chosen.emit(contact.contact_id if contact is not None else None)
