"""The entry menu that counts: the newest version in the database; the file of the settings is only the first one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.routing import Heard, MenuBranch, MenuChecked, MenuTried, Origin, Problem
from agent_desktop.server.checked_files import CheckedFileError
from agent_desktop.server.configuration.models import ConfigurationRow
from agent_desktop.server.configuration.repository import MENU, ConfigurationRepository
from agent_desktop.server.configuration.versions import add_version, ensure_first, lock_seen
from agent_desktop.server.errors import ServerError
from agent_desktop.server.menus import load_menu, menu_file, read_menu
from agent_desktop.settings import Settings
from telephony.events.journal import Journal
from telephony.menu.schema import Choice, FixedKey, Menu, Step
from telephony.menu.walk import Ask, entry_of, next_step

_NAME: Final = Path("menu.yaml")
_log = structlog.stdlib.get_logger(__name__)


class MenuWrongError(ServerError):
    """`line`, `problem`: the first of the `problems`."""

    code = ErrorCode.MENU_WRONG

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            line=problems[0].line,
            problem={"problem": str(problems[0].problem), **problems[0].details},
            problems=[each.model_dump(mode="json") for each in problems],
        )


def ensure_menu(session: Session, settings: Settings, at: datetime) -> tuple[Menu, ConfigurationRow]:
    """Return the menu that counts; at the first start that is the file's. Says so where the file differs.

    Raises:
        MenuFileError: The file is wrong, and there is no version that this program takes.
    """
    row = ConfigurationRepository(session).find_newest(MENU)
    menu = None if row is None else menu_of(row)
    if row is None or menu is None:
        menu = load_menu(settings)
        row = ensure_first(session, MENU, {"text": menu_file(settings).read_text(encoding="utf-8-sig")}, at)
    if file_differs(settings, row):
        _log.warning("menu.file_passed_over", path=menu_file(settings).name, version=row.version)
    return menu, row


def menu_of(row: ConfigurationRow) -> Menu | None:
    """Return the menu of a version; None where this program does not take it any more."""
    return read_menu(_NAME, (), row.document["text"]).content


def file_differs(settings: Settings, row: ConfigurationRow) -> bool:
    """Say whether the file of the settings holds something else than the version that counts."""
    path = menu_file(settings)
    return bool(path.is_file() and path.read_text(encoding="utf-8-sig") != row.document["text"])


def save_menu(
    session: Session,
    journal: Journal,
    text: str,
    queue_codes: Collection[str],
    at: datetime,
    *,
    refuse_keys: Collection[str] = (),
    seen_version: int,
    by: UUID,
    reason: str,
    restores: int | None = None,
) -> ConfigurationRow:
    """Make a text the entry menu that counts; callers who are in it hear the new one from their next key on.

    Raises:
        ConfigurationStaleError: Somebody saved since it was read.
        MenuWrongError: Something is wrong with it; nothing was changed.
    """
    newest = lock_seen(session, MENU, seen_version)
    checked = check_menu_text(text, queue_codes, refuse_keys=refuse_keys)
    if checked.problems:
        raise MenuWrongError(checked.problems)
    if text == newest.document["text"]:
        return newest
    return add_version(
        session,
        journal,
        MENU,
        {"text": text},
        at,
        newest=newest,
        origin=Origin.EDITOR,
        by=by,
        reason=reason,
        restores=restores,
    )


def check_menu_text(
    text: str,
    queue_codes: Collection[str],
    recordings: Collection[str] | None = None,
    refuse_keys: Collection[str] = (),
) -> MenuChecked:
    """Say what is wrong with a menu, by line, and draw it as a tree."""
    reading = read_menu(_NAME, queue_codes, text, recordings, refuse_keys)
    return MenuChecked(
        problems=tuple(_problem(each) for each in reading.errors),
        warnings=tuple(_problem(each) for each in reading.warnings),
        tree=tuple(tree_of(reading.content)) if reading.content is not None else (),
    )


def try_menu(text: str, inputs: Sequence[str]) -> MenuTried:
    """Say where a caller stands in a menu after `inputs`: by the walk that carriers are answered with."""
    reading = read_menu(_NAME, (), text)
    if reading.content is None:
        return MenuTried(problems=tuple(_problem(each) for each in reading.errors))
    at = next_step(reading.content, inputs)
    heard = tuple(Heard(language=each.language, text=each.text) for each in at.spoken)
    known = entry_of(reading.content, inputs)
    asked = at if isinstance(at, Ask) else None
    return MenuTried(
        step="" if asked is None else asked.step_id,
        heard=heard,
        keys="" if asked is None else asked.keys,
        longest=1 if asked is None else asked.longest,
        queue=known.queue_code,
        reason=known.reason,
        language=known.language,
        number=known.number,
        path=tuple(dict(each) for each in known.path),
        urgent=known.urgent,
    )


def leads_to(menu: Menu | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the reasons that callers of a menu come with, and the queues that it leads to."""
    if menu is None:
        return (), ()
    ends: list[FixedKey | Choice] = [
        menu.urgent,
        menu.person,
        *(choice for step in menu.steps for choice in step.choices),
    ]
    reasons, queues = {end.reason for end in ends}, {end.queue for end in ends}
    return tuple(sorted(reasons - {""})), tuple(sorted(queues - {""}))


def tree_of(menu: Menu) -> Iterator[MenuBranch]:
    """Yield the lines of a menu that was checked, each choice before what it leads to. A step that several choices
    lead to is drawn below the first of them."""
    yield _fixed(menu.urgent)
    yield _fixed(menu.person)
    yield from _step(menu.steps[0], {step.id: step for step in menu.steps}, 0, set())


def _fixed(key: FixedKey) -> MenuBranch:
    return MenuBranch(depth=0, key=key.key, label=key.label, queue=key.queue, reason=key.reason)


def _step(step: Step, steps: Mapping[str, Step], depth: int, drawn: set[str]) -> Iterator[MenuBranch]:
    yield MenuBranch(depth=depth, step=step.id)
    if step.id in drawn:
        return
    drawn.add(step.id)
    for choice in step.choices:
        yield MenuBranch(
            depth=depth + 1,
            key=choice.key,
            label=choice.label,
            queue=choice.queue,
            reason=choice.reason,
            language=choice.language,
        )
        if choice.next:
            yield from _step(steps[choice.next], steps, depth + 2, drawn)
    if step.number is not None and step.number.next:
        yield from _step(steps[step.number.next], steps, depth + 1, drawn)


def _problem(error: CheckedFileError) -> Problem:
    return Problem(line=error.line, problem=error.problem.code, details=error.problem.details)
