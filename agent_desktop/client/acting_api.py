"""What a supervisor does to agents and waiting calls. Each raises `ClientError`."""

from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    ChangeState,
    EndMove,
    GiveCall,
    MoveAgents,
    MoveToFront,
    QueueMoves,
    WaitingOptions,
)
from agent_desktop.contract.base import API_PREFIX

_ACTING: Final = f"{API_PREFIX}/acting"


class ActingApi:
    """For supervisors. What is not in their scope raises NOT_ALLOWED."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._agent = TypeAdapter(AgentOptions)
        self._call = TypeAdapter(WaitingOptions)
        self._given = TypeAdapter(CallGiven)
        self._moves = TypeAdapter(QueueMoves)

    def agent(self, agent_id: UUID) -> AgentOptions:
        """Return what may be done to an agent's state. Raises AGENT_NOT_FOUND."""
        return self._http.send("GET", f"{_ACTING}/agents/{agent_id}", self._agent)

    def change_state(self, agent_id: UUID, command: ChangeState) -> AgentOptions:
        """Raises MEND_OVERTAKEN, AGENT_TRANSITION_REFUSED, AGENT_NOT_FOUND, SUPERVISING."""
        return self._http.send("POST", f"{_ACTING}/agents/{agent_id}/state", self._agent, body=command)

    def call(self, call_id: UUID) -> WaitingOptions:
        """Return what may be done with a waiting call. Raises CALL_NOT_FOUND and CALL_TRANSITION_REFUSED."""
        return self._http.send("GET", f"{_ACTING}/calls/{call_id}", self._call)

    def move_to_front(self, call_id: UUID, command: MoveToFront) -> WaitingOptions:
        """Raises CALL_TRANSITION_REFUSED and CALL_NOT_FOUND."""
        return self._http.send("POST", f"{_ACTING}/calls/{call_id}/front", self._call, body=command)

    def give(self, call_id: UUID, command: GiveCall) -> CallGiven:
        """Give the call to an agent, or take it. Raises CALL_TRANSITION_REFUSED, CALL_NOT_FOUND, AGENT_NOT_FOUND,
        COLLEAGUE_NOT_FREE, COLLEAGUE_ELSEWHERE and SUPERVISING."""
        return self._http.send("POST", f"{_ACTING}/calls/{call_id}/taker", self._given, body=command)

    def moves(self) -> QueueMoves:
        """Return the moves that are on."""
        return self._http.send("GET", f"{_ACTING}/moves", self._moves)

    def move(self, command: MoveAgents) -> QueueMoves:
        """Raises QUEUE_UNKNOWN, QUEUE_ELSEWHERE, AGENT_NOT_FOUND and MOVE_REFUSED."""
        return self._http.send("POST", f"{_ACTING}/moves", self._moves, body=command)

    def end_move(self, move_id: UUID, command: EndMove) -> QueueMoves:
        """Raises MOVE_REFUSED where there is none, or it is over."""
        return self._http.send("POST", f"{_ACTING}/moves/{move_id}/end", self._moves, body=command)
