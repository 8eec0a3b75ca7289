"""The sample deployment as material for a registration, or an edited copy of it."""

from dataclasses import replace
from pathlib import Path

from capture_gateway.carrier.material import Material
from capture_gateway.channels import ways_in
from tests.channels.web import sample

BASE = "https://consent.bluebird-grocers.com"
PROGRAM = "bluebird-updates"


def material(base: str = BASE) -> Material:
    """The sample, served at a public address."""
    return _of(sample.ROOT, base)


def edited(folder: Path, edits: sample.Edits) -> Material:
    """A copy of the sample with some files edited."""
    return _of(sample.copy(folder / "edited", edits), BASE)


def with_samples(made: Material, *samples: str) -> Material:
    """The same, with other samples of the first category and none of the others."""
    first, *others = made.program.categories.values()
    categories = {
        first.id: replace(first, samples={"en": samples}),
        **{each.id: replace(each, samples={}) for each in others},
    }
    return replace(made, program=replace(made.program, categories=categories))


def _of(root: Path, base: str) -> Material:
    deployment, problems = sample.read(root)
    assert deployment is not None, problems
    program = deployment.catalogue.programs[PROGRAM]
    ways = {language: ways_in(deployment, PROGRAM, language) for language in program.languages}
    return Material(program, deployment.catalogue, ways, base)
