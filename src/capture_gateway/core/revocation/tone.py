"""What is said without words of one's own: signs and sighs alone, and a telephone's reactions.

A reaction quotes the message that it answers (`Disliked “Reply STOP to opt out”`): those are not the person's words.
"""

import re
from typing import Final

_STOP: Final = frozenset("🛑")
_TONE: Final = frozenset("👎🤬😡😠🖕💩✋🖐🤚🚫⛔🙅❌✖🤮🤢😤🙄😒🔕🔇👿😾☠💀🗑📵🚷")
_SIGH: Final = re.compile(
    r"(?:(?:oh|no|not|god|omg|really|seriously|you|guys|yall|it|this|what|the|hell|wow|lol)\b\W{1,5})*"
    r"(?:p+f+t*|u+f+|u+g+h*|a+r+g+h+|g+r{2,}|smh|wt+f+|ffs|seriously|really|again|sigh|another one)"
    r"(?:\W{1,5}(?:again|really|seriously|not again|guys|people|you|you guys|wtf))*"
)

# Before a quotation, at the start: iOS' and Android's words for a reaction.
_REACTION: Final = re.compile(
    r"""\W*(?:reacted\b|liked|loved|laughed\ at|emphasized|questioned|disliked|removed\ an?\b|to\b
    |(?:no\ )?(?:le|me|te)\ (?:gust|encant)[oó]|se\ ri[oó]|enfatiz[oó]|exclam[oó]|cuestion[oó]|reaccion[oó]|destac[oó]
    |(?:n['’]\ ?)?a\ (?:pas\ )?(?:aim[eé]|ador[eé]|ri\b|mis|soulign[eé]|r[eé]agi|accentu[eé]|questionn[eé])
    |(?:n[aã]o\ )?(?:curtiu|amou|gostou|riu|enfatizou|questionou|adorou|reagiu|destacou)
    |gef[aä]llt\ mir(?:\ nicht)?|(?:hat\b)|lacht|liebt|betont|fragt|mag|findet|reagiert|hervorgehoben)
    [^“„«"”]{0,30}[“„«"](?P<quoted>.{4,})[”“»"]\W*""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_DISLIKE: Final = re.compile(r"disliked|👎|\bno |n['’ ]|a pas|n[aã]o |nicht", re.IGNORECASE)


def signs(text: str) -> str:
    """`stop`, `tone` or nothing, for a text that has no words."""
    if not _STOP.isdisjoint(text):
        return "stop"
    return "" if _TONE.isdisjoint(text) else "tone"


def sigh(folded: str) -> bool:
    """Whether a text is nothing but one: `ugh`, `seriously? again?`."""
    return _SIGH.fullmatch(folded) is not None


def reaction(text: str) -> str:
    """`tone` for a reaction that dislikes, `reaction` for another, nothing for what is none."""
    found = _REACTION.fullmatch(text)
    if found is None:
        return ""
    return "tone" if _DISLIKE.search(text[: found.start("quoted")]) else "reaction"
