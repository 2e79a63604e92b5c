"""Figures of whether customers had to call again."""

from typing import Final

from agent_desktop.contract.figures import FigureUnit, ItemKind
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.server.figures.shapes import Facts, Measure, Part, counted, divided, two

_U, _S = FigureUnit, ReportSubject
_COUNTED: Final[Part] = ("counted", "C", "Counted", "应计")
_NOT_COUNTED: Final = (
    ("Callers whom nobody knows", "未识别的来电者"),
    ("Calls of the last days, of which nobody knows yet", "尚不能判定的最近几日来电"),
    ("Other channels", "其他渠道"),
)
_CCH: Final = "Call Centre Helper: no repeat contact, net of what is owed"
_RESOLVED_WORDS: Final = (
    "Calls after which the same person did not call again about the same within the window, and which ended with"
    " nothing owed, of those counted. The window is 7 days unless said otherwise."
)
RESOLUTION: Final = Facts(
    subject=_S.RESOLUTION,
    name=two("First-contact resolution", "首次解决"),
    key_name=two("What it was about", "来电事由"),
    tables="""
        window_of AS (SELECT make_interval(days => :window_days) AS long),
        firsts AS (
            SELECT f.contact_id, f.call_id, f.interaction_id, f.at, f.subject,
                coalesce(m.lead_id, f.customer_id) AS person_id, i.agent_id
            FROM contacts f JOIN interactions i USING (interaction_id)
            LEFT JOIN merged_accounts m ON m.customer_id = f.customer_id
            LEFT JOIN users u ON u.user_id = i.agent_id
            WHERE f.channel = 'phone' AND f.direction = 'inbound' AND f.interaction_id IS NOT NULL
                AND f.call_id IS NOT NULL AND f.customer_id IS NOT NULL AND f.at >= :since
                AND f.at < least(CAST(:until AS timestamptz), CAST(:now AS timestamptz) - (SELECT long FROM window_of))
                AND (:all_agents OR i.agent_id = ANY(CAST(:agents AS uuid[])))
                AND (:all_teams OR u.team = ANY(CAST(:teams AS text[])))
                AND NOT EXISTS (
                    SELECT FROM contacts b WHERE b.call_id = f.call_id AND b.customer_id = f.customer_id
                    AND (b.at, b.contact_id) < (f.at, f.contact_id)
                )
        ),
        judged AS (
            SELECT f.*,
                EXISTS (
                    SELECT FROM contacts a
                    WHERE a.channel = 'phone' AND a.direction = 'inbound' AND a.subject = f.subject
                    AND a.customer_id IN (
                        SELECT f.person_id UNION ALL SELECT customer_id FROM merged_accounts WHERE lead_id = f.person_id
                    )
                    AND a.at > f.at AND a.at <= f.at + (SELECT long FROM window_of)
                    AND a.call_id IS DISTINCT FROM f.call_id
                ) AS is_repeated,
                coalesce((
                    SELECT p.disposition_code FROM interactions p WHERE p.call_id = f.call_id
                    ORDER BY p.started_at DESC LIMIT 1
                ), '') AS last_outcome
            FROM firsts f
        ),
        facts AS (
            SELECT coalesce(subject ->> 'en', '') AS key, at, interaction_id AS item_id, call_id, agent_id, is_repeated,
                last_outcome = ANY(CAST(:promises AS text[])) AS is_owing, last_outcome, NULL::numeric AS seconds,
                NULL::numeric AS value
            FROM judged
        )
    """,
    measures={
        "counted": Measure("true"),
        "resolved": Measure("NOT is_repeated AND NOT is_owing"),
        "repeated": Measure("is_repeated"),
        "owing": Measure("is_owing"),
    },
    figures=(
        counted(_S.RESOLUTION, "resolution.counted", _COUNTED,
                ("Calls of known customers that an agent answered, of which the window is over.",
                 "已识别客户的已接通来电，且观察期已满。"), excluded=_NOT_COUNTED),
        divided(_S.RESOLUTION, "resolution.share", _U.PERCENT, ("First-contact resolution", "首次解决率"),
                (_RESOLVED_WORDS,
                 "同一客户在观察期（默认 7 天）内未就同一事由再次来电、且未留待办的来电，占应计来电的比例。"),
                ("resolved", "F", "Resolved", "已解决"), _COUNTED, excluded=_NOT_COUNTED, better=True, source=_CCH),
        divided(_S.RESOLUTION, "resolution.repeated", _U.PERCENT, ("Called again, percent", "再次来电率"),
                ("Calls after which the same person called again about the same within the window, of those counted.",
                 "同一客户在观察期内就同一事由再次来电的比例。"),
                ("repeated", "R", "Called again", "再次来电"), _COUNTED, excluded=_NOT_COUNTED, better=False),
        divided(_S.RESOLUTION, "resolution.owing", _U.PERCENT, ("Something owed, percent", "留有待办率"),
                ("Calls that ended with a promise, or without an outcome, of those counted.",
                 "以承诺结束或没有结果的来电占应计来电的比例。"),
                ("owing", "O", "Owing", "留有待办"), _COUNTED, excluded=_NOT_COUNTED, better=False),
    ),
    item_kind=ItemKind.PART,
    item={"label": "key", "about": "last_outcome", "queue": "''", "agent_id": "agent_id",
          "outcome": "CASE WHEN is_repeated THEN 'repeated' WHEN is_owing THEN 'owing' ELSE 'resolved' END"},
)  # fmt: skip
