"""What the schema alone cannot say of a script: its ids, its roads, its languages, its variables, its conditions."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.service_scripts.check_conditions import condition_findings
from agent_desktop.service_scripts.check_parts import WAYS, part_findings
from agent_desktop.service_scripts.check_roads import road_findings
from agent_desktop.service_scripts.check_runs import run_findings
from agent_desktop.service_scripts.check_texts import LANGUAGES, text_findings
from agent_desktop.service_scripts.closest import closest_to
from agent_desktop.service_scripts.findings import NOTHING_AROUND, Around, Finding, unknown
from agent_desktop.service_scripts.schema import Script, Step
from agent_desktop.service_scripts.yaml_lines import Place

__all__ = ["LANGUAGES", "Finding", "findings_in"]

_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")  # what conditions and texts may name
_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+)*")
LONGEST_ID: Final = 50
"""Characters of an id: a step of a script that is run within another is kept as ``SCRIPT.STEP``."""
LONGEST_VERSION: Final = 20

_STEPS: Final = (ProblemCode.STEP_UNKNOWN, ProblemCode.STEP_CLOSE)
_REASONS: Final = (ProblemCode.REASON_UNKNOWN, ProblemCode.REASON_CLOSE)


def findings_in(
    script: Script, around: Around = NOTHING_AROUND, subs: Mapping[str, Script] | None = None
) -> Iterator[Finding]:
    """Yield every problem of a script that fits the schema.

    `subs` are all scripts that it may run, by id; None where nobody knows, and what it runs is not checked.
    """
    yield from _head(script)
    yield from _opens_for(script, around)
    yield from _ids(script)
    yield from text_findings(script)
    parts = list(part_findings(script, around))
    yield from parts
    yield from condition_findings(script)
    targets = list(_targets(script))
    yield from targets
    if subs is not None:
        yield from run_findings(script, subs)
    # While a way is missing, what no road leads to tells nothing new.
    are_ways_whole = not targets and not any(found.problem.code in WAYS for found in parts)
    if script.steps and are_ways_whole and len({step.id for step in script.steps}) == len(script.steps):
        yield from road_findings(script, subs or {}, around.levels)


def _head(script: Script) -> Iterator[Finding]:
    if not script.steps:
        yield Finding(("steps",), FileProblem(ProblemCode.STEP_NEEDED))
    yield from id_findings(script.id, ("id",))
    if len(script.version) > LONGEST_VERSION:
        yield _long(("version",), script.version, LONGEST_VERSION)
    if not _VERSION.fullmatch(script.version):
        yield Finding(("version",), file_problem(ProblemCode.SCRIPT_VERSION_WRONG, version=script.version))
    if not 0 <= script.minutes <= 120:
        yield Finding(("minutes",), file_problem(ProblemCode.VALUE_OUT_OF_RANGE, name="minutes", allowed="≥ 0, ≤ 120"))


def _opens_for(script: Script, around: Around) -> Iterator[Finding]:
    opens_for, place = script.opens_for, ("opens_for",)
    if script.direction is Direction.OUTBOUND and opens_for.reasons:
        yield Finding((*place, "reasons"), FileProblem(ProblemCode.REASONS_OF_OUTGOING))
    for number, reason in enumerate(opens_for.reasons):
        if around.reasons is not None and reason not in around.reasons:
            yield unknown((*place, "reasons", number), reason, around.reasons, _REASONS, "reason")
    for number, queue in enumerate(opens_for.queues):
        if around.queues is not None and queue not in around.queues:
            known = sorted(around.queues)
            problem = file_problem(ProblemCode.QUEUE_NOT_THERE, queue=queue, allowed=known)
            yield Finding((*place, "queues", number), problem, queue, closest_to(queue, known))
    for name, given, allowed in (
        ("tiers", opens_for.tiers, tuple(Tier)),
        ("languages", opens_for.languages, LANGUAGES),
    ):
        for number, each in enumerate(given):
            if each not in allowed:
                problem = file_problem(ProblemCode.VALUE_NOT_LISTED, name=name, allowed=allowed)
                yield Finding((*place, name, number), problem, each, closest_to(each, allowed))


def _ids(script: Script) -> Iterator[Finding]:
    step_ids: set[str] = set()
    item_ids: set[str] = {step.id for step in script.steps if step.verify is not None}
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        yield from _one_id(step.id, step_ids, (*place, "id"), ProblemCode.STEP_ID_TWICE)
        if step.outcome:
            yield from id_findings(step.outcome, (*place, "outcome"))
        yield from _ids_in(step, place, item_ids)


def _ids_in(step: Step, place: Place, taken: set[str]) -> Iterator[Finding]:
    for number, question in enumerate(step.questions):
        where: Place = (*place, "questions", number)
        yield from _one_id(question.id, taken, (*where, "id"), ProblemCode.QUESTION_ID_TWICE, _NAME)
        option_ids: set[str] = set()
        for option_number, option in enumerate(question.options):
            yield from _one_id(
                option.id, option_ids, (*where, "options", option_number, "id"), ProblemCode.OPTION_ID_TWICE
            )
    for number, statement in enumerate(step.must_say):
        yield from _one_id(statement.id, taken, (*place, "must_say", number, "id"), ProblemCode.STATEMENT_ID_TWICE)
    for number, action in enumerate(step.actions):
        yield from _one_id(action.id, taken, (*place, "actions", number, "id"), ProblemCode.ACTION_ID_TWICE, _NAME)


def _one_id(
    own_id: str, taken: set[str], place: Place, twice: ProblemCode, form: re.Pattern[str] = _ID
) -> Iterator[Finding]:
    yield from id_findings(own_id, place)
    if _ID.fullmatch(own_id) and not form.fullmatch(own_id):
        yield Finding(place, file_problem(ProblemCode.ID_WITH_HYPHEN, id=own_id), own_id, own_id.replace("-", "_"))
    if own_id in taken:
        yield Finding(place, file_problem(twice, id=own_id), own_id)
    taken.add(own_id)


def id_findings(own_id: str, place: Place) -> Iterator[Finding]:
    """Yield what is wrong with an id by itself: its form, its length."""
    if not _ID.fullmatch(own_id):
        yield _bad_id(place, own_id)
    if len(own_id) > LONGEST_ID:
        yield _long(place, own_id, LONGEST_ID)


def _begun(own_id: str) -> str:
    return own_id if len(own_id) <= 24 else f"{own_id[:24]}…"


def _long(place: Place, own_id: str, most: int) -> Finding:
    return Finding(place, file_problem(ProblemCode.ID_LONG, id=_begun(own_id), most=most), own_id)


def _bad_id(place: Place, own_id: str) -> Finding:
    likely = re.sub(r"[^a-z0-9]+", "_", own_id.lower()).strip("_0123456789")
    return Finding(place, file_problem(ProblemCode.ID_WRONG, id=own_id), own_id, likely)


def _targets(script: Script) -> Iterator[Finding]:
    known = {step.id for step in script.steps}
    for number, step in enumerate(script.steps):
        for place, target in _targets_of(step, ("steps", number)):
            if target not in known:
                yield unknown(place, target, known - {step.id}, _STEPS, "step")


def _targets_of(step: Step, place: Place) -> Iterator[tuple[Place, str]]:
    if step.next:
        yield (*place, "next"), step.next
    if step.verify is not None:
        yield (*place, "verify", "failed"), step.verify.failed
    if step.branch is not None:
        for case, target in step.branch.cases.items():
            yield (*place, "branch", "cases", case), target
        for number, way in enumerate(step.branch.when):
            yield (*place, "branch", "when", number, "to"), way.to
        if step.branch.otherwise:
            yield (*place, "branch", "otherwise"), step.branch.otherwise
    if step.run is not None:
        for outcome, target in step.run.outcomes.items():
            yield (*place, "run", "outcomes", outcome), target
