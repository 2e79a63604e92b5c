"""What campaigns say, as their file holds it."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.campaigns import CampaignWay, Occasion
from agent_desktop.contract.messages import MessagePurpose

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Texts = dict[str, str]

OWN_TEXT = "own"
"""The place of what the writer adds, a paragraph of its own."""


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CampaignLetter(Part):
    """A letter or an e-mail. An empty line in `text` begins a paragraph; ``{own}`` alone in one is what the writer
    adds."""

    ways: frozenset[CampaignWay] = frozenset({CampaignWay.EMAIL, CampaignWay.POST})
    subject: Texts
    text: Texts


class CampaignText(Part):
    """One template: at least one of `call` (the code of a callback's reason), `message` (a short message) and `letter`.
    Nobody gets one of its occasion again within `asked_again_days`."""

    code: Code
    occasion: Occasion
    purpose: MessagePurpose
    name: Texts
    asked_again_days: int = Field(default=0, ge=0, le=800)
    call: str = Field(default="", max_length=40)
    message: Texts | None = None
    letter: CampaignLetter | None = None

    @property
    def ways(self) -> frozenset[CampaignWay]:
        """How customers may be reached with it."""
        found = set(self.letter.ways if self.letter is not None else ())
        found |= {CampaignWay.PHONE} if self.call else set()
        found |= {CampaignWay.MESSAGE} if self.message is not None else set()
        return frozenset(found)

    @property
    def needs_text(self) -> bool:
        return self.letter is not None and any("{own}" in text for text in self.letter.text.values())

    @property
    def is_marketing(self) -> bool:
        return self.purpose is MessagePurpose.MARKETING


class CampaignFile(Part):
    """The file. `unit` signs letters and e-mails; from `opens` up to `closes` (hours of the bank's day) a day's calls
    and messages are spread; `capacity` is proposed. A greeting goes out `greeting_days` after its day at the latest.
    `script` is the code of the template that a service script's own words are sent with by e-mail, empty for none."""

    unit: Texts
    opens: int = Field(ge=0, le=23)
    closes: int = Field(ge=1, le=24)
    capacity: int = Field(ge=1, le=10_000)
    greeting_days: int = Field(default=3, ge=0, le=30)
    script: str = Field(default="", max_length=40)
    templates: tuple[CampaignText, ...] = Field(min_length=1)
