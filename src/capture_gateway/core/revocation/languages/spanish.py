"""Spanish: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.languages.spanish_idioms import IDIOMS, NEGATIONS, STRANGERS
from capture_gateway.core.revocation.vocabulary.spanish import KINDS, MISSPELLED

SPANISH = Language(
    code="es",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "LEAVE": "( UNSUB | LOWER ME? de BAJA | BAJA | stop | salir | STOP )",
        "NOMAS": "( no mas | nomas )",
        "WHY": "( por que | porque | xq | pq | porq | cuando )",
        "A": "( el | la | los | las | un | una | mi | tu | su | otro | otra | ningun | ninguna | le | a )",
        "MINE": "( mi | mis | este | el )",
    },
    patterns={
        "idiom": IDIOMS,
        "negated": NEGATIONS,
        "stop-phrase": """
        NOT ME ( hagan | haga | hagas ) llegar mas ; cuantas veces ~ ( pedi | SENT ) ;
        NOT ( os | los | las ) quiero en mi ( NUMBER | vida ) ; ME ( sacan | quitan | borran | eliminan | sacas |
            quitas | borras ) de (
            LIST | _ LIST ) ; NOT ME ( incluyan | incluya | incluyas | agreguen | anoten ) mas? $ ; opongome ;
        SENT para que ME? ( REMOVE | LOWER de BAJA ) ; ( salgan | salga ) de mi ( NUMBER | vida ) ; NOT ( le | les )
            SENDING mas ; << salirme >> ;
        NOT quiere mas? ( recibir | que ME? SENDING | que le SENDING ) ; THING no ( me | nos ) ( interesan | interesa )
            $ ;
        ME ( pueden | podes | puedes | podrian | puede | podria | podrias ) REMOVE ( $ | de (?! una ) ) ; NOT ( los |
            las | te | les ) quiero _ mas ;
        ( harto | harta | hartisimo | hartisima | podrida | podrido | cansada | cansado ) ( de | con ) ( estos | estas
            | esos | esas | sus | tanto | tantos )
            THING ; NOT ME ( pongan | incluyan | metan | agreguen | anoten ) ~ LIST ;
        NOT ME? KEEPON ( con )? ( ME )? ( SENDING | THING | _ THING ) ; NOT ME _ mas? con ( mas | sus | tantos | tantas
            | tanto | tus | esos | esas )
            THING ;
        ( gustaria | quisiera | querria | agradeceria | agradezco | rogaria | pido | solicito | quiero ) que? ME REMOVE
            ;
        NOT tengo interes en ( recibir | sus ) ; ( dejame | dejate | dejense ) de SENDING ; ( me dejeis | me dejaran |
            me dejen | me dejes ) (
            en paz | tranquilo | tranquila ) ; ^ BLOCKED ; ( sean | sea | fueran | fuera ) REMOVED ;
        ( termino | finalizo | doy por _ | terminar | finalizar ) ( mi | la ) TEXT ; CANCEL ( esto | todo | todos ) $ ;
        ( KIND | TEXT ) no ME? ( las | los | lo )? ( quiero | necesito | deseo | interesan ) $ ; NUMBER ~ REMOVEIT ;
        ( procedan | proceda | procedase ) a ( la BAJA | REMOVE | dar ) ;
        NOT ( os | les | te | le ) ( he | hemos )? ( dado | dimos | di | doy ) ; derecho de ( cancelacion | supresion |
            oposicion |
            olvido ) ; ( renuncio | rechazo | rehuso | declino ) ( a | el | la | los | las | sus | todos )? ( THING |
                SENDING | _ THING ) ;
        CANCEL ( mi | este | el ) NUMBER ; REMOVE ( las | los | esas | esos | estos | estas | sus | tus | mis ) THING ;
        ( no hace falta | no es necesario | no hay necesidad | no necesito | innecesario ) ( de )? que ( ME | sigan |
            siga | sigas )? ME?
            SENDING ;
        NOT ME ( rompan | rompas | rompais | den | des | deis | hinchen | hinches | toquen | toques | toqueis ) mas? (
            las | la | los )? _? (
            bolas | huevos | pelotas | lata | narices | cojones | paciencia ) ;
        ( la | a la ) ( proxima | siguiente ) ME? ( llamo | THREAT | aviso | voy | pongo | bloqueo | los ) ;
        te denuncio ; ( a ver si | cuando van a | haganme el de | hagan el de ) STOP de? ME? SENDING ;
        ( pido | pide | ruego | quiero | exijo | necesito ) que me REMOVE ; ( ultimo | ultima ) THING que ME? SENDING ;
        sea ( el | la ) ( ultimo | ultima ) THING ;
        me ( salgo | desapunto ) ; (?<! se ) me borro ; quiero salirme $ ; NOT ME AGAIN a ME? SENDING ; ^ ( para |
            parale ) ( de | con | ME ) ( de | con )? ME? ( estar | todos )? ( SENDING
            | THING | _ SENDING | _ THING ) ; para de ME? ( SENDING | estar ) ;
        ( THING ) ( tampoco )? no $ ; ^ sin ( mas )? ( publicidad | propaganda | ofertas | promociones | anuncios |
            mensajes |
            promos | spam ) ;
        fuera de mi ( NUMBER | vida ) ; SENT ( la | el | un | que | que me )? ( BAJA | stop | salir | alto | cancelar |
            borren |
            quiten | den de | dieran de | sacaran | quitaran | borraran | saquen | dejaran | paren | pararan | eliminen
                ) ;
        SENT ( que )? no ME? SENDING ; SENT ( que )? ME? REMOVE ;
        ( un | una | otro | otra | ni ) ( TEXT | KIND | vez | mas ) mas? ( y | o ) ;
        ( los | te | les | lo | la | voy a | me obligan a ) THREAT ; ( pongo | interpongo | pondre | presentare |
            pondremos |
            hare | presento ) una? GRIEVANCE ;
        cuantas veces ~ ( decir | decirles | pedir | pedirles | repetir | repetirles | SENDING | digo | BAJA | pido |
            dicho ) ;
        NOMINAL ( de | a )? ( todos )? ( mi | mis | este | los | el )? _? ( NUMBER | datos ) ; NOMINAL ~ LIST ;
        ser ( dado | dada | REMOVED ) (?! cliente ) ; REMOVED ~ LIST (?! de ( compras | compra ) ) ;
        ( que | estar | figurar ) ( no | fuera ) ~ ( figure | aparezca ) ; CANCEL ( mi | el | la )? ( registro |
            participacion ) ;
        CUT ( con | ME | la | de | $ | todo )? ( con | los | las | de )? _? ( THING | SENDING | eso | esto | $ ) ;
        NOT ( voy | boy | vamos ) a? ( recibir | recivir ) mas ;
        ( tienen | tenes | tienes | tiene | debes | deben | hagan el ) ( que | de )? ( dejar | parar ) de ME? SENDING ;
        ( abstenerse | abstengase | abstenganse ) de ;
        NOT ( deseo | quiero | quisiera ) ( continuar | participar | pertenecer | nada de | nada de esto ) ;
        STOP ( de | con | d | a )? ME? ( estar | andar | seguir )? ME? ( todo | tanto | tantos | esto | estos | los |
            las | la | el | eso )? SENDING ;
        STOP SENDING ; STOP ~ THING ; STOP ( esto | eso | ME | todo | estos | con esto | con eso ) $ ;
        ( dejenme | dejeme | dejame | dejadme | dejen | dejenos | deje | deja ) ME? ( en paz | tranquilo | tranquila |
            tranquilos | quieto ) ;
        ( dejenme | dejeme | dejadme | dejen | dejenos | dejad | deja | deje ) ME? de (?! DAILY ) ;
        en paz ; UNSUB ;
        ( LOWER | dar | quiero | solicito | pido | deseo | pedir | causar | solicitar | necesito | quisiera | tramitar |
            ME | por | gestionar ) ME? ( la | mi | de | dar | darme )? ( de | me )? BAJA ;
        de BAJA ;
        BAJA ( de | del | a | en )? ( esta | la | este | su | todo | todos | los | estos )? ( LIST | THING | definitiva
            | servicio ) ;
        REMOVEME ; ( REMOVE | saquen ) ( ME | MINE ) ( NUMBER | _ NUMBER | _ LIST ) ;
        ( REMOVE | fuera ) ~ LIST (?! de ( compras | compra ) ) ;
        ( salir | salirme | salgo | fuera ) ( de | del ) ( esta | este | la | su | todo | esto | aqui ) ( LIST | TEXT |
            $ ) ;
        ( pierdan | pierde ) ( mi | este ) NUMBER ;
        NOT ( ME | volver | vuelvan | vuelvas | vuelva | se | quiero | lo | les | te | mas )? ( a | que | ME | mas )? (
            ME | mas )? SENDING (?! el pedido | la direccion | el codigo ) ;
        NOT ME? WANT ~ ( SENDING | THING ) ;
        NOT ME? WANT ( mas | recibir | seguir | que | esos | estos | saber | estar | ser | volver | figurar | tener )
            (?! _? BOOKING ) ;
        no quiero nada (?! mas por | ) ; ( NOT | sin ) estoy? ( interesado | interesada ) en ( recibir |
            sus ) ;
        ( no | ni un | ni uno | cero | nada de ) ( mas | otro | tantos )? de? ( sus | tus | estos | esos )? THING ;
        ( no | ni ) un? ( mas | otro ) ( $ | de ( estos | esto | sus | eso ) | SENDING ) ;
        ni ( un | una ) ( THING | _ THING ) ; NOMAS ( $ | esto | eso | SENDING | con | contacto | conmigo | nada ) ; ^
            nomas $ ;
        NOT ( ME | he | les | lo | las | los | yo | le )? ( ME | he | les | lo | di )? he? ALLOWED (?! mal | cuenta |
            todavia | el numero ) ;
        ( sin | no tienen ) ( mi | ningun | tener | dar | haber )? _? CONSENT ;
        ( NOT | retiro | quito ) _? _? ( mi | ningun | el )? CONSENT ; REVOKE _? _? CONSENT ;
        CANCEL ~ ( TEXT | KIND ) ;
        << ( cancelar | cancelen | cancela | cancelo | cancele ) ( todo | esto | todos )? >> ;
        ( borren | borrar | eliminar | eliminen | supriman | borre | borra | elimina | destruyan | cancelacion de )
            todos? ( mis | mi | los ) _? ( datos | numero | informacion | info | telefono ) ;
        derecho? al olvido ;
        ( rgpd | gdpr | lopd | profeco | abogado | abogada | demanda | demandar | demandare | denunciar | denunciare |
            denuncio | robinson | lfpdppp ) ;
        ( largo | largense | larguense | vayanse | vete ) ( de aqui ) ;
        NOT ( chinguen | chingues | jodan | jodas | mamen | jodais ) ;
        ( voy a | los | te | les | voy a tener que ) ( bloquear | denunciar | reportar | bloqueo | bloqueare ) (?! mi )
            ;
        ( oponerme | opongo | oposicion ) ;
        ( prefiero | preferiria | agradeceria | gustaria | ruego | pido | exijo | solicito | rogaria | de ) que? ( no |
            dejar | dejen | dejaran | parar | paren | cesen | me den | ser | cese ) ;
        ( suficiente | harto | harta | cansado | cansada | hartos | harte ) de ( sus | tantos | estos | tanta | recibir
            | tanto | los | tus | que ) ( THING | ME | recibir | _ THING ) ;
        ( olviden | olvidense | olvidate | olvidenme ) de? ( mi | que )
        """,
        "stop-command": """
        ^ ( detenganse | detengase | detengan ) $ ;
        ^ ( stop | unsub | unsubscribe | optout | BAJA ) ( _ ( _ _? )? )? $ ; ^ alto ( a | con | THING ) ;
        ( stop | unsubscribe | basta | BAJA | paren | parad | parenle | parale ) $ ;
        ^ ( pare | dejen | alto | cesen | fin ) $ ; << ( dejen | salir | cancelar | anular | terminar | deja ) >> ;
        ^ COMMAND ( no | yo | este | esta | esto | eso | de | con | que | quien | por | quiten | me | nunca | dejen |
            todo | o | tanto | tantos ) ;
        ^ basta
        """,
        "wrong-number": STRANGERS,
        "unclear-cancel": """
        ( cancel | cancelar | cancelen | cancele | cancela | cancelo | anular | anulen | anule | anula ) ;
        ( REMOVE | STOP ) _? _? BOOKING
        """,
        "help-phrase": """
        ( que | cual ) es ( esta | este | esto ) ( LIST | THING ) ; << ( ayudaa | aiuda | alluda ) >> ;
        ( que | q | k | cuales ) ( son | es ) ( estos | esos | esto | este | esta ) ( THING | NUMBER | servicio |
            programa ) ;
        ( para que | de que ) ( es | son | sirve | sirven ) ( este | estos | esto | esta )? ( THING | NUMBER ) ;
        que ( quiere decir | significa | quieren decir | significan ) ; de que ( se trata | va esto | trata ) ;
        a que ( NUMBER ) ( puedo | llamo | hablo | me comunico ) ; quien ME? ( manda | envia | escribe | contacta ) ;
        ( que me )? ( atiendan | atienda | atiende ) $ ;
        ( quien | kien | quienes | kn ) ( es | eres | sos | son | habla | escribe | esta | manda | me | _ habla | sera )
            ;
        ^ de ( quien | que | parte de quien ) ; ( de parte de | con ) quien ;
        ( que | cual | q | k ) ( es | son | numero es | empresa | compania | negocio ) ( este | esto | estos | es | son
            | _ )? $ ;
        ( que | cual | para que ) es ( este | esto ) _? $ ;
        ^ ( necesito | quiero | pueden | me pueden ) _? ( ayuda | ayudar | ayudarme | informacion | asistencia | soporte
            ) $ ;
        ^ ( ayuda | ayudenme | ayudame | ayudeme | help ) ; como funciona ; ( atencion | servicio ) al cliente ;
        ( hablar | hablo | comunicarme ) con ( alguien | un | una ) ; mas informacion ; ^ ( info | informacion ) $ ;
        ( como | de donde | donde | quien ) _? _? ( sacaron | sacaste | obtuvieron | consiguieron | dio | tienen |
            consiguio | obtuvo | saco | dieron ) _? ( NUMBER | este | mi ) ;
        no entiendo ; ( que | cuales ) ( opciones | comandos | puedo hacer ) ;
        ( es | esto es | son ) ( un | una | esto )? ( real | robot | bot | verdad ) ;
        ( cuanto | tiene ) ( cuesta | costo | cobran ) ~ TEXT ; a que ( me suscribi | me apunte )
        """,
        "unclear-phrase": """
        ( prefiero | preferiria | mejor ) que ME? _ por ( EMAIL | CALL | whatsapp ) ;
        ( como | donde ) ( lo | se )? ( quito | elimino | borro | paro | quita | para | elimina ) ;
        stop ; a mi no $ ; a mi no ME? ( interesa ) ; ( sigo | seguimos ) recibiendo ; ( siguen | sigue | continuan ) (
            ME )? (
            llegando | mandando | escribiendo | enviando | molestando | SENDING ) ;
        ( sigo | siguen ) ( igual | $ ) ;
        NOT ME? ( he | yo )? ME? SIGNED (?! mal | cuenta | todavia | el numero ) ;
        SENDING menos ; menos ( seguido | frecuencia | frecuente | veces | SENDING ) ;
        ( mejor | prefiero | preferiria | prefiero que | escribanme | escribeme ) ( ME )? ( SENDING )? ( por | al | a
            mi | un |
            por ) ( EMAIL | CALL | whatsapp | wasap | mi EMAIL ) ; por ( EMAIL | whatsapp | telefono ) ( mejor | en vez
                | en lugar ) ;
        mejor ( llamen | llamenme | llamame | llameme | un EMAIL | un CALL ) ; << otra vez ( con | tu )? >> ;
        ^ otra vez ( con _? _? )? $ ; << de nuevo >> ;
        ( por que | porque | xq | pq | porq | que ) ~ ( envian | mandan | escriben | contactan | llaman | llega | manda
            | envia ) ;
        NOT ( ME | estoy | estamos | le | nos )? _? ( interesa | interesan | interesado | interesada | interes |
            interesados | sirve | sirven ) ;
        sin interes ;
        ( demasiados | demasiadas | muchos | muchas | tantos | tantas | mucho | tanto | demasiado ) de? ( THING |
            SENDING ) ;
        ( menos | reducir | reduzcan ) THING ;
        ( por que | porque | xq | pq | porq | para que ) ~ ( SENDING | NUMBER | THING | recibiendo | siguen |
            recibo | llegan ) ;
        ( molestan | fastidio | cansan | harto | harta | hartos | harte | acoso | spam | estafa | fraude | pesados |
            pesado | pesada | hasta las narices | cansado de | fastidian | abuso | invasivo | insoportable | estafadores
            | ladrones | latosos | no se pasen | no mamen ) ;
        ( muy | es | son | esto es | tan | que ) ( molesto | molesta | molestos | molestia ) ;
        << ( pausa | pausar | silencio | silenciar | salir | fuera | dejar | adios | borrar | bloquear | bloqueado |
            suficiente | quitar | eliminar | para | deja ) >> ;
        ( pausa | pausar | pausen | silenciar ) ; ( por | hoy | por el momento ) ^ no ( por | por el momento ) ;
        ^ no quiero nada? $ ; ( no quiero | no necesito | no lo quiero | no gustaria ) nada? $ ; << ( paso | estuvo )
            >> ;
        ( idiotas | pendejos | imbeciles | callense | callate | cabrones | pendejo | hijos de | odio | chinguen | a la
            mierda | a la chingada | al diablo | chinga ) ;
        ( quiero | como | puedo | podria | manera de ) ~ ( COMMAND $ | darme de | salir | salirme | dejo de | cancelo |
            cancelar | BAJA ) ;
        ( no soy ) cliente ; ^ COMMAND ; ( quiten | borren ) mi EMAIL ; ( quiero salir | quiero salirme ) $
        """,
        "unclear-no": """
        << ( no | nop | nel | nunca | jamas | para nada | nada | negativo | no no | ni hablar | de ninguna manera ) >>
        """,
        "unclear-how": """
        ^ ( puedo | se puede | es posible (?! que ) | hay ( manera | forma | modo | opcion ) ) ; ^ ( quien | para que )
            puedo ;
        ( escribanme | escribeme | escribame ) por ;
        ^ ( como (?! ME AGAIN ) | donde | de que manera ) ( le | hago | puedo | podria | me | cancelo | salgo | se |
            dejo | hacer | hay
            | doy | puede )
        """,
        "unclear-pause": """
        ^ por no ;
        ( esta | este | proxima | por | hasta | durante | antes | despues | en | una | mientras ) ( la | el | mis | las
            | un | una | de las | que )? ( semana | mes | hoy | manana | lunes | martes | miercoles | jueves | viernes |
            sabado | domingo | vacaciones | momento | tiempo | noche | rato | vuelva | regrese | entonces ) ; hasta
                nuevo aviso ; hasta ( el | la | los | que | mi )? (
            entonces | viaje | cirugia | regreso | vuelva | regrese ) ;
        ( vacaciones | viaje | cirugia ) ; ^ ( hoy | manana ) no
        """,
        "everything": """
        ( STOP | UNSUB | CANCEL | BAJA | no mas | SENDING | REMOVE ) ( de | ME | a )? ( todo | todos | toda | todas )
            (?! el dia | el tiempo | los dias ) ;
        de ( todo | todas | todos ) ; todos ( los | sus ) ( mensajes | sms ) ; todo $
        """,
    },
)
