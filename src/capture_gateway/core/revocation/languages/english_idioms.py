"""English: what only looks like a wish to leave (see `english`)."""

IDIOMS = """
    stop in ( for | any | sometime | anytime | today | tomorrow ) ;
    which stop ;
    stop ( serving | selling | making | accepting | taking | offering | carrying | delivering | baking | seating ) ;
    ( STOP | stopped ) ( by | over ) ;
    stop ( sign | signs | light | lights | watch | motion | loss | gap | shop ) ;
    ( i | ill | im | we | you | they | he | she | to | can | could | gonna | will | might | and | ima | lets |
        should ) ( STOP | stopped ) ( in | at | for | near | there | to | along ) ;
    ^ ( stop | stopped ) ( in | at | for | to ) ( a | your | our | get | pick | grab | see | say | some | coffee |
        lunch | any | the ( store | shop | office | house ) ) ;
    ( bus | truck | pit | one | full | tram | train | subway | metro | next | first | traffic | taxi | whistle |
        short | back | door | your | our | a ) ( stop | stops ) ;
    non stop ;
    STOP ( eating | laughing | thinking | loving | smoking | crying | raining | drinking | craving | dreaming |
        watching | buying | ordering | worrying | playing | smiling | shopping | recommending | working | leaking |
        charging ) ;
    ( quit | quitting | leave | leaving | end | ended | quits | left ) ( my | the | his | her | a | your | it |
        school | work | early | smoking | drinking | for | at | in ) ~ ( job | work | school | smoking | office |
        store | house | package | line | message | review | tip | key | keys | bag | bags | box | note | door |
        porch | desk | locker | lobby | neighbor ) ;
    quit ( smoking | drinking | vaping | caffeine | sugar | work | school | my job ) ;
    ( the | this | that | week | year | month | dead | front | back | high | low | rear | weeks | at | both | other
        | an | season | in | which ) ( end | ends | ending ) ;
    end of ; ( end | ends | ending | ended ) ( up | on | at | in | soon | today | tomorrow | tonight | WEEKDAY ) ;
    ( does | do | did | will | when | sale | promo | promotion | offer | deal | class | show | game | season ) ~ (
        end | ends | ending ) ;
    ( will | does | do | did | why | when | what | where | has ) ( the | your | my | a | bus | train | it | rain |
        he | she | sale | delivery | driver ) _? _? ( stop | stops | quit | end | stopped ) ;
    ( rain | he | she | car | bus | train | app | clock | watch | engine | delivery | truck | driver ) wont? ( stop
        | stops | stopped | quit | quits ) ;
    REMOVE ~ ( onion | onions | stain | stains | pickles | cheese | sauce | tomatoes | tomato | nuts | shoes | cart
        | lid | label | seal | peanuts | mayo | line | makeup ) ;
    ( resubscribe | ( subscribe | sign ) ME ( up | back ) ) ;
    ( sign | signing ) up for ( the | a | your ) (?! THING ) ;
    (?<! sure ) ( im | i | am | we | were | hasnt | havent | why | she | he | it ) am? ( not | dont | didnt | havent
        | never | no longer | stopped | doesnt | arent | are not | am not ) ( get | getting | got | receive |
        received | receiving | recieved | see | seeing ) (?! ME ) ;
    ( no | not ) more? THING ( came | come | coming | arrived | through | received | since | for me | in my | yet )
        ;
    ( you | u | they ) ( didnt | havent | never | did not | have not | forgot to | dont ) ( TEXTS | SEND ) (?!
        listen ) ;
    ( wrong | incorrect ) ( number | num | phone ) ( for | on | in | is on | by ) ( the | my | a ) ( order |
        delivery | account | form | file | label ) ;
    ( gave | put | entered | typed | wrote ) ( you | u | in | down | them )? ( the | a | my )? wrong ;
    ( driving | car | turned on | focus | mode ) ~ do not disturb ;
    do not disturb ( while | mode | is | turned | on ) ; out of the? office ; no access to ;
    ( can | could | may | able | possible | free | allowed ) ~ ( cancel | OUT | STOP | leave | quit ) ~ ( later |
        time | whenever | after | without | if ) ;
    ( cancellation | cancelation | cancelled | canceled | refund | return ) ( policy | because | due | by the | fee
        | by weather ) ;
    ( is | was | been | were | get | got | they | event | are | be ) ( cancelled | canceled | cancelling ) ;
    cancel that (?! THING ) ;
    ( i | ill | im | we | going to | gonna | or | will ) ( will | am | be | going to )? ( have to )? CALL (?! me ) ;
    ( my | the | our | your | by | an | in | via ) EMAIL ( is | address | adress | was | instead ) ;
    ( lol | haha | hahaha | omg | oh | rofl | stahp | girl | aww ) stop ( it | that )? ( $ | _ ) ;
    stop it _ ( off | percent ) ; stop the ( presses | press | car | clock ) ;
    ( cant | cannot | wont | couldnt | can not ) ( seem to )? STOP ; leave me ( a | your | some ) ;
    ( leave | leaving ) ( a | the | for | at | from | in | by | it | work ) ; let me know ;
    ( dont | do not | never ) ( forget | worry | know | think | understand | see | mind | remember | feel |
        hesitate | work | use_ ) (?! ( my | this | who ) )
"""

NEGATIONS = """
    (?<! if ) (?<! you ) (?<! u ) (?<! they ) ( not | dont | never | donot | dnt | couldnt | without | nobody ) (
        want | need | wish | wanna | try | have )? ( to | you | u )? to? ( STOP | OUT | cancel | end | REMOVE ( ME |
        my _ ) ( off | from | out )? of? YOUR? _? LIST? | REMOVING ME | leave | quit | revoke ) ;
    ( hope | love | glad | pray ) that? ( you | u | they | it | i )? ( never | dont ) ( have to )? STOP ;
    ( no | NOT ) ( need | reason | intention | plans | plan | wish | desire ) ( to | of | on | for ) ( STOP | OUT |
        cancel | leave | leaving | quitting | stopping ) ;
    NOT ( mean | meant | intend | meaning | trying | asking | ask | tell | told | say | said | going | planning |
        try ) ( you | to | u | for )? ( to | you )? be? ( say | text | send | hit | type | reply )? ( STOP | OUT |
        cancel | REMOVE | removed | leave ) ;
    NOT ~ ( miss | lose ) ;
    ( accidentally | accidently | mistakenly ) ( said | sent | texted | hit | typed | got | replied | pressed )? (
        STOP | OUT | removed ) ;
    ( OUT | STOP | removed ) ME? ( by accident | by mistake | accidentally | on accident | mistakenly ) ;
    ( undo | reverse ) ~ ( OUT | STOP ) ; ( no | not ) ( STOP | UNSUB ) (?! $ )
"""
