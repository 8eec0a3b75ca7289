"""English: what only looks like a wish to leave (see `english`)."""

IDIOMS = """
    reply STOP to what ; is reply STOP ;
    ( bus | train | car | elevator | driver | music | rain | noise | faucet | nose ) ( doesnt | dont | didnt | cant |
    wont | to | does not )? STOP ; stop drop ; stop in the ; it said to? ( reply | text ) STOP ; sign ( says | said )
    STOP ;
    stop at ( the | a | my | your | our | any | gate | door ) ; my stop ( is | was ) ;
    STOP ACTIVITY ; STOP using (?! ( my | this | our | me ) ) ; STOP ( giving | sending ) me the wrong ; quit the app
    ;
    tell ( him | her | them | my _ | the _ | your _ ) to STOP (?! ( TEXTING | SENDING | THING | with | $ ) ) ;
    did ( you | SOMEBODY )? ( cancel | DROP | STOP | UNSUB ) me? ; SOMEBODY else can? UNSUB ; SOMEBODY is ( sick |
    tired ) of (?! ~ ( me | STOP ) ) ; they want to ( UNSUB | OUT ) ; stop it ( youre | you ) ;
    ( dont | do not ) bother ( with | about ) (?! me ) ;
    ( did | have | has ) ( you | they | it | he | she | the _ ) STOP ; ( why | whyd | how come ) you STOP ; why no
    more ;
    SOMEBODY ( asked | wants | wanted | requested ) to be ( removed | taken off | UNSUB ) $ ;
    SOMEBODY ( doesnt | dont ) want ( your | the | these | your _ ) THING but ;
    ( says | say | reads ) STOP to ( STOP | END | OUT | quit | cancel ) ;
    ( wrong | incorrect ) number ( on | in ) ( the | my | our | a | her | his ) (?! ( list | phone | cell | system |
    file ) ) ;
    ( quick | made a | make a | rest | final | second ) stop ; stopping ( for | at | to | by | near | in ) ;
    ( how ( do | to | can | should | would ) ( i | we | you )? | can you | can i | should ( i | we ) | could you )
    STOP ( the | my | a | an | her | his | our | feeding | giving | using ) (?! ( THING | LIST | _ THING ) ) _ ;
    is the ( lawyer | attorney ) ; ( no | dont ) need to CALL $ ;
    (?<! if i ) ( didnt | havent | did not | have not | never ) ( hear | heard ) ( from | back ) ;
    (?<! times ) ( did | have | was | am | were | are ) ( i | we ) ( get | got | been | subscribed )? ( UNSUB | OUT |
    STOP | removed | dropped | deleted | taken off ) ;
    SOMEBODY ( has | have | had | all | would | did | might | who )? ( UNSUB | opted out | signed out ) (?! ME ) (?!
    ~ ( get | gets | getting | receives | keep ) ) ;
    my UNSUB ( RELATIVE | friend ) ;
    SOMEBODY ( asked | told | wanted | texted ) you to? STOP _? ( him | hers | his | theirs ) ;
    ( my | our | the ) _? RELATIVE ( texted | typed | sent | hit | wrote | replied | pressed | put ) you? ( STOP |
    OUT | UNSUB ) (?! and ) ;
    my? RELATIVE said STOP ( but | not me ) ; ( ignore | disregard ) _? _? ( STOP | OUT ) ;
    ( says | say | reads | saw | see | read | message | text | texts | sms | that | mention | mentions ) ( that | to
    | i | can | could | if | about | you )? _? ( reply | replying | text | texting | send | txt | type | respond ) (
    with | back )? STOP ( to ( STOP | END | OUT | quit | cancel | leave ) )? (?! ~ ( work | did | and i ) ) ;
    ( can | could ) ( text | reply | send | say ) you? ( STOP | OUT ) ; can ( OUT | leave ) ( any _ | whenever ) ;
    ( does | do | is ) ( the | it | this )? ( word | code )? ( reply | text | send | typing | replying | texting )?
    with? ( STOP | OUT ) ( to ( STOP | END | OUT | quit | cancel ) )? ( mean | for ) ;
    ( why | how come | when | y ) ( did | have | has | would | are | r )? ( you | u | we | they | ( the | my | your |
    these ) _ )? ( STOP | stopped | cancel | canceled | cancelled | UNSUB | DROP | ended | opt ) ME? ( THING | off |
    from | out | SENDING | TEXTING )? ;
    ( why | how come | y ) ( ( i | we ) ( dont | didnt | havent | cant | am not | no longer ) | ( dont | didnt |
    havent | cant | arent ) ( i | we ) | ( am | are | do | have | did ) ( i | we ) ( not | no longer ) ) ( get |
    getting | receive | receiving | see | seeing | got | received ) (?! ( ME | off | out | removed ) ) ;
    ( doctor | dr | doc | vet | nurse | surgeon | physician | dentist ) ( said | told | says | wants | recommended |
    asked ) ( me | us | him | her )? ( to | i | should | can )? should? STOP ;
    STOP ( taking | giving | using )? ( my | the | his | her | this | that | these )? _? MEDICINE ; stop and go ;
    (?<! how ) ( should | do ) i ( have to | need to )? ( STOP | quit | leave | cancel ) (?! ~ THING ) ;
    ( have | has | got | are | is | there | theres | had ) no more (?! interest ) ; no more THING ( left | available
    ) ;
    no more than ; no more ( questions | problems | issues ) ;
    noise ( cancelling | canceling ) ;
    ( had | have | has ) to cancel my? _? ( dinner | lunch | party | date | vacation | trip | plans ) ( with | plans
    ) ;
    ( went | came | drove | delivered | go ) to the wrong ;
    ( my | the | your | his ) ( lawyer | attorney ) ( needs | wants | has | will | is | said | asked ) ; ( receipt |
    invoice | bill | documents | paperwork | form | copy | contract ) to my ( lawyer | attorney ) ;
    sue the ( airline | landlord | city ) ; stop payment ; close (?! my account ) ;
    REMOVE ME ( off | from ) the ( waitlist | waiting _ | schedule | lease | rotation | team | reservation | calendar
    | shift ) ; on my list ; off my list ;
    stop in ( for | any | sometime | anytime | today | tomorrow ) ;
    which stop ;
    stop selling (?! ( me | us | my ) ) ; stop ( serving | making | accepting | taking | offering | carrying |
    delivering | baking | seating ) ;
    ( STOP | stopped ) ( by | over ) ;
    stop ( sign | signs | light | lights | watch | motion | loss | gap | shop ) ;
    ( i | ill | im | we | you | they | he | she | to | can | could | gonna | will | might | and | ima | lets | should
    ) ( STOP | stopped ) ( in | at | for | near | there | to | along ) ;
    ^ ( stop | stopped ) ( in | at | for | to ) ( a | your | our | get | pick | grab | see | say | some | coffee |
    lunch | any | the ( store | shop | office | house ) ) ;
    ( bus | truck | pit | one | full | last | nearest | closest | tram | train | subway | metro | next | first |
    traffic | taxi | whistle | short | back | door | your | our | a ) ( stop | stops ) ;
    non stop ;
    STOP ( eating | laughing | thinking | loving | smoking | crying | raining | drinking | craving | dreaming |
    watching | buying | ordering | worrying | playing | smiling | shopping | recommending | working | leaking |
    charging ) ;
    ( quit | quitting | leave | leaving | end | ended | quits | left ) ( my | the | his | her | a | your | it |
    school | work | early | smoking | drinking | for | at | in ) ~ ( job | work | school | smoking | office | store |
    house | package | line | message | review | tip | key | keys | bag | bags | box | note | door | porch | desk |
    locker | lobby | neighbor ) ;
    quit ( smoking | drinking | vaping | caffeine | sugar | work | school | my job ) ;
    ( the | this | that | week | year | month | dead | front | back | high | low | rear | weeks | at | both | other |
    an | season | in | which ) ( end | ends | ending ) ;
    end of ; ( end | ends | ending | ended ) ( up | on | at | in | soon | today | tomorrow | tonight | WEEKDAY ) ;
    ( does | do | did | will | when | sale | promo | promotion | offer | deal | class | show | game | season ) ~ (
    end | ends | ending ) ;
    ( will | does | do | did | why | when | what | where | has ) ( the | your | my | a | bus | train | it | rain | he
    | she | sale | delivery | driver ) _? _? ( stop | stops | quit | end | stopped ) ;
    ( rain | he | she | car | bus | train | app | clock | watch | engine | delivery | truck | driver ) wont? ( stop |
    stops | stopped | quit | quits ) ;
    REMOVE ~ ( onion | onions | stain | stains | pickles | cheese | sauce | tomatoes | tomato | nuts | shoes | cart |
    lid | label | seal | peanuts | mayo | line | makeup ) ;
    ( resubscribe | ( subscribe | sign ) ME ( up | back ) ) ;
    ( sign | signing ) up for ( the | a | your ) (?! THING ) ;
    (?<! sure ) ( im | i | am | we | were | hasnt | havent | why | she | he | it ) am? ( not | dont | didnt | havent
    | never | no longer | stopped | doesnt | arent | are not | am not ) ( get | getting | got | receive | received |
    receiving | recieved | see | seeing ) (?! ME ) ;
    ( no | not ) more? THING ( came | come | coming | arrived | through | received | since | for me | in my | yet ) ;
    (?<! prefer ) (?<! rather ) (?<! if ) (?<! wish ) ( you | u | they ) ( didnt | havent | never | did not | have
    not | forgot to | dont ) ( TEXTS | SEND ) (?! listen ) ;
    ( wrong | incorrect ) ( number | num | phone ) ( for | on | in | is on | by ) ( the | my | a ) ( order | delivery
    | account | form | file | label ) ;
    ( gave | put | entered | typed | wrote ) ( you | u | in | down | them )? ( the | a | my )? wrong ;
    ( driving | car | turned on | focus | mode ) ~ do not disturb ;
    do not disturb ( while | mode | is | turned | on ) ; out of the? office ; no access to ;
    ( can | could | may | able | possible | free | allowed ) ~ ( cancel | OUT | STOP | leave | quit ) ~ ( later |
    time | whenever | after | without | if ) ;
    ( cancellation | cancelation | cancelled | canceled | refund | return ) ( policy | because | due | by the | fee |
    by weather ) ;
    ( is | was | been | were | get | got | they | event | are | be ) ( cancelled | canceled | cancelling ) ;
    cancel that (?! THING ) ;
    ( i | ill | im | we | going to | gonna | or | will ) ( will | am | be | going to )? ( have to )? CALL (?! me ) ;
    ( my | the | our | your | by | an | in | via ) EMAIL ( is | address | adress | was | instead ) ;
    ( lol | haha | hahaha | omg | oh | rofl | stahp | girl | aww ) stop ( it | that )? ( $ | it | youre | you | im |
    i ) ;
    stop it _ ( off | percent ) ; stop the ( presses | press | car | clock ) ;
    ( cant | cannot | wont | couldnt | can not ) ( seem to )? STOP ; leave me ( a | your | some ) ;
    ( leave | leaving ) ( a | the | for | at | from | in | by | it | work ) (?! _? _? LIST ) ; let me know ;
    ( dont | do not | never ) ( forget | worry | know | think | see | mind | feel | hesitate | work | use_ ) (?! ( my
    | this | who | any ) )
"""

NEGATIONS = """
    NOT ( remember | recall | regret ) ( UNSUB | OUT ) ;
    NOT be? ( replying | texting | sending | saying | typing ) STOP ;
    (?<! you ) (?<! u ) ( not | never | wont ) ( gonna | going to | about to | planning to | be )? ( UNSUB | OUT |
    leave ) ;
    (?<! if ) (?<! you ) (?<! u ) (?<! they ) ( not | dont | never | donot | dnt | couldnt | without | nobody ) (
    want | need | wish | wanna | try | have )? ( to | you | u )? to? ( STOP | OUT | cancel | end | REMOVE ( ME | my _
    ) ( off | from | out )? of? YOUR? _? LIST? | REMOVING ME | leave | quit | revoke ) ;
    ( hope | love | glad | pray ) that? ( you | u | they | it | i )? ( never | dont ) ( have to )? STOP ;
    ( no | NOT ) ( need | reason | intention | plans | plan | wish | desire ) ( to | of | on | for ) ( STOP | OUT |
    cancel | leave | leaving | quitting | stopping ) ;
    (?<! did i ) (?<! didnt i ) NOT ( mean | meant | intend | meaning | trying | asking | ask | tell | told | say |
    said | going | planning | try ) ( you | to | u | for )? ( to | you )? be? ( say | text | send | hit | type |
    reply )? ( STOP | OUT | cancel | REMOVE | removed | leave ) ;
    NOT ~ ( miss | lose ) ;
    ( i | we | ive | id ) ( didnt | havent | did not | have not | never | had not | wasnt | wont | will not | would
    never ) ( been )? ( UNSUB | OUT ) ;
    NOT ( want | wish | need | like | wanna | trying | going ) to? ( be | get )? ( removed | taken off | deleted |
    dropped | OUT | off ( this | your | the )? LIST ) ;
    ( accidentally | accidently | mistakenly ) ( said | sent | texted | hit | typed | got | replied | pressed )? (
    STOP | OUT | removed ) ;
    ( OUT | STOP | removed ) ME? ( by accident | by mistake | accidentally | on accident | mistakenly ) ;
    ( undo | reverse ) ~ ( OUT | STOP ) ; ( no | not ) ( STOP | UNSUB ) (?! $ )
"""
