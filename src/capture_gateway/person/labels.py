"""What a person's own page says around their records, in the languages that the linter knows.

The words that somebody agreed to, and those that confirm a withdrawal, are the program's; these only lead through the
page. Names in braces are filled with what belongs there. A language that is not here is led through in English.
"""

from collections.abc import Mapping
from datetime import datetime

DEFAULT = "en"

LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "name": "English",
        "languages": "Languages",
        "title": "Your messages from {sender}",
        "title_all": "Your messages",
        "number": "For the number {number}.",
        "private": "Whoever has the address of this page can see it and stop your messages, so keep it to yourself.",
        "now": "What you get",
        "by": "{what} ({ways})",
        "given": "You agreed: {ways}",
        "requested": "Asked for, not agreed yet: {ways}",
        "refused": "You said no: {ways}",
        "withdrawn": "Stopped: {ways}",
        "expired": "Not agreed: {ways}",
        "invalidated": "Void, the number was somebody else’s: {ways}",
        "none": "Not agreed: {ways}",
        "stop": "Stop {what}",
        "stop_all": "Stop everything from {sender}",
        "stop_all_lead": "One press stops all messages and calls from {sender}, at once. You can sign up again "
        "whenever you like.",
        "stopped_all": "You have stopped everything from {sender}. Nothing more will come.",
        "done": "Done",
        "again": "Nothing was stopped: this page was open for too long, or has changed meanwhile. Please press the "
        "button once more.",
        "history": "What happened",
        "history_lead": "The newest first. All times are UTC, the same all over the world.",
        "history_more": "Only the newest {count} entries stand here.",
        "nothing": "Nothing is recorded for this number.",
        "was_given": "You agreed to {things}",
        "was_requested": "You asked for the words about {things}",
        "was_refused": "You said no to {things}",
        "was_withdrawn": "You stopped {things}",
        "was_withdrawn_all": "You stopped everything from {sender}",
        "was_held": "We stopped {things}, because you may have asked us to",
        "was_expired": "You were asked about {things} and did not answer",
        "was_invalidated": "You told us that the number had been somebody else’s",
        "how_text": "By text message to {line}",
        "how_text_word": "By text message to {line}: “{value}”",
        "how_speech": "In a call to {line}",
        "how_speech_key": "In a call to {line}, with key {value}",
        "how_page": "On a web page",
        "how_paper": "On paper",
        "how_button": "With the button on this page",
        "how_provider": "Your phone company told us",
        "how_told": "Reported by {sender}, not seen here",
        "words": "The words you agreed to",
        "words_shown": "The words you were given",
        "words_told": "The words, as {sender} reported them",
        "receipt": "Receipt",
        "receipts": "A receipt is a small file that proves one entry. It holds your full number, so keep it to "
        "yourself. Anybody can check it without asking us: run “capture-gateway verify” on it, a free program that "
        "needs no connection.",
        "contact": "Questions? {contact}",
        "terms": "Terms",
        "privacy": "Privacy policy",
        "gone_title": "This page does not exist",
        "gone": "The address is wrong, or what was kept here has been erased.",
        "gone_stop": "To stop messages, reply STOP to any of them. It always works.",
        "gone_number": "Or text STOP to {line}.",
        "closed_title": "You can stop your messages here",
        "closed": "This page can show nothing else just now, because of a fault on our side. Please look again later.",
        "closed_lead": "One press stops all messages and calls, at once.",
        "noted": "Your wish to stop is recorded and holds from now on. This page can show it later.",
        "busy_title": "This does not work just now",
        "busy": "Nothing was changed. Please try again in a minute.",
    },
    "es": {
        "name": "Español",
        "languages": "Idiomas",
        "title": "Sus mensajes de {sender}",
        "title_all": "Sus mensajes",
        "number": "Para el número {number}.",
        "private": "Quien tenga la dirección de esta página puede verla y cancelar sus mensajes: guárdela para usted.",
        "now": "Lo que recibe",
        "by": "{what} ({ways})",
        "given": "Usted aceptó: {ways}",
        "requested": "Pedido, todavía no aceptado: {ways}",
        "refused": "Usted dijo que no: {ways}",
        "withdrawn": "Cancelado: {ways}",
        "expired": "No aceptado: {ways}",
        "invalidated": "Sin efecto, el número era de otra persona: {ways}",
        "none": "No aceptado: {ways}",
        "stop": "Cancelar {what}",
        "stop_all": "Cancelar todo de {sender}",
        "stop_all_lead": "Con un toque se cancelan de inmediato todos los mensajes y llamadas de {sender}. Puede "
        "volver a suscribirse cuando quiera.",
        "stopped_all": "Usted canceló todo de {sender}. No recibirá nada más.",
        "done": "Hecho",
        "again": "No se canceló nada: esta página estuvo abierta demasiado tiempo o ha cambiado entretanto. Por favor, "
        "oprima el botón otra vez.",
        "history": "Lo que pasó",
        "history_lead": "Lo más reciente primero. Todas las horas son UTC, la misma en todo el mundo.",
        "history_more": "Aquí están solo las {count} entradas más recientes.",
        "nothing": "No hay nada registrado de este número.",
        "was_given": "Usted aceptó {things}",
        "was_requested": "Usted pidió las condiciones de {things}",
        "was_refused": "Usted dijo que no a {things}",
        "was_withdrawn": "Usted canceló {things}",
        "was_withdrawn_all": "Usted canceló todo de {sender}",
        "was_held": "Cancelamos {things}, porque quizá nos lo pidió",
        "was_expired": "Le preguntamos por {things} y no respondió",
        "was_invalidated": "Usted nos dijo que el número había sido de otra persona",
        "how_text": "Por mensaje de texto al {line}",
        "how_text_word": "Por mensaje de texto al {line}: «{value}»",
        "how_speech": "En una llamada al {line}",
        "how_speech_key": "En una llamada al {line}, con la tecla {value}",
        "how_page": "En una página web",
        "how_paper": "En papel",
        "how_button": "Con el botón de esta página",
        "how_provider": "Nos lo dijo su compañía telefónica",
        "how_told": "Según {sender}; aquí no se vio",
        "words": "El texto que aceptó",
        "words_shown": "El texto que se le dio",
        "words_told": "El texto, según {sender}",
        "receipt": "Recibo",
        "receipts": "Un recibo es un archivo pequeño que prueba una entrada. Contiene su número completo: guárdelo "
        "para usted. Cualquiera puede comprobarlo sin preguntarnos, con «capture-gateway verify», un programa gratuito "
        "que no necesita conexión.",
        "contact": "¿Preguntas? {contact}",
        "terms": "Términos",
        "privacy": "Política de privacidad",
        "gone_title": "Esta página no existe",
        "gone": "La dirección no es correcta, o lo que había aquí se ha borrado.",
        "gone_stop": "Para no recibir más mensajes, responda STOP a cualquiera de ellos. Siempre funciona.",
        "gone_number": "O envíe STOP al {line}.",
        "closed_title": "Aquí puede cancelar sus mensajes",
        "closed": "Por una falla nuestra esta página no puede mostrar nada más por ahora. Vuelva más tarde, por favor.",
        "closed_lead": "Con un toque se cancelan de inmediato todos los mensajes y llamadas.",
        "noted": "Su cancelación quedó registrada y vale desde ahora. Esta página podrá mostrarla más tarde.",
        "busy_title": "Ahora mismo no funciona",
        "busy": "No se cambió nada. Por favor, inténtelo de nuevo en un minuto.",
    },
}

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ),
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ),
}  # fmt: skip
_DATES: Mapping[str, str] = {
    "en": "{month} {day}, {year}, {hour:02}:{minute:02} UTC",
    "es": "{day} de {month} de {year}, {hour:02}:{minute:02} UTC",
}


def labels_for(language: str) -> tuple[str, Mapping[str, str]]:
    """The labels' own language, and the labels: those of `language`, else English."""
    base = language.partition("-")[0]
    spoken = base if base in LABELS else DEFAULT
    return spoken, LABELS[spoken]


def when(instant: str, spoken: str) -> str:
    """`2026-11-22T10:00:00.123Z` -> `November 22, 2026, 10:00 UTC`, in one of the languages of LABELS."""
    at = datetime.fromisoformat(instant)
    return _DATES[spoken].format(
        day=at.day, month=MONTHS[spoken][at.month - 1], year=at.year, hour=at.hour, minute=at.minute
    )
