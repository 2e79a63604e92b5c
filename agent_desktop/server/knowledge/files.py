"""Reads the knowledge pages of a folder, ``PAGE.en.md`` and ``PAGE.zh.md``, and says what is wrong with one by line."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.knowledge import OUTSIDE, PAGE_ID, Knowledge, KnowledgePage, PageText, page_of_link
from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem, unreadable
from agent_desktop.server.checked_files import CheckedFileError
from agent_desktop.settings import Settings, shipped_file
from agent_desktop.words import Language, say

if TYPE_CHECKING:
    from markdown_it.token import Token

LANGUAGES: Final = ("en", "zh")
MOST_BYTES: Final = 200_000
TITLE_MOST: Final = 60
"""Characters of a title: more does not fit the list beside the page."""
TEXT_MOST: Final = 6_000
"""Characters that an agent can look through while a caller waits: three screens. More is warned of."""

_FILE: Final = re.compile(rf"({PAGE_ID.pattern})\.({'|'.join(LANGUAGES)})\.md")
_P = ProblemCode
WARNINGS: Final = frozenset({_P.PAGE_LONG, _P.PAGE_HTML, _P.PAGE_PICTURE})
"""With these a page is shown all the same."""


class KnowledgeFileError(CheckedFileError):
    """A knowledge page, or the folder of them, is wrong."""

    code: ClassVar[ErrorCode] = ErrorCode.KNOWLEDGE_FILE_WRONG


@dataclass(slots=True)
class KnowledgeReading:
    """What a folder holds, and what is wrong with it; with `warnings` its pages are shown all the same."""

    pages: tuple[KnowledgePage, ...] = ()
    errors: list[KnowledgeFileError] = field(default_factory=list)
    warnings: list[KnowledgeFileError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Written:
    """One file: its title, and the text below with the number of the line that it begins on."""

    path: Path
    title: str
    text: str
    begins_on: int


def knowledge_folder(settings: Settings) -> Path:
    """Return the folder that the settings name, or the one that comes with the program."""
    named = settings.records.knowledge_folder
    return Path(named) if named else shipped_file("resources") / "knowledge"


def load_pages(folder: Path) -> Knowledge:
    """Load every page of a folder. What stands in them is checked by `check_knowledge` alone: a link that leads nowhere
    keeps nobody from working.

    Raises:
        KnowledgeFileError: The first problem, by file and line.
    """
    reading = read_knowledge(folder, texts_too=False)
    if reading.errors:
        raise reading.errors[0]
    version = sha256("".join(f"{page.page_id}{page.version}" for page in reading.pages).encode()).hexdigest()[:16]
    return Knowledge(version=version, pages=reading.pages)


def read_knowledge(folder: Path, *, texts_too: bool = True) -> KnowledgeReading:
    """Read and check every page of `folder`: whatever in it ends in ``.md`` and does not begin with a dot.

    `texts_too`: also what stands below the titles.
    """
    reading = KnowledgeReading()

    def wrong(path: Path, problem: FileProblem, line: int = 1) -> None:
        found = reading.warnings if problem.code in WARNINGS else reading.errors
        found.append(KnowledgeFileError(path, line, problem))

    if not folder.is_dir():
        wrong(folder, FileProblem(_P.PAGE_FOLDER_MISSING))
        return reading
    written: dict[str, dict[str, _Written]] = defaultdict(dict)
    for path in sorted(path for path in folder.iterdir() if path.suffix == ".md" and not path.name.startswith(".")):
        named = _FILE.fullmatch(path.name)
        if named is None:
            wrong(path, FileProblem(_P.PAGE_NAME_WRONG))
            continue
        content = _read(path)
        if isinstance(content, _Written):
            written[named.group(1)][named.group(2)] = content
        else:
            wrong(path, content)
            written[named.group(1)][named.group(2)] = _Written(path, "", "", 1)
    if not written and not reading.errors:
        wrong(folder, FileProblem(_P.PAGE_FOLDER_EMPTY))
    for page_id, texts in written.items():
        for language in LANGUAGES:
            if language not in texts:
                other = next(iter(texts.values())).path
                wrong(other, file_problem(_P.PAGE_LANGUAGE_MISSING, file=f"{page_id}.{language}.md"))
        for each in texts.values():
            for line, problem in _problems_in(each, written) if texts_too else ():
                wrong(each.path, problem, line)
    for found in (reading.errors, reading.warnings):
        found.sort(key=lambda each: (str(each.details["file"]), each.line))
    reading.pages = tuple(_page(page_id, texts) for page_id, texts in sorted(written.items()))
    return reading


def check_knowledge(settings: Settings, path: Path | None, language: Language, tell: Callable[[str], None]) -> bool:
    """Tell everything that is wrong with a folder of pages, the one of the settings where `path` is None; say whether
    a server would take it."""
    folder = path or knowledge_folder(settings)
    reading = read_knowledge(folder)
    found = [("file_line_wrong", each) for each in reading.errors]
    found += [("file_line_warned", each) for each in reading.warnings]
    for kind, each in sorted(found, key=lambda one: (str(one[1].details["file"]), one[1].line)):
        tell(say(kind, language, **{**each.details, "problem": each.problem.as_detail()}))
    if not found:
        tell(say("file_right", language, file=folder.name))
    return not reading.errors


def _read(path: Path) -> _Written | FileProblem:
    try:
        content = path.read_bytes()
    except OSError as error:
        return unreadable(error)
    if len(content) > MOST_BYTES:
        return file_problem(_P.FILE_TOO_LARGE, limit=MOST_BYTES)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return FileProblem(_P.NOT_UTF8)
    if not text.strip():
        return FileProblem(_P.FILE_EMPTY)
    first, _, rest = text.replace("\r\n", "\n").partition("\n")
    if not first.startswith("# ") or not first[2:].strip():
        return FileProblem(_P.PAGE_TITLE_MISSING)
    below = rest.lstrip("\n")
    return _Written(path, first[2:].strip(), below.rstrip() + "\n", 2 + len(rest) - len(below))


def _problems_in(page: _Written, pages: Mapping[str, object]) -> Iterator[tuple[int, FileProblem]]:
    if len(page.title) > TITLE_MOST:
        yield 1, file_problem(_P.PAGE_TITLE_LONG, most=TITLE_MOST)
    if page.title and not page.text.strip():
        yield 1, FileProblem(_P.PAGE_WITHOUT_TEXT)
    if len(page.text) > TEXT_MOST:
        yield 1, file_problem(_P.PAGE_LONG, characters=len(page.text), most=TEXT_MOST)
    for line, token in _tokens(page):
        if token.type in ("html_block", "html_inline"):
            yield line, FileProblem(_P.PAGE_HTML)
        elif token.type == "image":
            yield line, FileProblem(_P.PAGE_PICTURE)
        elif token.type == "link_open":
            target = str(token.attrs.get("href", ""))
            other = page_of_link(target)
            if other is None and not target.startswith(OUTSIDE):
                yield line, file_problem(_P.PAGE_LINK_WRONG, link=target)
            elif other is not None and other not in pages:
                yield line, file_problem(_P.PAGE_UNKNOWN, page=other)


def _tokens(page: _Written) -> "Iterator[tuple[int, Token]]":
    """Yield each part of the text with the line of the file that it stands on."""
    from markdown_it import MarkdownIt  # 0.1 s at each start of a server, which checks no links (ADR 48)

    for block in MarkdownIt("commonmark").enable("table").parse(page.text):
        line = page.begins_on + (block.map[0] if block.map else 0)
        if block.type == "html_block":
            yield line, block
        for token in block.children or ():
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            yield line, token


def _page(page_id: str, texts: Mapping[str, _Written]) -> KnowledgePage:
    whole = "\0".join(f"{language}{each.title}\0{each.text}" for language, each in sorted(texts.items()))
    return KnowledgePage(
        page_id=page_id,
        version=sha256(whole.encode()).hexdigest()[:12],
        texts={language: PageText(title=each.title, text=each.text) for language, each in sorted(texts.items())},
    )
