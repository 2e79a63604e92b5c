"""Figures of what calls came to: dispositions, service scripts, and what serving the customers of each tier cost."""

from typing import Final

from agent_desktop.contract.figures import FigureUnit, ItemKind
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.server.figures.parts import PARTS
from agent_desktop.server.figures.shapes import Facts, Measure, Part, counted, divided, two

_U, _S = FigureUnit, ReportSubject
_HANDLING: Final[Part] = ("handling", "Σ (t + h + w)", "Seconds of handling", "处理秒数")
_ITEM: Final = {
    "label": "number",
    "about": "disposition_code",
    "queue": "queue_code",
    "agent_id": "agent_id",
    "outcome": "direction",
}
_PEOPLE: Final = "count(DISTINCT coalesce(lead_id, customer_id))"

_FINISHED: Final[Part] = ("parts", "P", "Parts finished", "已完成部分")
DISPOSITIONS: Final = Facts(
    subject=_S.DISPOSITIONS,
    name=two("Outcomes", "通话结果"),
    key_name=two("Outcome", "结果"),
    tables=f"""
        {PARTS},
        facts AS (
            SELECT p.*, p.disposition_code AS key, p.started_at AS at, p.interaction_id AS item_id,
                p.handling AS seconds, NULL::numeric AS value, m.lead_id
            FROM parts p LEFT JOIN merged_accounts m USING (customer_id) WHERE p.finished_at IS NOT NULL
        )
    """,  # noqa: S608
    measures={
        "parts": Measure("true"),
        "people": Measure("customer_id IS NOT NULL", _PEOPLE),
        "handling": Measure("true", "sum(handling)"),
    },
    figures=(
        counted(_S.DISPOSITIONS, "disposition.count", _FINISHED,
                ("Agents' parts of calls that were finished with this outcome, both ways.",
                 "以该结果完成的通话部分，来电与外呼均计。"), excluded=(("Parts not finished yet", "尚未完成的部分"),)),
        counted(_S.DISPOSITIONS, "disposition.people", ("people", "p", "Customers", "客户数"),
                ("Different people among the customers of these parts.", "其中不同的客户人数。"),
                excluded=(("Callers whom nobody knows", "未识别的来电者"),)),
        divided(_S.DISPOSITIONS, "disposition.handle_time", _U.SECONDS, ("Average handle time", "平均处理时长"),
                ("Talk, hold and wrap-up by part.", "每部分的通话、保持与话后时间。"), _HANDLING, _FINISHED),
    ),
    item_kind=ItemKind.PART,
    item=_ITEM,
)  # fmt: skip

_RUNS: Final[Part] = ("runs", "S", "Runs", "使用次数")
SCRIPTS: Final = Facts(
    subject=_S.SCRIPTS,
    name=two("Service scripts", "服务脚本"),
    key_name=two("Script", "脚本"),
    tables=f"""
        {PARTS},
        facts AS (
            SELECT p.*, r.script_id AS key, p.started_at AS at, p.interaction_id AS item_id, p.handling AS seconds,
                NULL::numeric AS value, 'run' AS what, r.outcome AS ended_as
            FROM parts p JOIN script_runs r USING (interaction_id)
            UNION ALL
            SELECT p.*, w.from_script_id, p.started_at, w.switch_id, p.handling, NULL, 'left', w.from_outcome
            FROM parts p JOIN script_switches w USING (interaction_id)
        )
    """,  # noqa: S608
    measures={
        "runs": Measure("true"),
        "ended": Measure("ended_as <> ''"),
        "left": Measure("what = 'left'"),
        "last_runs": Measure("what = 'run'"),
        "handling": Measure("what = 'run'", "sum(handling)"),
    },
    figures=(
        counted(_S.SCRIPTS, "script.runs", _RUNS, ("How often it was opened in a call.", "在通话中打开的次数。")),
        divided(_S.SCRIPTS, "script.completion", _U.PERCENT, ("Walked to an end, percent", "完成率"),
                ("Runs that came to one of its ends, of all.", "走到结尾的次数占使用次数的比例。"),
                ("ended", "E", "Walked to an end", "走到结尾"), _RUNS, better=True),
        divided(_S.SCRIPTS, "script.left", _U.PERCENT, ("Left for another, percent", "中途换用率"),
                ("Runs that the agent left for another script, of all.", "中途换用其他脚本的次数占使用次数的比例。"),
                ("left", "x", "Left for another", "换用其他"), _RUNS, better=False),
        divided(_S.SCRIPTS, "script.handle_time", _U.SECONDS, ("Average handle time", "平均处理时长"),
                ("Talk, hold and wrap-up of the parts in which it was the last script.",
                 "以其为最后脚本的通话部分的通话、保持与话后时间。"),
                _HANDLING, ("last_runs", "S′", "Parts in which it was the last", "以其为最后脚本的部分")),
    ),
    item_kind=ItemKind.PART,
    item={**_ITEM, "outcome": "ended_as"},
)  # fmt: skip

_CALLS: Final[Part] = ("calls", "C", "Calls", "通话")
_COST: Final[Part] = ("cost", "Σ (a + b × m)", "Cost of these calls", "通话成本")
_UNKNOWN: Final = (("Callers whom nobody knows", "未识别的来电者"),)
COST_TO_SERVE: Final = Facts(
    subject=_S.COST_TO_SERVE,
    name=two("Cost to serve", "服务成本"),
    key_name=two("Tier of the customer, as today", "客户等级（当前）"),
    tables=f"""
        {PARTS},
        tiered AS (
            SELECT p.*, coalesce(m.lead_id, p.customer_id) AS person_id,
                row_number() OVER (
                    PARTITION BY p.call_id, coalesce(m.lead_id, p.customer_id) ORDER BY p.started_at, p.interaction_id
                ) AS place
            FROM parts p LEFT JOIN merged_accounts m USING (customer_id) WHERE p.customer_id IS NOT NULL
        ),
        facts AS (
            SELECT t.*, c.tier::text AS key, t.started_at AS at, t.interaction_id AS item_id, t.handling AS seconds,
                CASE WHEN c.kind = 'business'
                    THEN (t.place = 1)::int * CAST(:call_business AS numeric)
                        + t.handling / 60 * CAST(:minute_business AS numeric)
                    ELSE (t.place = 1)::int * CAST(:call_personal AS numeric)
                        + t.handling / 60 * CAST(:minute_personal AS numeric)
                END AS value
            FROM tiered t JOIN customers c ON c.customer_id = t.person_id
        )
    """,  # noqa: S608
    measures={
        "calls": Measure("place = 1"),
        "people": Measure("true", "count(DISTINCT person_id)"),
        "cost": Measure("true", "sum(value)"),
        "minutes": Measure("true", "sum(handling / 60)"),
    },
    figures=(
        counted(_S.COST_TO_SERVE, "cost.calls", _CALLS,
                ("Calls with customers of the tier, both ways; one that was handed over counts once.",
                 "与该等级客户的通话，来电与外呼均计；转接的通话只计一次。"), excluded=_UNKNOWN),
        counted(_S.COST_TO_SERVE, "cost.people", ("people", "p", "Customers", "客户数"),
                ("Different people among them.", "其中不同的客户人数。"), excluded=_UNKNOWN),
        counted(_S.COST_TO_SERVE, "cost.minutes", ("minutes", "m", "Minutes", "分钟"),
                ("Talk, hold and wrap-up of all agents in these calls.", "全部坐席的通话、保持与话后时间。"),
                unit=_U.MINUTES, excluded=_UNKNOWN),
        counted(_S.COST_TO_SERVE, "cost.total", _COST,
                ("What each call (a) and each minute of it (b) costs, by the formula of value for the customer's kind.",
                 "按客户类别的价值公式，每通电话（a）与每分钟（b）的成本之和。"), unit=_U.MONEY, excluded=_UNKNOWN,
                source="Kaplan and Narayanan 2001"),
        divided(_S.COST_TO_SERVE, "cost.per_call", _U.MONEY, ("Cost by call", "每通成本"),
                ("Cost of these calls by call.", "通话成本除以通话数。"), _COST, _CALLS, excluded=_UNKNOWN,
                better=False),
        divided(_S.COST_TO_SERVE, "cost.per_customer", _U.MONEY, ("Cost by customer", "每位客户成本"),
                ("Cost of these calls by customer.", "通话成本除以客户数。"), _COST,
                ("people", "p", "Customers", "客户数"), excluded=_UNKNOWN, better=False),
    ),
    item_kind=ItemKind.PART,
    item=_ITEM,
)  # fmt: skip
