"""Spanish: what is said every day with the same words, whom a number belongs to, and what is not wished."""

from typing import Final

IDIOMS: Final = """
        dejad ( el | la | los | las | un | una ) (?! THING | NUMBER ) ; parad ( en | a | aqui | junto | frente ) ; se
            me ( cancela | cancelo ) ;
        ( perdi | perdido ) la cuenta ; salir de ( dudas | compras | fiesta | paseo ) ;
        PAY ( antes | despues ) ; REMOVE una duda ; ( estoy | estaba | estuve ) ( dada | dado ) de BAJA ( por | en |
            medica ) ; equivocaron de (?!
        NUMBER | persona | casa | $ ) ;
        ( habia | he | hemos ) pedido (?= que ) ; quiere ( darse | dar | salirse | dejar ) ( de BAJA )? ; saco ( una |
            al | el | la | mi ) ;
        NOT ME? SENDING al GOODS ; ( dejen | deja | deje ) de lado ;
        PAY cuando ; basta de ( calor | frio | hambre | lluvia | excusas | esperar ) ; NOT ME? SENDING ( el | la | los
            | las ) de (?! THING ) ;
        NOT WANT que ME? SENDING A? GOODS ; se borro ; pero yo ( sigo | quiero seguir | no ) ;
        si yo? ( me doy de BAJA | cancelo | me salgo | me desuscribo | quiero darme ) ; se ( cancela | cancelan |
            cancelara ) ;
        ( la | lo | las | los | le | les ) dieron de BAJA ; ( le | les | te ) ( deje | dejo ) A? THING ; basta y ; ^ (
            baja | bajen | bajo ) (
        por | las | los | al | a | hasta | tu ) ; no quiero molestar ; y a mi no ; ( molesta | molestan ) ( la
            | las | el | los ) (?! THING
        ) ; no conozco ( esa | ese | la | el ) (?! persona | NAME | $ | NUMBER ) ; otro NUMBER de ( GOODS | orden |
            cuenta | confirmacion ) ;
        se? ( murio | fallecio ) ( mi | el | la | su )? ( perro | perra | perrita | gato | gata | mascota | bateria |
            celular | carro ) ;
        volver a SIGNUP ; ( quiero | quisiera | como ) SIGNUP ;
        PAY ( ayer | NUMERAL | la mitad | el resto | _ pesos | _ dolares | _ euros ) ; ( falta | le | les | les voy a |
            quien | debo |
        tengo que | por | acabo de | termine de ) PAY (?! _? _? ( BOOKING | THING | mi ) ) ; NOMAS es todo ; es todo no
            mas $ ;
        nada mas (?! de ) ; ( dejen | deja | deje | dejar | dejo ) ( con | al | lo ) (?! el spam ) ;
        equivocaron ( con | en ) ( mi | el | la | los ) (?! NUMBER ) ;
        no soy ( quien | yo quien | yo la que | yo el que | la que | el que | yo ) ( pidio | pago | recoge | hizo |
            compro | va | fue ) ;
        aqui no hay ( _ $ | nadie que | donde ) ; no es de GOODS ; no hay nadie ( que | en | abajo | afuera | ahi | en
            caja ) ;
        ( que | la | el | disculpe | disculpa | perdon | perdone ) molestia ;
        ( spam no | el spam ) ; REMOVE ( manchas | mancha | tatuaje | tatuajes ) ; ( el | mi | un ) mensaje que ;
        ( quedo | salio | todo ) equivocado ;
        a la baja (?! de ( mi | este ) ) ; ( parada | paradero ) ; ^ para (?! que | de | con | $ | esto | eso | tus |
            sus | los mensajes ) _ ;
        ( cebolla | cebollas | mancha | manchas | queso | tomate | salsa | etiqueta ) ;
        baja ( california | temporada | velocidad | calidad | presion | grasa | en | el | la | por la | medica | a | un
            ) ;
        ( mas | muy | precio | temporada | marea | temperatura | planta | voz | presion | me | si | luz | clase | es |
            esta | calidad | tan | demasiado ) baja ;
        ( muy | mas | tan | precio | es | esta | demasiado | lo | en el | del | al ) ( alto | alta ) ;
        ( alto | alta ) ( en | precio | nivel | costo | y | de | ahi | rendimiento ) ;
        ( de | para | al | a | antes de | puedo | voy a | vamos a | hora de | acabo de ) salir (?! de (
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
        PAY ( en | con | por | al | a | contra | cuando | lo | la | el | mi | mis | las | los | una | mes | esa )? ( de
            | la |
            el | mi )? MONEY ; ( cuanto | cuando | donde | cuanta ) ~ PAY ; PAY ( en | con | al | contra )  ;
        WHY ~ ENDED ( de BAJA )? ; se cancelo ; ( me | nos ) dieron de BAJA ; ENDED ( de mandar | de enviar | de llegar
            | de llegarme ) ;
        ( se | que ) ( dio | dieron | quiere dar | dara | quiere | ha dado ) ME? ( dar )? de BAJA ;
        ( se | el | ella | hermana | amiga | esposo | que ) ( salio | salieron | desuscribio | desuscribieron | quito |
            borro ) ;
        ( pidio | pidieron | puso ) ( la )? BAJA ; TOGO A? ( a | con )? ( la | el )? ;
        (?! REMOVEME ) REMOVE A (?! CONSENT | _ CONSENT | NUMBER | THING | LIST | _ THING | esta | este | mi | todo |
            ahi | aqui ) ;
        REMOVE GOODS ; ( me | te | le ) ( quitaron | quito | quitas | quitan ) ;
        ( responda | responde | responder | contestar ) ( con )? ( LEAVE | salir ) ;
        ( dice | pone | lei | diga ) ( que )? _? _? LEAVE ;
        deje de ( recibir | tener | DAILY ) ; ( dejen | deja | deje | dejar | dejo | paren | parar ) de DAILY ;
        NOMAS ( voy | vengo | paso | llego | estoy | es | era | dime | digame | avisen | avisame | avise | para | un |
            una |
            quiero saber | queria | quisiera | falta | faltan | tengo | me falta | necesito | una | dos | tres |
                pregunto ) ;
        NOMAS de (?! _? ( THING | esto | eso | JUNK ) | _ _ THING ) ; NOMAS ( A )? GOODS ;
        NOT ME? ( WANT | manden | mandes | envien | traigan | pongan | mande | envie ) ( mas )? ( A )? GOODS ;
        NOT ( es | era ) para mi $ ; NOT ( SENDING ) ( hoy | manana | todavia | aun | hasta que yo | a casa | a mi casa
            | el lunes ) ;
        NOT ( ME | lo | la | los | las )? ( ME | lo | la )? ( SENDING | lo manden | mandaron | enviaron ) ( hoy |
            manana |
            todavia | aun | a casa | a mi casa ) ;
        ( hermana | mama | papa | esposo | esposa | marido | hija | amiga | vecina | vecino | novio | novia )
        NOT? ( ME | les )? ( WANT | quiere | quieren ) ~ THING ;
        ( NUMBER | nombre ) ( WRONG | mal ) de ( GOODS | _ $ ) ; NUMBER de ( mi )? ( casa | depto | departamento |
            puerta |
            piso | pedido | calle | cuenta | orden | apartamento | talla ) ~ ( WRONG | mal ) ;
        ( GOODS | talla | casa | direccion ) ( esta | estaba | es | viene | llego )? WRONG ;
        con _ _? basta ; ( un | una | dos | tres | uno ) _? basta ; basta ( con | una | un ) ( GOODS | un | una | traer
            | dos |
            llevar | mostrar | que | decir | presentar ) ;
        ( esta | estoy | estuvo | por ) de BAJA ( medica | en | por | hasta | laboral | maternal ) ; estoy de BAJA ;
        ( para | que ) nada (?! de )  ; ( la | el | lo | los | me | medico | doctor ) ( suspendio | quito |
            suspendieron ) ;
        no soy ( socio | socia | miembro ) ;
        ( numero | num ) ( equivocado | incorrecto ) ( de | en ) ( casa | departamento | depto | la calle | apartamento
            | cuenta | pedido ) ;
        ( les | te | le ) ( di | puse ) ( el | un | mal ) ; de parte de (?! quien ) ; ( modo | activado ) no molestar ;
        no molestar activado ; es molestia | la molestia ;
        ( quitar | quita | quite ) ( el | la | las | los ) (?! NUMBER )
        """

NEGATIONS: Final = """
        ( no | nunca | jamas | ni ) ( me | se | te | lo | le | nos | quiero | deseo | quisiera | quiero que | vayan a |
            vayas a | hay que | pienso | voy a | necesito )? ( me | se )? (?! stop ) ( STOP | UNSUB | REMOVE | CANCEL
                | BAJA |
            LOWER de BAJA | des de BAJA | salir | salirme | pares | canceles | cancelen ) nada? (?! de recibir ) ;
        ( no | nunca ) ( dejes | dejen | deje | pares | paren ) de ;
        no quiero ( dejar | parar | darme | cancelar | salir | perder ) ; ( no puedo | sin ) ( parar | dejar ) ;
        ( sin querer | por error | por accidente ) ~ LEAVE ; LEAVE ( sin querer | por error | por accidente )
        """

STRANGERS: Final = """
        NUMBER pertenece a ( otra | otro | una | un ) ;
        no soy yo $ ; ( buscan | busca | buscas ) a? otra persona ; no tengo nada que ver ; ( para | con | por ) ( una
            | un | la | el ) tal _ ;
        ^ no es NAME $ ; no ( vive | trabaja ) mas? ( aqui | aca | conmigo ) ;
        ( esto | aqui | aca ) no es ( la | una )? ( casa | tienda | oficina | familia | empresa ) ( de | $ ) ; (
            confundieron | confundio | confunden
        | confundiendo ) ( el | de ) ( NUMBER | persona ) ; no soy _ _? que ( buscan | busca | creen | cree | piensa |
            piensan ) ; soy otra persona ;
        ( dueno | duena ) anterior ;
        ( a un | al | este ) NUMBER que no es $ ;
        mal ( el | mi | este )? NUMBER ;
        esta ( equivocado | equivocada | equivocados ) (?! la | el | mi | en la | en el ) ;
        no soy quien ( buscan | busca | crees | creen | piensan | piensas ) ;
        ( cambio | cambiaron ) de ( dueno | duena | propietario ) ;
        no es mi NUMBER ;
        ( se | me | te ) ( confundieron | confundio | confundiste | confunden | confunde ) ( de | con | $ ) ;
        NUMBER ( es | esta | no es | tan )? WRONG ; ( WRONG | otro | mal ) de? ( NUMBER | persona ) ; persona WRONG ;
        ( se | te | estan | estas | me | han | ha | has ) ( han | ha | has | estan | esta )? WRONG ; << WRONG >> ;
        ( este | esto ) NUMBER? no es ( el | de | la | mas | su )? ( NUMBER | _ $ ) ;
        no es ( el | de | su | mas )? ( NUMBER | telefono ) ( de | del | _ ) ;
        NUMBER no ( es | pertenece | corresponde | le pertenece ) (?! ( correcto ) ) ; no pertenece a ;
        ^ yo? no soy ( el | la | don | dona )? (?! STATE ) _ _? _? $ ; no soy ( el | la | don | dona )? NAME ; NAME no
            ( lo | la | es
            | vive | tiene | usa | esta )? ( vive | tiene | usa | trabaja | mi numero | aqui | este ) ;
        no es de NAME ; NUMBER ( no )? ( lo | la ) tengo yo? ; NUMBER es de otra ;  no soy (
            el | la ) ( persona | dueno | duena | titular | que ) ;
        ( aqui | ahi | aca | este numero | en este ) no ( vive | hay ( ningun | ninguna | nadie ) | es (?! ( el | la )
            _ $ ) | trabaja | esta
            | existe ) ;
        no hay ( ninguna | ningun | nadie ) ; ( no | ni ) conozco a? ( ninguna | ningun | nadie | esa | ese | _ $ ) ;
        ( por | con | ha | han | fue | es | por una )? equivocacion ;
        ( nuevo | nueva | otro ) ( dueno | duena | titular | propietario | propietaria | usuario | usuaria ) ;
        ( cambio | cambiado | cambiaron ) de NUMBER ; ( fallecio | murio | difunto | fallecido ) ;
        nadie _? ( con ese nombre | se llama | llamado | aqui | llamada ) ;
        ( tengo | me dieron | acabo de | compre ) _? ( este | nuevo ) nuevo? NUMBER ; este? NUMBER es mio ;
        no ( tiene | usa | es de ) ( este | _ ) NUMBER?
        """
