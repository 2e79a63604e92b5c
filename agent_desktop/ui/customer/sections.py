"""The sections of the customer column, top to bottom."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from agent_desktop.contract.customers import CustomerKind, Identifier, Profile, Tier
from agent_desktop.ui.customer.presenter import CustomerState
from agent_desktop.ui.customer.section import COLUMN_PAD, Section
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS, day_text, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, set_property
from agent_desktop.ui.widgets.masked_value import MaskedValue
from agent_desktop.ui.widgets.needs import need_words
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.prospects import unnamed
from agent_desktop.ui.widgets.ticker import Ticker


class HeadSection(Section):
    """Who it is: name, Chinese name, age, tier, years, languages."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(spacing=2, bottom=11)
        self._name = TextLabel(role=Role.TITLE, wrap=True)
        self._second = TextLabel(tone=Token.TEXT_2, wrap=True)
        self.column.addWidget(self._name)
        self.column.addWidget(self._second)
        self.column.addSpacing(5)
        chips = FlowLayout()
        self._pool = WidgetPool(chips, lambda: Chip(theme))
        self.column.addLayout(chips)

    def display(self, profile: Profile, today: datetime) -> None:
        """Draw `profile`; `today` counts the years."""
        self._name.set_text(profile.name or unnamed())
        parts = [profile.name_chinese] if profile.name_chinese else []
        if profile.kind is CustomerKind.BUSINESS:
            parts.append(self.tr("Business"))
        elif profile.kind is CustomerKind.PROSPECT:
            parts.append(self.tr("Not a customer yet"))
        if profile.age_years is not None:
            parts.append(self.tr("Age {years}").format(years=profile.age_years))
        self._second.set_text("  ·  ".join(parts))
        self._second.setVisible(bool(parts))
        facts = self._facts(profile, today)
        for chip, (text, kind, icon) in zip(self._pool.take(len(facts)), facts, strict=True):
            chip.show_chip(text, kind, icon)

    def _facts(self, profile: Profile, today: datetime) -> list[tuple[str, Kind, str]]:
        tier = {
            Tier.STANDARD: self.tr("Standard"),
            Tier.GOLD: self.tr("Gold"),
            Tier.PLATINUM: self.tr("Platinum"),
        }[profile.tier]
        facts = [(tier, TIER_KINDS[profile.tier], TIER_ICONS[profile.tier])]
        if profile.kind is CustomerKind.PROSPECT:
            facts = []  # whoever is no customer yet has no standing among them
        if profile.customer_since is not None:
            years = today.year - profile.customer_since.year
            years -= (today.month, today.day) < (profile.customer_since.month, profile.customer_since.day)
            if years < 1:
                facts.append((self.tr("Under a year"), Kind.PLAIN, ""))
            else:
                word = self.tr("1 year") if years == 1 else self.tr("{years} years").format(years=years)
                facts.append((word, Kind.PLAIN, ""))
        if profile.languages:
            first, *others = profile.languages
            spoken = [self._language(first), *(self._short_language(code) for code in others)]
            facts.append((" / ".join(spoken), Kind.PLAIN, ""))
        return facts

    def _short_language(self, code: str) -> str:
        return {"en": self.tr("EN"), "zh": self.tr("ZH")}.get(code) or self._language(code)

    def _language(self, code: str) -> str:
        return {
            "en": self.tr("English"),
            "zh": self.tr("Chinese"),
            "zh-HK": self.tr("Cantonese"),
            "yue": self.tr("Cantonese"),
            "zh-CN": self.tr("Mandarin"),
            "cmn": self.tr("Mandarin"),
            "cs": self.tr("Czech"),
        }.get(code, code)


class NeedsBand(QFrame):
    """What the customer needs of whoever serves them, first of all; noted with consent, to be looked at again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icon = IconView(theme, "ph.heart-fill", Token.INFO, 16)
        self._title = TextLabel(role=Role.BODY_BOLD, tone=Token.INFO, wrap=True)
        rows = QVBoxLayout()
        rows.setSpacing(2)
        self._pool = WidgetPool(rows, lambda: TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True))
        set_property(self, "band", Kind.INFO.value)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(COLUMN_PAD, 9, COLUMN_PAD, 9)
        column.setSpacing(3)
        column.addLayout(head)
        column.addLayout(rows)

    def display(self, profile: Profile, today: datetime) -> None:
        """Draw the needs; one whose day of review is past says so."""
        needs = profile.needs
        self.setVisible(bool(needs))
        if not needs:
            return
        self._title.set_text("  ·  ".join(need_words(need.need) for need in needs))
        for row, need in zip(self._pool.take(len(needs)), needs, strict=True):
            late = need.review_on < today.date()
            line = (
                self.tr("{need}: agreed {consent}, review was due {review}")
                if late
                else self.tr("{need}: agreed {consent}, review {review}")
            )
            row.set_text(
                line.format(
                    need=need_words(need.need),
                    consent=day_text(need.consent_on, today.date()),
                    review=day_text(need.review_on, today.date()),
                )
            )
            row.set_tone(Token.CAUTION if late else Token.TEXT_2)


class IdentifiersSection(Section):
    """Masked values; showing one is asked of the server, which records it.

    Signals:
        reveal_chosen: The eye of an `Identifier` was pressed, to show or to hide.
    """

    reveal_chosen = Signal(object)

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        super().__init__(top=10, spacing=4)
        self._theme = theme
        self._ticker = ticker
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._aside = TextLabel(role=Role.SMALL, tone=Token.TEXT_3, elided=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._aside)
        self.column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self.column.addLayout(self._grid)
        self.numbers = LinkButton(theme, icon="ph.phone")
        self.column.addWidget(self.numbers)
        self._rows: dict[Identifier, tuple[TextLabel, MaskedValue]] = {}

    def display(self, state: CustomerState) -> None:
        """Draw the masked values of `state.profile`, and those shown clear."""
        self._title.set_text(self.tr("Identifiers"))
        self._aside.set_text(self.tr("Showing one is logged"))
        self.numbers.set_words(self.tr("All telephone numbers"))
        self.numbers.setToolTip(self.tr("All telephone numbers, and which are theirs no longer (Alt+P)"))
        identifiers = state.profile.identifiers if state.profile is not None else ()
        present = {value.identifier for value in identifiers}
        for identifier, (label, field) in self._rows.items():
            label.setVisible(identifier in present)
            field.setVisible(identifier in present)
        for value in identifiers:
            label, field = self._row(value.identifier)
            name = words(value.label)
            label.set_text(name)
            clear = state.revealed.get(value.identifier)
            if clear is not None:
                field.show_clear(name, clear.value, clear.until_at)
            else:
                refused = state.refused.get(value.identifier)
                field.show_masked(
                    name,
                    value.masked,
                    waiting=value.identifier in state.revealing,
                    refused=problem_text(refused) if refused is not None else "",
                )

    def _row(self, identifier: Identifier) -> tuple[TextLabel, MaskedValue]:
        found = self._rows.get(identifier)
        if found is None:
            label, field = TextLabel(tone=Token.TEXT_2), MaskedValue(self._theme, self._ticker)
            number = len(self._rows)
            self._grid.addWidget(label, number, 0)
            self._grid.addWidget(field, number, 1)
            field.setObjectName(identifier.value)
            field.shown.connect(self._pressed)
            field.hidden.connect(self._pressed)
            found = self._rows[identifier] = (label, field)
        return found

    def _pressed(self) -> None:
        self.reveal_chosen.emit(Identifier(self.sender().objectName()))
