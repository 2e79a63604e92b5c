"""Decides on how service levels are counted: a definition counts from a day on, and none is ever changed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError
from agent_desktop.client.tasks import Tasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.figures import DefineLevel, LevelDefinition, LevelDefinitions, LevelVariant
from agent_desktop.ui.routing.rules.state import LevelForm, LevelsState

_LIMITS: Final = {"answer_seconds": (1, 3600), "short_seconds": (0, 600), "target_percent": (1, 100)}


class Server(Protocol):
    """The part of `client.rules_api.RulesApi` that is used here."""

    def levels(self) -> LevelDefinitions: ...

    def define_level(self, command: DefineLevel) -> LevelDefinitions: ...


class LevelsPresenter:
    """The definitions of one queue at a time. What is typed is let go where another queue is chosen."""

    def __init__(
        self, server: Server, tasks: Tasks, today: Callable[[], date], make_id: Callable[[], UUID] = uuid4
    ) -> None:
        self._server, self._tasks, self._today, self._make_id = server, tasks, today, make_id
        self._state = LevelsState(today())
        self._command: DefineLevel | None = None
        self._display: Callable[[LevelsState], None] = lambda _: None

    @property
    def state(self) -> LevelsState:
        return self._state

    def show_to(self, display: Callable[[LevelsState], None]) -> None:
        """Draw through `display` from now on."""
        self._display = display
        display(self._state)

    def open(self) -> None:
        """Read all definitions."""
        self._tasks.run(self._server.levels, self._came, self._failed)

    def choose(self, queue: str) -> None:
        """Show another queue; empty is what counts where a queue has none of its own."""
        if queue != self._state.queue:
            self._fill(replace(self._state, queue=queue, saved_version=0))

    def put(self, field: str, value: str) -> None:
        """Take what is typed into a field."""
        state = self._state
        if state.form is None or not state.may_edit or state.saving:
            return
        if field == "variant":
            form = replace(state.form, variant=LevelVariant(value))
        else:
            form = replace(state.form, **{field: value})  # type: ignore[arg-type]  # the fields of text
        if form != state.form:
            self._take(form, (*state.past, state.form), ())

    def undo(self) -> None:
        """Go one step back."""
        state = self._state
        if state.past and state.form is not None:
            self._take(state.past[-1], state.past[:-1], (*state.future, state.form))

    def redo(self) -> None:
        """Go one step forth."""
        state = self._state
        if state.future and state.form is not None:
            self._take(state.future[-1], (*state.past, state.form), state.future[:-1])

    def go_back_to(self, version: int) -> None:
        """Take the values of an older definition; they count again from the day in the form on, once published."""
        state = self._state
        older = next((each for each in state.definitions if each.version == version), None)
        if older is not None and state.form is not None and state.may_edit:
            day = max(self._today(), max(each.from_day for each in state.definitions))
            self._take(_form(older, day), (*state.past, state.form), ())

    def save(self, reason: str) -> None:
        """Have it counted so from the day on. A press that got no answer and is repeated is the same command."""
        state, form = self._state, self._state.form
        if form is None or state.levels is None or not state.may_save or not reason.strip():
            return
        command = DefineLevel(
            command_id=self._make_id(),
            seen_newest=state.levels.newest,
            queue=state.queue,
            from_day=date.fromisoformat(form.from_day),
            variant=form.variant,
            answer_seconds=int(form.answer_seconds),
            short_seconds=int(form.short_seconds),
            target_percent=int(form.target_percent),
            why=reason.strip(),
        )
        before = self._command
        if before is not None and before.model_copy(update={"command_id": command.command_id}) == command:
            command = before
        self._command = command
        self._show(replace(state, saving=True, failure=None))
        self._tasks.run(lambda: self._server.define_level(command), self._saved, self._refused)

    def settle_stale(self, *, keep_mine: bool) -> None:
        """Go on with what somebody else has given: with what was typed here, or without."""
        form = self._state.form if keep_mine else None

        def came(levels: LevelDefinitions) -> None:
            self._fill(replace(self._state, levels=levels, stale=False, failure=None))
            if form is not None and self._state.form is not None:
                self._take(form, (self._state.form,), ())

        self._tasks.run(self._server.levels, came, self._failed)

    def _came(self, levels: LevelDefinitions) -> None:
        if self._state.changed:  # what is typed stays; whether it can still be published, the server says
            self._show(replace(self._state, failure=None))
            return
        self._fill(replace(self._state, levels=levels, failure=None))

    def _fill(self, state: LevelsState) -> None:
        shown = state.shown
        form = None if shown is None else _form(shown.in_force, self._today())
        self._show(replace(state, today=self._today(), form=form, base=form, past=(), future=(), wrong=()))

    def _take(self, form: LevelForm, past: tuple[LevelForm, ...], future: tuple[LevelForm, ...]) -> None:
        wrong = tuple(_wrong(form, self._today()))
        self._show(
            replace(self._state, form=form, past=past, future=future, wrong=wrong, saved_version=0, failure=None)
        )

    def _saved(self, levels: LevelDefinitions) -> None:
        self._command = None
        self._fill(replace(self._state, levels=levels, saving=False, saved_version=levels.newest))

    def _refused(self, error: ClientError) -> None:
        stale = error.code == ErrorCode.STALE_VERSION
        self._show(replace(self._state, saving=False, stale=stale, failure=error.problem))

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self._state, failure=error.problem))

    def _show(self, state: LevelsState) -> None:
        self._state = state
        self._display(state)


def _form(definition: LevelDefinition, day: date) -> LevelForm:
    return LevelForm(
        from_day=day.isoformat(),
        variant=definition.variant,
        answer_seconds=str(definition.answer_seconds),
        short_seconds=str(definition.short_seconds),
        target_percent=str(definition.target_percent),
    )


def _wrong(form: LevelForm, today: date) -> list[tuple[str, str]]:
    """Return which fields are wrong, and why."""
    found: list[tuple[str, str]] = []
    try:
        if date.fromisoformat(form.from_day.strip()) < today:
            found.append(("from_day", "day_passed"))
    except ValueError:
        found.append(("from_day", "no_day"))
    numbers: dict[str, int] = {}
    for name, (least, most) in _LIMITS.items():
        text = str(getattr(form, name)).strip()
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            numbers[name] = int(text)
        else:
            found.append((name, "out_of_range"))
    if numbers.get("short_seconds", 0) > numbers.get("answer_seconds", 3600):
        found.append(("short_seconds", "short_too_long"))
    return found
