"""Who on record may be the one who is typed in, each with what speaks for it and the way to choose them."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.prospects import Duplicate, DuplicateReason
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS
from agent_desktop.ui.widgets.labels import TextLabel, line
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.prospects import unnamed


class MatchRow(QFrame):
    """One of them.

    Signals:
        chosen: It is this one (`UUID`).
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.customer_id: UUID | None = None
        self._name = TextLabel(role=Role.BODY_BOLD, elided=True)
        self._chip = Chip(theme)
        self._why = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        self.button = CommandButton(theme, small=True)
        self.button.clicked.connect(self._pressed)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._name, 1)
        head.addWidget(self._chip)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addLayout(head)
        texts.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(texts, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(line("h"))

    def display(self, match: Duplicate, *, enabled: bool) -> None:
        """Draw `match`."""
        self.customer_id = match.customer_id
        name = " ".join(part for part in (match.name, match.name_chinese) if part) or unnamed()
        self._name.set_text(name)
        prospect = match.kind is CustomerKind.PROSPECT
        chip = self.tr("Not a customer yet") if prospect else self._tier(match.tier)
        kind, icon = (Kind.INFO, "") if prospect else (TIER_KINDS[match.tier], TIER_ICONS[match.tier])
        self._chip.show_chip(chip, kind, icon)
        self._chip.setVisible(bool(chip))
        why = [self._reason(each, match) for each in match.reasons]
        self._why.set_text("  ·  ".join(part for part in (match.number_masked, *why) if part))
        self._why.set_tone(Token.CAUTION if match.sure else Token.TEXT_2)
        self.button.set_words(self.tr("It is this one"))
        self.button.setEnabled(enabled)
        self.button.setAccessibleName(self.tr("{name} is the one who called").format(name=name))
        self.button.setAccessibleDescription(self._why.full_text())

    def _tier(self, tier: Tier) -> str:
        return {Tier.GOLD: self.tr("Gold"), Tier.PLATINUM: self.tr("Platinum")}.get(tier, "")

    def _reason(self, reason: DuplicateReason, match: Duplicate) -> str:
        until = match.former_until.isoformat() if match.former_until is not None else ""
        return {
            DuplicateReason.DOCUMENT: self.tr("same document"),
            DuplicateReason.NUMBER: self.tr("same number"),
            DuplicateReason.SAME_NAME: self.tr("same name"),
            DuplicateReason.FORMER_NUMBER: self.tr("had this number until {day}").format(day=until),
            DuplicateReason.LIKE_NAME: self.tr("a name like it"),
        }[reason]

    def _pressed(self) -> None:
        if self.customer_id is not None:
            self.chosen.emit(self.customer_id)


class MatchList(QWidget):
    """The likeliest first.

    Signals:
        chosen: It is this one (`UUID`).
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        self._pool = WidgetPool(rows, self._make)
        rows.addStretch(1)

    def display(self, matches: tuple[Duplicate, ...], *, enabled: bool) -> None:
        """Draw `matches`; none can be chosen while the server is asked."""
        for row, match in zip(self._pool.take(len(matches)), matches, strict=True):
            row.display(match, enabled=enabled)

    def _make(self) -> MatchRow:
        row = MatchRow(self._theme)
        row.chosen.connect(self.chosen)
        return row
