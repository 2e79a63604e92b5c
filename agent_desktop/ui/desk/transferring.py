"""Joins transfers with the window: their keys, the page of whom to ask, the note, and the specialist's side."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from agent_desktop.client.desk import DeskView
from agent_desktop.client.received_handover import ReceivedHandover
from agent_desktop.contract.directory import DirectoryEntry, WayOver
from agent_desktop.contract.owed_calls import REASON_LIMIT, OwedCall
from agent_desktop.ui.desk.commands import DeskCommands
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.screen import DeskScreen
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import Command
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.transfer.call_back.presenter import CallBackState
from agent_desktop.ui.transfer.directory.presenter import DirectoryState
from agent_desktop.ui.transfer.note.presenter import NoteState
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.formats import day_time_text, words
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.window.guide import GuidePage
from telephony.contract import CallAction, CallState, EventKind

_NOTED = (EventKind.HANDOVER_SAVED, EventKind.HANDOVER_READ)


class Transferring(QObject):
    """Lives as long as the person is signed in."""

    def __init__(
        self,
        theme: Theme,
        views: Views,
        presenters: Presenters,
        actions: KeyActions,
        commands: DeskCommands,
        ticker: Ticker,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme, self._views, self._presenters = theme, views, presenters
        self._actions, self._commands, self._ticker = actions, commands, ticker
        self._screen: DeskScreen | None = None
        self._open_call: UUID | None = None
        self._had_guest = False
        self._noted: OwedCall | None = None
        bar = presenters.call_bar
        actions.on(Command.CONSULT, self.open)
        actions.on(Command.END_CONSULT, partial(bar.action_chosen, CallAction.END_CONSULT))
        actions.on(Command.COMPLETE_TRANSFER, self.complete)
        actions.on(Command.CONFERENCE, self._confer)
        actions.on(Command.REMOVE_GUEST, partial(bar.action_chosen, CallAction.REMOVE_GUEST))
        actions.on(Command.SWAP, bar.swap_pressed)
        actions.on(Command.RECOVER_CALLER, partial(bar.action_chosen, CallAction.RECOVER_CALLER))
        actions.on(Command.MUST_SAY, self._must_say)
        actions.on(Command.CALL_BACK, self._call_back)
        actions.on(Command.FAVOURITE, presenters.directory.toggle_favourite)
        actions.on(Command.NOTES, self._go_to_notes)
        bar.complete_where(self._may_complete)

    def show_on(self, screen: DeskScreen) -> None:
        """Join the panels, on this screen."""
        self._screen = screen
        views, presenters = self._views, self._presenters
        directory, note = presenters.directory, presenters.handover
        views.directory.kind_chosen.connect(lambda kind: directory.ask(kind=kind))
        views.directory.text_typed.connect(lambda text: directory.ask(text=text))
        views.directory.team_chosen.connect(lambda team: directory.ask(team=team))
        views.directory.language_chosen.connect(lambda language: directory.ask(language=language))
        views.directory.here_only_toggled.connect(lambda here: directory.ask(here_only=here))
        views.directory.row_moved.connect(directory.select)
        views.directory.started.connect(self._start)
        views.directory.favourite_chosen.connect(self._favourite_chosen)
        views.directory.ahead_chosen.connect(lambda ahead: directory.ask(ahead=ahead))
        views.directory.ask_no_more_chosen.connect(directory.ask_no_more)
        views.directory.retry_chosen.connect(directory.retry)
        views.directory.closed.connect(self.close)
        views.handover.changed.connect(note.changed)
        views.handover.part_toggled.connect(note.part_toggled)
        views.handover.send_chosen.connect(partial(self._commands.do, Command.FINISH))
        views.handover.keep_mine_chosen.connect(presenters.handovers.keep_mine)
        views.handover.take_other_chosen.connect(presenters.handovers.take_other)
        views.handover.retry_chosen.connect(note.retry)
        views.received.retry_chosen.connect(presenters.received.read_again)
        views.so_far.said_toggled.connect(note.said_toggled)
        views.call_back.keep_chosen.connect(self._keep_call_back)
        views.call_back.closed.connect(presenters.call_back.close)
        presenters.call_back.show_to(self._show_call_back)
        directory.show_to(self._show_directory)
        note.show_to(self._show_note)
        presenters.desk.watch(self._desk_changed)
        presenters.desk.watch_events(self._event_came)
        presenters.colleagues.watch(self._names_came)
        presenters.received.watch(self._received_changed)
        presenters.script.actions.pass_on_with(self._open_for_script)

    def open(self) -> None:
        """F7: whom to ask, during a call; without one, the list of colleagues. Pressed again: the name, then the page
        is put away."""
        call = self._presenters.desk.view.accepted_call
        if call is None or call.state is CallState.ENDED:
            self._commands.show_colleagues()
        elif not self._presenters.directory.state.open:
            self._open_page(call.call_id)
            self._views.directory.focus_search()
        elif self._views.directory.has_focus():
            self.close()
        else:
            self._views.directory.focus_search()

    def _open_for_script(self) -> None:
        if not self._presenters.directory.state.open:
            self.open()

    def close(self) -> None:
        """Put the page away; what was written stays."""
        end_composing()
        self._presenters.directory.close()

    def complete(self) -> None:
        """Ctrl+F7: the specialist has the caller from now on; out of a conference, both go on without the agent."""
        bar = self._presenters.call_bar
        leaves = CallAction.LEAVE_CONFERENCE in bar.state.enabled
        bar.action_chosen(CallAction.LEAVE_CONFERENCE if leaves else CallAction.COMPLETE_TRANSFER)

    def _confer(self) -> None:
        """Ctrl+F8: all three hear each other; then the specialist stays, and another may be asked."""
        bar = self._presenters.call_bar
        adds = CallAction.KEEP_GUEST in bar.state.enabled
        bar.action_chosen(CallAction.KEEP_GUEST if adds else CallAction.CONFER)

    def _open_page(self, call_id: UUID) -> None:
        self._commands.close_overlays()
        self._presenters.handovers.open(call_id)
        self._presenters.handover.read_reasons()
        self._presenters.directory.open(call_id)

    def _may_complete(self) -> bool:
        """Whether the specialist has the note; where not, show what is missing."""
        call = self._presenters.desk.view.accepted_call
        if call is None:
            return True
        if not self._presenters.directory.state.open:
            self._presenters.handovers.open(call.call_id)
            if self._presenters.handovers.view.is_sent:
                return True
            self._open_page(call.call_id)
        return self._presenters.handover.is_ready()

    def _start(self, entry: DirectoryEntry, way: WayOver) -> None:
        if way is WayOver.CALL_BACK:
            self._note_call_back(entry)
            return
        if way is WayOver.COLD and not self._agreed(entry):
            return
        self._presenters.directory.act(entry, way)

    def _call_back(self) -> None:
        """Alt+B: the chosen colleague calls the customer back instead."""
        chosen = self._presenters.directory.state.chosen
        if chosen is not None and self._presenters.directory.state.open and WayOver.CALL_BACK in chosen.can:
            self._note_call_back(chosen)

    def _note_call_back(self, entry: DirectoryEntry) -> None:
        call = self._presenters.desk.view.accepted_call
        if call is not None:
            text = self._presenters.handovers.view.text
            reason = text.asked or text.summary
            self._presenters.call_back.open(call.call_id, entry, reason[:REASON_LIMIT])

    def _keep_call_back(self) -> None:
        self._presenters.call_back.keep(self._views.call_back.typed())

    def _favourite_chosen(self, shared: bool) -> None:
        self._presenters.directory.toggle_favourite(shared=shared)

    def _show_call_back(self, state: CallBackState) -> None:
        self._views.call_back.display(state)
        if state.noted is not self._noted:
            self._noted = state.noted
            self._follow()
            self._presenters.handovers.read_again()

    def _follow(self) -> None:
        call = self._presenters.desk.view.accepted_call
        transfer = call.transfer if call is not None else None
        asks_next = call.asks_next if call is not None else None
        noted, owed = self._noted, ""
        if noted is not None and call is not None and noted.call_id == call.call_id:
            local, today = self._ticker.local(noted.due_at), self._ticker.local(self._ticker.now())
            when = day_time_text(local, today.date())
            owed = self.tr("{name} owes the caller a call by {when}.").format(name=noted.owner_name, when=when)
        self._presenters.directory.follow(transfer, asks_next, owed=owed)

    def _agreed(self, entry: DirectoryEntry) -> bool:
        """Ask before the caller is sent on: it cannot be taken back."""
        dialog = ConfirmDialog(
            self._theme,
            self._views.window,
            title=self.tr("Send the caller to {name} without a word?").format(name=words(entry.name)),
            text=self.tr("Your part of the call ends. The caller keeps the time they have waited."),
            do_it=self.tr("Send them"),
            keep=self.tr("Stay with the caller"),
            icon="ph.phone-outgoing",
        )
        self._actions.add_to_dialog(dialog)
        return bool(dialog.exec())

    def _must_say(self) -> None:
        if self._presenters.directory.state.open:
            self._presenters.handover.said_toggled()
        else:
            self._views.script.tick_next_must_say()

    def _go_to_notes(self) -> None:
        """Alt+N: to the note of the call, else to that on a callback whose outcome is asked for."""
        if self._presenters.directory.state.open:
            self.close()
        if self._views.outcome.isVisible() and not self._presenters.notes.state.open:
            self._views.outcome.take_focus()
        else:
            self._views.notes.focus_field()

    # showing

    def _show_directory(self, state: DirectoryState) -> None:
        self._views.directory.display(state)
        self._choose_page()

    def _show_note(self, state: NoteState) -> None:
        views = self._views
        views.handover.display(state)
        views.received.display(state)
        views.so_far.display(state)
        note = state.own.note
        read = note is not None and note.read_at is not None and note.read_version >= note.sent_version
        views.call_bar.show_note(self.tr("Reading your note") if read else "")

    def _choose_page(self) -> None:
        shown = self._presenters.directory.state.open
        received = self._presenters.received.received
        self._views.window.show_consult(shown)
        if self._screen is None:
            return
        if shown:
            self._screen.show_handover(GuidePage.HANDOVER)
        elif received.joined and not received.taken_over:
            self._screen.show_handover(GuidePage.RECEIVED)
        else:
            self._screen.show_handover(None)

    def _received_changed(self, _: ReceivedHandover) -> None:
        self._choose_page()

    def _desk_changed(self, view: DeskView) -> None:
        call = view.accepted_call
        directory = self._presenters.directory
        on = call is not None and call.state is not CallState.ENDED
        call_id = call.call_id if call is not None and on else None
        has_guest = call is not None and any(each.kind == "guest" for each in call.parties)
        comes_to_stay = has_guest and not self._had_guest and call_id == self._open_call
        self._had_guest = has_guest
        if call_id != self._open_call:
            self._open_call = call_id
            if directory.state.open:
                directory.close()
            self._presenters.call_back.close()
            self._presenters.handovers.open(None)
        transfer = call.transfer if call is not None else None
        self._follow()
        self._presenters.script.actions.transfer_stands(transfer)
        if call_id is not None and transfer is not None and transfer.outcome is None:
            self._presenters.handovers.open(call_id)
        self._name_colleague()
        if comes_to_stay and call_id is not None and not directory.state.open:
            self._open_page(call_id)  # whom else to ask
            self._views.directory.focus_search()

    def _names_came(self, _: object) -> None:
        self._name_colleague()

    def _name_colleague(self) -> None:
        transfer = self._presenters.directory.state.transfer
        on = transfer is not None and transfer.outcome is None
        name = self._presenters.colleagues.name_of(transfer.to_agent_id) if on and transfer is not None else ""
        self._presenters.handover.for_colleague(name)

    def _event_came(self, kind: EventKind, subject_id: UUID | None) -> None:
        if kind in _NOTED and subject_id is not None and subject_id == self._presenters.handovers.view.call_id:
            self._presenters.handovers.read_again()
