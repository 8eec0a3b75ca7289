"""Errors, grouped by who must act. "Nothing to do" is never an error."""


class CaptureGatewayError(Exception):
    """Base of every error that this package raises on purpose; its text is one sentence for the one who must act."""


class OperatorError(CaptureGatewayError):
    """The operator must change a setting, a file or a command; the command line prints it and exits with 2."""


class NotAuthentic(CaptureGatewayError):
    """The request does not prove who sent it: 403 with an empty body; nothing in it was interpreted."""


class Malformed(CaptureGatewayError):
    """An authentic sender sent something that no provider or browser of ours sends: 400."""


class Failed(CaptureGatewayError):
    """A fault of our own: 500. It was logged where it happened, without the text of what somebody sent."""


class Unavailable(CaptureGatewayError):
    """The store cannot take or answer this now: 503 with Retry-After; nothing was confirmed to anybody."""


class OnlyWithdrawals(Unavailable):
    """Nothing but withdrawals is taken now; the operator has to act before that changes."""
