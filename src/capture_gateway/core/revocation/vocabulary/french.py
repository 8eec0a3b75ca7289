"""French: kinds of words, folded (see `grammar`)."""

KINDS = {
    "GONE": """
        supprime supprimee supprimees supprimes efface effacee effacees effaces retire retiree retires retirees enleve
        enlevee enleves enlevees raye rayee desactive
    """,
    "AD": """
        promo promos pub pubs publicite publicites offre offres soldes marketing newsletter reclame reclames
        commercial commerciaux
    """,
    "LEFT": """
        desabonne desabonnee desabonnes desabonnees desinscrit desinscrite desinscrits desinscrites
    """,
    "KIN": """
        soeur frere mari femme mere pere maman papa fils fille ami amie copine copain voisin voisine collegue
        collegues cousin cousine epouse epoux oncle tante patron belle grand conjoint conjointe blonde chum
    """,
    "CALL": """
        appel appels appeler appelez appele appelle appelles telephoner telephonez mappeler mappelez mapeler rappeler
        rappelez coups_de_fil
    """,
    "EMAIL": """
        infolettre infolettres email emails mail mails courriel courriels courrier courriers lettre lettres catalogue
        catalogues fax depliants prospectus emailing mel
    """,
    "WRITTEN": """
        message messages msg msgs mess mesage mesages sms texto textos texte textes mms whatsapp
        ecri(re|vez|s|t|ve|viez|vais|vent) mecri(re|vez|s|ve) text(er|ez|e|es|oter|otez) messag(er|ez)
    """,
    "SOFT": """
        please svp stp sil plait vous_plait plz alors calvaire franchement cher chere hein merci mercii bonjour bonsoir
        salut maintenant immediatement tout_de_suite simplement vraiment putain bordel merde foutus foutu satanes
        maudits maudit tabarnak tabarnac criss calisse osti monsieur madame messieurs allo coucou ok aussi toujours
        sans_cesse constamment desormais definitivement donc ben bah enfin cordialement urgent deja rapidement
        gentiment veuillez
    """,
    "WEAK": """
        de la le les l un une des du d a au aux et ou que qu qui quoi en y dans par pour sur avec je j tu il elle on
        nous vous ils me m te t se s ce c cet cette ces ca cela mon ma mes ton ta tes son sa ses notre nos votre vos vo
        leur est es etes sont suis ai as avez ont ne n pas plus tout tous toute toutes si comment quand pourquoi mais
        car
    """,
    "STOP": """
        stope stopez stopper stoppes stop stopp arret arrete arretes arretez arreter arretons aret arette arettez
        areter arrettez stoppez stoppe stoper arreteez arrettes cesse cessez cesser terminer terminez basta suspendre
        suspendez interrompre interrompez
    """,
    "UNSUB": """
        desabonner desabonnez desabonne desabonnement desabonnes desinscrire desinscrivez desinscris desinscription
        desinscrit desinscrite unsubscribe unsub optout desabonee desabone desaboner resilier resiliez resilie
        resiliation desenregistrer desenregistrez radier radiez
    """,
    "SENDING": """
        dmenvoyer denvoyer dmecrire
        envo(yer|yez|ie|ies|yes|i|is|ye|yais|yiez) menvo(yer|yez|ie|ies) env(oye|oyez)
        ecri(re|vez|s|t|ve|viez|vais|vent) mecri(re|vez|s|ve) contact(er|ez|e|es|iez|ent) mcontact(er|ez)
        text(er|ez|e|es|oter|otez) messag(er|ez) harcel(er|ez|e|es|ement) embet(er|ez|e|es) emmerd(er|ez|e|es)
        derang(er|ez|e|es|iez) solicit(er|ez|e) sollicit(er|ez|e|es|iez|ations|ation) spamm(er|ez|e|es) spam(er|ez)
        importun(er|ez|e) bombard(er|ez|e) inond(er|ez|e) ennuy(er|ez|e|es) saoul(er|ez|e|es) soul(er|ez|e|es)
        gav(er|ez|e) gon(fler|flez|fle) recevoir recevoire recevoirs reception relanc(er|ez|e) achal(er|ez|e)
        niais(er|ez) transmettre adress(er|ez|e) communiquer communiquez notifi(er|ez) agac(er|ez) envahir polluer
        pollu(ez|e) prevenir CALL EMAIL
    """,
    "TEXT": """
        message messages msg msgs mess mesage mesages sms texto textos texte textes mms notification notifications
        notif notifs alerte alertes whatsapp communication communications envoi envois sollicitation sollicitations
    """,
    "JUNK": """
        merdes conneries connerie spam spams pourriel pourriels trucs truc choses bordel betises cochonneries
        harcelement saloperies saletes salete niaiseries betise
    """,
    "KIND": """
        offre offres promo promos promotion promotions promotionnels promotionnel publicite publicites pub pubs
        publicitaire publicitaires annonce annonces coupon coupons bons rabais reduction reductions soldes marketing
        newsletter newsletters nouvelles actualites rappel rappels sondage sondages enquetes recommandation
        recommandations recette recettes commerciaux commercial commerciale commerciales info infos informations
        reclame reclames demarchage prospection
    """,
    "ME": "me m moi nous",
    "MINE": "mon ma mes ce ce notre nos le",
    "NUMBER": """
        numero numeros num no nro telephone tel portable cell cellulaire mobile coordonnees nom contact donnees fixe
        ligne
    """,
    "LIST": """
        liste listes base bases fichier fichiers repertoire repertoires registre diffusion systeme contacts programme
        mailing groupe
    """,
    "PAS": "pas plus plu jamais point rien aucun aucune ni pu pus",
    "NE": "ne n",
    "WANT": """
        jveux jveu jve veux veut voulons voudrais souhaite souhaitons desire desirons aimerais aimerions accepte
        acceptons autorise autorisons consens demande demandons besoin envie interesse veu vx vex tiens peux ve
    """,
    "REMOVE": """
        debarquer debarquez debarque debarques
        retir(er|ez|e|es) supprim(er|ez|e|es) enlev(er|ez|e|es) effac(er|ez|e|es) ray(er|ez|e) raie sort(ir|ez|s)
        ot(er|ez|e) elimin(er|ez|e) exclure excluez efface oubli(er|ez|e|es) virer virez suprim(er|ez|e) biffer biffez
        sup
    """,
    "CANCEL": """
        annul(er|ez|e|ation) resili(er|ez|e|ation) cancel canceller cancellez suppr supprimer supprimez
        desactiv(er|ez|e) bloqu(er|ez|e) suspend(re|ez|s) arreter arretez stopper interrompre
    """,
    "CONSENT": "consentement permission autorisation accord consentements approbation",
    "REVOKE": "revoque revoquer revoquez retire retirer annule annuler resilie",
    "SIGNED": """
        inscrit inscrite inscris abonne abonnee demande autorise accepte souscrit consenti donne signe adhere
        enregistre inscrits sollicite voulu
    """,
    "BOOKING": """
        salle gym sport assurance contrat forfait internet magazine carte fidelite mutuelle club box cantine journal
        electricite commande commandes rendez rdv reservation reservations livraison livraisons table achat cours
        visite colis seance panier voyage compte
    """,
    "WRONG": """
        mauvais faux mauvaise fausse errone erronee incorrect tromper trompe trompes trompez trompee erreur
    """,
}

MISSPELLED = """
    messages arretez arreter envoyer envoyez desabonner desabonnez desinscrire desinscrivez recevoir numero contacter
    supprimer supprimez retirez enlevez publicite inscrit consentement harceler tranquille veuillez desinscription
    desabonnement inutile plainte
"""
