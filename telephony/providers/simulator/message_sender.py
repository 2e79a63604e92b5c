"""The simulator as a carrier of short messages: they go out over HTTP, its reports are verified and read."""

from datetime import UTC

from telephony.messages.port import MessageAnswer, MessageReport, OutgoingMessage
from telephony.providers.base import SignedRequest
from telephony.providers.simulator.asking import SignedClient, read_message
from telephony.providers.simulator.message_wire import MessageReportMessage, SendMessageAnswer, SendMessageRequest
from telephony.providers.simulator.wire import NAME


class SimulatorMessages:
    """See `MessageSender`. The client is whoever's who gives it. Safe to use from several threads."""

    def __init__(self, client: SignedClient) -> None:
        self._client = client

    @property
    def name(self) -> str:
        return NAME

    def send_message(self, message: OutgoingMessage) -> MessageAnswer:
        """Give the simulator one message.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        request = SendMessageRequest(
            message_id=message.message_id,
            to_number=message.to_number,
            from_number=message.from_number,
            text=message.text,
        )
        answer = self._client.ask("/messages", request, SendMessageAnswer)
        return MessageAnswer(answer.message_sid, answer.state, answer.problem, answer.carrier_code)

    def verify(self, request: SignedRequest) -> None:
        """Check that the simulator sent the body of `request`: its address is not signed.

        Raises:
            SignatureWrongError: It did not, or too long ago.
        """
        self._client.verify(request.headers, request.body)

    def read_message_report(self, request: SignedRequest) -> MessageReport:
        """Read a verified report of a message.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        message = read_message(MessageReportMessage, request.body)
        return MessageReport(**message.model_dump() | {"at": message.at.astimezone(UTC)})
