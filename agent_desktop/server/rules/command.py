"""``agent-desktop routing export|check|import FILE --what outcomes``: rules beside the routing, as files."""

from collections.abc import Callable
from pathlib import Path

import yaml

from agent_desktop.contract.problems import FileProblem, ProblemCode
from agent_desktop.contract.routing import Origin
from agent_desktop.contract.rules import RuleKind
from agent_desktop.server.checked_files import content_of, tell_all
from agent_desktop.server.configuration.versions import newest_of
from agent_desktop.server.rules.books import BOOKS, as_document
from agent_desktop.server.rules.service import Around, Publish, RulesWrongError, ensure_rules, publish
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork
from agent_desktop.service_scripts.yaml_lines import read_yaml
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say
from telephony.queues.change_repository import QueueChangeRepository

Tell = Callable[[str], None]


def check_rule_file(kind: RuleKind, path: Path, language: Language, tell: Tell) -> bool:
    """Tell everything that is wrong with a file, by line; say whether a server would take it."""
    return tell_all(path, BOOKS[kind].read(path), language, tell)


def export_rules(
    settings: Settings, units: UnitsOfWork, kind: RuleKind, path: Path, language: Language, tell: Tell
) -> bool:
    """Write what counts into a file that can be read again; it is put there whole or not at all."""
    with units.begin() as work:
        ensure_rules(work, settings)
        row = newest_of(work.session, kind.value)
        version, document = row.version, row.document
    head = f"# {kind.value}, version {version}. agent-desktop routing import FILE --what {kind.value} puts it back.\n"
    part = path.with_name(f"{path.name}.part")
    part.write_text(head + yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")
    part.replace(path)
    tell(say("routing_exported", language, file=path, version=version))
    return True


def import_rules(
    settings: Settings,
    units: UnitsOfWork,
    kind: RuleKind,
    path: Path,
    reason: str,
    promises: tuple[str, ...],
    language: Language,
    tell: Tell,
) -> bool:
    """Publish a file; running servers follow at once. `promises` are the outcomes that the routing calls so. Say
    whether it was taken: what is wrong is told by line."""
    book = BOOKS[kind]
    reading = book.read(path)
    if reading.content is None:
        return tell_all(path, reading, language, tell)
    wish = Publish(kind, as_document(content_of(path, reading)), Origin.FILE, reason=reason or path.name)
    try:
        with units.begin() as work:
            ensure_rules(work, settings)
            before = newest_of(work.session, kind.value).version
            row = publish(work.session, work.journal, wish, _around(work, promises), work.now())
            version = row.version
    except RulesWrongError as wrong:
        lined = read_yaml(path)
        for each in wrong.problems:
            problem = FileProblem(ProblemCode(str(each.problem)), each.details).as_detail()
            line, column = lined.line_of(each.place), lined.column_of(each.place)
            tell(say("file_line_wrong", language, file=path.name, line=line, column=column, problem=problem))
        return False
    tell(say("routing_imported" if version != before else "routing_unchanged", language, file=path, version=version))
    return True


def _around(work: UnitOfWork, promises: tuple[str, ...]) -> Around:
    return Around([row.code for row in QueueChangeRepository(work.session).list_queues()], promises)
