"""Portuguese: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.vocabulary.portuguese import KINDS, MISSPELLED

PORTUGUESE = Language(
    code="pt",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "THING": "( TEXT | KIND | JUNK | CALL | EMAIL )",
    },
    patterns={
        "negated": """
        ( nao | n | nunca | jamais | nem | naum ) ( me | se | quero | desejo | queria | vou | precisa | pretendo | posso
            | quero que | lhe )? ( me | se )? (?! stop ) ( STOP | UNSUB | REMOVE | CANCEL | parem | cancelem | sair |
                pare ) (?! de
            receber ) ;
        ( nao | nunca ) ( deixe | deixem | deixa | pare | parem | parar ) ( de | nunca ) ;
        nao ( quero | consigo | posso ) ( parar | sair | perder | deixar | cancelar ) ; sem parar
        """,
        "idiom": """
        ( parada | ponto ) ( de | do | no | na ) ;
        ( pare | parem | para | parar | parei | parou | paro ) ( no | na | em | aqui | um | o | a | ali | perto | numa |
            pelo | nos ) (?! ( SENDING ) ) ;
        ^ para (?! de | com | $ | ME SENDING ) ; para ( mim | voce | o | a | que | ele | ela | meu | minha ) ;
        chega de ( fome | trabalho | chuva | calor | frio | esperar | mimimi ) ;
        ( nao | ainda nao | parei de ) ( recebi | recebo | chegou | chegaram | chega | recebemos ) (?! autorizacao ) ;
        ( da | posso | pode | podemos | consigo | tem como ) ( pra | para | eu )? eu? ( cancelar | sair | desistir ) (
            depois | quando | se | mais | a qualquer ) ;
        ( foi | esta | cancelaram | o | a | evento | e ) ( cancelado | cancelada | cancelaram ) ; cancelaram ;
        ( mudei | troquei | mudou ) ( de | o | meu ) ( numero | telefone | celular | endereco ) ;
        ( numero | endereco ) errado ( do | da | no | na ) ( pedido | entrega | casa | apartamento | cadastro ) ;
        ( direcao | modo | celular ) ~ nao perturbe ; nao perturbe ( ativ | ligado | ativado ) ;
        ( deu | algo | tudo | pedido | entrega | veio | produto | item | valor | preco | troco ) errado ;
        ( de | pra | para | a | vou | vai | pro | quero | posso | hora de | pode ) ( sair | parar ) (?! ( de | da |
            deste | desta | dessa | desse ) ( _ )? ( LIST | SENDING | me ) | $ ) ;
        sair ( com | cedo | hoje | do trabalho | da loja | de casa | amanha | para | pra | as ) ;
        chega ( em | amanha | hoje | quando | ate | o | a | as | que horas | no | na | meu | minha | la | aqui | ontem )
            ;
        ( quando | que horas | onde | nao ) ( chega | para | termina | encerra | acaba ) ;
        ( deixa | deixe | deixar | deixei | deixem | deixo ) ( o | a | na | no | pra | eu | que | um | as | os | em |
            meu | minha | ver | com | para ) (?! SENDING | TEXT | paz ) ;
        ( fim | final ) ( de | do | da | das ) ;
        ( REMOVE | sem | CANCEL ) ( a | as | o | os ) ( cebola | cebolas | queijo | tomate | mancha | molho | etiqueta )
            ;
        ( a | tudo | termina | encerra | terminam | acaba ) ( a | em | hoje | amanha | quando ) ;
        basta ( um | uma | clicar | que | ligar | enviar ) ;
        ( onibus | chuva | carro | trem | ele | ela | nao ) ( para | parou | parar )
        """,
        "stop-command": """
        ^ ( stop | unsub | unsubscribe | optout | pare | parem | parar ) (?! BOOKING | _ BOOKING | para ) ( _ ( _ _? )?
            )? $ ;
        ( stop | unsubscribe | parem | pare | chega | basta ) $ ;
        ^ ( parar | sair | cancelar | cancela | descadastrar | fim | cancele | cancelem | remover | excluir | encerrar |
            saia ) $ ;
        ^ STOPIMP ( nao | eu | esse | este | isso | com | de | quem | por | que | nunca | tire | tirem | tudo | me |
            voces | vcs | vc )
        """,
        "stop-phrase": """
        ( pedi | falei | disse | mandei ) ( pra | para | que | p )? ( vcs | voces )? STOP ;
        STOP ( de | com | ME | d | tanta | tanto | tantas )? ( ficar | tudo | tanta | essas | esses | isso | as | os |
            essa | ME | todas | todos )? ME? SENDING ;
        STOP ~ SENDING _? _? TEXT ; STOP ~ THING ; STOP com? ( isso | isto | tudo | ME | essa | esse ) $ ;
        ( deixe | deixem | deixa | larga | larguem | me deixa | largue ) ( ME | me | nos | o meu | do meu )? ( em paz |
            quieto | sossegado | sossegada | no meu canto | pe | em | do pe ) ;
        ( em paz | do meu pe ) ; UNSUB ; ME? ( REMOVE | REMOVING ) ME? ~ LIST ;
        ME REMOVING ( ME | de | da | do | desta | dessa | deste | desse | disso | dai | $ ) ;
        REMOVING ME ( de | da | do | desta | dessa | deste | $ | dai ) ;
        ( REMOVE | REMOVING ) ( MINE | o meu | meu | meus | este | esse ) _? NUMBER ;
        ( sair | saio | saia | fora ) ( desta | dessa | da | de | deste | desse | do | disso | daqui ) _? ( LIST | $ |
            TEXT ) ;
        ( quero | queria | gostaria de | desejo | preciso | como ) eu? ( sair | parar de receber | cancelo | cancelar |
            me descadastrar | parar | faco para sair ) ( das | da | de | desta | dessa | desse | disso ) ;
        ( esquecam | esqueca | esquece | percam | perca ) o? ( meu | esse | este ) NUMBER ;
        NOT ( ME | mais | volte | voltem | quero | lhe | quero que | precisa | precisam )? ( a | que | ME | mais | vcs |
            voces )? ( ME | mais )? SENDING (?! o codigo | o meu | nada ainda ) ;
        NOT ME? SENDING mais? ( THING | mais | nada ) ;
        NOT WANT ( mais | receber | continuar | que | suas | essas | esses | seus | nada | estar | ser | disso | isso |
            saber | ter | ver | esse | essa | fazer | figurar ) ;
        NOT WANT receber? mais? ( THING | SENDING ) ; NOT WANT em? ( receber | mais ) ;
        nao me? ( SENDING | WANT ) mais ;
        ( nada de | sem | chega de | basta de | nenhuma | nenhum | zero | farto de | cansado de | cansada de | farta de
            ) ( mais | tantas | receber | tanta | tantos | suas | essas | esses )? mais? ( THING | SENDING ) ;
        ^ ( nao | nunca )? mais $ ; ( mais nenhum | mais nenhuma | nem mais um | nem mais uma | nunca mais ) ;
        nao mais ; NOT ( ME | eu | lhes | vos | foi | fui | fui eu que )? ( ME | me )? SIGNED (?! ainda ) ;
        NOT ( te | lhe | vos | voces )? ( dei | autorizei | pedi ) ;
        sem ( minha | a minha | o meu | meu | ter | qualquer | nenhuma ) _? CONSENT ;
        ( NOT | nao tem | retiro ) _? _? ( minha | meu | a minha )? CONSENT ; REVOKE _? _? CONSENT ;
        CANCEL ~ ( TEXT | KIND ) ;
        ( cancelar | cancele | cancela | cancelem | CANCEL ) ( tudo | isso | todos | todas ) ;
        ( REMOVING | apagar ) todos? ( os | as )? ( meus | meu | minhas | minha ) _? ( dados | numero | informacoes |
            contato | telefone | conta ) ;
        ( lgpd | rgpd | gdpr | procon | advogado | advogada | processar | processo | denunciar | denuncia | anatel |
            anpd | justica ) ;
        ( esquece | esquecam | esqueca ) que? ( eu | mim | de mim ) ;
        ( some | sumam | suma | desaparecam | desapareca ) ;
        ( gostaria | quero | queria | desejo | prefiro | pode | peco ) ( de | para )? ( nao | nunca ) mais? ( ser | ME |
            receber | SENDING | mais ) ;
        nao ser mais ; ( oponho | me oponho | oponho me | oposicao ) ;
        ( prefiro | preferia | gostaria | agradeco | agradecia | peco | solicito | exijo | queria | agradeceria ) que? (
            voces | vcs )? me? ( nao | deixar | parar | parassem | deixassem | parem | deixem | ser | nao mais ) ;
        direito? ( ao | a ) esquecimento ; ( nao perturbe | nao me perturbe )
        """,
        "wrong-number": """
        ( mudou | trocou ) de ( dono | dona | numero ) ;
        nao sou quem ( voces | vcs | voce | vc )? ( procuram | procura | pensa | pensam ) ;
        NUMBER ( esta | e | totalmente )? WRONG ; WRONG de? ( NUMBER | pessoa ) ; pessoa WRONG ;
        ( e | foi | ha | por | deve ser | um ) engano ;
        ( voce | vc | voces | vcs | te | se | esta | estao | tem | numero | ligou ) ( esta | se | estao | com | discou |
            o )? _? WRONG ;
        ^ WRONG $ ;
        ( este | esse | isto ) NUMBER? nao ( e | pertence | eh ) ( o | mais | de | do | da | meu | a )? ( NUMBER | _ ) ;
        NUMBER nao ( e | pertence | eh ) ; nao pertence ;
        nao ( e | eh ) mais? o? ( NUMBER | telefone | celular | numero ) ( de | do | da | dele | dela ) ;
        eu? nao ( sou | me chamo ) (?! ( cliente | de | o dono da loja | capaz | muito | um | uma | mais | novo | eu ) )
            ( a | o )? _ _? $ ;
        eu? nao sou ( a | o | essa | esse )? ( pessoa | dono | dona | titular | proprietario | quem ) ;
        ( aqui | nesse numero | neste numero ) nao ( tem | mora | ha | e | existe | trabalha ) ;
        nao? ( tem | ha | existe | mora ) ( ninguem | nenhum | nenhuma ) _? _? _? ( nome | aqui | chamado | chamada | _
            ) ;
        nao ( conheco | sei quem e | sei quem ) ( ninguem | nenhum | nenhuma | essa | esse | _ ) ;
        ( novo | nova | outro ) ( dono | dona | titular | proprietario | proprietaria | usuario ) ;
        ( mudou | trocou | trocaram ) de NUMBER ;
        ( peguei | comprei | ganhei | tenho ) ( este | esse ) _? ( NUMBER | chip | numero ) ;
        ( dona | dono ) ( antiga | antigo | anterior ) ; NUMBER ( nao | n ) ( e | eh ) mais ; ^ no WRONG ;
        ninguem ( com | chamado | aqui | desse | com esse ) ; ( faleceu | morreu | falecido | falecida ) ;
        ( tenho | peguei | comprei | ganhei ) ( este | esse ) NUMBER
        """,
        "unclear-cancel": """
        ( cancel | cancelar | cancele | cancela | cancelem | cancelamento | cancelo | desmarcar | desmarca | desmarque )
            ;
        ( CANCEL | REMOVE | STOP ) ~ BOOKING
        """,
        "unclear-phrase": """
        stop ;
        ( NOT | sem ) ( ME | estou | estamos | tenho | to | mais | ha )? _? ( interessa | interessam | interessado |
            interessada | interesse | interessados ) ;
        ( muitas | muita | muitos | muito | tantas | tantos | demais | tanta | excesso de | demasiadas | demasiados ) (
            THING | SENDING ) ;
        THING demais ; ( menos | reduzir | diminuir | diminuam ) as? THING ;
        ( por que | porque | pq | porq | pk ) ( eu | voces | vcs | vc | voce | estou | ainda | conseguiram | obtiveram |
            conseguiu | tem | esta | continuo | me | arrumaram | estao | _ ) _? _? ( SENDING | NUMBER | THING |
            conseguiram | obtiveram | conseguiu | recebendo ) ;
        ( chato | chata | chatos | chatas | irritante | irritantes | saco | incomodo | incomoda | incomodando | assedio
            | spam | golpe | fraude | farto | farta | cansado de | cansada de | saturado | abuso | invasivo |
            insuportavel | perturbacao | golpista | golpistas | pe no saco | inconveniente | cansei ) ;
        << ( pausa | pausar | silenciar | sair | fora | deixar | tchau | apagar | bloquear | bloqueado | chega | remover
            | calem | basta ) >> ;
        ( vai se | vao tomar | vai tomar | va a merda | vai a merda | va se | vao se | foder | fodam | inferno | tomar
            no ) ;
        ( vou | irei | estou ) te? ( bloquear | bloqueando ) ( voces | vcs | vc | voce | este | esse | $ ) ;
        ( quero | vou | queria ) ( sair | embora ) $ ; interessada nao ;
        ( pausa | pausar | pausem | silenciar | suspender ) _? THING? ; ( por enquanto | hoje | por ora ) nao $ ;
        ^ nao ( por enquanto | por ora | no momento ) ;
        ( nao quero | nao preciso | dispenso | nao gostaria | nao desejo ) ( nada | isso )? $ ;
        ( idiotas | imbecis | calem a | cala a | vagabundos | otarios | odeio | babacas | fdp | cala ) ;
        ( como | posso | quero | consigo | maneira de | forma de ) ~ ( STOPIMP | UNSUB | cancelo | cancelar | sair ) ;
        ( nao sou | nao sou mais ) cliente ; ^ STOPIMP ; ( ferias | descansar )
        """,
        "unclear-no": """
        << ( nao | n | no | nunca | nada | negativo | nao nao | de jeito nenhum | jamais | nem pensar | claro que nao )
            >>
        """,
        "help-phrase": """
        ^ ( quem | kem ) ( e | eh | sao | fala | esta | e que | escreve | me | manda | seria ) ;
        ^ de ( quem | que empresa | onde ) ;
        ( que | qual ) ( e | eh | sao | numero e | empresa | e a empresa | e o ) ( este | esse | isso | isto | essa |
            esses | essas | eh | e | numero ) ;
        o? que e isso ;
        ^ ( preciso | quero | posso | podem | pode | necessito ) _? ( ajuda | ajudar | ajude | informacoes | informacao
            | suporte | assistencia ) ;
        ^ me? ( ajuda | ajudem | ajude | ajudar ) ; como ( funciona | isso funciona ) ;
        ( atendimento | servico ) ao cliente ; ( sac | suporte ) $ ; falar com ( alguem | um | uma | atendente ) ;
        mais? ( informacoes | informacao ) $ ; ( com quem | quem fala | quem e ) ; ^ info $ ;
        ( como | onde | quem ) ~ ( conseguiram | conseguiu | arranjaram | obtiveram | arrumaram | pegaram | acharam |
            deu | passou | forneceu | tem ) o? ( meu | esse | este )? NUMBER ;
        nao entendi ; para que serve ; ( pra | para ) que ( e | serve | eh ) ; ( qm | quem | kem ) ( e | eh ) ;
        ( e | eh ) de ( que | qual | onde ) ; ( tem | qual ) ~ ( telefone | contato ) de ( contato | voces ) ;
        ( isso | isto | e | eh | esta ) ( e | eh )? ( um | uma )? ( verdade | real | robo ) $ ; quanto custa ~ TEXT
        """,
        "unclear-how": """
        ^ ( como | onde ) ( eu | faco | cancelo | posso | me | se | saio | paro | faz | fazer | consigo | que )
        """,
        "unclear-pause": """
        ( esta | essa | este | esse | ate | durante | antes | depois | por | nesta | nessa | neste | nesse | no | na ) (
            o | a | as | os | da | das | minhas | um | uma )? ( semana | mes | hoje | amanha | segunda | terca | quarta
            | quinta | sexta | sabado | domingo | ferias | momento | enquanto | fim | tempo | manha ) ;
        ( ferias | viajando | viagem ) ; ^ ( hoje | amanha ) ; hoje $
        """,
        "everything": """
        ( STOP | UNSUB | CANCEL | SENDING | REMOVE ) ( de | ME | com )? ( tudo | todos | toda | todas ) (?! o dia | o
            tempo | hora | os dias ) ;
        ( todas | todos ) ( as | os | suas | seus ) ( mensagens | sms | listas | comunicacoes | msgs ) ; tudo $
        """,
    },
)
