"""Bringing a shift plan in: the file is previewed, and brought in as it was seen."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.staffing import (
    PLAN_MOST_SIGNS,
    ImportShiftPlan,
    ShiftImport,
    ShiftImports,
    ShiftPlanFile,
    ShiftPlanPreview,
)
from agent_desktop.ui.staffing.presenter import StaffingServer


class FileProblem(StrEnum):
    """Why a file could not even be asked about."""

    NONE = ""
    UNREADABLE = "unreadable"
    NOT_TEXT = "not_text"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class PlanState:
    """Everything the page draws. `done` is the plan that was just brought in."""

    imports: tuple[ShiftImport, ...] | None = None
    file_name: str = ""
    preview: ShiftPlanPreview | None = None
    working: bool = False
    file_problem: FileProblem = FileProblem.NONE
    done: ShiftImport | None = None
    problem: Problem | None = None
    content: str = field(default="", repr=False)

    @property
    def may_import(self) -> bool:
        return self.preview is not None and bool(self.preview.changes) and not self.preview.problem_count


class PlanPresenter(Shows[PlanState]):
    def __init__(self, server: StaffingServer, tasks: Tasks) -> None:
        super().__init__(PlanState())
        self._server, self._tasks = server, tasks

    def open(self) -> None:
        """Read which plans were brought in."""

        def came(found: ShiftImports) -> None:
            self._show(replace(self.state, imports=found.imports))

        self._tasks.run(self._server.imports, came, self._failed)

    def choose_file(self, path: Path) -> None:
        """Read this file and ask what it would do."""
        self._show(
            replace(
                self.state,
                working=True,
                file_name=path.name,
                preview=None,
                content="",
                done=None,
                problem=None,
                file_problem=FileProblem.NONE,
            )
        )

        def read() -> str:
            try:
                raw = path.read_bytes()
            except OSError:
                raise _FileError(FileProblem.UNREADABLE) from None
            if len(raw) > 4 * PLAN_MOST_SIGNS:
                raise _FileError(FileProblem.TOO_LARGE)
            for encoding in ("utf-8-sig", "gb18030"):
                try:
                    text = raw.decode(encoding)
                    break
                except UnicodeDecodeError:
                    continue
            else:
                raise _FileError(FileProblem.NOT_TEXT)
            if len(text) > PLAN_MOST_SIGNS:
                raise _FileError(FileProblem.TOO_LARGE)
            return text

        def told() -> tuple[str, ShiftPlanPreview | None, FileProblem]:
            try:
                content = read()
            except _FileError as error:
                return "", None, error.problem
            return content, self._server.preview(ShiftPlanFile(file_name=path.name, content=content)), FileProblem.NONE

        def came(found: tuple[str, ShiftPlanPreview | None, FileProblem]) -> None:
            content, preview, problem = found
            self._show(replace(self.state, working=False, content=content, preview=preview, file_problem=problem))

        self._tasks.run(told, came, self._failed)

    def bring_in(self) -> None:
        """Bring in what was previewed."""
        state = self.state
        if state.working or not state.may_import or state.preview is None:
            return
        command = ImportShiftPlan(
            command_id=uuid4(),
            file_name=state.file_name,
            content=state.content,
            fingerprint=state.preview.fingerprint,
        )
        self._show(replace(state, working=True, problem=None))

        def came(done: ShiftImport) -> None:
            self._show(replace(self.state, working=False, done=done, preview=None, content="", file_name=""))
            self.open()

        self._tasks.run(lambda: self._server.import_plan(command), came, self._failed)

    def put_away(self) -> None:
        """Forget the file that was chosen; nothing of it was brought in."""
        self._show(
            replace(self.state, file_name="", preview=None, content="", problem=None, file_problem=FileProblem.NONE)
        )

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, working=False, problem=error.problem))


class _FileError(Exception):
    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem
