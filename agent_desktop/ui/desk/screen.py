"""Joins the panels of the window: who hears whom, which page shows, and where the focus may go."""

from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from agent_desktop.client.desk import DeskView
from agent_desktop.client.script_runs import RunSaving
from agent_desktop.ui.attach.presenter import AttachState
from agent_desktop.ui.call_bar.presenter import CallSlotState
from agent_desktop.ui.caller_gone.presenter import CallerGoneState
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerState
from agent_desktop.ui.desk.announcer import Announcer
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.script_commands import join_script
from agent_desktop.ui.desk.typed_in import keeps_focus
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.holdings.presenter import HoldingsState
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.notes.presenter import NotesState
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.outreach.presenter import OutreachState
from agent_desktop.ui.presence.presenter import PresenceState
from agent_desktop.ui.recents.details import LastWord
from agent_desktop.ui.script_panel.presenter import ScriptKind, ScriptState
from agent_desktop.ui.timeline.presenter import TimelineState
from agent_desktop.ui.tray.attention import Attention
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.formats import words
from agent_desktop.ui.window.centre import TIMELINE
from agent_desktop.ui.window.guide import GuidePage
from agent_desktop.ui.wrap_up.presenter import WrapUpState
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedState


class DeskScreen(QObject):
    """One person's presenters and the window's panels, joined while this object lives.

    The rules of design.md section 8 are here: an offer takes no focus and moves nothing; an answered call puts the
    focus on the first script answer only where nothing is being typed.
    """

    def __init__(self, views: Views, presenters: Presenters, attention: Attention, announcer: Announcer) -> None:
        super().__init__(views.window)
        self._views = views
        self._presenters = presenters
        self._attention = attention
        self._announcer = announcer
        self._call: object = None
        self._popped: set[UUID] = set()
        self._script_wants_focus = False
        self._outcome_open = False
        self._handover: GuidePage | None = None
        self._first: GuidePage | None = None
        self._offer: object = None
        self._after_paint = QTimer(self)
        self._after_paint.setSingleShot(True)
        self._after_paint.setInterval(0)  # what is to be painted is painted before a timer is looked at
        self._after_paint.timeout.connect(self._draw_presence)
        self._join_outer_panels()
        self._join_call_panels()
        self._join_palette()
        self._stops = (presenters.desk.watch(self._desk_changed), presenters.saver.watch(self._run_saved))

    def stop(self) -> None:
        """Join them no longer."""
        for stop in self._stops:
            stop()
        self._after_paint.stop()
        self._attention.offer_shown(None, self._offer_words)

    def is_typing(self) -> bool:
        """Whether the focus is where it stays; see `keeps_focus`."""
        return keeps_focus(QApplication.focusWidget(), self._views.keeping_focus)

    def show_handover(self, page: GuidePage | None) -> None:
        """Show a hand-over note in place of the script, or the script again."""
        if page is not self._handover:
            self._handover = page
            self._choose_page()

    def show_first(self, page: GuidePage | None) -> None:
        """Show a page before all others but the hand-over note: the person works on something else meanwhile."""
        if page is not self._first:
            self._first = page
            self._choose_page()

    def toggle_outcome(self) -> None:
        """Alt+D: during a call, show the outcomes in place of the script, or the script again."""
        state, views = self._presenters.wrap_up.state, self._views
        if state.visible:
            views.wrap_up.focus_first()
        elif state.in_call:
            self._outcome_open = not self._outcome_open
            self._choose_page()
            if self._outcome_open:
                views.wrap_up.focus_first()
            else:
                views.script.focus_first()

    # joining

    def _join_outer_panels(self) -> None:
        views, presenters = self._views, self._presenters
        views.top_bar.action_chosen.connect(presenters.presence.action_chosen)
        views.call_bar.action_chosen.connect(presenters.call_bar.action_chosen)
        views.call_bar.decline_chosen.connect(presenters.call_bar.declined)
        views.customer.reveal_chosen.connect(presenters.customer.reveal_chosen)
        views.customer.candidate_chosen.connect(presenters.customer.candidate_chosen)
        views.customer.link_chosen.connect(presenters.customer.link_chosen)
        views.customer.unlink_chosen.connect(presenters.customer.unlink_chosen)
        views.customer.back_to_caller.connect(presenters.customer.back_to_caller)
        views.customer.retry_chosen.connect(presenters.customer.retry)
        views.customer.parts_retry_chosen.connect(presenters.customer.retry_parts)
        views.customer.explain_chosen.connect(presenters.explanation.open)
        views.explanation.retry_chosen.connect(presenters.explanation.retry)
        views.explanation.closed.connect(presenters.explanation.close)
        presenters.explanation.show_to(views.explanation.display)
        views.customer.numbers_wanted.connect(presenters.numbers.open)
        views.numbers.asked.connect(presenters.numbers.ask)
        views.numbers.end_chosen.connect(presenters.numbers.end)
        views.numbers.restore_chosen.connect(presenters.numbers.restore)
        views.numbers.undo_chosen.connect(presenters.numbers.undo)
        views.numbers.retry_chosen.connect(presenters.numbers.retry)
        views.numbers.closed.connect(presenters.numbers.close)
        presenters.numbers.show_to(views.numbers.display)
        views.customer.related_chosen.connect(presenters.customer.customer_found)
        views.customer.checks.verify_chosen.connect(presenters.checks.open)
        views.customer.checks.closed.connect(presenters.checks.close)
        views.customer.checks.another_chosen.connect(presenters.checks.another)
        views.customer.checks.answered.connect(presenters.checks.answered)
        views.customer.checks.said.connect(presenters.checks.said)
        views.customer.alerts.step_chosen.connect(presenters.alert_deeds.step_chosen)
        views.customer.alerts.task_chosen.connect(presenters.alert_deeds.task_chosen)
        presenters.alert_deeds.show_to(views.customer.alerts.display_deeds)
        views.holdings.retry_chosen.connect(presenters.holdings.retry)
        views.timeline.filter_chosen.connect(presenters.timeline.filter_chosen)
        views.timeline.more_chosen.connect(presenters.timeline.more_chosen)
        views.timeline.retry_chosen.connect(presenters.timeline.retry)
        views.recent.all_wanted.connect(self._open_timeline)
        views.top_bar.history_wanted.connect(presenters.history.open)
        views.history.retry_chosen.connect(presenters.history.retry)
        views.history.closed.connect(presenters.history.close)
        views.recents.selected.connect(presenters.recents.select)
        views.recents.chosen.connect(presenters.recents.choose)
        views.recents.retry_chosen.connect(presenters.recents.retry)
        views.recents.more_chosen.connect(presenters.recents.read_more)
        views.recents.closed.connect(presenters.recents.close)
        presenters.recents.show_to(views.recents.display)
        views.caller_gone.note_chosen.connect(presenters.caller_gone.note_callback)
        views.caller_gone.dismiss_chosen.connect(presenters.caller_gone.dismiss)
        self._join_attaching()
        views.outgoing.call_chosen.connect(presenters.outgoing.call)
        views.outgoing.cancelled.connect(presenters.outgoing.close)
        views.outgoing.number_chosen.connect(presenters.outgoing.number_chosen)
        views.outgoing.own_chosen.connect(presenters.outgoing.own_chosen)
        presenters.outgoing.show_to(views.outgoing.display)
        views.seat.take_back_chosen.connect(presenters.seat.take_back)
        presenters.history.show_to(views.history.display)
        presenters.caller_gone.show_to(self._show_caller_gone)
        presenters.presence.show_to(self._show_presence)
        presenters.call_bar.show_to(self._show_call)
        presenters.call_bar.dial_by(presenters.dialler)
        presenters.offer.show_to(self._show_offer)
        presenters.call_bar.make_ready_with(views.call_bar.make_ready)
        presenters.offer.make_ready_with(views.offer.make_ready)
        presenters.customer.show_to(self._show_customer)
        presenters.checks.show_to(views.customer.checks.display_checks)
        presenters.holdings.show_to(self._show_holdings)
        presenters.timeline.show_to(self._show_timeline)

    def _join_attaching(self) -> None:
        attach, asked = self._views.attach, self._presenters.attach
        attach.typed.connect(self._caller_typed)
        attach.toggled.connect(asked.toggled)
        attach.match_chosen.connect(asked.attach)
        attach.keep_chosen.connect(asked.keep)
        attach.all_chosen.connect(asked.show_all)
        attach.closed.connect(asked.close)
        asked.show_to(self._show_attaching)

    def _join_call_panels(self) -> None:
        views, presenters = self._views, self._presenters
        join_script(views.script, presenters.script, presenters.checks)
        views.notes.typed.connect(presenters.notes.typed)
        views.notes.keep_both_chosen.connect(presenters.notes.keep_mine)
        views.wrap_up.disposition_chosen.connect(presenters.wrap_up.disposition_chosen)
        views.wrap_up.disposition_chosen.connect(self._outcome_chosen)
        views.wrap_up.back_chosen.connect(self.toggle_outcome)
        views.call_bar.outcome_wanted.connect(self.toggle_outcome)
        views.wrap_up.extend_chosen.connect(presenters.wrap_up.extend_pressed)
        views.wrap_up.retry_chosen.connect(presenters.wrap_up.retry)
        views.stranded.run_discard_chosen.connect(presenters.saver.discard)
        presenters.script.show_to(self._show_script)
        views.stranded.discard_chosen.connect(presenters.notes.discard)
        presenters.notes.show_to(self._show_notes)
        presenters.wrap_up.show_to(self._show_wrap_up)
        views.unfinished.part_chosen.connect(presenters.unfinished.part_selected)
        views.unfinished.outcome_chosen.connect(presenters.unfinished.outcome_chosen)
        views.unfinished.retry_chosen.connect(presenters.unfinished.retry)
        views.unfinished.closed.connect(presenters.unfinished.close)
        presenters.unfinished.show_to(self._show_unfinished)
        views.outreach.task_chosen.connect(presenters.outreach.task_selected)
        views.outreach.step_chosen.connect(presenters.outreach.step_chosen)
        views.outreach.retry_chosen.connect(presenters.outreach.retry)
        views.outreach.closed.connect(presenters.outreach.close)
        presenters.outreach.show_to(self._show_outreach)

    def _join_palette(self) -> None:
        views, presenters = self._views, self._presenters
        views.palette.query_changed.connect(presenters.palette.query_changed)
        views.palette.moved.connect(presenters.palette.move)
        views.palette.chosen.connect(self._palette_chosen)
        views.palette.close_asked.connect(presenters.palette.close)
        presenters.palette.show_to(views.palette.display)

    # showing

    def _show_presence(self, _state: PresenceState) -> None:
        """Draw the agent's own state; where a call has just been offered, right after who calls."""
        offer = self._presenters.desk.view.offer
        offer_id = offer.offer_id if offer is not None else None
        comes, self._offer = offer_id is not None and offer_id != self._offer, offer_id
        if comes:
            self._after_paint.start()
        else:
            self._draw_presence()

    def _draw_presence(self) -> None:
        # What is known by now: what changed before the timer came has been drawn, or is drawn with this.
        self._after_paint.stop()
        state = self._presenters.presence.state
        views = self._views
        for view in (views.top_bar, views.day, views.queues):
            view.display(state)
        self._announcer.presence_shown(state)

    def _show_call(self, state: CallSlotState) -> None:
        self._views.call_bar.display(state)
        self._announcer.slot_shown(state)

    def _show_holdings(self, state: HoldingsState) -> None:
        views = self._views
        for view in (views.holdings, views.value_card, views.sources):
            view.display(state)

    def _show_timeline(self, state: TimelineState) -> None:
        views = self._views
        for view in (views.timeline, views.recent, views.contacts_card):
            view.display(state)
        views.window.centre.set_tab_count(TIMELINE, state.total_count)

    def _show_customer(self, state: CustomerState) -> None:
        self._views.customer.display(state)
        self._views.satisfaction_card.display(state.relationship)
        self._views.value_card.show_history(state.relationship)
        self._views.holdings.set_waiting(state.kind is CustomerKindShown.LOADING)
        self._choose_body()

    def _show_offer(self, state: OfferState) -> None:
        views = self._views
        views.offer.display(state)
        for view in views.typed_in:
            view.show_offer_waiting(state.visible and not state.preview)
        rings = state.visible or state.colleague
        self._attention.offer_shown(state.offer_id if rings else None, self._offer_words, pops=not state.again)
        self._announcer.offer_shown(state)

    def _show_attaching(self, state: AttachState) -> None:
        self._views.attach.display(state)
        problem = None if state.open else state.problem  # while the panel is open it stands there
        self._views.recents.details.display_attached(LastWord(state.done, problem))
        self._views.customer.display_trouble(problem)

    def _caller_typed(self) -> None:
        name, number, document, note = self._views.attach.texts()
        self._presenters.attach.typed(name=name, number=number, document=document, note=note)

    def _show_caller_gone(self, state: CallerGoneState) -> None:
        self._views.caller_gone.display(state)
        self._announcer.caller_gone_shown(state)

    def _show_script(self, state: ScriptState) -> None:
        self._views.script.display(state)
        if self._script_wants_focus and state.kind is ScriptKind.READY:
            self._script_wants_focus = False
            if not self.is_typing():
                self._views.script.focus_first()

    def _show_notes(self, state: NotesState) -> None:
        self._views.notes.display(state)
        self._views.stranded.display(state.stranded)

    def _run_saved(self, saving: RunSaving) -> None:
        self._views.stranded.display_runs(saving.stranded)

    def _show_wrap_up(self, state: WrapUpState) -> None:
        self._views.wrap_up.display(state)
        self._views.unfinished.display_outcomes(state.dispositions)
        chosen = next((words(each.name) for each in state.dispositions if each.code == state.chosen), "")
        problem = problem_text(state.problem) if state.problem is not None else ""
        self._views.call_bar.show_outcome(chosen, problem, kept=state.kept)
        if not state.in_call:
            self._outcome_open = False
        self._choose_page()

    def _show_unfinished(self, state: UnfinishedState) -> None:
        self._views.unfinished.display(state)
        self._views.window.rail.show_tasks(state.count)

    def _show_outreach(self, state: OutreachState) -> None:
        self._views.outreach.display(state)
        self._views.window.rail.show_outreach(state.count)

    def _desk_changed(self, view: DeskView) -> None:
        call = view.accepted_call
        call_id = call.call_id if call is not None else None
        if call_id == self._call:
            return
        self._call = call_id
        self._script_wants_focus = call_id is not None and call_id not in self._popped
        if call_id is not None:
            self._popped.add(call_id)
        self._outcome_open = False
        self._choose_body()
        self._choose_page()
        self._show_script(self._presenters.script.state)

    def _choose_body(self) -> None:
        state = self._presenters.customer.state
        centre = self._views.window.centre
        centre.show_customer(state.profile is not None or state.kind is CustomerKindShown.LOADING)
        centre.set_waiting(self._call is not None or state.kind is not CustomerKindShown.EMPTY)

    def _choose_page(self) -> None:
        """Show what belongs to the call's stage; the focus leaves a page before it is hidden."""
        if self._first is not None and self._handover is not GuidePage.HANDOVER:
            page = self._first
        elif self._presenters.wrap_up.state.visible or (self._outcome_open and self._call is not None):
            page = GuidePage.WRAP_UP
        elif self._handover is not None:
            page = self._handover
        else:
            page = GuidePage.IDLE if self._call is None else GuidePage.SCRIPT
        window = self._views.window
        if window.guide.page() is page:
            return
        views = self._views
        leaving: dict[GuidePage, QWidget] = {
            GuidePage.SCRIPT: views.script,
            GuidePage.WRAP_UP: views.wrap_up,
            GuidePage.HANDOVER: views.handover,
            GuidePage.RECEIVED: views.received,
            GuidePage.COMPLAINT: views.complaint_side,
        }
        hidden: list[QWidget] = [panel for on, panel in leaving.items() if on is not page]
        if page not in (GuidePage.SCRIPT, GuidePage.WRAP_UP):
            hidden.append(self._views.notes)
        focused = QApplication.focusWidget()
        in_hidden = focused is not None and any(panel.isAncestorOf(focused) for panel in hidden)
        if in_hidden and focused is not None:
            end_composing()
            focused.clearFocus()
        window.show_guide(page)
        if page is GuidePage.WRAP_UP and (in_hidden or not self.is_typing()):
            self._views.wrap_up.focus_first()
        elif in_hidden:
            window.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer_words(self) -> tuple[str, str]:
        state = self._presenters.offer.state
        name = state.profile.name if state.profile is not None else ""
        return self.tr("Call for you") if state.callback is None else self.tr("Callback for you"), " · ".join(
            filter(None, (name, words(state.why)))
        )

    # small steps

    def _open_timeline(self) -> None:
        self._views.window.centre.open_tab(TIMELINE)

    def _outcome_chosen(self, _code: str) -> None:
        """Chosen during a call: back to the script, where the call goes on."""
        if self._outcome_open:
            self.toggle_outcome()

    def _palette_chosen(self, place: int) -> None:
        self._presenters.palette.choose(None if place < 0 else place)
