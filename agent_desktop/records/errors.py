"""Every expected failure of the records, by the code the desktop knows it by."""

from typing import ClassVar
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.contract.errors import ErrorCode


class RecordsError(Exception):
    """An expected failure. `details` are the values its words need: ids and limits, never a customer's values."""

    code: ClassVar[ErrorCode]

    def __init__(self, **details: JsonValue) -> None:
        super().__init__(self.code.value, details)
        self.details: dict[str, JsonValue] = details


class CustomerNotFoundError(RecordsError):
    code = ErrorCode.CUSTOMER_NOT_FOUND

    def __init__(self, customer_id: UUID) -> None:
        super().__init__(customer_id=str(customer_id))


class TooFewAlikeError(RecordsError):
    """So few customers are of a kind that the kind would tell who one of them is."""

    code = ErrorCode.TOO_FEW_ALIKE

    def __init__(self, fewest: int) -> None:
        super().__init__(fewest=fewest)


class FieldNotRevealableError(RecordsError):
    """The customer has no such value on record."""

    code = ErrorCode.FIELD_NOT_REVEALABLE

    def __init__(self, identifier: str) -> None:
        super().__init__(identifier=identifier)


class BasicCheckNeededError(RecordsError):
    """The caller has not shown enough of who they are."""

    code = ErrorCode.BASIC_CHECK_NEEDED


class FullCheckNeededError(RecordsError):
    """The caller has not shown enough of who they are."""

    code = ErrorCode.FULL_CHECK_NEEDED


class VerificationLockedError(RecordsError):
    """There were too many wrong answers for this customer."""

    code = ErrorCode.VERIFICATION_LOCKED

    def __init__(self, *, minutes: int) -> None:
        super().__init__(minutes=minutes)


class CallNotLinkedError(RecordsError):
    """The call is from nobody known yet, or from another customer than the one asked about."""

    code = ErrorCode.CALL_NOT_LINKED


class CheckUnknownError(RecordsError):
    """The policy has no such check, or the bank no value of this customer to compare with."""

    code = ErrorCode.CHECK_UNKNOWN


class CheckNotUnderstoodError(RecordsError):
    """The answer has not the form that is asked for. It counts as no attempt."""

    code = ErrorCode.CHECK_NOT_UNDERSTOOD


class CheckWithoutCallerError(RecordsError):
    """Nobody is on the line to be asked."""

    code = ErrorCode.CHECK_WITHOUT_CALLER


class NeedsRefusedError(RecordsError):
    """`problem` is one of need_twice, consent_in_future, review_in_past."""

    code = ErrorCode.NEEDS_REFUSED

    def __init__(self, *, problem: str) -> None:
        super().__init__(problem=problem)


class InteractionNotFoundError(RecordsError):
    """No such interaction, or it is another agent's."""

    code = ErrorCode.INTERACTION_NOT_FOUND


class InteractionFinishedError(RecordsError):
    """The wrap-up is over; what was saved stays as it is."""

    code = ErrorCode.INTERACTION_FINISHED


class StaleVersionError(RecordsError):
    """Someone, or another window, saved since `seen_version` was read."""

    code = ErrorCode.STALE_VERSION

    def __init__(self, *, current_version: int) -> None:
        super().__init__(current_version=current_version)
        self.current_version = current_version


class NoteTooLongError(RecordsError):
    code = ErrorCode.NOTE_TOO_LONG

    def __init__(self, *, length: int, limit: int) -> None:
        super().__init__(length=length, limit=limit)


class DispositionNeededError(RecordsError):
    code = ErrorCode.DISPOSITION_NEEDED


class DispositionUnknownError(RecordsError):
    code = ErrorCode.DISPOSITION_UNKNOWN

    def __init__(self, disposition_code: str) -> None:
        super().__init__(disposition_code=disposition_code)


class SystemAwayError(RecordsError):
    """A system of the bank did not answer in time, or not in words we understand.

    `reason` is one of not_configured, no_answer, refused, not_understood.
    """

    code = ErrorCode.SYSTEM_AWAY

    def __init__(self, system: str, *, reason: str) -> None:
        super().__init__(system=system, reason=reason)


class ScriptAnswerRefusedError(RecordsError):
    """The script cannot have this answer, statement or step. `question` is its id."""

    code = ErrorCode.SCRIPT_ANSWER_REFUSED

    def __init__(self, question: str, *, problem: str) -> None:
        super().__init__(question=question, problem=problem)


class ValuationUnderWayError(RecordsError):
    """Customers are being valued already."""

    code = ErrorCode.VALUATION_UNDER_WAY


class LinkNotUndoableError(RecordsError):
    """Something else was said of this call since, or by somebody else, or this was undone already."""

    code = ErrorCode.LINK_NOT_UNDOABLE


class ProspectUnknownError(RecordsError):
    """Nothing is known of a caller by which they could be found again."""

    code = ErrorCode.PROSPECT_UNKNOWN


class ProspectDuplicateError(RecordsError):
    """`count`: so many who may be the same, and were not on the screen."""

    code = ErrorCode.PROSPECT_DUPLICATE


class NotAProspectError(RecordsError):
    """The record is a customer's; no card is kept of them."""

    code = ErrorCode.NOT_A_PROSPECT


class NumberWrongError(RecordsError):
    """What was typed cannot be a telephone number."""

    code = ErrorCode.NUMBER_WRONG


class NumberNotTheirsError(RecordsError):
    """The customer has no such number now: somebody ended it, or a load took it away."""

    code = ErrorCode.NUMBER_NOT_THEIRS


class NumberNotRestorableError(RecordsError):
    """No person ended such a number of the customer's, or it is theirs again already."""

    code = ErrorCode.NUMBER_NOT_RESTORABLE


class ManagerUnknownError(RecordsError):
    """Nobody of that id may sign in and is of a team that looks after customers."""

    code = ErrorCode.MANAGER_UNKNOWN


class HandOverReasonError(RecordsError):
    """Nobody says why customers change hands, or at too great length: `limit` characters."""

    code = ErrorCode.HAND_OVER_REASON


class NobodyToHandOverError(RecordsError):
    """None of the customers is that manager's, or they would stay where they are."""

    code = ErrorCode.NOBODY_TO_HAND_OVER


class ChangeNotUndoableError(RecordsError):
    """There is no such change of managers, or it was undone already."""

    code = ErrorCode.CHANGE_NOT_UNDOABLE


class MessageRefusedError(RecordsError):
    """`problem` is one of `MessageRefusal`, or text_changed: it reads otherwise now than whoever sends it saw."""

    code = ErrorCode.MESSAGE_REFUSED


class TemplateUnknownError(RecordsError):
    """There is no message template of this code."""

    code = ErrorCode.TEMPLATE_UNKNOWN
