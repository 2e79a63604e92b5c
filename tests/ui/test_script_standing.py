"""How a call's script stands is told with the agent's part of it; it is asked for by itself where that has changed."""

from uuid import UUID, uuid4

from agent_desktop.client.current_interaction import InteractionModel
from agent_desktop.client.desk import DeskModel
from agent_desktop.client.script_runs import ScriptRunSaver
from agent_desktop.client.script_standing import StandingModel
from agent_desktop.client.shown_customer import ShownCustomerModel
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.verification import VerificationModel
from agent_desktop.contract.interactions import Interaction
from agent_desktop.contract.scripts import OpenedInteraction, ScriptStanding
from agent_desktop.contract.verification import Level, Verification
from tests.client.note_bench import MemoryJournal
from tests.client.support import Clock, HeldTasks, call, card, desk, profile, snapshot
from tests.client.test_desk import Reader
from tests.client.test_script_runs import RunServer
from tests.ui.script_bench import Checks, NoCustomers, Scripts


class _Opening(RunServer):
    """Tells with the part of the call how its script stands, as the server does."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        standing = ScriptStanding(interaction_id=self.stored.interaction_id, values={"tier": "private"}, level=level)
        self.told: ScriptStanding | None = standing

    def interaction(self, call_id: UUID) -> Interaction:
        return OpenedInteraction(**dict(super().interaction(call_id)), standing=self.told)


class _Asked(Scripts):
    """Counts how often it is asked how a script stands."""

    def __init__(self, runs: RunServer) -> None:
        super().__init__(runs)
        self.standings = 0

    def standing(self, interaction_id: UUID) -> ScriptStanding:
        self.standings += 1
        return super().standing(interaction_id)


class _Bench:
    def __init__(self, level: Level = Level.NONE) -> None:
        self.runs, self.reader, self.checks, self.held, clock = (
            _Opening(level),
            Reader(),
            Checks(),
            HeldTasks(),
            Clock(),
        )
        self.call = call(call_id=self.runs.stored.call_id)
        self.customer = profile()
        self.reader.cards[self.call.call_id] = card(self.call.call_id, self.customer)
        self.scripts, tasks = _Asked(self.runs), ImmediateTasks()
        self.desk = DeskModel(self.reader, tasks, monotonic=clock.monotonic)
        interactions = InteractionModel(self.desk, self.runs.interaction, tasks, monotonic=clock.monotonic)
        customers = ShownCustomerModel(self.desk, NoCustomers(), tasks)
        self.verification = VerificationModel(customers, self.checks, self.held)
        saver = ScriptRunSaver(self.runs, MemoryJournal(), tasks, tasks, clock.now, monotonic=clock.monotonic)
        self.model = StandingModel(interactions, self.verification, self.scripts, saver, tasks)

    def answered(self) -> "_Bench":
        self.desk.receive(snapshot(desk(call=self.call)))
        return self

    def checked(self, level: Level) -> None:
        self.checks.told = Verification(
            call_id=self.call.call_id,
            customer_id=self.customer.customer_id,
            level=level,
            points=0,
            passed=0,
            attempts_left=3,
        )
        self.verification.read()
        self.held.run_all()


def test_what_was_told_with_the_opened_part_is_not_asked_for_again() -> None:
    bench = _Bench().answered()

    assert (bench.model.standing.told, bench.model.standing.values) == (True, {"tier": "private"})
    bench.checked(Level.NONE)  # what the server knew when it told it
    assert (bench.model.standing.level, bench.scripts.standings) == (Level.NONE, 0)

    bench.checked(Level.FULL)

    assert (bench.model.standing.level, bench.scripts.standings) == (Level.FULL, 1)


def test_a_caller_who_was_checked_before_is_so_by_what_was_told_first() -> None:
    bench = _Bench(Level.FULL).answered()
    bench.checked(Level.FULL)

    assert (bench.model.standing.level, bench.scripts.standings) == (Level.FULL, 0)


def test_checks_that_have_gone_on_meanwhile_have_it_asked_for() -> None:
    bench = _Bench().answered()
    bench.checked(Level.FULL)

    assert (bench.model.standing.level, bench.scripts.standings) == (Level.FULL, 1)


def test_a_server_that_told_no_standing_is_asked_for_it() -> None:
    bench = _Bench()
    bench.runs.told = None
    bench.scripts.told = ScriptStanding(interaction_id=uuid4(), values={"tier": "premium"})
    bench.answered()

    assert (bench.model.standing.values, bench.scripts.standings) == ({"tier": "premium"}, 1)
