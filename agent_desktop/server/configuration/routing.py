"""The routing that counts: the newest version in the database; config.yaml is only the first one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import structlog
from pydantic import JsonValue, ValidationError
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.contract.routing import Checked, Document, Origin, Problem, QueueStanding
from agent_desktop.contract.routing_checks import (
    document_of,
    in_form_of_now,
    problems_in,
    routing_of,
    skill_warnings,
    with_later,
)
from agent_desktop.server.configuration.models import ConfigurationRow
from agent_desktop.server.configuration.repository import ROUTING
from agent_desktop.server.configuration.versions import add_version, ensure_first, lock_seen
from agent_desktop.server.errors import ServerError
from agent_desktop.server.routing_settings import queues_from
from agent_desktop.settings import Settings
from agent_desktop.settings_telephony import QueueSettings, RoutingSettings
from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.queues.change_repository import QueueChangeRepository, ServingRepository
from telephony.queues.changes import change_queues

_log = structlog.stdlib.get_logger(__name__)


class RoutingWrongError(ServerError):
    """`problems` are all that is wrong, `problem` is the first of them, `more` how many there are beside."""

    code = ErrorCode.ROUTING_WRONG

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        more = len(problems) - 1
        super().__init__(
            problems=[each.model_dump(mode="json") for each in problems],
            problem={"problem": str(problems[0].problem), **problems[0].details},
            **({"more": more} if more else {}),
        )


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a routing has to go with: the outcomes there are, and the queues that the entry menu leads to."""

    dispositions: Collection[str] = ()
    menu_queues: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Save:
    """Who saves what on top of which version (None: whichever counts), and why."""

    document: Document
    origin: Origin
    seen_version: int | None = None
    by: UUID | None = None
    reason: str = ""
    moves: Mapping[str, str] | None = None
    restores: int | None = None


def ensure_routing(session: Session, settings: Settings, at: datetime) -> tuple[RoutingSettings, ConfigurationRow]:
    """Return the routing that counts; at the first start that is config.yaml's. Says so where config.yaml differs.

    Raises:
        RoutingWrongError: The version that counts is none by the rules of this program: an older one may have saved it.
    """
    row = ensure_first(session, ROUTING, document_of(settings.telephony), at)
    if config_differs(settings, row):
        _log.warning("routing.config_passed_over", version=row.version)
    try:
        return routing_of(document_in(settings, row.document)), row
    except ValidationError:
        raise RoutingWrongError(problems_in(row.document)) from None


def document_in(settings: Settings, document: Mapping[str, JsonValue]) -> Document:
    """Return a kept document in the form of now. What an earlier program did not keep in it is config.yaml's."""
    return in_form_of_now(with_later(document, document_of(settings.telephony)))


def put_routing_of(session: Session, settings: Settings) -> None:
    """Make the routing of these settings the one that counts, on a database without calls: for a replay."""
    at = datetime.now(UTC)
    row = ensure_first(session, ROUTING, document_of(settings.telephony), at)
    if config_differs(settings, row):
        newest, document = row, document_of(settings.telephony)
        add_version(session, Journal(), ROUTING, document, at, newest=newest, origin=Origin.CONFIG, reason="replay")


def config_differs(settings: Settings, row: ConfigurationRow) -> bool:
    """Say whether config.yaml says something else than the version that counts."""
    return document_of(settings.telephony) != document_in(settings, row.document)


def save_routing(
    session: Session, deps: Deps, settings: Settings, save: Save, surroundings: Surroundings, at: datetime
) -> ConfigurationRow:
    """Make a document the routing that counts, at once and for callers who wait too.

    Raises:
        ConfigurationStaleError: Somebody saved since it was read.
        RoutingWrongError: Something is wrong with it; nothing was changed.
    """
    newest = lock_seen(session, ROUTING, save.seen_version)
    QueueChangeRepository(session).lock_groups()
    moves = save.moves or {}
    before = document_in(settings, newest.document)
    wanted = with_later(save.document, before)
    checked = check_routing(session, wanted, moves, surroundings)
    if checked.problems:
        raise RoutingWrongError(checked.problems)
    routing = routing_of(wanted)
    document = document_of(routing)
    if document == before:
        return newest
    row = add_version(
        session,
        deps.journal,
        ROUTING,
        document,
        at,
        newest=newest,
        origin=save.origin,
        by=save.by,
        reason=save.reason,
        restores=save.restores,
    )
    change_queues(session, deps, queues_from(settings, routing), moves, at)
    return row


def check_routing(
    session: Session, document: Document, moves: Mapping[str, str], surroundings: Surroundings
) -> Checked:
    """Say what is wrong with a document, by itself and with the callers and agents that there are."""
    problems = problems_in(document)
    if problems:
        return Checked(problems=problems)
    routing = routing_of(document)
    problems = (*_promises(routing, surroundings), *_with_what_is_there(session, routing, moves))
    return Checked(problems=problems, warnings=tuple(warnings_of(session, routing, surroundings)))


def warnings_of(session: Session, routing: RoutingSettings, surroundings: Surroundings) -> Iterator[Problem]:
    """Yield what is not refused and will not be liked."""
    for code in sorted(set(surroundings.menu_queues) - {each.code for each in routing.queues} - {""}):
        yield _problem((), file_problem(ProblemCode.MENU_LEADS_NOWHERE, queue=code))
    serving = ServingRepository(session)
    served, skills = serving.list_members(), serving.list_skills()
    for number, queue in enumerate(routing.queues):
        if not any(can_serve(queue, codes, skills.get(agent, {})) for agent, codes in served.items()):
            yield _problem(("queues", number), file_problem(ProblemCode.QUEUE_UNSERVED, queue=queue.code))
    yield from skill_warnings(document_of(routing), skills.values())


def can_serve(queue: QueueSettings, codes: Collection[str], skills: Mapping[str, int]) -> bool:
    """Say whether someone who serves the queues `codes` and has these levels can take the calls of `queue`."""
    return queue.code in codes and all(skills.get(skill, 0) >= least for skill, least in queue.needs.items())


def standings_of(session: Session) -> tuple[QueueStanding, ...]:
    """Return how each queue stands."""
    changes = QueueChangeRepository(session)
    callers, members = changes.count_callers(), changes.count_members()
    return tuple(
        QueueStanding(code=row.code, callers=callers.get(row.queue_id, 0), members=members.get(row.queue_id, 0))
        for row in changes.list_queues()
    )


def _promises(routing: RoutingSettings, surroundings: Surroundings) -> Iterator[Problem]:
    if not surroundings.dispositions:
        return
    for number, code in enumerate(routing.promise_dispositions):
        if code not in surroundings.dispositions:
            known = ", ".join(sorted(surroundings.dispositions))
            problem = file_problem(ProblemCode.DISPOSITION_NOT_THERE, disposition=code, allowed=known)
            yield _problem(("promise_dispositions", number), problem)


def _with_what_is_there(session: Session, routing: RoutingSettings, moves: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what cannot become of the queues that there are: callers stay with agents of their group, and with
    somebody."""
    changes = QueueChangeRepository(session)
    callers, members, groups = changes.count_callers(), changes.count_members(), changes.list_group_codes()
    wanted = {queue.code: (number, queue) for number, queue in enumerate(routing.queues)}
    for row in changes.list_queues():
        group, waiting = groups[row.queue_group_id], callers.get(row.queue_id, 0)
        if row.code in wanted:
            number, queue = wanted[row.code]
            if queue.group != group and (waiting or members.get(row.queue_id, 0)):
                problem = file_problem(ProblemCode.QUEUE_GROUP_KEPT, queue=row.code, group=group)
                yield _problem(("queues", number, "group"), problem)
            continue
        to = moves.get(row.code, "")
        same_group = [queue.code for queue in routing.queues if queue.group == group]
        if to and to not in same_group:
            problem = file_problem(ProblemCode.QUEUE_APART, queue=to, allowed=", ".join(same_group))
            yield _problem(("moves", row.code), problem)
        elif waiting and not to:
            problem = file_problem(ProblemCode.QUEUE_HAS_CALLERS, queue=row.code, callers=waiting)
            yield _problem(("moves", row.code), problem)


def _problem(place: tuple[str | int, ...], problem: FileProblem) -> Problem:
    return Problem(place=place, problem=problem.code, details=problem.details)
