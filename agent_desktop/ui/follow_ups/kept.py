"""What stands in the form of a follow-up plan, and how the journal of this computer keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from agent_desktop.contract.follow_ups import Phase
from agent_desktop.contract.prospect_cards import Interest


@dataclass(frozen=True, slots=True)
class PlanWords:
    """What stands in the form. `day` None: what is typed is none."""

    topic: Interest = Interest.OTHER
    phase: Phase = Phase.NEED
    next_step: str = ""
    day: date | None = None


def place_of(customer_id: UUID) -> str:
    """Return what the form of a customer is kept under."""
    return f"follow_up/{customer_id}"


def values_of(planning: UUID | None, words: PlanWords) -> dict[str, str | bool]:
    """Return the form as it is kept; `planning` is the plan that it is for."""
    values: dict[str, str | bool] = {
        "topic": words.topic.value,
        "phase": words.phase.value,
        "next_step": words.next_step,
        "day": "" if words.day is None else words.day.isoformat(),
        "planning": "" if planning is None else str(planning),
    }
    return values


def words_of(values: Mapping[str, str | bool]) -> tuple[UUID | None, PlanWords]:
    """Return the form that was kept so, and which plan it was for."""
    said = {name: str(value) for name, value in values.items()}
    words = PlanWords(
        topic=Interest(said["topic"]) if said.get("topic") in set(Interest) else Interest.OTHER,
        phase=Phase(said["phase"]) if said.get("phase") in set(Phase) else Phase.NEED,
        next_step=said.get("next_step", ""),
        day=date.fromisoformat(said["day"]) if said.get("day") else None,
    )
    return UUID(said["planning"]) if said.get("planning") else None, words
