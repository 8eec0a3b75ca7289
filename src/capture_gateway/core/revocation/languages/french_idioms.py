"""French: what only looks like a wish to leave (see `french`)."""

IDIOMS = """
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
    ( n | ne | pas ) ( ai | recois | avons ) ( plus | pas | rien )? recu? (?! ( plus | pas | rien )? ( SIGNED | envie |
        besoin | interet | CONSENT ) ) ;
    ( mauvais | faux ) numero ( d | de ) ( appartement | porte | rue | commande | batiment | adresse | compte | maison
        ) ;
    ( quitter | quitte ) ( le | mon | ma | la | l ) ( travail | bureau | boulot | magasin | emploi ) ;
    ( pourquoi | pk | pq | pkoi | quand | comment ) ~ ( avez | as | a | ont | aviez | est ) ~ ( STOP | LEFT | CANCEL )
        _? THING? ;
    ( avez | as | ont ) ( vous | tu | ils | on )? ( arrete | arretes | cesse | stoppe | annule | enleve | retire ) (
        les | la | le | l | vos | votre | de | ma | mon | mes ) _? ;
    ( pourquoi | pk ) ~ LEFT ; ( arret | stop | medicament | traitement ) ( de | du ) ( traitement | medicament ) ;
    ( le | un | du | au | dernier | deuxieme ) stop ( au | a | du | de | sur | avant | apres | en | et ) ;
    ( fait | faire | fais | en | faisait | faisais ) ( du | le ) stop ; en stop ; auto stop ; autostop ;
    ( fait | faire | fais ) du stop ;
    KIN _? _? ( s est | est | a | ont | s etait | avait ) ( ete | voulu | dit | demande | envoye )? ( d | de )? ( STOP
        | LEFT | CANCEL | annule | se )? ( UNSUB | LEFT | STOP )? ;
    ( s est | se sont | elle est | il est | elles se sont ) LEFT ; ( elle | il | on | qui ) s est LEFT ;
    ( repondez | repondre | repondant | tapez | taper | envoyez | ecrivez | textez | repondons | texter ) ( par | le
        mot )? ( stop | arret ) ( au _? | pour ( me | se | vous | ne )? ( UNSUB | STOP | _ ) )? ;
    ( c est | il est | est | y a | ya | a | cest | c etait | ca | message | bien | texte | sms ) ( marque | ecrit |
        indique | note | inscrit | mentionne | affiche | dit | dit de ) ~ ( STOP | UNSUB ) ( au | pour )? _? ( vous |
        se | me | UNSUB )? ;
    ( stop | arret | desabonner | desinscrire ) ( ca | cela )? ( veut dire | signifie ) ;
    (?<= dire quoi ) ( stop | arret ) ; (?<= dire ) ( stop | arret ) ; (?<= signifie ) ( stop | arret ) ;
    REMOVE ( ma | la | votre | une | mes | les | sa ) ( commande | commandes ) (?! de ) ;
    ( UNSUB | STOP | stop | REMOVE ) ~ ( par erreur | par accident | megarde | sans faire expres | sans le vouloir |
        par inadvertance | par mistake ) ;
    ( erreur | accident | megarde | inadvertance | expres ) ~ ( UNSUB | STOP | stop ) ;
    ( reabonner | reabonnez | reinscrire | reinscrivez | remettez | remettre ) ( ME | moi )? ;
    ( medecin | docteur | docteure | dr | pharmacien | pharmacienne | infirmiere | cardiologue | dentiste ) ~ ( STOP |
        suspendre ) ;
    ( STOP | suspendre ) ( le | la | l | les | mon | ma | mes )? ( traitement | medicament | medicaments |
        antibiotiques | antibiotique | metformine | pilule | comprimes | sucre | gluten | tabac | sport | moteur |
        voiture | chauffage | four | machine | pain | viande | cafe | alcool | cigarette | cours | collection | modele
        | rayon | vente | travaux ) ;
    ( REMOVE | CANCEL ) ~ ( oignons | oignon | beurre | fromage | sauce | pain | lait | article | panier | gluten |
        noix | tomate | tomates | etiquette | piles | cornichons | tache ) ;
    ^ plus de ( recette | recettes | idees | astuces | choix | details | photos | temps | place | pain | lait ) ;
    ( envoyez ME | donnez ME | faudrait | avez vous | avoir | mettez | aimerais | auriez vous | proposez | montrez ME )
        ( bien )? ( encore )? plus ( de | d ) ( KIND | THING | _ ) ;
    plus de _ _? ( ce serait | ca serait | serait ) ;
    ( voudrais | veux ) plus de ( recette | recettes | idees | conseils ) ; un peu plus ( de | d ) _ ;
    ( trompe | trompes | trompez | trompee ) ( d | de | dans | sur ) _? ( article | commande | taille | couleur |
        adresse | rue | jour | date | heure | modele | produit | porte | montant | prix | etage | colis | rendez |
        pointure | ma | la ) ;
    ( mauvais | faux | mauvaise ) numero ( de | d | sur | dans ) ;
    numero ( de | du | d ) ( rue | maison | porte | colis | commande | suivi | lot ) ~ ( est | etait ) ~ WRONG ;
    ne (?! ( WANT | ME ) ) _ ( plus | pas ) ( mal | faim | froid | soif ) ;
    ( avez vous | vous avez | il ne reste | il reste | y a t il | il ny a | il n y a | reste ) ( encore | plus )? plus?
        ( de | d ) _ (?! ici | a ce | a cette ) ;
    ( quitte | quitter | partir | pars ) ( le | la | mon | l | du | a | de | en | chez | vers ) ( bureau | boulot |
        maison | travail | ville | pays | hopital | cabinet | gare | heure ) ;
    sans ( arret | cesse | STOP ) ; ( fermez | fermer | ferme ) ( vous | a | le | la | tot | quand ) ;
    ( pourquoi | pk | pq ) ~ SENDING ( plus | pas ) ; STOP ~ ( a quelle | jusqu a quelle ) ;
    ( quelle heure | quelle date ) ~ STOP ; ( s est | se sont | est | etait ) ( pas | bien )? arrete ;
    ( j | je ) ( appelle | appellerai | vais appeler ) (?= ( mon | ma | la | le | un | les ) ( avocat | police | crtc |
        cnil ) ) ;
    ( n | ne ) SENDING pas ( le | la | les | l ) BOOKING ; ( marque | ecrit ) ( stop | arret ) ;
    ( combien | frais | cout | prix | conditions | delai | delais | politique ) ~ ( UNSUB | annulation ) ;
    ( elle | il | ils | elles | qui | KIN ) ( a | ont | avait ) arrete ; stop ou encore ;
    ( arretez | arrete ) ( vous | toi ) ( devant | derriere | la | pres | dans | sur | juste | sous )
"""

NEGATIONS = """
    ( NE ( ME | vous | te | t | se | s | nous | les | le )? ME? ( veux | voudrais | souhaite | desire | vais | faut |
        peux | cherche )? ( pas | jamais | plus | surtout pas )? ( ME | que vous | que tu )? ) ( STOP | UNSUB | arrete
        | REMOVE | CANCEL ) ( pas | jamais | ME )? ;
    ( surtout pas | pas | jamais ) ( de | besoin de | envie de | question de | ME | d )? me? ( STOP | UNSUB ) (?! $ ) ;
    ^ ( STOP | UNSUB | REMOVE | desabonnez ) ME? ( pas | jamais | surtout pas ) ;
    STOP surtout? ( pas | jamais ) (?! ( de )? SENDING ) ;
    ( je | j ) ( veux | voulais | voudrais ) pas ME? ( STOP | UNSUB | quitter ) ;
    NE ( veux | souhaite ) ( pas | plus ) ME? ( quitter | rater | manquer ) ;
    ( n | ne | pas | jamais ) ( ai | avons | suis | sommes )? ( pas | jamais ) ( ete )? ( dit | demande | envoye |
        repondu | ecrit | voulu ) ( de | d | a )? ME? ( STOP | UNSUB | LEFT ) ;
    ( ne | n ) ( ME | vous )? ( suis | etais | ai ) ( pas | jamais ) ( me )? ( LEFT | UNSUB ) ;
    sans ME? ( UNSUB | STOP | vous ) (?! $ ) ;
    ( veux | voudrais | souhaite | prefere | tiens | compte ) ( bien )? ( a )? ( rester | continuer | garder ) (?! (
        les commandes | le suivi ) ) ;
    ( CANCEL | STOP ) pas ( mon | ma | le | la | mes | notre | les )
"""
