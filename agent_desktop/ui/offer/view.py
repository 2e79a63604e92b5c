"""The card of a call on offer. It has no field and never takes the focus."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from agent_desktop.contract.customers import (
    AlertRow,
    CallerOutcome,
    Channel,
    ContactRow,
    HoldingGroup,
    Profile,
    StatusKind,
    Tier,
)
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token, text_token
from agent_desktop.ui.widgets.at_once import laid_out_once
from agent_desktop.ui.widgets.chips import Chip
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS, day_text, money_text, time_text, words
from agent_desktop.ui.widgets.guard import guarded, nothing
from agent_desktop.ui.widgets.labels import IconView, TextLabel, frame, line
from agent_desktop.ui.widgets.panel_states import SkeletonRows
from agent_desktop.ui.widgets.pool import WidgetPool
from agent_desktop.ui.widgets.popup import PopupFrame
from agent_desktop.ui.widgets.ticker import Ticker

_PAD = 15
_ALERTS = 4


class _Line(QWidget):
    """An icon and one line, with a hairline over all but the first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rule = line("h")
        self._icon = IconView(theme, "", size=16, height=theme.px(20))
        self._text = TextLabel(wrap=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(9)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rule)
        column.addLayout(row)

    def show_line(self, icon: str, token: Token, text: str, *, first: bool) -> None:
        self.rule.setVisible(not first)
        self._icon.show_icon(icon, token)
        self._text.set_text(text)


class OfferView(PopupFrame):
    """Draws an `OfferState`; hidden while nothing is on offer."""

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__("offer")
        self._theme = theme
        self._ticker = ticker
        self._state = OfferState()
        self._name = TextLabel(role=Role.TITLE, wrap=True)
        self._tier = Chip(theme)
        self._age = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._second = TextLabel(tone=Token.TEXT_2, wrap=True)
        self._skeleton = SkeletonRows(theme, 4, 26, show_at_once=show_at_once)
        self._facts = QWidget()
        self._script = TextLabel()
        self._script_title = TextLabel(role=Role.BODY_STRONG, elided=True)
        self._version = Chip(theme)
        self._foot_text = TextLabel(role=Role.SMALL, tone=Token.TEXT_2)
        self._foot_time = TextLabel(role=Role.SMALL_STRONG)
        self._missed = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, elided=True)
        self._missed_count = TextLabel(role=Role.SMALL_STRONG)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._build()
        ticker.ticked.connect(self._draw_foot)
        self.display(self._state)

    def display(self, state: OfferState) -> None:
        """Draw `state`."""
        self._state = state
        if not state.visible:
            self.setVisible(False)
            return
        with laid_out_once(self, self._facts, self._script_row):
            self._draw(state)
        # Shown when it is full: each part that changes in a visible card would have all around it laid out.
        self.setVisible(True)

    def _draw(self, state: OfferState) -> None:
        self._draw_head()
        self._draw_facts()
        self._draw_lines()
        self._draw_script()
        self._draw_foot()
        waiting = state.loading and state.card is None
        self._skeleton.setVisible(waiting)
        self._skeleton.set_words(self.tr("Getting the customer"))
        self.setAccessibleName(self.tr("Call on offer: {name}").format(name=self._who()))

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.display(self._state)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = frame("head")
        inside = QVBoxLayout(head)
        inside.setContentsMargins(_PAD, 12, _PAD, 10)
        inside.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._name, 1)
        first.addWidget(self._tier, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._age, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(first)
        inside.addWidget(self._second)
        column.addWidget(head)
        middle = QVBoxLayout()
        middle.setContentsMargins(_PAD, 0, _PAD, 0)
        middle.setSpacing(0)
        middle.addWidget(self._skeleton)
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 10, 0, 10)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        self._labels: dict[str, tuple[TextLabel, TextLabel, TextLabel]] = {}
        for number, key in enumerate(("why", "owes", "last")):
            caption = TextLabel(tone=Token.TEXT_2)
            value = TextLabel(role=Role.BODY_STRONG if key == "why" else Role.BODY, wrap=True)
            more = TextLabel(role=Role.SMALL, tone=Token.TEXT_2, wrap=True)
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(value)
            cell.addWidget(more)
            self._grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(cell, number, 1)
            self._labels[key] = (caption, value, more)
        middle.addWidget(self._facts)
        self._lines_rule = line("h")
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 3, 0, 3)
        self._lines.setSpacing(0)
        self._pool = WidgetPool(self._lines, lambda: _Line(self._theme))
        column.addLayout(middle)
        column.addWidget(self._lines_rule)
        lines = QVBoxLayout()
        lines.setContentsMargins(_PAD, 0, _PAD, 0)
        lines.addLayout(self._lines)
        column.addLayout(lines)
        self._script_row = QWidget()
        script = QHBoxLayout(self._script_row)
        script.setContentsMargins(_PAD, 11, _PAD, 11)
        script.setSpacing(5)
        script.addWidget(IconView(self._theme, "ph.path", Token.ACCENT, 16))
        script.addSpacing(4)
        script.addWidget(self._script)
        script.addWidget(self._script_title, 1)
        script.addWidget(self._version)
        self._script_rule = line("h")
        column.addWidget(self._script_rule)
        column.addWidget(self._script_row)
        foot = frame("alt")
        row = QHBoxLayout(foot)
        row.setContentsMargins(_PAD, 8, _PAD, 8)
        row.setSpacing(5)
        row.addWidget(IconView(self._theme, "ph.timer", Token.TEXT_2, 16))
        row.addSpacing(3)
        for label in (self._foot_text, self._foot_time, self._missed, self._missed_count):
            row.addWidget(label)
        row.addStretch(1)
        column.addWidget(foot)

    def _who(self) -> str:
        state = self._state
        if state.profile is not None:
            return state.profile.name
        outcome = state.card.outcome if state.card is not None else None
        return {
            CallerOutcome.SEVERAL: self.tr("One of several customers"),
            CallerOutcome.WITHHELD: self.tr("Number withheld"),
            CallerOutcome.UNKNOWN: self.tr("Unknown caller"),
        }.get(outcome or CallerOutcome.MATCHED, self.tr("Caller"))

    def _draw_head(self) -> None:
        profile, card = self._state.profile, self._state.card
        self._name.set_text(self._who())
        gold = profile is not None and profile.tier is not Tier.STANDARD
        self._tier.setVisible(gold)
        if profile is not None and gold:
            self._tier.show_chip(self._tier_word(profile.tier), TIER_KINDS[profile.tier], TIER_ICONS[profile.tier])
        age = profile.age_years if profile is not None else None
        self._age.set_text("" if age is None else self.tr("Age {years}").format(years=age))
        self._age.setVisible(age is not None)
        if profile is not None:
            parts = self._about(profile)
        elif card is not None:
            number = " ".join(text for text in (card.number_masked, card.number_country) if text)
            parts = [number] if number else [self.tr("Ask for a name or an account")]
        else:
            parts = []
        self._second.set_text("  ·  ".join(parts))
        self._second.setVisible(bool(parts))

    def _about(self, profile: Profile) -> list[str]:
        parts = []
        if profile.name_chinese:
            parts.append(profile.name_chinese)
        if profile.customer_since is not None:
            years = self._ticker.now().year - profile.customer_since.year
            parts.append(self.tr("customer since {year}").format(year=profile.customer_since.year) if years else "")
        return [part for part in parts if part]

    def _draw_facts(self) -> None:
        state = self._state
        owed = "\n".join(
            self.tr("{amount} on {group}").format(
                amount=money_text(part.total_currency, part.total).replace("\u2212", ""), group=self._group(part.group)
            )
            for part in state.owed
        )
        when, about = self._contact(state.last_contact)
        why = words(state.why)
        for key, caption, value, more in (
            ("why", self.tr("Why"), why, self.tr("said in the menu") if why else ""),
            ("owes", self.tr("Owes"), owed, ""),
            ("last", self.tr("Last contact"), when, about),
        ):
            label, text, second = self._labels[key]
            label.set_text(caption)
            text.set_text(value)
            second.set_text(more)
            for widget in (label, text):
                widget.setVisible(bool(value))
            second.setVisible(bool(more))
        self._facts.setVisible(bool(why or owed or when))

    def _group(self, group: HoldingGroup) -> str:
        return {
            HoldingGroup.DEPOSITS: self.tr("accounts"),
            HoldingGroup.CARDS: self.tr("cards"),
            HoldingGroup.LOANS: self.tr("loans"),
            HoldingGroup.WEALTH: self.tr("investments"),
            HoldingGroup.INSURANCE: self.tr("insurance"),
            HoldingGroup.ORDERS: self.tr("standing orders"),
        }[group]

    def _contact(self, row: ContactRow | None) -> tuple[str, str]:
        if row is None:
            return "", ""
        local, today = self._ticker.local(row.at), self._ticker.local(self._ticker.now())
        day = self._day(local, today)
        text = self.tr("{day} {time}, {channel}").format(
            day=day, time=time_text(local), channel=self._channel(row.channel)
        )
        outcome = words(row.outcome)
        return text, f"{words(row.subject)} · {outcome}" if outcome else words(row.subject)

    def _day(self, local: datetime, today: datetime) -> str:
        if local.date() == today.date():
            return self.tr("Today")
        if local.date() == (today - timedelta(days=1)).date():
            return self.tr("Yesterday")
        return day_text(local.date(), today.date())

    def _channel(self, channel: Channel) -> str:
        return {
            Channel.PHONE: self.tr("phone"),
            Channel.APP: self.tr("app"),
            Channel.BRANCH: self.tr("branch"),
            Channel.WEB: self.tr("web"),
            Channel.EMAIL: self.tr("email"),
        }[channel]

    def _draw_lines(self) -> None:
        shown = self._lines_of()
        for number, (row, (icon, token, text)) in enumerate(zip(self._pool.take(len(shown)), shown, strict=True)):
            row.show_line(icon, token, text, first=number == 0)
        self._lines_rule.setVisible(bool(shown) and not self._facts.isHidden())

    def _lines_of(self) -> list[tuple[str, Token, str]]:
        state = self._state
        if state.problem is not None:
            return [("ph.warning-circle-fill", Token.PROBLEM, problem_text(state.problem))]
        if state.profile is not None:
            return [self._alert(alert) for alert in state.profile.alerts[:_ALERTS]] or [
                ("ph.check-circle-fill", Token.GOOD, self.tr("Nothing to know before you speak"))
            ]
        if state.card is not None and state.card.outcome is CallerOutcome.SEVERAL:
            names = [f"{one.name} {one.name_chinese}".strip() for one in state.card.candidates[:_ALERTS]]
            return [("ph.user", Token.TEXT_2, name) for name in names]
        if state.card is not None and state.card.outcome is CallerOutcome.UNKNOWN:
            return [("ph.user-circle", Token.TEXT_2, self.tr("The number is not with any customer"))]
        return []

    @staticmethod
    def _alert(alert: AlertRow) -> tuple[str, Token, str]:
        kind = Kind(alert.kind.value) if alert.kind is not StatusKind.PLAIN else Kind.INFO
        return alert.icon or "ph.info-fill", text_token(kind), words(alert.title)

    def _draw_script(self) -> None:
        script = self._state.script
        self._script_row.setVisible(script is not None)
        self._script_rule.setVisible(script is not None)
        if script is not None:
            self._script.set_text(self.tr("Opens script"))
            self._script_title.set_text(words(script.title))
            self._version.show_chip(f"v{script.version}")

    def _draw_foot(self) -> None:
        state = self._state
        if not state.visible or state.expires_at is None:
            return
        left = self._ticker.seconds_until(state.expires_at)
        self._foot_text.set_text(self.tr("Next agent gets it in"))
        self._foot_time.set_text(self.tr("{seconds} s").format(seconds=left))
        last = state.miss_limit > 0 and state.misses + 1 >= state.miss_limit
        tone = Token.CAUTION if last else Token.TEXT_2
        self._missed.set_text("·  " + (self.tr("then not ready") if last else self.tr("Missed today")))
        self._missed.set_tone(tone)
        self._missed_count.set_text("" if last else str(state.missed_today))
        self._foot_time.set_tone(Token.CAUTION if left < 5 else Token.TEXT)

    def _tier_word(self, tier: Tier) -> str:
        return {Tier.STANDARD: "", Tier.GOLD: self.tr("Gold"), Tier.PLATINUM: self.tr("Platinum")}[tier]
