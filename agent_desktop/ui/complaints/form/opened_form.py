"""The form of a complaint as it is opened and left: what it starts with, and what is wrong with what stands in it."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol
from uuid import UUID, uuid4

from agent_desktop.client.clock import Now
from agent_desktop.client.complaint_keeper import ComplaintKeeper
from agent_desktop.client.complaint_reading import (
    FormField,
    Mistake,
    Offered,
    asks_amount,
    asks_more,
    mistakes_in,
    mistakes_of,
)
from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.client.errors import ClientError
from agent_desktop.client.kept_complaint import ComplaintStatus, KeeperView
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.watched import Shows
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaint_form import ComplaintForm, ComplaintPrefill
from agent_desktop.contract.complaints import Region, UndoRecording
from agent_desktop.contract.customers import Holding
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.complaints.form.looking import ClocksPreview, LookingUp, Looks
from agent_desktop.ui.complaints.form.starting import About, first_words, with_prefill
from agent_desktop.ui.complaints.form.state import FormState


class FormServer(Looks, Protocol):
    """What the form asks of the server beside recording."""

    def form(self) -> ComplaintForm: ...

    def prefill(self, customer_id: UUID | None, call_id: UUID | None) -> ComplaintPrefill: ...

    def undo(self, complaint_id: UUID, command: UndoRecording) -> Case: ...


class OpenedForm(Shows[FormState]):
    """One form at a time is open; the others are kept, each until it is recorded or thrown away."""

    def __init__(
        self,
        keeper: ComplaintKeeper,
        server: FormServer,
        clocks: ClocksPreview,
        tasks: Tasks,
        now: Now,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(FormState())
        self._keeper, self._server, self._tasks, self._now = keeper, server, tasks, now
        self._looking = LookingUp(server, clocks, tasks, self._redraw, monotonic=monotonic)
        self._today: Callable[[], date] = lambda: now().date()
        self._form: ComplaintForm | None = None
        self._prefill: ComplaintPrefill | None = None
        self._holdings: tuple[Holding, ...] = ()
        self._asks = 0
        self._tried = False
        self._left: frozenset[FormField] = frozenset()
        self._refused: tuple[Mistake, ...] = ()
        self.on_recorded: Callable[[Case], None] = lambda _: None
        self.on_form: Callable[[], None] = lambda: None
        self._stop = keeper.watch(self._kept_changed)

    @property
    def dissatisfied_words(self) -> tuple[str, ...]:
        """What an agent's note has where somebody was not satisfied; none before they were read."""
        return self._form.dissatisfied_words if self._form is not None else ()

    def days_by(self, today: Callable[[], date]) -> None:
        """Have `today` say which day it is where the person works."""
        self._today = today

    def read_form(self) -> None:
        """Ask what can be chosen; once it is here it stays."""
        if self._form is not None:
            return

        def came(form: ComplaintForm) -> None:
            self._form = form
            self._start_with_more()
            self.on_form()

        self._tasks.run(self._server.form, came, self._not_read)

    def begin(self, about: About, holdings: tuple[Holding, ...]) -> None:
        """Open a new form about this customer and contact."""
        self._open(holdings)
        self._keeper.begin(with_prefill(first_words(uuid4(), about), self._form, None, holdings))
        self._show(replace(self.state, open=True, focus_field=None, focus_number=self.state.focus_number + 1))
        self._read(about.customer_id, about.call_id)

    def open_draft(self, draft_id: UUID, holdings: tuple[Holding, ...]) -> None:
        """Go on with a form that was begun before; `holdings` are the products of its customer, if these are known."""
        self._open(holdings)
        self._keeper.open(draft_id)
        words = self._keeper.view.words
        if words is None:
            return
        self._show(replace(self.state, open=True, focus_field=None, focus_number=self.state.focus_number + 1))
        self._read(words.customer_id, words.call_id)

    def put_aside(self) -> None:
        """Put the form away; what was typed stays."""
        if self.state.open:
            self._keeper.open(None)
            self._show(FormState(focus_number=self.state.focus_number))

    def leave(self) -> None:
        """Esc: put the form away. Where something was typed, ask first; asked again, go on with the form."""
        kept = self._keeper.view
        if self.state.leaving:
            self._show(replace(self.state, leaving=False))
        elif kept.touched and not self.state.is_locked:
            self._show(replace(self.state, leaving=True))
        else:
            self.put_aside()

    def throw_away(self) -> None:
        """Keep nothing of the open form."""
        words = self._keeper.view.words
        if words is not None and not self.state.is_locked:
            self._keeper.throw_away(words.complaint_id)
            self.put_aside()

    def save_draft(self) -> None:
        """Ctrl+S: it is on this computer from now on, also where nothing was typed; the form stays open, unless it was
        about to be left."""
        self._keeper.keep_now()
        if self.state.leaving:
            self.put_aside()

    def know_holdings(self, holdings: tuple[Holding, ...]) -> None:
        """The products of the form's customer have come."""
        if holdings != self._holdings:
            self._holdings = holdings
            self._start_with_more()

    def retry(self) -> None:
        """Ask again for what did not come."""
        words = self._keeper.view.words
        if words is None or not self.state.open:
            return
        self._looking.retry()
        self._keeper.link_came_up()
        if self.state.problem is not None:
            self._read(words.customer_id, words.call_id)

    # inside

    def _open(self, holdings: tuple[Holding, ...]) -> None:
        self._keeper.open(None)
        self._holdings, self._prefill = holdings, None
        self._tried, self._left, self._refused = False, frozenset(), ()
        self._looking.begin()
        self._show(FormState(focus_number=self.state.focus_number))

    def _read(self, customer_id: UUID | None, call_id: UUID | None) -> None:
        self._asks += 1
        ask = self._asks
        self._show(replace(self.state, loading=True, problem=None))
        self.read_form()

        def came(prefill: ComplaintPrefill) -> None:
            if ask == self._asks:
                self._prefill = prefill
                self._show(replace(self.state, loading=False))
                self._start_with_more()

        def failed(error: ClientError) -> None:
            if ask == self._asks:
                self._not_read(error)

        self._tasks.run(lambda: self._server.prefill(customer_id, call_id), came, failed)

    def _not_read(self, error: ClientError) -> None:
        self._show(replace(self.state, loading=False, problem=error.problem))

    def _start_with_more(self) -> None:
        """What the server knows goes where nobody has typed."""
        view = self._keeper.view
        if self.state.open and view.words is not None and not self.state.is_locked and self._begun is not None:
            self._keeper.start_with(with_prefill(self._begun, self._form, self._prefill, self._holdings))
        self._redraw()

    @property
    def _begun(self) -> ComplaintWords | None:
        return self._keeper.begun

    def _kept_changed(self, kept: KeeperView) -> None:
        before = self.state.kept
        refused = kept.problem is not None and kept.problem.code == ErrorCode.COMPLAINT_FIELDS
        if refused and kept.problem is not None and before.problem is None and kept.words is not None:
            self._refused = mistakes_of(dict(kept.problem.details), kept.words)
        self._redraw()
        if kept.case is not None and before.case is None and kept.status is not ComplaintStatus.RECORDING:
            self.on_recorded(kept.case)

    def _all_mistakes(self) -> tuple[Mistake, ...]:
        words = self._keeper.view.words
        if words is None:
            return ()
        prefill = self._prefill
        offered = Offered(
            form=self._form,
            needs_subject=bool(self._holdings),
            needs_owner=prefill is not None and bool(prefill.owners),
            needs_reply=prefill is not None and bool(prefill.reply_ways),
        )
        found = mistakes_in(words, offered, self._today())
        fields = {each.field for each in found}
        return (*found, *(each for each in self._refused if each.field not in fields))

    def _redraw(self) -> None:
        kept = self._keeper.view
        if kept.words is None or not self.state.open:
            if self.state.open is False:
                self._show(replace(self.state, kept=kept))
            return
        region = self._prefill.region if self._prefill is not None else None
        region = Region(kept.words.region) if kept.words.region in set(Region) else region
        if not kept.number:
            self._looking.follow(kept.words, region, self._today())
        told = tuple(each for each in self._all_mistakes() if self._tried or each.live or each.field in self._left)
        self._show(
            replace(
                self.state,
                kept=kept,
                today=self._today(),
                form=self._form,
                prefill=self._prefill,
                holdings=self._holdings,
                mistakes=() if kept.number else told,
                asks_amount=asks_amount(kept.words, self._form),
                asks_more=asks_more(kept.words, self._form),
                around=self._looking.around,
            )
        )
