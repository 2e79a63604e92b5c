"""A server follows the configuration: what another one, or a command, has saved counts here within a second.

What belongs to a queue stands in its row, changed in the transaction that saved the version. Only what this process
keeps in memory is read anew here: the rules of priority, the default queue, the entry menu, and the rules beside the
routing.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final

import structlog

from agent_desktop.contract.routing_checks import routing_of
from agent_desktop.contract.rules import RuleKind
from agent_desktop.server.configuration.menu import ensure_menu, menu_of
from agent_desktop.server.configuration.repository import MENU, ROUTING, ConfigurationRepository
from agent_desktop.server.configuration.routing import document_in, ensure_routing
from agent_desktop.server.host import BankHost
from agent_desktop.server.routing_settings import own_numbers_from, telephony_settings_from, wish_rules_from
from agent_desktop.server.rules.now import LiveRules
from agent_desktop.server.unit_of_work import UnitOfWork
from agent_desktop.settings import Settings
from agent_desktop.settings_telephony import RoutingSettings
from telephony.app import Telephony
from telephony.menu.schema import Menu

FOLLOW_SECONDS: Final = 2.0
"""How often is looked where the doorbell was not heard."""

_log = structlog.stdlib.get_logger(__name__)


def ensure_configuration(work: UnitOfWork, settings: Settings) -> tuple[RoutingSettings, Menu]:
    """Return the routing and the menu that count; at the first start those of the files.

    Raises:
        MenuFileError: The file of the menu is wrong.
    """
    routing, _ = ensure_routing(work.session, settings, work.now())
    menu, _ = ensure_menu(work.session, settings, work.now())
    return routing, menu


class LiveConfiguration:
    """Gives telephony and its host what was saved last. `look` is for one worker."""

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[UnitOfWork]],
        settings: Settings,
        telephony: Telephony,
        host: BankHost,
        rules: LiveRules,
    ) -> None:
        self._begin = begin
        self._settings = settings
        self._telephony = telephony
        self._host = host
        self._rules = rules
        self._known: dict[str, int] = {}

    def look(self) -> None:
        """Take what is newer than what is known."""
        with self._begin() as work:
            repository = ConfigurationRepository(work.session)
            newest = dict(repository.newest_versions())
            if newest == self._known:
                return
            routing, menu = repository.find_newest(ROUTING), repository.find_newest(MENU)
            news = {kind: repository.find_newest(kind.value) for kind in RuleKind}
            work.session.expunge_all()
        now = self._telephony.settings
        if routing is not None:
            rules = routing_of(document_in(self._settings, routing.document))
            now = replace(
                telephony_settings_from(self._settings, rules),
                menu=now.menu,
                not_ready_reasons=now.not_ready_reasons,
                asks_by_keypad=now.asks_by_keypad,
                survey_after_drop_seconds=now.survey_after_drop_seconds,
            )
            self._host.wishes = wish_rules_from(self._settings, rules)
            self._host.own_numbers.use(own_numbers_from(self._settings, rules))
        if menu is not None:
            now = replace(now, menu=menu_of(menu) or now.menu)
        for kind, row in news.items():
            if row is not None:
                self._rules.use(kind, row.document)
        now = replace(now, not_ready_reasons=self._rules.offered_reasons())
        self._telephony.settings = now
        if self._known:
            _log.info("configuration.followed", **newest)
        self._known = newest
