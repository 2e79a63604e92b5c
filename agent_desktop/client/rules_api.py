"""The routes of the rules beside the routing. Each raises `ClientError`."""

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.figures import DefineLevel, LevelDefinitions
from agent_desktop.contract.floor_alerts import TimerLimitList
from agent_desktop.contract.routing import Checked, Versions
from agent_desktop.contract.rules import AwayReasons, CheckRules, KeptRules, RuleKind, Rules, SaveRules


class RulesApi:
    """Outcomes, reasons for being not ready, thresholds, and how service levels are counted."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http

    def away_reasons(self) -> AwayReasons:
        """Return why agents may be not ready."""
        return self._http.send("GET", f"{API_PREFIX}/away-reasons", TypeAdapter(AwayReasons))

    def timer_limits(self) -> TimerLimitList:
        """Return what the timers of an agent's own desktop go by."""
        return self._http.send("GET", f"{API_PREFIX}/timer-limits", TypeAdapter(TimerLimitList))

    def read(self, kind: RuleKind) -> Rules:
        """Return the version that counts. Raises NOT_ALLOWED."""
        return self._http.send("GET", _place(kind), TypeAdapter(Rules))

    def check(self, kind: RuleKind, wish: CheckRules) -> Checked:
        """Return what is wrong with a document."""
        return self._http.send("POST", f"{_place(kind)}/check", TypeAdapter(Checked), body=wish)

    def save(self, kind: RuleKind, command: SaveRules) -> Rules:
        """Raises STALE_VERSION, RULES_WRONG, NOT_ALLOWED."""
        return self._http.send("PUT", _place(kind), TypeAdapter(Rules), body=command)

    def versions(self, kind: RuleKind) -> Versions:
        """Return the versions, the newest first."""
        return self._http.send("GET", f"{_place(kind)}/versions", TypeAdapter(Versions))

    def version(self, kind: RuleKind, number: int) -> KeptRules:
        """Return one version as it may be published again. Raises NOT_FOUND."""
        return self._http.send("GET", f"{_place(kind)}/versions/{number}", TypeAdapter(KeptRules))

    def levels(self) -> LevelDefinitions:
        """Return how service levels are counted, were, and will be."""
        return self._http.send("GET", f"{API_PREFIX}/figures/levels", TypeAdapter(LevelDefinitions))

    def define_level(self, command: DefineLevel) -> LevelDefinitions:
        """Raises STALE_VERSION, LEVEL_REFUSED, NOT_ALLOWED."""
        return self._http.send("POST", f"{API_PREFIX}/figures/levels", TypeAdapter(LevelDefinitions), body=command)


def _place(kind: RuleKind) -> str:
    return f"{API_PREFIX}/rules/{kind.value}"
