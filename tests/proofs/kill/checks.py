"""Compares the ledgers, the carrier and the tables. Plain SQL; nothing of the product is asked."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

import psycopg
from psycopg.rows import DictRow

from telephony.providers.simulator.wire import CallView
from tests.proofs.kill.ledger import Entry, LedgerReader

Tables = psycopg.Connection[DictRow]

_TOGETHER: Final = ("connecting", "talking", "held")


def acknowledged_is_there(tables: Tables, name: str, entries: Iterable[Entry]) -> list[str]:
    """Return what a program was told is done and is not in the tables."""
    acknowledged = [entry for entry in entries if entry.what == "acknowledged"]
    problems = _commands(tables, name, acknowledged)
    for entry in acknowledged:
        path = str(entry["path"])
        if path.endswith("/note"):
            problems += _note(tables, name, entry)
        elif path.endswith("/script-run"):
            problems += _script_run(tables, name, entry)
        elif path.endswith("/finish"):
            problems += _finish(tables, name, entry, path.split("/")[-2])
        elif entry.get("action") == "answer":
            problems += _answer(tables, name, path.split("/")[-2])
    return problems


def _commands(tables: Tables, name: str, acknowledged: list[Entry]) -> list[str]:
    wanted = [entry["command_id"] for entry in acknowledged]
    rows = tables.execute("SELECT command_id::text AS id FROM commands WHERE command_id = ANY(%s::uuid[])", [wanted])
    found = {row["id"] for row in rows}
    return [
        f"{name}: command {entry['command_id']} on {entry['path']} is not in commands"
        for entry in acknowledged
        if entry["command_id"] not in found
    ]


def _note(tables: Tables, name: str, entry: Entry) -> list[str]:
    row = _one(tables, "SELECT note, note_version FROM interactions WHERE interaction_id = %s", entry["interaction_id"])
    version = entry["note_version"]
    if row is None or row["note_version"] < version:
        return [f"{name}: note version {version} of {entry['interaction_id']} was acknowledged, stored is {row}"]
    if row["note_version"] == version and _digest(row["note"]) != _digest(entry["text"]):
        return [f"{name}: note version {version} of {entry['interaction_id']} is another text than was acknowledged"]
    return []


def _script_run(tables: Tables, name: str, entry: Entry) -> list[str]:
    row = _one(tables, "SELECT * FROM script_runs WHERE interaction_id = %s", entry["interaction_id"])
    version = entry["script_version"]
    if row is None or row["version"] < version:
        return [f"{name}: script run {version} of {entry['interaction_id']} was acknowledged, stored is {row}"]
    said = {key: str(value) for key, value in entry["answers"].items()}
    stored = {key: str(row["answers"].get(key)) for key in said}
    if row["version"] == version and stored != said:
        return [f"{name}: script run {version} of {entry['interaction_id']} has other answers: {stored}, not {said}"]
    return []


def _finish(tables: Tables, name: str, entry: Entry, interaction_id: str) -> list[str]:
    row = _one(
        tables,
        "SELECT i.disposition_code, i.finished_at,"
        " (SELECT count(*) FROM contacts c WHERE c.interaction_id = i.interaction_id) AS contacts,"
        " (SELECT count(*) FROM events e WHERE e.subject_id = i.call_id AND e.kind = 'wrap_up.finished') AS told"
        " FROM interactions i WHERE i.interaction_id = %s",
        interaction_id,
    )
    if row is None or row["finished_at"] is None or row["disposition_code"] != entry["disposition_code"]:
        return [f"{name}: the finish of {interaction_id} was acknowledged, stored is {row}"]
    if row["contacts"] != 1 or row["told"] != 1:  # also of a caller whom nobody knew
        return [f"{name}: {interaction_id} was finished once and left {row['contacts']} contacts, {row['told']} events"]
    return []


def _answer(tables: Tables, name: str, call_id: str) -> list[str]:
    row = _one(tables, "SELECT count(*) AS n FROM interactions WHERE call_id = %s", call_id)
    return [] if row is not None and row["n"] >= 1 else [f"{name}: the answer to {call_id} left no interaction"]


def heard_is_there(tables: Tables, name: str, entries: Iterable[Entry]) -> list[str]:
    """Return events that a desktop was told of and that the journal does not have under the same number."""
    heard = {e["number"]: (e["kind"], e["subject_id"]) for e in entries if e.what == "heard" and e["type"] == "event"}
    rows = tables.execute(
        "SELECT number, kind, subject_id::text AS subject FROM events WHERE number = ANY(%s)", [list(heard)]
    )
    stored = {row["number"]: (row["kind"], row["subject"]) for row in rows}
    return [
        f"{name}: event {number} was told as {told}, the journal has {stored.get(number)}"
        for number, told in heard.items()
        if stored.get(number) != told
    ]


def notes_are_whole(tables: Tables, note_for: Callable[[str], str]) -> list[str]:
    """Return finished interactions whose note is not what was to be typed, letter by letter."""
    rows = tables.execute("SELECT call_id::text AS call_id, note FROM interactions WHERE finished_at IS NOT NULL")
    return [
        f"the note of {row['call_id']} is {row['note']!r}, typed was {note_for(row['call_id'])!r}"
        for row in rows
        if row["note"] != note_for(row["call_id"])
    ]


def done_once(tables: Tables, ledgers: Mapping[str, LedgerReader]) -> list[str]:
    """Return notes with more versions, or holds told more often, than there were commands for."""
    saves: Counter[str] = Counter()
    holds: Counter[str] = Counter()
    seen: set[str] = set()
    for reader in ledgers.values():
        for entry in reader.entries:
            if entry.what != "asked" or entry["command_id"] in seen:
                continue
            seen.add(entry["command_id"])
            place = str(entry["path"]).split("/")
            if place[-1] == "note":
                saves[place[-2]] += 1
            elif entry.get("action") == "hold":
                holds[place[-2]] += 1
    problems = []
    for row in tables.execute("SELECT interaction_id::text AS id, note_version FROM interactions"):
        if row["note_version"] > saves[row["id"]]:
            problems.append(f"the note of {row['id']} has version {row['note_version']} after {saves[row['id']]} saves")
    held = "SELECT subject_id::text AS id, count(*) AS n FROM events WHERE kind = 'call.held' GROUP BY subject_id"
    for row in tables.execute(held):
        if row["n"] > holds[row["id"]]:
            problems.append(f"call {row['id']} was held {row['n']} times after {holds[row['id']]} commands")
    twice = "SELECT call_id::text AS id FROM offers WHERE outcome = 'answered' GROUP BY call_id HAVING count(*) > 1"
    answered = {row["id"] for row in tables.execute(twice)}
    problems += [f"call {call_id} was answered more than once" for call_id in answered - _back_in_queue(tables)]
    return problems


def _back_in_queue(tables: Tables) -> set[str]:
    """Calls that went back because the carrier could not join the agent: they may be answered again."""
    rows = tables.execute("SELECT DISTINCT subject_id::text AS id FROM events WHERE kind = 'call.requeued'")
    return {row["id"] for row in rows}


def reports_are_there(tables: Tables, entries: Iterable[Entry]) -> list[str]:
    """Return reports of the carrier that the server took, and that are not stored exactly once."""
    sent = {entry["event_id"]: entry["sequence"] for entry in entries if entry.what == "report"}
    rows = tables.execute("SELECT event_id, sequence FROM provider_inbox WHERE event_id = ANY(%s)", [list(sent)])
    stored = Counter((row["event_id"], row["sequence"]) for row in rows)
    return [f"report {event_id} is stored {stored[event_id, sequence]} times" for event_id, sequence in sent.items()
            if stored[event_id, sequence] != 1]  # fmt: skip


def nothing_is_stuck(tables: Tables, carrier: Mapping[str, CallView]) -> list[str]:
    """Return calls and agents of the tables that do not agree with each other or with the carrier. At rest."""
    calls = tables.execute(
        "SELECT c.*, a.endpoint FROM calls c LEFT JOIN agents a ON a.agent_id = c.agent_id AND a.call_id = c.call_id"
    ).fetchall()
    known = {row["call_sid"]: row for row in calls}
    problems = [f"call {sid} is {view.state} at the carrier and unknown to the server" for sid, view in carrier.items()
                if sid not in known]  # fmt: skip
    for sid, call in known.items():
        problems += _call_agrees(call, carrier.get(sid))
    problems += _named(tables)
    return problems


def _call_agrees(call: DictRow, view: CallView | None) -> list[str]:
    sid, state = call["call_sid"], call["state"]
    at_carrier = "ended" if view is None else view.state
    wanted = {"queued": "waiting", "ringing": "waiting", "talking": "connected"}.get(state, state)
    if wanted != at_carrier:
        return [f"call {sid} is {state} in the tables and {at_carrier} at the carrier"]
    if call["pending"] is not None and state != "ended":
        return [f"call {sid} waits for its {call['pending']} with nothing under way"]
    if state in _TOGETHER and view is not None:
        lines = [party.endpoint for party in view.parties if party.endpoint]
        if lines != [call["endpoint"]]:
            return [f"call {sid} is with {call['endpoint']} in the tables and with {lines} at the carrier"]
    return []


_STUCK: Final[Mapping[str, str]] = {
    "an agent on a call that is not on": """
        SELECT a.agent_id AS id FROM agents a LEFT JOIN calls c ON c.call_id = a.call_id AND c.agent_id = a.agent_id
        WHERE a.state = 'on_call' AND coalesce(c.state, '') NOT IN ('connecting', 'talking', 'held')""",
    "a call that is on with an agent who is not": """
        SELECT c.call_id AS id FROM calls c LEFT JOIN agents a ON a.agent_id = c.agent_id AND a.call_id = c.call_id
        WHERE c.state IN ('connecting', 'talking', 'held') AND a.state IS DISTINCT FROM 'on_call'""",
    "an agent in wrap-up of a call that is on, or of one they finished": """
        SELECT a.agent_id AS id FROM agents a LEFT JOIN calls c ON c.call_id = a.call_id
        LEFT JOIN interactions i ON i.call_id = a.call_id AND i.agent_id = a.agent_id
        WHERE a.state = 'wrap_up' AND (c.state IS DISTINCT FROM 'ended' OR i.interaction_id IS NULL
            OR i.finished_at IS NOT NULL)""",
    "an agent with an offer that is not open": """
        SELECT a.agent_id AS id FROM agents a LEFT JOIN offers o ON o.offer_id = a.offer_id
        WHERE a.offer_id IS NOT NULL AND (o.outcome IS DISTINCT FROM 'open' OR o.agent_id <> a.agent_id)""",
    "an open offer that no agent has, of a call that does not ring, or that never runs out": """
        SELECT o.offer_id AS id FROM offers o JOIN calls c ON c.call_id = o.call_id
        LEFT JOIN agents a ON a.offer_id = o.offer_id
        LEFT JOIN timers t ON t.kind = 'offer_expires' AND t.subject_id = o.offer_id
        WHERE o.outcome = 'open' AND (a.agent_id IS NULL OR c.state <> 'ringing' OR t.timer_id IS NULL)""",
    "a ringing call without an open offer": """
        SELECT c.call_id AS id FROM calls c
        LEFT JOIN offers o ON o.call_id = c.call_id AND o.outcome = 'open'
        WHERE c.state = 'ringing' AND o.offer_id IS NULL""",
    "a call being joined that nothing gives up on": """
        SELECT c.call_id AS id FROM calls c
        LEFT JOIN timers t ON t.kind = 'connect_expires' AND t.subject_id = c.call_id
        WHERE c.state = 'connecting' AND t.timer_id IS NULL""",
    "a waiting call beside an agent who is free": """
        SELECT c.call_id AS id FROM calls c WHERE c.state = 'queued' AND EXISTS
            (SELECT 1 FROM agents a WHERE a.state = 'ready' AND a.offer_id IS NULL)""",
    "an order nobody carries out": "SELECT outbox_id AS id FROM provider_outbox WHERE done_at IS NULL",
    "an ended call with somebody in its room": """
        SELECT c.call_id AS id FROM calls c JOIN parties p USING (call_id)
        WHERE c.state = 'ended' AND p.left_at IS NULL""",
    "an agent without exactly one present state": """
        SELECT a.agent_id AS id FROM agents a LEFT JOIN agent_states s ON s.agent_id = a.agent_id AND s.ended_at IS NULL
        GROUP BY a.agent_id, a.state HAVING count(s.agent_state_id) <> 1 OR min(s.state) <> a.state""",
    "a number of the journal missing": """
        SELECT max(number) AS id FROM events
        HAVING max(number) - min(number) + 1 <> count(*)
            OR max(number) <> (SELECT last_number FROM event_counter)""",
}


def _named(tables: Tables) -> list[str]:
    return [f"{what}: {row['id']}" for what, query in _STUCK.items() for row in tables.execute(query)]


def _one(tables: Tables, query: str, key: object) -> DictRow | None:
    return tables.execute(query, [key]).fetchone()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
