"""How a campaign reads to one customer: as a short message, an e-mail, or a letter. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.letters import WordKind
from agent_desktop.records.campaigns.schema import OWN_TEXT, CampaignFile, CampaignText
from agent_desktop.records.customers.names import salutation_of, shown_name
from agent_desktop.records.letters.composing import ComposedLetter, LetterFacts, clean, compose
from agent_desktop.records.letters.schema import Letter, LetterBook, LetterPart, Word
from agent_desktop.records.letters.service import lines_of


@dataclass(frozen=True, slots=True)
class Recipient:
    """One customer as they are written to. `manager` is who looks after them, empty for nobody."""

    kind: CustomerKind
    title: str
    gender: str
    name_latin: str
    name_chinese: str
    address: str
    email: str
    manager: str

    def name_in(self, language: Language) -> str:
        latin = f"{self.title} {self.name_latin}".strip() if self.name_latin else ""
        return (self.name_chinese or latin) if language == "zh" else (latin or self.name_chinese)

    @property
    def salutation(self) -> LocalText:
        return salutation_of(self.kind, self.title, self.gender, self.name_latin, self.name_chinese)

    @property
    def shown(self) -> str:
        return shown_name(self.title, self.name_latin, self.name_chinese)


@dataclass(frozen=True, slots=True)
class Saying:
    """What one campaign says: its template, what its writer added by language, and the bank's name."""

    file: CampaignFile
    template: CampaignText
    own: Mapping[str, str]
    bank: LocalText

    def _values(self, to: Recipient, language: Language, name: str) -> dict[str, str]:
        bank = self.bank.get(language) or self.bank.get("en") or {"en": "Your bank", "zh": "本行"}[language]
        return {"bank": bank, "name": name, "manager": to.manager or self.file.unit[language]}

    def message(self, to: Recipient, language: Language) -> str:
        """Return the short message."""
        assert self.template.message is not None, "the way was asked for"
        return clean(self.template.message[language].format_map(self._values(to, language, to.name_in(language))))

    def subject(self, to: Recipient, language: Language) -> str:
        assert self.template.letter is not None, "the way was asked for"
        return clean(
            self.template.letter.subject[language].format_map(self._values(to, language, to.name_in(language)))
        )

    def email(self, to: Recipient, language: Language, book: LetterBook) -> str:
        """Return the e-mail's text."""
        values = self._values(to, language, to.salutation.get(language) or to.name_in(language))
        greeting = book.say.greeting[language].format_map(values)
        closing = book.say.closing[language]
        signed = [self.file.unit[language], values["bank"]]
        return "\n\n".join([greeting, *self._paragraphs(values, language), closing, "\n".join(signed)]) + "\n"

    def letter(
        self, to: Recipient, language: Language, book: LetterBook, *, number: str, today: date
    ) -> ComposedLetter:
        """Return the letter as the template of letters takes it. It is signed by the unit, in nobody's name."""
        assert self.template.letter is not None, "the way was asked for"
        unit = self.file.unit
        sender = book.sender.model_copy(update={"unit": unit})
        written = book.model_copy(update={"sender": sender})
        values = self._values(to, language, to.salutation.get(language) or to.name_in(language))
        own = self.own.get(language, "")
        # Braces of a name or of the writer's text are text: they are not filled in again.
        parts = tuple(
            LetterPart(words=OWN_TEXT) if each is None else LetterPart(text={language: _plain(each)})
            for each in self._parts(values, language)
        )
        letter = Letter(
            code=self.template.code,
            kind="campaign",
            name=self.template.name,
            subject={language: _plain(self.subject(to, language))},
            fits=frozenset(),
            words=(
                Word.model_validate(
                    {"code": OWN_TEXT, "kind": WordKind.PARAGRAPHS, "needed": False, "name": {language: ""}}
                ),
            ),
            parts=parts or (LetterPart(text={language: ""}),),
        )
        facts = LetterFacts(
            number=number,
            region="",
            received_on=today,
            today=today,
            about={},
            writer="",
            name=to.name_in(language),
            bank=self.bank or {"en": "Your bank", "zh": "本行"},
            salutation=to.salutation,
            lines=lines_of(to.address),
        )
        return compose(written, letter, language, facts, {OWN_TEXT: own})

    def _parts(self, values: Mapping[str, str], language: Language) -> list[str | None]:
        """Return the paragraphs; None where the writer's own text stands."""
        assert self.template.letter is not None, "the way was asked for"
        text = self.template.letter.text[language]
        joint = "" if language == "zh" else " "
        paragraphs = [joint.join(line.strip() for line in each.split("\n")) for each in text.split("\n\n")]
        return [None if each.strip() == "{own}" else each.format_map(dict(values)) for each in paragraphs]

    def _paragraphs(self, values: Mapping[str, str], language: Language) -> list[str]:
        own = clean(self.own.get(language, ""))
        found = [own if each is None else each for each in self._parts(values, language)]
        return [clean(each) for each in found if each.strip()]


def number_of(member_id: UUID) -> str:
    """Return the reference that stands on a letter."""
    return hashlib.sha256(member_id.bytes).hexdigest()[:8].upper()


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
