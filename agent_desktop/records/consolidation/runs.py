"""What is told of consolidations: the last one, and how the night's goes."""

from datetime import datetime

from sqlalchemy.orm import Session

from agent_desktop.contract.consolidation import Consolidations, LastConsolidation, LinkStage
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.consolidation.nights import NightRepository
from agent_desktop.records.consolidation.repository import GroupRepository


def consolidations(session: Session, *, next_at: datetime | None, silent_before: datetime) -> Consolidations:
    """Return what is told of them. A night that was begun and has not spoken since `silent_before` goes on no more."""
    last, night = GroupRepository(session).find_last_run(), NightRepository(session).find_last()
    told = Consolidations(next_at=next_at)
    if last is not None:
        counted = LastConsolidation(
            finished_at=last.finished_at,
            accounts=last.account_count,
            groups=last.group_count,
            doubtful=last.doubtful_count,
        )
        told = told.model_copy(update={"last": counted})
    if night is None:
        return told
    if night.finished_at is None and night.beat_at >= silent_before:
        stage = LinkStage(night.step) if night.step else None
        going_on = {"stage": stage, "number": night.step_number, "stages": night.steps}
        return told.model_copy(update={"running_since": night.started_at, **going_on})
    failure = ErrorCode(night.failure) if night.failure else None
    if night.finished_at is None:  # whoever ran it is gone, and nobody took it up in time
        failure = ErrorCode.SERVER_FAILED
    if failure is None or (last is not None and last.finished_at > (night.finished_at or night.started_at)):
        return told
    return told.model_copy(update={"failed_at": night.finished_at or night.started_at, "failure": failure})
