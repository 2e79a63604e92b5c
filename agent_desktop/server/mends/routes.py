"""``/v1/mends``: what was set right, and setting right by hand."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime
from sqlalchemy.orm import Session

from agent_desktop.contract.mends import HandDeed, LiveList, LiveWhich, MendByHand, Mends
from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.rules import SUPERVISORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.mends.service import live_of, mend_by_hand, mends_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony
from telephony.reconciling.rounds import Reconciler
from telephony.reconciling.states import Finding

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def mend_routes(telephony: Telephony, reconciler: Reconciler, turn_seconds: Callable[[Session], float]) -> APIRouter:
    """Build the routes. `turn_seconds`: as `Carrier` has it."""
    router = APIRouter(tags=["mends"])

    @router.get("/mends")
    def read_mends(
        _: Supervisor,
        work: Unit,
        by_hand: bool | None = None,
        finding: Finding | None = None,
        before_at: AwareDatetime | None = None,
        before_id: UUID | None = None,
    ) -> Mends:
        before = (before_at, before_id) if before_at is not None and before_id is not None else None
        return mends_of(work.session, work.now(), by_hand=by_hand, finding=finding, before=before)

    @router.get("/mends/live")
    def read_live(
        _: Supervisor, work: Unit, which: LiveWhich = LiveWhich.STUCK, find: Annotated[str, Query(max_length=60)] = ""
    ) -> LiveList:
        found = live_of(work.session, work.now(), which, find)
        return found.model_copy(update={"turn_seconds": round(turn_seconds(work.session), 1)})

    @router.post("/mends")
    def mend(command: MendByHand, person: Supervisor, work: Unit) -> Mends:
        if command.deed is HandDeed.LOOK:
            work.release()  # the reconciler has transactions of its own, and asks the carrier
            reconciler.look_at_database(now=True)
            reconciler.look_at_carrier(now=True)
            return mends_of(work.session, work.now())

        def do() -> Mends:
            mend_by_hand(
                work,
                telephony,
                command.deed,
                agent_id=command.agent_id,
                call_id=command.call_id,
                by=person.user_id,
                reason=command.reason,
                told=command.told,
            )
            return mends_of(work.session, work.now())

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("mend", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: mends_of(work.session, work.now()),
        )

    return router
