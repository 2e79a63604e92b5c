"""Figures of agents, and of their teams: what they had on the line, and how their time went."""

from typing import Final

from agent_desktop.contract.figures import FigureUnit, ItemKind
from agent_desktop.contract.reports import ReportSubject
from agent_desktop.server.figures.parts import WORK_MEASURES, work_facts
from agent_desktop.server.figures.shapes import Facts, FigureRule, Part, counted, divided, two

_U = FigureUnit
_IN: Final[Part] = ("parts_in", "P", "Calls handled", "处理来电")
_RINGS: Final[Part] = ("rings", "R", "Rings", "振铃")
_HELD_OVER: Final = (("Parts of calls to colleagues", "与同事的内部通话"),)
_BY_CALL: Final = "Amazon Connect; Genesys Cloud"


def _figures(subject: ReportSubject) -> tuple[FigureRule, ...]:
    s = subject.value.removesuffix("s")

    def mean(code: str, name: tuple[str, str], formula: tuple[str, str], above: Part) -> FigureRule:
        return divided(
            subject, f"{s}.{code}", _U.SECONDS, name, formula, above, _IN, excluded=_HELD_OVER, source=_BY_CALL
        )

    def time(code: str, part: Part, formula: tuple[str, str]) -> FigureRule:
        return counted(subject, f"{s}.{code}", part, formula, unit=_U.SECONDS, lists=False)

    return (
        counted(subject, f"{s}.handled", _IN, ("Calls of callers that they had, each agent's part for itself.",
                "所处理的来电，每位坐席的部分分别计算。"), excluded=_HELD_OVER),
        counted(subject, f"{s}.outgoing", ("parts_out", "O", "Calls made", "外呼"),
                ("Calls that they made to customers.", "拨给客户的电话。"), excluded=_HELD_OVER),
        mean("handle_time", ("Average handle time", "平均处理时长"),
             ("Talk, hold and wrap-up by call handled.", "每通来电的通话、保持与话后时间。"),
             ("handling", "Σ (t + h + w)", "Seconds of handling", "处理秒数")),
        mean("talk_time", ("Average talk", "平均通话"),
             ("Talk by call handled, without hold.", "每通来电的通话时间，不含保持。"),
             ("talk", "Σ t", "Seconds of talk", "通话秒数")),
        mean("hold_time", ("Average hold", "平均保持"), ("Time on hold by call handled.", "每通来电的保持时间。"),
             ("hold", "Σ h", "Seconds on hold", "保持秒数")),
        mean("wrap_up_time", ("Average wrap-up", "平均话后"), ("Wrap-up by call handled.", "每通来电的话后时间。"),
             ("wrap_up", "Σ w", "Seconds of wrap-up", "话后秒数")),
        counted(subject, f"{s}.rings", _RINGS, ("Calls that rang at them, and no longer ring.", "已结束的振铃。")),
        divided(subject, f"{s}.not_answered", _U.PERCENT, ("Rings not answered, percent", "振铃未接率"),
                ("Rings that nobody answered, of all; a call may count several times.",
                 "未接的振铃占全部振铃的比例；同一来电可多次计入。"),
                ("not_answered", "r", "Rings not answered", "未接振铃"), _RINGS, better=False, source="Amazon Connect"),
        divided(subject, f"{s}.declined", _U.PERCENT, ("Rings declined, percent", "振铃拒接率"),
                ("Rings that were declined, of all.", "拒接的振铃占全部振铃的比例。"),
                ("declined", "d", "Rings declined", "拒接振铃"), _RINGS, better=False),
        counted(subject, f"{s}.handed_over", ("handed_over", "T", "Handed over", "转出"),
                ("Calls that they had answered or made and handed over: to a colleague, a queue or a number outside.",
                 "已接通或外呼后转给同事、队列或外部号码的通话。"), source="Amazon Connect"),
        counted(subject, f"{s}.consulted", ("consulted", "c", "Consulted, not handed over", "仅咨询未转出"),
                ("How often they talked with somebody whom they had asked, and kept the caller.",
                 "与所咨询的人通话后、客户仍由本人接待的次数。"), excluded=(("Whom nobody came to", "被咨询者未接听"),),
                source="Amazon Connect"),
        time("signed_in", ("signed_in", "L", "Time signed in", "登录时间"),
             ("Seconds signed in, in any state.", "登录后各状态的秒数之和。")),
        time("ready_time", ("ready", "I + r", "Time ready", "就绪时间"),
             ("Seconds ready, while it rang too.", "就绪的秒数，含振铃。")),
        time("not_ready_time", ("not_ready", "N", "Time not ready", "未就绪时间"),
             ("Seconds not ready, for whatever reason.", "未就绪的秒数，不论原因。")),
        divided(subject, f"{s}.occupancy", _U.PERCENT, ("Occupancy", "占用率"),
                ("Time on calls and in wrap-up, of that and of the time that they were ready and nothing rang.",
                 "通话与话后时间占通话、话后与空闲（就绪且无振铃）时间的比例。"),
                ("busy", "H", "Seconds on calls and in wrap-up", "通话与话后秒数"),
                ("busy_or_idle", "(H + I)", "These and idle seconds", "上述与空闲秒数"),
                excluded=(("Time not ready", "未就绪时间"), ("Time while it rang", "振铃时间")), lists=False,
                source="Amazon Connect"),
        divided(subject, f"{s}.occupancy_of_signed_in", _U.PERCENT, ("Occupancy of time signed in", "登录时间占用率"),
                ("Time on calls and in wrap-up, of all time signed in.", "通话与话后时间占登录时间的比例。"),
                ("busy", "H", "Seconds on calls and in wrap-up", "通话与话后秒数"),
                ("signed_in", "L", "Seconds signed in", "登录秒数"), lists=False, source="Call Centre Helper"),
    )  # fmt: skip


_ITEM: Final = {
    "label": "number",
    "about": "disposition_code",
    "queue": "queue_code",
    "agent_id": "agent_id",
    "outcome": "CASE WHEN what IN ('ring', 'transfer') THEN state ELSE direction END",
}
AGENTS: Final = Facts(
    subject=ReportSubject.AGENTS,
    name=two("Agents", "坐席"),
    key_name=two("Agent", "坐席"),
    tables=work_facts("p.agent_id::text", "{row}.agent_id::text"),
    measures=WORK_MEASURES,
    figures=_figures(ReportSubject.AGENTS),
    item_kind=ItemKind.PART,
    item=_ITEM,
)
TEAMS: Final = Facts(
    subject=ReportSubject.TEAMS,
    name=two("Teams", "团队"),
    key_name=two("Team, as people are in it today", "团队（按当前归属）"),
    tables=work_facts("p.team", "coalesce(u.team, '')"),
    measures=WORK_MEASURES,
    figures=(
        counted(ReportSubject.TEAMS, "team.agents", ("agents", "a", "Agents signed in", "登录坐席数"),
                ("People who were signed in at some time.", "曾登录的坐席人数。"), lists=False),
        *_figures(ReportSubject.TEAMS),
    ),
    item_kind=ItemKind.PART,
    item=_ITEM,
)  # fmt: skip
