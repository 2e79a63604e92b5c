"""``/v1/routing``: the routing as administrators edit it, and supervisors look at it."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.routing import (
    Checked,
    CheckRouting,
    Foretell,
    Foretold,
    KeptRouting,
    Origin,
    Routing,
    SaveRouting,
)
from agent_desktop.contract.routing_checks import problems_in, routing_of
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.dispositions.at_hand import offered
from agent_desktop.server.auth.rules import ADMINISTRATORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.configuration.menu import leads_to
from agent_desktop.server.configuration.models import ConfigurationRow
from agent_desktop.server.configuration.preview import foretell
from agent_desktop.server.configuration.repository import ROUTING
from agent_desktop.server.configuration.routing import (
    Save,
    Surroundings,
    check_routing,
    config_differs,
    document_in,
    save_routing,
    standings_of,
    warnings_of,
)
from agent_desktop.server.configuration.version_routes import Reader, Unit, add_version_routes
from agent_desktop.server.configuration.versions import newest_of, version_of
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.settings import Settings
from telephony.app import Telephony
from telephony.queues.change_repository import ServingRepository

Administrator = Annotated[Person, Depends(ADMINISTRATORS)]


def routing_routes(telephony: Telephony, settings: Settings, dispositions: Sequence[Disposition]) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["routing"])

    def outcomes() -> tuple[str, ...]:
        return tuple(each.code for each in offered(dispositions))

    def surroundings() -> Surroundings:
        return Surroundings(tuple(each.code for each in dispositions), leads_to(telephony.settings.menu)[1])

    def shown(session: Session, row: ConfigurationRow, person: Person) -> Routing:
        reasons, queues = leads_to(telephony.settings.menu)
        skills = ServingRepository(session).list_skills()
        return Routing(
            version=version_of(session, row),
            document=document_in(settings, row.document),
            may_edit=Role.ADMINISTRATOR in person.roles,
            config_differs=config_differs(settings, row),
            time_zone=settings.records.time_zone,
            standings=standings_of(session),
            warnings=tuple(warnings_of(session, routing_of(document_in(settings, row.document)), surroundings())),
            dispositions=outcomes(),
            skills=tuple(sorted({skill for levels in skills.values() for skill in levels})),
            menu_reasons=reasons,
            menu_queues=queues,
        )

    def newest(work: UnitOfWork) -> ConfigurationRow:
        return newest_of(work.session, ROUTING)

    @router.get("/routing")
    def read(person: Reader, work: Unit) -> Routing:
        return shown(work.session, newest(work), person)

    @router.put("/routing")
    def save(command: SaveRouting, person: Administrator, work: Unit) -> Routing:
        def do() -> Routing:
            wish = Save(
                document=command.document,
                origin=Origin.EDITOR,
                seen_version=command.seen_version,
                by=person.user_id,
                reason=command.reason,
                moves=command.moves,
                restores=command.restores,
            )
            deps = telephony.deps(work.journal)
            row = save_routing(work.session, deps, settings, wish, surroundings(), work.now())
            return shown(work.session, row, person)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("routing", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: shown(work.session, newest(work), person),
        )

    @router.post("/routing/check")
    def check(wish: CheckRouting, _: Reader, work: Unit) -> Checked:
        return check_routing(work.session, wish.document, wish.moves, surroundings())

    @router.post("/routing/preview")
    def preview(wish: Foretell, _: Reader, work: Unit) -> Foretold:
        document = wish.document if wish.document is not None else document_in(settings, newest(work).document)
        problems = problems_in(document)
        if problems:
            return Foretold(problems=problems)
        return foretell(work.session, settings, routing_of(document), wish)

    add_version_routes(
        router,
        ROUTING,
        KeptRouting,
        lambda version, document: KeptRouting(version=version, document=document_in(settings, document)),
    )
    return router
