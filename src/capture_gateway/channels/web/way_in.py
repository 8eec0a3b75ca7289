"""How people sign up on a page: what stands on it, which boxes it has, what its button does."""

from capture_gateway.channels.web.definition import WebOptions
from capture_gateway.channels.web.page import Texts
from capture_gateway.core.disclosure import Words
from capture_gateway.core.possession import PENDING
from capture_gateway.core.way_in import Beside, Choice, Scene, WayIn
from capture_gateway.definitions import Line
from capture_gateway.prompts.catalogue import Catalogue


def way_in(line: Line, catalogue: Catalogue, language: str) -> WayIn:
    """The way in of a form in one of its languages. LookupError: the deployment was not checked."""
    options: WebOptions = line.options

    def words(name: str) -> Words:
        found = catalogue.words(line.program.id, language, name, line.kind)
        if found is None:
            raise LookupError(f"no words {name}.{line.kind} in {language}: the deployment was not checked")
        return found

    disclosure, labels = words("disclosure"), words("labels").labels
    shown = Texts(line.program, language, disclosure, labels, options, {}).presentation
    pending = PENDING.get(options.possession)
    answer = words("confirmation" if pending is None else pending)
    # As on all carriers' pages, what differs from person to person stands in brackets.
    told = answer.filled(**{slot: f"[{slot}]" for slot in answer.slots})
    scene = Scene(
        name=disclosure.name,
        act="",
        words=disclosure.text,
        is_disclosure=True,
        beside=tuple(_beside(name, text, language) for name, text in shown.items() if name != "button"),
        choices=(Choice(shown["button"], "agree", told.text, is_request=pending is not None),),
    )
    return WayIn(line.id, line.kind, "page", language, line.address, f"/c/{line.id}/form", (scene,), ())


def _beside(name: str, text: str, language: str) -> Beside:
    if name.startswith(("category.", "contact.")):
        return Beside("box", text, language)
    return Beside("title" if name == "title" else "field" if name == "number" else "group", text, language)
