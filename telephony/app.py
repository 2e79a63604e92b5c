"""Composition of telephony's routes from what the host supplies.

The host mounts the routers under its own prefix (``/v1``), commits the unit of work, and maps
`telephony.errors` to HTTP. Every route takes its rule from the host: `agent` and `carrier` must declare one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.params import Depends

from telephony.agents.routes import agent_routes
from telephony.calls.routes import call_routes
from telephony.clock import BusinessClock
from telephony.deps import Deps
from telephony.desk_routes import desk_routes
from telephony.events.journal import Journal
from telephony.menu.routes import menu_routes
from telephony.messages.port import MessageSender
from telephony.messages.routes import message_report_routes
from telephony.ports import Host, Once, WorkFactory
from telephony.providers.base import MenuProvider
from telephony.settings import TelephonySettings
from telephony.transcripts.routes import words_report_routes, words_routes
from telephony.transfers.routes import transfer_routes
from telephony.webhooks.routes import webhook_routes


@dataclass(slots=True)
class Telephony:
    """Telephony's own collaborators, built once by the host. `settings` are replaced as a whole where an administrator
    changes them: what is under way goes on with those that it began with."""

    clock: BusinessClock
    host: Host
    settings: TelephonySettings

    def deps(self, journal: Journal) -> Deps:
        """Return what the use cases of one unit of work need."""
        return Deps(clock=self.clock, host=self.host, settings=self.settings, journal=journal)


@dataclass(frozen=True, slots=True)
class Hosting:
    """What the host supplies to the routes, as ready ``fastapi.Depends(...)`` values.

    `work` yields a `telephony.ports.Work` and commits it before the answer leaves: ``Depends(f, scope="function")``.
    `open_work` opens one that commits when its block ends, for a route that does all its work in one stay on a thread.
    `agent` yields the `UUID` of the signed-in agent and refuses everybody else; `seated` also refuses a desktop of
    theirs that is not the active one (`SeatElsewhereError`).
    `carrier` declares the rule of the carrier's route (public: its signature is checked in the route).
    """

    work: Depends
    open_work: WorkFactory
    agent: Depends
    seated: Depends
    carrier: Depends
    once: Once


def build_routers(
    telephony: Telephony,
    hosting: Hosting,
    provider: MenuProvider | None,
    messages: MessageSender,
    carrier: Sequence[APIRouter] = (),
) -> list[APIRouter]:
    """Return the routers of telephony, without the host's prefix. `carrier` are those of a carrier that speaks to us in
    its own way; then there is no `provider`.

    ``POST /carrier/{provider.name}/reports`` · ``GET /desk`` · ``POST /agent/commands`` · ``GET /agent/history`` ·
    ``POST /calls/{call_id}/commands`` · ``POST /calls/{call_id}/transfers`` ·
    ``POST`` and ``DELETE /calls/{call_id}/ask-next`` · ``GET /decline-reasons`` · ``GET /calls/{call_id}/words`` ·
    ``POST /carrier/{provider.name}/words`` ·
    ``POST /carrier/{provider.name}/menu`` · ``POST /carrier/{messages.name}/message``
    """
    work, agent, seated = hosting.work, hosting.agent, hosting.seated
    reports, menu = list(carrier), list[APIRouter]()
    if provider is not None:
        reports.append(webhook_routes(telephony.deps, provider, open_work=hosting.open_work, rule=hosting.carrier))
        reports.append(words_report_routes(telephony.deps, provider, open_work=hosting.open_work, rule=hosting.carrier))
        menu.append(menu_routes(telephony.deps, provider, open_work=hosting.open_work, rule=hosting.carrier))
    return [
        *reports,
        desk_routes(telephony.deps, work=work, agent=agent),
        agent_routes(telephony.deps, work=work, agent=agent, seated=seated, once=hosting.once),
        call_routes(telephony.deps, work=work, agent=agent, seated=seated, once=hosting.once),
        transfer_routes(telephony.deps, work=work, seated=seated, once=hosting.once),
        words_routes(work=work, agent=agent),
        *menu,
        message_report_routes(telephony.deps, messages, open_work=hosting.open_work, rule=hosting.carrier),
    ]
