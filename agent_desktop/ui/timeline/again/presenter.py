"""Whether whoever is on the line has called about this before, within the week, and who took that call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from agent_desktop.client.clock import Now
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.profile_parts import ProfilePart, ProfilePartModel
from agent_desktop.client.shown_customer import ShownCustomer, ShownCustomerModel
from agent_desktop.client.watched import Shows
from agent_desktop.contract.customers import Channel, ContactRow, Profile
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.relationships import Relationship
from telephony.contract import CallDirection, CallSnapshot

WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AgainState:
    """What the line over the overview says; nothing where `times` is 0.

    `times` is the how-manieth call of the week this one is, `same` whether all of them are about the same. `contact` is
    the one before, None where the profile carries only newer contacts; `taken_by` who took it, empty where that is not
    known, or not yet.
    """

    times: int = 0
    same: bool = False
    contact: ContactRow | None = None
    taken_by: str = ""


class AgainPresenter(Shows[AgainState]):
    """Follows the customer on the screen, as far as they are on the line by a call of their own."""

    def __init__(
        self,
        customers: ShownCustomerModel,
        desk: DeskModel,
        relationship: ProfilePartModel[Relationship],
        now: Now,
    ) -> None:
        super().__init__(AgainState())
        self._customers, self._desk, self._relationship, self._now = customers, desk, relationship, now
        self._stops = (customers.watch(self._customer_changed), relationship.watch(self._relationship_changed))

    def stop(self) -> None:
        """Watch no longer."""
        for stop in self._stops:
            stop()

    def _customer_changed(self, shown: ShownCustomer) -> None:
        call = _call_of(shown, self._desk)
        if call is None or shown.profile is None:
            self._show(AgainState())
            return
        self._show(self._named(self._counted(shown.profile, call)))

    def _relationship_changed(self, _: ProfilePart[Relationship]) -> None:
        if self.state.times:
            self._show(self._named(self.state))

    def _counted(self, profile: Profile, call: CallSnapshot) -> AgainState:
        since = self._now() - WITHIN
        listed = list(_calls(profile, since))
        before = [each for each in listed if each.at < call.arrived_at]
        about = call.menu_path[-1] if call.menu_path else {}
        same = [each for each in before if about and each.subject == about]
        if same:
            return AgainState(len(same) + 1, same=True, contact=same[0])
        # What another agent had of this very call is among the contacts once they are done with it.
        earlier = profile.calls_7_days - (len(listed) - len(before))
        if earlier <= 0:
            return AgainState()
        return AgainState(earlier + 1, contact=before[0] if before else None)

    def _named(self, state: AgainState) -> AgainState:
        known = self._relationship.part.value
        contact = state.contact
        taken = known.calls_taken if known is not None and contact is not None else ()
        name = next((each.agent_name for each in taken if contact and each.contact_id == contact.contact_id), "")
        return AgainState(state.times, state.same, contact, name)


def _call_of(shown: ShownCustomer, desk: DeskModel) -> CallSnapshot | None:
    """Return the call by which the customer on the screen has called; None where they have not."""
    call, card = desk.view.call, shown.card
    if call is None or card is None or card.profile is None or shown.profile is None:
        return None
    is_theirs = card.call_id == call.call_id and card.profile.customer_id == shown.profile.customer_id
    return call if is_theirs and call.direction is CallDirection.INBOUND else None


def _calls(profile: Profile, since: datetime) -> Iterator[ContactRow]:
    """Yield the calls of the customer's own since a moment, the newest first."""
    for each in profile.contacts:
        if each.channel is Channel.PHONE and each.direction is Direction.INBOUND and each.at > since:
            yield each
