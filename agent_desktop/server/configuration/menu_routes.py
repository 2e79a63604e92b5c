"""``/v1/menu``: the entry menu as text, as administrators edit it and supervisors look at it."""

from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from agent_desktop.contract.routing import CheckMenu, KeptMenu, Menu, MenuChecked, MenuTried, SaveMenu, TryMenu
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.server.auth.rules import ADMINISTRATORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.configuration.menu import check_menu_text, file_differs, save_menu, try_menu
from agent_desktop.server.configuration.models import ConfigurationRow
from agent_desktop.server.configuration.repository import MENU
from agent_desktop.server.configuration.version_routes import Reader, Unit, add_version_routes
from agent_desktop.server.configuration.versions import newest_of, version_of
from agent_desktop.server.menus import recordings_in, refuse_keys_of
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.settings import Settings
from telephony.queues.change_repository import QueueChangeRepository

Administrator = Annotated[Person, Depends(ADMINISTRATORS)]


def menu_routes(settings: Settings) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["menu"])

    def codes(session: Session) -> list[str]:
        return [row.code for row in QueueChangeRepository(session).list_queues()]

    def shown(work: UnitOfWork, row: ConfigurationRow, person: Person) -> Menu:
        text, recordings = str(row.document["text"]), recordings_in(settings)
        return Menu(
            version=version_of(work.session, row),
            text=text,
            may_edit=Role.ADMINISTRATOR in person.roles,
            file_differs=file_differs(settings, row),
            warnings=check_menu_text(text, codes(work.session), recordings).warnings,
            recordings=tuple(sorted(recordings)),
        )

    def newest(work: UnitOfWork) -> ConfigurationRow:
        return newest_of(work.session, MENU)

    @router.get("/menu")
    def read(person: Reader, work: Unit) -> Menu:
        return shown(work, newest(work), person)

    @router.put("/menu")
    def save(command: SaveMenu, person: Administrator, work: Unit) -> Menu:
        def do() -> Menu:
            row = save_menu(
                work.session,
                work.journal,
                command.text,
                codes(work.session),
                work.now(),
                refuse_keys=refuse_keys_of(settings),
                seen_version=command.seen_version,
                by=person.user_id,
                reason=command.reason,
                restores=command.restores,
            )
            return shown(work, row, person)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("menu", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: shown(work, newest(work), person),
        )

    @router.post("/menu/check")
    def check(wish: CheckMenu, _: Reader, work: Unit) -> MenuChecked:
        return check_menu_text(wish.text, codes(work.session), recordings_in(settings), refuse_keys_of(settings))

    @router.post("/menu/try")
    def walk(wish: TryMenu, _: Reader, work: Unit) -> MenuTried:
        work.release()  # nothing is read: what is tried is what the desktop sends
        return try_menu(wish.text, wish.inputs)

    add_version_routes(
        router, MENU, KeptMenu, lambda version, document: KeptMenu(version=version, text=document["text"])
    )
    return router
