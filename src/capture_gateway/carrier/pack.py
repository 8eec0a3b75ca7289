"""The folder for a registration: Markdown for people, JSON where the provider's API takes it.

The same files make the same bytes: no clock, no chance, orders that are those of the files.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from capture_gateway.carrier import answers, campaign, scripts, tollfree
from capture_gateway.carrier.material import Material, why_not_public
from capture_gateway.core.address import readable

STAMP = "README.md"
FIRST_LINE = "# Carrier registration, written by `capture-gateway pack`"
"""A folder whose README begins so is ours, and may be written again."""


@dataclass(frozen=True, slots=True)
class Pack:
    """What is written, and what is left for people."""

    files: Mapping[str, str]
    """Name -> content."""
    to_do: list[str]


def pack(material: Material) -> Pack:
    """The whole folder. OperatorError when a field cannot be kept within the carriers' limits."""
    filled, free = campaign.fill(material), tollfree.fill(material)
    to_do = list(dict.fromkeys([*_gaps(material), *filled.to_do, *free.to_do]))
    sender = material.program.sender
    written: dict[str, dict[str, Any]] = {
        STAMP: {"template": "readme.md", "first_line": FIRST_LINE, "sender": sender, "to_do": to_do},
        "10dlc-campaign.md": {"fields": filled.fields, "lengths": campaign.lengths(filled.fields)},
        "toll-free-verification.md": {"fields": free.fields, "images": tollfree.images(material)},
        "phone-script.md": {"ways": scripts.every(material, "speech"), "meanings": scripts.SPOKEN},
        "keyword-replies.md": {
            "ways": scripts.every(material, "text"),
            "meanings": scripts.TEXTED,
            "relatives": scripts.STOP_WORDS[1:],
        },
        "advanced-opt-out.md": {"languages": scripts.pasted(material)},
        "reviewer-answers.md": {"codes": answers.by_code(material, filled.fields)},
    }
    files = {name: _rendered(name, material, values) for name, values in written.items()}
    files["10dlc-campaign.json"] = _json(filled.fields)
    files["toll-free-verification.json"] = _json(free.fields)
    return Pack(files, to_do)


def _gaps(material: Material) -> list[str]:
    gaps = []
    if why := why_not_public(material.base):
        gaps.append(f"Set CAPTURE_GATEWAY_PUBLIC_URL: reviewers cannot open {material.page}, because {why} (30543).")
    if not material.is_english:
        spoken = ", ".join(material.program.languages)
        gaps.append(f"Add an English translation: the words exist in {spoken} only (30910).")
    return gaps


def _rendered(name: str, material: Material, values: Mapping[str, Any]) -> str:
    template = _templates.get_template(values.get("template", name))
    return template.render(values, material=material).rstrip("\n") + "\n"


def _json(fields: Mapping[str, Any]) -> str:
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"


def _verbatim(text: str) -> str:
    """Words in Markdown, byte for byte."""
    fence = "```" if "```" not in text else "~~~~"
    return f"{fence}text\n{text}\n{fence}"


_templates = Environment(  # noqa: S701 - Markdown, for people who may read and write these files
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_templates.filters |= {"verbatim": _verbatim, "readable": readable}
