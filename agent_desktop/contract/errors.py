"""Every expected failure by its stable code. A code is never renamed once shipped.

The words a person reads for each code are in ``resources/words``, one file a language.
"""

from enum import StrEnum

from pydantic import Field, JsonValue

from agent_desktop.contract.base import Answer


class ErrorCode(StrEnum):
    """The stable name of one expected failure."""

    # Asking
    REQUEST_NOT_UNDERSTOOD = "request_not_understood"
    REQUEST_TOO_SLOW = "request_too_slow"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    STALE_VERSION = "stale_version"
    COMMAND_REUSED = "command_reused"
    SERVER_FAILED = "server_failed"
    DATABASE_AWAY = "database_away"
    # Signing in
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  a name, no secret
    SIGNED_OUT = "signed_out"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    VERSION_TOO_OLD = "version_too_old"
    # Calls and agents (telephony's own codes)
    CALL_NOT_FOUND = "call_not_found"
    CALL_TRANSITION_REFUSED = "call_transition_refused"
    AGENT_NOT_FOUND = "agent_not_found"
    AGENT_TRANSITION_REFUSED = "agent_transition_refused"
    OFFER_GONE = "offer_gone"
    NOT_YOUR_CALL = "not_your_call"
    CALL_IS_RINGING = "call_is_ringing"
    NUMBER_NOT_CALLABLE = "number_not_callable"
    OUTGOING_NUMBER_UNKNOWN = "outgoing_number_unknown"
    COLLEAGUE_NOT_FREE = "colleague_not_free"
    REASON_NEEDED = "reason_needed"
    DECLINE_REASON_NEEDED = "decline_reason_needed"
    WRAP_UP_NOT_OVER = "wrap_up_not_over"
    SEAT_ELSEWHERE = "seat_elsewhere"
    STATE_CHANGES_TOO_FAST = "state_changes_too_fast"
    SIGNATURE_WRONG = "signature_wrong"
    CARRIER_AWAY = "carrier_away"
    # Records
    CUSTOMER_NOT_FOUND = "customer_not_found"
    INTERACTION_NOT_FOUND = "interaction_not_found"
    INTERACTION_FINISHED = "interaction_finished"
    DISPOSITION_NEEDED = "disposition_needed"
    DISPOSITION_UNKNOWN = "disposition_unknown"
    NOTE_TOO_LONG = "note_too_long"
    FIELD_NOT_REVEALABLE = "field_not_revealable"
    BASIC_CHECK_NEEDED = "basic_check_needed"
    FULL_CHECK_NEEDED = "full_check_needed"
    VERIFICATION_LOCKED = "verification_locked"
    NEEDS_REFUSED = "needs_refused"
    CALL_NOT_LINKED = "call_not_linked"
    CHECK_UNKNOWN = "check_unknown"
    CHECK_NOT_UNDERSTOOD = "check_not_understood"
    CHECK_WITHOUT_CALLER = "check_without_caller"
    SYSTEM_AWAY = "system_away"
    SCRIPT_NOT_FOUND = "script_not_found"
    SCRIPT_ANSWER_REFUSED = "script_answer_refused"
    LINK_MODEL_WRONG = "link_model_wrong"
    TOO_FEW_ACCOUNTS = "too_few_accounts"
    LINK_PAIR_NOT_FOUND = "link_pair_not_found"
    DOCUMENTS_DIFFER = "documents_differ"
    KINDS_DIFFER = "kinds_differ"
    KEPT_APART = "kept_apart"
    ACCOUNTS_CLASH = "accounts_clash"
    NOT_MERGED = "not_merged"
    # Seen only by the desktop
    SERVER_AWAY = "server_away"
    SERVER_NOT_SECURE = "server_not_secure"
    SERVER_NOT_UNDERSTOOD = "server_not_understood"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_UNANSWERED = "keyring_unanswered"
    KEYRING_MISSING = "keyring_missing"
    JOURNAL_UNREADABLE = "journal_unreadable"
    JOURNAL_NOT_WRITTEN = "journal_not_written"
    ALREADY_RUNNING = "already_running"
    DESKTOP_FAILED = "desktop_failed"
    # Starting and administering
    CONFIG_NOT_FOUND = "config_not_found"
    CONFIG_UNREADABLE = "config_unreadable"
    CONFIG_KEY_UNKNOWN = "config_key_unknown"
    CONFIG_VALUE_WRONG = "config_value_wrong"
    CONFIG_HOLDS_SECRET = "config_holds_secret"  # noqa: S105  a name, no secret
    SECRET_MISSING = "secret_missing"  # noqa: S105  a name, no secret
    TLS_NEEDED = "tls_needed"
    PORT_TAKEN = "port_taken"
    DISK_FULL = "disk_full"
    FOLDER_NOT_WRITABLE = "folder_not_writable"
    FILE_NOT_WRITABLE = "file_not_writable"
    DATABASE_NOT_STARTED = "database_not_started"
    DATABASE_REFUSED = "database_refused"
    DATABASE_TOO_OLD = "database_too_old"
    DATABASE_NEWER = "database_newer"
    DATABASE_NOT_EMPTY = "database_not_empty"
    BACKUP_EXISTS = "backup_exists"
    BACKUP_UNREADABLE = "backup_unreadable"
    PART_NOT_INSTALLED = "part_not_installed"
    PART_NOT_STARTED = "part_not_started"
    LIBRARY_MISSING = "library_missing"
    NO_SCREEN = "no_screen"
    MAPPING_WRONG = "mapping_wrong"
    EXTRACT_NOT_FOUND = "extract_not_found"
    SCRIPT_FILE_WRONG = "script_file_wrong"
    MENU_FILE_WRONG = "menu_file_wrong"
    DISPOSITIONS_FILE_WRONG = "dispositions_file_wrong"
    VERIFICATION_FILE_WRONG = "verification_file_wrong"
    ROUTING_WRONG = "routing_wrong"
    ROUTING_FILE_WRONG = "routing_file_wrong"
    MENU_WRONG = "menu_wrong"
    CALL_LOG_UNREADABLE = "call_log_unreadable"
    REPLAY_NEEDS_NO_CALLS = "replay_needs_no_calls"
    USER_NAME_TAKEN = "user_name_taken"
    QUEUE_UNKNOWN = "queue_unknown"
    REASON_MISSING = "reason_missing"
    QUEUES_APART = "queues_apart"
    PASSWORD_TOO_SHORT = "password_too_short"  # noqa: S105  a name, no secret


class ErrorBody(Answer):
    """The body of every HTTP answer of 400 and above.

    `details` carries the values that the words need (`{"field": "amount"}`): never a customer's.
    """

    code: ErrorCode | str
    details: dict[str, JsonValue] = Field(default_factory=dict)
    request_id: str = ""
