"""Portuguese: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.languages.portuguese_idioms import IDIOMS, NEGATIONS, STRANGERS
from capture_gateway.core.revocation.vocabulary.portuguese import KINDS, MISSPELLED

PORTUGUESE = Language(
    code="pt",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "THING": "( TEXT | KIND | JUNK | CALL | EMAIL )",
        "LEAVE": "( UNSUB | STOP | sair | cancelar | remover )",
        "WHY": "( por que | porque | pq | porq | pk | quando )",
        "A": "( o | a | os | as | um | uma | meu | minha | meus | minhas | outro | outra | nenhum | nenhuma )",
    },
    patterns={
        "negated": NEGATIONS,
        "idiom": IDIOMS,
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
        ME ( tirem | removam | excluam | apaguem ) ( que | pois | porque | por ) ;
        quantas vezes ~ ( pedi | SENT | pararem ) ;
        ME ( tiram | removem | excluem | apagam | tira ) ( da | de | dessa | desta ) ( LIST | _ LIST ) ; NOT ME (
            incluam | inclua | incluas |
            adicionem | coloquem ) mais? $ ; ( farto | farta | cansado | cansada | cheio | cheia ) ( das | dos | com as
                | com os ) _ THING ; NOT
            estou ( interessado | interessada ) em ( receber | suas | THING ) ;
        de ( remocao | exclusao | UNSUB ) $ ; ( saiam | saia ) do meu ( NUMBER | pe ) ; ( cansado | cansada | farto |
            farta | cansei ) de ( que )? ME SENDING ;
        THING nao ( me | nos ) ( interessam | interessa ) ; NOT quer ( mais )? ( receber | que SENDING ) ;
        NOT ME ( ponham | coloquem | incluam | botem ) ~ LIST ; ( tira | tire | tirem | exclui ) eu ( $ | dai | da |
            desta | dessa ) ;
        NOT ME? KEEPON ( a | com )? ME? ( SENDING | THING | _ THING ) ; NOT ME _ mais? com ( mais | suas | tantas |
            essas | esses | seus ) THING ;
        ( gostaria | queria | agradecia | agradeco | peco | solicito | quero ) ( de )? ( que )? ( voces | vcs )? ME (
            REMOVE | REMOVED3 ) ;
        NOT ( tenho | ha ) interesse em ( receber | suas | continuar ) ; ^ BLOCKED ; ( sejam | seja | fossem ) REMOVED ;
        ( encerro | finalizo | termino | encerrar | dou por _ ) ( a | minha | a minha ) TEXT ; ( KIND | TEXT ) nao ( as
            | os )? ( quero | preciso | desejo
        ) $ ; ( procedam | proceda ) ( a | com ) ( a )? ( NOMINAL | REMOVE | CANCEL ) ;
        ( cansada | cansado | farta | farto | cheio | cheia | saturado | saturada ) ( de | das | dos | com | dessas |
            desses | destas | destes )? ( receber | essas | esses | suas |
            seus | tanta | tanto )? ( THING | SENDING ) ; ( renuncio | recuso | rejeito | dispenso ) ( a | as | os | o
                )? ( suas | vossas |
            todas | seus )? ( THING | SENDING ) ;
        REMOVE ( as | os | essas | esses | estas | estes | suas | minhas ) THING ;
        ( CANCEL ) ( o | este | esse )? ( meu )? NUMBER ;
        nao ( e | ha | precisam | precisa ) ( preciso | necessario | necessidade )? ( de | que )? ( mais )? ME? SENDING
            ;
        ME ( REMOVE | REMOVING | larga | larguem | largue ) ( ME )? ( $ | daqui | disso | dos | das | por $ ) ;
        ( larga | larguem | largue | soltem ) ME $ ; ( faco | apresento | vou fazer | farei ) ( uma )? ( queixa |
            reclamacao | denuncia ) ;
        a proxima ( eu | vez )? ( chamo | denuncio | processo | ligo | vou | bloqueio ) ;
        ( ve | vejam | veja | ve la ) se STOPPING ; ninguem ( pediu | autorizou | quer ) ( isso | isto | essas | esses
            | THING ) ;
        SENT que ( ME | me ) REMOVED3 ; ME ( incomodam | irritam | perturbam | atrapalham ) ; ( nao me | nao )
            interessa ( mais )? receber ;
        STOPPING de ME? SENDING ;
        SENT ( pra | para | que | a | o | pro | por )? ( me )? ( LEAVE | sair | parar | REMOVE | remocao | exclusao |
            descadastro | cancelamento | REMOVING | nao ME? SENDING ) ;
        SENT ( pra | para | que )? ( vcs | voces )? ( nao | nunca ) mais? ME? SENDING ; cancelei e (
            continuo |
            continua | continuam ) ;
        ( descadastrei | desinscrevi ) ; quantas vezes ~ ( pedir | falar | dizer | peco | repetir | SENDING | parar ) ;
        ( vez | vezes ) que ( eu )? ( peco | pedi | falo | digo | solicito | mando | respondo ) ;
        ( mais uma | outra | mais um | mais alguma ) ( THING | vez )? ( e | ou ) ;
        ( vou | eu | te | vos | irei | vamos )? THREAT ;
        NOMINAL ( de | do | da | dos | das ) ( todos )? ( o | os | as )? ( meu | meus | minhas | este )? _? ( NUMBER |
            dados ) ;
        NOMINAL ~ LIST ; ser ( REMOVED ) (?! da aula ) ;
        THING eu? nao $ ; ^ sem ( mais )? ( publicidade | propaganda | ofertas | promocoes | anuncios |
            mensagens |
            promo | spam ) ;
        ME ( esquece | esqueca | esquecam ) ; ^ ( esquece | esqueca | esquecam ) ME ; ( ME | mim ) fora ( disso | dessa
            | daqui ) ;
        NOT ( gostaria | queria ) de? ( mais )? ( receber | continuar | SENDING ) ;
        ( nao | n ) ( preciso | precisa | precisam ) ( mais | de | mais de )? ( disso | THING | SENDING | ME | $ |
            dessas | desses | das
            THING | dos THING ) ;
        cansei ( de | dessas | desses | disso | das | dos ) ( THING | SENDING | _ THING | $ ) ;
        nao aguento mais ( THING | _ THING | isso | voces | vcs | SENDING ) ;
        ( quero | queria | vou | desejo ) sair ( do | da | desse | deste | dessa | desta ) ( LIST | grupo ) ;
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
        nao mais (?! que | do que | NUMERAL | de NUMERAL ) ; NOT ( ME | eu | lhes | vos | foi | fui | fui eu que )? (
            ME | me )?
            ALLOWED (?! ainda ) ;
        NOT ( te | lhe | vos | voces )? ( dei | autorizei ) ; NOT autorizo ;
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
        "wrong-number": STRANGERS,
        "unclear-cancel": """
        ( cancel | cancelar | cancele | cancela | cancelem | cancelamento | cancelo | desmarcar | desmarca | desmarque )
            ;
        ( CANCEL | REMOVE | STOP ) ~ BOOKING
        """,
        "unclear-phrase": """
        ( prefiro | preferia | melhor ) que ME? _ ( por | pelo ) ( EMAIL | CALL ) ;
        melhor ( me | eu )? ( liguem | ligar | ligue | liga | telefonar ) ;
        stop ; ( estou | to | tou ) fora $ ; << fora >> ; ( SENDING | mandem | manda ) menos ; menos ( SENDING |
            frequencia |
            vezes ) ;
        ( melhor | prefiro | preferia | preferiria | mandem | manda | mande ) ( ME )? ( SENDING )? ( por | pelo | no |
            um ) ( EMAIL | CALL ) (?! ( A )? GOODS ) ; ( EMAIL | CALL ) em vez ; em vez de ( THING | SENDING ) ; ^ ( de
            novo |
                outra vez )
            ( voces | vcs | vc | voce | isso )? $ ;
        ( continuo | continuamos ) recebendo ; continuo a receber ; ( continua | continuam ) ( ME )? ( chegando |
            mandando | a SENDING |
            enviando ) ; NOT ( ME | eu )? ( ME )? SIGNED (?! ainda ) ; << sair >> ; ( quero sair ) $ ;
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
        nao sei quem e $ ; que ( LIST | THING ) e ( essa | esse | esta ) ; << ( ajudaa | ajuda ae | ajudem ) >> ;
        ( que | quais ) ( THING | NUMBER | servico ) ( e | sao | eh ) ( este | esse | esses | essas | estas | estes |
            essa | esta ) ;
        ( para | pra | p ) que ( e | eh | sao | serve | servem ) ; que ( significa | quer dizer | significam ) ; do que
            se trata ;
        quem ( esta | que | estao )? ( mandando | enviando | manda | envia | escreve | escrevendo ) ; como falo
            com ;
        de que ( empresa | se trata | loja ) ; << ( ajdua | ajuad ) >> ; que ( mensagens | mensagem | THING ) ( e | sao
            ) ;
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
        ^ tem como nao ;
        ^ posso ; ^ ( da | dava ) ( pra | para ) ( cancelar | sair | parar | descadastrar ) ; ^ tem como ( eu )? ( sair
            | cancelar |
            parar | UNSUB ) ; ^ como ( deixo | me ) ; ^ e possivel ( sair | cancelar | UNSUB ) ;
        ^ ( como | onde ) ( eu | faco | cancelo | posso | me | se | saio | paro | faz | fazer | consigo | que )
        """,
        "unclear-pause": """
        ( a | de | pela | as ) ( madrugada | fim de semana ) $ ;
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
