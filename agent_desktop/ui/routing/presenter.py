"""Decides on the screen of queues and routing. The server's version is the truth; a draft is this desktop's until it is
saved, and is kept on this computer meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol
from uuid import UUID, uuid4

from pydantic import JsonValue, TypeAdapter, ValidationError

from agent_desktop.client.errors import ClientError
from agent_desktop.client.routing_draft import (
    Place,
    RoutingDraft,
    as_text,
    changes_between,
    draft_of,
    from_text,
    parts_of,
)
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.routing import (
    Foretell,
    Foretold,
    KeptRouting,
    Problem,
    Routing,
    SaveRouting,
    Versions,
)
from agent_desktop.contract.routing_checks import problems_in
from agent_desktop.ui.routing.state import NUMBERED, PreviewState, RoutingState, Section, Shown

_PROBLEMS: TypeAdapter[tuple[Problem, ...]] = TypeAdapter(tuple[Problem, ...])


class Server(Protocol):
    """The part of `client.routing_api.RoutingApi` that is used here."""

    def read(self) -> Routing: ...

    def save(self, command: SaveRouting) -> Routing: ...

    def preview(self, wish: Foretell) -> Foretold: ...

    def versions(self) -> Versions: ...

    def version(self, number: int) -> KeptRouting: ...


class Keep(Protocol):
    """Where a draft is kept on this computer; an empty text is none."""

    def read(self) -> str: ...

    def write(self, text: str) -> None: ...


class RoutingPresenter:
    """One person's look at the routing, and what they change."""

    def __init__(self, server: Server, tasks: Tasks, keep: Keep, make_id: Callable[[], UUID] = uuid4) -> None:
        self._server = server
        self._tasks = tasks
        self._keep = keep
        self._make_id = make_id
        self._state = RoutingState()
        self._display: Callable[[RoutingState], None] = lambda _: None
        self._command: tuple[UUID, SaveRouting] | None = None

    @property
    def state(self) -> RoutingState:
        return self._state

    def show_to(self, display: Callable[[RoutingState], None]) -> None:
        """Draw through `display` from now on."""
        self._display = display
        display(self._state)

    def open(self) -> None:
        """Read what counts. A draft that was kept is taken up; one on an older version is told to be so."""
        self._tasks.run(self._server.read, self._came, self._failed)
        self._tasks.run(self._server.versions, self._versions_came, lambda _: None)

    def choose(self, section: Section, number: int = 0) -> None:
        """Show another part."""
        self._show(replace(self._state, shown=Shown(section, number)))

    def edit(self, change: Callable[[RoutingDraft], RoutingDraft], shown: Shown | None = None) -> None:
        """Change the draft: put, add, remove, undo, redo."""
        draft = self._state.draft
        if draft is None or not self._state.may_edit or self._state.saving:
            return
        self._take(change(draft), shown)

    def put(self, place: Place, value: JsonValue) -> None:
        """Put a value at a place of the draft."""
        self.edit(lambda draft: draft.put(place, value))

    def save(self, reason: str) -> None:
        """Make the draft what counts. A press that got no answer and is repeated is the same command."""
        draft, state = self._state.draft, self._state
        if draft is None or not state.may_save or not reason.strip():
            return
        command = SaveRouting(
            command_id=self._make_id(),
            seen_version=draft.version,
            document=draft.document,
            reason=reason.strip()[:200],
            moves=dict(draft.moves),
            restores=state.restores,
        )
        before = self._command[1] if self._command else None
        if before is not None and before.model_copy(update={"command_id": command.command_id}) == command:
            command = before
        self._command = (command.command_id, command)
        self._show(replace(state, saving=True, failure=None))
        self._tasks.run(lambda: self._server.save(command), self._saved, self._refused)

    def settle_stale(self, *, keep_mine: bool) -> None:
        """Go on with the newer version: with what was changed here on top of it, or without."""
        self._tasks.run(self._server.read, lambda routing: self._rebased(routing, keep_mine=keep_mine), self._failed)

    def go_back_to(self, version: int) -> None:
        """Take an older version into the draft; it counts once it is saved."""
        self._tasks.run(
            lambda: self._server.version(version),
            lambda kept: self._take_version(kept),
            self._failed,
        )

    def _came(self, routing: Routing) -> None:
        kept = from_text(self._keep.read(), routing.document) if routing.may_edit else None
        draft = kept if kept is not None and kept.is_changed else draft_of(routing.version.version, routing.document)
        self._state = replace(self._state, routing=routing, failure=None, recovered=draft is kept)
        stale = draft.version != routing.version.version
        self._state = replace(
            self._state,
            stale=routing.version.version if stale else 0,
            stale_by=routing.version.by_name if stale else "",
        )
        self._take(draft)

    def _take(self, draft: RoutingDraft, shown: Shown | None = None) -> None:
        changes = changes_between(draft.base, draft.document)
        self._keep.write(as_text(draft) if draft.is_changed else "")
        self._show(
            replace(
                self._state,
                draft=draft,
                shown=_there(shown or self._state.shown, draft),
                problems=problems_in(draft.document),
                changes=changes,
                failure=None,
                restores=self._state.restores if changes else None,
            )
        )

    def _saved(self, routing: Routing) -> None:
        self._command = None
        version = routing.version.version
        self._state = replace(
            self._state, routing=routing, saving=False, saved_version=version, restores=None, recovered=False
        )
        self._take(draft_of(version, routing.document))
        self._tasks.run(self._server.versions, self._versions_came, lambda _: None)

    def _refused(self, error: ClientError) -> None:
        state = replace(self._state, saving=False, failure=error.problem)
        if error.code == ErrorCode.STALE_VERSION:
            newer, by = error.details.get("current_version"), error.details.get("by")
            state = replace(state, stale=newer if isinstance(newer, int) else -1, stale_by=str(by or ""))
        elif error.code == ErrorCode.ROUTING_WRONG:
            try:
                state = replace(state, problems=_PROBLEMS.validate_python(error.details.get("problems", ())))
            except ValidationError:
                pass  # the failure's own words say the first of them
        self._show(state)

    def _rebased(self, routing: Routing, *, keep_mine: bool) -> None:
        version, draft = routing.version.version, self._state.draft
        self._state = replace(self._state, routing=routing, stale=0, stale_by="", failure=None)
        if keep_mine and draft is not None:
            self._take(draft.on_top_of(version, routing.document))
        else:
            self._take(draft_of(version, routing.document))
        self._tasks.run(self._server.versions, self._versions_came, lambda _: None)

    def _take_version(self, kept: KeptRouting) -> None:
        self._state = replace(self._state, restores=kept.version.version)
        self.edit(lambda draft: draft.become(kept.document), Shown())

    def _versions_came(self, versions: Versions) -> None:
        self._show(replace(self._state, versions=versions.versions))

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self._state, failure=error.problem))

    def _show(self, state: RoutingState) -> None:
        self._state = state
        self._display(state)


def _there(shown: Shown, draft: RoutingDraft) -> Shown:
    """Return what is shown, or the last one before it where that is gone."""
    part = NUMBERED.get(shown.section)
    if part is None or shown.number < (count := len(parts_of(draft.document, part))):
        return shown
    return replace(shown, number=count - 1) if count else Shown()


class PreviewPresenter:
    """Asks the server where a caller would go by what is on the screen."""

    def __init__(self, server: Server, tasks: Tasks) -> None:
        self._server = server
        self._tasks = tasks
        self._asked = 0
        self._display: Callable[[PreviewState], None] = lambda _: None

    def show_to(self, display: Callable[[PreviewState], None]) -> None:
        """Draw through `display` from now on."""
        self._display = display

    def ask(self, wish: Foretell) -> None:
        """Ask; only the answer to the last question is shown."""
        self._asked += 1
        asked = self._asked
        self._tasks.run(
            lambda: self._server.preview(wish),
            lambda foretold: self._answered(asked, PreviewState(foretold)),
            lambda error: self._answered(asked, PreviewState(failure=error.problem)),
        )

    def _answered(self, asked: int, state: PreviewState) -> None:
        if asked == self._asked:
            self._display(state)
