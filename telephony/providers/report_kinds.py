"""What a carrier reports of a call."""

from enum import StrEnum


class ReportKind(StrEnum):
    CALL_ARRIVED = "call.arrived"
    CALL_KEYED = "call.keyed"
    MENU_LEFT = "menu.left"  # they hung up in the entry menu, before any queue: the only report of its call
    PARTY_JOINED = "party.joined"
    PARTY_LEFT = "party.left"
    PARTY_HELD = "party.held"
    PARTY_RESUMED = "party.resumed"
    PARTY_MUTED = "party.muted"
    PARTY_UNMUTED = "party.unmuted"
    CALL_ENDED = "call.ended"
    CALL_DIALLED = "call.dialled"
    CALL_ALERTING = "call.alerting"
    PARTY_DIALLED = "party.dialled"  # somebody outside is called into the room
    PARTY_ALERTING = "party.alerting"  # it rings there
    PARTY_CONFERRED = "party.conferred"
    PARTY_HANDED_OVER = "party.handed_over"
    PARTY_STAYED = "party.stayed"  # a colleague is a guest from now on
    PARTY_SUPERVISED = "party.supervised"  # a supervisor is in the room, in the mode it says
    SURVEY_CHANGED = "survey.changed"  # the customer is in a survey, or has answered
    PARTY_TOLD = "party.told"  # an announcement or tones have gone out
    RECORDING_CHANGED = "recording.changed"  # begun, paused, going on or over; `room` says which and how
    RECORDING_READY = "recording.ready"  # what was recorded can be fetched, or will never be; also after the call's end
