"""How a date came about, in words of both languages. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_clocks import ClockState, ClockUnit, SkipReason
from agent_desktop.records.calendars.calendar import Calendar
from agent_desktop.records.complaint_clocks.book import BoundRule
from agent_desktop.records.complaint_clocks.following import Followed
from agent_desktop.records.complaint_clocks.reckoning import Reckoned, Skipped
from agent_desktop.records.complaint_clocks.schema import Named, Span

_DAYS_EN: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_ZH: Final = "一二三四五六日"

_UNITS: Final = MappingProxyType(
    {
        ClockUnit.HOURS: (("{n} hour", "{n} hours"), "{n} 小时"),
        ClockUnit.CALENDAR_DAYS: (("{n} calendar day", "{n} calendar days"), "{n} 日（自然日）"),
        ClockUnit.WORKING_DAYS: (("{n} working day", "{n} working days"), "{n} 个工作日"),
        ClockUnit.WEEKS: (("{n} week", "{n} weeks"), "{n} 周"),
        ClockUnit.MONTHS: (("{n} month", "{n} months"), "{n} 个月"),
    }
)

STATES: Final = MappingProxyType(
    {
        "registered": ("registered", "已登记"),
        "acknowledged": ("acknowledged", "已确认收到"),
        "investigating": ("being investigated", "调查中"),
        "waiting_customer": ("waiting for the customer", "等客户"),
        "waiting_third_party": ("waiting for others", "等第三方"),
        "answer_approved": ("answer approved", "答复已批准"),
        "answered": ("answered", "已答复"),
        "accepted": ("accepted by the customer", "客户已接受"),
        "disputed": ("disputed by the customer", "客户不接受"),
        "escalated_internal": ("escalated in the bank", "行内升级"),
        "escalated_ombudsman": ("taken to the ombudsman", "已提交申诉机构"),
        "closed": ("closed", "已办结"),
        "reopened": ("reopened", "重新受理"),
        "joined": ("joined into another", "已并入另一件"),
        "undone": ("taken back", "已撤销登记"),
    }
)
"""Words for each state of complaints: English, Chinese."""


def span_words(span: Span) -> LocalText:
    """Return such as ``15 calendar days``."""
    (one, many), zh = _UNITS[span.unit]
    return {"en": (one if span.amount == 1 else many).format(n=span.amount), "zh": zh.format(n=span.amount)}


def day_words(on: date) -> LocalText:
    """Return a day with its year: ``Thu 18 Jun 2026``, ``2026年6月18日 周四``."""
    weekday = on.weekday()
    return {
        "en": f"{_DAYS_EN[weekday]} {on.day} {_MONTHS_EN[on.month - 1]} {on.year}",
        "zh": f"{on.year}年{on.month}月{on.day}日 周{_DAYS_ZH[weekday]}",
    }


def happening_words(what: str, marks: Iterable[Named]) -> LocalText:
    """Return what a clock waits for, by the name of a state or a mark."""
    kind, _, code = what.partition(".")
    if kind == "state":
        en, zh = STATES.get(code, (code, code))
        return {"en": f"Starts when it is {en}", "zh": f"从“{zh}”起算"}
    if kind == "mark":
        name = next((each.name for each in marks if each.code == code), {})
        return {"en": f"Starts with: {name.get('en', code)}", "zh": f"从“{name.get('zh', code)}”起算"}
    return {"en": "Starts with its receipt", "zh": "从收到之日起算"}


def because(bound: BoundRule, clock: Followed, calendar: Calendar) -> tuple[LocalText, ...]:
    """Return why a clock ends when it does, a line each; for one that waits, only the rule."""
    lines: list[LocalText] = []
    if clock.reckoned is not None:
        lines += [_sum(bound, clock, clock.reckoned), *_not_counted(clock.reckoned, calendar)]
    lines.append(_source(bound))
    if not bound.rule.verified:
        lines.append({"en": "Nobody has checked this rule against its text.", "zh": "该规则尚未经人核对原文。"})
    if bound.rule.note:
        lines.append(dict(bound.rule.note))
    return tuple(lines)


def _sum(bound: BoundRule, clock: Followed, reckoned: Reckoned) -> LocalText:
    spans = {each.code: each.span for each in bound.rule.stages}
    span = span_words(spans.get(clock.stage, bound.rule.span))
    start, due = day_words(reckoned.counted_from), day_words(reckoned.due_on)
    if clock.state is ClockState.PAUSED:
        return {
            "en": f"{span['en']} from {start['en']} (day 0); it stands still, and would end on {due['en']}.",
            "zh": f"自 {start['zh']}（第 0 日）起 {span['zh']}；现暂停计时，如即刻恢复则至 {due['zh']}。",
        }
    return {
        "en": f"{span['en']} from {start['en']} (day 0): until {due['en']}.",
        "zh": f"自 {start['zh']}（第 0 日）起 {span['zh']}：至 {due['zh']}。",
    }


def _not_counted(reckoned: Reckoned, calendar: Calendar) -> list[LocalText]:
    lines: list[LocalText] = []
    if reckoned.skipped:
        lines.append(_skipped_words(reckoned.skipped))
    if reckoned.made_up:
        days = [day_words(on) for on in reckoned.made_up]
        en, zh = ", ".join(day["en"] for day in days), "、".join(day["zh"] for day in days)
        lines.append({"en": f"Counted, though at a weekend: {en} (work is made up).", "zh": f"周末补班，计入：{zh}。"})
    if reckoned.is_provisional:
        years = range(reckoned.counted_from.year, reckoned.due_on.year + 2)
        open_year = next((year for year in years if not calendar.is_announced(year)), reckoned.due_on.year)
        lines.append(
            {
                "en": f"Provisional: the holidays of {open_year} are not announced yet; the date may move.",
                "zh": f"暂定：{open_year} 年放假安排尚未公布，日期可能调整。",
            }
        )
    return lines


def _skipped_words(skipped: Sequence[Skipped]) -> LocalText:
    """Return the days that do not count: each stretch by its reason, weekends summed up."""
    weekends = sum(each.why is SkipReason.WEEKEND for each in skipped)
    stretches: list[list[Skipped]] = []
    for each in skipped:
        if each.why is SkipReason.WEEKEND:
            continue
        last = stretches[-1][-1] if stretches else None
        follows = last is not None and (each.day.on - last.day.on).days == 1 and _same(each) == _same(last)
        if follows:
            stretches[-1].append(each)
        else:
            stretches.append([each])
    en = [_stretch_words(each, "en") for each in stretches]
    zh = [_stretch_words(each, "zh") for each in stretches]
    if weekends:
        en.append(f"{weekends} weekend {'day' if weekends == 1 else 'days'}")
        zh.append(f"周末 {weekends} 天")
    return {"en": f"Not counted: {'; '.join(en)}.", "zh": f"不计入：{'；'.join(zh)}。"}


def _same(skipped: Skipped) -> tuple[SkipReason, str]:
    return skipped.why, skipped.day.name.get("en", "")


def _stretch_words(stretch: Sequence[Skipped], language: str) -> str:
    first, last = day_words(stretch[0].day.on)[language], day_words(stretch[-1].day.on)[language]
    to = " to " if language == "en" else " 至 "
    days = first if len(stretch) == 1 else f"{first}{to}{last}"
    why = _why(stretch[0], language)
    return f"{days} ({why})" if language == "en" else f"{days}（{why}）"


def _why(skipped: Skipped, language: str) -> str:
    english = language == "en"
    match skipped.why:
        case SkipReason.PAUSED:
            return "the clock stood still" if english else "暂停计时"
        case _:
            return skipped.day.name.get(language, "")


def _source(bound: BoundRule) -> LocalText:
    rule, since = bound.rule, day_words(bound.rule.effective_from)
    name_en, name_zh = bound.set_name.get("en", ""), bound.set_name.get("zh", "")
    return {
        "en": f"Rule {rule.id} ({name_en}), in force since {since['en']}: {rule.source.get('en', '')}.",
        "zh": f"规则 {rule.id}（{name_zh}），自 {since['zh']} 起施行：{rule.source.get('zh', '')}。",
    }
