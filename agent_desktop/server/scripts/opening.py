"""The scripts that count, where a server starts and from then on."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import structlog

from agent_desktop.records.script_versions.live import LiveScripts
from agent_desktop.records.script_versions.shipped import TakenIn, shipped_in, take_in
from agent_desktop.server.scripts.reading import TextReader
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.service_scripts.findings import NOTHING_AROUND
from agent_desktop.service_scripts.loader import load_scripts
from agent_desktop.settings import Settings, scripts_folder

_log = structlog.stdlib.get_logger(__name__)


def open_scripts(work: UnitOfWork, settings: Settings) -> LiveScripts:
    """Take in what came with the program, and return what is published.

    Raises:
        ScriptFileError: A file of the settings' folder is wrong.
    """
    folder = scripts_folder(settings)
    scripts = LiveScripts()
    read = TextReader(lambda: scripts.published_in(work.session), NOTHING_AROUND)
    taken = take_in(work.session, shipped_in(folder, load_scripts(folder)), work.now(), read)
    if taken.counting:
        _log.info("scripts.taken_in", count=len(taken.counting))
    tell(taken)
    scripts.follow(work.session)
    return scripts


def tell(taken: TakenIn) -> None:
    """Say of each file that does not open for calls why not: whoever changed it waits for it."""
    for script_id, version in taken.differing:
        _log.warning("scripts.file_passed_over", script_id=script_id, version=version, reason="version_taken")
    for script_id, problems in taken.beside.items():
        reason = ", ".join(dict.fromkeys(str(each.problem) for each in problems)) or "bank_has_its_own"
        _log.warning("scripts.put_beside", script_id=script_id, reason=reason)
    for script_id in taken.left:
        _log.warning("scripts.runner_left", script_id=script_id)


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
