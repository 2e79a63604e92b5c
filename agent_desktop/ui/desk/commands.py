"""What the keys and Ctrl+K do, for one signed-in person."""

from collections.abc import Callable
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from agent_desktop.contract.outgoing import WhomToCall
from agent_desktop.ui.desk.attaching import Attaching
from agent_desktop.ui.desk.calling import CallingCommands
from agent_desktop.ui.desk.command_table import CALL_ACTIONS, COMMAND_ICONS
from agent_desktop.ui.desk.extra_commands import ExtraCommands
from agent_desktop.ui.desk.presenters import Listed, Presenters
from agent_desktop.ui.desk.script_commands import SCRIPT, ScriptCommands
from agent_desktop.ui.desk.state_commands import StateCommands
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.desk.window_commands import window_commands
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import SCRIPT_ANSWERS, Command, cap_of, label_of
from agent_desktop.ui.widgets.fields import end_composing
from agent_desktop.ui.widgets.overlay import Overlay
from agent_desktop.ui.window.centre import OVERVIEW, TIMELINE
from agent_desktop.ui.window.guide import GuidePage
from telephony.contract import AgentAction, CallAction, ChosenReason


class Feature(Protocol):
    """A part of the desk with commands of its own; it is asked before all others."""

    def listed(self) -> tuple[PaletteCommand, ...]:
        """What Ctrl+K offers of it, in the language now shown."""
        ...

    def run(self, kind: str, value: str) -> bool:
        """Do what was chosen in Ctrl+K; False where it is not of this part."""
        ...

    def finish(self) -> bool:
        """Ctrl+Enter: do what the form on screen is for; False where there is none."""
        ...

    def call(self) -> bool:
        """Ctrl+D: call whoever is selected here; False where that is nobody."""
        ...


class DeskCommands(QObject):
    """Gives every command of the key table its deed, and the palette its list.

    Signals:
        language_wanted, theme_wanted: The value to change to.
        sign_out_wanted: End this sign-in.
        link_wanted: Do not wait for the next try to reach the server.
        origins_wanted: Show where the values of the customer on screen came from.
        outcome_wanted: Show what the call may come to, or the script again.
    """

    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    sign_out_wanted = Signal()
    link_wanted = Signal()
    origins_wanted = Signal()
    outcome_wanted = Signal()

    def __init__(self, views: Views, actions: KeyActions) -> None:
        super().__init__(views.window)
        self._views = views
        self._actions = actions
        self._presenters: Presenters | None = None
        self._deeds: dict[Command, Callable[[], None]] = {}
        self.features: list[Feature] = []
        """Parts of the desk with forms and overlays of their own; they are asked first."""
        self._states = StateCommands(self)
        self._scripts = ScriptCommands(self)
        self.calling = CallingCommands(views, self)
        self.attaching = Attaching(self.close_overlays)
        self.extras = ExtraCommands(views, self, self.close_overlays)

    def serve(self, presenters: Presenters) -> None:
        """Do commands with these presenters from now on."""
        self._presenters = presenters
        call = presenters.call_bar
        self._deeds = {
            Command.ANSWER: lambda: call.action_chosen(CallAction.ANSWER),
            Command.DECLINE: self._views.call_bar.decline,
            Command.HOLD: call.hold_pressed,
            Command.MUTE: call.mute_pressed,
            Command.RECORDING: call.recording_pressed,
            Command.REFUSE_RECORDING: lambda: self._views.call_bar.refuse_recording(self._actions.add_to_dialog),
            Command.HANG_UP: lambda: call.action_chosen(CallAction.HANG_UP),
            Command.CALL_CUSTOMER: self._call_shown_customer,
            Command.AGENT_STATE: self._views.top_bar.selector.open_menu,
            Command.VERIFY: presenters.checks.open,
            Command.WHO_CALLED: self.attaching.ask,
            Command.SCRIPT_BACK: self._views.script.go_back,
            Command.SCRIPT_NEXT: self._views.script.go_on,
            Command.MUST_SAY: self._views.script.tick_next_must_say,
            Command.OUTCOME: self.outcome_wanted.emit,
            Command.SAVE_NOTE: self._save_note,
            Command.FINISH: self._finish,
            Command.NEXT_PROBLEM: self._next_problem,
            Command.PALETTE: self._toggle_palette,
            Command.SHORTCUTS: self._show_shortcuts,
            Command.TASKS: self._toggle_tasks,
            Command.OUTREACH: self._toggle_outreach,
            Command.NEXT_PANEL: lambda: self._views.window.next_panel(1),
            Command.PREVIOUS_PANEL: lambda: self._views.window.next_panel(-1),
            Command.FULL_SCREEN: self._full_screen,
            Command.TAB_1: lambda: self._views.window.centre.open_tab(OVERVIEW),
            Command.TAB_2: lambda: self._views.window.centre.open_tab(TIMELINE),
            Command.FIND_CONTACT: self._find_contact,
            Command.RECENTS: self._show_recents,
            Command.TRY_AGAIN: self._try_again,
            Command.ORIGINS: self.origins_wanted.emit,
            Command.NUMBERS: self._show_numbers,
            Command.KEYPAD: self.extras.toggle_keypad,
            Command.HELP: self.extras.toggle_help,
        }
        for command, deed in self._deeds.items():
            self._actions.on(command, deed)
        self.calling.serve(presenters)
        self.attaching.serve(presenters)
        self.extras.serve(presenters)
        for number, command in enumerate(SCRIPT_ANSWERS, start=1):
            self._actions.on(command, self._answerer(number))

    def do(self, command: Command) -> None:
        """Do what the key of `command` does: a button was pressed for it."""
        deed = self._deeds.get(command)
        if deed is not None:
            deed()

    def listed(self) -> tuple[PaletteCommand, ...]:
        """What Ctrl+K offers beside customers, in the language now shown; what is possible now is enabled."""
        colleagues = self.calling.listed()
        if self.calling.colleagues_only:
            return colleagues
        scripts = self._scripts.listed(self._presenters.script if self._presenters is not None else None)
        of_state = self._states.listed(self._presenters)
        of_features = (command for each in self.features for command in each.listed())
        of_window = window_commands(self._presenters, self._views)
        here = (*self._key_commands(), *self.extras.listed(), *of_features, *of_window)
        return (*of_state, *scripts, *here, *colleagues)

    def run(self, command_id: str) -> None:
        """Do what was chosen in the palette."""
        kind, _, value = command_id.partition(":")
        presenters = self._presenters
        if presenters is None:
            return
        match kind:
            case "key":
                self._actions.run(Command(value))
            case "ready":
                presenters.presence.action_chosen(AgentAction.GO_READY)
            case "not_ready":
                presenters.presence.action_chosen(AgentAction.GO_NOT_READY, ChosenReason(value))
            case "offline":
                presenters.presence.action_chosen(AgentAction.GO_OFFLINE)
            case "language":
                self.language_wanted.emit(value)
            case "theme":
                self.theme_wanted.emit(value)
            case "call":
                self._preview(WhomToCall(number=value))
            case "colleague":
                presenters.outgoing.call_colleague(UUID(value))
            case _ if kind == SCRIPT:
                self._scripts.run(presenters.script, value)
            case "stranded":
                self._toggle(self._views.stranded)
            case "page":
                presenters.guide.open(value)
            case "settings":
                self.show_settings()
            case "routing":
                self._views.window.rail.routing_chosen.emit()
            case "linking":
                self._views.window.rail.linking_chosen.emit()
            case "sources":
                self._views.window.rail.sources_chosen.emit()
            case "mending":
                self._views.window.rail.mending_chosen.emit()
            case "sign_out":
                self.sign_out_wanted.emit()
            case _ if not any(each.run(kind, value) for each in self.features):
                self.extras.run(kind, value)

    def _find_contact(self) -> None:
        self._views.window.centre.open_tab(TIMELINE)
        self._views.timeline.focus_text()

    def _show_shortcuts(self) -> None:
        """F1: show the list of keys, or put it away."""
        self._toggle(self._views.shortcuts)

    def show_settings(self) -> None:
        """Show the person's settings, or put them away."""
        self._toggle(self._views.settings)

    def show_colleagues(self) -> None:
        """F7 without a call: whom among colleagues to call."""
        if self._presenters is not None:
            self.close_overlays()
            self.calling.begin(colleagues_only=True)
            self._presenters.palette.open(calling=True)

    def _preview(self, whom: WhomToCall | None) -> None:
        if self._presenters is not None and whom is not None:
            self.close_overlays()
            self._presenters.outgoing.open(whom)

    def _call_shown_customer(self) -> None:
        """Ctrl+D: preview a call to the customer on the screen."""
        if not any(each.call() for each in self.features):
            self._preview(self.calling.shown_customer())

    def call_back(self) -> None:
        """Preview a call to the caller who is gone."""
        self._preview(self.calling.caller_gone())

    def _show_recents(self) -> None:
        """Alt+H: show the person's contacts, or put them away."""
        if self._presenters is not None:
            self._toggle_list(self._presenters.recents)

    def show_palette(self) -> None:
        """Ctrl+K."""
        if self._presenters is not None:
            self.calling.begin(colleagues_only=False)
            self.extras.begin()
            self.close_overlays()
            self._presenters.palette.open()

    def _finish(self) -> None:
        """Ctrl+Enter: finish the call that is selected among those without an outcome, where these are on screen; else
        end the wrap-up, with the words that an input method is still composing."""
        if self._presenters is None:
            return
        end_composing()
        if any(each.finish() for each in self.features):
            return
        if self._presenters.attach.state.open:
            self._presenters.attach.keep()
        elif self._presenters.unfinished.state.open:
            self._presenters.unfinished.finish_pressed()
        elif self._presenters.outreach.state.open:
            self._presenters.outreach.finish_pressed()
        elif self._presenters.call_back.state.open:
            self._views.call_back.keep_chosen.emit()
        elif self._presenters.directory.state.open:
            self._presenters.handover.send()
        else:
            self._presenters.wrap_up.finish_pressed()

    def _toggle_tasks(self) -> None:
        """Alt+T: show the calls without an outcome, or put them away."""
        if self._presenters is not None:
            self._toggle_list(self._presenters.unfinished)

    def _toggle_outreach(self) -> None:
        """Alt+U: show whom to turn to, or put them away."""
        if self._presenters is not None:
            self._toggle_list(self._presenters.outreach)

    def _show_numbers(self) -> None:
        """Alt+P: show the telephone numbers of the customer on the screen, or put them away."""
        if self._presenters is not None:
            self._toggle_list(self._presenters.numbers)

    def _toggle_list(self, shown: Listed) -> None:
        was_open = shown.state.open
        self.close_overlays()
        if not was_open:
            shown.open()

    def _key_commands(self) -> tuple[PaletteCommand, ...]:
        presenters = self._presenters
        if presenters is None:
            return ()
        enabled = presenters.call_bar.state.enabled
        script, wrap_up, notes = presenters.script.state, presenters.wrap_up.state, presenters.notes.state
        possible = {
            **{command: bool(actions & enabled) for command, actions in CALL_ACTIONS.items()},
            Command.VERIFY: presenters.checks.state.can_check,
            Command.WHO_CALLED: self.attaching.call() is not None,
            Command.SCRIPT_BACK: script.can_go_back,
            Command.SCRIPT_NEXT: script.can_go_on,
            Command.MUST_SAY: bool(script.must_left),
            Command.OUTCOME: wrap_up.in_call or wrap_up.visible,
            Command.NOTES: notes.open or self._views.outcome.isVisible(),
            Command.SAVE_NOTE: notes.open,
            Command.FINISH: wrap_up.visible or presenters.unfinished.state.open or presenters.outreach.state.open,
            Command.PIN_PAGE: presenters.guide.state.open and presenters.guide.state.can_pin,
            Command.CONSULT: CallAction.CONSULT in enabled or self.calling.may_dial(),
            Command.ORIGINS: presenters.customer.state.profile is not None,
            Command.NUMBERS: presenters.customer.state.profile is not None,
            Command.CALL_CUSTOMER: presenters.customer.state.profile is not None and self.calling.may_dial(),
        }
        return tuple(
            PaletteCommand(
                f"key:{command.value}",
                label_of(command),
                cap_of(command),
                icon,
                enabled=possible.get(command, True),
                other_words=command.value.replace("_", " "),
            )
            for command, icon in COMMAND_ICONS.items()
        )

    # deeds

    def _answerer(self, number: int) -> Callable[[], None]:
        def answer() -> None:
            if self._views.unfinished.isVisible():
                self._views.unfinished.choose_number(number)
            elif self._views.window.guide.page() is GuidePage.WRAP_UP:
                self._views.wrap_up.choose_number(number)
            else:
                self._views.script.choose_answer(number)

        return answer

    def _save_note(self) -> None:
        if self._presenters is not None:
            end_composing()
            self._presenters.notes.save_now()

    def _next_problem(self) -> None:
        if self._views.window.guide.page() is GuidePage.WRAP_UP:
            self._views.wrap_up.focus_first()
        elif self._views.window.guide.page() is GuidePage.SCRIPT:
            self._views.script.focus_blocked()

    def _try_again(self) -> None:
        presenters = self._presenters
        if presenters is not None:
            if not presenters.desk.view.link.is_up:
                self.link_wanted.emit()
            presenters.customer.retry()
            presenters.holdings.retry_all()
            presenters.timeline.retry()
            presenters.script.retry()
            presenters.notes.retry()
            if presenters.unfinished.state.list_problem is not None:
                presenters.unfinished.retry()
            for each in (presenters.recents, presenters.outreach, presenters.legs):
                if each.state.open:
                    each.retry()
            if presenters.guide.state.open:
                presenters.knowledge.read()
            if presenters.wrap_up.state.disposition_problem is not None:
                presenters.wrap_up.retry()
            presenters.directory.retry()
            if presenters.home.state.problem is not None:
                presenters.home.read()

    def _full_screen(self) -> None:
        window = self._views.window
        (window.showNormal if window.isFullScreen() else window.showFullScreen)()

    def _toggle_palette(self) -> None:
        if self._presenters is not None and self._presenters.palette.state.open:
            self._presenters.palette.close()
        else:
            self.show_palette()

    def _toggle(self, overlay: Overlay) -> None:
        was_open = overlay.isVisible()
        self.close_overlays()
        if not was_open:
            overlay.open_over()

    def close_overlays(self) -> None:
        """Put away whatever lies over the window."""
        if self._presenters is not None:
            self._presenters.palette.close()
            self._presenters.recents.close()
            self._presenters.attach.close()
            self._presenters.guide.close()
        for overlay in self._views.overlays:
            overlay.close_over()
