"""What every page that is served shares: the frame's style sheet, its templates' rules, and a visitor's language."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

STYLE = (Path(__file__).parent / "page.css").read_bytes()
"""Colors of both schemes, the sheet, links, the words. A page adds what is its own."""


def templates(folder: Path) -> Environment:
    """The pages in `folder`: every value is escaped, and one that is missing is an error."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
