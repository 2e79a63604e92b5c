"""What a mapping file holds: how a bank's delimited extracts become customers, holdings and contacts.

A **template** is text with placeholders: ``"{client_id}"``, ``"{disp_id.client_id}"`` (a column of the row that
`disp_id` refers to), ``"{birth_number.date}"`` (a part of a value), ``"{status:loan_status}"`` (the value through
a code table) and, in texts people read, ``"{due_on:@day}"``, ``"{until:@month}"``, ``"{amount:@money}"`` and
``"{limit:@whole}"`` (no cents). A template that is one placeholder keeps the value's type.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.sources import LoadKind

Name = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Local(Part):
    """One text by language, each a template."""

    en: str
    zh: str = ""


class Amount(Part):
    """A signed amount: `sign` gives 1 or -1, mostly through a code table."""

    amount: str
    sign: str


class FirstOf(Part):
    """The first of several templates that is not empty."""

    first_of: list[str] = Field(min_length=1)


class Split(Part):
    """A list inside one value; each item goes through the code table `code` where one is named."""

    split: str
    by: str = Field(default="|", min_length=1)
    code: str = ""


def _either(first: str, second: str) -> PydanticCustomError:
    code = ProblemCode.ONE_OF_TWO_NEEDED.value
    return PydanticCustomError(code, "{first}, {second}", {"first": first, "second": second})


def _kind_of(value: Any) -> str:
    if isinstance(value, (str, list)):
        return "template" if isinstance(value, str) else "list"
    keys = value if isinstance(value, dict) else type(value).model_fields if isinstance(value, Part) else ()
    for key in ("amount", "first_of", "split"):
        if key in keys:
            return key
    return "local" if keys else "template"


Expression = Annotated[
    Annotated[str, Tag("template")]
    | Annotated[list[str], Tag("list")]
    | Annotated[Amount, Tag("amount")]
    | Annotated[FirstOf, Tag("first_of")]
    | Annotated[Split, Tag("split")]
    | Annotated[Local, Tag("local")],
    Discriminator(_kind_of),
]


class System(Part):
    """One source system. One without `group` delivers customers or contacts only.

    `live` says that it can be asked during a call. Its figures are called old after `old_after_hours`; they are those
    of a day's close where `end_of_day` says so. `load` says what its extracts are: **full**, all there is, so that what
    is missing has gone; or **incremental**, what has changed. A full load is refused where more than `may_lose_percent`
    of what is known would go: a file may be half empty.
    """

    name: LocalText
    group: HoldingGroup | None = None
    live: bool = False
    old_after_hours: float = Field(default=24, gt=0)
    end_of_day: bool = False
    load: LoadKind = LoadKind.INCREMENTAL
    may_lose_percent: float = Field(default=10, ge=0, le=100)


class Column(Part):
    """One column of an extract. `called` is its name in the file's head where that is not its name here.

    `format` is as in `strptime`. `refers_to` is ``file.column``: the value must stand in that column, and the
    other columns of that row can be reached with a dot.
    """

    type: Literal["text", "key", "integer", "money", "date", "time", "phone", "czech_birth_number"] = "text"
    called: str = ""
    required: bool = False
    format: str = ""
    decimal_mark: Literal[".", ","] = "."
    group_mark: Literal["", " ", ",", ".", "'"] = ""
    region: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    century: int = Field(default=1900, ge=1800, le=2000, multiple_of=100)
    refers_to: str = Field(default="", pattern=r"^([A-Za-z]\w*\.[A-Za-z]\w*)?$")


class MadeUp(Part):
    """A value the source lacks, made up from a key so that it is the same at each import.

    `pick` is a template naming a word list. `digits` is a pattern whose ``#`` become digits; two keys that are
    numbers below ten to the count of ``#`` never get the same.
    """

    pick: str = ""
    digits: str = ""
    from_: Name = Field(alias="from")

    @model_validator(mode="after")
    def _one_way(self) -> "MadeUp":
        if bool(self.pick) == bool(self.digits):
            raise _either("pick", "digits")
        if self.digits and "#" not in self.digits:
            raise PydanticCustomError(ProblemCode.DIGITS_WITHOUT_MARK.value, "#")
        return self


class Latest(Part):
    """The row of another file with the largest `by` among those whose `on` equals this row's `equals`.

    Of rows with the same `by` the last in the file counts. Without any row its columns are empty.
    """

    file: Name
    on: Name
    equals: Name
    by: Name


class ExtractFile(Part):
    """One delimited file. Without `multiline`, a quoted value ends on its line: a stray quote spoils one row only."""

    name: str = Field(min_length=1)
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    quote: str = Field(default='"', max_length=1)
    encoding: str = "utf-8"
    header: bool = True
    multiline: bool = False
    optional: bool = False
    columns: dict[Name, Column] = Field(min_length=1)
    made_up: dict[Name, MadeUp] = Field(default_factory=dict)
    latest: dict[Name, Latest] = Field(default_factory=dict)


class KeyOf(Part):
    """Another record, by its system and its key there."""

    system: Code
    key: str = Field(min_length=1)


class _Record(Part):
    """`when` is a template: an empty result makes no record of the row."""

    from_: Name = Field(alias="from")
    when: str = ""

    def system_of(self) -> str:
        """Return the system whose record it is, or part of whose record."""
        raise NotImplementedError  # each kind of record names it in its own place


class _Keyed(_Record):
    """A record with a key in its system.

    `changed_at` is the source's own date of the row: an older one never wins over a newer one, and of several rows with
    one key the newest counts. Without it the time of the file stands in. `gone` is a template: where its result is not
    empty, the row says that the record is no more. `missing` says what becomes of a record that a full load lacks.
    """

    system: Code
    key: str = Field(min_length=1)
    changed_at: Expression = ""
    gone: str = ""
    missing: Literal["goes", "stays"] = "goes"

    def system_of(self) -> str:
        return self.system


class CustomerRecord(_Keyed):
    make: Literal["customer"]
    kind: Expression = "personal"
    tier: Expression = "standard"
    customer_number: Expression
    title: Expression = ""
    name_latin: Expression = ""
    name_chinese: Expression = ""
    gender: Expression = ""
    birth_date: Expression = ""
    customer_since: Expression = ""
    document_number: Expression = ""
    document_expires_on: Expression = ""
    email: Expression = ""
    address: Expression = ""
    languages: Expression = Field(default_factory=list)
    manager_name: Expression = ""
    wishes: Expression = Field(default_factory=list)
    calls_from: Expression = ""
    calls_until: Expression = ""


class PhoneRecord(_Record):
    make: Literal["phone"]
    customer: KeyOf
    number: Expression
    kind: Expression = "mobile"

    def system_of(self) -> str:
        return self.customer.system


class HoldingRecord(_Keyed):
    make: Literal["holding"]
    product: Expression
    number: Expression
    currency: Expression
    balance: Expression = ""
    status: Expression = ""
    status_kind: Expression = "plain"
    opened_on: Expression = ""
    matures_on: Expression = ""
    as_of_at: Expression = ""


class PartyRecord(_Record):
    """Who may use a holding: `customer` as `role`, or everyone who may use the holding `like`."""

    make: Literal["party"]
    holding: KeyOf
    customer: KeyOf | None = None
    role: Expression = "owner"
    like: KeyOf | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "PartyRecord":
        if (self.customer is None) == (self.like is None):
            raise _either("customer", "like")
        return self

    def system_of(self) -> str:
        return self.holding.system


class TransactionRecord(_Keyed):
    """Extracts hold the bookings of some time: those that one lacks stay, unless `missing` says otherwise."""

    make: Literal["transaction"]
    missing: Literal["goes", "stays"] = "stays"
    holding: KeyOf
    booked_at: Expression
    amount: Expression
    currency: Expression
    kind: Expression
    text: Expression = ""
    place: Expression = ""
    country: Expression = ""


class ContactRecord(_Keyed):
    """As with bookings, those that an extract lacks stay."""

    make: Literal["contact"]
    missing: Literal["goes", "stays"] = "stays"
    customer: KeyOf
    at: Expression
    channel: Expression
    subject: Expression
    outcome: Expression = ""
    duration_seconds: Expression = ""


class SurveyRecord(_Keyed):
    """One answer to a survey, of five: how it was, and how the customer had expected it where they were asked."""

    make: Literal["survey"]
    customer: KeyOf
    at: Expression
    perceived: Expression
    expected: Expression = ""
    missing: Literal["goes", "stays"] = "stays"


Record = Annotated[
    CustomerRecord | PhoneRecord | HoldingRecord | PartyRecord | TransactionRecord | ContactRecord | SurveyRecord,
    Field(discriminator="make"),
]

CodeValue = Annotated[Annotated[str, Tag("template")] | Annotated[Local, Tag("local")], Discriminator(_kind_of)]


class Mapping(Part):
    """One bank's extracts. `as_of` stands in for a holding's own time; the time of the import where both lack."""

    format: Literal[1]
    bank: Code
    title: LocalText
    time_zone: str = "UTC"
    as_of: str = ""
    systems: dict[Code, System] = Field(min_length=1)
    codes: dict[Name, dict[str, CodeValue]] = Field(default_factory=dict)
    words: dict[Name, list[str]] = Field(default_factory=dict)
    files: dict[Name, ExtractFile] = Field(min_length=1)
    records: list[Record] = Field(min_length=1)
