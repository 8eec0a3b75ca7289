"""How people sign up by text: the keyword, the words, the agree word, the confirmation."""

from collections.abc import Mapping

from capture_gateway.channels.sms.definition import TextLine
from capture_gateway.core import keywords, page_link
from capture_gateway.core.way_in import Choice, Scene, WayIn
from capture_gateway.definitions import Line
from capture_gateway.prompts.catalogue import Catalogue

# What Twilio answers by itself where its default handling is on: https://help.twilio.com/articles/223134027
_PROVIDER_STOPPED = (
    "You have successfully been unsubscribed. You will not receive any more messages from this number. "
    "Reply START to resubscribe."
)
_PROVIDER_STARTED = (
    "You have successfully been re-subscribed to messages from this number. Reply HELP for help. "
    "Reply STOP to unsubscribe. Msg&Data Rates May Apply."
)
_PROVIDER_HELP = "Reply STOP to unsubscribe. Msg&Data Rates May Apply."


def way_in(line: Line, catalogue: Catalogue, language: str) -> WayIn:
    """The way in of a text line in one of its languages. LookupError: the deployment was not checked."""
    options: TextLine = line.options
    program, vocabulary = line.program, options.vocabulary

    def text(name: str, **slots: str) -> str:
        words = catalogue.words(program.id, language, name, line.kind)
        if words is None:
            raise LookupError(f"no words {name}.{line.kind} in {language}: the deployment was not checked")
        return page_link.shown(words.filled(**slots), program).text

    agree, decline = (_first(words, language) for words in (vocabulary.agree, vocabulary.decline))
    words_of = {
        disclosure: {word: one.language for word, one in vocabulary.keywords.items() if one.disclosure == disclosure}
        for disclosure in dict.fromkeys(one.disclosure for one in vocabulary.keywords.values())
    }
    scenes = tuple(
        Scene(
            name=disclosure,
            act=_first(words, language),
            words=text(disclosure),
            is_disclosure=True,
            beside=(),
            choices=(
                Choice(agree, "agree", text("confirmation" + disclosure.removeprefix("disclosure"))),
                Choice(decline, "decline", text("declined")),
            ),
        )
        for disclosure, words in words_of.items()
    )
    labels = {each.id: each.label[language] for each in program.categories.values()}
    is_default = options.opt_out == "twilio"
    replies = [Choice("STOP", "stop", _PROVIDER_STOPPED if is_default else text("stopped"))]
    for category in program.categories.values():
        word = next(iter(category.stop_words.get(language, ())), labels[category.id])
        remaining = ", ".join(label for id_, label in labels.items() if id_ != category.id)
        filled = (
            text("stopped-category", category=labels[category.id], remaining=remaining)
            if remaining
            else text("stopped-last", category=labels[category.id])
        )
        replies.append(Choice(f"STOP {word.upper()}", "stop-category", filled, labels[category.id]))
    help_word = next((word for word, owner in keywords.HELP.items() if owner == language and " " not in word), "help")
    is_theirs = is_default and help_word.upper() in keywords.PROVIDER_HELP
    replies.append(Choice(help_word.upper(), "help", _PROVIDER_HELP if is_theirs else text("help")))
    started = {"gateway": scenes[0].words, "twilio": _PROVIDER_STARTED, "advanced": text("status-none")}
    status = _first({word: owner for word, owner in keywords.STATUS.items() if owner in (language, None)}, language)
    replies += [
        Choice("START", "start", started[options.opt_out]),
        Choice(status, "status", text("status", agreed=", ".join(labels.values()))),
        Choice(scenes[0].act, "already", text("already")),
        Choice("", "nudge", text("nudge")),
        Choice("", "unclear", text("clarify")),
    ]
    return WayIn(line.id, line.kind, "text", language, line.address, "", scenes, tuple(replies), options.opt_out)


def _first(words: Mapping[str, str | None], language: str) -> str:
    """The first of the words that belongs to the language, or to several."""
    return next(word for word, owner in words.items() if owner in (language, None)).upper()
