"""What the routing says now that the directory needs."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from agent_desktop.contract.routing_checks import routing_of
from agent_desktop.server.configuration.repository import ROUTING, ConfigurationRepository
from agent_desktop.server.configuration.routing import document_in
from agent_desktop.server.routing_settings import hours_from
from agent_desktop.server.transfers.directory import AskLimits, Surroundings
from agent_desktop.settings import Settings


def following_routing(settings: Settings) -> Callable[[Session], Surroundings]:
    """Return what reads the routing that counts; it is read anew only where there is another version."""
    known: dict[int, Surroundings] = {}

    def read(session: Session) -> Surroundings:
        row = ConfigurationRepository(session).find_newest(ROUTING)
        version = row.version if row is not None else 0
        found = known.get(version)
        if found is None:
            routing = settings.telephony if row is None else routing_of(document_in(settings, row.document))
            found = Surroundings(
                skills={skill.code: dict(skill.name) for skill in routing.skills},
                hours={each.code: hours_from(each) for each in routing.hours},
                handle_seconds=routing.handle_seconds,
                promises=frozenset(routing.promise_dispositions),
            )
            known.clear()
            known[version] = found
        return found

    return read


def ask_limits(settings: Settings) -> AskLimits:
    """Return how many may ask for one colleague, as the settings have it."""
    return AskLimits(ask_next=settings.telephony.ask_next_limit, consults=settings.telephony.consult_limit)
