"""French: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.vocabulary.french import KINDS, MISSPELLED

FRENCH = Language(
    code="fr",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "THING": "( TEXT | KIND | JUNK | CALL | EMAIL )",
    },
    patterns={
        "negated": """
        ( NE ( ME | vous | te | t | se | s | nous | les | le )? ME? ( veux | voudrais | souhaite | desire | vais | faut
            | peux | cherche )? ( pas | jamais | plus | surtout pas )? ( ME | que vous | que tu )? ) ( STOP | UNSUB |
            arrete | REMOVE | CANCEL ) ( pas | jamais | ME )? ;
        ( surtout pas | pas | jamais ) ( de | besoin de | envie de | question de | ME | d )? me? ( STOP | UNSUB ) (?! $
            ) ;
        ^ ( STOP | UNSUB | REMOVE | desabonnez ) ME? ( pas | jamais | surtout pas ) ;
        STOP surtout? ( pas | jamais ) (?! ( de )? SENDING ) ;
        ( je | j ) ( veux | voulais | voudrais ) pas ME? ( STOP | UNSUB | quitter ) ;
        NE ( veux | souhaite ) ( pas | plus ) ME? ( quitter | rater | manquer )
        """,
        "idiom": """
        arretez vous ( a | au | aux | chez | quand | ou | en ) ;
        plus ( de | d ) ( info | infos | informations | information | details | renseignements | precisions ) ;
        ( arret | station ) ( de | d | du ) ( bus | tram | metro | autobus | train | travail | maladie | autoroute | l |
            tramway | car | taxi ) ;
        ( sans | non | l | un | cet | prochain | quel | d | chaque | premier | dernier | bon | point | mon | au | en |
            votre | mes ) ( arret | stop | arrets ) ;
        sans ( STOP | cesse ) ; ( a | au ) l arret ; non stop ; panneau ( stop | arret ) ;
        ( feu | bande ) de? ( arret | stop ) ; coup d arret ;
        ( bus | tram | train | metro | voiture | moteur | taxi | pluie | il | elle | neige ) s? ( arrete | STOP ) ;
        ( je | j ) ne? ( peux | arrive | pourrai | peut ) ( plus | pas | jamais )? ( a | m )? ME? STOP ;
        ( s | se | m ) ( arreter | arrete | arretent ) ( a | au | chez | la | le | les | devant | ou | dans | pour ) ;
        ( passer | arreter | arret ) ( chez | au magasin | a la boutique | par ) ;
        STOP de? ( fumer | travailler | boire | manger | rire | pleuvoir | rever | pleurer | penser ) ;
        fin ( de | du | des | d ) ; ( finit | termine | finissent ) ;
        ( REMOVE | CANCEL | sans ) ( les | l | le | la | des ) ( oignons | oignon | tache | taches | fromage | tomates |
            sauce | cornichons ) ;
        ( je | nous | on | il | elle ) ( me | nous | s )? ( suis | est | sommes )? STOP ( a | au | chez ) ;
        ( est | sont | ete | a | etait | train | cours ) ( annule | annulee | annules ) ;
        ( peux | puis | possible | pourrai | peut | pouvoir ) ~ ( annuler | desabonner | desinscrire | arreter ) ( plus
            tard | apres | ensuite | quand | si | n importe | a tout ) ;
        ( j ai | ai | as | avoir | jai ) oublie ; ( encore | de | un peu | beaucoup | bien ) plus de ; plus de _ que ;
        ( recois | recu | recevons | arrive | arrivent ) ( plus | pas | rien ) ;
        ( n | ne | pas ) ( ai | recois | avons ) ( plus | pas | rien )? recu? ;
        ( mauvais | faux ) numero ( d | de ) ( appartement | porte | rue | commande | batiment | adresse | compte |
            maison ) ;
        ( quitter | quitte ) ( le | mon | ma | la | l ) ( travail | bureau | boulot | magasin | emploi )
        """,
        "stop-command": """
        ( arretez | arrete | cessez | arreter ) $ ;
        ^ ( stop | arret | unsubscribe | optout | UNSUB ) ( _ ( _ _? )? )? $ ; ^ ( STOP | UNSUB ) $ ;
        ( stop | unsubscribe ) $ ;
        ^ ( annuler | fin | arrete | arretez | cessez | annulez | resilier | supprimer | sortir | desabo | desabonne ) $
            ;
        ^ ( stop | arretez | arrete | arret ) ( je | j | c | ca | ne | n | vous | tu | il | cela | qui | retirez |
            supprimez | enlevez | pourquoi | et | ou | au | aux | a | de | jamais | tout )
        """,
        "stop-phrase": """
        ^ ( laissez | laisse ) moi $ ; ( demande | prie | somme | ordonne | exige ) de ( STOP | REMOVE | UNSUB ) ;
        fini ( les | vos | avec ) ( THING | _ THING ) ;
        STOP ( de | d | avec | ME | a | les | des | aux | vos | tous | tout | ces | cette | l | ca | votre | vous )? (
            ME | ces | vos | les | de | tous | tout )? ME? SENDING ;
        STOP ~ SENDING _? _? TEXT ; STOP ~ THING ; STOP ( ca | cela | tout | ce | moi ) $ ;
        ( laisse | laissez | laisser | fichez | foutez | fiche | fous | lachez | lache ) ( ME | moi | la )? ME? ( en
            paix | tranquille | la paix | paix | alone | en | tranquilles | patience ) ;
        ( foutez | fichez | fous | lachez ) ( le camp | moi | ME ) ; UNSUB ;
        ( mettre | mettez | mets | met ) ( un terme | fin ) ;
        REMOVE ( ME | moi ) ( de | du | des | d | $ | tout | immediat | cette ) ;
        REMOVE ( MINE | mon | mes | ce | le ) _? NUMBER ;
        ( REMOVE | sortir | sors | sortez | retirer | enlever | quitter | quitte ) ~ ( de | du | cette | votre | vos |
            la | ta ) _? LIST ;
        ( ME | m | moi ) REMOVE ( de | du | des | d ) ;
        ( oubliez | oublie | perdez | jetez | perds ) ( MINE | mon ) NUMBER ;
        NE? ( ME | plus | pas )? PAS? ME? SENDING ( ME | moi | nous | pas )? PAS ;
        NE ( PAS | ME | plus jamais )? ME? SENDING ; ( de | priere de | pour ) NE? PAS ME? SENDING ;
        ( plus | jamais | pas ) ME? SENDING ( de | ca | ces | vos | TEXT | rien | $ | ME ) ;
        ( WANT | peux ) ( pas | jamais | rien | aucun | aucune ) ( de | d | vos | ces | cette | recevoir | etre | rien |
            en recevoir | que ( votre | vous ) | ca | ME | du tout | faire ) ;
        WANT ( pas | plus | plu | pu | aucun ) ( THING | SENDING ) ;
        WANT ( plus | plu | pu ) ( de ( vos | ces | tes | cette | votre | THING ) | recevoir | etre | rien | en | que |
            ca | vos | ME | SENDING | $ ) ;
        ( ne | n ) ( WANT | suis | sommes ) PAS ( SENDING | THING | etre | vos | de | ces | interesse par ) recevoir? ;
        ( ne | n ) en? WANT plus ; en WANT plus ; ne plus ( etre | recevoir | ME | avoir | rien | figurer | faire ) ;
        ( plus | pas | aucun | aucune | zero | pu | assez | marre ) ( de | d | aucun | un )? ( vos | ces | ses | vo |
            tous ces | autre | autres | ce )? seul? THING ;
        ^ plus ( rien | jamais | ca ) ; ( ya | y a ) ( pas | plus ) de _ ici ; no more ;
        ( plus | pas ) rien ( recevoir | de vous | envoyer ) ; ( oublie | oubliez ) ( moi | que j existe ) ;
        << ( plus | pu ) >> ;
        ( jamais | pas | rien ) ( SIGNED | ete | voulu ) _? _? ( ca | cela | a | au | aux | de | mon | ma | votre | vos
            | ces | ce | SIGNED | cette | rien | d | moi | recevoir | $ ) ;
        ( jamais | pas | rien | point ) ME? SIGNED ; ( sans | pas ) ( mon | notre | ma | d | votre )? CONSENT ;
        REVOKE _? _? CONSENT ; ( CANCEL | resilier | resiliez ) ~ ( THING | inscription | abonnement | TEXT ) ;
        ( annulez | annuler | CANCEL ) ( tout | ca | cela | tous ) ;
        ( supprimez | supprimer | effacez | effacer | supprime | efface ) toutes? ( mes | mon | nos ) _? ( donnees |
            infos | informations | coordonnees | numero | compte | telephone ) ;
        ( rgpd | gdpr | cnil | avocat | plainte | poursuivre | lcap | bloctel | signalement | poursuites ) ;
        droit ( a | d ) l? ( oubli | opposition | effacement ) ;
        je? ( m oppose | refuse de recevoir | refuse ( vos | les | tout | ces ) ) ;
        je? ( vous | te | vais ) ( vous | te )? ( bloque | bloquer | signale | signaler ) _? ( vous | numero | te | $ )
            ;
        ( je vous bloque | vous bloquer | te bloque | vous signale ) ;
        ( casse | cassez | degage | degagez | barre | barrez | decalisse | decrissez | decrisse | va t | allez vous ) (
            toi | vous | en | voir ailleurs | $ | de la | d ici | de ) ;
        ( foutez | fichez | fous | crissez | sacrez | sacre | calissez ) ( moi | nous ) ( la paix | patience | la ) ;
        ( aimerais | souhaite | voudrais | veux | prefere | prefererais | souhaiterais | demande | apprecierais | exige
            | desire ) que? vous? ( de | ne | a )? ( plus | STOP | ME | cessiez | arretiez ) ( ME | plus | STOP |
            SENDING | UNSUB | etre ) ;
        ca suffit ( les | vos | avec ) ;
        ( assez | marre | ras le bol | plein le dos ) ( de | d | des ) ( vos | ces | recevoir | THING ) ;
        ( veux | voudrais | souhaite | comment ) ( me | m )? ( desinscrire | desabonner | retirer | quitter ) ;
        ( c est | cest ) fini ( les | vos ) ;
        ( plus | pas ) ( envie | besoin ) ( de | d ) ( THING | SENDING | ces | vos )
        """,
        "wrong-number": """
        y a ( pas | plus | personne | aucun | aucune ) ( de | d )? _ ( ici | a ce ) ;
        WRONG de? ( NUMBER | personne | destinataire | correspondant ) ;
        ( trompe | trompez | trompes | tromper ) vous? ( de | d )? ( NUMBER | personne | $ | destinataire ) ;
        ( vous | tu | t | etes | es | avez | as ) ( vous | etes | es | te | avez )? ( trompe | trompez | trompes |
            tromper | fait erreur | faites erreur ) ;
        erreur ( de | sur ) ( NUMBER | personne | la personne | le NUMBER | destinataire ) ;
        ( ce | c | cest | ceci ) NE? NUMBER? n? est? PAS ( le | mon | la | son | du | celui | a )? bon? ( NUMBER |
            personne | celui | sien | telephone ) ;
        ( pas | plus ) ( le | la )? ( bon | bonne | bonnes ) ( NUMBER | personne ) ;
        NUMBER n? ( est | appartient ) PAS ( a | celui | le | au | du | celle | son ) ;
        ( n | ne )? appartient ( pas | plus ) ;
        ( je | j ) NE? suis PAS (?! ( interesse | interessee | sur | la | disponible | en | sure | content | certain | d
            | a | encore | de | tres | satisfait | un | une | client | cliente | votre | pret | libre | chez | inscrit |
            inscrite | abonne | abonnee | au | trop | contente ) ) _ _? $ ;
        je? NE? suis PAS ( la personne | le titulaire | celui | celle | la bonne | le proprietaire | m | mme ) ;
        ( nouveau | nouvelle ) ( proprietaire | titulaire | detenteur | detentrice | utilisateur ) ;
        ( change | changer ) de ( NUMBER | proprietaire ) ;
        ( connais | connait | connaissons ) ( PAS | personne | aucun | aucune ) ( de | d | cette | ce | _ )? _? ;
        personne ( de ce nom | ici | ne s appelle | qui s appelle | du nom ) ;
        ( il | y ) n? y a ( personne | pas de | aucun | aucune ) _? _? ( ici | nom | nomme | appelle | _ $ ) ;
        ( decede | decedee | mort | morte ) ; ( plus | pas ) le? ( NUMBER | telephone ) de ;
        ( viens d avoir | recupere | herite ) de? ce NUMBER
        """,
        "unclear-cancel": """
        ( annuler | annulez | annule | annulation | canceller | cancellez ) ; ( CANCEL | STOP ) ~ BOOKING
        """,
        "unclear-phrase": """
        stop ;
        ( PAS | plus | aucunement | nullement ) ( du tout )? ( interesse | interessee | interesses | interet |
            interessant ) ;
        ( interesse | interessent | interesses ) ( PAS | plus | plus du tout ) ; ( sans interet | aucun interet ) ;
        ( trop | tant | tellement | autant | beaucoup trop | moins ) ( de | d ) ( THING | SENDING ) ;
        trop ( souvent | frequent ) ; ( moins souvent ) ;
        ( pourquoi | pk | pq | prq | pkoi ) ( vous | tu | je | est ce | recois | j | m | on | avez | ecrivez | ai |
            encore | cette | ces | ME | _ ) _? _? ( SENDING | recois | NUMBER | THING | eu | obtenu | trouve | recu ) ;
        ( harcelement | penible | penibles | agacant | agacants | fatigue | fatiguant | fatigant | saoule | saoulant |
            gonfle | gonflant | lourd | lourds | lourde | marre | ras le bol | spam | arnaque | arnaques | chiant |
            chiants | enervant | enervants | derange | derangeant | abusif | abus | intrusif | exaspere | ca suffit |
            insupportable | gavant | escroc | escrocs | tanne | tannant | ecoeure ) ;
        << ( pause | quitter | partir | silence | sortir | assez | annule | bloque | bloquer | desactiver | retirer |
            suspendre | non pas | fini | ciao | adieu | stoppe ) >> ;
        ( pause | suspendre | mettre en pause | suspendez ) _? THING? ;
        ( pas | plus ) ( pour l instant | pour le moment ) $ ;
        ( ta gueule | va chier | allez vous faire | va te faire | faire foutre | chier | foutre | n importe quoi | je
            pars | vos gueules | fermez la | ferme la | connards | connard | idiots | cons | encules | abrutis |
            imbeciles ) ;
        ^ STOP ; ( comment | peut | peux | pouvez | puis | voudrais | veux ) ~ ( STOP | arreter | UNSUB ) ;
        ( veux | interesse ) ( pas | plus ) $ ; ( plus | pas ) ( client | cliente ) ; je? NE? veux PAS ( ca | $ ) ;
        ca m? interesse (?! beaucoup | bien )
        """,
        "unclear-no": """
        << ( non | nan | nn | no | n | jamais | pas question | non non | hors de question | pas du tout | negatif |
            surtout pas ) >>
        """,
        "help-phrase": """
        ^ ( qui | ki ) ( est | etes | es | c | ca | sont | m | me | parle | ecrit | envoie ) ;
        ( c | cest ) est? ( qui | ki | quoi ) ( ca | ce | cette | $ ) ;
        ^ ( a qui | de qui | de la part de qui | quelle ( entreprise | societe | compagnie ) ) ;
        qu? ( est ce que c est | c est quoi | que c est | quoi ce ) ;
        ( besoin | demande ) ( d | de | l ) ( aide | assistance | information | informations ) ;
        ( aidez moi | aide moi | m aider | nous aider | peut m aider ) ; ^ ( aide | info | infos | aidez ) $ ;
        comment ( ca marche | ca fonctionne | cela fonctionne ) ; service ( client | a la clientele | clientele ) ;
        ( parler a | joindre ) ( quelqu | un | une ) ; ( plus d )? ( informations | renseignements ) $ ;
        quel est ce ( NUMBER | service ) ; ( vous etes | t es | tu es | cest | c est | c ) ( qui | ki ) ;
        ( ca marche | fonctionne ) comment ;
        comment ( vous joindre | vous contacter | ca marche | ca fonctionne | je vous ) ;
        parler a ( quelqu | un | une | quelqun ) ; je? ne? comprends ( pas | rien ) ( ce que | $ ) ;
        ( comment | ou | qui ) ~ ( eu | obtenu | trouve | donne | pris ) ( mon | ce )? NUMBER ;
        ( est ce | c est ) ( un | une | du )? ( vrai | robot | serieux ) ;
        qui ( est la | etes vous | es tu | vous etes | t es )
        """,
        "unclear-how": """
        ^ comment ( je | j | on | me | m | puis | faire | fait | se | s | ne | peut | dois | STOP | UNSUB | vous |
            arreter )
        """,
        "unclear-pause": """
        ( cette | ce | ces | pendant | jusqu | avant | apres | durant | pour | semaine | le ) ( la | le | les | mes | a
            | au | l | un | une | ete )? ( semaine | mois | aujourd hui | demain | lundi | mardi | mercredi | jeudi |
            vendredi | samedi | dimanche | vacances | moment | instant | soir | nuit | ete | matin | temps ) ;
        ( vacances | aujourd )
        """,
        "everything": """
        ( STOP | UNSUB | plus | CANCEL | annulez | SENDING | de | d ) ( de | a | d | ME )? ( tout | tous | toute |
            toutes ) (?! le temps | les jours | de suite | la journee ) ;
        ( tous | toutes ) ( les | vos | ces ) ( messages | sms | communications | textos | listes ) ; tout $
        """,
    },
)
