"""What is kept of somebody who is no customer yet: interest, consent, note; and of a customer what was kept before."""

from datetime import datetime

from PySide6.QtCore import Qt

from agent_desktop.contract.customers import CustomerKind, Profile
from agent_desktop.ui.customer.section import Section
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import day_text
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.prospects import channel_words, interest_words


class ProspectSection(Section):
    """Draws the card of a `Profile`; hidden where there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(top=10, spacing=6)
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._since = TextLabel(role=Role.SMALL, tone=Token.TEXT_3)
        self.column.addLayout(row_of(self._title, self._since, spacing=7))
        chips = FlowLayout()
        self._chips = WidgetPool(chips, lambda: Chip(theme))
        self.column.addLayout(chips)
        self._consent = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self._withdrawn = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, wrap=True)
        self._note = TextLabel(wrap=True)
        self.change = LinkButton(theme, icon="ph.pencil-simple")
        for widget in (self._consent, self._withdrawn, self._note):
            self.column.addWidget(widget)
        self.column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)

    def display(self, profile: Profile, today: datetime) -> None:
        """Draw the card of `profile`; a prospect without one can be given one."""
        card, is_prospect = profile.prospect, profile.kind is CustomerKind.PROSPECT
        self.setVisible(card is not None or is_prospect)
        if card is None and not is_prospect:
            return
        before = self.tr("Asked about, before they were a customer")
        self._title.set_text(self.tr("Asked about") if is_prospect else before)
        day = day_text(card.kept_at.astimezone(today.tzinfo).date(), today.date()) if card is not None else ""
        self._since.set_text(self.tr("since {day}").format(day=day) if day else "")
        interests = card.interests if card is not None else ()
        for chip, interest in zip(self._chips.take(len(interests)), interests, strict=True):
            chip.show_chip(interest_words(interest), Kind.INFO)
        given = [
            self.tr("{channel} since {day}").format(
                channel=channel_words(each.channel),
                day=day_text(each.given_at.astimezone(today.tzinfo).date(), today.date()),
            )
            for each in (card.consents if card is not None else ())
            if each.withdrawn_at is None
        ]
        self._consent.set_text(
            self.tr("May be contacted: {ways}").format(ways=self.tr(", ").join(given))
            if given
            else self.tr("Has not agreed to be contacted")
        )
        withdrawn = [
            self.tr("{channel} on {day}").format(
                channel=channel_words(each.channel),
                day=day_text(each.withdrawn_at.astimezone(today.tzinfo).date(), today.date()),
            )
            for each in (card.consents if card is not None else ())
            if each.withdrawn_at is not None
        ]
        self._withdrawn.set_text(self.tr("Withdrawn: {ways}").format(ways=self.tr(", ").join(withdrawn)))
        self._withdrawn.setVisible(bool(withdrawn))
        self._note.set_text(card.note if card is not None else "")
        self._note.setVisible(card is not None and bool(card.note))
        self.change.set_words(self.tr("Change"))
        self.change.setVisible(is_prospect)
