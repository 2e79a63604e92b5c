"""What becomes of scripts in calls: how often a step is shown, where talks end, how long each takes.

Reckoned from the runs each time it is asked for; nothing of it is kept.
"""

import re
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ScriptFigures, ScriptPace, StepFigures

CALLS_OF: Final = timedelta(days=30)
LEAST_TALKS: Final = 5
"""With fewer, the middle of what was measured says nothing of the next talk."""

_RUNS: Final = """
    runs AS (
        SELECT r.interaction_id::text AS run, r.script_id = :script AS own, r.outcome, r.step_id, r.visits,
               false AS switched, coalesce(least(c.ended_at, i.finished_at), i.finished_at) AS ends
        FROM script_runs r JOIN interactions i USING (interaction_id) LEFT JOIN calls c ON c.call_id = i.call_id
        WHERE (r.script_id = :script OR r.script_id = ANY(CAST(:runners AS text[]))) AND i.started_at >= :since
        UNION ALL
        SELECT s.switch_id::text, s.from_script_id = :script, s.from_outcome, s.from_step_id, s.visits, true, s.at
        FROM script_switches s JOIN interactions i USING (interaction_id)
        WHERE (s.from_script_id = :script OR s.from_script_id = ANY(CAST(:runners AS text[])))
              AND i.started_at >= :since
    ),
    times AS (
        SELECT run, outcome, switched, ends, step_id = v.value->>0 AND outcome = '' AND ends IS NOT NULL AS dropped,
               CASE WHEN own THEN v.value->>0 ELSE regexp_replace(v.value->>0, :within, '') END AS step,
               extract(epoch FROM CASE WHEN v.place = jsonb_array_length(visits) AND v.value->>2 IS NULL THEN ends
                                       ELSE (v.value->>2)::timestamptz END - (v.value->>1)::timestamptz) AS seconds
        FROM runs CROSS JOIN LATERAL jsonb_array_elements(visits) WITH ORDINALITY AS v(value, place)
        WHERE own OR v.value->>0 ~ :within
    ),
    stays AS (
        SELECT run, step, outcome, bool_or(dropped) AS dropped,
               CASE WHEN sum(seconds) < 0 THEN 0 ELSE sum(seconds) END AS seconds
        FROM (SELECT * FROM times
              UNION ALL
              SELECT run, outcome, switched, ends, dropped, split_part(step, '.', 1) || '.', seconds FROM times
              WHERE strpos(step, '.') > 0) each
        GROUP BY run, step, outcome
    )
"""
"""Calls that opened with the script, and of the scripts that run it what they came to in it. A step that was opened
twice in one call is one stay; one whose end nobody knows counts as shown, with no time. A script that is run within
this one is one more stay, ``SCRIPT.``, beside those in its steps. What is run may be run itself, within a third one:
``OTHER.SCRIPT.STEP`` is a step of `script` as ``SCRIPT.STEP`` is."""

_STEPS: Final = sa.text(f"""
    WITH {_RUNS}
    SELECT step, count(*) AS shown, count(*) FILTER (WHERE dropped) AS drop_outs,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS p50
    FROM stays GROUP BY step ORDER BY shown DESC, step
""")  # noqa: S608  nothing in it comes from outside
_STEP_OUTCOMES: Final = sa.text(f"""
    WITH {_RUNS} SELECT step, outcome, count(*) AS calls FROM stays WHERE outcome <> '' GROUP BY step, outcome
""")  # noqa: S608
_WHOLE: Final = sa.text(f"""
    WITH {_RUNS},
    each AS (SELECT run, outcome, bool_or(switched) AS switched, sum(seconds) AS seconds FROM times
             GROUP BY run, outcome)
    SELECT count(*) AS calls, count(*) FILTER (WHERE outcome <> '') AS finished,
           count(*) FILTER (WHERE switched) AS switched,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS p50 FROM each
""")  # noqa: S608
_OUTCOMES: Final = sa.text(f"""
    WITH {_RUNS} SELECT outcome, count(DISTINCT run) AS calls FROM times WHERE outcome <> '' GROUP BY outcome
""")  # noqa: S608
_CALLS: Final = sa.text("""
    SELECT script_id, version, count(*) AS calls FROM (
        SELECT r.script_id, r.script_version AS version FROM script_runs r JOIN interactions i USING (interaction_id)
        WHERE i.started_at >= :since
        UNION ALL
        SELECT s.from_script_id, s.from_version FROM script_switches s JOIN interactions i USING (interaction_id)
        WHERE i.started_at >= :since
    ) opened GROUP BY script_id, version
""")


_RESTS: Final = sa.text(f"""
    WITH {_RUNS},
    ended AS (SELECT run, visits, coalesce((visits->-1->>2)::timestamptz, ends) AS at FROM runs
              WHERE outcome <> '' AND NOT switched),
    rests AS (SELECT run, v.value->>0 AS step, extract(epoch FROM at - min((v.value->>1)::timestamptz)) AS seconds
              FROM ended CROSS JOIN LATERAL jsonb_array_elements(visits) AS v(value)
              WHERE at IS NOT NULL GROUP BY run, step, at)
    SELECT step, percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(seconds, 0)) AS p50 FROM rests
    GROUP BY step HAVING count(*) >= :least
""")  # noqa: S608
"""From the first opening of a step: whoever goes back to it has the same way before them again."""


def script_pace(session: Session, script_id: str, *, at: datetime) -> ScriptPace:
    """Reckon how long talks usually go on from each step of a script, over all its versions."""
    asked = {"script": script_id, "runners": [], "within": "", "since": at - CALLS_OF, "least": LEAST_TALKS}
    rests = {row["step"]: round(float(row["p50"]), 1) for row in session.execute(_RESTS, asked).mappings()}
    return ScriptPace(script_id=script_id, rest_seconds=rests)


def script_figures(
    session: Session, script_id: str, *, runners: Collection[str] = (), days: int, at: datetime
) -> ScriptFigures:
    """Reckon a script's figures, over all its versions, of calls that began within `days` before `at`. `runners` are
    the scripts that run it, themselves or within another: what their calls came to in it counts as well."""
    within = rf"^(.*\.)?{re.escape(script_id)}\."
    asked = {"script": script_id, "runners": sorted(runners), "within": within, "since": at - timedelta(days=days)}
    whole = session.execute(_WHOLE, asked).mappings().one()
    by_step: dict[str, dict[str, int]] = {}
    for row in session.execute(_STEP_OUTCOMES, asked).mappings():
        by_step.setdefault(row["step"], {})[row["outcome"]] = row["calls"]
    stays = [
        StepFigures(
            step_id=row["step"],
            shown=row["shown"],
            drop_outs=row["drop_outs"],
            p50_seconds=_seconds(row["p50"]),
            outcomes=by_step.get(row["step"], {}),
        )
        for row in session.execute(_STEPS, asked).mappings()
    ]
    return ScriptFigures(
        script_id=script_id,
        days=days,
        calls=whole["calls"],
        finished=whole["finished"],
        switched=whole["switched"],
        p50_seconds=_seconds(whole["p50"]),
        outcomes={row["outcome"]: row["calls"] for row in session.execute(_OUTCOMES, asked).mappings()},
        steps=tuple(each for each in stays if not each.step_id.endswith(".")),
        scripts=tuple(
            each.model_copy(update={"step_id": each.step_id.removesuffix(".")})
            for each in stays
            if each.step_id.endswith(".")
        ),
    )


def calls_by_version(session: Session, *, at: datetime) -> Mapping[tuple[str, str], int]:
    """Return how many calls of the last 30 days opened with each version, by script and its text's version."""
    rows = session.execute(_CALLS, {"since": at - CALLS_OF}).mappings()
    return {(row["script_id"], row["version"]): row["calls"] for row in rows}


def _seconds(value: Any) -> float | None:
    return None if value is None else round(float(value), 1)
