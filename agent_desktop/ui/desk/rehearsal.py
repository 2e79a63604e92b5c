"""Draws a made-up call once where nobody sees it, so that the first real one finds fonts and icons loaded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import (
    AlertRow,
    CallerCard,
    CallerOutcome,
    Channel,
    ContactRow,
    CustomerKind,
    Freshness,
    Holding,
    HoldingGroup,
    HoldingsPart,
    Identifier,
    MaskedValue,
    Profile,
    ScriptChoice,
    StatusKind,
    Tier,
)
from agent_desktop.ui.bridge import log_bug
from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.call_bar.view import CallBarView
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerState
from agent_desktop.ui.customer.view import CustomerView
from agent_desktop.ui.holdings.presenter import HoldingsState, PartState
from agent_desktop.ui.holdings.view import HoldingsView
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.offer.view import OfferView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.timeline.presenter import TimelineKind, TimelineState
from agent_desktop.ui.timeline.view import RecentView
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import CallAction, NumberCheck

_FIRST_MS: Final = 500
_NEXT_MS: Final = 30
_SOME: Final[LocalText] = {"en": "Abc xyz 0123456789", "zh": "何女士 信用卡"}
_ID: Final = UUID(int=0)


class Rehearsal(QObject):
    """Draws one panel after another, each in a turn of its own, while no call is on.

    Args:
        busy: Whether a call is on or on offer: then the rehearsal waits.
    """

    def __init__(self, theme: Theme, ticker: Ticker, busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ticker = ticker
        self._busy = busy
        self._steps: list[Callable[[QWidget], QWidget]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        self._following = theme.changed.connect(self._begin)

    def start(self) -> None:
        """Begin soon; until the stop, again when colours or text size are others."""
        self._begin()

    def _begin(self) -> None:
        self._steps = [self._offer, self._call_bar, self._customer, self._holdings, self._recent]
        self._timer.start(_FIRST_MS)

    def stop(self) -> None:
        """Draw no more, whatever changes."""
        QObject.disconnect(self._following)
        self._timer.stop()
        self._steps = []

    @property
    def done(self) -> bool:
        """Whether all of it has been drawn."""
        return not self._steps

    def _step(self) -> None:
        if self._steps and not self._busy():
            step = self._steps.pop(0)
            # Inside a widget that is never shown: a panel by itself would come up as a window.
            stage = QWidget()
            try:
                step(stage).grab()
            except Exception as error:  # noqa: BLE001  a slot: and what is not rehearsed is only slower
                log_bug("The rehearsal", error)
            stage.deleteLater()
        if self._steps:
            self._timer.start(_FIRST_MS if self._busy() else _NEXT_MS)

    def _offer(self, stage: QWidget) -> QWidget:
        view = OfferView(self._theme, self._ticker)
        view.setParent(stage)
        now, profile = self._ticker.now(), self._profile()
        script = ScriptChoice(script_id="rehearsal", version="1", title=_SOME)
        card = CallerCard(call_id=_ID, outcome=CallerOutcome.MATCHED, number_masked="0123", profile=profile)
        view.display(
            OfferState(
                visible=True,
                card=card,
                profile=profile,
                why=_SOME,
                owed=tuple(_owed(part) for part in profile.parts),
                last_contact=profile.contacts[0],
                script=script,
                offered_at=now,
                expires_at=now + timedelta(seconds=20),
                ring_seconds=20,
                misses=1,
                miss_limit=2,
            )
        )
        return view

    def _call_bar(self, stage: QWidget) -> QWidget:
        view = CallBarView(self._theme, self._ticker)
        view.setParent(stage)
        now = self._ticker.now()
        state = CallSlotState(
            kind=SlotKind.RINGING,
            caller_name=_SOME["en"],
            tier=Tier.PLATINUM,
            number_masked="0123",
            number_check=NumberCheck.PASSED,
            queue_name=_SOME,
            menu_path=(_SOME, _SOME),
            since_at=now,
            expires_at=now + timedelta(seconds=20),
            ring_seconds=20,
            enabled=frozenset({CallAction.ANSWER, CallAction.DECLINE}),
        )
        view.display(state)
        view.grab()
        view.display(replace(state, kind=SlotKind.CONNECTED, enabled=frozenset(CallAction)))
        return view

    def _customer(self, stage: QWidget) -> QWidget:
        view = CustomerView(self._theme, self._ticker)
        view.setParent(stage)
        view.resize(320, 800)
        view.display(CustomerState(kind=CustomerKindShown.READY, profile=self._profile(), linked=True))
        return view

    def _holdings(self, stage: QWidget) -> QWidget:
        view = HoldingsView(self._theme, self._ticker)
        view.setParent(stage)
        view.resize(700, 500)
        profile = self._profile()
        parts = tuple(PartState(part.system, part.system_name, part.group, part, part.total) for part in profile.parts)
        view.display(HoldingsState(shown=True, parts=parts, product_count=1, total=Decimal(1), total_currency="HKD"))
        return view

    def _recent(self, stage: QWidget) -> QWidget:
        view = RecentView(self._theme, self._ticker)
        view.setParent(stage)
        view.resize(700, 200)
        contacts = self._profile().contacts
        view.display(TimelineState(kind=TimelineKind.READY, rows=contacts, latest=contacts, total_count=len(contacts)))
        return view

    def _profile(self) -> Profile:
        now = self._ticker.now()
        return Profile(
            customer_id=_ID,
            version=1,
            kind=CustomerKind.PERSONAL,
            name=_SOME["en"],
            name_chinese=_SOME["zh"],
            age_years=40,
            tier=Tier.PLATINUM,
            customer_since=now.date(),
            languages=("en", "zh"),
            manager_name=_SOME["en"],
            wishes=(_SOME,),
            identifiers=tuple(MaskedValue(identifier=each, label=_SOME, masked="0123") for each in Identifier),
            alerts=tuple(AlertRow(kind=kind, icon="ph.warning-fill", title=_SOME, detail=_SOME) for kind in StatusKind),
            parts=tuple(_part(group, kind) for group, kind in zip(HoldingGroup, list(StatusKind) * 2, strict=False)),
            contacts=tuple(
                ContactRow(contact_id=_ID, at=now, channel=channel, subject=_SOME, outcome=_SOME, duration_seconds=60)
                for channel in Channel
            ),
        )


def _part(group: HoldingGroup, kind: StatusKind) -> HoldingsPart:
    holding = Holding(
        holding_id=_ID,
        group=group,
        product=_SOME,
        number_masked="0123",
        currency="HKD",
        balance=Decimal("-1234.50"),
        status=_SOME,
        status_kind=kind,
    )
    return HoldingsPart(
        system=group.value,
        system_name=_SOME,
        group=group,
        holdings=(holding,),
        total=Decimal("1234.50"),
        total_currency="HKD",
        freshness=Freshness.LIVE,
        as_of_at=None,
    )


def _owed(part: HoldingsPart) -> HoldingsPart:
    """Return the part as one that is owed on."""
    return part.model_copy(update={"total": Decimal("-1234.50")})
