"""The centre that is measured: a bank's database with thousands of agents in it, and the server's settings for them."""

import base64
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa
import yaml
from argon2 import PasswordHasher
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.demo.parts import free_port
from agent_desktop.server.auth.models import UserRow
from benchmarks.pop.world import Bank
from telephony.queues.service import ensure_member, ensure_queues
from telephony.settings import QueueSettings

ACCESS_SECONDS: Final = 7200
"""How long a token lives here: nobody renews one while it is measured."""


def add_agents(engine: Engine, count: int, groups: int) -> tuple[list[str], str]:
    """Have `count` agents who serve the queue of one of so many groups; return their names and the password of all.

    It is hashed with as little work as Argon2 allows: two thousand real hashes are a minute of two cores, and no part
    of what is measured.
    """
    password = secrets.token_urlsafe(18)
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(password)
    people: list[dict[str, Any]] = [
        {
            "user_id": uuid4(),
            "name": f"bench{number:05d}",
            "display_name": f"Agent {number}",
            "password_hash": quick,
            "roles": [Role.AGENT.value],
            "draft_key": base64.urlsafe_b64encode(os.urandom(32)).decode(),
        }
        for number in range(count)
    ]
    with Session(engine) as session, session.begin():
        ensure_queues(session, [_queue(code) for code in queue_codes(groups)])
        session.execute(sa.insert(UserRow), people)
        codes = queue_codes(groups)
        for number, person in enumerate(people):
            ensure_member(session, person["user_id"], codes[number % len(codes)])
    return [person["name"] for person in people], password


def queue_codes(groups: int) -> Sequence[str]:
    """Return the queues' codes: one queue in each group."""
    return ["cards", *(f"cards{number}" for number in range(2, groups + 1))]


def settle_config(bank: Bank, groups: int, pool: int) -> None:
    """Write the server's settings for this centre."""
    settings = yaml.safe_load(bank.config.read_text(encoding="utf-8"))
    settings["server"]["access_token_seconds"] = ACCESS_SECONDS
    settings["database"]["pool_size"] = pool
    settings["telephony"]["queues"] = [
        {
            "code": queue.code,
            "group": queue.group,
            "name": dict(queue.name),
            "ring_seconds": queue.ring_seconds,
            "wrap_up_seconds": queue.wrap_up_seconds,
        }
        for queue in map(_queue, queue_codes(groups))
    ]
    bank.config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


def configs_of(bank: Bank, servers: int) -> list[tuple[Path, int]]:
    """Write a file of settings for each server, and return them with the ports: the first is the bank's own."""
    settings = yaml.safe_load(bank.config.read_text(encoding="utf-8"))
    found = [(bank.config, int(settings["server"]["port"]))]
    for number in range(2, servers + 1):
        port, config = free_port(), bank.config.with_name(f"config{number}.yaml")
        settings["server"]["port"] = port
        config.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        found.append((config, port))
    return found


def _queue(code: str) -> QueueSettings:
    name = {"en": code, "zh": code}
    return QueueSettings(code=code, group=f"group_{code}", name=name, ring_seconds=60, wrap_up_seconds=60)
