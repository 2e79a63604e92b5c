"""How calls and parts of them end, as a carrier's report says it. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from telephony.calls.states import End, RoomFacts
from telephony.contract import ColleagueOutcome, TransferOutcome
from telephony.providers.base import EndedBy, RoomState

ENDS: Final[Mapping[EndedBy, End]] = MappingProxyType(
    {
        EndedBy.CALLER: End.CALLER,
        EndedBy.AGENT: End.AGENT,
        EndedBy.CARRIER: End.CARRIER,
        EndedBy.BUSY: End.BUSY,
        EndedBy.NO_ANSWER: End.NO_ANSWER,
        EndedBy.DECLINED: End.DECLINED,
        EndedBy.UNREACHABLE: End.UNREACHABLE,
    }
)

_NOT_REACHED: Final[Mapping[End, tuple[ColleagueOutcome, TransferOutcome]]] = MappingProxyType(
    # why somebody outside who was called into a call never came
    {
        End.CALLER: (ColleagueOutcome.DECLINED, TransferOutcome.DECLINED),
        End.AGENT: (ColleagueOutcome.ENDED, TransferOutcome.CANCELLED),
        End.CARRIER: (ColleagueOutcome.AWAY, TransferOutcome.CARRIER_FAILED),
        End.BUSY: (ColleagueOutcome.AWAY, TransferOutcome.BUSY),
        End.NO_ANSWER: (ColleagueOutcome.NO_ANSWER, TransferOutcome.NO_ANSWER),
        End.DECLINED: (ColleagueOutcome.DECLINED, TransferOutcome.DECLINED),
        End.UNREACHABLE: (ColleagueOutcome.AWAY, TransferOutcome.UNREACHABLE),
    }
)


def end_of(room: RoomState) -> End | None:
    """Return how the call came to its end, None where it has not.

    Whoever ends a survey, the call itself was over when it began: its agent had ended their part.
    """
    if room.survey_inputs is not None:
        return End.AGENT
    return None if room.ended_by is None else ENDS[room.ended_by]


def why_gone(room: RoomFacts) -> tuple[ColleagueOutcome, TransferOutcome | None]:
    """Return what became of a colleague who is out of the room, and of the transfer where that says so."""
    if room.colleague_failed is None:
        return ColleagueOutcome.LEFT, None
    return _NOT_REACHED[room.colleague_failed]
