"""What administrators publish beside the routing: what calls may come to, why agents may be not ready, and the
thresholds of the floor. Each is a document with versions, written as its file is."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.routing import REASON_LIMIT, Document, Problem, Version

GIVEN_REASONS: Final = ("signed_in", "no_answer", "connection")
"""Why an agent is not ready where nobody chose it: telephony's own words, that no list may use."""


class RuleKind(StrEnum):
    """The documents there are; the last part of their address."""

    OUTCOMES = "outcomes"
    AWAY_REASONS = "away_reasons"
    FLOOR_ALERTS = "floor_alerts"


RULE_LISTS: Final = {
    RuleKind.OUTCOMES: "dispositions",
    RuleKind.AWAY_REASONS: "reasons",
    RuleKind.FLOOR_ALERTS: "rules",
}
"""The list of each document in which everything of it stands."""


class PlannedAs(StrEnum):
    """As what of a shift plan a reason counts: whoever is not ready for it then does what was planned."""

    NOTHING = "nothing"
    BREAK = "break"
    MEAL = "meal"
    TRAINING = "training"
    MEETING = "meeting"


class AwayReason(Answer):
    """Why an agent may be not ready. `minutes` are proposed for how long. `retired`: nobody chooses it any more. A plan
    may name the reason itself, whatever it counts as."""

    code: str
    name: LocalText
    minutes: tuple[int, ...] = ()
    retired: bool = False
    planned_as: PlannedAs = PlannedAs.NOTHING


class AwayReasons(Answer):
    """`GET /v1/away-reasons`: those there are and those there were, in the order in which they are offered."""

    reasons: tuple[AwayReason, ...] = ()

    def offered(self) -> tuple[AwayReason, ...]:
        """Return those that may be chosen now."""
        return tuple(each for each in self.reasons if not each.retired)


class Rules(Answer):
    """`GET /v1/rules/{kind}`: the version that counts. `file_differs`: the file of the settings says something else,
    which does not count any more. `queues` are the codes of the queues there are."""

    kind: RuleKind
    version: Version
    document: Document
    may_edit: bool = False
    file_differs: bool = False
    warnings: tuple[Problem, ...] = ()
    queues: tuple[str, ...] = ()


class CheckRules(Request):
    """`POST /v1/rules/{kind}/check`: say what is wrong with a document, and change nothing."""

    document: Document


class SaveRules(Request):
    """`PUT /v1/rules/{kind}`: make a document the one that counts, on every server and at once."""

    command_id: UUID
    seen_version: int
    document: Document
    reason: str = Field(min_length=1, max_length=REASON_LIMIT)
    restores: int | None = None


class KeptRules(Answer):
    """`GET /v1/rules/{kind}/versions/{version}`: the document of a version as it may be published again now. What came
    to be used later is in it, retired."""

    version: Version
    document: Document
