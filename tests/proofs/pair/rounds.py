"""One round: a server is killed at a seeded moment during a replay, is started again, and everything is compared."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Final

from tests.proofs.kill import checks
from tests.proofs.kill.floor import RING_SECONDS
from tests.proofs.kill.ledger import Entry, LedgerReader
from tests.proofs.kill.orders import note_for
from tests.proofs.kill.programs import sleep_until
from tests.proofs.pair.centre import SERVERS, Pair
from tests.proofs.pair.checks import live_of, nothing_twice, went_on

LIMIT_SECONDS: Final = 15.0
"""How long after a restart a call that was acknowledged before the kill may take to be finished or requeued."""

FIRST, SECOND = SERVERS
_VICTIMS: Final = ((FIRST,), (SECOND,), (FIRST,), (SECOND,), (FIRST, SECOND))
_MOMENTS: Final = ("taken", "answer", "hold", "hang_up", "finish", "heard", "any")
"""After which line of the ledgers a kill falls: a report taken by a server, or a command still on its way."""

_MOMENT_SECONDS: Final = 10.0
_STREAM_SECONDS: Final = 15.0


@dataclass(slots=True)
class Round:
    """What was planned, and what came of it. Seconds count from the kill, those of calls from the restart."""

    number: int
    victims: tuple[str, ...]
    moment: str
    delay: float
    down_seconds: float
    live: int = 0
    ready_seconds: float = 0.0
    streams_seconds: float = 0.0
    slowest_seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    def row(self) -> str:
        """Return the round as one line of the table."""
        return (
            f"{self.number:>5}  {' + '.join(self.victims):<16} {self.moment:<8} +{self.delay * 1000:>4.0f} ms"
            f" {self.live:>5} {self.ready_seconds:>8.2f} {self.streams_seconds:>9.2f} {self.slowest_seconds:>8.2f}"
            f"  {'; '.join(self.problems) or 'nothing lost, nothing twice, nobody stuck'}"
        )


HEAD: Final = (
    f"{'round':>5}  {'killed by SIGKILL':<16} {'moment':<16} {'calls':>5} {'ready s':>8} {'streams s':>9}"
    f" {'calls s':>8}"
)


def plan_rounds(seed: int, count: int) -> list[Round]:
    """Return the rounds of this seed: the servers in turn, now and then both; moments and delays by chance."""
    chance = Random(f"{seed}-pair")
    return [
        Round(
            number=number,
            victims=_VICTIMS[(number - 1) % len(_VICTIMS)],
            moment=chance.choice(_MOMENTS),
            delay=chance.choice((0.0, chance.uniform(0.0, 0.03), chance.uniform(0.0, 0.5))),
            down_seconds=chance.choice((0.0, chance.uniform(0.0, 2.0))),
        )
        for number in range(1, count + 1)
    ]


class Rounds:
    """Plays rounds on one pair, which goes on from one to the next."""

    def __init__(self, pair: Pair, seed: int) -> None:
        self._pair = pair
        self._seed = seed

    def play(self, round_: Round) -> None:
        """Play one round; calls come all the while. What is wrong stands in its `problems`."""
        pair = self._pair
        assert not pair.callers.is_over, "the log is over before the rounds: take another, or fewer rounds"
        if round_.number == 1:
            pair.until(self._all_at_work, "every agent at work, and somebody in a call")
        self._until_moment(round_.moment)
        sleep_until(time.monotonic() + round_.delay)
        killed_at = time.monotonic()
        for victim in round_.victims:
            pair.servers[victim].kill()
        acknowledged = self._acknowledged()
        with pair.connect() as tables:
            live = live_of(tables, acknowledged)
        round_.live = len(live)
        time.sleep(round_.down_seconds)
        for victim in round_.victims:
            pair.servers[victim].start()
        if len(round_.victims) < len(SERVERS):
            # The other one has everybody, long before this one is back.
            round_.streams_seconds = self._until_streams_are_up(killed_at)
        for victim in round_.victims:
            ready_at = pair.until(lambda name=victim: pair.is_ready(name), f"the {victim} server")  # type: ignore[misc]
            round_.ready_seconds = ready_at - killed_at
        if len(round_.victims) == len(SERVERS):
            round_.streams_seconds = self._until_streams_are_up(killed_at)
        round_.slowest_seconds = self._until_went_on(live)

    def rest_and_compare(self) -> list[str]:
        """Let everybody stop, and return what the ledgers, the carrier and the tables do not agree on."""
        self._rest()
        problems = self.compare()
        self._pair.resume()
        return problems

    def finish(self) -> list[str]:
        """Let the last calls end, compare once more, and see that both servers had their part."""
        pair = self._pair
        pair.callers.pause()
        pair.until(self._everybody_is_free, "every call ended and every agent free", seconds=90)
        self._rest()
        problems = self.compare()
        idle = [name for name, port in pair.ports.items() if not pair.balancer.taken[port]]
        return problems + [f"the {name} server was never given anything to do" for name in idle]

    def compare(self) -> list[str]:
        """Return what does not agree. Everybody is at rest."""
        pair, problems = self._pair, list[str]()
        ledgers = pair.ledgers()
        with pair.connect() as tables:
            for name, reader in ledgers.items():
                problems += checks.acknowledged_is_there(tables, name, reader.entries)
                problems += checks.heard_is_there(tables, name, reader.entries)
            problems += checks.reports_are_there(tables, pair.carrier_ledger.entries)
            problems += checks.notes_are_whole(tables, lambda call_id: note_for(self._seed, call_id))
            problems += checks.done_once(tables, ledgers)
            problems += checks.nothing_is_stuck(tables, pair.callers.calls())
            problems += nothing_twice(tables)
        return problems

    def _readers(self) -> list[LedgerReader]:
        return [*self._pair.agent_ledgers.values(), self._pair.carrier_ledger]

    def _until_moment(self, moment: str) -> None:
        for reader in self._readers():
            reader.read()  # what was before is not the moment
        deadline = time.monotonic() + _MOMENT_SECONDS
        while time.monotonic() < deadline:
            if any(_is_moment(entry, moment) for reader in self._readers() for entry in reader.read()):
                return
            time.sleep(0.002)

    def _acknowledged(self) -> list[str]:
        """Return the calls of which the carrier was told, by now, that a report of theirs was taken."""
        self._pair.ledgers()
        taken = self._pair.carrier_ledger.matching(lambda entry: entry.what == "taken")
        return sorted({str(entry["call_sid"]) for entry in taken})

    def _until_streams_are_up(self, killed_at: float) -> float:
        def all_up() -> bool:
            self._pair.ledgers()
            # A link that was with the other server all along says nothing of the kill.
            return all(_link_is_up(reader) for reader in self._pair.agent_ledgers.values())

        time.sleep(0.3)  # a link that is cut says so at once
        limit = _STREAM_SECONDS + 30
        return self._pair.until(all_up, "every agent's stream being with a server", seconds=limit) - killed_at

    def _until_went_on(self, live: set[str]) -> float:
        """Wait until each of these calls is finished or requeued; return how long the slowest took."""
        restarted_at, since = time.monotonic(), datetime.now(UTC)
        with self._pair.connect() as tables:

            def all_went_on() -> bool:
                return went_on(tables, live, since) == live

            what = f"every call acknowledged before the kill finished or requeued: {sorted(live)}"
            return self._pair.until(all_went_on, what, seconds=LIMIT_SECONDS) - restarted_at

    def _rest(self) -> None:
        pair, limit = self._pair, 2.0 * RING_SECONDS + 30.0
        paused_at = time.monotonic()
        pair.pause()
        pair.until(lambda: all(_settled(each, paused_at) for each in pair.ledgers().values()), "rest", seconds=limit)
        pair.until(self._nothing_under_way, "nothing being under way", seconds=limit)

    def _nothing_under_way(self) -> bool:
        if any(view.undelivered for view in self._pair.callers.calls().values()):
            return False
        return self._count(
            "SELECT (SELECT count(*) FROM provider_outbox WHERE done_at IS NULL)"
            " + (SELECT count(*) FROM calls WHERE state = 'connecting' OR (pending IS NOT NULL AND state <> 'ended'))"
            " + (SELECT count(*) FROM offers WHERE outcome = 'open' AND expires_at < now() + interval '1 second') AS n"
        ) == 0  # fmt: skip

    def _all_at_work(self) -> bool:
        """Say whether nobody is away, and at least one agent is in a call. A quiet hour of a log has no more."""
        return self._count(
            "SELECT CASE WHEN bool_or(state = 'on_call') THEN count(*) FILTER (WHERE state <> 'offline') END AS n"
            " FROM agents"
        ) == len(self._pair.agent_names)  # fmt: skip

    def _everybody_is_free(self) -> bool:
        return self._count(
            "SELECT (SELECT count(*) FROM calls WHERE state <> 'ended')"
            " + (SELECT count(*) FROM agents WHERE state <> 'ready') AS n"
        ) == 0  # fmt: skip

    def _count(self, query: str) -> int:
        with self._pair.connect() as tables:
            row = tables.execute(query).fetchone()
        time.sleep(0.05)
        return -1 if row is None or row["n"] is None else int(row["n"])


def _is_moment(entry: Entry, moment: str) -> bool:
    if moment == "any":
        return True
    if entry.what == "asked":
        return moment == entry.get("action") or str(entry["path"]).endswith(f"/{moment}")
    return entry.what == moment


def _link_is_up(reader: LedgerReader) -> bool:
    link = reader.last("link")
    return link is not None and bool(link["up"])


def _settled(reader: LedgerReader, paused_at: float) -> bool:
    settled = reader.last("settled", since=paused_at)
    return settled is not None and not any(
        entry.at > settled.at and entry.what in ("asked", "pressed") for entry in reader.entries[-50:]
    )
