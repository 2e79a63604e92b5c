"""What a waiting caller can be told: their place, and about how long it will take."""

from sqlalchemy.orm import Session

from telephony.calls.repository import CallRepository
from telephony.contract import CallState
from telephony.deps import Deps
from telephony.menu.walk import WaitingPlace
from telephony.queues.expected import expected_wait
from telephony.queues.repository import BoardRepository


def place_of_caller(session: Session, deps: Deps, provider: str, call_sid: str) -> WaitingPlace | None:
    """Return where the carrier's call stands in its queue now; None for one that does not wait, or is not known yet.

    Only those of its own queue are counted. Nothing is locked: what is said of a place is past once it is heard.
    """
    call = CallRepository(session).find_by_sid(provider, call_sid)
    if call is None or call.state is not CallState.QUEUED:
        return None
    board = BoardRepository(session)
    ahead = board.count_ahead(call, deps.settings.point_seconds)
    agents, handled_in = board.strength_of(call.queue_id)
    return WaitingPlace(ahead + 1, expected_wait(ahead, agents, handled_in or deps.settings.handle_seconds))
