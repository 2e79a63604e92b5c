"""Whom a call was with: somebody on record, or a caller whose card is kept. Looks for them while one types."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeVar
from uuid import UUID, uuid4

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import CallerCard, Profile
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.prospect_cards import ConsentChannel, Interest
from agent_desktop.contract.prospects import (
    AttachCall,
    Attached,
    ChangeProspect,
    Duplicate,
    Duplicates,
    FindDuplicates,
    KeepProspect,
    UndoAttachment,
)

T = TypeVar("T")

PAUSE_SECONDS: Final = 0.25
"""How long typing must rest before the server is asked."""

SHOWN_AT_FIRST: Final = 6
"""So many of those who may be the same are shown until the others are asked for."""


@dataclass(frozen=True, slots=True)
class AttachState:
    """Everything the panel draws.

    `editing`: a prospect's card is changed, no call attached. `number_masked` is the call's own, which stands where
    none is typed. `found` is who may be the same, `looked` that this is for all that is typed, `all_shown` that more of
    them are shown than the likeliest. `working` waits for the server. `done` is what was attached last, in a call of
    this person's, and can be undone.
    """

    open: bool = False
    call_id: UUID | None = None
    editing: UUID | None = None
    seen_version: int = 0
    who: str = ""
    number_masked: str = ""
    name: str = ""
    number: str = ""
    document: str = ""
    note: str = ""
    interests: frozenset[Interest] = frozenset()
    agreed: frozenset[ConsentChannel] = frozenset()
    note_number: bool = False
    found: tuple[Duplicate, ...] = ()
    looking: bool = False
    looked: bool = False
    all_shown: bool = False
    working: bool = False
    problem: Problem | None = None
    done: Attached | None = None

    @property
    def can_keep(self) -> bool:
        """Whether there is something to find the caller again by, and everybody who is the same in something was on
        the screen."""
        known = bool(self.name.strip() or self.number.strip() or self.document.strip() or self.number_masked)
        return self.editing is not None or (known and self.looked and not self.working and not self.unseen)

    @property
    def shown(self) -> tuple[Duplicate, ...]:
        """Who of them is on the screen."""
        return self.found if self.all_shown else self.found[:SHOWN_AT_FIRST]

    @property
    def unseen(self) -> int:
        """How many of them are not on the screen."""
        return len(self.found) - len(self.shown)


class AttachServer(Protocol):
    """What the panel asks the server."""

    def duplicates(self, asked: FindDuplicates) -> Duplicates: ...

    def keep(self, call_id: UUID, command: KeepProspect) -> Attached: ...

    def attach(self, call_id: UUID, command: AttachCall) -> Attached: ...

    def undo(self, call_id: UUID, command: UndoAttachment) -> Attached: ...

    def change(self, customer_id: UUID, command: ChangeProspect) -> Profile: ...


class AttachPresenter(Shows[AttachState]):
    """`on_card` gets the caller's card where the call is still the agent's own; `on_past` is called where it is over;
    `on_profile` where a card was changed."""

    def __init__(
        self,
        server: AttachServer,
        tasks: Tasks,
        *,
        on_card: Callable[[CallerCard], None],
        on_past: Callable[[], None],
        on_profile: Callable[[], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(AttachState())
        self._server = server
        self._tasks = tasks
        self._on_card = on_card
        self._on_past = on_past
        self._on_profile = on_profile
        self._monotonic = monotonic
        self._asks = 0
        self._ask_at: float | None = None

    def open(self, call_id: UUID, number_masked: str) -> None:
        """Ask whom this call was with. What was typed for it before is still there."""
        if self.state.call_id != call_id or self.state.editing is not None:
            done, working = self.state.done, self.state.working  # one command at a time, also of another call
            self._show(AttachState(open=True, call_id=call_id, number_masked=number_masked, done=done, working=working))
        else:
            self._show(replace(self.state, open=True, number_masked=number_masked, problem=None))
        self._ask()

    def edit(self, profile: Profile) -> None:
        """Change the card of a prospect."""
        card = profile.prospect
        self._ask_at = None
        self._show(
            AttachState(
                open=True,
                editing=profile.customer_id,
                seen_version=profile.version,
                who=profile.name,
                note=card.note if card is not None else "",
                interests=frozenset(card.interests) if card is not None else frozenset(),
                agreed=card.agreed if card is not None else frozenset(),
                done=self.state.done,
                working=self.state.working,
            )
        )

    def close(self) -> None:
        """Put the panel away and ask no more; what was typed for a call stays until another one is asked about."""
        self._asks += 1
        self._ask_at = None
        self._show(replace(self.state, open=False))

    def typed(self, *, name: str, number: str, document: str, note: str) -> None:
        """Take what is typed of who called, and look for them once typing rests. The note finds nobody."""
        state = self.state
        self._show(replace(state, note=note))
        if (name, number, document) == (state.name, state.number, state.document):
            return
        typed = replace(self.state, name=name, number=number, document=document)
        self._show(replace(typed, looked=False, all_shown=False, problem=None))
        self._ask_at = self._monotonic() + PAUSE_SECONDS

    def toggled(self, what: Interest | ConsentChannel | None) -> None:
        """They asked about this product, or did not; agreed to be contacted so, or do not. None: the number of the
        call is to be noted with whoever is attached, or not."""
        state = self.state
        match what:
            case Interest():
                self._show(replace(state, interests=state.interests ^ {what}))
            case ConsentChannel():
                self._show(replace(state, agreed=state.agreed ^ {what}))
            case None:
                self._show(replace(state, note_number=not state.note_number))

    def tick(self) -> None:
        """Ask where typing has rested. Called a few times a second."""
        if self._ask_at is not None and self._monotonic() >= self._ask_at:
            self._ask()

    def show_all(self) -> None:
        """Show everybody who may be the same."""
        self._show(replace(self.state, all_shown=True))

    def attach(self, customer_id: UUID) -> None:
        """The call was with this one, who is on record."""
        state, call_id = self.state, self.state.call_id
        if call_id is None or state.working:
            return
        command = AttachCall(command_id=uuid4(), customer_id=customer_id, note_number=state.note_number)
        self._work(lambda: self._server.attach(call_id, command), self._attached)

    def keep(self) -> None:
        """Keep the card: of the caller, or of the prospect that is changed."""
        state = self.state
        if state.working or not state.can_keep:
            return
        if state.editing is not None:
            self._save(state.editing)
        elif state.call_id is not None:
            call_id = state.call_id
            command = KeepProspect(
                command_id=uuid4(),
                name=state.name,
                number=state.number,
                document=state.document,
                interests=tuple(each for each in Interest if each in state.interests),
                note=state.note,
                agreed=state.agreed,
                seen=frozenset(each.customer_id for each in state.found),
            )
            self._work(lambda: self._server.keep(call_id, command), self._attached)

    def undo(self, call_id: UUID | None = None, deed_id: UUID | None = None) -> None:
        """Have a call stand as before this word on it; without one, the call that was attached last."""
        done = self.state.done
        if call_id is None and done is not None:
            call_id, deed_id = done.call_id, done.deed_id
        if call_id is None or deed_id is None or self.state.working:
            return
        of_call, command = call_id, UndoAttachment(command_id=uuid4(), deed_id=deed_id)
        self._work(lambda: self._server.undo(of_call, command), self._undone)

    def _save(self, customer_id: UUID) -> None:
        state = self.state
        command = ChangeProspect(
            command_id=uuid4(),
            seen_version=state.seen_version,
            interests=tuple(each for each in Interest if each in state.interests),
            note=state.note,
            agreed=state.agreed,
        )

        def saved(_profile: Profile) -> None:
            self._show(AttachState(done=self.state.done))
            self._on_profile()

        self._work(lambda: self._server.change(customer_id, command), saved)

    def _work(self, work: Callable[[], T], on_done: Callable[[T], None]) -> None:
        self._show(replace(self.state, working=True, problem=None))
        self._tasks.run(work, on_done, self._failed)

    def _attached(self, answer: Attached) -> None:
        if self.state.open and self.state.call_id != answer.call_id:
            # Another call is asked about by now: what is typed there stays, and so does the focus.
            self._show(replace(self.state, working=False, done=answer))
            if answer.card is not None:
                self._on_card(answer.card)
            return
        self._asks += 1
        self._ask_at = None
        self._show(AttachState(done=answer))
        self._tell(answer)

    def _undone(self, answer: Attached) -> None:
        self._show(replace(self.state, working=False, done=None))
        self._tell(answer)

    def _tell(self, answer: Attached) -> None:
        if answer.card is not None:
            self._on_card(answer.card)
        else:
            self._on_past()

    def _failed(self, error: ClientError) -> None:
        self._show(replace(self.state, working=False, problem=error.problem))
        if error.problem.code == ErrorCode.PROSPECT_DUPLICATE:
            self._ask()  # somebody came meanwhile: they are to be seen
        elif error.problem.code == ErrorCode.LINK_NOT_UNDOABLE:
            self._show(replace(self.state, done=None))

    def _ask(self) -> None:
        state = self.state
        self._ask_at = None
        if not state.open or state.call_id is None or state.editing is not None:
            return
        self._asks += 1
        asked = self._asks
        question = FindDuplicates(
            call_id=state.call_id,
            search_id=uuid4(),
            name=state.name,
            number=state.number,
            document=state.document,
        )
        self._show(replace(state, looking=True))

        def came(answer: Duplicates) -> None:
            if asked == self._asks:
                typed_on = self._ask_at is not None
                self._show(replace(self.state, found=answer.found, looking=False, looked=not typed_on))

        def failed(error: ClientError) -> None:
            if asked == self._asks:
                self._show(replace(self.state, looking=False, problem=error.problem))

        self._tasks.run(lambda: self._server.duplicates(question), came, failed)
