"""What the screen of queues and routing draws, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.client.errors import Problem as Failure
from agent_desktop.client.routing_draft import Change, RoutingDraft
from agent_desktop.contract.routing import Foretold, Problem, Routing, Serving, ServingChange, Version


class Section(StrEnum):
    """What stands in the middle."""

    QUEUE = "queue"
    HOURS = "hours"
    PRIORITY = "priority"
    NUMBERS = "numbers"
    SKILLS = "skills"
    AGENTS = "agents"
    MENU = "menu"
    OUTCOMES = "outcomes"
    AWAY_REASONS = "away_reasons"
    FLOOR_ALERTS = "floor_alerts"
    LEVELS = "levels"


NUMBERED: Final[Mapping[Section, str]] = MappingProxyType({Section.QUEUE: "queues", Section.HOURS: "hours"})
"""The lists of the document of which one part is shown at a time."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is chosen at the left: a section, and which of its queues or hours, from 0."""

    section: Section = Section.QUEUE
    number: int = 0


@dataclass(frozen=True, slots=True)
class RoutingState:
    """`routing` is the server's word, None until it came; `draft` what is being changed. `problems` are of the draft.

    `stale` is the version that somebody else, `stale_by`, has saved meanwhile. `failure` is why the last exchange did
    not do what was asked.
    """

    routing: Routing | None = None
    draft: RoutingDraft | None = None
    shown: Shown = Shown()
    problems: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    saving: bool = False
    saved_version: int = 0
    failure: Failure | None = None
    stale: int = 0
    stale_by: str = ""
    recovered: bool = False
    versions: tuple[Version, ...] = ()
    restores: int | None = None

    @property
    def may_edit(self) -> bool:
        return self.routing is not None and self.routing.may_edit

    @property
    def may_save(self) -> bool:
        return self.may_edit and bool(self.changes) and not self.problems and not self.saving and not self.stale


@dataclass(frozen=True, slots=True)
class Pending:
    """What is changed and not saved yet, as the panel of changes shows it: `lines` in words. `wrong` counts what has to
    be put right before. `shown` is False for who may only look."""

    lines: tuple[str, ...] = ()
    may_undo: bool = False
    may_redo: bool = False
    stale: bool = False
    stale_by: str = ""
    wrong: int = 0
    recovered: bool = False
    may_save: bool = False
    saved_version: int = 0
    failure: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True)
class PreviewState:
    """The way of a caller; `foretold` None until it was asked for."""

    foretold: Foretold | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class ServingState:
    """Everybody who takes calls; `chosen` is who is shown, `queues` and `skills` what they are to have. `history` is
    what they were given and had taken, the newest first; None until it came."""

    people: tuple[Serving, ...] = ()
    may_edit: bool = False
    chosen: Serving | None = None
    history: tuple[ServingChange, ...] | None = None
    queues: frozenset[str] = frozenset()
    skills: dict[str, int] = field(default_factory=dict)
    saving: bool = False
    saved: bool = False
    failure: Failure | None = None

    @property
    def is_changed(self) -> bool:
        chosen = self.chosen
        return chosen is not None and (self.queues != set(chosen.queues) or self.skills != chosen.skills)
