"""Ends what a demo that was broken off has left on: its calls, and the agent's being ready.

Its simulator is gone, and nobody else will ever say that its calls ended. It is said the way carriers say it, by a
signed report to the server, and the agent signs out as agents do; nothing is changed behind the server's back.
"""

from datetime import UTC, datetime
from time import time
from typing import Final

import httpx
import sqlalchemy as sa

from agent_desktop.client.api import SessionsApi
from agent_desktop.client.http import Http
from agent_desktop.server.versions import server_version
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


def end_lost_sign_in(server: str, name: str, password: str) -> None:
    """Have the agent go offline, so that they are not ready since yesterday; in a call's wrap-up they stay in it.

    Raises:
        ClientError: The server does not let them in.
    """
    http = Http(server, server_version())
    try:
        sessions = SessionsApi(http)
        sessions.sign_out(sessions.sign_in(name, password).access_token)
    finally:
        http.close()
