"""The steps of a version, from draft to retired: each is asked of the server, and the window shows what came of it."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import ChangeScript, LibraryScript, RollBackScript, ScriptStep
from agent_desktop.ui.authoring.ports import Server
from agent_desktop.ui.authoring.state import AuthoringState, is_ready


class VersionSteps:
    """Takes the version in the editor a step on, or has an earlier one count again."""

    def __init__(
        self,
        server: Server,
        tasks: Tasks,
        make_id: Callable[[], UUID],
        *,
        state: Callable[[], AuthoringState],
        show: Callable[[AuthoringState], None],
        stepped: Callable[[ScriptStep, LibraryScript], None],
        saved_first: Callable[[], bool],
    ) -> None:
        """`stepped` takes the step that was taken, and the script as it is after it. `saved_first` says whether the
        server has all that was typed, and sends it where not."""
        self._server = server
        self._tasks = tasks
        self._make_id = make_id
        self._state = state
        self._show = show
        self._stepped = stepped
        self._saved_first = saved_first

    def send_for_review(self) -> None:
        """Ask a second person; only what is saved and without mistakes goes."""
        if not self._saved_first():
            return  # pressed again once it is saved
        if is_ready(self._state()):
            self.change(ScriptStep.ASK_REVIEW)

    def change(self, step: ScriptStep, why: str = "") -> None:
        """Publish, reject, retire or discard what is in the editor; to reject and to retire needs a reason."""
        state = self._state()
        if not state.may(step) or state.draft is None:
            return
        version = state.open_version
        seen = state.draft.revision
        if step is ScriptStep.RETIRE and version is not None:
            seen = version.number
        command = ChangeScript(command_id=self._make_id(), seen_version=seen, why=why.strip())
        self._do(step, lambda: self._server.change(state.chosen, step, command))

    def reopen(self) -> None:
        """Write on at what is in review; the first save makes it a draft again."""
        if self._state().may(ScriptStep.EDIT):
            self._show(replace(self._state(), reopened=True))

    def roll_back(self, number: int, why: str) -> None:
        """Have an earlier text count again, as a new version."""
        state = self._state()
        if not why.strip() or state.doing is not None or not state.may_edit:
            return
        command = RollBackScript(command_id=self._make_id(), number=number, why=why.strip())
        self._do(ScriptStep.ROLL_BACK, lambda: self._server.roll_back(state.chosen, command))

    def _do(self, step: ScriptStep, work: Callable[[], LibraryScript]) -> None:
        self._show(replace(self._state(), doing=step, failure=None))
        script_id = self._state().chosen

        def came(script: LibraryScript) -> None:
            self._stepped(step, script)

        def failed(error: ClientError) -> None:
            if self._state().chosen != script_id:  # it is about one that is no longer in the editor
                self._show(replace(self._state(), failure=error.problem))
                return
            stale = error.code == ErrorCode.STALE_VERSION
            by = str(error.details.get("by") or "") if stale else ""
            self._show(replace(self._state(), doing=None, failure=error.problem, is_stale=stale, stale_by=by))

        self._tasks.run(work, came, failed)
