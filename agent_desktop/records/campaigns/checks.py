"""What the schema alone cannot say of campaigns: codes, languages, names in texts, reasons. Pure."""

import string
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.campaigns import CampaignWay
from agent_desktop.records.campaigns.schema import OWN_TEXT, CampaignFile, CampaignText, Texts

LANGUAGES: Final = ("en", "zh")
VARIABLES: Final = frozenset({"bank", "name", "manager"})

Place = tuple[str | int, ...]


class CampaignProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    PLACEHOLDER_WRONG = "placeholder_wrong"  # text
    CODE_TWICE = "code_twice"  # code
    REASON_UNKNOWN = "campaign_reason_unknown"  # code
    NO_WAY = "campaign_no_way"
    HOURS_WRONG = "campaign_hours_wrong"
    SCRIPT_TEMPLATE_WRONG = "campaign_script_template_wrong"  # code


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: CampaignProblem
    details: Mapping[str, str]


def findings_in(file: CampaignFile, reasons: Collection[str] | None = None) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema. `reasons` are the codes of those callbacks are made for, None
    where they are not known."""
    if file.opens >= file.closes:
        yield _found(("closes",), CampaignProblem.HOURS_WRONG)
    yield from _languages(("unit",), file.unit)
    if file.script and not any(_takes_own_words(each) for each in file.templates if each.code == file.script):
        yield _found(("script",), CampaignProblem.SCRIPT_TEMPLATE_WRONG, code=file.script)
    codes: set[str] = set()
    for number, template in enumerate(file.templates):
        here: Place = ("templates", number)
        if template.code in codes:
            yield _found((*here, "code"), CampaignProblem.CODE_TWICE, code=template.code)
        codes.add(template.code)
        if not template.ways or (template.letter and not template.letter.ways <= {CampaignWay.EMAIL, CampaignWay.POST}):
            yield _found((*here, "code"), CampaignProblem.NO_WAY)
        if template.call and reasons is not None and template.call not in reasons:
            yield _found((*here, "call"), CampaignProblem.REASON_UNKNOWN, code=template.call)
        yield from _texts(here, template)


def _takes_own_words(template: CampaignText) -> bool:
    """Say whether a script's words, whoever the customer is, can go out with it by e-mail."""
    return CampaignWay.EMAIL in template.ways and template.needs_text and not template.is_marketing


def _texts(here: Place, template: CampaignText) -> Iterator[Finding]:
    yield from _languages((*here, "name"), template.name)
    parts: list[tuple[Place, Texts, frozenset[str]]] = []
    if template.message is not None:
        parts.append(((*here, "message"), template.message, VARIABLES))
    if template.letter is not None:
        parts.append(((*here, "letter", "subject"), template.letter.subject, VARIABLES))
        parts.append(((*here, "letter", "text"), template.letter.text, VARIABLES | {OWN_TEXT}))
    for place, texts, known in parts:
        yield from _languages(place, texts)
        for language, text in texts.items():
            if not _names_known(text, known):
                yield _found((*place, language), CampaignProblem.PLACEHOLDER_WRONG, text=text)


def _languages(place: Place, texts: Texts) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(place, CampaignProblem.LANGUAGE_MISSING, language=language)


def _names_known(text: str, known: frozenset[str]) -> bool:
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return False
    named = [(name, form, conversion) for _, name, form, conversion in parts if name is not None]
    if not all(name in known and not form and not conversion for name, form, conversion in named):
        return False
    paragraphs = [each.strip() for each in text.split("\n\n")]
    return all("{own}" not in each or each == "{own}" for each in paragraphs)


def _found(place: Place, problem: CampaignProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})
