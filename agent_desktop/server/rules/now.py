"""The rules that count now, of one process: read at its start, and followed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

import structlog
from pydantic import ValidationError

from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.rules import AwayReason, AwayReasons, RuleKind
from agent_desktop.records.away_reasons.schema import ReasonList
from agent_desktop.records.dispositions.at_hand import LiveOutcomes
from agent_desktop.records.dispositions.schema import DispositionTree, outcomes_of
from agent_desktop.records.floor_alerts.schema import FloorBook
from telephony.contract import ChosenReason

_log = structlog.stdlib.get_logger(__name__)


@dataclass(slots=True)
class LiveRules:
    """What calls may come to, why agents may be not ready, and the rules of floor alerts; each replaced as a whole."""

    outcomes: LiveOutcomes
    reasons: AwayReasons
    floor: FloorBook

    @classmethod
    def of_documents(cls, documents: Mapping[RuleKind, Mapping[str, Any]]) -> Self:
        """Return what these documents say.

        Raises:
            ValidationError: A document is of another form.
        """
        return cls(
            LiveOutcomes(_outcomes(documents[RuleKind.OUTCOMES])),
            _reasons(documents[RuleKind.AWAY_REASONS]),
            FloorBook.model_validate(documents[RuleKind.FLOOR_ALERTS]),
        )

    def use(self, kind: RuleKind, document: Mapping[str, Any]) -> None:
        """Count by another document from now on; one that this program cannot read changes nothing."""
        try:
            match kind:
                case RuleKind.OUTCOMES:
                    self.outcomes.use(_outcomes(document))
                case RuleKind.AWAY_REASONS:
                    self.reasons = _reasons(document)
                case RuleKind.FLOOR_ALERTS:
                    self.floor = FloorBook.model_validate(document)
        except ValidationError:
            _log.warning("rules.not_read", kind=kind.value)

    def offered_reasons(self) -> tuple[ChosenReason, ...]:
        """Return why agents may be not ready now, as telephony knows it."""
        return tuple(ChosenReason(each.code) for each in self.reasons.offered())


def _outcomes(document: Mapping[str, Any]) -> Iterable[Disposition]:
    return outcomes_of(DispositionTree.model_validate(document))


def _reasons(document: Mapping[str, Any]) -> AwayReasons:
    listed = ReasonList.model_validate(document).reasons
    return AwayReasons(
        reasons=tuple(
            AwayReason(
                code=each.code,
                name=each.name,
                minutes=each.minutes,
                retired=each.retired,
                planned_as=each.counts_as,
            )
            for each in listed
        )
    )
