"""Decides on one document of rules beside the routing: edited here, checked by the server as it is typed, published as
a version."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Protocol
from uuid import UUID, uuid4

from pydantic import JsonValue, TypeAdapter, ValidationError

from agent_desktop.client.errors import ClientError
from agent_desktop.client.routing_draft import Place, value_at
from agent_desktop.client.rules_draft import RulesDraft, as_text, changes_between, draft_of, entries_of, from_text
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.routing import Checked, Problem, Versions
from agent_desktop.contract.rules import RULE_LISTS, CheckRules, KeptRules, RuleKind, Rules, SaveRules
from agent_desktop.ui.routing.rules.state import RulesState

_PROBLEMS: Final = TypeAdapter(tuple[Problem, ...])
_STEMS: Final = {
    RuleKind.OUTCOMES: "outcome",
    RuleKind.AWAY_REASONS: "reason",
    RuleKind.FLOOR_ALERTS: "rule",
}


class Server(Protocol):
    """The part of `client.rules_api.RulesApi` that is used here."""

    def read(self, kind: RuleKind) -> Rules: ...

    def check(self, kind: RuleKind, wish: CheckRules) -> Checked: ...

    def save(self, kind: RuleKind, command: SaveRules) -> Rules: ...

    def versions(self, kind: RuleKind) -> Versions: ...

    def version(self, kind: RuleKind, number: int) -> KeptRules: ...


class Keep(Protocol):
    """Where a draft is kept on this computer; an empty text is none."""

    def read(self) -> str: ...

    def write(self, text: str) -> None: ...


class PublishedRules:
    """One of the three documents: read, drafted and published."""

    def __init__(
        self, kind: RuleKind, server: Server, tasks: Tasks, keep: Keep, make_id: Callable[[], UUID] = uuid4
    ) -> None:
        self.kind = kind
        self._server, self._tasks, self._keep, self._make_id = server, tasks, keep, make_id
        self._state = RulesState(kind)
        self._checking = 0
        self._command: SaveRules | None = None
        self._display: Callable[[RulesState], None] = lambda _: None

    @property
    def state(self) -> RulesState:
        return self._state

    def show_to(self, display: Callable[[RulesState], None]) -> None:
        """Draw through `display` from now on."""
        self._display = display
        display(self._state)

    def open(self) -> None:
        """Read what counts; a draft that was kept is taken up."""
        self._tasks.run(lambda: self._server.read(self.kind), self._came, self._failed)
        self._read_versions()

    def undo(self) -> None:
        """Go one step back."""
        self.edit(lambda draft: (draft.undo(), self._state.chosen))

    def redo(self) -> None:
        """Go one step forth."""
        self.edit(lambda draft: (draft.redo(), self._state.chosen))

    def edit(self, change: Callable[[RulesDraft], tuple[RulesDraft, Place]]) -> None:
        """Change the draft, and say what is shown then."""
        draft = self._state.draft
        if draft is not None and self._state.may_edit and not self._state.saving:
            self._take(*change(draft))

    def save(self, reason: str) -> None:
        """Make the draft what counts. A press that got no answer and is repeated is the same command."""
        draft, state = self._state.draft, self._state
        if draft is None or not state.may_save or not reason.strip():
            return
        command = SaveRules(
            command_id=self._make_id(),
            seen_version=draft.version,
            document=draft.document,
            reason=reason.strip()[:200],
            restores=state.restores,
        )
        before = self._command
        if before is not None and before.model_copy(update={"command_id": command.command_id}) == command:
            command = before
        self._command = command
        self._show(replace(state, saving=True, failure=None))
        self._tasks.run(lambda: self._server.save(self.kind, command), self._saved, self._refused)

    def settle_stale(self, *, keep_mine: bool) -> None:
        """Go on with the newer version: with what was changed here on top of it, or without."""

        def came(rules: Rules) -> None:
            draft, version = self._state.draft, rules.version.version
            self._state = replace(self._state, rules=rules, stale=0, stale_by="", failure=None)
            if keep_mine and draft is not None:
                self._take(draft.on_top_of(version, rules.document), self._state.chosen)
            else:
                self._take(draft_of(self.kind, version, rules.document), self._state.chosen)
            self._read_versions()

        self._tasks.run(lambda: self._server.read(self.kind), came, self._failed)

    def go_back_to(self, version: int) -> None:
        """Take an older version into the draft; it counts once it is published."""

        def came(kept: KeptRules) -> None:
            self._state = replace(self._state, restores=kept.version.version)
            self.edit(lambda draft: (draft.become(kept.document), ()))

        self._tasks.run(lambda: self._server.version(self.kind, version), came, self._failed)

    def _came(self, rules: Rules) -> None:
        version = rules.version.version
        kept = from_text(self.kind, self._keep.read()) if rules.may_edit else None
        draft = kept if kept is not None and kept.is_changed else draft_of(self.kind, version, rules.document)
        stale = draft.version != version
        self._state = replace(
            self._state,
            rules=rules,
            failure=None,
            recovered=draft is kept,
            stale=version if stale else 0,
            stale_by=rules.version.by_name if stale else "",
        )
        self._take(draft, self._state.chosen)

    def _take(self, draft: RulesDraft, chosen: Place) -> None:
        changes = changes_between(self.kind, draft.base, draft.document)
        self._keep.write(as_text(draft) if draft.is_changed else "")
        rules = self._state.rules
        state = replace(
            self._state,
            draft=draft,
            chosen=_there(draft, chosen),
            changes=changes,
            unchecked=bool(changes),
            failure=None,
            restores=self._state.restores if changes else None,
        )
        if not changes:
            state = replace(state, problems=(), warnings=rules.warnings if rules is not None else ())
        self._show(state)
        self._checking += 1
        if changes:
            self._check(self._checking, draft)

    def _check(self, number: int, draft: RulesDraft) -> None:
        def came(checked: Checked) -> None:
            if number == self._checking:
                problems, warnings = checked.problems, checked.warnings
                self._show(replace(self._state, problems=problems, warnings=warnings, unchecked=False))

        wish = CheckRules(document=draft.document)
        self._tasks.run(lambda: self._server.check(self.kind, wish), came, self._failed)

    def _saved(self, rules: Rules) -> None:
        self._command = None
        version = rules.version.version
        self._state = replace(
            self._state, rules=rules, saving=False, saved_version=version, restores=None, recovered=False
        )
        self._take(draft_of(self.kind, version, rules.document), self._state.chosen)
        self._read_versions()

    def _refused(self, error: ClientError) -> None:
        state = replace(self._state, saving=False, failure=error.problem)
        if error.code == ErrorCode.STALE_VERSION:
            newer, by = error.details.get("current_version"), error.details.get("by")
            state = replace(state, stale=newer if isinstance(newer, int) else -1, stale_by=str(by or ""))
        elif error.code == ErrorCode.RULES_WRONG:
            try:
                state = replace(state, problems=_PROBLEMS.validate_python(error.details.get("problems", ())))
            except ValidationError:
                pass  # the failure's own words say the first of them
        self._show(state)

    def _read_versions(self) -> None:
        self._tasks.run(lambda: self._server.versions(self.kind), self._versions_came, lambda _: None)

    def _versions_came(self, versions: Versions) -> None:
        self._show(replace(self._state, versions=versions.versions))

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self._state, failure=error.problem))

    def _show(self, state: RulesState) -> None:
        self._state = state
        self._display(state)


class RulesPresenter(PublishedRules):
    """What is done to its parts."""

    def choose(self, place: Place) -> None:
        """Show another part."""
        self._show(replace(self._state, chosen=place))

    def put(self, place: Place, value: JsonValue) -> None:
        """Put a value at a place of the draft."""
        self.edit(lambda draft: (draft.put(place, value), self._state.chosen))

    def add(self, *, group: bool = False) -> None:
        """Add one more part after the one shown, or in the group shown."""
        draft = self._state.draft
        if draft is None:
            return
        taken = {each.code for each in entries_of(self.kind, draft.document)}
        stem = "group" if group else _STEMS[self.kind]
        code = next(each for each in (stem, *(f"{stem}_{n}" for n in range(2, 999))) if each not in taken)
        self.edit(lambda draft: draft.add(code, near=self._state.chosen, group=group))

    def move(self, by: int) -> None:
        """Move the part shown up or down among its own."""
        self.edit(lambda draft: draft.move(self._state.chosen, by))

    def remove(self) -> None:
        """Take the part shown out; one that the records may name is retired instead."""
        place = self._state.chosen
        if place and self.may_remove(place):
            self.edit(lambda draft: (draft.remove(place), place))

    def may_remove(self, place: Place) -> bool:
        """Say whether a part may go: nothing that was published is in it. A rule of alerts always may."""
        draft = self._state.draft
        if draft is None or not place or value_at(draft.document, place) is None:
            return False
        if self.kind is RuleKind.FLOOR_ALERTS:
            return True
        known = {each.code for each in entries_of(self.kind, draft.base) if not each.is_group}
        inside = [each for each in entries_of(self.kind, draft.document) if each.place[: len(place)] == place]
        return not any(each.code in known for each in inside)


def _there(draft: RulesDraft, place: Place) -> Place:
    """Return the place, or where that is gone the nearest before it; the first part where nothing is."""
    while place:
        if isinstance(value_at(draft.document, place), dict):
            return place
        if isinstance(place[-1], int) and place[-1] > 0:
            place = (*place[:-1], place[-1] - 1)
        else:
            place = place[:-2]
    first: Place = (RULE_LISTS[draft.kind], 0)
    return first if value_at(draft.document, first) is not None else ()
