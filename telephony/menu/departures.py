"""Keeps that a caller hung up in the entry menu. No call is made of it: nobody waited, and nobody is to be told."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.database import table_of
from telephony.menu.models import MenuDepartureRow
from telephony.numbers import to_e164
from telephony.providers.base import CarrierReport


def keep_departure(session: Session, provider: str, report: CarrierReport, at: datetime, *, region: str) -> None:
    """Keep what a report says of a caller who hung up in the menu `at`; `understood` has been asked what they chose.

    `region` reads numbers without a country. Kept once, however often it is told.
    """
    arrival = report.arrival
    values = {
        "provider": provider,
        "call_sid": report.call_sid,
        "caller_number": to_e164(arrival.from_number, region),
        "called_number": to_e164(arrival.to_number, region),
        "called_at": None if arrival.called_at is None else min(arrival.called_at, at),
        "left_at": at,
        "answered": len(arrival.menu_inputs or ()),
        "queue_code": arrival.queue_code[:60],
        "menu_path": [dict(label) for label in arrival.menu_path],
        "menu_reason": arrival.menu_reason[:60],
        "menu_language": arrival.menu_language[:10],
    }
    session.execute(insert(table_of(MenuDepartureRow)).values(**values).on_conflict_do_nothing())
