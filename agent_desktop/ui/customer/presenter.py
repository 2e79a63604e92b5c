"""The customer column: who it is, what to know before speaking, values shown on request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import Candidate, Identifier, Profile
from agent_desktop.contract.base import LocalText


class CustomerKindShown(StrEnum):
    EMPTY = "empty"
    LOADING = "loading"
    READY = "ready"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    SEVERAL = "several"
    PARTLY_FAILED = "partly_failed"  # shown, and `failed_systems` did not answer
    FAILED = "failed"  # nothing to show; `problem` says why; `retry` tries again


@dataclass(frozen=True, slots=True)
class RevealedValue:
    """A value shown clear until `until_at` (server time)."""

    value: str
    until_at: datetime


@dataclass(frozen=True, slots=True)
class CustomerState:
    """Everything the customer column draws.

    `candidates` with SEVERAL; `choosing` is the one being linked. `linkable`: a call is on and this customer, found
    by search, is not yet linked to it; `linked` says that the call is this customer's. `revealing` waits for the
    server; `refused` holds what it said instead.
    """

    kind: CustomerKindShown = CustomerKindShown.EMPTY
    profile: Profile | None = None
    candidates: tuple[Candidate, ...] = ()
    choosing: UUID | None = None
    number_masked: str = ""
    number_country: str = ""
    linkable: bool = False
    linked: bool = False
    revealed: Mapping[Identifier, RevealedValue] = field(default_factory=dict)
    revealing: frozenset[Identifier] = frozenset()
    refused: Mapping[Identifier, Problem] = field(default_factory=dict)
    failed_systems: tuple[LocalText, ...] = ()
    problem: Problem | None = None
