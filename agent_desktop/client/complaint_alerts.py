"""A customer's open complaints as alerts: each in one glance, with what the customer can be told of it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.contract.complaints import ComplaintGlance, ComplaintKind
from agent_desktop.contract.customers import AlertRow, StatusKind
from agent_desktop.contract.errors import ErrorCode

SOON_SECONDS = 3 * 24 * 3600


def open_complaints_of(
    read: Callable[[UUID], CustomerComplaints], now: Callable[[], datetime]
) -> Callable[[UUID], tuple[AlertRow, ...]]:
    """Return what reads a customer's open complaints as alerts; none for a person who may not see complaints."""

    def alerts(customer_id: UUID) -> tuple[AlertRow, ...]:
        try:
            found = read(customer_id)
        except ClientError as error:
            if error.code == ErrorCode.NOT_ALLOWED:
                return ()
            raise
        told = (each for each in found.open if each.kind is ComplaintKind.COMPLAINT)
        return tuple(_alert(each, now()) for each in told)

    return alerts


def _alert(glance: ComplaintGlance, now: datetime) -> AlertRow:
    left = (glance.due_at - now).total_seconds() if glance.due_at is not None else None
    kind = StatusKind.INFO
    if glance.is_late:
        kind = StatusKind.PROBLEM
    elif left is not None and left < SOON_SECONDS:
        kind = StatusKind.CAUTION
    title: LocalText = {
        "en": f"Open complaint {glance.number}: {glance.category.get('en', '')}",
        "zh": f"在办投诉 {glance.number}：{glance.category.get('zh', '')}",
    }
    return AlertRow(kind=kind, icon="ph.megaphone-simple-fill", title=title, detail=glance.say, about=glance.number)
