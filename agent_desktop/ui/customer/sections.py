"""The sections of the customer column, top to bottom."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from agent_desktop.contract.customers import AlertRow, CustomerKind, Identifier, Profile, StatusKind, Tier
from agent_desktop.ui.customer.presenter import CustomerState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.avatar import Avatar, initials_of
from agent_desktop.ui.widgets.chips import Chip, CountChip
from agent_desktop.ui.widgets.flow_layout import FlowLayout
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS, words
from agent_desktop.ui.widgets.labels import IconView, TextLabel, line, set_property
from agent_desktop.ui.widgets.masked_value import MaskedValue
from agent_desktop.ui.widgets.needs import need_words
from agent_desktop.ui.widgets.panel import row_of
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.ticker import Ticker

_PAD = 14


class Section(QFrame):
    """A part of the column with a hairline under it."""

    def __init__(self, *, top: int = 12, bottom: int = 12, spacing: int = 6) -> None:
        super().__init__()
        self.setProperty("panel", "section")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_PAD, top, _PAD, bottom)
        self.column.setSpacing(spacing)


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
        self._name.set_text(profile.name)
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
        column.setContentsMargins(_PAD, 9, _PAD, 9)
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
                    need=need_words(need.need), consent=need.consent_on.isoformat(), review=need.review_on.isoformat()
                )
            )
            row.set_tone(Token.CAUTION if late else Token.TEXT_2)


class _Alert(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
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
        row.addLayout(texts, 1)
        outer.addLayout(row)

    def display(self, alert: AlertRow) -> None:
        kind = Kind(alert.kind.value) if alert.kind is not StatusKind.PLAIN else Kind.INFO
        self._icon.show_icon(alert.icon or "ph.info-fill", text_token(kind))
        self._title.set_text(words(alert.title))
        detail = words(alert.detail)
        self._detail.set_text(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{words(alert.title)} {detail}".strip())


class AlertsSection(Section):
    """What to know before speaking, most pressing first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(top=10, spacing=8)
        self._title = TextLabel(role=Role.SMALL_STRONG, tone=Token.TEXT_2)
        self._count = CountChip(theme)
        self.column.addLayout(row_of(self._title, self._count, spacing=7))
        rows = QVBoxLayout()
        rows.setSpacing(9)
        self.column.addLayout(rows)
        self._pool = WidgetPool(rows, lambda: _Alert(theme))

    def display(self, alerts: tuple[AlertRow, ...]) -> None:
        """Draw `alerts`; a green line where there are none."""
        self._title.set_text(self.tr("Alerts"))
        pressing = any(alert.kind is StatusKind.PROBLEM for alert in alerts)
        self._count.show_count(str(len(alerts)), Kind.PROBLEM if pressing else Kind.PLAIN)
        self._count.setVisible(bool(alerts))
        shown = alerts or (AlertRow(kind=StatusKind.GOOD, icon="ph.check-circle-fill", title=self._none()),)
        for number, (row, alert) in enumerate(zip(self._pool.take(len(shown)), shown, strict=True)):
            row.rule.setVisible(number > 0)
            row.display(alert)

    def _none(self) -> dict[str, str]:
        return {"en": self.tr("Nothing to know before you speak"), "zh": self.tr("Nothing to know before you speak")}


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
        self._rows: dict[Identifier, tuple[TextLabel, MaskedValue]] = {}

    def display(self, state: CustomerState) -> None:
        """Draw the masked values of `state.profile`, and those shown clear."""
        self._title.set_text(self.tr("Identifiers"))
        self._aside.set_text(self.tr("Showing one is logged"))
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


class RelationshipSection(Section):
    """Who looks after the customer, and what the customer has asked not to be done."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(top=10)
        self.setProperty("panel", "plain")
        self._avatar = Avatar(theme)
        self._name = TextLabel(role=Role.BODY_STRONG, elided=True)
        self._what = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._name)
        texts.addWidget(self._what)
        self._manager = QWidget()
        row = QHBoxLayout(self._manager)
        row.setContentsMargins(0, 0, 0, 2)
        row.setSpacing(8)
        row.addWidget(self._avatar)
        row.addLayout(texts, 1)
        self.column.addWidget(self._manager)
        wishes = QVBoxLayout()
        wishes.setSpacing(4)
        self.column.addLayout(wishes)
        make: Callable[[], _Wish] = lambda: _Wish(theme)  # noqa: E731
        self._pool = WidgetPool(wishes, make)

    def display(self, profile: Profile) -> None:
        """Draw the manager and the wishes."""
        self._manager.setVisible(bool(profile.manager_name))
        self._avatar.set_initials(initials_of(profile.manager_name))
        self._name.set_text(profile.manager_name)
        self._what.set_text(self.tr("Relationship manager"))
        for row, wish in zip(self._pool.take(len(profile.wishes)), profile.wishes, strict=True):
            row.set_text(words(wish))
        self.setVisible(bool(profile.manager_name or profile.wishes))


class _Wish(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        icon = IconView(theme, "ph.prohibit", Token.TEXT_2, 14, theme.px(17))
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        self._text.set_text(text)
