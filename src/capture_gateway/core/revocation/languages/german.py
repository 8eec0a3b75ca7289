"""German: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.vocabulary.german import KINDS, MISSPELLED

GERMAN = Language(
    code="de",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "THING": "( TEXT | KIND | JUNK | CALL | EMAIL )",
    },
    patterns={
        "negated": """
        ( nicht | nich | nie | niemals | net | ned ) ( mit | auf | mich | mehr | zu )? ( ME | vom _ | von _ | von _ _ |
            den _ | meine _ )? ( STOP | UNSUB | kundigen | aufhoren | aufhoeren | abzumelden ) ;
        ( STOP | UNSUB ) ( auf | ab )? ( nicht | nich | nie | niemals | net ) ;
        ( hort | hor | hoer | hoert | horen | hoeren ) sie? damit? ( nicht | nie | niemals ) damit? auf ;
        ( melde | meldet | melden | trag | tragt | nehmt | nimm | entfernt | loscht ) sie? ME? ( nicht | nie ) ( ab |
            aus | raus | vom ) ;
        ( will | mochte | moechte | wollte ) ME? ( gar | aber )? nicht _? ( UNSUB | aufhoren | kundigen | verpassen |
            raus | beenden ) ;
        kein grund
        """,
        "idiom": """
        nicht das? was ich ; ( wann | bis wann | ab wann ) ~ ( hort | hoert | hort auf ) ;
        ( hort | hoert ) ( sich | das sich ) ;
        ( ich | wir | krieg | krieg ich ) ( krieg | kriege | bekomme | bekommen | erhalte | bekam | habe | hab ) _? _? (
            KEIN | nichts | nicht ) _? _? _? ( bekommen | erhalten | von ihnen | von euch ) ;
        ( krieg | kriege | bekomme | erhalte ) ich? _? ( KEIN | nichts ) ; gibt es _? _? _? nicht mehr ;
        ( warum | wieso ) ( habt | haben | hast | wurde | kommen | kommt ) ( ihr | sie | _ ) _? ( aufgehort | aufgehoert
            | keine | kein ) ;
        ( bin | wurde | war | ist ) ich? _? ( abgemeldet | ausgetragen | abgemeldet worden ) $ ;
        ( fahre | fahr | auto | modus | aktiviert ) ~ nicht storen ; nicht storen ( aktiviert | modus | ist | _ ) ;
        ende ( der | des | dieser | vom | von | oktober | november | dezember | januar | juni | juli | marz | mai |
            april | august | september | februar | nachster | naechster | woche | monat | gut | nachsten ) ;
        ( am | zu | das | wochen | bis | zum | ans | anfang | kein | seit | happy ) ende ; non stop ;
        ( bus | stopp | tank | zwischen | boxen | naechster | nachster | nachste | naechste | nachsten | naechsten |
            einen | kurzen | der | ein | kurzer | letzter ) ( stop | stopp | halt ) ;
        ( stop | stopp ) ( schild | schilder | taste | uhr | an | bei | in | am | im ) ;
        ( kann | konnte | konnen ) ( gar | nicht | _ ) _? _? ( aufhoren | aufhoeren | stoppen ) ;
        ( schluss | ende ) ( ist | um | wann ) ;
        ( wann | wie lange | um wie ) ~ ( ende | endet | schluss | schliesst ) ;
        ( lass | lasst | lassen ) ( es | uns | sie | dir | euch | mich | das | die ) _? _? ( wissen | schmecken | liegen
            | treffen | bringen | gehen | zeit | kommen | uberraschen ) ;
        ( lass | lasst ) uns (?! ( in ) ) ;
        ( hor | hore | horen | hoer | hoere | hoert | hort ) ( von | ich | wir | gern | gerne | zu | euch ) (?! auf ) ;
        ( stell | stellt | stellen | stelle ) ( das | die | den | es | sie | mir | ich ) _? _? ( vor | hin | ab | raus |
            bereit | tur | garage ) ;
        ( melde | meldet | melden ) ich? ( mich | euch | sie sich | dich ) (?! ab ) ;
        ( kommt | kommen | ohne ) _? ( zwiebeln | zwiebel | tomaten | kase ) ;
        ( zwiebeln | zwiebel | tomaten | fleck | kase ) ;
        ( bus | regen | zug | auto | bahn | er | es | motor | uhr ) ( stoppt | stopp | hort | hoert ) ;
        ( feierabend | ladenschluss ) ; ( ende | endet ) ( die | der | das )
        """,
        "stop-command": """
        ( stoppen | beenden ) $ ;
        ^ ( stop | stopp | unsub | unsubscribe | optout | abmelden | abbestellen ) ( _ ( _ _? )? )? $ ;
        ( stop | stopp | unsubscribe | abmelden | aufhoren | aufhoeren | basta ) $ ;
        ^ ( ende | beenden | schluss | abmelden | abbestellen | kundigen | kuendigen | loschen | stornieren | abbruch |
            schluss damit | raus | austragen ) $ ;
        ^ ( stop | stopp | schluss | aufhoren | aufhoeren | hor | hort | hoert ) ( ich | das | es | wer | auf | nicht |
            mit | keine | kein | nie | sie | loscht | hier | damit | alles | und | oder | die | diese | der ) ;
        ( sagte | gesagt | sage | meinte | schrieb | geschrieben ) ( stop | stopp )
        """,
        "stop-phrase": """
        ( kein | keine | null ) ( bock | lust ) ( mehr )? auf ;
        (?<! wann ) ist schluss $ ;
        ( stoppen | stoppt | stoppe | stopp | beenden | beende | beendet ) ( sie | ihr )? ( das | es | diese | die | den
            ) ;
        ( lehne | lehnen ) ~ ab ; ( lehne | lehnen ) ich? ( das | THING ) ;
        ( aus | von | vom ) ~ LIST _? ( REMOVE | nehmen | streichen | entfernen | austragen ) ;
        STOP ( sie | ME | es | das | auf | damit | die | mit | diese | den | ihr )? ( auf | das | damit | es | sein |
            mit | ME | zu | diese | dem | den )? ME? zu? SENDING ;
        STOP mit? ~ THING ;
        THING _? _? ( stoppen | einstellen | beenden | abbestellen | aufhoren | aufhoeren | unterlassen | stop | stopp |
            abstellen | deaktivieren | abschalten ) ;
        ( hor | hort | hoer | hoert | horen | hoeren ) ( sie | damit )? ( damit | auf )? auf (?! ( den | die | mich zu
            hor ) ) ;
        ( hearts | hored | hoered | hert ) ( auf | uf ) ; ( lond | lasst | lass | lont ) mi in? ( rueh | ruah | ruh ) ;
        in ( rueh | ruah | ruh ) ; REMOVE ~ ( LIST | liste ) ; ( us | aus | von | vom ) de LIST ;
        ( ich | wir ) ( bestelle | bestellen | melde | kundige | kuendige ) ( das | es | mich | den _ | die _ | diese _
            | alles ) _? ab ;
        ( unerwunschte | unerwuenschte | unzulassige ) ( werbung | THING ) ;
        ( das | es | diese | die _ | diese THING | sowas ) ( nicht | nimmer ) ( mehr | weiter )? ( mochte | moechte |
            will | wollen | brauche | wunsche | haben ) ;
        ( damit | es ) auf? ( aufhoren | aufhoeren | aufzuhoren ) ;
        ( schluss | basta | aufhoren | aufhoeren | ende ) ( damit | mit ) ;
        ( lass | lasst | lassen ) ( sie | ihr )? ME _? ( in ruhe | in frieden | zufrieden | ruhe ) ; ( in ruhe ) ;
        ( lass | lasst | lassen ) sie? ( das | den | es | die ) ( sein | bleiben | mist | quatsch | $ | scheiss | spam )
            ;
        UNSUB ; ( melde | meldet | melden | meld ) ( sie | ihr )? ( ME | mich ) ~ ab ;
        ( tragt | trag | tragen | trage ) ( sie | ihr )? ( ME | mich | meine NUMBER ) ~ aus ;
        ( nehm | nehmt | nimm | nehmen | streicht | streich | streichen | entfernt | entfernen | entferne | loscht |
            loschen | losche | losch | loescht | loeschen | loesche | raus | hol | holt | werft | schmeisst | holen ) (
            sie | ihr )? ( ME | MINE NUMBER | MINE _ NUMBER | alle MINE NUMBER ) ;
        MINE _? NUMBER _? _? _? _? ( loschen | loeschen | entfernen | streichen | vergessen | rausnehmen | herausnehmen
            | sperren | austragen | raus | geloscht ) ;
        ME ( aus | von | vom ) ~ LIST _? ( REMOVE | nehmen | streichen | entfernen | loschen | loeschen | austragen |
            raus | herausnehmen | rausnehmen )? ;
        ( raus | runter | weg ) ( aus | von | vom ) ~ LIST ;
        ( vergiss | vergesst | vergessen | verliert ) sie? MINE NUMBER ;
        SENDING ( sie | ihr | _ )? ME? sie? ( NOT | KEIN | nie | nichts ) ; SENDING sie? ME _? ( NOT | KEIN ) ;
        ( NOT | KEIN ) _? _? THING _? ( SENDING | WANT ) ;
        ( NOT | KEIN | nie ) ( mehr | weiteren | weitere | weiter | von | sowas | solche | solchen | diese | so | neuen
            | anderen | einzige )? von? ( ihnen | euch | diesen )? ( mehr | weiteren | weitere )? ( THING | SENDING ) ;
        ( will | mochte | moechte | wollen | mag | brauche | wunsche | wuensche | brauch | interessieren ) ( ich | wir |
            das | ihre | eure | von | diese | mehr | ME | es | den )? _? _? _? ( NOT | KEIN | nichts ) ( mehr | weiter |
            weiteren | haben | von | bekommen | erhalten | THING | SENDING | kontaktiert | _ THING | mit | zu ) (?!
            BOOKING ) ;
        ( NOT | KEIN | nie ) mehr ( SENDING | $ | von | THING | haben | wollen | angeschrieben | kontaktieren |
            kontaktiert | horen | hoeren | gewunscht | gewuenscht ) ;
        ( nichts | nie | nix ) mehr? ( von | mit ) ( ihnen | euch | dir | eurem | ihrem | eurer | der ) ;
        ( nicht | nie | niemals ) _? ( mehr | weiter | langer )? ( kontaktieren | kontaktiert | anschreiben | belastigen
            | belaestigen | storen | stoeren | schreiben | texten | belastigt | nerven | kontaktier ) ;
        ( nie | niemals | nicht | nirgends | kein | keine | ohne | habe ) ( ME | dem | dafur | dafuer | zu | hier | fur
            | euch | ihnen | darum | das | diesem | je | jemals )? _? _? SIGNED (?! ( uhr | ankommen ) ) ;
        ( ohne | keine | nicht | kein | fehlt ) ( meine | mein | ausdruckliche | die | einer | irgendeine )? CONSENT ;
        ( CONSENT | ich ) _? REVOKE ;
        REVOKE _? _? _? ( CONSENT | SENDING | nutzung | verwendung | verarbeitung | THING | zusendung ) ;
        CONSENT _? _? REVOKE ; ( widerspreche | widerspruch | widersprechen | wiederspreche ) ;
        ( CANCEL | widerrufe ) ~ ( THING | alles | newsletter ) ;
        ( alles | alle _ ) ( CANCEL | UNSUB | stornieren | kundigen | beenden ) ;
        ( dsgvo | gdpr | anwalt | abmahnung | verbraucherzentrale | bundesnetzagentur | anzeige | rechtsanwalt | klage |
            verklagen | datenschutz | anzeigen ) (?! ( sehen | schalten ) ) ;
        ( losch | loscht | loschen | loescht | loeschen | loesche | entfernt | entfernen | vernichten ) ~ ( daten |
            nummer | kontaktdaten | telefonnummer | handynummer | konto ) ;
        ( daten | nummer | kontaktdaten | telefonnummer | handynummer ) ~ ( loschen | loeschen | entfernen | geloscht )
            ;
        recht auf ( vergessen | loschung | loeschung ) ;
        ( blockiere | blockieren | blockiert | blocke | melde | gemeldet | geblockt | sperre ) ich? ( sie | euch | diese
            | dich | als | die | den ) (?! ab | sich ) ;
        ( verpiss | verpisst | hau | haut | verzieht | verzieh | zieh | leck | geh | fick | fickt ) ( euch | dich | ab |
            leine | mich am | sie sich | sich | mir aus | weg ) ;
        ( abo | abonnement ) ( UNSUB | kundigen | kuendigen | beenden | loschen ) ;
        ( mochte | moechte | will | wunsche | um | wie kann ich ) ME? _? ( UNSUB | abmelden | austragen | abmeldung |
            raus | loschung ) ;
        ( verzichte | verzichten | verzicht ) _? auf ; ( verschon | verschont | verschone | verschonen ) sie? ME ;
        ( genug | satt | leid ) ( von | mit )? ( euren | ihren | diesen | den | euch | ihr | eure | ihre )? THING ;
        ( unterlassen | unterlasst | unterlass | einstellen ) ( sie | es | das | _ ) ;
        ( will | mochte | moechte ) ich? ( das | es | sowas | diese )? alles? NOT mehr? _? $
        """,
        "wrong-number": """
        ( gehort | gehoert ) ( jemand | wem | einem | einer | mir ) ;
        WRONG _? ( NUMBER | person | verbunden | empfanger | ansprechpartner | adressat ) ;
        ( NUMBER | person ) ( ist | war )? WRONG ;
        ( sich | dich | euch | haben | hast | habt ) ( sich | dich | euch | haben | hast )? _? ( WRONG | in der NUMBER )
            ;
        ( sie | du | ihr | da ) ( haben | hast | habt ) _? _? WRONG ;
        ( das | dies | diese | hier ) NUMBER? ( ist | hier ist ) ( NOT | KEIN ) mehr? ( die | das | der )? _? ( NUMBER |
            richtige | anschluss | handy ) ;
        NUMBER ( gehort | gehoert ) ( NOT | nicht mehr | inzwischen ) ;
        ( gehort | gehoert ) ( NOT | mir nicht | ihm nicht | nicht mehr ) ;
        ( bin | heisse | heiss ) ( gar | aber )? ( nicht | nich | net ) (?! ( interessiert | da | sicher | zuhause | zu
            | mehr | hause | im | in | am | zufrieden | so | damit | der | die | das | kunde | bereit | fertig |
            einverstanden | angemeldet ) ) ( der | die | herr | frau )? _ _? $ ;
        bin NOT ( der | die ) ( richtige | person | gesuchte | inhaber | besitzer | empfanger | herr ) ;
        ( neue | neuer | neuen | anderer ) ( besitzer | inhaber | inhaberin | besitzerin | nutzer | eigentumer | nummer
            ) ;
        ( kenne | kenn ) ich? ( KEIN | NOT | ich nicht | diese person ) ;
        hier ( gibt es | wohnt | ist | heisst ) ( KEIN | NOT | niemand ) ;
        ( niemand | keiner ) ( mit | namens | hier | der | dieses | heisst ) ; ( verstorben | gestorben | tot ) ;
        nummer ( gewechselt | neu ) ; ( habe | hab ) diese NUMBER ( neu | erst | seit ) ;
        keine ( ahnung | _ ) wer _? _? ist ; ( nicht mehr ) die? NUMBER von
        """,
        "unclear-cancel": """
        BOOKING ~ ( CANCEL | UNSUB | loschen | loeschen ) ; CANCEL ~ BOOKING ;
        ( stornier | stornieren | storniere | storniert | absagen | absage | kundigen | kundige | kuendigen | kuendige |
            cancel | canceln )
        """,
        "unclear-phrase": """
        ( stop | stopp ) ; ( warum | wieso | weshalb ) ( bekomm | bekomme | kriege | erhalte | krieg ) ;
        ( NOT | KEIN ) ( mehr | so | daran | weiter | grosses )? ( interesse | interessiert | interessieren ) ;
        ( interesse | interessiert ) ME? ( NOT | KEIN | nicht mehr ) ;
        ( zu viele | zuviele | zu viel | zuviel | so viele | viel zu viele | soviele | so viel | weniger | viel zu viel
            | zu oft | zu haufig | seltener ) ;
        ( warum | wieso | weshalb | weswegen ) _? _? _? _? ( SENDING | THING ) ;
        ( nervig | nervt | nervend | nerven | genervt | lastig | laestig | belastigung | belaestigung | spam | betrug |
            abzocke | betruger | unverschamt | unverschaemt | zum kotzen | unerwunscht | unerwuenscht | reicht | genug |
            satt | penetrant | aufdringlich | belastigt | hass | hasse | storend | stoerend | frechheit ) ;
        << ( pause | pausieren | verlassen | weg | loschen | stumm | blockieren | blockiert | geblockt | raus | tschuss
            | lassen | entfernen | deaktivieren | schnauze | ruhe ) >> ;
        ( pause | pausieren | stummschalten | aussetzen ) ; << ( gerade | momentan | derzeit | heute ) nicht >> ;
        ^ nicht ( momentan | gerade ) ;
        ( will | mochte | moechte | brauche | brauch ) ich? ( das | es | ich )? nicht $ ;
        ( maul | klappe | fresse | arschlocher | arschloch | idioten | wichser | schnauze | arschloecher ) ;
        ^ ( stop | stopp ) ; ( wie | kann | konnen | mochte | will ) ~ ( STOP | UNSUB ) ;
        ( kein | keine | nicht mehr ) ( kunde | kundin ) ; nein kein ; kein bedarf ; nicht ( vor | nach ) _? uhr ;
        urlaub
        """,
        "unclear-no": """
        << ( nein | ne | nee | no | n | nie | niemals | nix | auf keinen fall | nein nein | nicht | nope | nichts |
            keinesfalls | ganz sicher nicht ) >>
        """,
        "help-phrase": """
        ^ ( wer | wers ) ( ist | bist | sind | seid | schreibt | da | spricht | bin ) ;
        wer ( ist das | sind sie | bist du | seid ihr | ist da | schreibt ) ;
        ^ ( von wem | welche firma | welches unternehmen | mit wem ) ;
        ^ was ( ist | soll | sind ) ( das | dies | diese ) ;
        ( brauche | benotige | brauch ) _? ( hilfe | unterstutzung | infos | informationen ) ;
        ^ ( hilfe | hilf | helft | helfen ) ; ( konnen | konnt | kann ) _? _? helfen ; wie funktioniert ;
        ( kundenservice | kundendienst | support ) ;
        mit ( jemandem | einem | einer | mitarbeiter ) _? ( sprechen | reden ) ;
        mehr? ( info | infos | informationen ) $ ; ( wessen | welche ) nummer ; was fur eine nummer ;
        ( woher | wer | wie ) ( habt | haben | hat | hast | kommt | habts ) ~ NUMBER ; wer hat ( ihnen | euch | dir ) ;
        ( ist | sind | seid | bist ) ( das | dies | ihr | sie | du ) _? ( betrug | spam | fake | serios | serioes | ein
            bot | bot | roboter | real ) ;
        ( wer | wea ) ( isch | is ) ( da | des | das | dort ) ;
        ( welcher | welche | was fur eine ) ( firma | unternehmen | nummer | laden ) ;
        was kostet mich? ( das | _ sms | eine _ ) ; ( kenn | kenne ) ich ( euch | sie | dich )
        """,
        "unclear-how": """
        ^ ( wie | wo ) ( kann | konnen | melde | meld | bestelle | werde | komme | kundige | kuendige | stoppe | geht |
            muss | man | bekomme | lass | soll )
        """,
        "unclear-pause": """
        ( heute | morgen | urlaub | wochenende ) ;
        ( diese | nachste | naechste | bis | vor | nach | wahrend | waehrend | im | fur | fuer ) ( die | den | dem | zu
            | zum | eine | einen | meinem | meines )? ( woche | monat | montag | dienstag | mittwoch | donnerstag |
            freitag | samstag | sonntag | urlaub | ferien | nacht | zeit | uhr ) ;
        ( vor | nach | ab ) _ uhr
        """,
        "everything": """
        ( STOP | UNSUB | CANCEL | REMOVE ) ( ME | mit | von )? ( alles | alle | allen | allem | samtliche ) (?! tage ) ;
        ( alle | allen | aller | samtliche ) _? ( nachrichten | sms | mitteilungen | listen | benachrichtigungen ) ;
        alles ( UNSUB | stoppen | beenden | abmelden | loschen | stornieren | $ )
        """,
    },
)
