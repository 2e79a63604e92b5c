"""Whom the agent may call from Ctrl+K, F7 and Ctrl+D, and when."""

import re
from typing import Final

from PySide6.QtCore import QObject

from agent_desktop.contract.outgoing import WhomToCall
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.palette.presenter import PaletteCommand
from telephony.contract import CallAction, Colleague, NotCallable

_NUMBER: Final = re.compile(r"(?:call|dial|拨打|呼叫|致电)?\s*(\+?[0-9][0-9 ()-]{4,30}[0-9])", re.IGNORECASE)
"""A telephone number, with or without a word that asks to call it."""


class CallingCommands(QObject):
    """What the palette offers of calls. `colleagues_only`: it was opened to call one of these."""

    def __init__(self, views: Views, parent: QObject) -> None:
        super().__init__(parent)
        self._views = views
        self._presenters: Presenters | None = None
        self.colleagues_only = False

    def serve(self, presenters: Presenters) -> None:
        """Offer calls of these presenters from now on."""
        self._presenters = presenters
        presenters.colleagues.watch(self._colleagues_came)

    def begin(self, *, colleagues_only: bool) -> None:
        """The palette is to be opened: ask how colleagues stand now."""
        self.colleagues_only = colleagues_only
        if self._presenters is not None:
            self._presenters.colleagues.refresh()

    def listed(self) -> tuple[PaletteCommand, ...]:
        """Return a command for each colleague; it is on for those who can be called now. Where one of them is asked for
        and none is there, a line says so."""
        presenters = self._presenters
        if presenters is None:
            return ()
        if self.colleagues_only and presenters.colleagues.known and not presenters.colleagues.listed:
            nobody = self.tr("No colleague is signed in now")
            return (PaletteCommand("colleague:", nobody, icon="ph.user", enabled=False),)
        possible = CallAction.CONSULT in presenters.call_bar.state.enabled or self.may_dial()
        return tuple(
            PaletteCommand(
                f"colleague:{each.agent_id}",
                self.tr("Call {name}: {state}").format(name=each.name, state=self._how_they_stand(each)),
                icon="ph.user",
                enabled=possible and each.free,
                other_words=f"colleague 同事 {each.team}",
            )
            for each in presenters.colleagues.listed
        )

    def _how_they_stand(self, colleague: Colleague) -> str:
        """Say a colleague's state, and what else keeps them from being called."""
        state = self._views.top_bar.selector.word_of(colleague.state, colleague.reason)
        match colleague.why_not:
            case NotCallable.OTHER_QUEUES:
                return self.tr("{state} · serves other queues, cannot be called from here").format(state=state)
            case NotCallable.RINGING:
                return self.tr("{state} · a call rings there").format(state=state)
            case NotCallable.DESKTOP_LOST:
                return self.tr("{state} · their connection is lost").format(state=state)
            case _:
                return state

    def typed(self, text: str) -> tuple[PaletteCommand, ...]:
        """Return what is offered because of what is typed: to call a number."""
        found = _NUMBER.fullmatch(text)
        if found is None:
            return ()
        title = self.tr("Call {number}").format(number=found[1])
        return (PaletteCommand(f"call:{found[1]}", title, icon="ph.phone-outgoing", enabled=self.may_dial()),)

    def shown_customer(self) -> WhomToCall | None:
        """Return whom Ctrl+D calls, where they may be called now: of the contact that is chosen in the list of them
        while it is open, of the task in that of tasks, else the customer on the screen."""
        if self._presenters is not None and self._presenters.outreach.state.open:
            return self._presenters.outreach.whom_to_call()
        if self._presenters is not None and self._presenters.recents.state.open:
            return self._presenters.recents.whom_to_call()
        profile = None if self._presenters is None else self._presenters.customer.state.profile
        return WhomToCall(customer_id=profile.customer_id) if profile is not None and self.may_dial() else None

    def caller_gone(self) -> WhomToCall | None:
        """Return the caller of whom the card says that they are gone."""
        call_id = None if self._presenters is None else self._presenters.caller_gone.state.call_id
        return None if call_id is None else WhomToCall(call_id=call_id)

    def may_dial(self) -> bool:
        """Say whether the agent has no call, no wrap-up and no offer, and is there."""
        return self._presenters is not None and self._presenters.desk.view.may_dial

    def _colleagues_came(self, _: object) -> None:
        if self._presenters is not None:
            self._presenters.palette.renew()
