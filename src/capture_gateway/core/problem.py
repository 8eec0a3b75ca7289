"""Problems: what is wrong in a deployment's files, reported all at once."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend, printed as `file:line: RULE message`."""

    file: str
    """Relative to the deployment's folder, with `/`."""
    line: int
    """1-based; 1 when the whole file is meant."""
    rule: str
    """A lint rule's id (`L05`) or an id of its own (`F02`); stable, so that people can look it up."""
    severity: Literal["error", "warning"]
    message: str
    """One sentence that names the key and says what to write instead."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.rule} {self.message}"
