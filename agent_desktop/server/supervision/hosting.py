"""The host's part in what supervisors do in calls, and in short messages."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.notices import NoticeTopic
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.messages.service import follow_message
from agent_desktop.records.notices.service import tell
from telephony.messages.states import MessageProblem, MessageState


class SupervisionHost:
    """Writes down what a supervisor does in an agent's call, and how a message stands."""

    def supervision_changed(
        self,
        session: Session,
        *,
        call_id: UUID,
        supervisor_id: UUID,
        agent_id: UUID,
        deed: str,
        over: bool,
        at: datetime,
    ) -> None:
        """See `Host.supervision_changed`."""
        record_look(
            session,
            at=at,
            by=supervisor_id,
            what="call.supervision_ended" if over else "call.supervised",
            record_kind="agent",
            record_id=agent_id,
            call_id=call_id,
            detail={"why" if over else "mode": deed},
        )

    def agent_told(
        self,
        session: Session,
        *,
        agent_id: UUID,
        by: UUID | None,
        topic: str,
        detail: Mapping[str, str],
        at: datetime,
    ) -> None:
        """See `Host.agent_told`."""
        tell(session, agent_id, NoticeTopic(topic), detail, by=by, at=at)

    def message_changed(
        self, session: Session, *, message_id: UUID, state: MessageState, problem: MessageProblem, at: datetime
    ) -> UUID | None:
        """See `Host.message_changed`."""
        return follow_message(session, message_id, state.value, problem.value, at)
