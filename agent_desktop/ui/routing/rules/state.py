"""What the screen of the rules beside the routing draws, as values."""

from dataclasses import dataclass
from datetime import date

from agent_desktop.client.errors import Problem as Failure
from agent_desktop.client.routing_draft import Change, Place
from agent_desktop.client.rules_draft import RulesDraft
from agent_desktop.contract.figures import LevelDefinition, LevelDefinitions, LevelVariant, QueueLevels
from agent_desktop.contract.routing import Problem, Version
from agent_desktop.contract.rules import RuleKind, Rules


@dataclass(frozen=True, slots=True)
class RulesState:
    """`rules` is the server's word, None until it came; `draft` what is being changed, `chosen` the place of its part
    that is shown. `problems` are the server's word on a draft that may be a moment older; `unchecked` says so.

    `stale` is the version that somebody else, `stale_by`, has published meanwhile. `failure` is why the last exchange
    did not do what was asked.
    """

    kind: RuleKind
    rules: Rules | None = None
    draft: RulesDraft | None = None
    chosen: Place = ()
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    changes: tuple[Change, ...] = ()
    unchecked: bool = False
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
        return self.rules is not None and self.rules.may_edit

    @property
    def may_save(self) -> bool:
        free = not self.problems and not self.unchecked and not self.saving and not self.stale
        return self.may_edit and bool(self.changes) and free


@dataclass(frozen=True, slots=True)
class LevelForm:
    """How the calls of a queue are to be counted, as it is typed: `from_day` is ``YYYY-MM-DD``."""

    from_day: str
    variant: LevelVariant
    answer_seconds: str
    short_seconds: str
    target_percent: str


@dataclass(frozen=True, slots=True)
class LevelsState:
    """`levels` is the server's word, None until it came; `queue` whose is shown (empty: of all others), `form` what it
    is to become and `base` what it was filled with. `wrong` names the fields that have to be put right, each with the
    code of why. `today` is the bank's day."""

    today: date
    levels: LevelDefinitions | None = None
    queue: str = ""
    form: LevelForm | None = None
    base: LevelForm | None = None
    past: tuple[LevelForm, ...] = ()
    future: tuple[LevelForm, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    saving: bool = False
    saved_version: int = 0
    stale: bool = False
    failure: Failure | None = None

    @property
    def may_edit(self) -> bool:
        return self.levels is not None and self.levels.may_define

    @property
    def shown(self) -> QueueLevels | None:
        """What counts, counted and will count the calls of the queue."""
        if self.levels is None:
            return None
        return next((each for each in self.levels.queues if each.queue == self.queue), self.levels.every)

    @property
    def definitions(self) -> tuple[LevelDefinition, ...]:
        """All that were ever given for the queue, the newest first; the one in force too where it is its own."""
        shown = self.shown
        if shown is None:
            return ()
        own = (shown.in_force,) if shown.in_force.queue == self.queue and shown.in_force.version else ()
        return tuple(sorted((*own, *shown.others), key=lambda each: -each.version))

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that differ, in the order of the form."""
        if self.form is None or self.base is None:
            return ()
        names = ("variant", "answer_seconds", "short_seconds", "target_percent", "from_day")
        found = tuple(each for each in names if getattr(self.form, each) != getattr(self.base, each))
        return () if found == ("from_day",) else found

    @property
    def may_save(self) -> bool:
        return self.may_edit and bool(self.changed) and not self.wrong and not self.saving and not self.stale
