"""The rules beside the routing in the window of queues and routing, one state after another: with the shipped files as
the server's word."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.figures import (
    DefineLevel,
    LevelDefinition,
    LevelDefinitions,
    LevelVariant,
    QueueLevels,
)
from agent_desktop.contract.routing import Checked, Document, Origin, Version, Versions
from agent_desktop.contract.rules import AwayReasons, CheckRules, KeptRules, RuleKind, Rules, SaveRules
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_stage import HONG_KONG
from agent_desktop.server.figures.levels import EVERY_QUEUE
from agent_desktop.server.figures.variants import VARIANTS
from agent_desktop.server.rules.books import document_in_file
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.rules.service import Around, check_rules
from agent_desktop.settings import load_settings
from agent_desktop.ui.routing.rules.desk import RulesDesk, build_rules
from agent_desktop.ui.routing.state import Section
from agent_desktop.ui.theme.theme import Theme

TODAY: Final = NOW.astimezone(HONG_KONG).date()
_QUEUES: Final = {
    "cards": {"en": "Cards", "zh": "信用卡"},
    "fraud": {"en": "Card fraud", "zh": "盗刷"},
    "general": {"en": "General", "zh": "综合"},
}


class _Nowhere:
    """Keeps nothing."""

    def read(self) -> str:
        return ""

    def write(self, text: str) -> None:
        """Let it go."""


class RulesBank:
    """Answers as the server does. `refuses` is raised by the next save."""

    def __init__(self, *, may_edit: bool = True) -> None:
        settings = load_settings(None)
        self.kept: dict[RuleKind, list[Document]] = {kind: [document_in_file(kind, settings)] for kind in RuleKind}
        self.commands: list[SaveRules] = []
        self.defined: list[DefineLevel] = []
        self.refuses: ClientError | None = None
        self.may_edit = may_edit
        self.definitions = [
            _definition(1, "", date(2026, 1, 1), LevelVariant.LATE_ABANDONED_HURT, 20, 80),
            _definition(2, "fraud", date(2026, 2, 1), LevelVariant.STRICT, 10, 90),
        ]

    def away_reasons(self) -> AwayReasons:
        return LiveRules.of_documents({kind: documents[-1] for kind, documents in self.kept.items()}).reasons

    def read(self, kind: RuleKind) -> Rules:
        documents = self.kept[kind]
        version = self._version(len(documents))
        return Rules(kind=kind, version=version, document=documents[-1], may_edit=self.may_edit, queues=tuple(_QUEUES))

    def check(self, kind: RuleKind, wish: CheckRules) -> Checked:
        around = Around(tuple(_QUEUES), ("callback_promised",))
        return check_rules(kind, wish.document, self.kept[kind][-1], around)

    def save(self, kind: RuleKind, command: SaveRules) -> Rules:
        if self.refuses is not None:
            raise self.refuses
        if command.seen_version != len(self.kept[kind]):
            details: Document = {"current_version": len(self.kept[kind]), "by": "Paul Yu"}
            raise ClientError(ErrorCode.STALE_VERSION, details)
        self.commands.append(command)
        self.kept[kind].append(command.document)
        return self.read(kind)

    def versions(self, kind: RuleKind) -> Versions:
        return Versions(versions=tuple(self._version(number) for number in range(len(self.kept[kind]), 0, -1)))

    def version(self, kind: RuleKind, number: int) -> KeptRules:
        return KeptRules(version=self._version(number), document=self.kept[kind][number - 1])

    def levels(self) -> LevelDefinitions:
        every, *queues = (self._of(code, name) for code, name in {"": EVERY_QUEUE, **_QUEUES}.items())
        return LevelDefinitions(
            variants=VARIANTS,
            every=every,
            queues=tuple(queues),
            newest=len(self.definitions),
            may_define=self.may_edit,
        )

    def define_level(self, command: DefineLevel) -> LevelDefinitions:
        if command.seen_newest != len(self.definitions):
            raise ClientError(ErrorCode.STALE_VERSION, {"current_version": len(self.definitions)})
        self.defined.append(command)
        number = len(self.definitions) + 1
        made = _definition(
            number, command.queue, command.from_day, command.variant, command.answer_seconds, command.target_percent
        )
        self.definitions.append(made.model_copy(update={"why": command.why, "short_seconds": command.short_seconds}))
        return self.levels()

    def _of(self, code: str, name: Mapping[str, str]) -> QueueLevels:
        own = [each for each in self.definitions if each.queue == code and each.from_day <= TODAY]
        every = [each for each in self.definitions if not each.queue and each.from_day <= TODAY]
        force = (own or every)[-1]
        others = [each for each in reversed(self.definitions) if each.queue == code and each is not force]
        return QueueLevels(queue=code, name=dict(name), own=bool(own), in_force=force, others=tuple(others))

    def _version(self, number: int) -> Version:
        if number == 1:
            return Version(version=1, at=NOW - timedelta(days=90), origin=Origin.CONFIG)
        restores = self.commands[-1].restores if self.commands else None
        return Version(
            version=number,
            at=NOW - timedelta(hours=30 - number),
            origin=Origin.EDITOR,
            by_name="Nina Lam",
            reason=self.commands[-1].reason if self.commands else "Agreed with the floor",
            restores=restores,
        )


def _definition(
    version: int, queue: str, day: date, variant: LevelVariant, seconds: int, target: int
) -> LevelDefinition:
    return LevelDefinition(
        version=version,
        queue=queue,
        from_day=day,
        variant=variant,
        answer_seconds=seconds,
        short_seconds=5,
        target_percent=target,
        why="Agreed with the heads of service",
        made_by_name="Nina Lam",
        made_at=NOW - timedelta(days=30 + 10 * version),
    )


def rules_desk(theme: Theme, bank: RulesBank | None = None) -> RulesDesk:
    """Return the pages on such a server, not opened yet."""
    return build_rules(theme, bank or RulesBank(), ImmediateTasks(), lambda _: _Nowhere(), lambda: TODAY)


def _outcomes(desk: RulesDesk) -> None:
    outcomes = desk.presenters[RuleKind.OUTCOMES]
    outcomes.choose(("dispositions", 4, "entries", 1))
    outcomes.put(("dispositions", 4, "entries", 1, "retired"), True)
    outcomes.add()
    place = outcomes.state.chosen
    for key, text in (("en", "Card collected at branch"), ("zh", "网点领卡")):
        outcomes.put((*place, "name", key), text)
    outcomes.put((*place, "code"), "card_collected")


def _outcomes_wrong(desk: RulesDesk) -> None:
    outcomes = desk.presenters[RuleKind.OUTCOMES]
    outcomes.choose(("dispositions", 3))
    outcomes.add(group=True)
    place = outcomes.state.chosen
    outcomes.put((*place, "name", "en"), "Cards")
    outcomes.put((*place, "entries", 0, "code"), "not_chosen")
    outcomes.choose((*place, "entries", 0))


def _reasons(desk: RulesDesk) -> None:
    reasons = desk.presenters[RuleKind.AWAY_REASONS]
    reasons.choose(("reasons", 2))
    reasons.add()
    place = reasons.state.chosen
    for key, text in (("en", "Coaching"), ("zh", "辅导")):
        reasons.put((*place, "name", key), text)
    reasons.put((*place, "code"), "coaching")
    reasons.put((*place, "minutes"), [15, 30])
    reasons.put(("reasons", 1, "minutes"), [30, 60])


def _floor(desk: RulesDesk) -> None:
    floor = desk.presenters[RuleKind.FLOOR_ALERTS]
    floor.choose(("rules", 1))
    floor.put(("rules", 1, "warn"), 90)
    floor.put(("rules", 1, "act"), 60)
    floor.put(("rules", 1, "queues"), ["cards"])


def _levels(desk: RulesDesk) -> None:
    desk.levels.choose("cards")
    desk.levels.put("variant", LevelVariant.SHORT_REMOVED.value)
    desk.levels.put("answer_seconds", "30")
    desk.levels.put("short_seconds", "10")
    desk.levels.put("from_day", (TODAY + timedelta(days=14)).isoformat())


def _levels_wrong(desk: RulesDesk) -> None:
    desk.levels.choose("fraud")
    desk.levels.put("from_day", (TODAY - timedelta(days=1)).isoformat())
    desk.levels.put("short_seconds", "45")
    desk.levels.put("target_percent", "110")


SHOWN: Final[Mapping[str, tuple[Section, Callable[[RulesDesk], None]]]] = MappingProxyType(
    {
        "rules-outcomes": (Section.OUTCOMES, _outcomes),
        "rules-outcomes-wrong": (Section.OUTCOMES, _outcomes_wrong),
        "rules-reasons": (Section.AWAY_REASONS, _reasons),
        "rules-thresholds": (Section.FLOOR_ALERTS, _floor),
        "rules-levels": (Section.LEVELS, _levels),
        "rules-levels-wrong": (Section.LEVELS, _levels_wrong),
    }
)
"""What is shown, and what was done before."""
