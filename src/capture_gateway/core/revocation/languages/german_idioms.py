"""German: what only looks like a wish to leave (see `german`)."""

IDIOMS = """
    nicht das? was ich ; ( wann | bis wann | ab wann ) ~ ( hort | hoert | hort auf ) ;
    ( hort | hoert ) ( sich | das sich ) ;
    ( ich | wir | krieg | krieg ich ) ( krieg | kriege | bekomme | bekommen | erhalte | bekam | habe | hab ) _? _? (
        KEIN | nichts | nicht ) _? _? _? ( bekommen | erhalten | von ihnen | von euch ) ;
    ( krieg | kriege | bekomme | erhalte ) ich? _? ( KEIN | nichts ) ; gibt es _? _? _? nicht mehr ;
    ( warum | wieso | weshalb | seit wann ) ( habt | haben | hast | wurde | wurden | kommen | kommt | gibts | gibt |
        bekomme | bekomm | kriege | krieg | erhalte | schickt | macht | sind | hat | schicken ) ( ihr | sie | _ )? _?
        _? ( eingestellt | abgeschafft | gestrichen | LEFT | aufgehort | aufgehoert | keine | kein ) ;
    ( bin | wurde | war | ist ) ich? _? ( abgemeldet | ausgetragen | abgemeldet worden ) $ ;
    ( fahre | fahr | auto | modus | aktiviert ) ~ nicht storen ; nicht storen ( aktiviert | modus | ist | _ ) ;
    ende ( der | des | dieser | vom | von | oktober | november | dezember | januar | juni | juli | marz | mai | april |
        august | september | februar | nachster | naechster | woche | monat | gut | nachsten ) ;
    ( am | zu | das | wochen | bis | zum | ans | anfang | kein | seit | happy ) ende ; non stop ;
    ( bus | stopp | tank | zwischen | boxen | naechster | nachster | nachste | naechste | nachsten | naechsten | einen
        | kurzen | der | ein | kurzer | letzter ) ( stop | stopp | halt ) ;
    ( stop | stopp ) ( schild | schilder | taste | uhr | an | bei | in | am | im ) ;
    ( kann | konnte | konnen ) ( gar | nicht | ich | man | er | sie | wir | KIN ) _? _? ( aufhoren | aufhoeren |
        stoppen ) ;
    ( schluss | ende ) ( ist | um | wann ) ; ( wann | wie lange | um wie ) ~ ( ende | endet | schluss | schliesst ) ;
    ( lass | lasst | lassen ) ( es | uns | sie | dir | euch | mich | das | die ) _? _? ( wissen | schmecken | liegen |
        treffen | bringen | gehen | zeit | kommen | uberraschen ) ;
    ( lass | lasst ) uns (?! ( in ) ) ;
    ( hor | hore | horen | hoer | hoere | hoert | hort ) ( von | ich | wir | gern | gerne | zu | euch ) (?! auf ) ;
    ( stell | stellt | stellen | stelle ) ( das | die | den | es | sie | mir | ich ) _? _? ( vor | hin | ab | raus |
        bereit | tur | garage ) ;
    ( ich | wir | und ) ( melde | melden ) ( mich | uns ) (?! _? _? _? _? _? _? ab ) ;
    ^ melde ich? ( mich | uns ) (?! _? _? _? _? _? _? ab ) ;
    ( meldet euch | melden sie sich | meld dich | melde dich ) (?! ab ) ;
    ( kommt | kommen | ohne ) _? ( zwiebeln | zwiebel | tomaten | kase ) ;
    ( zwiebeln | zwiebel | tomaten | fleck | kase ) ;
    ( bus | regen | zug | auto | bahn | er | es | motor | uhr ) ( stoppt | stopp | hort | hoert ) ;
    ( feierabend | ladenschluss ) ; ( ende | endet ) ( die | der | das ) ;
    KIN _? ( hat | haben | hatte | ist | war | wurde | will | wollte | mochte ) _? ( sich | ihn | sie )? _? _? ( LEFT |
        UNSUB | aufgehort ) ;
    ( hat | hatte | haben sich ) sich _? _? LEFT ; ( er | sie | der | die ) hat sich LEFT ;
    ( aus versehen | versehentlich | irrtumlich | ausversehen | falschlich | falschlicherweise | unabsichtlich |
        ungewollt | irrtumlicherweise | versehens ) _? _? _? ( UNSUB | STOP | LEFT | REMOVE ) ;
    ( UNSUB | STOP | LEFT | REMOVE ) _? _? ( aus versehen | versehentlich | irrtumlich | ausversehen | unabsichtlich |
        war ein versehen | war versehen ) ;
    ( antworten | antworte | antwortet | senden | sende | sendet | schreiben | schreibe | schicken | schicke ) ( sie |
        ihr )? ( mit | das wort )? ( stop | stopp | abmelden ) ( zum | um | und | an )? ( _ )? UNSUB? ;
    ( steht | stand | lautet | schreibt ihr ) _? _? _? _? ( stop | stopp | UNSUB ) ( zum | um )? UNSUB? ;
    (?<= bedeutet ) ( stop | stopp ) ; (?<= heisst ) ( stop | stopp ) ; (?<= meint ) ( stop | stopp ) ;
    ( prospekte | zeitungen | zeitung | flyer | pakete | broschuren | kataloge | post | briefe | magazine ) ( noch )? (
        austragen | auszutragen | austragt | verteilen ) ;
    ( zum | beim | furs | jemanden zum | job | jobs ) ~ austragen ;
    austragen ( helfen | helfe | jemanden | job | fur ) ;
    ( wurde | wurden | ist | sind | worden | war | wird | warum ) _? _? _? ( CANCEL | storniert | abgesagt | gestrichen
        | abgeschaltet | geloscht | gekundigt ) (?! werden ) ( worden )? ;
    ( erneut | neu ) ( eintragen | anmelden | aufnehmen | dabei ) ; ( eintragen | anmelden | aufnehmen ) ;
    ( arzt | arztin | hausarzt | doktor | apotheker | apothekerin | frau doktor ) ~ ~ ( STOP | absetzen | aufhoren ) ;
    ( keine | kein ) ( schmerzen | probleme | beschwerden | zeit | ahnung | eile | sorge | sorgen | problem | fragen |
        frage | parkplatze | brezeln | tomaten | zwiebeln | milch | eier | kinder | termine ) ( mehr )? ;
    ( nicht | kein ) mehr als ;
    ( habt | haben | hast | gibt | gibts ) ( ihr | sie | es | du )? ( heute | noch )? ( keine | kein | keinen ) _? mehr
        $ ;
    ( stell | stellt | stellen | stelle ) _? _? ( paket | kiste | flasche | ware | lieferung | wagen | auto | rad ) ;
    ( nimm | nehmt | nehmen | streicht | streich | entfernt | loscht ) ( sie )? ( die | den | das | ein | eine ) (?! (
        LIST | NUMBER | THING | NUMBER _ ) ) _ ( aus | von | vom | raus ) ;
    ( stop | stopp ) ( gemacht | machen | einlegen ) ; ( auto | zwischen | boxen ) ( stopp | stop ) ; per anhalter ;
    ( falsche | falscher | falschen | falsches ) ( grosse | artikel | farbe | adresse | hausnummer | bestellung |
        produkt | ware | sorte | datum | uhrzeit | tur | etage | stock | rechnung | paket | marke ) ;
    ( bestellnummer | hausnummer | kundennummer | rechnungsnummer | sendungsnummer | trackingnummer ) _? _? WRONG ;
    WRONG ( bestellnummer | hausnummer | kundennummer | sendungsnummer ) ;
    ( haben | hast | habt | habe ) ( mir | uns | sich | ich )? _? _? WRONG ( artikel | grosse | farbe | bestellt |
        geliefert | geschickt ) ;
    ( schluss | ende ) ( bei | heute | um ) ; ( hor | hort ) ( zu ) $ ; fallt ~ aus ;
    ( lasst | lassen | lass ) ( sie )? ( das | es | den | die ) _? ( beim | bei | vor | im | am | an | draussen |
        stehen ) ;
    ( lieferung | ware | paket | bestellung | rezept ) ~ ( abholen | angekommen | gekommen ) ;
    ( soll | sollte | muss | darf ) ich ~ ~ ( STOP | absetzen ) ;
    FOOD ~ ~ ( LIST | REMOVE | bestellung | einkaufsliste ) ;
    ( NUMBER | nehmt | streicht | nimm | REMOVE ) ( sie )? ( die | den | das )? FOOD ;
    ( habe | hab | haben ) ( ich | wir )? ( noch | bisher | gestern | heute )? _? ( KEIN | nichts ) ~ ~ ( bekommen |
        erhalten | gekriegt | gesehen ) ;
    ( habe | hab | haben ) ( ich | wir )? ( die | eine | eure | ihre | den | das ) ( TEXT | app | EMAIL | code | link )
        _? _? ( geloscht | verloren ) ;
    ( gilt | gelten | geht | funktioniert | gibt | habt | verfugbar | brennt | lauft | ist | passt | dauert ) ( es |
        ihr | das | der | die )? _? _? ( NOT | KEIN ) mehr (?! ( die | der )? ( NUMBER ) ) $ ;
    ( KIN | er | wer | musik | kind | baby ) _? ( hort | hoert ) _? _? _? _? auf ;
    ( finde | find | finden | sehe | seh | lese | verstehe | versteh | offne | suche ) ( ich | wir )? _? THING _? ( NOT
        | KEIN ) mehr? ;
    ( hab | habe | haben | hat ) ( ich | wir | er )? ( die | den | das | eure | ihre )? _? THING? _? ( NOT | KEIN )
        mehr? ( bekommen | erhalten | gesehen | gelesen | gefunden | verstanden | gekriegt ) ;
    nichts ( andern | aendern | scharfes | susses | kaufen | gegessen ) ;
    ( NOT | KEIN ) mehr _? ( fahren | warten | kommen | essen | rauchen | arbeiten | trinken | spielen | schlafen |
        gehen | laufen | stehen | sitzen | kaufen | kochen | backen ) ;
    ( trage | benutze | fahre | esse | trinke | nutze | passe | erinnere | weiss | schaffe | koche | wachst ) _? _? _?
        ( NOT | KEIN ) mehr ;
    ( kommt | kommen | gibt | gibts | passiert ) _? _? ( KEIN | NOT ) mehr $ ;
    ( warum | wieso | weshalb ) _? _? _? _? ( eingestellt | abgeschafft | beendet ) ;
    ( holt | hol | holen ) ( sie )? ( mich | uns ) _? _? _? _? ab ;
    ( nehmt | nimm | nehmen ) ( ihr | sie )? ( mich | uns ) _? _? ( mit | dran | auf ) ;
    ( NOT ) mehr ( zum | zur | ins ) (?! LIST ) _
"""

NEGATIONS = """
    ( nicht | nich | nie | niemals | net | ned ) ( mit | auf | mich | mehr | zu )? ( ME | vom _ | von _ | von _ _ | den
        _ | meine _ )? ( STOP | UNSUB | kundigen | aufhoren | aufhoeren | abzumelden ) ;
    ( STOP | UNSUB ) ( auf | ab )? ( nicht | nich | nie | niemals | net ) ;
    ( hort | hor | hoer | hoert | horen | hoeren ) sie? damit? ( nicht | nie | niemals ) damit? auf ;
    ( melde | meldet | melden | trag | tragt | nehmt | nimm | entfernt | loscht ) sie? ME? ( nicht | nie ) ( ab | aus |
        raus | vom ) ;
    ( will | mochte | moechte | wollte ) ME? ( gar | aber )? nicht _? ( UNSUB | aufhoren | kundigen | verpassen | raus
        | beenden ) ;
    kein grund ;
    ( keinen fall | keinesfalls | nicht | nicht | nie | keineswegs ) _? _? _? ( stornieren | stornier | storniert |
        absagen | kundigen | loschen | abbestellen | STOP | UNSUB ) (?! ( ME | wollen | mussen ) ) ;
    ( nicht | ned | net | nie ) ME? LEFT ;
    ( will | mochte | moechte | wollen ) ( ich | wir )? ( aber | gerne | gern | nicht )? ( bleiben | dabei bleiben |
        weiter dabei | drin bleiben | raus ) $ ;
    ( STOP | UNSUB | HOR | stornier | storniert | stornieren ) ( sie )? ( ME | das | es | die _ )? ( auf keinen fall |
        keinesfalls | nicht | keineswegs ) ( auf | ab | mit )?
"""
