"""Service scripts over HTTP, as an agent's desktop uses them in a call."""

from uuid import UUID, uuid4

from pydantic import TypeAdapter

from agent_desktop.client.http import SignedHttp
from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.customer_mails import ChangeMail, CustomerMail, MailStep
from agent_desktop.contract.scripts import (
    ActionResult,
    DoScriptAction,
    ListedScript,
    ScriptPace,
    ScriptStanding,
    TickScriptAction,
)
from agent_desktop.service_scripts.schema import Script


class ScriptsApi:
    """Service scripts, and what is done from them."""

    def __init__(self, http: SignedHttp) -> None:
        self._http = http
        self._choices = TypeAdapter(tuple[ListedScript, ...])
        self._script = TypeAdapter(Script)
        self._pace = TypeAdapter(ScriptPace)
        self._standing = TypeAdapter(ScriptStanding)
        self._result = TypeAdapter(ActionResult)

    def scripts(self, interaction_id: UUID | None = None) -> tuple[ListedScript, ...]:
        """Return the scripts that an agent can change to; for a call what suits it comes first."""
        of_call = f"?interaction={interaction_id}" if interaction_id is not None else ""
        return self._http.send("GET", f"{API_PREFIX}/scripts{of_call}", self._choices)

    def script(self, script_id: str, version: str) -> Script:
        """Return one script."""
        return self._http.send("GET", f"{API_PREFIX}/scripts/{script_id}/versions/{version}", self._script)

    def pace(self, script_id: str) -> ScriptPace:
        """Return how long talks by a script usually go on from each step."""
        return self._http.send("GET", f"{API_PREFIX}/scripts/{script_id}/pace", self._pace)

    def standing(self, interaction_id: UUID) -> ScriptStanding:
        """Return what the walk knows beside the answers."""
        return self._http.send("GET", f"{API_PREFIX}/interactions/{interaction_id}/script-standing", self._standing)

    def do_action(self, interaction_id: UUID, action_id: str, command: DoScriptAction) -> ActionResult:
        """Have an action done, or ask what became of an attempt at it."""
        path = f"{API_PREFIX}/interactions/{interaction_id}/script-actions/{action_id}"
        return self._http.send("POST", path, self._result, body=command)

    def take_back(self, mail_id: UUID) -> None:
        """Take an e-mail of an action back before it goes out. Raises CAMPAIGN_REFUSED: it has gone."""
        command = ChangeMail(command_id=uuid4(), step=MailStep.UNDO)
        self._http.send("POST", f"{API_PREFIX}/mails/{mail_id}/steps", TypeAdapter(CustomerMail), body=command)

    def tick_action(self, interaction_id: UUID, action_id: str, command: TickScriptAction) -> ActionResult:
        """Say that the agent has done an action elsewhere."""
        path = f"{API_PREFIX}/interactions/{interaction_id}/script-actions/{action_id}/by-hand"
        return self._http.send("POST", path, self._result, body=command)
