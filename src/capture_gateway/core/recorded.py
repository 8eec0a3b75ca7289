"""What a stored `given` tells of the words that it answers: a showing of ours, or what another system says it gave."""

from collections.abc import Mapping
from typing import Any

from capture_gateway.core import instant
from capture_gateway.core.act import Held
from capture_gateway.core.disclosure import Delivery, Showing, Told


def held(fields: Mapping[str, Any]) -> Held:
    """A record that is on hold, by its fields (`evidence.joined`)."""
    is_ours = "disclosure.showing" in fields
    return Held(
        evidence_id=fields["id"],
        program=fields["program.id"],
        language=fields["language"],
        control=fields["subject.control"],
        showing=_showing(fields) if is_ours else None,
        told=None if is_ours else _told(fields),
    )


def _showing(fields: Mapping[str, Any]) -> Showing:
    return Showing(
        id=fields["disclosure.showing"],
        subject=fields["subject.address"],
        sender=fields["sender.id"],
        program=fields["program.id"],
        version=fields["disclosure.version"],
        language=fields["disclosure.language"],
        prompt=fields["disclosure.prompt"],
        kind=fields["channel.kind"],
        sha256=fields["disclosure.sha256"],
        template_sha256=fields["disclosure.template_sha256"],
        categories=tuple(fields["categories"]),
        contact=tuple(fields["contact"]),
        channel=fields["channel.id"],
        thread="",
        shown_at=instant.parse(fields["disclosure.shown_at"]),
        medium=fields["disclosure.medium"],
        presentation=fields["disclosure.presentation"],
        delivery=Delivery(**fields["disclosure.delivery"]) if "disclosure.delivery" in fields else None,
    )


def _told(fields: Mapping[str, Any]) -> Told:
    return Told(
        text=fields["disclosure.text"],
        version=fields["disclosure.version"],
        language=fields["disclosure.language"],
        medium=fields["disclosure.medium"],
    )
