"""All subjects, and all figures by id."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.reports import ReportSubject
from agent_desktop.server.figures.agents import AGENTS, TEAMS
from agent_desktop.server.figures.customers import RESOLUTION
from agent_desktop.server.figures.outcomes import COST_TO_SERVE, DISPOSITIONS, SCRIPTS
from agent_desktop.server.figures.queues import QUEUES
from agent_desktop.server.figures.records import CALLBACKS, COMPLAINTS
from agent_desktop.server.figures.satisfaction import SATISFACTION, SATISFACTION_OF_QUEUES, SATISFACTION_OF_TEAMS
from agent_desktop.server.figures.shapes import Facts, FigureRule

_ALL: Final = (
    QUEUES, AGENTS, TEAMS, SCRIPTS, DISPOSITIONS, COMPLAINTS, CALLBACKS, COST_TO_SERVE, SATISFACTION,
    SATISFACTION_OF_QUEUES, SATISFACTION_OF_TEAMS, RESOLUTION,
)  # fmt: skip

SUBJECTS: Final[Mapping[ReportSubject, Facts]] = MappingProxyType({each.subject: each for each in _ALL})
FIGURES: Final[Mapping[str, FigureRule]] = MappingProxyType(
    {rule.figure.id: rule for facts in _ALL for rule in facts.figures}
)


def subject_of(figure: str) -> Facts:
    """Return the subject of a figure that is known."""
    return next(facts for facts in _ALL if any(rule.figure.id == figure for rule in facts.figures))
