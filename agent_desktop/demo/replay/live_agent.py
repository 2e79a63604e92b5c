"""A simulated agent at a server: the product's own client without a window, on a thread of its own."""

import logging
import queue
import threading
from random import Random
from typing import Final
from uuid import UUID, uuid4

from agent_desktop.client.api import Api, SessionsApi
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import Http
from agent_desktop.client.link import LinkState
from agent_desktop.client.session import Session
from agent_desktop.client.stream import DeskStream
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.vault import Vault
from agent_desktop.contract.interactions import FinishWrapUp
from agent_desktop.demo.replay.conduct import Deed, Step, delay_of, next_step
from agent_desktop.demo.replay.prepare import ReplayAgent
from agent_desktop.server.versions import server_version
from telephony.clock import ScaledClock
from telephony.contract import AgentAction, AgentCommand, AgentState, CallAction, CallCommand, StreamMessage

LOOK_SECONDS: Final = 0.5
"""The most an agent waits, by the machine's clock, before they look whether something is to be asked again."""

_ACTIONS: Final = {Deed.GO_READY: AgentAction.GO_READY, Deed.GO_OFFLINE: AgentAction.GO_OFFLINE}

_log = logging.getLogger(__name__)


class LiveAgent:
    """One agent who comes to work, takes calls as the desk brings them, and goes home.

    `begin` and `end` belong to the replay's thread; everything else happens on the agent's own.
    """

    def __init__(self, origin: str, agent: ReplayAgent, password: str, clock: ScaledClock, chance: Random) -> None:
        self._origin = origin
        self._agent = agent
        self._password = password
        self._clock = clock
        self._chance = chance
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._on_shift = False
        self._stopping = threading.Event()

    def begin(self) -> None:
        """Come to work; who has not yet gone home stays."""
        with self._guard:
            self._on_shift = True
            if self._thread is None:
                name = f"agent-{self._agent.number}"
                self._thread = threading.Thread(target=self._work, name=name, daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Go home, as soon as the caller on the line is served."""
        self._on_shift = False

    @property
    def is_at_work(self) -> bool:
        """Whether the agent has not gone home yet."""
        return self._thread is not None

    def stop(self) -> None:
        """End the thread, wherever the agent is."""
        self._stopping.set()
        thread = self._thread
        if thread is not None:
            thread.join(timeout=20)

    # on the agent's thread

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self._shift()
            except ClientError as error:  # the server is away: come again
                _log.warning("agent %s: %s", self._agent.number, error.code)
                self._stopping.wait(LOOK_SECONDS)
            with self._guard:
                if not self._on_shift:
                    self._thread = None
                    return

    def _shift(self) -> None:
        http = Http(self._origin, server_version())
        vault = Vault(lambda: None)
        session = Session(SessionsApi(http), vault)
        try:
            session.sign_in(self._agent.name, self._password)
            api = Api(http, session)
            said: queue.SimpleQueue[StreamMessage | LinkState] = queue.SimpleQueue()
            stream = DeskStream(
                self._origin,
                session,
                ServerClock(),
                on_message=said.put,
                on_link=said.put,
                client_version=server_version(),
            )
            stream.start()
            try:
                self._follow(api, said)
            finally:
                stream.stop()
            session.sign_out()
        finally:
            vault.close()
            http.close()

    def _follow(self, api: Api, said: "queue.SimpleQueue[StreamMessage | LinkState]") -> None:
        """Do what the desk asks for, until the agent is offline and the shift is over."""
        model = DeskModel(api.desk, ImmediateTasks())
        intended: Step | None = None
        due_at = self._clock.now()
        while not self._stopping.is_set():
            desk = model.view.desk
            step = None if desk is None else next_step(desk, on_shift=self._on_shift)
            if desk is not None and desk.agent.state is AgentState.OFFLINE and step is None:
                return
            if step != intended:
                intended = step
                due_at = self._clock.later(delay_of(step, self._chance)) if step is not None else due_at
            wait = LOOK_SECONDS
            if intended is not None:
                wait = min(wait, self._clock.machine_seconds_until(due_at))
                if wait <= 0:
                    self._do(api, model, intended)
                    intended = None
                    continue
            self._take(model, said, wait)

    @staticmethod
    def _take(model: DeskModel, said: "queue.SimpleQueue[StreamMessage | LinkState]", wait: float) -> None:
        try:
            message = said.get(timeout=wait)
        except queue.Empty:
            model.tick()
            return
        if isinstance(message, LinkState):
            model.link_changed(message)
        else:
            model.receive(message)

    def _do(self, api: Api, model: DeskModel, step: Step) -> None:
        try:
            match step.deed:
                case Deed.ANSWER:
                    command = CallCommand(command_id=uuid4(), action=CallAction.ANSWER)
                    model.take_answer(api.desk.call_command(_call_of(step), command))
                case Deed.FINISH:
                    interaction = api.interactions.interaction(_call_of(step))
                    code = api.interactions.dispositions()[0].code
                    finish = FinishWrapUp(command_id=uuid4(), disposition_code=code)
                    model.take_answer(api.interactions.finish(interaction.interaction_id, finish))
                case _:
                    asked = AgentCommand(command_id=uuid4(), action=_ACTIONS[step.deed])
                    model.take_answer(api.desk.agent_command(asked))
        except ClientError as error:
            # Most are races that agents lose every day: the caller has hung up, the offer is gone.
            _log.info("agent %s could not %s: %s", self._agent.number, step.deed.value, error.code)
            self._stopping.wait(0.05)
            model.read_again()


def _call_of(step: Step) -> UUID:
    assert step.call_id is not None
    return step.call_id
