"""French: the ways to say that messages should cease (see `french`)."""

WISHES = """
    ^ ( laissez | laisse ) moi $ ; ( demande | prie | somme | ordonne | exige ) de ( STOP | REMOVE | UNSUB ) ;
    fini ( les | vos | avec ) ( THING | _ THING ) ;
    STOP ( de | d | avec | ME | a | les | des | aux | vos | tous | tout | ces | cette | l | ca | votre | vous )? ( ME |
        ces | vos | les | de | tous | tout )? ME? SENDING ;
    STOP ~ SENDING _? _? TEXT ; STOP ~ THING ; STOP ( ca | cela | tout | ce | moi ) $ ;
    ( laisse | laissez | laisser | fichez | foutez | fiche | fous | lachez | lache ) ( ME | moi | la )? ME? ( en paix |
        tranquille | la paix | paix | alone | en | tranquilles | patience ) ;
    ( foutez | fichez | fous | lachez ) ( le camp | moi | ME ) ; UNSUB ;
    ( mettre | mettez | mets | met ) ( un terme | fin ) ;
    REMOVE ( ME | moi ) ( de | du | des | d | $ | tout | immediat | cette ) ;
    REMOVE ( MINE | mon | mes | ce | le ) _? NUMBER ;
    ( REMOVE | sortir | sors | sortez | retirer | enlever | quitter | quitte ) ~ ( de | du | cette | votre | vos | la |
        ta ) _? LIST ;
    ( ME | m | moi ) REMOVE ( de | du | des | d ) ;
    ( oubliez | oublie | perdez | jetez | perds ) ( MINE | mon ) NUMBER ;
    NE? ( ME | plus | pas )? PAS? ME? SENDING ( ME | moi | nous | pas )? PAS ;
    NE ( PAS | ME | plus jamais )? ME? SENDING ; ( de | priere de | pour ) NE? PAS ME? SENDING ;
    ( plus | jamais | pas ) ME? SENDING ( de | ca | ces | vos | TEXT | rien | $ | ME ) ;
    ( WANT | peux ) ( pas | jamais | rien | aucun | aucune ) ( ( de | d ) ( vos | ces | tes | votre | cette | ca |
        recevoir | etre | AD | THING | SENDING | tout | ME | tous ) | vos | ces | cette | recevoir | etre | rien | en
        recevoir | que ( votre | vous ) | ca | ME | du tout | faire ) ;
    WANT ( pas | plus | plu | pu | aucun ) ( THING | SENDING ) ;
    WANT ( plus | plu | pu ) ( de ( vos | ces | tes | cette | votre | THING ) | recevoir | etre | rien | en | que | ca
        | vos | ME | SENDING | $ ) ;
    ( ne | n ) ( WANT | suis | sommes ) PAS ( SENDING | THING | etre | vos | de ( vos | THING | ces | SENDING ) | ces |
        interesse par ) recevoir? ;
    en WANT plus ; ne plus ( etre | recevoir | ME | avoir | rien | figurer | faire ) ;
    (?<! comprends ) (?<! compris ) (?<! comprend ) ( plus | pas | aucun | aucune | zero | pu | assez | marre ) ( de |
        d | aucun | un )? ( vos | ces | ses | vo | tous ces | autre | autres | ce )? seul? THING ;
    ^ plus ( rien | jamais | ca ) ; ( ya | y a ) ( pas | plus ) de _ ici ; no more ;
    ( plus | pas ) rien ( recevoir | de vous | envoyer ) ; ( oublie | oubliez ) ( moi | que j existe ) ;
    << ( plus | pu ) >> ; ( sans | pas ) ( mon | notre | ma | d | votre )? CONSENT ; REVOKE _? _? CONSENT ;
    ( CANCEL | resilier | resiliez ) ~ ( THING | inscription | abonnement | TEXT ) ;
    ( annulez | annuler | CANCEL ) ( tout | ca | cela | tous ) ;
    ( supprimez | supprimer | effacez | effacer | supprime | efface ) toutes? ( mes | mon | nos ) _? ( donnees | infos
        | informations | coordonnees | numero | compte | telephone ) ;
    ( rgpd | gdpr | cnil | avocat | plainte | poursuivre | lcap | bloctel | signalement | poursuites ) ;
    droit ( a | d ) l? ( oubli | opposition | effacement ) ;
    je? ( m oppose | refuse de recevoir | refuse ( vos | les | tout | ces ) ) ;
    je? ( vous | te | vais ) ( vous | te )? ( bloque | bloquer | signale | signaler ) _? ( vous | numero | te | $ ) ;
    ( je vous bloque | vous bloquer | te bloque | vous signale ) ;
    ( casse | cassez | degage | degagez | barre | barrez | decalisse | decrissez | decrisse | va t | allez vous ) ( toi
        | vous | en | voir ailleurs | $ | de la | d ici | de ) ;
    ( foutez | fichez | fous | crissez | sacrez | sacre | calissez ) ( moi | nous ) ( la paix | patience | la ) ;
    ( aimerais | souhaite | voudrais | veux | prefere | prefererais | souhaiterais | demande | apprecierais | exige |
        desire ) que? vous? ( de | ne | a )? ( plus | STOP | ME | cessiez | arretiez ) ( ME | plus | STOP | SENDING |
        UNSUB | etre ) ;
    ca suffit ( les | vos | avec ) ;
    ( assez | marre | ras le bol | plein le dos ) ( de | d | des ) ( vos | ces | recevoir | THING ) ;
    ( veux | voudrais | souhaite | comment ) ( me | m )? ( desinscrire | desabonner | retirer | quitter ) ;
    ( c est | cest ) fini ( les | vos ) ;
    ( plus | pas ) ( envie | besoin ) ( de | d ) ( THING | SENDING | ces | vos ) ;
    ( envoye | repondu | ecrit | redit | tape | fait | mis | texte | dis | demande | reponds | envoie | marque ) ( ME |
        des | un | le | de | d | vos )? _? ( stop | arret | UNSUB | STOP ) (?! ( de | d ) (?! SENDING | ME ) ) ;
    ( stop | arret | desabonnement | desinscription | lien | bouton ) ( ne | n )? ( marche | fonctionne | marchent |
        sert ) PAS ;
    ( j ai | fois que | fois ) ~ ( demande | dit | signale | repete | redemande | reclame ) (?! si | ou | quand | quel
        | quelle | une | un | la | le | combien | comment | pourquoi | les | conge ) ~ ( STOP | UNSUB | REMOVE | plus |
        pas | cesser | tranquille ) ;
    ( combien | encore ) de fois ;
    ( je me suis | je m etais | me suis | on s est | j etais | suis ) ( pourtant )? LEFT ;
    ( inutile | pas la peine | plus la peine | plus besoin | plus necessaire | pas necessaire | pas besoin | plus utile
        | pas utile | sert a rien | sert rien | rien ne sert | evitez | evite | eviter ) ( de | d )? ( continuer |
        insister | vouloir )? a? ME? SENDING (?! ( le | la | l | un | une | ma | mon ) (?! THING ) ) ;
    ( abstenez | abstenir | abstiens | dispensez | epargnez | epargne ) ( vous | ME | vos )? ; passe de vos ;
    ( passer | passe | passerais | passerai | passerait ) ( bien | volontiers )? de ( vos | ces | THING ) ;
    ( encore | un autre | une autre | prochain | nouveau | encore un | encore une ) _? ( TEXT | THING | fois ) _? _? (
        et | puis )? ( je | on | j | c est | mon | nous | ca ) ( vais | porte | saisis | bloque | signale | depose |
        appelle | contacte | fais | denonce | alerte | avertis | au | l avocat | avocat | la police ) ;
    ( porte | porter | porterai | depose | deposer | deposerai ) plainte ;
    ( police | gendarmerie | tribunal | proces | justice | huissier | crtc | dgccrf | signal spam | mise en demeure ) ;
    ( saisis | saisir | saisirai | alerte | alerter ) la ;
    ( clos | cloturez | cloturer | fermer | fermez | effacez | supprimez ) ( mon | mes ) ( compte | profil | dossier |
        fiche ) ( et | chez )? ;
    REMOVE ( toutes | tous )? ( mes | mon | ma | nos | notre ) ( donnees | coordonnees | numero | nom | contact | fiche
        | portable | tel | telephone | cell | cellulaire ) ;
    REMOVE toutes? ( les )? ( donnees | coordonnees | informations ) ;
    ( demande | solliciter | sollicite | exige | souhaite | voudrais | veux | prie ) ( de | d )? ( la | l | une | ma |
        mon )? ( desinscription | desabonnement | suppression | retrait | radiation | effacement | arret | cessation |
        fin ) ( de | des | du | immediate | $ | complete | d | totale ) ;
    ( procedez | proceder | confirmer | confirmez ) ( a | de )? ( la | l | mon | ma ) ( desinscription | desabonnement
        | suppression | retrait | radiation ) ;
    ( figurer | figure ) ( plus | pas )? ~ LIST ; ne ( souhaite | desire ) plus ;
    ( stop | assez | marre | tanne | tannee | tannes | ecoeure | ecoeuree | fatigue | saoule | saoulee | jpp | ral le
        bol | gave | gavee | soule | soulee | jen peux plus | en peux plus | tanner | peux plus ) ( de | d | par | avec
        ) ( vos | ces | tous | toutes | tes | recevoir | votre | THING ) ;
    ( vous | tu ) ( me | m ) ( gonflez | saoulez | soulez | emmerdez | faites chier | cassez les | pompez | gavez |
        tannez | harcelez | fatiguez ) avec ( vos | ces | tous ) ;
    ( lachez | lache | fichez | foutez ) ( ME | nous ) ; ( lacher | lachez ) moe ;
    ( desabonnez | enlevez | retirez | otez | desinscrivez | rayez | effacez ) moe ;
    ( laissez | laisse ) ( moe | moue ) ;
    ( renonce | renoncer | decline | desengage | retracte | desiste ) ( a | de | vos | mon | mes | au | du | $ | ME )?
        ( vos | THING | recevoir | tout | consentement | service | abonnement | mon | toute | aux ) ;
    ne ( fais | fait | suis | sommes | faites ) plus partie ;
    ( retirer | retire | retirez | enlever | enleve | sortir | otez ) ( moi | ME ) ( de | d | du | $ | la | tout ) ;
    ( m | qu on m | nous ) ( enleve | retire | desabonne | supprime | efface | raye | desinscrive | laisse ) ;
    ( fini | terminee | terminees ) ( les )? ( pubs | messages | sms | textos | promos ) ;
    ( gardez | garder | gardez les ) vos THING ; mettez vos THING ;
    ( pas | plus ) ( d | de ) ( THING | SENDING ) ( $ | juste | seulement | uniquement | sur | a ce | pour moi ) ;
    ( aucun | aucune ) ( autre | nouveau | nouvelle )? ( THING ) ( $ | de | a | sur | ne ) ;
    ( pas | plus ) vouloir ( $ | de | ME | SENDING | THING ) ; je prefere ne ( pas | plus ) ;
    ( prefere | prefererais | aimerais | aimerait | voudrait | souhaiterais ) (?! plus ) ~ ( ne plus | plus ) ( ME |
        rien | etre | en )? SENDING ;
    SENDING ME? ( plus | pu | pus | jamais ) ( rien | $ | ME | de ) ; pas le droit ( de | d ) ME? SENDING ;
    rien d autre que ; ^ pas ( les | des | de | vos | la | le ) AD ;
    ( pas | plus | sans ) ( les | la | vos | de | la )? ( partie )? ( AD $ ) ;
    THING ( vous pouvez | tu peux | vous pourrez ) _? _? ( garder | mettre | foutre ) ;
    ( gardez | garde | remballez ) ( les | vos | tes ) ( THING | AD ) ;
    ( bloque | bloquer | signale | signaler ) ( ce | votre | le | ton ) NUMBER ;
    si ( vous | tu | ca | cela ) ( continuez | continues | continue | recommencez | recommence | m ecrivez | insistez |
        persistez | n arretez | ne s arrete ) (?! a | de ) ;
    ( participe | adhere | inscrit | inscrite ) plus ( a | au ) ;
    ME ( retirer | enlever | supprimer | effacer | rayer | oter | eliminer | debarquer | oublier ) ( $ | de | du ) ;
    ( ^ moi patience ) ; ( rien | plus ) ( savoir | entendre ) ( de | d | parler ) ; ( plus | pas ) entendre parler ;
    ( soit | soient | etre | sera | seront ) ( bien )? ( GONE | retire | UNSUB ) ( de | des | du | $ | immediat ) ;
    refuse ( vos | les | tout | toute | tous | toutes | ces | de recevoir | de recevoir | THING | que vous | d etre | d
        avoir ) ;
    ( donne | accorde | donnons | ai ) ( plus | pas | jamais | aucun ) ~ CONSENT ;
    ( retire | annule | suspends | revoque ) ( mon | ma | mes ) ( inscription | accord | consentement | participation |
        adhesion ) ;
    ( voudrais | souhaite | veux | aimerais ) ( ME | en )? ( sortir | partir | retirer | UNSUB ) ( de la LIST | de vos
        | de votre | $ | du | des ) ;
    ( voulez | pouvez | pourriez | peux | pourrais | faut | devez | faudrait | allez | va ) ( vous | tu )? ( bien )? (
        STOP | cesser | arreter ) ( de ME | ME | vos | les | ces | avec ) ;
    ( ecris | ecrivez | envoie | envoyez | contacte | contactez | texte | textez ) ( ME | moi )? ( plus | pus | pu |
        pas | jamais ) ;
    ( plus | pas ) d ( envoi | envois ) ;
    ( interdis | interdit | defends ) ( de | d | a | formellement )? _? ( ME | SENDING | tout ) ;
    ( me | m | nous ) ( laisser | fiche | foute | fichiez | foutiez | laissiez ) ( tranquille | la paix | en paix |
        tranquilles ) ;
    ( que | qu ) ( vous | on | tu ) ( ME )? ( arretiez | cessiez | arrete | arretes | laissiez | retiriez | supprimiez
        | enleviez | desinscriviez | desabonniez ) ;
    ( UNSUB | REMOVE ) ( nous | le | la | les ) de ( vos | votre | la ) LIST ;
    ( REMOVE | supprimez | effacez ) tout $ ; STOP ( dme | dm | de_me ) SENDING ;
    ( saurai | saurais ) gre ~ ( UNSUB | REMOVE | STOP | plus )
"""
