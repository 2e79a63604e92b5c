"""What a figure means, with the numbers put in, and what it counts. Each raises `ClientError`."""

from typing import Final

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.figures import AboutCell, ExplainedFigure, ItemPage, ListItems

_FIGURES: Final = f"{API_PREFIX}/figures"


class FiguresApi:
    """Explains figures."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._explained = TypeAdapter(ExplainedFigure)
        self._items = TypeAdapter(ItemPage)

    def explained(self, about: AboutCell) -> ExplainedFigure:
        """Return a figure with its numbers."""
        return self._http.send("POST", f"{_FIGURES}/explained", self._explained, body=about)

    def items(self, about: ListItems) -> ItemPage:
        """Return what a figure counts, a page at a time."""
        return self._http.send("POST", f"{_FIGURES}/items", self._items, body=about)
