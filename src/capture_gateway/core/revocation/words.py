"""The exact words: what regulators, carriers and providers list, and what the same wish is called elsewhere.

47 CFR 64.1200(a)(10) names stop, quit, end, revoke, opt out, cancel, unsubscribe. CTIA Messaging Principles 5.1.3,
Twilio (https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out), AWS
(https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html) and Canada's short codes (ARRET, AIDE)
add more. No authority lists those of other languages: these are the words in use. All are folded.
"""

from collections.abc import Mapping
from typing import Final

from capture_gateway.core.folding import fold

_WITHDRAW: Final[Mapping[str | None, str]] = {
    None: """
        stop, stop all, stopall, unsubscribe, unsubscribe all, unsub, unsubscribed, optout, opt out, opt-out, opt me
        out, cancel, cancel all, end, end all, quit, quit all, revoke, revoke all, stopp, td, stop stop, stop sms
    """,
    "en": """
        stop everything, remove, remove me, unsubscribe me, unsubscribe please, take me off, no more, cease, desist,
        do not contact, dnc, stahp, stop it, stop this, stop that, opting out, opt me out please, leave me alone,
        delete me, remove my number, end this, end it, quit it
    """,
    "es": """
        alto, baja, darme de baja, dar de baja, parar, pare, paren, nomas, salir, no mas, no mas mensajes, basta,
        basta ya, cancelar, detener, detenga, detengan, deten, desuscribir, desuscribirme, desuscribirse, cancelar
        suscripcion, alto todo, parar todo, eliminar, quitar, terminar, baja total, no enviar, no enviar mas, ya
        basta, ya no, ya no mas
    """,
    "fr": """
        arret, arrete, arretez, arreter, arretee, arrets, arrett, arret tout, arretez tout, desabonner,
        desabonnement, desabonnez moi, desabonnez-moi, se desabonner, me desabonner, desinscrire, desinscription,
        desinscrivez moi, desinscrivez-moi, stopper, stoppez, annuler, annulez, fin, resilier, cessez, desabo, plus
        de messages, plus de sms
    """,
    "pt": """
        pare, parem, sair, descadastrar, descadastre, remover, descadastro, descadastrem, descadastre me, cancelar,
        encerrar, desinscrever, parar tudo, chega, nao mais, sem mais, cancelar inscricao, excluir
    """,
    "de": """
        stoppen, abmelden, abmeldung, abbestellen, austragen, kundigen, kuendigen, beenden, ende, aufhoren,
        aufhoeren, loschen, loeschen, schluss, keine nachrichten, alles stoppen, alle abmelden, abmelden bitte,
        schluss damit, widerruf, widerrufen
    """,
    "it": """
        ferma, fermare, fermati, smettere, smettila, smettetela, basta messaggi, cancellami, disiscrivimi,
        disiscrivi, disiscriviti, disiscrizione, annulla, annullare, esci, rimuovi, rimuovimi, cancella iscrizione,
        revoca, revocare, disattiva, disdire, disdici
    """,
    "nl": """
        stoppen, afmelden, uitschrijven, opzeggen, einde, beeindigen, stop ermee, annuleren, meld af, meld me af,
        schrijf me uit, geen berichten meer
    """,
    "sv": "avsluta, avregistrera, avregistrera mig, sluta, avanmal, stoppa",
    "da": "afmeld, frameld, afslut",
    "no": "avslutt, meld av, slutt",
    "fi": "lopeta, peru, poista, lopettaa",
    "pl": "koniec, rezygnuje, rezygnacja, wypisz, wypisz mnie, zatrzymaj, anuluj, przestan",
    "cs": "odhlasit, zrusit, konec, ukoncit",
    "hu": "leiratkozas, leiratkozom, vege, allj",
    "ro": "dezabonare, opreste, renunt, dezabonati",
    "tr": "iptal, dur, durdur, ret, cik, ayril",
    "id": "berhenti, batal, unreg, hentikan",
    "vi": "huy, dung, dung lai, ngung, tu choi",
    "tl": "itigil, hinto, ihinto, tigil, tama na",
    "ht": "sispann, rete, kanpe",
    "ru": "стоп, стой, отписаться, отписка, отпишите меня, отписать, хватит, отмена, прекратите, отказ",
    "uk": "стоп, відписатися, відписка, скасувати, досить, припиніть",
    "el": "στοπ, διαγραφη, σταματηστε, τελος, διακοπη",
    "ar": "توقف, قف, الغاء, إلغاء, الغاء الاشتراك, إلغاء الاشتراك, ايقاف, إيقاف, اوقف",
    "he": "הסר, הסרה, הפסק, עצור, הסירו אותי, די",
    "hi": "रोको, रोकें, बंद करो, बंद करें, बंद, रुको",
    "zh": "退订, 退訂, 取消订阅, 取消訂閱, 停止, 取消, 退出, 停止发送, 停止發送, 不要再发, 不要再發, 别再发了, 拒收",
    "ja": "停止, 解除, 配信停止, 退会, やめて, 止めて, やめてください, 登録解除, ストップ",
    "ko": "중지, 수신거부, 해지, 그만, 취소, 정지, 탈퇴",
    "th": "หยุด, ยกเลิก",
}  # fmt: skip

_HELP: Final[Mapping[str | None, str]] = {
    None: "help, info, sos, help me, help please, ?, information",
    "en": "who is this, who dis, who are you, whos this, hlp, support, assist, assistance, what is this, more info",
    "es": """
        ayuda, ayudame, ayudenme, ayuda por favor, quien es, quien eres, quien habla, informacion, necesito ayuda,
        que es esto
    """,
    "fr": """
        aide, aidez moi, aidez-moi, a l'aide, a l aide, qui est ce, qui est-ce, c'est qui, c est qui, infos,
        renseignements, qui etes-vous
    """,
    "pt": "ajuda, me ajuda, ajude-me, ajude me, socorro, quem e, informacao, informacoes, suporte, quem e voce",
    "de": "hilfe, wer ist das, wer ist da, wer sind sie, wer bist du, infos, hilf mir, was ist das, wer seid ihr",
    "it": "aiuto, aiutami, chi e, chi sei, informazioni",
    "nl": "hulp, wie is dit, wie is dat",
    "zh": "帮助, 幫助",
}  # fmt: skip


def _owners(lists: Mapping[str | None, str]) -> dict[str, str | None]:
    owners: dict[str, set[str | None]] = {}
    for language, words in lists.items():
        for word in words.split(","):
            owners.setdefault(fold(word), set()).add(language)
    return {word: next(iter(found)) if len(found) == 1 else None for word, found in owners.items() if word}


WORDS: Final[Mapping[str, str | None]] = _owners(_WITHDRAW)
"""A word that withdraws when it is the whole message -> the one language it belongs to, or None."""

HELP: Final[Mapping[str, str | None]] = _owners(_HELP)

EVERYTHING: Final = frozenset(
    {
        *(
            "stop all",
            "stopall",
            "stop everything",
            "unsubscribe all",
            "cancel all",
            "end all",
            "quit all",
            "revoke all",
        ),
        *("alto todo", "parar todo", "arret tout", "arretez tout", "parar tudo", "alles stoppen", "alle abmelden"),
    }
)
