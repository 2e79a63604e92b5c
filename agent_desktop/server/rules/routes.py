"""``/v1/rules``: what administrators publish beside the routing, and ``/v1/away-reasons``: what everybody may choose
from."""

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from agent_desktop.contract.routing import Checked, Origin, Versions
from agent_desktop.contract.routing_checks import routing_of
from agent_desktop.contract.rules import AwayReasons, CheckRules, KeptRules, RuleKind, Rules, SaveRules
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.auth.rules import ADMINISTRATORS, ANYBODY, CONFIGURATION_READERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.configuration.models import ConfigurationRow
from agent_desktop.server.configuration.repository import ROUTING
from agent_desktop.server.configuration.routing import document_in
from agent_desktop.server.configuration.versions import newest_of, version_of, versions_of
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.rules.service import Around, Publish, as_of, check_rules, file_differs, publish
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.settings import Settings
from telephony.queues.change_repository import QueueChangeRepository

Reader = Annotated[Person, Depends(CONFIGURATION_READERS)]
Administrator = Annotated[Person, Depends(ADMINISTRATORS)]
Anybody = Annotated[Person, Depends(ANYBODY)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def rule_routes(settings: Settings, live: LiveRules) -> APIRouter:
    """Build the routes. `live` are the rules that this process counts by."""
    router = APIRouter(tags=["rules"])

    def around(session: Session) -> Around:
        queues = [row.code for row in QueueChangeRepository(session).list_queues()]
        routing = routing_of(document_in(settings, newest_of(session, ROUTING).document))
        return Around(queues, routing.promise_dispositions)

    def shown(session: Session, kind: RuleKind, row: ConfigurationRow, person: Person) -> Rules:
        there = around(session)
        return Rules(
            kind=kind,
            version=version_of(session, row),
            document=row.document,
            may_edit=Role.ADMINISTRATOR in person.roles,
            file_differs=file_differs(kind, settings, row),
            warnings=check_rules(kind, row.document, row.document, there).warnings,
            queues=tuple(there.queues),
        )

    @router.get("/away-reasons")
    def away_reasons(_: Anybody) -> AwayReasons:
        return live.reasons

    @router.get("/rules/{kind}")
    def read(kind: RuleKind, person: Reader, work: Unit) -> Rules:
        return shown(work.session, kind, newest_of(work.session, kind.value), person)

    @router.put("/rules/{kind}")
    def save(kind: RuleKind, command: SaveRules, person: Administrator, work: Unit) -> Rules:
        def do() -> Rules:
            wish = Publish(
                kind,
                command.document,
                Origin.EDITOR,
                seen_version=command.seen_version,
                by=person.user_id,
                reason=command.reason,
                restores=command.restores,
            )
            row = publish(work.session, work.journal, wish, around(work.session), work.now())
            return shown(work.session, kind, row, person)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"rules {kind.value}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: shown(work.session, kind, newest_of(work.session, kind.value), person),
        )

    @router.post("/rules/{kind}/check")
    def check(kind: RuleKind, wish: CheckRules, _: Reader, work: Unit) -> Checked:
        newest = newest_of(work.session, kind.value)
        return check_rules(kind, wish.document, newest.document, around(work.session))

    @router.get("/rules/{kind}/versions")
    def list_versions(kind: RuleKind, _: Reader, work: Unit) -> Versions:
        return versions_of(work.session, kind.value)

    @router.get("/rules/{kind}/versions/{version}")
    def read_version(kind: RuleKind, version: int, _: Reader, work: Unit) -> KeptRules:
        row, document = as_of(work.session, kind, version)
        return KeptRules(version=version_of(work.session, row), document=document)

    return router
