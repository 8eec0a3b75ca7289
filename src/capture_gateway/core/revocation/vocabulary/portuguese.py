"""Portuguese: kinds of words, folded (see `grammar`)."""

KINDS = {
    "CALL": """
        ligacao ligacoes ligar ligarem liguem ligue ligando ligam liga telefonar telefonem telefonema telefonemas
        chamada chamadas chamar telefonando
    """,
    "EMAIL": """
        email emails correio correios carta cartas mail mails eletronico eletronicos folhetos catalogos panfletos
        fax
    """,
    "WRITTEN": """
        mensagem mensagens msg msgs mensagen mensage menssagem menssagens mensajem torpedo torpedos sms texto textos
        whats whatsapp zap zaps escrev(er|erem|a|am|endo|e|em) textear mensagear
    """,
    "SOFT": """
        please porfavor amigo amiga pf pfv pfvr pls plz favor porfavor gentileza obrigado obrigada obg brigado vlw
        valeu ola oi bom
        boa tarde noite agora ja imediatamente urgente simplesmente realmente porra caralho droga malditas
        malditos maldita maldito senhor senhora senhores moco cara gente tambem sempre constantemente
        definitivamente logo please mesmo ai entao ne blz ok kkk kkkk rs atenciosamente ta
    """,
    "WEAK": """
        de da do das dos a o as os um uma uns umas e ou que q se em no na nos nas por para pra pro pras com eu me
        mim te tu voce vc voces vcs ele ela eles elas meu minha meus minhas seu sua seus suas esse essa esses essas
        este esta estes estas isso isto isto aquele aquilo como quando onde quem qual porque mas mais nao n ser
        estar e sao sou tem tenho foi ha todo todos toda todas tudo nada lhe
    """,
    "STOP": """
        stop pare para parar parem pararem parando parassem cesse cessem cessar chega basta deixe
        deixem deixar deixa encerrar encerre encerrem encerra interromper interrompa interrompam suspender suspenda
        suspendam suspende finalizar finalize terminar termine terminem evite evitem
    """,
    "STOPIMP": "stop pare parem parar chega basta cesse cessem",
    "UNSUB": """
        descadastrar descadastra descadastre descadastrem descadastro descadastramento descadastrado descadastrarme
        desinscrever desinscreva desinscrevam desinscreve desinscricao dessubscrever desassinar desassine
        unsubscribe unsub optout descadastar desincrever desinscrevame descadatrar desvincular desvincule desfiliar
    """,
    "SENDING": """
        envi(ar|arem|e|em|ando|es|a|am|o|ada|ado|aram) mand(ar|arem|e|em|ando|es|a|am|o|aram) envia manda
        escrev(er|erem|a|am|endo|e|em) contat(ar|arem|e|em|ando|a|o|em) contact(ar|arem|e|em|ando|ado)
        perturb(ar|arem|e|em|ando|a|em) incomod(ar|arem|e|em|ando|a|am) ench(er|erem|a|am|endo|e|em) encher
        spamm(ar|em) chate(ar|iem|ie|ando|iam) azucrin(ar|em|a) importun(ar|em|e|ando) aborrec(er|a|am|endo|am)
        receber recebendo recbr recebermos cheg(uem|ue|arem) continu(ar|em|e) notific(ar|em|ando) comunicar entrar
        entrem entre entrando textear mensagear assediar bombarde(ar|ando|iem) insist(ir|am|a|e) atormentar
        atormentem torrar torrem amol(ar|em|e|ando) contact(assem|asse) mand(assem|asse) envi(assem|asse)
        escrev(essem|esse)
        perturb(assem|asse) notifiqu(em|e|es) avis(em|es) inform(em|es) entup(am|ir) CALL EMAIL
    """,
    "TEXT": """
        recebimento mensagem mensagens msg msgs mensagen mensage menssagem menssagens mensajem mensagenzinhas torpedo
        torpedos
        sms texto textos whats whatsapp zap zaps notificacao notificacoes aviso avisos alerta alertas comunicacao
        comunicacoes comunicados comunicado inscricao assinatura subscricao cadastro
    """,
    "JUNK": """
        merda merdas porcaria porcarias lixo bosta spam besteira besteiras coisas coisa tralha palhacada chatice
        treta tretas
    """,
    "KIND": """
        oferta ofertas promocao promocoes promo promos publicidade publicidades propaganda propagandas anuncio
        anuncios cupom cupons cupao cupoes desconto descontos marketing newsletter newsletters boletim boletins
        novidades noticias lembrete lembretes pesquisa pesquisas recomendacao recomendacoes receitas receita
        promocionais promocional publicitarias publicitarios comerciais comercial campanhas informativos pedidos
    """,
    "ME": "me mim nos eu lhe",
    "MINE": "meu minha meus este esse o nosso",
    "NUMBER": "numero numeros num nr telefone tel celular telemovel contato contacto dados nome fone cel linha whats",
    "LIST": """
        lista listas base bases cadastro cadastros registro registros sistema banco grupo mailing difusao
        transmissao contatos contactos agenda diretorio programa
    """,
    "NOT": "nao num n nunca jamais nem nn naum",
    "WANT": """
        quero queria desejo gostaria preciso queremos quer autorizo autorizei aceito aceitei pedi pedimos solicitei
        concordei concordo permito permiti consinto consenti gosto pretendo interessa desejamos qro kero qero
        necessito tenho
    """,
    "REMOVE": """
        remov(er|am|a|e|erem|endo) retir(ar|em|e|a|arem) tir(ar|em|e|a|arem) exclu(ir|am|a|i|irem)
        apag(ar|uem|ue|a|arem) delet(ar|em|e|a|arem) elimin(ar|em|e|a|arem) risc(ar|em|a|ue) risquem
        esque(cer|cam|ca|ce|cem) sair tira suprimir suprimam removame retirame
    """,
    "REMOVING": """
        remov(er|am|a|e|erem) retir(ar|em|e|a) tir(ar|em|e|a) exclu(ir|am|a|i) apag(ar|uem|ue|a) delet(ar|em|e|a)
        elimin(ar|em|e|a)
    """,
    "CANCEL": """
        cancel desliga desligar desligue desliguem desativa desativem cancelar cancele cancelem cancela cancelo
        cancelamento cancelado cancelada cancelei anular anulem anule desativar desative desativem bloquear bloqueie
        bloqueiem encerrar encerrem encerre suspender suspendam interromper rescindir
    """,
    "ENDED": "pararam deixaram parou deixou cancelaram suspenderam encerraram tiraram removeram excluiram bloquearam",
    "NUMERAL": "um uma dois duas tres quatro cinco seis sete oito nove dez meio meia",
    "DAILY": """
        tomar comer beber fumar doer chover funcionar tocar servir vender trabalhar nevar sangrar crescer usar rir
        chorar
        correr existir abrir fazer dirigir
    """,
    "GOODS": """
        nota recibo ticket pedido pedidos pacote produto leite pao paes ovos queijo carne frango fruta frutas verdura
        sacola sacolas caixa caixas foto localizacao endereco dinheiro troco comida pizza remedio remedios comprimido
        agua cafe acucar sal cebola tomate molho maionese presunto alface gelo arroz batata batatas peixe sopa bolo
        flores
        sapatos camisa chave chaves uniforme pimenta limao morangos bananas quilos quilo unidades gramas litros
        refrigerante
        cerveja vinho biscoitos iogurte manteiga oleo farinha pepino picles azeitona azeitonas febre dor tosse mostarda
        ketchup guardanapos talheres fatura boleto encomenda codigo duvida entregador motoboy motorista
    """,
    "KEEPON": "continuem continue continues sigam siga fiquem fique ficar insistam",
    "BLOCKED": "bloqueados denunciados bloqueado denunciado",
    "SIGNUP": "inscrever cadastrar assinar inscreverme cadastrarme",
    "STOPPING": "param parais paras deixam deixais",
    "REMOVED3": """
        tirassem removessem retirassem excluissem apagassem cancelassem tirem removam retirem excluam apaguem parassem
    """,
    "SENT": """
        pedi falei disse mandei enviei respondi escrevi solicitei avisei pedido mandado enviado respondido pedindo peco
        solicitado
    """,
    "THREAT": """
        denuncio processo reporto denunciarei processarei denunciamos
    """,
    "NOMINAL": "remocao exclusao eliminacao retirada cancelamento supressao apagamento descadastramento",
    "REMOVED": """
        removido removida excluido excluida retirado retirada apagado apagada descadastrado descadastrada excluidos
        removidos apagados eliminados retirados eliminado
    """,
    "ALLOWED": "autorizei autorizado aceitei dei consenti permiti concordei optei autorizo consinto aceito permito",
    "NAME": """
        maria jose joao pedro luis luiz carlos ana carmen rosa marta laura lucia sofia miguel antonio francisco manuel
        jorge fernando ricardo eduardo andre diego daniel paulo sergio raul mario alberto alexandre patricia claudia
        helena isabel tereza teresa gloria silvia veronica monica andrea paula julia beatriz adriana gabriela joana
        fernanda camila bruno rafael lucas mateus felipe gustavo marcos marcelo rodrigo tiago thiago sandra marcia
        luciana juliana aline silva santos souza oliveira pereira costa ferreira almeida antunes
    """,
    "STATE": """
        socio socia membro aluno aluna paciente estudante diabetico diabetica celiaco celiaca vegano vegana unico unica
        primeiro primeira melhor mesma mesmo medico doutor fa robo ninguem surdo alto baixa intolerante fumante alergico
        alergica vegetariano vegetariana mae pai tia tio irma irmao avo filha filho boa bom forte ruim daqui brasileiro
        bobo
    """,
    "CONSENT": "consentimento permissao autorizacao autorizacoes concordancia aceite",
    "REVOKE": "revogo revogar revoguem revogue retiro retirar anulo cancelo cancelar rescindo revogacao",
    "SIGNED": """
        cadastrei cadastrado cadastrada inscrevi inscrito inscrita assinei pedi solicitei autorizei aceitei dei
        concordei registrei registei subscrevi optei consenti permiti forneci passei fiz pediu
    """,
    "BOOKING": """
        pedido encomenda encomendas consulta consultas reserva reservas entrega entregas compra compras horario mesa
        matricula academia seguro contrato internet netflix
        aula visita viagem conta plano pacote agendamento marcacao sessao
    """,
    "WRONG": """
        errado errada errados errou enganado enganada engano enganou equivocado equivocada incorreto errada trocado
    """,
}

MISSPELLED = """
    mensagens mensagem enviar enviem mandar mandem receber parem descadastrar descadastre cancelar numero retirem
    remover removam remova inscricao promocoes perturbar incomodar autorizei cadastro cadastrei quero errado
    propaganda
"""
