"""Spanish: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.vocabulary.spanish import KINDS, MISSPELLED

SPANISH = Language(
    code="es",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "LEAVE": "( UNSUB | LOWER ME? de baja | baja )",
        "MINE": "( mi | mis | este | el )",
    },
    patterns={
        "idiom": """
        a la baja ; ( parada | paradero ) ; ^ para (?! de | con | $ | esto | eso | tus | sus | los mensajes ) _ ;
        ( cebolla | cebollas | mancha | manchas | queso | tomate | salsa | etiqueta ) ;
        baja ( california | temporada | velocidad | calidad | presion | grasa | en | el | la | por la | medica | a | un
            ) ;
        ( mas | muy | precio | temporada | marea | temperatura | planta | voz | presion | me | si | luz | clase | es |
            esta | calidad | tan | demasiado ) baja ;
        ( muy | mas | tan | precio | es | esta | demasiado | lo | en el | del | al ) ( alto | alta ) ;
        ( alto | alta ) ( en | precio | nivel | costo | y | de | ahi | rendimiento ) ;
        ( de | para | al | a | antes de | puedo | voy a | vamos a | hora de | acabo de ) ( salir | salirme ) (?! de (
            esta | la | su | este ) LIST ) ;
        salir ( de la tienda | a | con | temprano | tarde | el | hoy | de casa | del trabajo ) ;
        basta con (?! ( los | las | tantos | sus | tanta | THING ) ) ; ( eso | esto | numero | nombre ) basta ;
        ( deja | deje | dejen | dejo | dejar | dejaron | dejarlo | dejame | dejeme ) ( el | la | los | las | mi | un |
            una | en | ver | saber | pensar | pensarlo | te | por | tu | su | que | lo ) (?! ( THING | paz ) ) ;
        ( pare | pares | para | paren | parar | pararon ) ( en | a | aqui | por | frente | un | cuando | el | la ) (?! (
            THING | _ THING ) ) ;
        ( dar | darse | darme | denme | dame | deme | puse | di ) de alta ; sin parar ; baja hasta ;
        ( termina | terminan | acaba | acaban ) ( la | el | las | los | manana | hoy | pronto | en ) ;
        ( cuando | que hora | hasta que ) ( termina | terminan | acaba | cierra | para | deja ) ;
        ( bus | autobus | lluvia | camion | metro | el | ella | no ) para $ ;
        ( no | nunca | dejaron de ) me? he? ( recibo | recibi | recibido | llego | llegan | llega | llegaron | ha
            llegado | han llegado ) (?! autorizacion ) ;
        ( puedo | podria | se puede | pueden | puede ) yo? ( cancelar | salirme | darme de baja | salir | anular ) (
            despues | luego | si | cuando | mas tarde | en cualquier ) ;
        ( la | lo | les | que | se | me | han | fue | esta | evento )? ( cancelaron | cancelado | cancelada ) ;
        cancele ( la | el | mi | mis | las | los ) (?! suscripcion ) ;
        ( numero | num ) ( equivocado | incorrecto ) ( de | en ) ( casa | departamento | depto | la calle | apartamento
            | cuenta | pedido ) ;
        ( les | te | le ) ( di | puse ) ( el | un | mal ) ; de parte de (?! quien ) ; ( modo | activado ) no molestar ;
        no molestar activado ; es molestia | la molestia ;
        ( quitar | quita | quite ) ( el | la | las | los ) (?! NUMBER )
        """,
        "negated": """
        ( no | nunca | jamas | ni ) ( me | se | te | lo | le | nos | quiero | deseo | quisiera | quiero que | vayan a |
            vayas a | hay que | pienso | voy a | necesito )? ( me | se )? (?! stop ) ( STOP | UNSUB | REMOVE | CANCEL
                | baja |
            LOWER de baja | des de baja | salir | salirme | pares | canceles | cancelen ) nada? (?! de recibir ) ;
        ( no | nunca ) ( dejes | dejen | deje | pares | paren ) de ;
        no quiero ( dejar | parar | darme | cancelar | salir | perder ) ; ( no puedo | sin ) ( parar | dejar ) ;
        ( sin querer | por error | por accidente ) ~ LEAVE ; LEAVE ( sin querer | por error | por accidente )
        """,
        "stop-phrase": """
        me salgo ;
        NOT ( deseo | quiero | quisiera ) ( continuar | participar | pertenecer | nada de | nada de esto ) ;
        STOP ( de | con | d | a )? ME? ( estar | andar | seguir )? ME? ( todo | tanto | tantos | esto | estos | los |
            las | la | el | eso )? SENDING ;
        STOP SENDING ; STOP ~ THING ; STOP ( esto | eso | ME | todo | estos | con esto | con eso ) $ ;
        ( dejenme | dejeme | dejame | dejadme | dejen | dejenos | deje | deja ) ME? ( en paz | tranquilo | tranquila |
            tranquilos | quieto | de ) ;
        en paz ; UNSUB ;
        ( LOWER | dar | quiero | solicito | pido | deseo | pedir | causar | solicitar | necesito | quisiera | tramitar |
            ME | por | gestionar ) ME? ( la | mi | de | dar | darme )? ( de | me )? baja ;
        de baja ;
        baja ( de | del | a | en )? ( esta | la | este | su | todo | todos | los | estos )? ( LIST | THING | definitiva
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
        no quiero nada (?! mas por ) ; ( NOT | sin ) estoy? ( interesado | interesada ) en ( recibir | sus ) ;
        ( no | ni un | ni uno | cero | nada de ) ( mas | otro | tantos )? de? ( sus | tus | estos | esos )? THING ;
        ( no | ni ) un? ( mas | otro ) ( $ | de ( estos | esto | sus | eso ) | SENDING ) ;
        ni ( un | una ) ( THING | _ THING ) ; no mas ; ^ nomas $ ;
        NOT ( ME | he | les | lo | las | los | yo | le )? ( ME | he | les | lo | di )? he? SIGNED (?! mal | cuenta |
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
        ^ ( stop | unsub | unsubscribe | optout | baja ) ( _ ( _ _? )? )? $ ; ^ alto ( a | con | THING ) ;
        ( stop | unsubscribe | basta | baja | paren | parad | parenle | parale ) $ ;
        ^ ( pare | dejen | alto | cesen | fin ) $ ; << ( dejen | salir | cancelar | anular | terminar | deja ) >> ;
        ^ COMMAND ( no | yo | este | esta | esto | eso | de | con | que | quien | por | quiten | me | nunca | dejen |
            todo | o | tanto | tantos ) ;
        ^ basta
        """,
        "wrong-number": """
        mal ( el | mi | este )? NUMBER ;
        esta ( equivocado | equivocada | equivocados ) ;
        no soy quien ( buscan | busca | crees | creen | piensan | piensas ) ;
        ( cambio | cambiaron ) de ( dueno | duena | propietario ) ;
        no es mi NUMBER ;
        ( se | me | te ) ( confundieron | confundio | confundiste | confunden | confunde ) ( de | con | $ ) ;
        NUMBER ( es | esta | no es | tan )? WRONG ; ( WRONG | otro | mal ) de? ( NUMBER | persona ) ; persona WRONG ;
        ( se | te | estan | estas | me | han | ha | has ) ( han | ha | has | estan | esta )? WRONG ; << WRONG >> ;
        ( este | esto ) NUMBER? no es ( el | de | la | mas | su )? ( NUMBER | _ $ ) ;
        no es ( el | de | su | mas )? ( NUMBER | telefono ) ( de | del | _ ) ;
        NUMBER no ( es | pertenece | corresponde | le pertenece ) (?! ( correcto ) ) ; no pertenece a ;
        ^ yo? no soy (?! STATE ) _ _? _? $ ; no soy ( el | la ) ( persona | dueno | duena | titular | que ) ;
        ( aqui | ahi | aca | este numero | en este ) no ( vive | hay | es | trabaja | esta | existe ) ;
        no hay ( ninguna | ningun | nadie ) ; ( no | ni ) conozco a? ( ninguna | ningun | nadie | esa | ese | _ $ ) ;
        ( nuevo | nueva | otro ) ( dueno | duena | titular | propietario | propietaria | usuario | usuaria ) ;
        ( cambio | cambiado | cambiaron ) de NUMBER ; ( fallecio | murio | difunto | fallecido ) ;
        nadie _? ( con ese nombre | se llama | llamado | aqui | llamada ) ;
        ( tengo | me dieron | acabo de | compre ) _? ( este | nuevo ) nuevo? NUMBER ; este? NUMBER es mio ;
        no ( tiene | usa | es de ) ( este | _ ) NUMBER?
        """,
        "unclear-cancel": """
        ( cancel | cancelar | cancelen | cancele | cancela | cancelo | anular | anulen | anule | anula ) ;
        ( REMOVE | STOP ) _? _? BOOKING
        """,
        "help-phrase": """
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
        stop ;
        ( por que | porque | xq | pq | porq | que ) ~ ( envian | mandan | escriben | contactan | llaman | llega | manda
            | envia ) ;
        NOT ( ME | estoy | estamos | le | nos )? _? ( interesa | interesan | interesado | interesada | interes |
            interesados | sirve | sirven ) ;
        sin interes ;
        ( demasiados | demasiadas | muchos | muchas | tantos | tantas | mucho | tanto | demasiado ) de? ( THING |
            SENDING ) ;
        ( menos | reducir | reduzcan ) THING ;
        ( por que | porque | xq | pq | porq | que | para que ) ~ ( SENDING | NUMBER | THING | recibiendo | siguen |
            recibo | llegan ) ;
        ( molestan | fastidio | cansan | harto | harta | hartos | harte | acoso | spam | estafa | fraude | pesados |
            pesado | pesada | hasta las narices | cansado de | fastidian | abuso | invasivo | insoportable | estafadores
            | ladrones | latosos | estuvo | no se pasen | no mamen ) ;
        ( que | muy | es | son | esto es | tan ) ( molesto | molesta | molestos | molestia ) ;
        << ( pausa | pausar | silencio | silenciar | salir | fuera | dejar | adios | borrar | bloquear | bloqueado |
            suficiente | quitar | eliminar | para | deja ) >> ;
        ( pausa | pausar | pausen | silenciar ) ; ( por | hoy | por el momento ) ^ no ( por | por el momento ) ;
        ^ no quiero nada? $ ; ( no quiero | no necesito | no lo quiero | paso | no gustaria ) nada? $ ;
        ( idiotas | pendejos | imbeciles | callense | callate | cabrones | pendejo | hijos de | odio | chinguen | a la
            mierda | a la chingada | al diablo | chinga ) ;
        ( quiero | como | puedo | podria | manera de ) ~ ( COMMAND $ | darme de | salir | salirme | dejo de | cancelo |
            cancelar | baja ) ;
        ( no soy ) cliente ; ^ COMMAND ; ( quiten | borren ) mi EMAIL ; ( quiero salir | quiero salirme ) $
        """,
        "unclear-no": """
        << ( no | nop | nel | nunca | jamas | para nada | nada | negativo | no no | ni hablar | de ninguna manera ) >>
        """,
        "unclear-how": """
        ^ ( como | donde | de que manera ) ( le | hago | puedo | podria | me | cancelo | salgo | se | dejo | hacer | hay
            | doy | puede )
        """,
        "unclear-pause": """
        ( esta | este | proxima | por | hasta | durante | antes | despues | en | una | mientras ) ( la | el | mis | las
            | un | una | de las | que )? ( semana | mes | hoy | manana | lunes | martes | miercoles | jueves | viernes |
            sabado | domingo | vacaciones | momento | tiempo | noche | rato | vuelva | regrese ) ;
        ( vacaciones | viaje | cirugia ) ; ^ ( hoy | manana ) no
        """,
        "everything": """
        ( STOP | UNSUB | CANCEL | baja | no mas | SENDING | REMOVE ) ( de | ME | a )? ( todo | todos | toda | todas )
            (?! el dia | el tiempo | los dias ) ;
        de ( todo | todas | todos ) ; todos ( los | sus ) ( mensajes | sms ) ; todo $
        """,
    },
)
