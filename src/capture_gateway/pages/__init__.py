"""What every page for visitors shares, whoever serves it: the frame's style sheet, and the language a visitor gets."""

from pathlib import Path

STYLE = (Path(__file__).parent / "page.css").read_bytes()
"""Colors of both schemes, the sheet, links, the words. A page adds what is its own."""
