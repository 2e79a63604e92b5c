"""Joins the form of a complaint with the window: its keys, Ctrl+K, whom it is about, and what comes of it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from agent_desktop.client.complaint_reading import FormField
from agent_desktop.client.desk import DeskView
from agent_desktop.client.errors import Problem
from agent_desktop.client.kept_complaint import KeeperView
from agent_desktop.client.kept_note import NoteView
from agent_desktop.client.shown_customer import ShownCustomer
from agent_desktop.contract.complaint_cases import Case
from agent_desktop.contract.complaints import ComplaintKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.complaints.form.starting import About, about_caller, holdings_of
from agent_desktop.ui.complaints.form.state import FormState
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.screen import DeskScreen
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.messages import Messages, News
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.window.frame import COMPLAINT_PAGE
from agent_desktop.ui.window.guide import GuidePage
from telephony.contract import CallState

_KIND = "complaint"
"""What begins the palette's names: ``complaint:new/praise``, ``complaint:draft/<id>``."""


class Complaining(QObject):
    """Lives as long as the person is signed in."""

    def __init__(
        self,
        views: Views,
        presenters: Presenters,
        actions: KeyActions,
        commands: DeskCommands,
        screen: DeskScreen,
        messages: Messages,
        ticker: Ticker,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._views, self._presenters, self._commands = views, presenters, commands
        self._screen, self._messages, self._ticker = screen, messages, ticker
        self._form = presenters.complaint
        self.show_case: Callable[[UUID], None] = lambda _: None
        self._call: UUID | None = None
        self._recorded_in: set[UUID] = set()
        self._shown = False
        actions.on(Command.COMPLAINT, self.toggle)
        actions.on(Command.SAVE_NOTE, partial(self._or_else, Command.SAVE_NOTE, self._form.save_draft))
        actions.on(Command.FINISH, partial(self._or_else, Command.FINISH, self._form.record))
        actions.on(Command.NEXT_PROBLEM, partial(self._or_else, Command.NEXT_PROBLEM, self._form.next_mistake))
        actions.on(Command.TRY_AGAIN, self._try_again)
        commands.extras.offer_also(_KIND, self.listed, self.run)
        self._join_views()
        self._form.days_by(self._today)
        self._form.on_recorded = self._recorded
        self._form.on_form = self._ask_whether
        presenters.script.actions.complain_with(self._open_for_script)
        self._form.show_to(self._show)
        presenters.form_handing.on_given = self._given
        views.received.form_chosen.connect(self._go_on_with_handed)
        question, band = presenters.complaint_question, views.complaint_question
        question.answer_yes_with(self.open)
        band.yes_chosen.connect(question.yes)
        band.no_chosen.connect(question.no)
        question.show_to(band.display)
        self._stops = (
            presenters.keeper.watch(self._note_changed),
            presenters.desk.watch(self._desk_changed),
            presenters.customers.watch(self._customer_changed),
            presenters.forms.watch(self._forms_changed),
        )

    def stop(self) -> None:
        """Join them no longer."""
        for stop in self._stops:
            stop()

    def toggle(self) -> None:
        """Alt+C: begin a complaint of whoever is on the screen, or of the chosen contact; go on with the one that was
        begun; from within the form, put it aside."""
        state = self._form.state
        if state.open and self._has_focus():
            self._form.put_aside()
        elif state.open:
            self._views.complaint.focus_on(state.focus_field or FormField.CATEGORY)
        elif not self._go_on_with_handed():
            question = self._presenters.complaint_question
            if question.state.visible:
                question.yes()  # the key that its button names: it is counted, and opens the form
            else:
                self.open()

    def _go_on_with_handed(self) -> bool:
        """Go on with the form that came along with this call, if there is one that nobody has taken yet."""
        received = self._presenters.received.received
        form = received.note.form if received.note is not None and received.taken_over else None
        if form is None or form.taken_by_id is not None or form.call_id != self._call:
            return False
        holdings = holdings_of(self._presenters.customers.shown.profile)
        self._commands.close_overlays()
        self._presenters.form_handing.take(
            form, lambda draft_id: self._form.open_draft(draft_id, holdings), self._not_taken
        )
        return True

    def _not_taken(self, _: Problem) -> None:
        """It is gone, or another has it: the note says how it stands."""
        self._presenters.received.read_again()

    def _given(self, stays: bool) -> None:
        """A colleague goes on with a form that was begun here."""
        if self._form.state.open and self._presenters.forms.view.words is None:
            self._form.put_aside()
        self._messages.put(News.FORM_TAKEN, count=int(stays))

    def open(self, kind: ComplaintKind = ComplaintKind.COMPLAINT) -> None:
        """Open the form about whoever is on the screen; one that was begun about them is gone on with."""
        recents = self._presenters.recents.state
        if recents.open and recents.chosen is not None:
            contact = recents.chosen
            self._commands.close_overlays()
            if contact.customer_id is not None:
                self._presenters.customer.customer_found(contact.customer_id)
            about = About(kind, contact.customer_id, contact.customer_name, contact.call_id)
            self._form.begin(about, ())
            return
        self._commands.close_overlays()
        about = self._about(kind)
        draft = self._draft_of(about)
        holdings = holdings_of(self._presenters.customers.shown.profile)
        if draft is not None:
            self._form.open_draft(draft, holdings)
        else:
            self._form.begin(about, holdings)

    def listed(self) -> tuple[PaletteCommand, ...]:
        """Return what Ctrl+K offers: suggestions, praise, and forms that were begun."""
        other = "complaint suggestion praise 投诉 建议 表扬"
        named = (
            PaletteCommand(
                f"{_KIND}:new/suggestion", self.tr("Record a suggestion"), icon="ph.lightbulb", other_words=other
            ),
            PaletteCommand(f"{_KIND}:new/praise", self.tr("Record praise"), icon="ph.thumbs-up", other_words=other),
        )
        drafts = tuple(
            PaletteCommand(
                f"{_KIND}:draft/{each.draft_id}",
                self.tr("Go on with the complaint of {name}").format(name=each.customer_name or self.tr("somebody")),
                icon="ph.pencil-simple",
                other_words=f"{other} draft 草稿 {each.what[:40]}",
            )
            for each in reversed(self._presenters.forms.view.drafts)
        )
        return (*drafts, *named)

    def run(self, value: str) -> None:
        """Do what was chosen in the palette."""
        what, _, which = value.partition("/")
        if what == "new":
            self.open(ComplaintKind(which))
            return
        draft = next((each for each in self._presenters.forms.view.drafts if str(each.draft_id) == which), None)
        if draft is None:
            return
        self._commands.close_overlays()
        shown = self._presenters.customers.shown.profile
        same = shown is not None and shown.customer_id == draft.customer_id
        if draft.customer_id is not None and not same:
            self._presenters.customer.customer_found(draft.customer_id)
        self._form.open_draft(draft.draft_id, holdings_of(shown) if same else ())

    # joining

    def _join_views(self) -> None:
        view, side, form = self._views.complaint, self._views.complaint_side, self._form
        view.edited.connect(self._edited)
        view.field_left.connect(form.left)
        view.kind_chosen.connect(form.kind_chosen)
        view.file_given.connect(form.add_file)
        view.file_unread.connect(self._file_unread)
        view.file_removed.connect(form.remove_file)
        view.record_chosen.connect(partial(self._commands_run, Command.FINISH))
        view.save_chosen.connect(partial(self._commands_run, Command.SAVE_NOTE))
        view.leave_chosen.connect(self._leave)
        view.throw_away_chosen.connect(form.throw_away)
        view.mend_chosen.connect(form.next_mistake)
        view.undo_chosen.connect(form.undo)
        view.retry_chosen.connect(form.retry)
        view.closed.connect(form.put_aside)
        view.case_chosen.connect(self._open_recorded)
        side.open_chosen.connect(self._open_case)
        side.join_chosen.connect(self._join)
        side.apart_chosen.connect(form.keep_apart)
        side.retry_chosen.connect(form.retry)
        self._views.window.centre.page_changed.connect(self._page_changed)

    def _open_recorded(self) -> None:
        case = self._form.state.kept.case
        if case is not None:
            self._open_case(case.complaint_id)

    def _open_case(self, complaint_id: UUID) -> None:
        """Show a complaint in its page; the form is put aside with what was typed."""
        end_composing()
        self.show_case(complaint_id)

    def _commands_run(self, command: Command) -> None:
        deeds = {Command.FINISH: self._form.record, Command.SAVE_NOTE: self._form.save_draft}
        end_composing()
        deeds[command]()

    def _or_else(self, command: Command, deed: object) -> None:
        """Do it with the form where this is in sight, else what the key does otherwise."""
        if self._in_sight() and callable(deed):
            end_composing()
            deed()
        else:
            self._commands.do(command)

    def _try_again(self) -> None:
        self._commands.do(Command.TRY_AGAIN)
        self._form.retry()

    def _leave(self) -> None:
        end_composing()
        self._form.leave()

    def _join(self, complaint_id: UUID) -> None:
        end_composing()
        self._form.record(complaint_id)

    def _edited(self, name: str, value: object) -> None:
        self._form.edited(**{name: value})

    def _file_unread(self, name: str) -> None:
        self._form.refuse_file(name, Problem(ErrorCode.FILE_NOT_READABLE, {"file": name}))

    # whom it is about

    def _about(self, kind: ComplaintKind) -> About:
        shown = self._presenters.customers.shown
        profile = shown.profile
        callers = shown.card.profile if shown.card is not None else None
        mine = profile is None or (callers is not None and callers.customer_id == profile.customer_id)
        return About(
            kind=kind,
            customer_id=profile.customer_id if profile is not None else None,
            customer_name=profile.name if profile is not None else "",
            call_id=shown.call_id if mine else None,
            has_needs=profile is not None and bool(profile.needs),
        )

    def _draft_of(self, about: About) -> UUID | None:
        """Return the newest form that was begun about this customer; of an unknown caller none is."""
        drafts = self._presenters.forms.view.drafts
        return next(
            (each.draft_id for each in reversed(drafts) if about.customer_id and each.customer_id == about.customer_id),
            None,
        )

    def _note_changed(self, _: NoteView) -> None:
        self._ask_whether()

    def _ask_whether(self) -> None:
        """*Was this a complaint?*, where the note or the script suggests it and none is recorded."""
        view = self._presenters.desk.view
        call = view.accepted_call
        note = self._presenters.keeper.view
        script = self._presenters.script.state
        self._presenters.complaint_question.know_words(self._form.dissatisfied_words)
        self._presenters.complaint_question.call_stands(
            call.call_id if call is not None else None,
            wrapping_up=call is not None and call.state is CallState.ENDED,
            note=note.text,
            by_script=script.complains,
        )

    def _customer_changed(self, shown: ShownCustomer) -> None:
        words = self._presenters.forms.view.words
        if words is not None and shown.profile is not None and shown.profile.customer_id == words.customer_id:
            self._form.know_holdings(holdings_of(shown.profile))

    def _desk_changed(self, view: DeskView) -> None:
        call = view.accepted_call
        call_id = call.call_id if call is not None else None
        if view.link.is_up:
            self._presenters.forms.link_came_up()
        if call is not None and call.state is CallState.ENDED:
            self._form.read_form()
        self._ask_whether()
        if call_id == self._call:
            return
        self._call = call_id
        self._forms_changed(self._presenters.forms.view)
        words = self._presenters.forms.view.words
        if call_id is not None and words is not None and words.call_id != call_id:
            end_composing()  # what is being typed belongs to whoever it was about
            self._form.put_aside()

    # showing

    def _show(self, state: FormState) -> None:
        views = self._views
        had_focus = self._has_focus()
        if state.open and not self._shown:
            self._shown = True
            views.window.centre.show_page(COMPLAINT_PAGE)
            self._screen.show_first(GuidePage.COMPLAINT)
            views.window.rail.show_place("complaints")
        views.complaint.display(state)
        views.complaint_side.display(state)
        if not state.open and self._shown:
            self._shown = False
            if had_focus:
                end_composing()
                views.window.setFocus()
            views.window.rail.show_place("call")
            if views.window.centre.page == COMPLAINT_PAGE:
                views.window.centre.show_page("")
            self._screen.show_first(None)
            if had_focus and self._presenters.wrap_up.state.visible:
                views.wrap_up.focus_first()
            elif had_focus and self._call is not None:
                views.script.focus_first()

    def _page_changed(self, page: str) -> None:
        if self._shown and page != COMPLAINT_PAGE:
            self._form.put_aside()

    def _forms_changed(self, view: KeeperView) -> None:
        waiting = [each for each in view.drafts if view.words is None or each.draft_id != view.words.complaint_id]
        if waiting and self._call is None:
            self._messages.put(News.COMPLAINTS_BEGUN, count=len(waiting))
        else:
            self._messages.take_back(News.COMPLAINTS_BEGUN)

    def _recorded(self, case: Case) -> None:
        self._presenters.open_complaints.read_again()
        if case.call_id is not None:
            self._recorded_in.add(case.call_id)
            self._presenters.complaint_question.recorded(case.call_id)
            if case.call_id == self._call:
                self._presenters.script.actions.complaint_recorded()

    def _open_for_script(self, given: Mapping[str, str]) -> bool:
        """A step of the script records a complaint: open the form about the caller, unless this call has one. A form
        that such a step has begun is gone on with."""
        if self._call is None or self._call in self._recorded_in:
            return False
        forms, card = self._presenters.forms.view, self._presenters.customers.shown.card
        begun = next((each for each in reversed(forms.drafts) if each.of_script and each.call_id == self._call), None)
        words = forms.words if self._form.state.open else None
        caller = card.profile if card is not None else None
        self._commands.close_overlays()
        if words is not None and words.script_run and words.call_id == self._call:
            self._views.complaint.focus_on(self._form.state.focus_field or FormField.CATEGORY)
        elif begun is not None:
            self._form.open_draft(begun.draft_id, holdings_of(caller))
        else:
            self._form.begin(about_caller(self._call, caller, given), holdings_of(caller))
        return True

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        panels = (self._views.complaint, self._views.complaint_side)
        return focused is not None and any(panel is focused or panel.isAncestorOf(focused) for panel in panels)

    def _in_sight(self) -> bool:
        """Whether the form is in sight, with nothing over it that has the key for itself."""
        presenters = self._presenters
        over = (
            any(each.state.open for each in (presenters.attach, presenters.unfinished, presenters.outreach))
            or presenters.directory.state.open
        )
        return self._form.state.open and not over

    def _today(self) -> date:
        return self._ticker.local(self._ticker.now()).date()
