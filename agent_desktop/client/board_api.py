"""The supervisor's board, asked for once; live it comes over the stream. Each raises `ClientError`."""

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.board import Board, BoardChoices, BoardFilter
from agent_desktop.contract.callback_lists import Callbacks


class BoardApi:
    """For supervisors."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._choices = TypeAdapter(BoardChoices)
        self._board = TypeAdapter(Board)
        self._callbacks = TypeAdapter(Callbacks)

    def choices(self) -> BoardChoices:
        """Return what the board may be filtered by."""
        return self._http.send("GET", f"{API_PREFIX}/board/choices", self._choices)

    def board(self, asks: BoardFilter) -> Board:
        """Return the board as it stands now. What is not known of the filter is nothing."""
        return self._http.send("POST", f"{API_PREFIX}/board/looks", self._board, body=asks)

    def callbacks(self, asks: BoardFilter) -> Callbacks:
        """Return the callbacks that such a board counts: late, or due until the end of today."""
        return self._http.send("POST", f"{API_PREFIX}/board/callbacks", self._callbacks, body=asks)
