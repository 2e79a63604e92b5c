"""``agent-desktop scripts compare``: what a server that starts would make of each file, by what the library has."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from agent_desktop.records.script_versions.live import LiveScripts
from agent_desktop.records.script_versions.shipped import ShippedScript, TakenIn, shipped_in, take_in
from agent_desktop.server.scripts.reading import TextReader
from agent_desktop.service_scripts.findings import NOTHING_AROUND
from agent_desktop.service_scripts.loader import load_scripts
from agent_desktop.words import Language, problem_in_words, say
from telephony.clock import SystemClock


def compare_scripts(engine: Engine, folder: Path, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell of each file whether calls would open it, and why not; say whether none is passed over. Changes nothing.

    Raises:
        ScriptFileError: A file of the folder is wrong.
    """
    shipped = shipped_in(folder, load_scripts(folder))
    with Session(engine) as session:
        live = LiveScripts()
        read = TextReader(lambda: live.published_in(session), NOTHING_AROUND)
        taken = take_in(session, shipped, SystemClock().now(), read)
        session.rollback()  # it was only tried
    for each in shipped:
        tell(_line(each, taken, language))
    return not taken.differing and not any(taken.beside.values())


def _line(shipped: ShippedScript, taken: TakenIn, language: Language) -> str:
    script_id, version = shipped.name
    of = {"script": script_id, "version": version}
    if shipped.name in taken.differing:
        return say("script_differs", language, **of)
    if script_id in taken.counting:
        return say("script_counts", language, **of)
    if script_id not in taken.beside:
        return say("script_known", language, **of)
    problems = [problem_in_words(str(each.problem), language, **each.details) for each in taken.beside[script_id]] or [
        ""
    ]
    return say("script_beside", language, problem=problems[0], **of).rstrip()
