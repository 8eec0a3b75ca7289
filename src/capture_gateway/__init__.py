"""Capture Gateway: takes a person's agreement to be contacted, and keeps the proof."""

__version__ = "0.1.0"
