"""What an action is made of: its parameters as the answers and facts fill them, and a digest that tells whether it is
the same action still. Another parameter makes another action of it, of which nothing has been done yet."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from agent_desktop.service_scripts.schema import Action
from agent_desktop.service_scripts.variables import ANSWERS, with_values

OF_ANYTHING: Final = ""
"""The digest of what was done before it was noted what of: it counts for whatever the action is made of now."""

ANY_ACTION: Final = ""
"""The action's id of a result that counts in whatever script and step the same is asked for (`counts_anywhere`)."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An action as it would be done now. `state` is a `ResultState`, empty where it was not asked for with these
    parameters."""

    parameters: Mapping[str, str]
    made_of: str
    state: str = ""


def counts_anywhere(kind: str) -> bool:
    """Say whether what was done counts in every script of the call: a bank's system that has blocked a card is not
    asked to block it again because another script asks."""
    return kind.startswith("bank.")


def parameters_of(action: Action, values: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """Return an action's parameters with facts and answers as canonical texts; one that comes out empty is left out.

    A fallback of a variable is taken as it is written.
    """
    named = {**values, **{f"{ANSWERS}{asked}": answer for asked, answer in answers.items()}}
    filled = {name: with_values(text, named).strip() for name, text in action.parameters.items()}
    return {name: text for name, text in filled.items() if text}


def made_of(action: Action, parameters: Mapping[str, str]) -> str:
    """Return the digest of an action's kind and parameters: 32 hexadecimal digits of their SHA-256."""
    whole = json.dumps([action.kind.value, parameters], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(whole.encode()).hexdigest()[:32]


def deed_of(
    action: Action,
    values: Mapping[str, str],
    answers: Mapping[str, str],
    results: Mapping[tuple[str, str], str],
) -> Deed:
    """Return an action as it would be done with these facts and answers; `results` are by action id (`ANY_ACTION`:
    of any) and digest."""
    parameters = parameters_of(action, values, answers)
    digest = made_of(action, parameters)
    keys = ((action.id, digest), (ANY_ACTION, digest), (action.id, OF_ANYTHING))
    return Deed(parameters, digest, next((results[key] for key in keys if key in results), ""))
