"""The routes of the configuration: routing, entry menu, and who serves what. Each raises `ClientError`."""

from uuid import UUID

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.routing import (
    CheckMenu,
    Foretell,
    Foretold,
    KeptMenu,
    KeptRouting,
    Menu,
    MenuChecked,
    MenuTried,
    Routing,
    SaveMenu,
    SaveRouting,
    SaveServing,
    ServingHistory,
    ServingList,
    TryMenu,
    Versions,
)


class RoutingApi:
    """Queues, hours and priorities. What is saved counts at once."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def read(self) -> Routing:
        """Return the version that counts."""
        return self._http.send("GET", f"{API_PREFIX}/routing", TypeAdapter(Routing))

    def save(self, command: SaveRouting) -> Routing:
        """Raises STALE_VERSION, ROUTING_WRONG, NOT_ALLOWED."""
        return self._http.send("PUT", f"{API_PREFIX}/routing", TypeAdapter(Routing), body=command)

    def preview(self, wish: Foretell) -> Foretold:
        """Return where a caller would go."""
        return self._http.send("POST", f"{API_PREFIX}/routing/preview", TypeAdapter(Foretold), body=wish)

    def versions(self) -> Versions:
        """Return the versions, the newest first."""
        return self._http.send("GET", f"{API_PREFIX}/routing/versions", TypeAdapter(Versions))

    def version(self, number: int) -> KeptRouting:
        """Return one version. Raises NOT_FOUND."""
        return self._http.send("GET", f"{API_PREFIX}/routing/versions/{number}", TypeAdapter(KeptRouting))

    def serving(self) -> ServingList:
        """Return who takes calls, what they serve and what they can."""
        return self._http.send("GET", f"{API_PREFIX}/serving", TypeAdapter(ServingList))

    def serving_history(self, user_id: UUID) -> ServingHistory:
        """Return who gave or took what of one agent. Raises NOT_ALLOWED."""
        path = f"{API_PREFIX}/serving/{user_id}/history"
        return self._http.send("GET", path, TypeAdapter(ServingHistory))

    def save_serving(self, user_id: UUID, command: SaveServing) -> ServingList:
        """Raises STALE_VERSION, ROUTING_WRONG, AGENT_NOT_FOUND, NOT_ALLOWED."""
        return self._http.send("PUT", f"{API_PREFIX}/serving/{user_id}", TypeAdapter(ServingList), body=command)


class MenuApi:
    """The entry menu, as text."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def read(self) -> Menu:
        """Return the version that counts."""
        return self._http.send("GET", f"{API_PREFIX}/menu", TypeAdapter(Menu))

    def check(self, wish: CheckMenu) -> MenuChecked:
        """Return what is wrong with a text, and its tree."""
        return self._http.send("POST", f"{API_PREFIX}/menu/check", TypeAdapter(MenuChecked), body=wish)

    def walk(self, wish: TryMenu) -> MenuTried:
        """Return where a caller stands in a text after what they keyed."""
        return self._http.send("POST", f"{API_PREFIX}/menu/try", TypeAdapter(MenuTried), body=wish)

    def save(self, command: SaveMenu) -> Menu:
        """Raises STALE_VERSION, MENU_WRONG, NOT_ALLOWED."""
        return self._http.send("PUT", f"{API_PREFIX}/menu", TypeAdapter(Menu), body=command)

    def versions(self) -> Versions:
        """Return the versions, the newest first."""
        return self._http.send("GET", f"{API_PREFIX}/menu/versions", TypeAdapter(Versions))

    def version(self, number: int) -> KeptMenu:
        """Return one version. Raises NOT_FOUND."""
        return self._http.send("GET", f"{API_PREFIX}/menu/versions/{number}", TypeAdapter(KeptMenu))
