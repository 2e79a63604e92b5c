"""What a caller who is passed on is told, by the carrier and with the order that moves them. Nothing is told of what is
not said: where the menu has no words for it, the caller was told nothing new."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.contract import CallerTold
from telephony.menu.schema import Menu, Prompt
from telephony.menu.walk import Spoken, spoken
from telephony.settings import TelephonySettings
from telephony.transfers.repository import TransferRepository

_KEYS: Final[Mapping[CallerTold, str]] = MappingProxyType(
    {
        CallerTold.PLEASE_WAIT: "transfer_wait",
        CallerTold.STILL_LOOKING: "transfer_looking",
        CallerTold.SPECIALIST_COMING: "transfer_coming",
        CallerTold.BACK_IN_QUEUE: "transfer_queue",
        CallerTold.BACK_WITH_AGENT: "transfer_back",
    }
)


def tell(session: Session, settings: TelephonySettings, call: CallRow, told: CallerTold) -> tuple[Spoken, ...]:
    """Return what the carrier is to say to the caller, in their language, and keep that it was said."""
    transfer, prompt = TransferRepository(session).find_last(call), _prompt(settings.menu, told)
    if transfer is None or settings.menu is None or prompt is None:
        return ()
    transfer.told = told
    session.flush()
    return spoken(settings.menu, prompt, call.menu_language)


def _prompt(menu: Menu | None, told: CallerTold) -> Prompt | None:
    prompt: Prompt | None = None if menu is None else getattr(menu, _KEYS[told])
    return prompt
