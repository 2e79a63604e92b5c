"""How the customer stands with the bank: value, who looks after them, what they wish, who shares products with them."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import Profile
from agent_desktop.contract.relationships import Manager, Relationship
from agent_desktop.ui.customer.relationship.related_row import RelatedRow
from agent_desktop.ui.customer.relationship.value_block import ValueBlock
from agent_desktop.ui.customer.section import Section
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.avatar import Avatar, initials_of
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.chips import CountChip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import language_now, month_text, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.waiting_words import WaitingWords


class _Wish(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(IconView(theme, "ph.prohibit", Token.TEXT_2, 14, theme.px(17)))
        row.addWidget(self._text)

    def set_text(self, text: str) -> None:
        self._text.set_text(text)
        self.updateGeometry()


class RelationshipPanel(Section):
    """Draws the profile's part of the relationship at once, and the rest in its own place when it has come.

    What stands above grows with nothing that comes later: the value has a place of one height, the manager two lines,
    and who shares products with the customer stands last.

    Signals:
        related_chosen: Show this related person (`UUID`).
        retry_chosen: Ask again for what did not come.
    """

    related_chosen = Signal(object)
    retry_chosen = Signal()

    def __init__(self, theme: Theme, *, show_at_once: bool = False) -> None:
        """`show_at_once` says without a wait that something is awaited; for pictures."""
        super().__init__(top=10, spacing=8)
        self._drawn: tuple[object, ...] = ()
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._since = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, elided=True)
        self._since.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.value = ValueBlock(theme)
        self._avatar = Avatar(theme)
        self._name = TextLabel(role=Role.BODY_STRONG, elided=True)
        self._what = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._wishes = QWidget()
        flow = FlowLayout(4, down=2)
        self._wishes.setLayout(flow)
        self._wish_pool = WidgetPool(flow, lambda: _Wish(theme))
        self._related = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._count = CountChip(theme)
        self._state = WaitingWords(wrap=True, show_at_once=show_at_once)
        self._again = LinkButton(theme, icon="ph.arrow-clockwise")
        rows = QVBoxLayout()
        rows.setSpacing(4)
        self._row_pool = WidgetPool(rows, lambda: self._make_row(theme))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._since, 1)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._what)
        manager = QHBoxLayout()
        manager.setSpacing(8)
        manager.addWidget(self._avatar)
        manager.addLayout(texts, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.value)
        self.column.addLayout(manager)
        self.column.addWidget(self._wishes)
        others = QVBoxLayout()
        others.setSpacing(3)
        others.addLayout(row_of(self._related, self._count, spacing=7))
        others.addWidget(self._state)
        others.addLayout(rows)
        others.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addLayout(others)
        self._again.clicked.connect(self.retry_chosen)

    def display(self, profile: Profile, part: ProfilePart[Relationship] | None = None) -> None:
        """Draw what `profile` says, and `part` as it stands."""
        part = part or ProfilePart()
        drawn = (profile, part, language_now())
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self._title.set_text(self.tr("Relationship"))
        since = profile.customer_since
        self._since.set_text(self.tr("Customer since {month}").format(month=month_text(since)) if since else "")
        self.value.display(profile, part)
        relationship = part.value
        manager = relationship.manager if relationship is not None else None
        self._draw_manager(manager or (Manager(name=profile.manager_name) if profile.manager_name else None))
        self._draw_wishes(profile.wishes)
        self._draw_related(part)

    def _draw_manager(self, manager: Manager | None) -> None:
        self._avatar.setVisible(manager is not None)
        if manager is None:
            self._name.set_text(self.tr("No relationship manager"))
            self._what.set_text(self.tr("Nobody looks after this customer alone."))
            return
        self._avatar.set_initials(initials_of(manager.name))
        self._name.set_text(manager.name)
        parts = [self.tr("Manager"), manager.team]
        if manager.since_on is not None:
            parts.append(self.tr("since {month}").format(month=month_text(manager.since_on)))
        self._what.set_text("  ·  ".join(part for part in parts if part))

    def _draw_wishes(self, wishes: tuple[LocalText, ...]) -> None:
        self._wishes.setVisible(bool(wishes))
        for row, wish in zip(self._wish_pool.take(len(wishes)), wishes, strict=True):
            row.set_text(words(wish))

    def _draw_related(self, part: ProfilePart[Relationship]) -> None:
        relationship = part.value
        related = relationship.related if relationship is not None else ()
        self._related.set_text(self.tr("Shares products with"))
        self._count.show_count(str(relationship.related_count if relationship is not None else 0))
        self._count.setVisible(bool(related))
        for row, person in zip(self._row_pool.take(len(related)), related, strict=True):
            row.display(person)
        self._again.set_words(self.tr("Try again"))
        self._again.setVisible(part.kind is PartKind.FAILED)
        if part.kind is PartKind.LOADING and relationship is None:
            self._state.wait(self.tr("Reading who else is on the products"))
        elif part.kind is PartKind.FAILED:
            text = problem_text(part.problem) if part.problem is not None else ""
            self._state.say(text, Token.PROBLEM)
        elif relationship is None or not related:
            self._state.say(self.tr("Nobody else") if relationship is not None else self.tr("Not read"), Token.TEXT_2)
        elif relationship.related_count > len(related):
            hidden = relationship.related_count - len(related)
            self._state.say(self.tr("and {count} more").format(count=hidden), Token.TEXT_2)
        else:
            self._state.say("", Token.TEXT_2)

    def _make_row(self, theme: Theme) -> RelatedRow:
        row = RelatedRow(theme)
        row.clicked.connect(self._row_pressed)
        return row

    def _row_pressed(self) -> None:
        row = self.sender()
        if isinstance(row, RelatedRow) and isinstance(row.customer_id, UUID):
            self.related_chosen.emit(row.customer_id)
