"""The states of the seat, of the agent's history and of callers who gave up, as the pictures show them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_customers import FUNG, NOW, made_id
from agent_desktop.ui.caller_gone.presenter import CallerGoneState
from agent_desktop.ui.presence.history.presenter import HistoryState
from agent_desktop.ui.seat.presenter import SeatState
from telephony.contract import AgentState, AgentStretch, ChosenReason, StateCause, SystemReason

OWN_SEAT: Final = SeatState()
SEAT_ELSEWHERE: Final = SeatState(elsewhere=True, taken_at=NOW - timedelta(minutes=3))
SEAT_WITH_CALL: Final = replace(SEAT_ELSEWHERE, call_goes_on=True)
SEAT_NOT_GIVEN: Final = replace(SEAT_ELSEWHERE, problem=Problem(ErrorCode.SERVER_AWAY))

_S, _C = AgentState, StateCause
_WAY: Final = (
    (_S.NOT_READY, SystemReason.CONNECTION, _C.DESKTOP_LOST, 95),
    (_S.READY, None, _C.WRAPPED_UP, 612),
    (_S.WRAP_UP, None, _C.CALL_ENDED, 41),
    (_S.ON_CALL, None, _C.CALL_ANSWERED, 296),
    (_S.READY, None, _C.CHOSEN, 180),
    (_S.NOT_READY, ChosenReason.LUNCH, _C.CHOSEN, 2710),
    (_S.NOT_READY, SystemReason.NO_ANSWER, _C.NO_ANSWER, 130),
    (_S.READY, None, _C.CHOSEN, 955),
    (_S.NOT_READY, SystemReason.SIGNED_IN, _C.SIGNED_IN, 24),
)


def _stretches() -> tuple[AgentStretch, ...]:
    made, end = [], None
    for state, reason, cause, seconds in _WAY:
        began = (end or NOW) - timedelta(seconds=seconds)
        made.append(AgentStretch(state=state, reason=reason, cause=cause, began_at=began, ended_at=end))
        end = began
    return tuple(made)


NO_HISTORY: Final = HistoryState()
HISTORY: Final = HistoryState(open=True, stretches=_stretches())
HISTORY_COMING: Final = HistoryState(open=True, loading=True)
HISTORY_FAILED: Final = HistoryState(open=True, problem=Problem(ErrorCode.SERVER_AWAY))

NOBODY_GONE: Final = CallerGoneState()
CALLER_GONE: Final = CallerGoneState(
    visible=True,
    call_id=made_id(9),
    name=FUNG.name,
    number_masked="+852 9••• 0736",
    why={"en": "Pay off my home loan early", "zh": "提前还清按揭"},
    waited_seconds=74,
    gone_at=NOW - timedelta(seconds=4),
)
CALLER_NOTED: Final = replace(CALLER_GONE, wished=True, with_contact=True)
UNKNOWN_GONE: Final = replace(CALLER_GONE, name="", problem=Problem(ErrorCode.SERVER_AWAY))
