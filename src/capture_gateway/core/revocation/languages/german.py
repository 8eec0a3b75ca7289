"""German: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.languages.german_idioms import IDIOMS, NEGATIONS
from capture_gateway.core.revocation.languages.german_wishes import WISHES
from capture_gateway.core.revocation.vocabulary.german import KINDS, MISSPELLED

GERMAN = Language(
    code="de",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "THING": "( TEXT | KIND | JUNK | CALL | EMAIL | abo | abonnement )",
    },
    patterns={
        "negated": NEGATIONS,
        "idiom": IDIOMS,
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
        "stop-phrase": WISHES,
        "wrong-number": """
        ( gehort | gehoert ) ( jemand | wem | einem | einer | mir ) ;
        WRONG _? ( NUMBER | person | verbunden | empfanger | ansprechpartner | adressat ) ;
        ( NUMBER | person ) ( ist | war )? WRONG ;
        ( sich | dich | euch | haben | hast | habt ) ( sich | dich | euch | haben | hast )? _? ( WRONG | in der NUMBER
            ) ;
        ( sie | du | ihr | da ) ( haben | hast | habt ) _? _? WRONG ;
        ( das | dies | diese | hier ) NUMBER? ( ist | hier ist ) ( NOT | KEIN ) mehr? ( die | das | der )? _? ( NUMBER
            | richtige | anschluss | handy ) ;
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
        keine ( ahnung | _ ) wer _? _? ist ; ( nicht mehr ) die? NUMBER von ;
        ( besitzer | inhaber | eigentumer | besitzerin ) _? ( gewechselt | geandert ) ;
        ( wohnt | wohnen | arbeitet | lebt ) ( hier | nicht | da ) ( NOT | mehr | nicht mehr | nicht hier ) ;
        ( gibt | gibts ) ( es )? ( hier )? ( KEIN | NOT ) _? _? ( hier | unter ) ;
        unter dieser NUMBER ( NOT | KEIN | ist ) ;
        NUMBER ( hat | gehort | gehoert | benutzt | verwendet ) _? ( jemand | wer | inzwischen ) ( anderes | anderer |
            anders | anderem | anderen )? ;
        hier ( gibts | gibt es | lebt | heisst | arbeitet ) ( KEIN | niemand ) ;
        ( NOT | KEIN ) ( die | der ) ( richtige | gesuchte ) ( person | nummer )? ;
        NUMBER von ( jemand | jemandem | wem ) ( anderem | anders | anderen )
        """,
        "unclear-cancel": """
        BOOKING ~ ( CANCEL | UNSUB | loschen | loeschen ) ; CANCEL ~ BOOKING ;
        ( stornier | stornieren | storniere | storniert | absagen | absage | kundigen | kundige | kuendigen | kuendige
            | cancel | canceln )
        """,
        "unclear-phrase": """
        ( stop | stopp ) ; ( warum | wieso | weshalb ) ( bekomm | bekomme | kriege | erhalte | krieg ) ;
        ( NOT | KEIN ) ( mehr | so | daran | weiter | grosses )? ( interesse | interessiert | interessieren ) ;
        ( interesse | interessiert ) ME? ( NOT | KEIN | nicht mehr ) ;
        ( zu viele | zuviele | zu viel | zuviel | so viele | viel zu viele | soviele | so viel | weniger | viel zu viel
            | zu oft | zu haufig | seltener ) ;
        ( warum | wieso | weshalb | weswegen ) _? _? _? _? ( SENDING | THING ) ;
        ( nervig | nervt | nervend | nerven | genervt | lastig | laestig | belastigung | belaestigung | spam | betrug |
            abzocke | betruger | unverschamt | unverschaemt | zum kotzen | unerwunscht | unerwuenscht | reicht | genug
            | satt | penetrant | aufdringlich | belastigt | hass | hasse | storend | stoerend | frechheit ) ;
        << ( pause | pausieren | verlassen | weg | loschen | stumm | blockieren | blockiert | geblockt | raus | tschuss
            | lassen | entfernen | deaktivieren | schnauze | ruhe ) >> ;
        ( pause | pausieren | stummschalten | aussetzen ) ; << ( gerade | momentan | derzeit | heute ) nicht >> ;
        ^ nicht ( momentan | gerade ) ;
        ( will | mochte | moechte | brauche | brauch ) ich? ( das | es | ich )? nicht $ ;
        ( maul | klappe | fresse | arschlocher | arschloch | idioten | wichser | schnauze | arschloecher ) ;
        ^ ( stop | stopp ) ; ( wie | kann | konnen | mochte | will ) ~ ( STOP | UNSUB ) ;
        ( kein | keine | nicht mehr ) ( kunde | kundin ) ; nein kein ; kein bedarf ; nicht ( vor | nach ) _? uhr ;
        urlaub ;
        ( nie | niemals | nicht | nirgends | kein | keine | nirgendwo ) ( ME | dem | dafur | dafuer | zu | hier | fur |
            euch | ihnen | darum | das | diesem | je | jemals )? _? _? SIGNED (?! ( uhr | ankommen ) ) ;
        ( lieber | besser | nur | ausschliesslich ) _? _? ( per | mit | als | via | ne | eine | an | auf | postalisch )
            EMAIL ;
        ^ ( lieber | besser ) EMAIL ; EMAIL ( lieber | statt | anstatt | anstelle | besser ) ;
        ( statt | anstatt | anstelle ) ( per | von | als | der | mich )? ( THING | SENDING ) ;
        lieber ( anrufen | angerufen | telefonisch ) ; ( statt | anstatt ) _ ( THING | SENDING ) ;
        << ( ihr | sie | ihr | pff | pfff | pffff | ernsthaft | im ernst | euer ernst | meine gute | oh | seufz | gahn
            | na toll | puh | och ne | boah | boah ne | nicht ihr | was soll das | was soll der ) >> ;
        wie ~ ~ ( ab | raus | runter | weg | los | abbestellen | abmelden ) $ ;
        ( seltener | weniger oft | nicht so oft ) ; ( weniger | wenigere ) ( THING | SENDING ) ;
        ( reduzieren | reduziert | einschranken ) ; ( oft | haufig | viel | viele ) ( genug )? $ ;
        ^ ( kann | konnte | darf ) ( ich | man ) _? _? ( UNSUB | STOP ) ;
        ( melde | meld | trag | trage ) ich? mich _? _? ( ab | aus ) $ ; EMAIL ~ lieber ;
        ( pro | in der | im | die ) ( woche | monat ) ( genugt | reicht | langt | ist genug ) ;
        EMAIL ( ware | waere | geht ) _? ( besser | lieber | praktischer )
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
        was kostet mich? ( das | _ sms | eine _ ) ; ( kenn | kenne ) ich ( euch | sie | dich ) ;
        ( worum | um was ) geht ; ( wozu | wofur | wofuer ) ( sind | ist | dienen | dient | steht ) ;
        was ( bedeutet | bedeuten | heisst | meint | meinen | soll ( das | dieses | diese ) ( heissen | bedeuten ) ) ;
        was ist ( mit )? damit gemeint ; wie ( erreiche | kontaktiere ) ( ich | man ) ; wo erreiche ich ;
        ( mitarbeiter | mitarbeiterin | menschen | ansprechpartner | berater ) ( sprechen | erreichen | reden ) ;
        mit wem ( hab | habe | schreibe | spreche | rede ) ;
        ( wer | welche ) ( steckt | schickt | schreibt | textet ) ; von wem ( ist | sind | kommt | kommen ) ;
        verstehe ( nicht | den ) was ; << ( hifle | hlife | hilfee | hife ) >> ;
        ( welches | welcher | welche ) ( geschaft | laden | firma | verein | praxis ) ;
        ( ansprechpartner | ansprechpartnerin ) ;
        ( versteh | verstehe | kapier | kapiere ) ( ich )? _? _? ( nicht | ned | net ) ;
        was ( wollt | wollen | willst ) ( ihr | sie | du )
        """,
        "unclear-how": """
        ^ ( wie | wo ) ( kann | konnen | melde | meld | bestelle | werde | komme | kundige | kuendige | stoppe | geht |
            muss | man | bekomme | lass | soll ) ;
        ( kann | konnte | konnt | darf ) ( ich | wir ) (?! ( sie | euch ) ) ;
        ( kann | konnte ) man (?! ( mich | uns | meine ) ) ;
        ^ ( wie | wo | womit | wodurch | wohin ) ( kann | konnen | melde | meld | bestelle | werde | komme | komm |
            kundige | kuendige | stoppe | geht | muss | man | bekomme | trag | trage | krieg | kriege | beende |
            schalte | stell | stelle | funktioniert | losche | deaktiviere | lass | soll | wird ) ;
        ( gibt es | gibts | besteht ) ( eine | die | ne | hier | da )? ( moglichkeit | weg | link | option ) ;
        ist es moglich ; ^ ( geht das | was muss ich | muss ich | was passiert | was ist ) (?! nicht )
        """,
        "unclear-pause": """
        ( heute | morgen | urlaub | wochenende ) ;
        ( diese | nachste | naechste | bis | vor | nach | wahrend | waehrend | im | fur | fuer ) ( die | den | dem | zu
            | zum | eine | einen | meinem | meines )? ( woche | monat | montag | dienstag | mittwoch | donnerstag |
            freitag | samstag | sonntag | urlaub | ferien | nacht | zeit | uhr ) ;
        ( vor | nach | ab ) _ uhr ;
        ( so lange | solange | bis dahin | bis ich | bis auf | vorubergehend | vorlaufig | zwischenzeitlich | bis ende
            | bis anfang | ein paar ( tage | wochen | monate ) )
        """,
        "everything": """
        ( STOP | UNSUB | CANCEL | REMOVE ) ( ME | mit | von )? ( alles | alle | allen | allem | samtliche ) (?! tage )
            ;
        ( alle | allen | aller | samtliche ) _? ( nachrichten | sms | mitteilungen | listen | benachrichtigungen ) ;
        alles ( UNSUB | stoppen | beenden | abmelden | loschen | stornieren | $ )
        """,
    },
)
