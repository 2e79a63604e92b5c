"""Decides on the window of people: who is listed, who is being changed, what the server said to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.people import (
    AddPerson,
    MovePerson,
    People,
    PersonAnswer,
    PersonForm,
    PersonHistory,
    PersonKept,
    PersonMove,
    SavePerson,
    UndoChange,
)
from agent_desktop.contract.sessions import Role

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_WITH_PASSWORD: Final = frozenset({"added", PersonMove.NEW_PASSWORD.value})
EMPTY_FORM: Final = PersonForm(name="", display_name="")


class Standing(StrEnum):
    """Whom of the people to list, by how they stand."""

    ALL = ""
    MAY = "may"
    SIGNED_IN = "signed_in"
    LOCKED = "locked"
    DISABLED = "disabled"


@dataclass(frozen=True, slots=True)
class Filter:
    """Whom to list. An empty team or a `role` of None is every one."""

    text: str = ""
    role: Role | None = None
    team: str = ""
    standing: Standing = Standing.ALL

    def takes(self, person: PersonKept) -> bool:
        """Say whether this person is listed."""
        stands = {
            Standing.ALL: True,
            Standing.MAY: person.disabled_at is None,
            Standing.SIGNED_IN: person.sign_ins > 0,
            Standing.LOCKED: person.locked_until_at is not None,
            Standing.DISABLED: person.disabled_at is not None,
        }
        looked_in = f"{person.name} {person.display_name} {person.other_name} {person.extension}".casefold()
        return (
            stands[self.standing]
            and (self.role is None or self.role in person.roles)
            and (not self.team or person.team == self.team)
            and all(word in looked_in for word in self.text.casefold().split())
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed of a person, on top of what was `seen` of them (None: somebody new)."""

    form: PersonForm
    seen: PersonForm | None = None

    @property
    def is_changed(self) -> bool:
        return self.form != (self.seen or EMPTY_FORM)


@dataclass(frozen=True, slots=True)
class PeopleState:
    """Everything the window draws. `found` is None until it came. `chosen` is the person at the right, None with
    `adding` for somebody new.

    `wrong` is what is wrong with which field, `theirs` what another administrator has saved meanwhile, `clashes` the
    fields where both changed something. `password` is the new one of `chosen`: it goes when anything else is done.
    `done` names what was done; `password_lost`: its answer was heard the second time only, without the password.
    """

    found: People | None = None
    filter: Filter = Filter()
    adding: bool = False
    chosen: PersonKept | None = None
    draft: Draft = Draft(EMPTY_FORM)
    wrong: Mapping[str, str] = field(default_factory=lambda: _NONE)
    theirs: PersonForm | None = None
    clashes: frozenset[str] = frozenset()
    history: PersonHistory | None = None
    password: str = ""
    busy: bool = False
    away: Problem | None = None
    problem: Problem | None = None
    done: str = ""
    password_lost: bool = False

    @property
    def listed(self) -> tuple[PersonKept, ...]:
        people = self.found.people if self.found is not None else ()
        return tuple(each for each in people if self.filter.takes(each))

    @property
    def is_own(self) -> bool:
        return self.chosen is not None and self.found is not None and self.chosen.user_id == self.found.own_id


class PeopleServer(Protocol):
    """The part of `client.people_api.PeopleApi` that is used here."""

    def people(self) -> People: ...

    def history(self, user_id: UUID) -> PersonHistory: ...

    def add(self, wanted: AddPerson) -> PersonAnswer: ...

    def save(self, user_id: UUID, wanted: SavePerson) -> PersonAnswer: ...

    def move(self, user_id: UUID, wanted: MovePerson) -> PersonAnswer: ...

    def undo(self, user_id: UUID, wanted: UndoChange) -> PersonAnswer: ...


class PeoplePresenter(Shows[PeopleState]):
    """What was typed of a person waits while another one is looked at; only a save or `discard` ends it."""

    def __init__(self, server: PeopleServer, tasks: Tasks) -> None:
        super().__init__(PeopleState())
        self._server, self._tasks = server, tasks
        self._drafts: dict[UUID | None, Draft] = {}

    def read(self) -> None:
        """Read everybody anew, and the history of who is shown."""
        self._tasks.run(self._server.people, self._came, self._away)
        if self.state.chosen is not None:
            self._read_history(self.state.chosen.user_id)

    def narrow(self, wanted: Filter) -> None:
        """List only some."""
        if wanted != self.state.filter:
            self._show(replace(self.state, filter=wanted))

    def choose(self, user_id: UUID) -> None:
        """Show one person."""
        if self.state.chosen is not None and self.state.chosen.user_id == user_id:
            return
        person = next((each for each in self.state.listed if each.user_id == user_id), None)
        if person is not None and not self.state.busy:
            self._turn_to(person)
            self._read_history(user_id)

    def begin(self) -> None:
        """Begin somebody new."""
        if not self.state.busy and not self.state.adding:
            self._turn_to(None)

    def say(self, form: PersonForm) -> None:
        """Take what stands in the fields."""
        state = self.state
        if form == state.draft.form or (state.chosen is None and not state.adding):
            return
        before = state.draft.form
        changed = {name for name in PersonForm.model_fields if getattr(form, name) != getattr(before, name)}
        draft = replace(state.draft, form=form)
        self._drafts[self._key()] = draft
        wrong = {name: why for name, why in state.wrong.items() if name not in changed}
        self._show(replace(state, draft=draft, wrong=wrong, done="", password="", password_lost=False))

    def discard(self) -> None:
        """Put away what was typed: the person stands as the server has them."""
        if self.state.busy:
            return
        self._drafts.pop(self._key(), None)
        self._turn_to(self.state.chosen, adding=self.state.adding and self.state.draft.is_changed)

    def save(self, reason: str = "") -> None:
        """Have the server keep what was typed."""
        state, chosen, form = self.state, self.state.chosen, self.state.draft.form
        if state.busy or not state.draft.is_changed:
            return
        if state.adding:
            new = AddPerson(command_id=uuid4(), form=form, reason=reason)
            self._do(lambda: self._server.add(new), "added")
        elif chosen is not None and state.draft.seen is not None:
            wanted = SavePerson(command_id=uuid4(), form=form, seen=state.draft.seen, reason=reason)
            self._do(lambda: self._server.save(chosen.user_id, wanted), "saved")

    def move(self, move: PersonMove, reason: str = "") -> None:
        """Disable, enable, unlock, sign out, or give a new password."""
        chosen = self.state.chosen
        if chosen is None or self.state.busy:
            return
        disabled = chosen.disabled_at is not None
        wanted = MovePerson(command_id=uuid4(), move=move, seen_disabled=disabled, reason=reason)
        self._do(lambda: self._server.move(chosen.user_id, wanted), move.value, keeps_draft=True)

    def undo(self) -> None:
        """Take back the last change of who is shown."""
        state, chosen = self.state, self.state.chosen
        if chosen is None or state.busy or state.history is None or state.history.undoable is None:
            return
        wanted = UndoChange(command_id=uuid4(), change_id=state.history.undoable)
        self._do(lambda: self._server.undo(chosen.user_id, wanted), "undone")

    def forget_password(self) -> None:
        """The new password was handed on."""
        self._show(replace(self.state, password=""))

    # what is asked, and what comes

    def _key(self) -> UUID | None:
        return None if self.state.chosen is None else self.state.chosen.user_id

    def _turn_to(self, person: PersonKept | None, *, adding: bool = True) -> None:
        kept = self._drafts.get(None if person is None else person.user_id)
        fresh = Draft(EMPTY_FORM) if person is None else Draft(person.form(), person.form())
        same = person is not None and self.state.chosen is not None and person.user_id == self.state.chosen.user_id
        self._show(
            replace(
                self.state,
                adding=person is None and adding,
                chosen=person,
                draft=kept or fresh,
                wrong=_NONE,
                theirs=None,
                clashes=frozenset(),
                history=self.state.history if same else None,
                password="",
                problem=None,
                done="",
                password_lost=False,
            )
        )

    def _came(self, found: People) -> None:
        state = self.state
        chosen = state.chosen
        if chosen is not None:
            chosen = next((each for each in found.people if each.user_id == chosen.user_id), None)
        state = replace(state, found=found, chosen=chosen, away=None)
        if chosen is not None and (not state.draft.is_changed or state.draft.form == chosen.form()):
            self._drafts.pop(chosen.user_id, None)
            state = replace(state, draft=Draft(chosen.form(), chosen.form()), theirs=None, clashes=frozenset())
        elif chosen is not None and state.draft.seen != chosen.form():
            state = replace(state, draft=self._on_top_of(chosen), theirs=chosen.form(), clashes=self._clashes(chosen))
            self._drafts[chosen.user_id] = state.draft
        self._show(state)

    def _on_top_of(self, person: PersonKept) -> Draft:
        """Somebody else saved: what was typed stays, all else is theirs, and a save is on top of theirs."""
        draft, theirs = self.state.draft, person.form()
        typed = {name: getattr(draft.form, name) for name in _touched(draft)}
        return Draft(theirs.model_copy(update=typed), theirs)

    def _clashes(self, person: PersonKept) -> frozenset[str]:
        draft, theirs = self.state.draft, person.form()
        return frozenset(
            name
            for name in _touched(draft)
            if getattr(theirs, name) not in (getattr(draft.seen, name), getattr(draft.form, name))
        )

    def _read_history(self, user_id: UUID) -> None:
        def came(history: PersonHistory) -> None:
            if self.state.chosen is not None and self.state.chosen.user_id == user_id:
                self._show(replace(self.state, history=history))

        self._tasks.run(lambda: self._server.history(user_id), came, self._away)

    def _do(self, do: Callable[[], PersonAnswer], done: str, *, keeps_draft: bool = False) -> None:
        key = self._key()
        self._show(replace(self.state, busy=True, problem=None, done="", password="", password_lost=False))

        def came(answer: PersonAnswer) -> None:
            person = answer.person
            draft = self.state.draft
            if not (keeps_draft and draft.is_changed):
                self._drafts.pop(key, None)
                draft = Draft(person.form(), person.form())
            self._show(
                replace(
                    self.state,
                    busy=False,
                    adding=False,
                    chosen=person,
                    draft=draft,
                    wrong=_NONE,
                    theirs=None,
                    clashes=frozenset(),
                    password=answer.password,
                    done=done,
                    password_lost=done in _WITH_PASSWORD and not answer.password,
                )
            )
            self.read()

        self._tasks.run(do, came, self._refused)

    def _away(self, error: ClientError) -> None:
        self._show(replace(self.state, away=error.problem))

    def _refused(self, error: ClientError) -> None:
        fields = error.problem.details.get("fields")
        wrong = {str(name): str(why) for name, why in fields.items()} if isinstance(fields, dict) else _NONE
        self._show(replace(self.state, busy=False, problem=error.problem, wrong=wrong))
        if error.code in (ErrorCode.STALE_VERSION, ErrorCode.PERSON_NOT_FOUND):
            self.read()


def _touched(draft: Draft) -> frozenset[str]:
    """Return the fields that were typed into."""
    seen = draft.seen or EMPTY_FORM
    return frozenset(name for name in PersonForm.model_fields if getattr(draft.form, name) != getattr(seen, name))
