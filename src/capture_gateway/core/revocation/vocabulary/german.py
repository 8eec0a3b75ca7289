"""German: kinds of words, folded (see `grammar`)."""

KINDS = {
    "FOOD": """
        butter milch eier brot kase zwiebeln zwiebel tomaten tomate sahne wurst salat gurke gurken kaffee zucker mehl
        nudeln wein bier wasser apfel bananen semmeln brezeln fisch huhn hahnchen fleisch joghurt kartoffeln pizza
        nusse pilze
    """,
    # Words of their own, a slip away from a stop word.
    "PLAIN": """
        stoff stoffe topp topf stock stab
    """,
    "THREAT": """
        anwalt anwaltin anzeige strafanzeige polizei verbraucherzentrale bundesnetzagentur abmahnung beschwerde klage
        staatsanwalt gericht datenschutzbehorde rtr verklage verklagen rechtsanwalt rechtliche datenschutzbeauftragte
        konsumentenschutz arbeiterkammer abmahnen rechtsschutz datenschutzbeauftragten
    """,
    "THEIR": """
        eurer euren eure ihrer ihren ihre der den dem dere dr deiner euerer euere dieser diesem diesen unserer
    """,
    "LEFT": """
        abgemeldet ausgetragen abbestellt gekundigt gekuendigt gestoppt geloscht geloescht storniert rausgenommen
    """,
    "KIN": """
        schwester bruder mann frau mutter vater mama papa sohn tochter freundin freund kollegin kollege nachbarin
        nachbar oma opa chef chefin tante onkel bekannte bekannter kumpel partner partnerin cousin cousine kinder
        eltern
    """,
    "HOR": """
        horets horet hoeret horat
        hor hort hore horen hoer hoert hoeren horts hoerts hearts heart hert hored hoered horst
    """,
    "CALL": """
        anruf anrufe anrufen anruft ruf ruft rufe rufen angerufen telefonate telefonieren telefonisch telefonanrufe
        werbeanrufe telefonwerbung anzurufen telefonat
    """,
    "EMAIL": """
        briefkasten postkasten email emails mail mails e-mail brief briefe post postwerbung mailing mailings werbemails
        werbemail prospekt katalog kataloge briefpost fax
    """,
    "WRITTEN": """
        schreibn schriibe schribe nachricht nachrichten nachichten nachrichtn sms smse smsen mms textnachricht
        textnachrichten messages text texte textet texten simsen msg msgs whatsapp whatsapps kurznachricht
        kurznachrichten schreib(en|t|e|st|) anschreib(en|t|e|) anzuschreiben angeschrieben
    """,
    "SOFT": """
        please merci sorry bitte bidde biite bittee pls plz danke dankeschon hallo hi hey moin servus guten tag abend
        sofort jetzt endlich einfach doch mal wirklich verdammt verdammten verdammte verfluchten scheissverdammt mfg
        gruss grusse freundlichen liebe damen herren leute bloss echt umgehend unverzuglich nochmal wieder dringend
        gefalligst schon auch eigentlich also ja dauernd standig staendig immer ok okay vielen dank alter mann ey
        unbedingt ab_sofort kunftig kuenftig zukunft weiterhin bitteschon
    """,
    "WEAK": """
        der die das den dem des ein eine einen einem einer eines und oder ich du er sie es wir ihr ihnen euch mir mich
        uns mein meine meinen meiner meinem dein deine ihre ihren ihrem ihrer eure euren eurer von vom zu zum zur mit
        in im an am auf aus bei fur fuer ist sind bin war hat habe haben nicht kein keine keinen mehr so wie was wo wer
        wann warum dass wenn aber noch alle alles diese dieser dieses diesen nur will mochte moechte kann
    """,
    "STOP": """
        horts hoerts basta arretez arreter stop stopp stoppt stoppen stoppe stoppn aufhoren hearts hert hoered hored
        aufhoeren aufhorn hor hort hoer hoert hore hoeren horen beenden beende beendet beendigen einstellen stellt
        stellen stell unterlassen unterlass unterlasst unterlassung schluss lass lasst lassen lasse lassts ende
    """,
    "UNSUB": """
        abmelden abmeldung abmeldn abmelde abgemeldet abmeldet abbestellen abbestellung abbestelle abbestelln
        abestellen austragen austrag austragung unsubscribe unsub optout deabonnieren deabonnier kundigen kuendigen
        kundige kuendige kundigung kuendigung entabonnieren abzumelden abzubestellen auszutragen ausgetragen abbestellt
    """,
    "SENDING": """
        schreibts schreibs schribet schribed schickets schicked schicket textets mailt
        schreibn schriibe schribe schicke schick(en|t|e|st|ts|ten|) send(en|et|e|est|) schreib(en|t|e|st|)
        kontaktier(en|t|e|st|) anschreib(en|t|e|) simsen texten textet texte belastig(en|t|e|st) belaestig(en|t|e|st)
        nerv(en|t|e|st|) spamm(en|t|e|st) zuspamm(en|t) zumull(en|t) bombardier(en|t) zuzusenden zuschick(en|t)
        zusend(en|et) erhalten bekommen kriegen bekomm(en|t|) empfangen informier(en|t) benachrichtig(en|t)
        zuzuschicken anzuschreiben kontaktaufnahme kontaktiert melde meldet melden versch(icken|ont) whatsappen storen
        stoeren stort stoer stoert angeschrieben zugetextet zutexten zutextet geschickt zu_schicken zugespammt
        zugeschickt kontaktieren bewerben bewirb CALL EMAIL
    """,
    "TEXT": """
        messaggi messaggio versand nachricht nachrichten nachichten nachrichtn sms smse smsen mms text textnachricht
        textnachrichten messages mitteilung mitteilungen benachrichtigung benachrichtigungen meldungen msg msgs
        whatsapp whatsapps kurznachricht kurznachrichten zusendung zusendungen kontakt kontaktaufnahmen
        werbenachrichten werbesms spamsms infos info nachrichtendienst verteilernachrichten dienst
    """,
    "JUNK": """
        mist scheiss scheisse mull muell kram schrott quatsch spam dreck zeug zeugs belastigung belaestigung unsinn
        bloedsinn blodsinn spams terror mullnachrichten sachen
    """,
    "KIND": """
        angebot angebote angeboten werbung werbungen reklame aktion aktionen rabatt rabatte gutschein gutscheine
        coupons coupon prospekte marketing newsletter newsletters news neuigkeiten erinnerung erinnerungen umfrage
        umfragen empfehlung empfehlungen rezepte promo promos werbe werbeaktionen sonderangebote sonderangebot
        wochenangebote bestellupdates updates update deals rabattaktionen rabattcodes
    """,
    "ME": "mich mir uns mi ma",
    "MINE": "meine mein meinen diese die dieser meiner unsere",
    "NUMBER": """
        nummer nr handynummer telefonnummer rufnummer handynr telefonnr handy daten nummern kontakt kontaktdaten name
        namen telefon mobilnummer tel anschluss
    """,
    "LIST": """
        aussendung aussendungen versandliste liste listen verteiler datenbank kartei verteilerliste
        kundendatei system register adressliste mailingliste kontaktliste verteilern programm datei kontakte
    """,
    "NOT": "nimma num numm nume numme nuem nuemm nit nicht nich nie niemals nimmer ned net nciht nix nichts",
    "KEIN": "kei ka kaa kane koa koane keni keis kein keine keinen keinerlei keiner keins kene null",
    "WANT": """
        will mochte moechte wollen mocht wunsche wuensche brauche wollte willige willigte gestatte erlaube erlaubt
        bestellt angefordert gewunscht gewuenscht zugestimmt eingewilligt brauch wunsch interesse habe hab hatte mag
        wunschen wuenschen akzeptiere
    """,
    "REMOVE": """
        genommen
        neh nemme streiche nah naeh nehmed loschung loeschung entfern(en|t|e|) losch(en|t|e|) loesch(en|t|e|)
        streich(en|t|e|) nehm(en|t|e) nimm hol(t|en|) raus herausnehmen rausnehmen tragt trag tragen vergess(en|t|)
        vergiss austragt schmeiss(t|en|) werf(en|t) ausschliessen gestrichen geloscht geloescht entfernt
        rauslosch(en|t) sperren lassen_ tilg(en|t)
    """,
    "CANCEL": """
        cancel canceln stornier(en|t|e|ung|) kundig(en|e|t|ung) kuendig(en|e|t|ung) absagen absage abbestell(en|t|e)
        beenden beende abbrechen deaktivier(en|t|e|ung) blockier(en|t|e) widerruf(en|e|t|) storno annullier(en|e)
    """,
    "CONSENT": """
        einwilligung zustimmung erlaubnis einverstandnis einverstaendnis genehmigung einverstanden werbeeinwilligung
        werbeerlaubnis
    """,
    "REVOKE": """
        widerruf widerrufe widerrufen wiederrufe wiederruf wiederrufen ziehe zuruck zurueck entziehe zuruckziehen
        zurueckziehen entzogen widersprech(e|en) widerspreche widerspruch wiederspreche
    """,
    "SIGNED": """
        angemeldet anmelden abonniert registriert eingetragen zugestimmt bestellt eingewilligt angefordert erlaubt
        gewollt unterschrieben gebeten verlangt gegeben genehmigt subscribed gefragt beantragt
    """,
    "BOOKING": """
        zeitungsabo handyabo internetvertrag stromvertrag streamingabo studio fitnessstudio zeitung versicherung verein
        monatskarte kundenkarte magazin strom internet handyvertrag netflix kaufvertrag seminar mitgliedskarte
        probetraining hotel zimmer flug konto bestellung bestellungen termin termine reservierung buchung lieferung
        tisch auftrag vertrag kurs besuch paket sendung fahrt stunde mitgliedschaft
    """,
    "WRONG": """
        falsch falsche falschen falscher verwahlt verwaehlt vertan geirrt verwechselt irrtum irrtumlich irren falches
    """,
}

MISSPELLED = """
    nachrichten nachricht schicken schreiben senden abmelden abbestellen aufhoren bitte nummer kontaktieren loschen
    entfernen streichen bekommen erhalten werbung einwilligung widerrufe stopp keine abmeldung newsletter austragen
    belastigen
"""
