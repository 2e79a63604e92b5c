"""A small centre whose calls are recorded."""

from dataclasses import replace
from uuid import UUID

from telephony.contract import CallAction, RecordingSnapshot
from telephony.providers.base import RECORD_KINDS, OrderKind
from telephony.recordings.policy import LawfulBasis, RecordingPolicy
from tests.telephony.support import SETTINGS, Centre

SAID = {"en": "This call is recorded.", "zh-HK": "呢次通話會錄音。"}
JOINING = {"en": "Recorded. Say so if you do not wish that.", "zh-HK": "會錄音，唔同意請講。"}
"""What is heard where no key is taken."""

SERVICE = RecordingPolicy(
    code="service",
    basis=LawfulBasis.CONSENT,
    announcement=SAID,
    joining_announcement=JOINING,
    refuse_key="8",
    refuse_by_word=True,
    outgoing=True,
    retention_days=90,
)


def recording_centre(engine: object, *policies: RecordingPolicy) -> Centre:
    """Return a centre that records by these policies, else by `SERVICE`."""
    return Centre(engine, replace(SETTINGS, recording_policies=policies or (SERVICE,)))  # type: ignore[arg-type]


def shown(centre: Centre, agent_id: UUID) -> RecordingSnapshot:
    """Return the recording as the agent's desk shows it."""
    call = centre.desk(agent_id).call
    assert call is not None
    assert call.recording is not None
    return call.recording


def may(centre: Centre, agent_id: UUID) -> set[CallAction]:
    """Return what the agent may do about the recording."""
    call = centre.desk(agent_id).call
    assert call is not None
    return {action for action in call.allowed if action.value.endswith("_recording")}


def asked(centre: Centre) -> list[OrderKind]:
    """Return every recording order that reached the carrier."""
    return [order.kind for order in centre.carrier.orders if order.kind in RECORD_KINDS]
