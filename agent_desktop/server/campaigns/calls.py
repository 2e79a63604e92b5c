"""What becomes of a campaign's callbacks as it is paused, goes on and ends: those that are nobody else's wish since."""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

from agent_desktop.contract.callbacks import CallbackState
from agent_desktop.contract.campaigns import CampaignStep
from agent_desktop.records.callbacks.changing import cancel_callback
from agent_desktop.records.callbacks.deeds import Doing
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import CallbackRepository
from agent_desktop.records.callbacks.resting import rest_callback, wake_callback
from agent_desktop.records.campaigns.models import CampaignRow
from agent_desktop.records.campaigns.planning import is_too_late
from agent_desktop.records.campaigns.repository import MemberRepository
from telephony.callbacks.repository import CallbackItemRepository

_WAITS = (CallbackState.OPEN, CallbackState.DUE, CallbackState.EXPIRED)


def follow_campaign(doing: Doing, row: CampaignRow, step: CampaignStep, today: date, greeting_days: int) -> None:
    """Have a campaign's callbacks follow a step of it. What somebody has before them goes on to its end."""
    follows: dict[CampaignStep, Callable[[CallbackRow, date | None], None]] = {
        CampaignStep.PAUSE: lambda callback, _: rest_callback(doing, callback, words=row.name),
        CampaignStep.RESUME: lambda callback, day: _go_on(doing, row, callback, is_late=late(day)),
        CampaignStep.CANCEL: lambda callback, _: _take_back(doing, row, callback),
    }

    def late(day: date | None) -> bool:
        return is_too_late(row.occasion, day, row.until_on, today, greeting_days)

    follow = follows.get(step)
    if follow is not None:
        for callback, day in _callbacks_of(doing, row.campaign_id):
            follow(callback, day)


def _go_on(doing: Doing, row: CampaignRow, callback: CallbackRow, *, is_late: bool) -> None:
    if is_late and callback.state in _WAITS:
        cancel_callback(doing, callback, words=row.name)  # a greeting long after its day is none
    else:
        wake_callback(doing, callback, words=row.name)


def _take_back(doing: Doing, row: CampaignRow, callback: CallbackRow) -> None:
    if callback.state in _WAITS:
        cancel_callback(doing, callback, words=row.name)
    else:
        wake_callback(doing, callback, words=row.name)


def _callbacks_of(doing: Doing, campaign_id: UUID) -> Iterator[tuple[CallbackRow, date | None]]:
    """Lock and return each that is still open: telephony's item first, as everywhere."""
    for callback_id, day in MemberRepository(doing.session).list_callbacks(campaign_id):
        CallbackItemRepository(doing.session).lock_item(callback_id)
        callback = CallbackRepository(doing.session).lock(callback_id)
        if callback is not None and callback.ended_at is None:
            yield callback, day
