"""A command is done once, however often it is asked.

A desktop sends a command again, with the same UUID, when it did not hear the answer. The first to insert the row
does the work in the same transaction; a second one waits on that row and gives the kept answer. Nothing is
kept of a command that failed: its transaction is gone, and asking again decides anew.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from agent_desktop.server.errors import CommandReusedError
from agent_desktop.server.repository import CommandRepository
from telephony.clock import BusinessClock
from telephony.contract import DeskSnapshot
from telephony.offers.repository import OfferRepository
from telephony.ports import Work

A = TypeVar("A", bound=BaseModel)


def in_one_line(route: str, body: BaseModel) -> str:
    """Return what tells a repeat from another command under the same id. `route` names what is acted on, with ids."""
    return f"{route} {body.model_dump_json()}"


def once(
    session: Session,
    *,
    command_id: UUID,
    user_id: UUID,
    fingerprint: str,
    at: datetime,
    do: Callable[[], A],
    kept: Callable[[A], dict[str, Any]],
    again: Callable[[dict[str, Any]], A],
) -> A:
    """Do a command, or answer it as the first time.

    Args:
        fingerprint: The command in one line; only its SHA-256 is kept.
        kept: What to keep of the answer for a day. Nothing that must not lie about: no clear value, no profile.
        again: The answer to a repeat, from what was kept.

    Raises:
        CommandReusedError: The id was used for something else, or by somebody else.
    """
    print_ = hashlib.sha256(fingerprint.encode()).hexdigest()
    commands = CommandRepository(session)
    if not commands.claim(command_id, user_id=user_id, fingerprint=print_, at=at):
        asked_by, asked_for, answered = commands.get_answer(command_id)
        if asked_by != user_id or asked_for != print_:
            raise CommandReusedError
        return again(answered)
    answer = do()
    if keep := kept(answer):
        commands.keep_answer(command_id, keep)
    return answer


class DeskOnce:
    """`once` for what telephony answers with a desk. The host's payload is not kept: it dies with its offer."""

    def __init__(self, clock: BusinessClock) -> None:
        self._clock = clock

    def __call__(
        self, work: Work, *, agent_id: UUID, command_id: UUID, fingerprint: str, do: Callable[[], DeskSnapshot]
    ) -> DeskSnapshot:
        """See `telephony.ports.Once`."""
        return once(
            work.session,
            command_id=command_id,
            user_id=agent_id,
            fingerprint=fingerprint,
            at=self._clock.now(),
            do=do,
            kept=_without_payload,
            again=lambda answer: _with_payload(work.session, DeskSnapshot.model_validate(answer)),
        )


def _without_payload(desk: DeskSnapshot) -> dict[str, Any]:
    if desk.offer is not None:
        desk = desk.model_copy(update={"offer": desk.offer.model_copy(update={"payload": None})})
    return desk.model_dump(mode="json")


def _with_payload(session: Session, desk: DeskSnapshot) -> DeskSnapshot:
    if desk.offer is None:
        return desk
    offer_id = desk.offer.offer_id
    payload = OfferRepository(session).list_open_payloads([offer_id]).get(offer_id)
    return desk.model_copy(update={"offer": desk.offer.model_copy(update={"payload": payload})})
