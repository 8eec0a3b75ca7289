"""French: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.languages.french_idioms import IDIOMS, NEGATIONS
from capture_gateway.core.revocation.languages.french_wishes import WISHES
from capture_gateway.core.revocation.vocabulary.french import KINDS, MISSPELLED

FRENCH = Language(
    code="fr",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "THING": "( TEXT | KIND | JUNK | CALL | EMAIL | abonnement | inscription )",
    },
    patterns={
        "negated": NEGATIONS,
        "idiom": IDIOMS,
        "stop-command": """
        ( arretez | arrete | cessez | arreter ) $ ;
        ^ ( stop | arret | unsubscribe | optout | UNSUB ) ( _ ( _ _? )? )? $ ; ^ ( STOP | UNSUB ) $ ;
        ( stop | unsubscribe ) $ ;
        ^ ( annuler | fin | arrete | arretez | cessez | annulez | resilier | supprimer | sortir | desabo | desabonne )
            $ ;
        ^ ( stop | arretez | arrete | arret ) ( je | j | c | ca | ne | n | vous | tu | il | cela | qui | retirez |
            supprimez | enlevez | pourquoi | et | ou | au | aux | a | de | jamais | tout )
        """,
        "stop-phrase": WISHES,
        "wrong-number": """
        ( y | ny ) a ( pas | plus | personne | aucun | aucune ) ( de | d )? _ _? ( ici | a ce | a cette ) ;
        WRONG de? ( numero | numeros | num | no | nro | tel | telephone | cell | portable | personne | destinataire |
            correspondant ) ;
        ( trompe | trompez | trompes | tromper ) vous? ( de | d )? ( NUMBER | personne | $ | destinataire ) ;
        ( vous | tu | t | etes | es | avez | as ) ( vous | etes | es | te | avez )? ( trompe | trompez | trompes |
            tromper | fait erreur | faites erreur ) (?! ( de | d | dans | sur ) _? (?! NUMBER | personne | destinataire
            ) _ ) ;
        erreur ( de | sur ) ( NUMBER | personne | la personne | le NUMBER | destinataire ) ;
        ( ce | c | cest | ceci ) NE? NUMBER? n? est? PAS ( le | mon | la | son | du | celui | a )? bon? ( NUMBER |
            personne | celui | sien | telephone ) ;
        ( pas | plus ) ( le | la )? ( bon | bonne | bonnes ) ( NUMBER | personne ) ;
        NUMBER n? ( est | appartient ) PAS ( a | celui | le | au | du | celle | son ) ;
        ( n | ne )? appartient ( pas | plus ) ;
        ( je | j ) NE? suis PAS (?! ( interesse | interessee | sur | la | disponible | en | sure | content | certain |
            d | a | encore | de | tres | satisfait | un | une | client | cliente | votre | pret | libre | chez |
            inscrit | inscrite | abonne | abonnee | au | trop | contente ) ) _ _? $ ;
        je? NE? suis PAS ( la personne | le titulaire | celui | celle | la bonne | le proprietaire | m | mme ) ;
        ( nouveau | nouvelle ) ( proprietaire | titulaire | detenteur | detentrice | utilisateur ) ;
        ( change | changer ) de ( NUMBER | proprietaire ) ;
        ( connais | connait | connaissons ) ( PAS | personne | aucun | aucune ) (?! ( le | les | l | votre | vos |
            encore | bien | mon | ma | mes | ton | tous | tout | trop | son | leur | leurs | assez | du | la (?!
            personne ) ) ) ( de | d | cette | ce | _ )? _? ;
        personne ( de ce nom | ici | ne s appelle | qui s appelle | du nom ) ;
        ( il | y ) n? y a ( personne | pas de | aucun | aucune ) _? _? ( ici | nom | nomme | appelle | _ $ ) ;
        ( decede | decedee | mort | morte ) ; ( plus | pas ) le? ( NUMBER | telephone ) de ;
        ( viens d avoir | recupere | herite ) de? ce NUMBER ;
        (?<! je n ) (?<! j ) (?<! on n ) ( habite | habitent | vit | demeure | travaille ) ( plus | pas ) ( ici | la |
            a cette adresse | chez nous | avec nous | avec moi ) ;
        ( a | as ) ( change | donne | laisse ) ( de | le | un | son )? ( mauvais | faux ) numero ;
        ( c | ce n | ce ) est? ( pas | plus ) ( lui | elle ) $ ; ( plus | pas ) son ( NUMBER ) ;
        ( mauvais | faux ) ( numero | num ) $ ; ( pas | plus ) moi ( que | qui | le | la ) ;
        ( plus | pas ) celui ( de | d ) _ $
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
        ca m? interesse (?! beaucoup | bien ) ; ( jamais | pas | rien | point ) ME? ( ete | voulu )? SIGNED ;
        ( jamais | pas ) ( ete | voulu ) ( SIGNED | ca ) ;
        ( plutot | prefere | prefererais | seulement | uniquement | mieux ) _? _? ( par | en | un | une | des | les |
            vos | le )? EMAIL ;
        EMAIL ( plutot | au lieu | a la place | de preference ) ; au lieu ( de | d ) ( THING | SENDING ) ;
        CALL ME? plutot que ;
        << ( pf | pff | pfff | pffff | serieux | serieusement | encore | n importe quoi | pas fini ) >> ;
        ^ encore ( vous | eux | toi ) ; vous encore $ ; c est reparti $ ;
        ^ ( est ce que )? ( je | on ) ( peux | peut | pourrais | pourrait ) ( ME | se )? ( ne plus | UNSUB | quitter |
            sortir ) ;
        ( plus | moins ) ( rarement | espaces | souvent ) ( $ | serait | ca ) ; un peu moins (?! de ) ;
        ( diminuer | reduire | espacer | espacez | reduisez | diminuez ) ~ ( THING | SENDING | frequence ) ;
        ( c est | cest ) ( quand meme | un peu | beaucoup )? ( trop | beaucoup ) $ ;
        ( par | chaque ) ( semaine | mois | jour ) ( suffit | suffirait | c est assez | maximum | max ) ;
        ( tous les jours | chaque jour ) ( c est trop | ca fait trop ) ; ( suffit | suffirait ) $ ;
        << encore ( un | des | une | vos | ces ) _ >> ; ( peut | peux ) ( se | ME )? ( REMOVE | UNSUB ) comment
        """,
        "unclear-no": """
        << ( non | nan | nn | no | n | jamais | pas question | non non | hors de question | pas du tout | negatif |
            surtout pas ) >> ;
        << ( sans facon | non ca va | ca ira | bof | sans moi | non sans facon | ca va aller | tres peu pour moi | non
            jamais ) >>
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
        qui ( est la | etes vous | es tu | vous etes | t es ) ;
        ( vous etes | c est | cest | t es | de ) ( quelle | quel ) ( entreprise | societe | compagnie | magasin |
            boutique | marque | organisme | boite | numero | commerce ) ;
        de la part de ( qui | quelle ) ;
        a quoi ( servent | sert | ca sert | correspond | correspondent | riment | rime ) ;
        ( ca | cela ) ( sert | rime ) a quoi ; ( veut | veulent | voulez | veux ) ( dire quoi | vous dire ) ;
        ( que | qu est ce que ) ~ ( signifie | signifient | veut dire | veulent dire ) ;
        ( signifie | signifient ) quoi ; << ( aied | adie | aidez | aide ) >> ; je peux parler ;
        ( un | une ) ( vrai | vraie ) ( personne | conseiller | humain ) ;
        qui ( m ecrit | m envoie | m a ecrit | envoie | ecrit ) ;
        ( joindre | contacter | appeler ) ~ ( conseiller | humain | quelqu | service | responsable ) ;
        ( avoir | parler | parler a | contacter ) ( un | une | votre ) ( conseiller | conseillere | humain |
            responsable ) ;
        d ou ( vient | viennent | vous | ca | sort | sortent ) ; comprends ( pas | rien | plus ) ;
        ( que | qu est ce que ) ( vous | tu )? ( me )? ( voulez | veux )
        """,
        "unclear-how": """
        ^ comment ( je | j | on | me | m | puis | faire | fait | se | s | ne | peut | dois | STOP | UNSUB | vous |
            arreter ) ;
        ( je | on | j ) ( peux | peut | pourrais | pourrait | dois | doit ) ( ME | se )? ( ne plus )? ( UNSUB | STOP |
            REMOVE | quitter | SENDING | annuler | resilier ) ;
        ( puis je | peut on | pourrais je | dois je | faut il ) ~ ( UNSUB | STOP | REMOVE | SENDING | quitter ) ;
        ( est ce | c est | cest ) possible ( de | d ) ( se | ME ) ( UNSUB | STOP ) $ ;
        ( ou | par ou | a qui ) ( je | on | est ce | dois | puis | faut | m ) ; ( quel | quelle ) est ( le | la ) ;
        ( y a t il | ya t il | il y a | y a | ya ) ( un | une )? ( moyen | facon | lien | maniere | possibilite ) ;
        que faire pour ; ( si j | si je ) ~ ( STOP | stop )
        """,
        "unclear-pause": """
        ( cette | ce | ces | pendant | jusqu | avant | apres | durant | pour | semaine | le ) ( la | le | les | mes | a
            | au | l | un | une | ete )? ( semaine | mois | aujourd hui | demain | lundi | mardi | mercredi | jeudi |
            vendredi | samedi | dimanche | vacances | moment | instant | soir | nuit | ete | matin | temps ) ;
        ( vacances | aujourd ) ;
        ( d ici la | jusque la | entre temps | a mon retour | mon retour | d ici ( la | mon | lundi | septembre |
            janvier ) )
        """,
        "everything": """
        ( STOP | UNSUB | plus | CANCEL | annulez | SENDING | de | d ) ( de | a | d | ME )? ( tout | tous | toute |
            toutes ) (?! le temps | les jours | de suite | la journee ) ;
        ( tous | toutes ) ( les | vos | ces ) ( messages | sms | communications | textos | listes ) ; tout $
        """,
    },
)
