"""``GET /desk``: everything an agent's desktop shows of telephony."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter
from fastapi.params import Depends

from telephony.contract import DeskSnapshot
from telephony.deps import Deps
from telephony.desk import desk_of
from telephony.events.journal import Journal
from telephony.ports import Work


def desk_routes(deps_for: Callable[[Journal], Deps], *, work: Depends, agent: Depends) -> APIRouter:
    """Build the route from the host's dependencies."""
    router = APIRouter(tags=["desk"])

    @router.get("/desk")
    def read_desk(unit: Work = work, agent_id: UUID = agent) -> DeskSnapshot:  # type: ignore[assignment]
        deps = deps_for(unit.journal)
        # As of one moment, as where a stream begins: read one after the other, the figures of the day could be older
        # than the state that the end of a call has brought. Nothing was changed in what asked who this is.
        unit.session.rollback()
        unit.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        return desk_of(unit.session, deps.settings, agent_id, deps.now())

    return router
