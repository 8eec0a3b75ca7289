"""Portuguese: what is said every day with the same words, whom a number belongs to, and what is not wished."""

from typing import Final

IDIOMS: Final = """
        nao tem ninguem em casa ;
        ( perdi | perdido ) a conta ; ( sair da duvida ) ; nao mais GOODS ;
        ( deixa | deixe | deixem | deixar | deixo ) ( gorjeta | propina | recado ) ; REMOVE uma duvida ; ( estou |
            estava ) de baixa ;
        ( tinha | havia | tenho ) pedido (?= que | pra | para ) ; meu pedido (?= de ( NOMINAL | UNSUB ) ) ; ENDED de ME?
            SENDING ; quer ( se )? UNSUB ;
        NOT ME? SENDING A? GOODS ; incomodo ( mais | de novo | $ ) ;
        ( quer | querem | queria ) sair (?! ( da | desta | dessa | do ) ( LIST | grupo ) ) ; NOT ME? SENDING ( o | a |
            os | as ) de (?! THING ) ;
        NOT WANT que ME? SENDING A? GOODS ; mas eu ( continuo | nao | quero continuar ) ; ( caixa | sacola | pacote |
            pedido ) fora ;
        se eu ( cancelar | sair | me | UNSUB | cancelo | saio ) ;  nao quero incomodar ; basta e ;
        ( incomoda | incomodam ) ( o | a | os | as ) (?! THING ) ; nao conheco ( essa | esse | a | o ) (?! pessoa |
            NAME | $ | NUMBER | homem | mulher ) ;
        outro NUMBER de ( GOODS | pedido | conta ) ; ( morreu | faleceu ) ( o | a )? ( meu | minha )? ( cachorro |
            cachorra | gato | gata | bateria |
        celular | carro ) ; ( cachorro | gato | bateria | carro | passarinho ) morreu ; ( quero | queria | como ) ( me
            )? SIGNUP ; e eu nao ;
        ( ela | mae | pai | irma | irmao | marido | esposa | filho | filha | vizinha ) NOT ( quer | queria ) ~ THING ;
        ( nao | n ) ( preciso | precisa | precisamos ) mais ( da | do | de ) (?! _? ( THING | LIST ) ) ;
        ( endereco | preco | total | valor | troco | codigo | pedido | nome da rua | tamanho | horario | cupom | link |
            produto )
        ( esta | estava | e | veio | ficou )? WRONG ; aqui nao tem _ $ ; ( doutor | medico | dono | ela | ele | eu )
            esta fora ;
        ( doutor | doutora | dra | medico | ele | ela ) ( esta )? fora ; fora ( da cidade | de servico | do ar | de
            casa | de hora ) ;
        que ( chato | saco | incomodo ) ; ( desculpa | desculpe | pelo | o ) incomodo ;
        cancela ( automatica | eletronica | manual ) ; chega de ( carboidrato | doce | acucar | pao | comer | dormir )
            ; chega mais ( $ | cedo | perto | aqui ) ; basta ( assinar | preencher | passar | ir | entrar | usar | eu )
            ; deixa ( quieto assim | quieto $ | assim ) ;
        larga a mao ; ( some | sumiu ) ( da | do | na | no ) ; ( estante | prateleira ) nao ;

        WHY ~ ENDED ( de )? ( SENDING )? ; ENDED de ( mandar | enviar | chegar ) ;
        ( a | da | na | uma | pela | essa | esta ) cancela (?! TEXT | tudo | isso | mensagens ) ; ^ cancela ( aberta |
            fechada |
            quebrada | do | da ) ;
        ( se | ela | ele | irma | marido | que ) ( descadastrou | desinscreveu | saiu ) ; ( descadastrou | saiu
            da LIST )
            ;
        REMOVE A (?! CONSENT | NUMBER | THING | LIST | _ ( NUMBER | THING | LIST ) | ME ) ( _ ( do | da ) BOOKING )? ;
            REMOVE
            GOODS ;
        REMOVE ( da | do ) ( minha | meu )? ( BOOKING | sanduiche ) ; me tira uma ;
        NOT ( WANT | tem | tenho | ha | precisa | precisa de | quero | preciso de ) ( mais )? ( A )? GOODS ;
        ( nao ) ( tem | tenho | ha ) mais (?! ( _ )? ( THING | LIST | NUMBER | interesse | CONSENT ) | esse | este | $
            ) ;
        ( nao | n )? mais ( que | do que | de ) ( NUMERAL | _ ) ;
        NOT ME? ( SENDING | mandaram | enviaram | mandou ) ( hoje | amanha | ainda | em casa | pra casa ) ;
        NOT ME? ( SENDING | mandaram | enviaram | mandou | manda ) ( A )? GOODS ainda? ;
        NOT ME? ( mandaram | enviaram | mandou | enviou | mandam ) (?! mais ) ;
        NUMBER ( WRONG ) ( de | do | da ) ( GOODS | _ $ ) ; WRONG NUMBER de GOODS ; NUMBER ( da | do ) ( minha | meu )?
            ( casa | apartamento | predio | porta ) ~ WRONG ;
        engano meu ; foi meu WRONG ; ( eu | me | foi | enganei ) ( enganei | enganei me ) ;
        basta ( mostrar | levar | ter | um | uma | dois | trazer | apresentar | dizer | clicar | chegar | pagar | so ) ;
        chega ( de graca | bem | rapido | cedo | em casa ) ;
        ( parar | pare | parei | para | parou | suspender | interromper | posso parar | deixar | deixei | parando ) (
            de | o | a | com
            o | com a )? ( DAILY | remedio | antibiotico | medicamento | comprimido | dieta | treino | insulina ) ;
        ( responda | responder | responde | respondam ) ( com )? ( LEAVE | sair | parar ) ;
        ( diz | escrito | dizia | diga ) ( aqui )? ( para | que )? _? LEAVE ;
        ( nao | ainda nao ) tem ninguem ( na | no | em ) ( loja | balcao | caixa | recepcao ) ;
        ( esquece | esqueca | esquecam | esqueci ) (?! ( que )? ( eu | mim | de mim | meu | o meu | este | esse | me )
            | $ ) ;
        apaguei sem querer ; saia ( NUMERAL | azul | preta | longa | curta | branca | vermelha | jeans | tamanho ) ;
        hoje nao ( talvez | quem sabe | amanha ) ;
        mudei para ;
        nao sou ( socio | socia | membro ) ;
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
        ( de | pra | para | a | vou | vai | pro | quero | posso | hora de | pode ) ( sair | parar ) (?! ( de | da | do |
            deste | desta | dessa | desse | com | e ) ( _ )? ( LIST | SENDING | me | THING | isso | continuam |
                continua ) | $ |
            e ) ;
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
        basta ( um | uma | clicar | que | ligar | enviar ) (?! TEXT ) ;
        ( onibus | chuva | carro | trem | ele | ela | nao ) ( para | parou | parar )
        """

NEGATIONS: Final = """
        ( sem querer | por engano | por erro | por acidente ) ~ LEAVE ;
        ( UNSUB | LEAVE | descadastrei | desinscrevi | sai | saiu ) ( da LIST )? ( sem querer | por engano | por erro |
            por
            acidente ) ; ( descadastrei | desinscrevi | sai da LIST ) ~ ( sem querer | por engano | por erro | por
                acidente ) ;
        nao ( me | nos )? ( REMOVE | REMOVING | tirem | excluam | descadastrem ) ;
        ( nao | n | nunca | jamais | nem | naum ) ( me | se | quero | desejo | queria | vou | precisa | pretendo | posso
            | quero que | lhe )? ( me | se )? (?! stop ) ( STOP | UNSUB | REMOVE | CANCEL | parem | cancelem | sair |
                pare ) (?! de
            receber ) ;
        ( nao | nunca ) ( deixe | deixem | deixa | pare | parem | parar ) ( de | nunca ) ;
        nao ( quero | consigo | posso ) ( parar | sair | perder | deixar | cancelar ) ; sem parar
        """

STRANGERS: Final = """
        NUMBER ( pertence | e ) a? de? ( outra | outro ) ;
        nao sou eu $ ; ( procuram | procura | procurando | buscam ) outra pessoa ; nao tenho nada a ver ; ( pra | para
            | com | por ) ( uma | um | a | o ) tal
        de? _ ;
        nao ( mora | trabalha ) mais? ( aqui | comigo ) ;
        ( isso | isto | aqui ) nao e ( a | da | uma )? ( casa | loja | empresa | escritorio ) ( de | do | da ) ;
            confundiram ( o | de ) ( NUMBER | pessoa
        ) ; nao sou _ _? que ( procuram | procura | pensam | pensa | querem ) ; sou outra pessoa ; ( dono | dona )
            anterior ;
        NAME nao ( tem | usa | mora ) ( este | esse | mais ) ; ( estao | voces estao | vcs estao ) WRONG ; enganaram (
            se )? ( no | de | na ) (
        NUMBER | pessoa ) ; NUMBER que nao e $ ; ( nao | nem ) conheco (?! _? _? ( LIST | loja | produto | essa loja )
            ) $ ;
        nao ( sou | e | eh ) ( mais )? ( o | a | do | da | de )? NAME ; NAME nao ( e | usa | tem | mora ) ( mais )? ;
        ( dono | dona | titular ) ~ mudou ; NUMBER ( e | eh ) meu ; ( mandando | mandaram | enviando |
            mandou ) ( pra |
            para | a | na ) _? WRONG ; enganaram de ; WRONG de NUMBER ;
        ( mudou | trocou ) de ( dono | dona | numero ) ;
        nao sou quem ( voces | vcs | voce | vc )? ( procuram | procura | pensa | pensam ) ;
        NUMBER ( esta | e | totalmente )? WRONG ; WRONG de? ( NUMBER | pessoa ) ; pessoa WRONG ;
        ( e | foi | ha | por | deve ser | um ) engano ;
        ( voce | vc | voces | vcs | te | se | estao | tem | numero | ligou ) ( esta | se | estao | com | discou |
            o )? _? WRONG ;
        ^ WRONG $ ;
        ( este | esse | isto ) NUMBER? nao ( e | pertence | eh ) ( o | mais | de | do | da | meu | a )? ( NUMBER | _ ) ;
        NUMBER nao ( e | pertence | eh ) ; nao pertence ;
        nao ( e | eh ) mais? o? ( NUMBER | telefone | celular | numero ) ( de | do | da | dele | dela ) ;
        eu? nao ( sou | me chamo ) (?! ( STATE | na | no | cliente | de | o dono da loja | capaz | muito | um | uma |
            mais | novo
            | eu ) )
            ( a | o )? _ _? $ ;
        eu? nao sou ( a | o | essa | esse )? ( pessoa | dono | dona | titular | proprietario | quem ) ;
        ( aqui | nesse numero | neste numero ) nao ( tem | mora | ha | e (?! ( o | a ) _ $ ) | existe | trabalha ) ;
        nao? ( tem | ha | existe | mora ) (?! ninguem na | ninguem no ) ( ninguem | nenhum | nenhuma ) _? _? _? ( nome
            | aqui | chamado | chamada | _
            ) ;
        nao ( conheco | sei quem e | sei quem ) (?! $ ) ( ninguem | nenhum | nenhuma | essa | esse | _ ) ;
        ( novo | nova | outro ) ( dono | dona | titular | proprietario | proprietaria | usuario ) ;
        ( mudou | trocou | trocaram ) de NUMBER ;
        ( peguei | comprei | ganhei | tenho ) ( este | esse ) _? ( NUMBER | chip | numero ) ;
        ( dona | dono ) ( antiga | antigo | anterior ) ; NUMBER ( nao | n ) ( e | eh ) mais ; ^ no WRONG ;
        ninguem ( com | chamado | aqui | desse | com esse ) ; ( faleceu | morreu | falecido | falecida ) ;
        ( tenho | peguei | comprei | ganhei ) ( este | esse ) NUMBER
        """
