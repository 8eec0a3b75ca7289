"""What is said of webhooks: requests and answers of `/webhooks`."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from capture_gateway.api.values import Whole
from capture_gateway.core import instant
from capture_gateway.core.permission import Event
from capture_gateway.outbox.webhooks.guard import LONGEST
from capture_gateway.storage.webhooks import ENABLED, Delivery, Webhook

_AFTER = "Records behind this position are delivered; -1: from the first one."
Position = Annotated[Whole, Field(ge=-1, le=2**53)]


class WebhookWanted(BaseModel):
    """A new endpoint."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    url: str = Field(min_length=1, max_length=LONGEST, description="Where messages are posted to: https.")
    description: str = Field("", max_length=200, description="For people who read the list.")
    events: list[Event] = Field([], max_length=7, description="Which events it hears of; none named: every one.")
    programs: list[str] = Field(
        [], max_length=100, description="Of which programs; none named: all that the token reaches."
    )
    after: Position | None = Field(None, description=f"{_AFTER} Not given: from now on.")


class Rotation(BaseModel):
    """How a secret is changed."""

    model_config = ConfigDict(extra="forbid")

    keep_seconds: Whole = Field(86_400, ge=0, le=7 * 86_400, description="So long the old secrets sign too.")


class Replay(BaseModel):
    """From where on messages are sent again."""

    model_config = ConfigDict(extra="forbid")

    after: Position = Field(description=_AFTER)


class DeliveriesQuery(BaseModel):
    """Which messages."""

    model_config = ConfigDict(extra="forbid")

    state: Literal["waiting", "delivered", "failed"] | None = None
    after: str | None = Field(
        None, pattern=r"^[0-9]{1,15}\.msg_[0-9a-f-]{1,40}$", description="From behind: the `next` of a page."
    )
    limit: Annotated[int, Field(100, ge=1, le=1_000)]


class SecretFacts(BaseModel):
    """A secret that signs, without itself."""

    ends_at: str | None = Field(description="null: the newest one.")


class WebhookFacts(BaseModel):
    """An endpoint."""

    id: str
    url: str
    description: str
    events: list[str] = Field(description="Empty: every event.")
    programs: list[str] = Field(description="Empty: every program.")
    state: Literal["enabled", "disabled"]
    why: str | None = Field(description="Why it is disabled.")
    failing_since: str | None = Field(description="null: the last message arrived.")
    position: int = Field(description="Every record up to here was delivered, or has its place in the log.")
    secrets: list[SecretFacts]
    created_at: str
    created_by: str = Field(description="The name of the token that made it.")

    @classmethod
    def of(cls, webhook: Webhook, now: int) -> Self:
        """An endpoint at `now`."""
        return cls(
            id=webhook.id,
            url=webhook.url,
            description=webhook.description,
            events=list(webhook.events),
            programs=list(webhook.programs),
            state="enabled" if webhook.state == ENABLED else "disabled",
            why=webhook.why or None,
            failing_since=_instant(webhook.failing_since),
            position=min(webhook.withdrawals_at, webhook.others_at),
            secrets=[SecretFacts(ends_at=_instant(one.ends_at)) for one in webhook.valid_secrets(now)],
            created_at=instant.text(webhook.created_at),
            created_by=webhook.created_by,
            **cls._more(webhook),
        )

    @classmethod
    def _more(cls, _webhook: Webhook) -> dict[str, str]:
        return {}


class MadeWebhook(WebhookFacts):
    """An endpoint with the secret that was made for it."""

    secret: str = Field(description="`whsec_…`: keep it now, it is not shown again.")

    @classmethod
    def _more(cls, webhook: Webhook) -> dict[str, str]:
        return {"secret": webhook.secrets[0].value}


class WebhookList(BaseModel):
    """The oldest first."""

    items: list[WebhookFacts]


class AttemptFacts(BaseModel):
    """One attempt to deliver a message."""

    at: str
    status: int | None = Field(description="What was answered; null: nothing was.")
    error: str | None = Field(description="What went wrong.")
    milliseconds: int


class DeliveryFacts(BaseModel):
    """A message to the endpoint."""

    message: str = Field(description="Its `webhook-id`, the same for every attempt.")
    type: str
    position: int | None = Field(description="Of the record; null: a test.")
    state: Literal["waiting", "delivered", "failed"]
    at: str
    due_at: str | None = Field(description="When it is tried next; null: it is not.")
    attempts: list[AttemptFacts]

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        """A row of the log."""
        attempts = [
            AttemptFacts(at=instant.text(at), status=status, error=error or None, milliseconds=milliseconds)
            for at, status, error, milliseconds in delivery.attempts
        ]
        return cls(
            message=delivery.message,
            type=delivery.type,
            position=delivery.position,
            state=delivery.state,
            at=instant.text(delivery.at),
            due_at=instant.text(delivery.due_at) if delivery.state == "waiting" else None,
            attempts=attempts,
        )


class DeliveryPage(BaseModel):
    """The newest first."""

    items: list[DeliveryFacts]
    next: str | None = Field(description="What to go on after; null for an empty page.")


class Sent(BaseModel):
    """A message that is on its way."""

    message: str = Field(description="Its `webhook-id`; the log says what became of it.")


def _instant(at: int | None) -> str | None:
    return None if at is None else instant.text(at)
