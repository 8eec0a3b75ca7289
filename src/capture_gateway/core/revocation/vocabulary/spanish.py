"""Spanish: kinds of words, folded (see `grammar`)."""

KINDS = {
    "SOFT": """
        please porfavor porfa porfis porfas favor plis pls please pf xfa xfavor x ya ahora mismo inmediatamente urgente
        gracias hola buenas buenos tardes noches oye oigan oiga mire miren ustedes usted uds ud simplemente
        solo realmente malditos malditas maldito maldita pinche pinches putos putas puto puta jodidos jodidas
        estupidos estupidas tontos senor senora senorita senores amigo amigos joder cono carajo verga dios eh pues
        bueno tambien ademas siempre constantemente saludos atentamente definitivamente inmediato enseguida
        nuevamente loco wey guey che boludo tio tia hijo chicos gente continuamente presente mediante cordialmente
        asi dale sinceramente
    """,
    "WEAK": """
        de la el los las lo le les un una unos unas y o a al en con que q k se su sus es son me mi mis nos te tu tus
        esto esta este estos estas eso esa ese esos esas del mas ni no si como cuando donde para por pero porque he
        ha han hay yo quiero tengo tienen ser estar todo todos toda todas algo nada muy bien
    """,
    "CALL": """
        llamada llamadas llamadita llameis llamaran llamara llameis llamarle llamar llamarme llamarnos llamen llamenme
        llame llames llamando llamandome llameme
        telefonear telefoneen marcar marcarme marquen telefonazo llamadera llamaditas
    """,
    "EMAIL": """
        email emails correo correos mail mails carta cartas electronico electronicos postal folletos catalogos
        catalogo fax buzon
    """,
    "WRITTEN": """
        mensaje mensajes msj msjs msjes mensajito mensajitos msg msgs sms texto textos texts mje mjes mns mensages
        mensage whatsapp whatsapps wasap wasaps wats
        escrib(ir|irme|irnos|an|anme|a|ame|e|eme|id|idme|iendo|iendome|as|en) escrivan escrivir mensajear
        mensajearme escrib(ais|ieran|iera|iesen|irle|irles|an|eis) escrivais escriva escriba escrivirme escrivanme
        mensajeen
        texte(ar|arme|en|ando|enme|es) whatsappear wasapear texting
    """,
    "STOP": """
        detenganse detengase stop basta parar pararle paren parenle parenlo pare parele parale parad deja deje dejaran
        dejara dejaras dejasen
        dejeis dejais dejarais dejarian dejarias pareis pararan pararas
        dejen dejar dejad
        dejes dejenle cesar cese cesen cesad detener detenga detengan detente suspender suspenda suspendan suspende
        terminen eviten evite evitar evita evitenme eviteme evitame evitense abstenganse abstengase parenn
    """,
    "CUT": "cortala cortenla corten cortenle cortenlo cortale corta cortad cortadlo cortar corte",
    "BAJA": "baja vaja vajas bajja",
    "COMMAND": """
        stop baja vaja cortala cortenla basta paren parenle pare parale parad parele alto dejen detengan detenga cesen
        cese
    """,
    "UNSUB": """
        desuscrib(ir|irme|anme|ame|eme|ete|irse|an|a|e|o) desuscripcion desinscrib(ir|irme|anme|eme|ame|an|e)
        desapunt(arme|ame|eme|adme|enme|ar|en) unsubscribe unsub optout desubscrib(ir|irme|eme)
        desafili(ar|arme|ame|enme) desvincul(ar|arme|ame|enme) desincribirme dessuscribir dessuscribirme
    """,
    "SENDING": """

env(iar|iarme|iarnos|iarle|ien|ienme|ie|ieme|ia|iame|iad|iadme|iando|iandome|ies|iarmelos|iarmela|iarmelo|io|ios)
        env(ieis|iarais|iaran|iaras|iara|iasen|ienos|ieis) enb(iar|ien|ie|ies|ieme|ienme|iarme|ia) enviarm
        embi(ar|en|e|ame|es|arme)
        mandarm mand(eis|aran|aras|ara|enos|asen|arais) contact(eis|aran|ara|asen|aseis) lleg(aran|ara|asen|aras)
        resib(ir|an)
        reciv(an|o)
        comunic(aran|ara) notifiqu(en|es|e|eis) inform(en|es|eis) avis(en|es|eis) promocion(en|es)
        molest(eis|aran|ara|enlos) fastidi(eis|aran) rall(ar|arme|eis) vend(erme|an) vend(ais)
        mand(ar|arme|arnos|arle|en|enme|e|eme|a|ame|ad|adme|ando|andome|es|armelos|arles)
        contact(ar|arme|arnos|en|enme|e|eme|a|ame|ando|andome|es|en) lleg(uen|ue|ar|arme|an|anme|ando)
        comunic(ar|arse|arme|uen|ando) molest(ar|arme|arnos|en|enme|e|eme|a|ame|ando|andome|es|ad|adme|arlos)
        fastidi(ar|arme|en|enme|e|eme|es|ando) jod(er|erme|an|a|as|iendo|anme) ching(ar|uen|ando|arme|ues)
        acos(ar|arme|en|ando|andome) bombarde(ar|arme|en|ando|andome) spamear spamearme insist(ir|an|as|a)
        hostig(ar|arme|uen|ando) notific(ar|arme|uen|ando) rec(ibir|ibirlos|ibirlas|ibiendo) resivir recivir
        incordi(ar|en) marear dar darme atosigar atosiguen ofrecer ofrecerme ofrezcan llen(arme|ar|ando|en)
        satur(ar|arme|ando) usar usen estar busc(ar|arme|uen) hablar hablarme hablen interrump(ir|irme|an) WRITTEN
        CALL
    """,
    "TEXT": """
        WRITTEN comunicacion comunicaciones notificacion notificaciones aviso avisos alerta alertas suscripcion
        suscripciones subscripcion envios envio
    """,
    "JUNK": """
        basura mierda mierdas porqueria porquerias spam tonterias cosas tonteria chorradas pendejadas molestia acoso
    """,
    "KIND": """
        oferta ofertas promocion promociones promo promos publicidad publicidades anuncio anuncios propaganda
        propagandas cupon cupones descuento descuentos marketing boletin boletines newsletter newsletters noticias
        novedades recordatorio recordatorios encuesta encuestas recomendacion recomendaciones receta recetas rebajas
        publicitarios publicitaria comercial comerciales promocionales info informacion publi
    """,
    "THING": "TEXT JUNK KIND CALL EMAIL",
    "ME": "me nos mi nosotros",
    "NUMBER": "numero numeros num nro telefono tel tlf cel celular movil datos contacto nombre telf linea fono cell",
    "LIST": """
        lista listas base bases registro registros sistema grupo difusion directorio programa contactos agenda
        campana
    """,
    "NOT": "no nunca jamas tampoco ni",
    "WANT": """
        quiero quisiera deseo desearia necesito quieren queremos gusta gustaria interesa interesan apetece kiero
        quero acepto autorizo autorice autorizado solicite pedi pido pedido solicitado consiento consenti deseamos
        requiero requerimos
    """,
    "REMOVE": """
        suprimid suprimidme suprimiendo saques saqueis quites quiteis borres elimines supriman
        kit(ar|arme|en|enme|a|ame) borre(n|nos) desapunt(en|enme) elimin(eis|aran) quit(eis|aran|ense|asen)
        borr(eis|aran|asen) sac(aran|asen) retir(aran|eis)
        sacad sacadme quitadme
        quit(ar|arme|en|enme|e|eme|a|ame|ad|adme|arnos|enos) borr(ar|arme|en|enme|e|eme|a|ame|ad|adme|enos)
        elimin(ar|arme|en|enme|e|eme|a|ame|ad|adme) sac(ar|arme|a|ame|ad|adme) saquen saquenme saque saqueme
        remuev(a|an|anme|ame|e|eme) remover removerme retir(ar|arme|en|enme|e|eme|a|ame) excluir excluirme excluyan
        excluyanme excluyeme suprim(ir|an|a|anme|ame) saquenm quitenm bajenme bajeme bajame tachen tachenme
        olvid(en|ense|a|ate|e|ese|ad)
    """,
    "REMOVEME": """
        kit(arme|enme|ame) sacadme quitadnos quitennos saquennos borrennos eliminadme suprimidme
        quit(arme|enme|eme|ame|adme|arnos) borr(arme|enme|eme|ame|adme) elimin(arme|enme|eme|ame|adme)
        sac(arme|ame|adme) saquenme saqueme remuev(anme|ame|eme) removerme retir(arme|enme|eme|ame) excluirme
        excluyanme excluyeme bajenme bajame suprimanme saquenm quitenm tachenme olvidenme olvidense olvidate
    """,
    "LOWER": "dar darme denme deme dame dadme dense doy den darse dan damos",
    "CANCEL": """
        cancel cancelar cancelen cancele cancela cancelo cancelad cancelacion cancelarme cancelenme cancelame anular
        anulen anule anula anular desactivar desactiven desactive desactiva suspender suspendan bloquear bloqueen
        detener detengan terminar finalizar finalicen apaguen apagar quitar
    """,
    "CONSENT": "consentimiento permiso autorizacion autorizaciones consentimientos aprobacion",
    "REVOKE": """
        revoco revocar revoque revoquen retiro retirar retiren retire cancelo anulo rescindo rescindir revocado
        revocacion
    """,
    "SIGNED": """
        suscribi suscrito suscribo inscribi inscrito registre registrado apunte apuntado pedi pedido solicite
        solicitado autorice autorizado acepte aceptado di dado suscrita inscrita registrada subscribi suscribir
        firme consenti consentido
    """,
    "BOOKING": """
        pedido pedidos cita citas orden ordenes reserva reservas reservacion reservaciones entrega compra mesa clase
        turno membresia consulta visita viaje cuenta plan paquete paquetes sabado domingo lunes martes miercoles
        jueves viernes gimnasio gym academia seguro contrato matricula internet netflix spotify tarjeta credito
    """,
    "PAY": """
        cancelar cancelo cancele cancelamos cancelando cancela cancelas cancelarles cancelarle cancelan cancelaria
    """,
    "MONEY": """
        tarjeta efectivo transferencia factura facturas cuota cuotas mensualidad recibo deuda saldo yape plin nequi
        bizum
        deposito arriendo renta boleta monto total caja tienda luz agua gas entrega repartidor debito mes paypal cheque
        contado paypal alquiler impuesto multa compra importe precio
    """,
    "ENDED": """
        dejaron dejaste dejo pararon quitaron cancelaron suspendieron sacaron borraron eliminaron bloquearon terminaron
        dieron cerraron
    """,
    "TOGO": """
        quitale quitenle quitele sacale saquenle saquele ponle pongale ponganle quitarle sacarle cortale quitales
    """,
    "DAILY": """
        tomar comer beber fumar doler dolerme llover funcionar sonar servir vender trabajar nevar temblar sangrar toser
        crecer usar tomarla tomarlo reir llorar jugar correr hacer existir abrir cocinar
    """,
    "NUMERAL": """
        uno dos tres cuatro cinco seis siete ocho nueve diez un una medio media quiero queria quisiera voy vengo es para
    """,
    "GOODS": """
        factura ticket pedido pedidos paquete producto leche pan huevos queso carne pollo fruta frutas verdura bolsa
        bolsas
        caja cajas foto ubicacion direccion dinero cambio comida pizza medicina medicinas pastilla pastillas medicamento
        remedio agua cafe azucar sal cebolla tomate salsa mayonesa jamon lechuga hielo arroz papa papas pescado sopa
        torta
        pastel flores zapatos camisa llave llaves uniforme tarea picante chile limon fresas manzanas platanos kilos kilo
        piezas gramos litros refresco cerveza vino galletas yogur mantequilla aceite harina pepino aguacate servilletas
        cubiertos chocolate vainilla fresa algodon cuero maiz repartidor chofer mensajero muchacho turno cita visita
        punto puntos diente codigo mostaza
        ketchup aceitunas hongos jalapenos
    """,
    "KEEPON": "sigan siga sigas sigais sigues siguen continuen continues continue vuelvan anden andes",
    "REMOVEIT": "borrenlo eliminenlo saquenlo quitenlo borralo eliminalo sacalo quitalo borrelo eliminelo borradlo",
    "BLOCKED": "bloqueados denunciados reportados bloqueado denunciado",
    "SIGNUP": """
        suscribirme suscribirnos inscribirme apuntarme suscribanme suscribeme inscribanme apuntenme anotenme anotarme
    """,
    "AGAIN": "volver vuelvan vuelvas vuelva vuelve volvais volvieran volviesen",
    "SENT": """
        mande envie puse respondi escribi conteste pedi pedido solicite solicitado dije dicho digo avise mandado enviado
        respondido puesto pido pidiendo contestado
    """,
    "THREAT": """
        demando reporto denuncio demandare reportare denunciare bloqueo bloqueare demandar reportar denunciar
        denunciarlos reportarlos bloquearlos demandarlos denunciaros denunciarte demandamos
        denunciamos reportamos
    """,
    "GRIEVANCE": "denuncia queja reclamacion reclamo demanda",
    "NOMINAL": """
        eliminacion supresion cancelacion borrado exclusion remocion desvinculacion
    """,
    "REMOVED": """
        removido removida eliminado eliminada excluido excluida borrado borrada retirado retirada eliminados eliminadas
        borrados borradas suprimidos suprimido retirados
    """,
    "ALLOWED": """
        autorice autorizado autorizo acepte aceptado di dado firme consenti consentido consiento acepto
    """,
    "NAME": """
        maria jose juan pedro luis carlos ana carmen rosa marta laura lucia sofia miguel antonio francisco javier manuel
        jorge fernando ramon roberto ricardo eduardo andres diego daniel pablo sergio raul mario alberto alejandro
        patricia claudia elena isabel pilar teresa gloria silvia veronica monica andrea paula julia beatriz adriana
        gabriela guadalupe lupita margarita martha alicia rodrigo hector oscar arturo enrique ernesto rafael ruben
        gomez garcia lopez martinez rodriguez hernandez gonzalez perez sanchez ramirez torres flores rivera
    """,
    "WRONG": """
        equivocado equivocada equivocados equivocaste equivocando equivoco equivocaron equivocan equivocas
        incorrecto incorrecta erroneo erronea errado errada equibocado equibocada ekivocado ekibocado ekibocada
    """,
    "STATE": """
        cliente de capaz tu un una muy bueno buena tan nuevo nueva el la de yo asi quien eso esta mayor vegetariano
        vegetariana alergico alergica mexicano responsable socio socia miembro alumno alumna paciente estudiante
        diabetico diabetica celiaco celiaca vegano vegana unico unica primero primera mejor misma medico doctor
        experto experta fan robot nadie sorda sordo tonto alto bajo alta intolerante fumador fumadora usuario
        madrugador mama papa tia tio madre padre hermana hermano abuela abuelo esposa esposo
        residente jubilado local extranjero
    """,
}

MISSPELLED = """
    mensajes mensaje enviarme enviar manden mandar escribir escriban molesten molestar contactar suscripcion
    cancelar numero equivocado equivocada borrenme eliminar quitenme quiero recibir desuscribir desuscribirme dejen
    paren publicidad promociones autorizacion persona consentimiento bloquear
"""
