"""What the simulator answers about its rooms."""

from collections.abc import Sequence
from dataclasses import asdict

from telephony.providers.base import CarrierReport
from telephony.providers.simulator.rooms import Room, as_listed
from telephony.providers.simulator.wire import LiveRoomMessage, LookUpAnswer, ReportMessage, RoomsAnswer


def rooms_answer(rooms: Sequence[Room]) -> RoomsAnswer:
    """Return a page of rooms; the last one's number names the next page, whatever becomes of that room."""
    listed = tuple(LiveRoomMessage(**asdict(as_listed(room))) for room in rooms)
    return RoomsAnswer(rooms=listed, next_page=str(rooms[-1].number) if rooms else "")


def look_up_answer(report: CarrierReport | None) -> LookUpAnswer:
    """Return the last report of a room as it was sent."""
    return LookUpAnswer(report=None if report is None else ReportMessage.model_validate(asdict(report)))
