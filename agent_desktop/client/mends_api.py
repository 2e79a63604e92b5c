"""What looks stuck, what was set right, and setting right by hand. Each raises `ClientError`."""

from urllib.parse import urlencode

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.mends import LiveList, LiveWhich, Mend, MendByHand, Mends


class MendsApi:
    """For supervisors."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._mends = TypeAdapter(Mends)
        self._live = TypeAdapter(LiveList)

    def live(self, which: LiveWhich, find: str = "") -> LiveList:
        """Return what is live, or looks stuck, whose agent or queue has `find` in its name. Raises NOT_ALLOWED."""
        query = urlencode({"which": which.value, **({"find": find[:60]} if find else {})})
        return self._http.send("GET", f"{API_PREFIX}/mends/live?{query}", self._live)

    def mends(self, *, by_hand: bool | None = None, finding: str = "", after: Mend | None = None) -> Mends:
        """Return what was set right, the newest first: by hand or by itself only, for one finding, the ones that come
        after another one in the list. Raises NOT_ALLOWED."""
        wanted: dict[str, str] = {}
        if by_hand is not None:
            wanted["by_hand"] = "true" if by_hand else "false"
        if finding:
            wanted["finding"] = finding
        if after is not None:
            wanted |= {"before_at": after.at.isoformat(), "before_id": str(after.mend_id)}
        query = f"?{urlencode(wanted)}" if wanted else ""
        return self._http.send("GET", f"{API_PREFIX}/mends{query}", self._mends)

    def mend(self, command: MendByHand) -> Mends:
        """Raises MEND_OVERTAKEN, AGENT_TRANSITION_REFUSED, CALL_TRANSITION_REFUSED, AGENT_NOT_FOUND, CALL_NOT_FOUND."""
        return self._http.send("POST", f"{API_PREFIX}/mends", self._mends, body=command)
