"""English: what may be a wish to leave, and what asks for help (see `english`)."""

CANCELS = """
    ^ ( cancel | cancelling | canceling ) (?! ( that | culture | ( one | two | 1 | 2 ) of | the _ item | the ( onions
    | cheese ) ) ) ;
    ( want | wanna | need | like | wish | id | ( can | could ) ( you | u ) | can i | could i | how do i | how can i )
    to? cancel ( $ | my | this | these | it | all | the | tomorrows | todays | our | order | BOOKING | everything |
    for | by ) ; close my account ; ( end | terminate | suspend | discontinue | deactivate | STOP ) ( my | the | this
    | all )? _? BOOKING ;
    ( delete | drop | deactivate ) ~ ( account | membership | profile )
"""

HELP = """
    ( who | whos | who s | whose | which _ ) ( is | are | r | am | the | dis | this | u | s | sent | it | that |
    texting | texts | number | keeps | you | _ is | _ are ) (?! gave ) ;
    new phone who ;
    ( what | which ) ( company | number | business | program | list | store | organization | is this | is it | are
    you | are these | are u ) ;
    ^ ( what | whats ) is? ( this | this number | this about | this for ) ;
    ( what | which ) ( did | have ) ( i | we ) SIGNED ;
    ( need | want ) ( some | your | more )? ( help | assistance | support | info ) ;
    ^ help me? ( with | needed | out | $ ) ; help ( with | me ) ;
    ( can | could ) ( someone | anyone | somebody ) ( help | assist ) ; how ( does | do ) ( this | it ) work ;
    ( customer | tech ) ( service | support | care ) ;
    ( talk | speak | chat ) ( to | with ) ( a | an | someone | somebody | human | agent | _ person ) ;
    ( more | get | send ) info ;
    ( how | where ) ( did | do | d ) ( you | u | they ) ( get | find | have | obtain ) ( my | this | me ) ;
    got my number ; who ( gave | told ) ;
    ( is | are | r ) ( this | it | you | these ) ( a | an | even )? _? ( scam | spam | legit | legitimate | real |
    bot | robot | human | person | fake | automated | computer | machine | joke | phishing ) ;
    how often ( will | do | are | is ) ;
    ( cost | charge | charged | pay | free ) _? _? ( per | for ) _? ( text | message | texts | messages | msg ) ;
    how ( do | can ) i ( contact | reach | talk | speak | get in touch ) ;
    << ( commands | options | menu | keywords | instructions | faq | terms ) >> ;
    ( do i know you | explain | why am i getting this $ ) ; ( identify | introduce ) yourself ; what do you want ;
    ^ what (?! _ ) (?! $ ) ; what ( do | does ) ( this | these | that | it | they | u | you ) mean ;
    ( what | which ) ( commands | keywords | words | options ) ; what are ( the | your ) ( terms | keywords |
    commands | options ) ; who ( do | should | can ) i ( contact | CALL | talk | TEXTS | reach | ask | EMAIL ) ;
    ( dont | do not | didnt ) ( understand | get | recognize | recognise ) ( these | what | your | who | why i ) _? (
    THING | is | are | this | $ )
"""

UNCLEAR = """
    NOT ( shop | buy | bank | live ) ( here | there | with you | at ) ; << not (?! STATE ) _ >> ;
    << ( dont | meh ) >> ; stop ; UNSUB ; ^ ( pause | snooze | hold ) ( for | until | till ) ;
    ( you | youre | u ) ( are | r | keep )? ( harassing | harrassing | spamming | bothering | bugging | pestering ) ;
    ( not | never | isnt | aint | no longer | zero | no | lost ) _? ( interested | intrested | intersted | interest )
    (?! in (?! ( THING | this | these | it | that | your | what | any | anything | you | SENDING | ( the | a ) _?
    THING ) ) _ ) ;
    uninterested ; too MANY ( $ | TEXT | of | THING | these | this | _ THING ) ; too ( TEXT | KIND ) ; TEXT less ;
    DONT phone me ;
    ( less | fewer | reduce | cut down | cut back | tone | limit | slow ) ( on | down )? ~ ( TEXT | KIND | JUNK |
    down | often | frequent | frequency ) ;
    ( less | fewer ) MANY ; slow down ;
    ( once | twice | one ) ( a | per ) ( day | week | month ) ( is | would | max | only ) ;
    ( why | how come | y ) ( am | are | do | did | is | r | i | you | u | would | does | was | im | the | this ) ~ (
    TEXTING | SENDING | TEXT | TEXTS | SEND ) ;
    << spam >> ; ( is | are | was | its | your | ur | of | this | total | pure | like ) spam ; (  harassment |
    spammer | spammers | scam | scammer | scammers | fraud | unwanted | unsolicited | intrusive | obnoxious | creepy
    | illegal to | invasive | pissed | pissing | fed up | fedup | enough is enough | done with ( this | these | you |
    your | it | $ | THING ) | get a life ) ; ( annoyed | sick | tired ) ( with | by | at | of ) ( this | these | you
    | your | it | THING | $ | getting | hearing | all ) ;
    ridiculous $ ; ( had it | had enough ) ( with | of ( this | these | you | your | it | THING ) | $ ) ; over it >> ;
    ( this | these | you | youre | is | it ) ( is | are | r )? getting? annoying ;
    << ( pause | snooze | leave | mute | enough | remove | delete | withdraw | exit | bye | goodbye | off | out |
    away | nomore | silence | block | suspend | drop | disconnect | disable | ugh ( not | this | STOP | another | no
    | these | enough ) | why | pass | next | nvm ) >> ;
    hold ~ THING ;
    ( pause | snooze | mute | suspend ) ( the | these | this | my | your | all | until | everything | it | off |
    THING ) ; take a break ; ( need | want ) a break ;
    ( shut up (?! thats ) | shut the ( hell | fuck | f ) | stfu | gtfo | fuck you | fuck u | screw you | eat shit |
    go to hell | kiss my | suck my | up yours | bite me | f you | fu | hate you | hate ( these | this | getting |
    your | when you ) | ugh | asshole | assholes | idiots ) ;
    ^ ( STOP | UNSUB ) ;
    ( how | can | could | where | may | is there | way | want | wish | like | trying ) ~ ( STOP | OUT | unsubscribe |
    get off ) ;
    ( not | no longer ) ( a | your )? ( customer | client | member ) ; NOT ( need | want | use | interested ) ( it
    (?! _ ) | this | that | any (?! (?! more | of | THING ) _ ) | anything | them | these | your | you | $ ) ;
    ( not for me | im good | im out | im done | all set | all good here ) >> ; i? want out ; ^ no need $ ; ^ blocked
    $ ; ( wanna | want to | like to | let me ) ( leave | quit ) $ ;
    hard pass ; ( not | maybe ) ( later | at this time | for me ) $ ; << not >> ; waste of ( time | my | space | data
    | everyones ) ;
    ( text | call | contact | message ) ( my | his | her ) _ instead ;
    i _? have a _? ( dentist | doctor | provider | agent | realtor | lawyer | plan | guy | subscription ) ;
    ( try | text | call ) ( someone | somebody ) else ;
    ( EMAIL | CALL ) me instead ; ( prefer | rather have | rather get ) _? ( EMAIL | CALL ) ; ^ email me $ ;
    ( EMAIL | TEXTS ) _? _? ( rather than | instead of | not ) ( CALL | TEXTS | TEXTING ) ;
    no TEXT ( until | till | for | before | after | at ) ;
    ( TEXTS | SEND ) ( me | us | these | this | them )? ( less | fewer ) ; not as? ( many | much | often | frequent )
    ;
    who SIGNED me ;
    ( NOT | wasnt | nobody | no one ) _? _? ( SIGNED | ask for | asked for | gave you | give you | given you | gave u
    | order these | give out | asked to ) ( up | to | for | in | this | these | my | any | it | you | SENDING | THING
    | $ ) (?! work ) ; << ( you | another one ) >>
"""

NO = """
    << ( no | n | nope | nah | nay | naw | negative | never | no no | no no no | absolutely not | hell no | heck no |
    no way | nope nope | not interested ) >> ;
    << no you? >>
"""

HOW = """
    ^ ( and | but )? ( how | where ) ( do | can | to | could | would | should | does | might | i | am ) ;
    is there ( a | any ) way ( to | i ) ; is it possible ( to | for me ) ;
    ^ can i ( UNSUB | opt | STOP | leave | cancel | END ) ; what ( happens | if ) ;
    do i ( have to | need to )? ( text | reply | send | say | type ) ; ( what | which ) ( word | do i ) ~ ( to | type
    | text | send )
"""

PAUSES = """
    ^ ( pause | snooze | hold ) ( for | until | till ) ;
    (?<! consent ) (?<! of ) (?<! starting ) ( today | tonight | tomorrow | vacation | until | till | weekend |
    snooze ) ;
    ( this | next | for | until | till | before | after | during | while | at ) ( a | the | this | next | my | work |
    im | i )? _? ( week | weeks | month | months | days | weekend | meeting | night | morning | WEEKDAY | noon | am |
    pm | bit | while | moment | asleep | sleeping | surgery )
"""
