"""``agent-desktop assign``: customers without a relationship manager get one by the rules."""

from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.figures import write_figures
from agent_desktop.records.managers.schema import AssignmentRules
from agent_desktop.records.managers.service import Assigned, assign_managers
from agent_desktop.server.managers.rules import list_people, load_rules, most_of
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import Secrets
from agent_desktop.settings import Settings
from agent_desktop.words import Language, say


def run_assign(
    settings: Settings, secrets: Secrets, wish: Namespace, language: Language, tell: Callable[[str], None]
) -> int:
    """Plan, tell, and do it unless it is a dry run. `wish` has the options of `add_assign_options`.

    Raises:
        AssignmentFileError: The rules are wrong; it is said before a database is started.
        StartError: The database cannot be opened.
        OSError: The file of the figures cannot be written.
    """
    dry_run: bool = wish.dry_run
    json_path: Path | None = wish.json
    rules = load_rules(settings)
    engine = open_database(settings, secrets)
    try:
        with Session(engine) as session, session.begin():
            done = assign_managers(
                session,
                list_people(session, rules),
                rules,
                at=datetime.now(UTC),
                dry_run=dry_run,
                reason=wish.reason,
                progress=lambda looked: tell(say("assign_looked", language, count=f"{looked:,}")),
            )
    finally:
        engine.dispose()
    for line in lines_of(done, rules, language, dry_run=dry_run):
        tell(line)
    if json_path is not None:
        write_figures(json_path, as_json(done, rules, dry_run=dry_run))
    return 0


def lines_of(done: Assigned, rules: AssignmentRules, language: Language, *, dry_run: bool) -> list[str]:
    """Return what is told of an assignment: by manager, by rule, and who is left."""
    plan = done.plan
    lines = []
    for manager in done.managers:
        most, after = most_of(manager, rules), done.after[manager.user_id]
        if most is None:
            continue
        values = {"name": manager.name, "team": manager.team, "before": manager.customers, "after": after, "most": most}
        lines.append(say("assign_manager", language, **values, languages=", ".join(sorted(manager.languages)) or "-"))
    by_rule = Counter(each.rule for each in plan.assignments)
    speaking = Counter(each.rule for each in plan.assignments if each.speaks)
    for number, rule in enumerate(rules.rules):
        name = rule.name.get(language) or rule.name.get("en", "")
        counts = {"count": by_rule[number], "speaking": speaking[number]}
        lines.append(say("assign_rule", language, name=name, **counts))
    for reason, count in sorted(plan.left.items()):
        lines.append(say("assign_left", language, count=count, reason=say(f"assign_{reason.value}", language)))
    lines.append(say("assign_dry" if dry_run else "assign_done", language, count=len(plan.assignments)))
    return lines


def as_json(done: Assigned, rules: AssignmentRules, *, dry_run: bool) -> dict[str, JsonValue]:
    """Return the figures for a file: loads by manager, customers by rule, who is left by reason. Nobody by name but the
    managers."""
    plan = done.plan
    by_rule = Counter(each.rule for each in plan.assignments)
    managers: list[JsonValue] = [
        {
            "name": each.name,
            "team": each.team,
            "before": each.customers,
            "after": done.after[each.user_id],
            "most": most_of(each, rules),
        }
        for each in done.managers
    ]
    by_name: dict[str, JsonValue] = {
        rule.name.get("en", str(number)): by_rule[number] for number, rule in enumerate(rules.rules)
    }
    left: dict[str, JsonValue] = {reason.value: count for reason, count in sorted(plan.left.items())}
    return {
        "dry_run": dry_run,
        "assigned": len(plan.assignments),
        "speaking": sum(each.speaks for each in plan.assignments),
        "by_rule": by_name,
        "left": left,
        "managers": managers,
        "change_id": str(done.change_id) if done.change_id is not None else None,
    }
