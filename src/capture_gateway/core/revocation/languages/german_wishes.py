"""German: the ways to say that messages should cease (see `german`)."""

WISHES = """
    ( kein | keine | keinen | null ) ( bock | lust ) ( mehr )? auf ( THING | euch | eure | das | ihre | diese | solche
        | sowas | weitere | die THING | den ) ;
    (?<! wann ) ist schluss $ ;
    ( stoppen | stoppt | stoppe | stopp | beenden | beende | beendet ) ( sie | ihr )? ( das | es | diese | die | den )
        ;
    ( lehne | lehnen ) ~ ab ; ( lehne | lehnen ) ich? ( das | THING ) ;
    ( aus | von | vom ) ~ LIST _? ( REMOVE | nehmen | streichen | entfernen | austragen ) ;
    STOP ( sie | ME | es | das | auf | damit | die | mit | diese | den | ihr )? ( auf | das | damit | es | sein | mit |
        ME | zu | diese | dem | den )? ME? zu? SENDING ;
    STOP mit? ~ THING ;
    THING _? _? ( stoppen | einstellen | beenden | abbestellen | aufhoren | aufhoeren | unterlassen | stop | stopp |
        abstellen | deaktivieren | abschalten ) ;
    ( hor | hort | hoer | hoert | horen | hoeren ) ( sie | damit )? ( damit | auf )? auf (?! ( den | die | mich zu hor
        ) ) ;
    ( hearts | hored | hoered | hert ) ( auf | uf ) ; ( lond | lasst | lass | lont ) mi in? ( rueh | ruah | ruh ) ;
    in ( rueh | ruah | ruh ) ; REMOVE ~ ( LIST | liste ) ; ( us | aus | von | vom ) de LIST ;
    ( ich | wir ) ( bestelle | bestellen | melde | kundige | kuendige ) ( das | es | mich | den _ | die _ | diese _ |
        alles ) _? ab ;
    ( unerwunschte | unerwuenschte | unzulassige ) ( werbung | THING ) ;
    ( das | es | diese | die _ | diese THING | sowas ) ( nicht | nimmer ) ( mehr | weiter )? ( mochte | moechte | will
        | wollen | brauche | wunsche | haben ) ;
    ( damit | es ) auf? ( aufhoren | aufhoeren | aufzuhoren ) ;
    ( schluss | basta | aufhoren | aufhoeren | ende ) ( damit | mit ) ;
    ( lass | lasst | lassen ) ( sie | ihr )? ME _? ( in ruhe | in frieden | zufrieden | ruhe ) ;
    in ruhe ( $ | lassen | gelassen | mit ) ;
    ( lass | lasst | lassen ) sie? ( das | den | es | die ) ( sein | bleiben | mist | quatsch | $ | scheiss | spam ) ;
    UNSUB ; ( melde | meldet | melden | meld ) ( sie | ihr )? ( ME | mich ) ~ ab ;
    ( tragt | trag | tragen | trage ) ( sie | ihr )? ( ME | mich | meine NUMBER ) ~ aus ;
    ( nehm | nehmt | nimm | nehmen | streicht | streich | streichen | entfernt | entfernen | entferne | loscht |
        loschen | losche | losch | loescht | loeschen | loesche | raus | hol | holt | werft | schmeisst | holen ) ( sie
        | ihr )? ( ME | MINE NUMBER | MINE _ NUMBER | alle MINE NUMBER ) (?! _? _? _? _? _? ( ab | mit | dran | ernst |
        auf | an | hin ) $ ) ;
    MINE _? NUMBER _? _? _? _? ( loschen | loeschen | entfernen | streichen | vergessen | rausnehmen | herausnehmen |
        sperren | austragen | raus | geloscht ) ;
    ME ( aus | von | vom ) ~ LIST _? ( REMOVE | nehmen | streichen | entfernen | loschen | loeschen | austragen | raus
        | herausnehmen | rausnehmen )? ;
    ( raus | runter | weg ) ( aus | von | vom ) ~ LIST ;
    ( vergiss | vergesst | vergessen | verliert ) sie? MINE NUMBER ;
    SENDING ( sie | ihr | _ )? ME? sie? _? ( NOT (?! FOOD | BOOKING | ( die | den | das ) _ $ ) | nie | nichts | KEIN (
        mehr | weitere | weiteren | einzige | $ | _? _? THING ) ) ;
    ( NOT | KEIN ) _? _? THING _? ( SENDING | WANT ) ;
    ( NOT | KEIN | nie ) ( mehr | weiteren | weitere | weiter | von | sowas | solche | solchen | diese | so | neuen |
        anderen | einzige )? von? ( ihnen | euch | diesen )? ( mehr | weiteren | weitere )? ( THING | SENDING ) ;
    ( will | mochte | moechte | wollen | mag | brauche | wunsche | wuensche | brauch | interessieren ) ( ich | wir |
        das | ihre | eure | von | diese | mehr | ME | es | den )? _? _? _? ( NOT | KEIN | nichts ) ( mehr | weiter |
        weiteren | haben | von | bekommen | erhalten | THING | SENDING | kontaktiert | _ THING | mit | zu ) (?! BOOKING
        ) ;
    ( NOT | KEIN | nie ) mehr ( SENDING | $ | von | THING | haben | wollen | angeschrieben | kontaktieren | kontaktiert
        | horen | hoeren | gewunscht | gewuenscht ) ;
    ( nichts | nie | nix ) mehr? ( von | mit ) ( ihnen | euch | dir | eurem | ihrem | eurer | der ) ;
    ( nicht | nie | niemals ) _? ( mehr | weiter | langer )? ( kontaktieren | kontaktiert | anschreiben | belastigen |
        belaestigen | storen | stoeren | schreiben | texten | belastigt | nerven | kontaktier ) ;
    ( ohne | keine | nicht | kein | fehlt ) ( meine | mein | ausdruckliche | die | einer | irgendeine )? CONSENT ;
    ( CONSENT | ich ) _? REVOKE ;
    REVOKE _? _? _? ( CONSENT | SENDING | nutzung | verwendung | verarbeitung | THING | zusendung ) ;
    CONSENT _? _? REVOKE ; ( widerspreche | widerspruch | widersprechen | wiederspreche ) ;
    ( CANCEL | widerrufe ) ~ ( THING | alles | newsletter ) ;
    ( alles | alle _ ) ( CANCEL | UNSUB | stornieren | kundigen | beenden ) ;
    ( dsgvo | gdpr | anwalt | abmahnung | verbraucherzentrale | bundesnetzagentur | anzeige | rechtsanwalt | klage |
        verklagen | datenschutz | anzeigen ) (?! ( sehen | schalten ) ) ;
    ( losch | loscht | loschen | loescht | loeschen | loesche | entfernt | entfernen | vernichten ) ~ ( daten | nummer
        | kontaktdaten | telefonnummer | handynummer | konto ) ;
    ( daten | nummer | kontaktdaten | telefonnummer | handynummer ) ~ ( loschen | loeschen | entfernen | geloscht ) ;
    recht auf ( vergessen | loschung | loeschung ) ;
    ( blockiere | blockieren | blockiert | blocke | melde | gemeldet | geblockt | sperre ) ich? ( sie | euch | diese |
        dich | als | die | den ) (?! ab | sich ) ;
    ( verpiss | verpisst | hau | haut | verzieht | verzieh | zieh | leck | geh | fick | fickt ) ( euch | dich | ab |
        leine | mich am | sie sich | sich | mir aus | weg ) ;
    ( abo | abonnement ) ( UNSUB | kundigen | kuendigen | beenden | loschen ) ;
    ( mochte | moechte | will | wunsche | um | wie kann ich ) ME? _? ( UNSUB | abmelden | austragen | abmeldung | raus
        | loschung ) ;
    ( verzichte | verzichten | verzicht ) _? auf ; ( verschon | verschont | verschone | verschonen ) sie? ME ;
    ( genug | satt | leid ) ( von | mit )? ( euren | ihren | diesen | den | euch | ihr | eure | ihre )? THING ;
    ( unterlassen | unterlasst | unterlass | einstellen ) ( sie | es | das | _ ) ;
    ( will | mochte | moechte ) ich? ( das | es | sowas | diese )? alles? NOT mehr? _? $ ;
    ( melde | meldet | melden | meld | meldets | meldn ) ( sie | ihr | s )? ( ME | meine _ | unsere _ | diese _ | die _
        ) _? _? _? _? _? _? ab ( $ | und | von | vom | aus ) ;
    ( trag | tragt | tragen | trage ) ( sie | ihr )? ( ME | meine _ | diese _ | die _ ) _? _? _? _? _? _? aus $ ;
    ( bestell | bestellt | bestellen | bestelle ) ( sie | ihr | ich )? _? _? ( THING | das | mich ) _? _? _? ab $ ;
    ( nehm | nehmt | nimm | nehmen | nehmts | nimmst | hol | holt | streich | streicht | streichts | streichen |
        schmeiss | schmeisst | werft | losch | loscht | loschts | entfernt | entfernts ) ( sie | ihr | s )? ( ME |
        meine _ | diese _ ) (?! _? _? _? _? _? ( ab | mit | dran | ernst | auf | an | hin ) $ ) ;
    ( stell | stellt | stellen | stelle | stellts ) ( sie | ihr )? _? _? ( das | es | THING | dies | SENDING ) _? _? _?
        _? _? _? ein $ ;
    abstand zu? nehmen ; abzusehen ; ( sehen | seht | sieh ) ( sie | ihr )? _? _? _? ( davon | THING ) _? ab ;
    ( abstand | davon ab | davon abzusehen ) ;
    THING _? _? _? ( einzustellen | zu unterlassen | abzustellen | zu beenden | zu stoppen ) ;
    ( SENDING | kontaktaufnahme | werbung ) zu? ( unterlassen | unterlasst ) ;
    ( vo | von | vu | aus | us | ab ) ( dere | de | dr | eurer | euerer | ihrer | dera | da ) LIST ;
    HOR ( sie | ihr | s )? ( damit | auf )? ( auf | uf | auf damit ) (?! ( den | die | mich zu hor ) ) ;
    HOR ( sie | ihr )? ( mit | damit ) _? _? _? _? auf $ ;
    ( am | auf den | auf die | aufm ) ( nerv | wecker | keks | sack | geist | senkel | zeiger | nerven | eier ) (?! die
        ) ;
    ( schnauze | nase | faxen ) _? ( voll | dicke ) ( von | $ | mit ) ;
    ( wenn | falls | sollten | solltet | sobald ) _? _? _? ( noch | weiter | erneut ) _? _? _? _? ( SENDING | TEXT |
        kommt | melden ) ;
    ( noch | noch so | ein weiteres | eine weitere | die nachste | nachste ) _? ( eine | ein )? _? ( TEXT | THING ) _?
        ( und | dann | $ ) _? _? ( THREAT | zeige | blockiere | ich | mein | es ) ;
    ( zeige | zeig ) ich ( sie | euch | dich ) an ; ( erstatte | erstatten ) ich? _? anzeige ;
    ( zum | meinen | mein | einen | den ) ( anwalt | rechtsanwalt ) ;
    THREAT _? ( eingeschaltet | einschalten | melden | ein | erstatten ) ;
    ( mit | zur | bei der | an die ) ( anzeige | verbraucherzentrale | bundesnetzagentur | polizei | datenschutzbehorde
        ) ;
    ( NOT | KEIN ) ( wollen | mochten | moechten | brauchen | mogen | will | haben | mehr wollen ) mehr? _? ( THING |
        SENDING ) ;
    ( ich | wir ) ( NOT | KEIN ) mehr? ( wollen | will | mogen | brauchen ) ( das | mehr | $ | TEXT ) ;
    ( ich | wir ) NOT? ( wollen | will | mochte ) ( KEIN | NOT ) mehr? ( THING | SENDING ) ;
    ( basta | schluss | genug | stopp | stop | arretez ) ( mit )? ( den | dem | der | diesen | euren | ihren )? THING ;
    ( ersuche | ersuchen | fordere | fordern | bitten | verlange | verlangen | beantrage | wunsche | erbitte | um ) (
        ich | wir )? ( sie | euch | hiermit )? ( um | die )? ( sofortige | umgehende | unverzugliche | die | meine |
        eine | rasche )? ( die )? ( loschung | loeschung | abmeldung | austragung | streichung | entfernung | kundigung
        | unterlassung | beendigung | einstellung | sperrung ) ;
    ( fordere | verlange ) ( die | ich )? _? ( loschung | unterlassung ) ;
    ( gesagt | geschrieben | geschickt | gesendet | geantwortet | gebeten | schicke | schreibe | schreib | antworte |
        sage | sag ) ( um )? ( stop | stopp | abmeldung | abmelden | loschung ) ;
    ( hab | habe | haben | hatte ) ( ich | wir )? ( euch | ihnen )? _? ( stop | stopp | abmelden ) ( gesagt |
        geschrieben | geschickt | gesendet | geantwortet | getippt )? ;
    ( stop | stopp | abmelden | abmeldung | abbestellen ) ( funktioniert | geht | klappt | hilft | bringt ) ( NOT |
        nichts | aber ) ;
    ( hab | habe | haben | hatte ) ( ich | wir )? ( ME | das | es | alles | euch )? _? _? ( abgemeldet | ausgetragen |
        abbestellt ) ;
    ( haben | hab | habe ) ( ihr | sie )? ~ ( gebeten | gesagt ) _? ( ME | KEIN | NOT | dass ) ~ ( NOT | KEIN | UNSUB |
        loschen ) ;
    ( verzichten | verzichte | verzichtet | verzicht ) ( sie | ihr | ich )? _? _? ( auf )? ;
    ( sie | ihr )? ( brauchen | braucht | brauchst | mussen | musst | konnen | konnt | kannst ) ( sie | ihr )? ME ( NOT
        | KEIN | nichts ) ;
    ( sparen | spart | spar ) ( sie | ihr )? ( sich | euch | dir ) ( das | die | ihre | eure | den ) _? ( SENDING |
        TEXT | JUNK | $ | KIND | muhe ) ;
    ( bleibt | bleiben | bleib ) ( sie | ihr )? ME _? ( mit | fern | weg ) ;
    ( verschont | verschonen | verschone | verschonts ) ( sie | ihr )? ( ME | mich ) ;
    ( gebt | geben | gib | gebts ) ( sie )? ( a )? ( ruh | ruhe | a ruah ) ;
    ( mei | mi | mich in ) ( ruh | ruah | rua ) ;
    ( lossts | losts | lasst | lass ) ( mi | mich ) ( in | in )? ( ruah | ruh | ruhe | rua ) ;
    ( nicht | nimmer | nie | ned | net ) ( mehr | langer | weiter )? ( angeschrieben | kontaktiert | belastigt |
        beworben | behelligt | benachrichtigt | informiert | angerufen ) ( werden )? ;
    ( mitglied | teilnehmer | empfanger | abonnent ) ( mehr )? sein ;
    ( raus | rausgenommen | gestrichen | geloscht | entfernt ) ( werden | genommen | gestrichen ) ;
    ( will | mochte | moechte | wurde gerne | wurde gern ) ( ich | hier | da | aus | von )? ( _ )? ( raus | austreten |
        aussteigen ) ( $ | hier | aus ) ;
    ( bin | steige | trete ) ( ich )? ( raus | aus ) $ ;
    ( widersprich | widerspreche | untersage | untersagen | verbiete | verbitte | verbitten ) ;
    ( dsgvo | datenschutz ) ~ ( loschung | widerspruch | loschen ) ;
    ( entzieh | entziehe | nehme | ziehe ) ( ich )? ( ihnen | euch | meine | hiermit | die | hiermit meine )? _?
        CONSENT ;
    CONSENT _? ( zuruck | zuruckziehen | entziehen | entzogen | erloschen | zuruckgezogen | widerrufen ) ;
    ( loschen | losch | loscht | entfernen | entfernt | streichen | streicht | sperren | vernichten ) ( sie | ihr )? _?
        _? ( NUMBER | daten | eintrag ) ;
    ( zukunftig | weitere | weiteren | solche ) THING ( NOT | KEIN ) ;
    THING ( konnt | konnen | kannst | durft ) ( ihr | sie | du ) ( euch | sich | dir )? _? ( sparen | behalten |
        schenken | stecken | sonstwohin | bleiben_lassen ) ;
    ( behaltet | behalten | behalt ) ( sie )? ( eure | eueren | ihre | euren | deine ) THING ;
    ( schaltet | schalten | schalt | dreht | drehen | dreh | stellt | stellen | stell ) ( sie | ihr )? ( das | es |
        THING | die THING | den THING ) _? ab $ ;
    ich? ( steig | steige | trete ) _? aus ( $ | dem LIST ) ;
    ( kickt | kick | kicken | schmeisst ) ( sie )? ( ME | mich ) ;
    ( schreibts | schribet | schribed | schickts | schicket | schicked ) ( ma | mir | mer )? ( NOT | num | nimma ) ;
    ( NOT ) ( belastigen | behelligen ) ;
    ( moge | sollen | sollt | soll ) ( ihr | sie | man | mich )? ( ME )? ( NOT | KEIN | in ruhe | keine ) ~ ( SENDING |
        lassen | THING ) ;
    ( hab | habe | haben ) ( ich )? ( es )? ( satt | dicke ) ;
    ( bin | sind ) ( ich | wir )? ( eure | euren | eurer | ihrer | die ) ~ ( leid | mude | satt | uberdrussig ) ;
    trotz ( STOP | UNSUB | meiner | widerruf | LEFT | mehrfacher | mehrmaliger ) ( UNSUB | STOP )? ;
    ( wie oft | wie viele male ) ~ ( noch | STOP | UNSUB ) ;
    ( zum | das ) ( dritten | zweiten | letzten | vierten | x ten | wiederholten | hundertsten ) ( male ) ;
    ( recht | anspruch ) auf ( loschung | widerspruch ) ;
    ( loschung | loeschung | streichung | entfernung | austragung | sperrung ) ( meiner | der | aller | $ | beantragt |
        erbeten | samtlicher | personenbezogener ) ;
    ( meine | diese ) ( NUMBER ) _? _? _? ( nehmen | entfernen | raus | weg | tilgen ) ;
    ( kein | keine ) ( interesse | bedarf ) ( mehr )? an ( euren | ihren | diesen | den | weiteren | THING ) _? THING?
        ;
    ( zustimmung | einwilligung ) ~ ( zuruck | widerrufe ) ;
    ( brauche | brauch | brauchen | benotige | will ) ( ich | wir )? ( euren | diesen | ihren | den | das | es | die |
        eure | ihre )? _? ( NOT ) mehr (?! ( BOOKING | FOOD ) ) $ ;
    ( bin | sind ) ( ich | wir )? NOT mehr dabei ; ( steigt | geht | gehts | geht ihr ) ( mir | ma ) ( auf | am ) ;
    ( reicht | reichts | langt | langts ) ( ME | es | s )? ( mit | von ) ( THEIR )? THING ;
    ( finger | weg ) _? von ( meiner | unserer | der ) NUMBER ;
    THING ( unerwunscht | unerwuenscht | verboten | nein | unterlassen ) ;
    ( brauch | brauche | brauchen | will | mog | mag ) ( ma | ich | wir | des | das )? ( nimmer | nimma | nicht mehr )
        $ ;
    ( erlaube | gestatte | genehmige | erlauben ) ( ich )? ( ihnen | euch )? NOT ;
    ( macht | mach | machen | tut | tun | tuats | tuts | nehmts | hauts | setzt ) ( sie )? ME _? _? ( raus | weg |
        runter | aussa | ausse | naus ) ;
    ( aus | von | vom ) ~ LIST ( runter | weg | raus )
"""
