"""One round: somebody is killed at a seeded moment, is started again, and everything is compared."""

import time
from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.proofs.kill import checks
from tests.proofs.kill.centre import Centre, DesktopProgram
from tests.proofs.kill.floor import RING_SECONDS
from tests.proofs.kill.ledger import Entry, LedgerReader
from tests.proofs.kill.orders import note_for
from tests.proofs.kill.programs import sleep_until
from tests.proofs.kill.went_on import went_on

SERVER: Final = "server"
DATABASE: Final = "database"
DESKTOP: Final = "desktop"

_VICTIMS: Final = (
    (SERVER,),
    (DATABASE,),
    (DESKTOP,),
    (SERVER, DATABASE),
    (SERVER, DESKTOP),
    (DATABASE, DESKTOP),
)
_FIRST: Final = ((SERVER, DESKTOP), (DATABASE,))
_MOMENTS: Final = ("typed", "kept", "note", "script-run", "answer", "hold", "hang_up", "finish", "heard", "any")
"""After which line in a desktop's ledger a kill falls; `note` and the commands are lines *asked*: still on the way."""

_MOMENT_SECONDS: Final = 20.0
_NEXT_CALL_SECONDS: Final = 60.0


@dataclass(slots=True)
class Round:
    """What was planned, and what came of it. Seconds count from the kill; None where it does not apply.

    `killed_at` is when the kill began, `desktop_died_at` when a desktop among the victims was first dead, both by the
    ledgers' clock: victims die one after the other, and a person goes on meanwhile. `typed`, `recovered` and
    `lost_seconds` are as in `WentOn`.
    """

    number: int
    victims: tuple[str, ...]
    moment: str
    delay: float
    with_children: bool
    down_seconds: float
    kill_again: bool
    killed_at: float = 0.0
    desktop_died_at: float = 0.0
    server_seconds: float | None = None
    desktop_seconds: float | None = None
    typed: int | None = None
    recovered: int | None = None
    lost_seconds: float | None = None
    problems: list[str] = field(default_factory=list)

    def row(self) -> str:
        """Return the round as one line of the table."""
        victims = " + ".join(self.victims) + (" twice" if self.kill_again else "")
        if DATABASE in self.victims and not self.with_children:
            victims += " (postmaster only)"
        keys = "-" if self.typed is None else f"{self.typed} / {self.recovered}, {self.lost_seconds:.1f} s"
        return (
            f"{self.number:>5}  {victims:<40} {self.moment:<10} +{self.delay * 1000:>4.0f} ms"
            f" {_seconds(self.server_seconds)} {_seconds(self.desktop_seconds)}  {keys:>14}"
            f"  {'; '.join(self.problems) or 'nothing lost, nobody stuck'}"
        )


HEAD: Final = f"{'round':>5}  {'killed by SIGKILL':<40} {'moment':<18} {'server s':>9} {'desktop s':>9}  {'keys':>14}"


def _seconds(value: float | None) -> str:
    return "        -" if value is None else f"{value:>9.2f}"


def plan_rounds(seed: int, count: int) -> list[Round]:
    """Return the rounds of this seed: the victims in turn and in any order, moments and delays by chance."""
    chance = Random(f"{seed}-rounds")
    victims: list[tuple[str, ...]] = []
    while len(victims) < count:
        # The first two rounds of any run have each program once.
        some = list(_VICTIMS if victims else _FIRST)
        chance.shuffle(some)
        victims += some
    return [
        Round(
            number=number,
            victims=each,
            moment=chance.choice(_MOMENTS),
            delay=chance.choice((0.0, chance.uniform(0.0, 0.03), chance.uniform(0.0, 1.0))),
            with_children=chance.random() < 2 / 3,
            down_seconds=chance.choice((0.0, chance.uniform(0.0, 2.0))),
            kill_again=number > len(_FIRST) and DATABASE not in each and chance.random() < 0.15,
        )
        for number, each in enumerate(victims[:count], start=1)
    ]


class Rounds:
    """Plays rounds on one centre, which goes on from one to the next."""

    def __init__(self, centre: Centre, seed: int) -> None:
        self._centre = centre
        self._seed = seed
        self._since = time.monotonic()

    def play(self, round_: Round) -> None:
        """Play one round; what is wrong afterwards stands in its `problems`."""
        centre = self._centre
        desktop = centre.desktops[round_.number % len(centre.desktops)]
        if round_.number > 1:
            self._until_all_at_work()
        else:
            centre.until(lambda: _has_typed(desktop.ledger), "the first key typed")
        self._kill(round_, desktop)
        self._start_again(round_, desktop)
        self._since = time.monotonic()
        round_.problems += self._desktop_went_on(round_, desktop)
        self._rest()
        round_.problems += self.compare()
        centre.resume()

    def finish(self) -> list[str]:
        """See everybody take one more call, let the last ones end, and compare once more."""
        self._until_all_at_work()
        self._centre.callers.pause()
        self._centre.until(self._everybody_is_free, "every call ended and every agent free", seconds=90)
        self._rest()
        return self.compare()

    def compare(self) -> list[str]:
        """Return what the ledgers, the carrier and the tables do not agree on. Everybody is at rest."""
        centre = self._centre
        ledgers = centre.ledgers()
        problems: list[str] = []
        with centre.connect() as tables:
            for name, reader in ledgers.items():
                problems += checks.acknowledged_is_there(tables, name, reader.entries)
                problems += checks.heard_is_there(tables, name, reader.entries)
                problems += [f"{name}: {entry['problem']}" for entry in reader.entries if entry.what == "wrong"]
            problems += checks.reports_are_there(tables, centre.carrier_ledger.entries)
            problems += checks.notes_are_whole(tables, lambda call_id: note_for(self._seed, call_id))
            problems += checks.done_once(tables, ledgers)
            problems += checks.nothing_is_stuck(tables, centre.callers.calls())
        return problems

    # the kill

    def _kill(self, round_: Round, desktop: DesktopProgram) -> None:
        """Wait for the moment, and kill."""
        desktop.ledger.read()  # what was before is not the moment
        deadline = time.monotonic() + _MOMENT_SECONDS
        while time.monotonic() < deadline:
            if any(_is_moment(entry, round_.moment) for entry in desktop.ledger.read()):
                break
            time.sleep(0.002)
        sleep_until(time.monotonic() + round_.delay)
        round_.killed_at = time.monotonic()
        for victim in round_.victims:
            self._kill_one(round_, victim, desktop)

    def _kill_one(self, round_: Round, victim: str, desktop: DesktopProgram) -> None:
        if victim == SERVER:
            self._centre.server.kill()
        elif victim == DATABASE:
            self._centre.kill_database(with_children=round_.with_children)
        else:
            desktop.program.kill()
            round_.desktop_died_at = round_.desktop_died_at or time.monotonic()

    def _start_again(self, round_: Round, desktop: DesktopProgram) -> None:
        """Start what was killed as a supervisor would; the database is the launcher's own to start."""
        self._start_once(round_, desktop, round_.down_seconds)
        if round_.kill_again:
            time.sleep(Random(f"{self._seed}-again-{round_.number}").uniform(0.05, 1.5))
            for victim in round_.victims:
                self._kill_one(round_, victim, desktop)
            self._start_once(round_, desktop, 0.0)
        centre = self._centre
        ready_at = centre.until(centre.server_is_ready, "the server being ready again")
        if SERVER in round_.victims or DATABASE in round_.victims:
            round_.server_seconds = ready_at - round_.killed_at
        if SERVER in round_.victims or DESKTOP in round_.victims:
            back_at = centre.until(lambda: self._is_back(round_, desktop), "the desktop being back")
            round_.desktop_seconds = back_at - round_.killed_at

    def _start_once(self, round_: Round, desktop: DesktopProgram, down_seconds: float) -> None:
        time.sleep(down_seconds)
        if SERVER in round_.victims:
            self._centre.server.start()
        if DESKTOP in round_.victims:
            desktop.start()

    def _is_back(self, round_: Round, desktop: DesktopProgram) -> bool:
        reader = desktop.ledger
        reader.read()
        if DESKTOP in round_.victims:
            started = reader.last("started", since=round_.killed_at)
            return started is not None and reader.first("back", since=started.at) is not None
        link = reader.last("link")
        return link is not None and link.at > round_.killed_at and bool(link["up"])

    # what must hold

    def _desktop_went_on(self, round_: Round, desktop: DesktopProgram) -> list[str]:
        """Compare what the killed desktop showed with what the new one shows."""
        if DESKTOP not in round_.victims:
            return []
        desktop.ledger.read()
        found = went_on(desktop.ledger, desktop.name, round_.desktop_died_at)
        round_.typed, round_.recovered, round_.lost_seconds = found.typed, found.recovered, found.lost_seconds
        return found.problems

    def _until_all_at_work(self) -> None:
        """Wait until every agent has taken a call since the last kill: nobody is stuck."""
        names = [*(desktop.name for desktop in self._centre.desktops), *self._centre.agent_names]
        query = (
            "SELECT count(DISTINCT u.name) AS n FROM users u JOIN interactions i ON i.agent_id = u.user_id"
            " JOIN calls c ON c.call_id = i.call_id WHERE c.answered_at > now() - make_interval(secs => %s)"
        )

        def all_at_work() -> bool:
            with self._centre.connect() as tables:
                row = tables.execute(query, [time.monotonic() - self._since]).fetchone()
            time.sleep(0.1)
            return row is not None and row["n"] == len(names)

        self._centre.until(all_at_work, "every agent taking a call", seconds=_NEXT_CALL_SECONDS)

    def _rest(self) -> None:
        """Let everybody stop; wait until each has said that all they did is on the server, and nothing is under way."""
        limit = 2.0 * RING_SECONDS + 30.0
        paused_at = time.monotonic()
        self._centre.pause()
        self._centre.until(lambda: self._all_settled(paused_at), "everybody at rest", seconds=limit)
        self._centre.until(self._nothing_under_way, "nothing being under way", seconds=limit)

    def _all_settled(self, paused_at: float) -> bool:
        return all(_settled(reader, paused_at) for reader in self._centre.ledgers().values())

    def _nothing_under_way(self) -> bool:
        if any(view.undelivered for view in self._centre.callers.calls().values()):
            return False
        with self._centre.connect() as tables:
            row = tables.execute(
                "SELECT (SELECT count(*) FROM provider_outbox WHERE done_at IS NULL)"
                " + (SELECT count(*) FROM calls"
                " WHERE state = 'connecting' OR (pending IS NOT NULL AND state <> 'ended'))"
                " + (SELECT count(*) FROM offers WHERE outcome = 'open' AND expires_at < now() + interval '1 second')"
                " AS n"
            ).fetchone()
        return row is not None and row["n"] == 0

    def _everybody_is_free(self) -> bool:
        with self._centre.connect() as tables:
            row = tables.execute(
                "SELECT (SELECT count(*) FROM calls WHERE state <> 'ended')"
                " + (SELECT count(*) FROM agents WHERE state <> 'ready') AS n"
            ).fetchone()
        time.sleep(0.1)
        return row is not None and row["n"] == 0


def _is_moment(entry: Entry, moment: str) -> bool:
    if moment == "any":
        return True
    if entry.what == "asked":
        return moment == entry.get("action") or str(entry["path"]).endswith(f"/{moment}")
    return entry.what == moment


def _has_typed(reader: LedgerReader) -> bool:
    reader.read()
    return reader.first("typed", since=0.0) is not None


def _settled(reader: LedgerReader, paused_at: float) -> bool:
    """Whether the program has settled since the pause, and done nothing after."""
    settled = reader.last("settled", since=paused_at)
    return settled is not None and not any(
        entry.at > settled.at and entry.what in ("asked", "pressed", "typed", "started")
        for entry in reader.entries[-50:]
    )
