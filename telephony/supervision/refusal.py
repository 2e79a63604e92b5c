"""A supervisor in a call takes and makes no other."""

from uuid import UUID

from sqlalchemy.orm import Session

from telephony.errors import SupervisingError
from telephony.supervision.repository import SupervisionRepository


def refuse_while_supervising(session: Session, agent_id: UUID) -> None:
    """See that somebody who is about to take or make calls is not in another agent's: they have one telephone.

    Raises:
        SupervisingError: They are.
    """
    if SupervisionRepository(session).find_of_supervisor(agent_id) is not None:
        raise SupervisingError
