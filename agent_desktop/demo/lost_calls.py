"""Ends the calls of a demo that was broken off: its simulator is gone, and nobody else will ever say that they ended.

It is said the way carriers say it, by a signed report to the server; nothing is changed behind its back.
"""

from datetime import UTC, datetime
from time import time
from typing import Final

import httpx
import sqlalchemy as sa

from telephony.providers.base import EndedBy, ReportKind
from telephony.providers.simulator.app import REPORTS_PATH
from telephony.providers.simulator.signing import SIGNATURE_HEADER, sign
from telephony.providers.simulator.wire import NAME, ReportMessage, RoomMessage

_LIMIT_SECONDS: Final = 10.0
_LIVE: Final = sa.text(
    "SELECT call_sid, last_sequence FROM calls WHERE provider = :provider AND state <> 'ended' ORDER BY arrived_at"
)


def end_lost_calls(engine: sa.Engine, server: str, key: str) -> int:
    """Report every call that is still on as ended by the carrier, and return how many there were.

    Raises:
        httpx.HTTPError: The server does not take a report.
    """
    with engine.connect() as connection:
        lost = connection.execute(_LIVE, {"provider": NAME}).all()
    with httpx.Client(base_url=server, timeout=_LIMIT_SECONDS, trust_env=False) as client:
        for call in lost:
            sequence = call.last_sequence + 1
            report = ReportMessage(
                event_id=f"{call.call_sid}-lost-{sequence}",
                call_sid=call.call_sid,
                sequence=sequence,
                kind=ReportKind.CALL_ENDED,
                at=datetime.now(UTC),
                room=RoomMessage(ended_by=EndedBy.CARRIER),
            )
            body = report.model_dump_json().encode()
            headers = {SIGNATURE_HEADER: sign(key, body, time()), "Content-Type": "application/json"}
            client.post(REPORTS_PATH, content=body, headers=headers).raise_for_status()
    return len(lost)
