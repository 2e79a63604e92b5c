"""The supervisor's board, asked for once; live it comes over the stream. Each raises `ClientError`."""

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.board import Board, BoardChoices, BoardFilter


class BoardApi:
    """For supervisors."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._choices = TypeAdapter(BoardChoices)
        self._board = TypeAdapter(Board)

    def choices(self) -> BoardChoices:
        """Return what the board may be filtered by."""
        return self._http.send("GET", f"{API_PREFIX}/board/choices", self._choices)

    def board(self, asks: BoardFilter) -> Board:
        """Return the board as it stands now. What is not known of the filter is nothing."""
        return self._http.send("POST", f"{API_PREFIX}/board/looks", self._board, body=asks)
