"""The card of a call on offer. It has no field and never takes the focus."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from agent_desktop.contract.customers import (
    CallerOutcome,
    Channel,
    ContactRow,
    HoldingGroup,
    Profile,
    ScriptChoice,
    Tier,
)
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.offer.callback import compose_instead, compose_over
from agent_desktop.ui.offer.lines import MOST_LINES, Line, compose_lines, to_know
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.at_once import laid_out_once
from agent_desktop.ui.widgets.chips import chip_size
from agent_desktop.ui.widgets.drawing import Drawing
from agent_desktop.ui.widgets.drawn_panel import DrawnPanel
from agent_desktop.ui.widgets.formats import TIER_ICONS, TIER_KINDS, day_text, money_text, time_text, words
from agent_desktop.ui.widgets.guard import guarded, no_height, nothing
from agent_desktop.ui.widgets.labels import frame
from agent_desktop.ui.widgets.panel_states import SkeletonRows
from agent_desktop.ui.widgets.popup import PopupFrame
from agent_desktop.ui.widgets.ticker import Ticker

_PAD = 15
_GAP = 14
_EDGE = 2
"""The hairline around the card, and one pixel more."""
_CORNER = 8
"""Within so many pixels of its sides the card is round."""
_HINT_WIDTH = 300
"""Before it has a width of its own it is as high as its words are in this many pixels."""


class OfferView(PopupFrame):
    """Draws an `OfferState`; hidden while nothing is on offer.

    It puts its four parts under each other itself: a layout would ask each of them a dozen times how high it is.
    """

    def __init__(self, theme: Theme, ticker: Ticker, *, show_at_once: bool = False) -> None:
        super().__init__("offer")
        self._theme = theme
        self._ticker = ticker
        self._state = OfferState()
        self._ready: OfferState | None = None
        self._head = DrawnPanel(theme, self._compose_head, flow=False, edge=_EDGE + _CORNER)
        self._skeleton = SkeletonRows(theme, 4, 26, show_at_once=show_at_once)
        self._body = DrawnPanel(theme, self._compose_body, flow=False, edge=_EDGE + _CORNER)
        self._ground = frame("alt")
        self._foot = DrawnPanel(theme, self._compose_foot, flow=False, edge=_EDGE + _CORNER)
        self._panels = (self._head, self._body, self._foot)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for part in (self._head, self._skeleton, self._body, self._ground):
            part.setParent(self)
        self._foot.setParent(self._ground)
        ticker.ticked.connect(self._tick)
        theme.changed.connect(self._restyle)  # after the parts themselves, which measure anew
        self.display(self._state)

    def make_ready(self, state: OfferState) -> None:
        """Fill the card, which is hidden, with an offer that is probably shown next; empty it again where none is."""
        if self._state.visible:
            return
        if not state.visible:
            self._ready = None
            for panel in self._panels:
                panel.redraw()
            self.setAccessibleName("")
            self.setAccessibleDescription("")
            return
        shown, self._state = self._state, state
        self._fill()
        for panel in (self._head, self._body):
            panel.paint_ahead(Token.SURFACE)
        self._foot.paint_ahead(Token.SURFACE_ALT)
        self._state, self._ready = shown, state

    def display(self, state: OfferState) -> None:
        """Draw `state`."""
        is_ready, self._ready = state == self._ready, None
        self._state = state
        if not state.visible:
            self.setVisible(False)
            return
        if not is_ready:
            self._fill()
        # Shown when it is full, and where it stands laid out once: not with and without what stood there before.
        around = self.parentWidget()
        with laid_out_once(*([around] if around is not None else [])):
            self.setVisible(True)

    def _fill(self) -> None:
        state = self._state
        waiting = state.loading and state.card is None
        self._skeleton.setVisible(waiting)
        self._skeleton.set_words(self.tr("Getting the customer"))
        for panel in self._panels:
            panel.redraw()
        self._put_parts()
        said = self.tr("Call on offer: {name}") if state.callback is None else self.tr("Call back: {name}")
        self.setAccessibleName(said.format(name=self._who()))
        # Without the countdown, which would be out of date a second later.
        missed = () if state.from_name else self._missed()
        told = [*self._head.texts(), *self._body.texts(), " ".join(missed)]
        self.setAccessibleDescription("\n".join(text for text in told if text))

    def texts(self) -> list[str]:
        """Return the words on the card, in the order in which they are read."""
        return [text for panel in self._panels for text in panel.texts()] if self._state.visible else []

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._ready = None
            self.display(self._state)

    @guarded(bool)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(no_height)
    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        return places[-1][1].bottom() + 1 + _EDGE

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        width = max(self.width(), _HINT_WIDTH)
        return QSize(width, self.heightForWidth(width))

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(_HINT_WIDTH, 0)

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._restyle()

    def _places(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Return where each part stands in a card of `width` pixels, from the top."""
        inner = width - 2 * _EDGE
        y = _EDGE
        places: list[tuple[QWidget, QRect]] = []
        for part, left, height in (
            (self._head, 0, self._head.height_in(inner)),
            (self._skeleton, _PAD, 0 if self._skeleton.isHidden() else self._skeleton.sizeHint().height()),
            (self._body, 0, self._body.height_in(inner)),
            (self._ground, 0, 1 + self._foot.height_in(inner)),
        ):
            places.append((part, QRect(_EDGE + left, y, inner - 2 * left, height)))
            y += height
        return places

    def _restyle(self) -> None:
        self._ready = None
        self._put_parts()

    def _put_parts(self) -> None:
        for part, place in self._places(self.width()):
            part.setGeometry(place)
        self._foot.setGeometry(0, 1, self._ground.width(), self._ground.height() - 1)
        self.updateGeometry()

    def _who(self) -> str:
        state = self._state
        if state.profile is not None:
            return state.profile.name
        outcome = state.card.outcome if state.card is not None else None
        return {
            CallerOutcome.SEVERAL: self.tr("One of several customers"),
            CallerOutcome.WITHHELD: self.tr("Number withheld"),
            CallerOutcome.OWN: self.tr("One of our own numbers"),
            CallerOutcome.UNKNOWN: self.tr("Unknown caller"),
        }.get(outcome or CallerOutcome.MATCHED, self.tr("Caller"))

    def _compose_head(self, drawing: Drawing, width: int) -> int:
        profile = self._state.profile
        top, right = 12 + compose_over(drawing, width, self._state), width - _PAD
        age = profile.age_years if profile is not None else None
        aged = "" if age is None else self.tr("Age {years}").format(years=age)
        age_width, row = drawing.size(Role.SMALL, aged) if aged else (0, 0)
        right -= age_width + 8 if aged else 0
        tier = profile.tier if profile is not None else Tier.STANDARD
        tier_size = chip_size(self._theme, self._tier_word(tier), TIER_ICONS[tier])
        right -= tier_size.width() + 8 if tier is not Tier.STANDARD else 0
        row = max(row, drawing.flow(_PAD, top, right - _PAD, Role.TITLE, Token.TEXT, self._who()))
        if tier is not Tier.STANDARD:
            drawing.chip(right + 8, top, self._tier_word(tier), TIER_KINDS[tier], TIER_ICONS[tier])
            row = max(row, tier_size.height())
        if aged:
            place = QRect(width - _PAD - age_width, top, age_width, drawing.size(Role.SMALL, aged)[1])
            drawing.write(place, Role.SMALL, Token.TEXT_2, aged)
        y = top + row
        if second := "  ·  ".join(self._second_line()):
            y += 2 + drawing.flow(_PAD, y + 2, width - 2 * _PAD, Role.BODY, Token.TEXT_2, second)
        drawing.rule(QRect(0, y + 10, width, 1))
        return y + 11

    def _second_line(self) -> list[str]:
        profile, card = self._state.profile, self._state.card
        if profile is not None:
            return self._about(profile)
        if card is not None:
            number = " ".join(text for text in (card.number_masked, card.number_country) if text)
            return [number] if number else [self.tr("Ask for a name or an account")]
        return []

    def _about(self, profile: Profile) -> list[str]:
        parts = []
        if profile.name_chinese:
            parts.append(profile.name_chinese)
        if profile.customer_since is not None:
            years = self._ticker.now().year - profile.customer_since.year
            parts.append(self.tr("customer since {year}").format(year=profile.customer_since.year) if years else "")
        return [part for part in parts if part]

    def _compose_body(self, drawing: Drawing, width: int) -> int:
        if height := compose_instead(drawing, width, self._state, self._ticker):
            return height
        y = self._compose_facts(drawing, width)
        lines = self._lines_of()
        if lines and y:
            drawing.rule(QRect(0, y, width, 1))
            y += 1
        y = compose_lines(drawing, width, y + 3, lines, pad=_PAD) + 3
        if self._state.script is not None and not self._state.again:
            y = self._compose_script(drawing, width, y, self._state.script)
        return y

    def _compose_facts(self, drawing: Drawing, width: int) -> int:
        facts = [fact for fact in self._facts() if fact[1]]
        if not facts:
            return 0
        left = _PAD + _GAP + max(drawing.size(Role.BODY, caption)[0] for caption, *_ in facts)
        y = 10
        for place, (caption, value, more, role) in enumerate(facts):
            y += 5 if place else 0
            label_width, label_height = drawing.size(Role.BODY, caption)
            drawing.write(QRect(_PAD, y, label_width, label_height), Role.BODY, Token.TEXT_2, caption)
            height = drawing.flow(left, y, width - _PAD - left, role, Token.TEXT, value)
            if more:
                height += drawing.flow(left, y + height, width - _PAD - left, Role.SMALL, Token.TEXT_2, more)
            y += max(label_height, height)
        return y + 10

    def _compose_script(self, drawing: Drawing, width: int, y: int, script: ScriptChoice) -> int:
        drawing.rule(QRect(0, y, width, 1))
        y += 1 + 11
        says, title, version = self.tr("Opens script"), words(script.title), f"v{script.version}"
        chip = chip_size(self._theme, version, "")
        says_width, height = drawing.size(Role.BODY, says)
        title_height = drawing.size(Role.BODY_STRONG, title)[1]
        height = max(16, height, title_height, chip.height())
        drawing.icon(_PAD, y + (height - 16) // 2, "ph.path", Token.ACCENT, 16)
        left, right = _PAD + 16 + 9, width - _PAD - chip.width()
        drawing.write(QRect(left, y, says_width, height), Role.BODY, Token.TEXT, says)
        left += says_width + 5
        place = QRect(left, y + (height - title_height) // 2, right - 5 - left, title_height)
        drawing.write(place, Role.BODY_STRONG, Token.TEXT, title)
        drawing.chip(right, y + (height - chip.height()) // 2, version, Kind.PLAIN)
        return y + height + 11

    def _facts(self) -> list[tuple[str, str, str, Role]]:
        """Return caption, value, what is said more quietly under it, and the role of the value."""
        state = self._state
        owed = "\n".join(
            self.tr("{amount} on {group}").format(
                amount=money_text(part.total_currency, part.total).replace("\u2212", ""), group=self._group(part.group)
            )
            for part in state.owed
        )
        when, about = self._contact(state.last_contact)
        why = words(state.why)
        reason = (self.tr("Why"), why, self.tr("said in the menu") if why else "", Role.BODY_STRONG)
        if state.again:  # it has popped once: now it only rings, with who it is and why
            return [reason]
        return [
            reason,
            (self.tr("Owes"), owed, "", Role.BODY),
            (self.tr("Last contact"), when, about, Role.BODY),
        ]

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
            Channel.MESSAGE: self.tr("message"),
            Channel.LETTER: self.tr("letter"),
        }[channel]

    def _lines_of(self) -> list[Line]:
        state = self._state
        if state.problem is not None:
            return [("ph.warning-circle-fill", Token.PROBLEM, problem_text(state.problem))]
        if state.again:
            here = ("ph.arrow-u-up-left", Token.TEXT_2, self.tr("It rang here before. Your screen stays as it is."))
            return [here, *to_know(state.profile)]
        if state.profile is not None:
            return to_know(state.profile) or [
                ("ph.check-circle-fill", Token.GOOD, self.tr("Nothing to know before you speak"))
            ]
        if state.card is not None and state.card.outcome is CallerOutcome.SEVERAL:
            names = [f"{one.name} {one.name_chinese}".strip() for one in state.card.candidates[:MOST_LINES]]
            return [("ph.user", Token.TEXT_2, name) for name in names]
        if state.card is not None and state.card.outcome is CallerOutcome.UNKNOWN:
            return [("ph.user-circle", Token.TEXT_2, self.tr("The number is not with any customer"))]
        if state.card is not None and state.card.outcome is CallerOutcome.OWN:
            return [("ph.bank", Token.TEXT_2, self.tr("The number says nothing of who is calling"))]
        return []

    def _tick(self) -> None:
        if self._state.visible:
            self._foot.redraw()

    def _is_last(self) -> bool:
        """Say whether another call not answered makes the agent not ready."""
        return self._state.miss_limit > 0 and self._state.misses + 1 >= self._state.miss_limit

    def _missed(self) -> tuple[str, str]:
        """Return what happens if nobody answers, or what was missed today and how often."""
        if self._is_last():
            return self.tr("then not ready"), ""
        return self.tr("Missed today"), str(self._state.missed_today)

    def _compose_foot(self, drawing: Drawing, width: int) -> int:
        state = self._state
        left = 0 if state.expires_at is None else self._ticker.seconds_until(state.expires_at)
        tone = Token.CAUTION if self._is_last() else Token.TEXT_2
        missed, count = ("", "") if state.from_name or state.preview else self._missed()
        missed = f"·  {missed}" if missed else ""
        goes = self.tr("Goes back to {name} in").format(name=state.from_name) if state.from_name else ""
        goes = self.tr("Goes to others in") if state.preview else goes
        said = (
            (Role.SMALL, Token.TEXT_2, goes or self.tr("Next agent gets it in")),
            (Role.SMALL_STRONG, Token.CAUTION if left < 5 else Token.TEXT, self.tr("{seconds} s").format(seconds=left)),
        )
        sizes = [drawing.size(role, text) for role, _, text in said]
        count_width = drawing.size(Role.SMALL_STRONG, count)[0] if count else 0
        height = max(16, *(each for _, each in sizes), drawing.size(Role.SMALL, missed)[1])
        drawing.icon(_PAD, 8 + (height - 16) // 2, "ph.timer", Token.TEXT_2, 16)
        x = _PAD + 16 + 8
        for (role, token, text), (wide, _) in zip(said, sizes, strict=True):
            drawing.write(QRect(x, 8, wide, height), role, token, text)
            x += wide + 5
        room = min(self._theme.width(Role.SMALL, missed) + 2, width - _PAD - count_width - 5 - x)
        drawing.write(QRect(x, 8, room, height), Role.SMALL, tone, missed)
        if count:
            drawing.write(QRect(x + room + 5, 8, count_width, height), Role.SMALL_STRONG, Token.TEXT, count)
        return height + 16

    def _tier_word(self, tier: Tier) -> str:
        return {Tier.STANDARD: "", Tier.GOLD: self.tr("Gold"), Tier.PLATINUM: self.tr("Platinum")}[tier]
