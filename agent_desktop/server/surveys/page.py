"""The page on which customers answer: HTML without a script, from this server alone, in both languages. Pure.

Nothing on it is about whoever opens it: no name, no number, not which record is meant. Whoever holds the link holds no
more than the questions.
"""

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.surveys import COMMENT_LIMIT
from agent_desktop.records.surveys.schema import Form

SCORES: Final = range(1, 6)
PERCEIVED: Final = "perceived"
EXPECTED: Final = "expected"
COMMENT: Final = "comment"
REFUSE: Final = "refuse"
NO_MORE: Final = "no_more"
LANGUAGE: Final = "language"


class Notice(StrEnum):
    """What is told in place of the questions."""

    THANKS = "thanks"
    REFUSED = "refused"
    OVER = "over"  # its days are over
    GONE = "gone"  # no such link, or no more
    BUSY = "busy"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown: the questions, what was chosen already by field, and whether something of it is missing."""

    form: Form
    given: Mapping[str, str]
    incomplete: bool = False


_STATUS: Final = MappingProxyType(
    {Notice.OVER: 410, Notice.GONE: 404, Notice.BUSY: 429, Notice.AWAY: 503, Notice.THANKS: 200, Notice.REFUSED: 200}
)
_NOTICES: Final[Mapping[Notice, tuple[LocalText, LocalText]]] = MappingProxyType(
    {
        Notice.THANKS: (
            {"en": "Thank you", "zh": "感谢您的评价"},
            {"en": "We have your answers. You may close this page.", "zh": "我们已收到您的回答，您可以关闭本页面。"},
        ),
        Notice.REFUSED: (
            {"en": "That is fine", "zh": "好的，谢谢"},
            {
                "en": "Nothing was kept of what you chose. You may close this page.",
                "zh": "您的选择未被保存，您可以关闭本页面。",
            },
        ),
        Notice.OVER: (
            {"en": "This survey is over", "zh": "本次调查已结束"},
            {"en": "The time to answer has passed. Thank you all the same.", "zh": "回答期限已过，仍感谢您的关注。"},
        ),
        Notice.GONE: (
            {"en": "This link does not work", "zh": "链接无效"},
            {
                "en": "It is not complete, or there is nothing to answer any more. Please open the newest e-mail.",
                "zh": "链接不完整，或者已无需作答。请从最新的邮件中打开。",
            },
        ),
        Notice.BUSY: (
            {"en": "Too many at once", "zh": "访问人数较多"},
            {"en": "Please try again in a minute.", "zh": "请一分钟后再试。"},
        ),
        Notice.AWAY: (
            {"en": "Not now", "zh": "暂时无法使用"},
            {
                "en": "We could not keep that. Nothing is lost that you see here: please try again in a few minutes.",
                "zh": "暂时无法保存，请过几分钟再试。",
            },
        ),
    }
)
_WORDS: Final[Mapping[str, LocalText]] = MappingProxyType(
    {
        "scale": {"en": "From 1 to 5: {low}, {high}.", "zh": "1 至 5 分：{low}，{high}。"},
        "missing": {"en": "Please answer every question.", "zh": "请回答每一个问题。"},
        "comment": {"en": "Is there anything else you would like to tell us?", "zh": "您还有什么想告诉我们的？"},
        "no_secrets": {
            "en": "Please write no account numbers, card numbers or passwords here. We never ask for them.",
            "zh": "请勿在此填写账号、卡号或密码，我们绝不会向您索取。",
        },
        "send": {"en": "Send", "zh": "提交"},
        "refuse": {"en": "I would rather not answer", "zh": "我不想作答"},
        "no_more": {"en": "Please send me no more surveys", "zh": "以后不要再向我发送满意度调查"},
        "other": {"en": "中文", "zh": "English"},
    }
)
_HTML_LANGUAGE: Final[Mapping[Language, str]] = MappingProxyType({"en": "en", "zh": "zh-Hans"})
_OTHER: Final[Mapping[Language, Language]] = MappingProxyType({"en": "zh", "zh": "en"})
_STYLE: Final = """
:root{color-scheme:light dark}
body{font:17px/1.5 system-ui,"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif;margin:0;
background:#f4f5f7;color:#1c2430}
main{max-width:40rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.35rem;margin:.5rem 0}
header{display:flex;justify-content:space-between;gap:1rem}
fieldset,.note{border:1px solid #cfd5de;border-radius:10px;background:#fff;margin:0 0 1rem;padding:.9rem 1rem}
legend{font-weight:600;padding:0 .3rem}
.scores{display:flex;gap:.5rem;flex-wrap:wrap}
.scores label{border:1px solid #8a94a3;border-radius:8px;padding:.45rem .8rem;min-width:2.2rem;cursor:pointer}
textarea{width:100%;box-sizing:border-box;font:inherit;min-height:6rem;border-radius:8px;
border:1px solid #8a94a3;padding:.5rem}
button{font:inherit;border-radius:8px;padding:.6rem 1.2rem;border:1px solid #1f5fbf;
background:#1f5fbf;color:#fff;cursor:pointer}
button.plain{background:none;color:inherit;border-color:#8a94a3}
.wrong{color:#a3200f;font-weight:600}
.small{font-size:.92rem}
a{color:#1f5fbf}
@media (prefers-color-scheme:dark){body{background:#14181f;color:#e8ebf0}
fieldset,.note{background:#1d232c;border-color:#3a4452}
a{color:#8ab4f8}.wrong{color:#ff9c8a}}
"""
HEADERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; style-src 'sha256-"
            + b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
            + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        "Referrer-Policy": "no-referrer",  # the address is the secret
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Vary": "Accept-Language",
    }
)
"""With every page: nothing is loaded, run or told to anybody else."""


def status_of(notice: Notice) -> int:
    """Return the HTTP status a notice goes out with."""
    return _STATUS[notice]


def questions_page(bank: LocalText, asked: Asked, language: Language) -> str:
    """Return the questions."""
    form = asked.form
    ends = {1: _in(form.low, language), max(SCORES): _in(form.high, language)}
    parts = [f"<p>{escape(_in(form.intro, language))}</p>"]
    parts.append(f'<p class="small">{escape(_say("scale", language).format(low=ends[1], high=ends[max(SCORES)]))}</p>')
    if asked.incomplete:
        parts.append(f'<p class="wrong" role="alert">{escape(_say("missing", language))}</p>')
    parts.append(f'<form method="post" action="?{LANGUAGE}={language}" autocomplete="off">')
    for question in form.questions:
        parts.append(_scores(f"{PERCEIVED}.{question.code}", _in(question.perceived, language), asked))
        if question.expected:
            parts.append(_scores(f"{EXPECTED}.{question.code}", _in(question.expected, language), asked))
    comment = escape(asked.given.get(COMMENT, ""))
    parts.append(
        f"<fieldset><legend>{escape(_say('comment', language))}</legend>"
        f'<textarea name="{COMMENT}" maxlength="{COMMENT_LIMIT}" aria-describedby="no-secrets">{comment}</textarea>'
        f'<p class="small" id="no-secrets">{escape(_say("no_secrets", language))}</p></fieldset>'
    )
    checked = " checked" if asked.given.get(NO_MORE) else ""
    parts.append(
        f'<p><label><input type="checkbox" name="{NO_MORE}" value="1"{checked}> {escape(_say("no_more", language))}'
        "</label></p>"
        f'<p><button type="submit">{escape(_say("send", language))}</button> '
        f'<button class="plain" type="submit" name="{REFUSE}" value="1" formnovalidate>'
        f"{escape(_say('refuse', language))}</button></p></form>"
    )
    return _page(bank, _in(form.name, language), "\n".join(parts), language)


def notice_page(bank: LocalText, notice: Notice, language: Language) -> str:
    """Return what is told in place of the questions."""
    title, text = (_in(words, language) for words in _NOTICES[notice])
    return _page(bank, title, f'<p class="note">{escape(text)}</p>', language)


def _scores(name: str, question: str, asked: Asked) -> str:
    chosen = asked.given.get(name, "")
    options = "".join(
        f'<label><input type="radio" name="{escape(name)}" value="{score}" required'
        f"{' checked' if chosen == str(score) else ''}> {score}</label>"
        for score in SCORES
    )
    return f'<fieldset><legend>{escape(question)}</legend><div class="scores">{options}</div></fieldset>'


def _page(bank: LocalText, title: str, content: str, language: Language) -> str:
    name = escape(_in(bank, language))
    other = _OTHER[language]
    return (
        f'<!doctype html>\n<html lang="{_HTML_LANGUAGE[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {name}</title><style>{_STYLE}</style></head>\n<body><main>"
        f'<header><strong>{name}</strong><a href="?{LANGUAGE}={other}" hreflang="{_HTML_LANGUAGE[other]}" '
        f'lang="{_HTML_LANGUAGE[other]}">{escape(_say("other", language))}</a></header>\n'
        f"<h1>{escape(title)}</h1>\n{content}\n</main></body></html>\n"
    )


def _say(word: str, language: Language) -> str:
    return _WORDS[word][language]


def _in(words: LocalText, language: Language) -> str:
    return words.get(language) or words.get("en", "")
