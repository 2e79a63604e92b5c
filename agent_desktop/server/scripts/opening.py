"""The scripts that count, where a server starts and from then on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import structlog

from agent_desktop.records.script_versions.live import LiveScripts
from agent_desktop.records.script_versions.shipped import shipped_in, take_in
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.service_scripts.loader import load_scripts
from agent_desktop.settings import Settings, scripts_folder

_log = structlog.stdlib.get_logger(__name__)


def open_scripts(work: UnitOfWork, settings: Settings) -> LiveScripts:
    """Take in what came with the program, and return what is published.

    Raises:
        ScriptFileError: A file of the settings' folder is wrong.
    """
    folder = scripts_folder(settings)
    taken = take_in(work.session, shipped_in(folder, load_scripts(folder)), work.now())
    if taken:
        _log.info("scripts.taken_in", count=len(taken))
    scripts = LiveScripts()
    scripts.follow(work.session)
    return scripts


def following(
    begin: Callable[[], AbstractContextManager[UnitOfWork]], scripts: LiveScripts, before: Callable[[], None]
) -> Callable[[], None]:
    """Return what a worker does at each look: `before`, and the scripts that were published since."""

    def look() -> None:
        before()
        with begin() as work:
            if scripts.follow(work.session):
                _log.info("scripts.followed", count=len(scripts.newest()))
            work.session.expunge_all()

    return look
