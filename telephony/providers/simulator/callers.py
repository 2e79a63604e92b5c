"""Callers who do by themselves what a call log says they did: give up after a while, or hang up after the talk.

Pure but for `later`: whoever drives the simulator says how time passes, on a real clock or from event to event.
"""

from collections.abc import Callable
from dataclasses import dataclass

from telephony.providers.base import CarrierReport, ReportKind
from telephony.providers.simulator.rooms import Room

Later = Callable[[float, Callable[[], None]], None]
"""Has something done after so many business seconds."""


@dataclass(slots=True)
class _Caller:
    patience_seconds: float
    talk_seconds: float
    impatient: bool = False
    talking: bool = False
    talks: int = 0


class ScriptedCallers:
    """Every caller with a script. One thread uses it, the carrier's.

    `hang_up` is called with the `call_sid` of a caller who hangs up.
    """

    def __init__(self, later: Later, hang_up: Callable[[str], None]) -> None:
        self._later = later
        self._hang_up = hang_up
        self._callers: dict[str, _Caller] = {}

    def follow(self, room: Room, *, patience_seconds: float, talk_seconds: float) -> None:
        """Have the caller of a room that has just rung give up `patience_seconds` after it, unless somebody talks to
        them then, and hang up when they have talked for `talk_seconds`."""
        sid = room.call_sid
        self._callers[sid] = _Caller(patience_seconds, talk_seconds)
        self._later(patience_seconds, lambda: self._lose_patience(sid))

    def heard(self, report: CarrierReport) -> None:
        """Have the caller notice what has happened to their room."""
        caller = self._callers.get(report.call_sid)
        if caller is None:
            return
        match report.kind:
            case ReportKind.PARTY_JOINED | ReportKind.PARTY_HANDED_OVER if report.room.agent_endpoint:
                self._begin_talk(report.call_sid, caller)
            case ReportKind.PARTY_LEFT if not report.room.agent_endpoint:
                caller.talking = False
                if caller.impatient:
                    self._hang_up(report.call_sid)
            case ReportKind.CALL_ENDED | ReportKind.MENU_LEFT:
                del self._callers[report.call_sid]
            case _:
                pass

    @property
    def on_the_line(self) -> int:
        """How many callers with a script have not hung up yet."""
        return len(self._callers)

    def _begin_talk(self, sid: str, caller: _Caller) -> None:
        if caller.talking:
            return  # a carrier that is asked again reports again
        caller.talking = True
        caller.talks += 1
        talk = caller.talks
        self._later(caller.talk_seconds, lambda: self._end_talk(sid, talk))

    def _lose_patience(self, sid: str) -> None:
        caller = self._callers.get(sid)
        if caller is None:
            return
        caller.impatient = True
        if not caller.talking:
            self._hang_up(sid)

    def _end_talk(self, sid: str, talk: int) -> None:
        caller = self._callers.get(sid)
        if caller is not None and caller.talking and caller.talks == talk:
            self._hang_up(sid)
