"""English: wishes to leave (see `english`)."""

PHRASES = """
    not allowed to ( TEXTS | SEND | contact ) ;
    << no ( TEXT | reminders | promotions | promos | marketing | ads | solicitations | offers | deals ) >> ;
    ( bother | spam | harass | find | bug | annoy ) ( someone | somebody | anyone ) else ;
    ( not | never ) do ( these | this | the THING ) ;
    ( want | need | like ) ( THING | these | this | it | the THING | these THING | your THING | this THING ) to (
    STOP | end ) ;
    ( no | not ) interest in ( SENDING | these | your | this ) ; REMOVING ( it | this ) $ ;
    want it ( gone | stopped | removed | deleted | off | over ) ; NOT ( want | need | wish ) to ( continue |
    participate | be bothered ) ;
    ( want | wanna | need | like | wish | id ) to? ( be | get )? ( off | out | outta ) of? ( this | YOUR | LIST |
    here | $ ) ;
    REMOVING from YOUR? LIST ; no right to ( TEXTS | SEND ) ; STOP ~ ( TEXTING | THING ) ; STOP _? _? SENDING ;
    STOP ( it | this | that | these | those | them | everything | all | me ) (?! ( from | at ) ) ; STOP with ;
    ( make | want | wanna | need | demand | let | like | asked | told | ask | tell | request | hope ) ~ ( to | of )?
    STOP ;
    ( this | these | it | that | they | THING ) ( must | should | better | gotta | needs to | need to | has to | have
    to | got to | ought to ) ( STOP | end | be stopped | go away ) ;
    ( you | u | they ) ( wont | dont | never | cant | will not | do not | need to | have to | should | must | can |
    gotta | better ) STOP ;
    ( wont | dont | never | cant | why not | could | would | can | will ) ( you | u ) STOP ;
    ( put | bring ) ( a | an ) ( stop | end ) to ;
    (?<! how do i ) (?<! how can i ) (?<! how to ) (?<! how i ) (?<! does ) (?<! is ) OUT ; OUT ( from | of | to ) _?
    _? THING ;
    ( want | like | wish | ready | need ) to? ( STOP | cancel | quit | end ) ( THING | this list | these | ~ THING ) ;
    REMOVE ( ME | MINE _? NUMBER | NUMBER ) ~ ( off | out ) ;
    ( REMOVING | take ) ( ME | MINE _? NUMBER | NUMBER | it ) ~ from ;
    REMOVING ( ME | MINE _? NUMBER | this _? ( from | off | $ ) ) (?! ( in | for | to | order | as | at | by | near |
    a ) ) ;
    ( be | get | getting | got ) ( removed | deleted | unsubscribed | taken | dropped ) ;
    ( removal | unsubscription | deletion ) ( from | request ) ; ( ME | NUMBER ) removed ; ^ removed $ ;
    ( want | wanna | need | like | wish | keep | let | get | count | take | leave | move ) ( ME | my _ ) ( be | get
    )? ( off | out | outta ) of? ( this | YOUR | LIST | here | $ ) ;
    ( take | get | pull | put | keep | cross | scratch | strike | kick | leave ) ( ME | MINE NUMBER ) ( off | out |
    from ) (?! to ) ;
    off of? YOUR _? _? LIST ;
    ( lose | loose | forget | burn | trash | block | ditch | shred | toss | get rid of | throw away ) MINE _? NUMBER ;
    ( forget | lose ) about? me ;
    NOT ~ ( use | using | have | keep | store | keeping | save ) ( my | this ) _? NUMBER ;
    do not ( call | contact | text | disturb ) ( list | registry | registery ) ;
    ( dnc | dnd ) ( list | registry | me ) ; DONT _? _? TEXTS (?! you | u | back | yet | the | her | him | who ) ;
    DONT ( bother | try | attempt | keep | start | be | go | waste | come ) to? ( TEXTING | TEXTS | SENDING | SEND ) ;
    ( no | dont ) need ( to | for you to ) ( TEXTS | SEND ) ME? ( $ | THING | these | this | any ) ;
    DONT _? _? ( SEND | SENDING ) to? ( ME | this number | my phone | my cell | it )? ( THING | any | more | another
    | _ THING | anything | nothing | this | that | these | those | $ ) ;
    NOT _? _? WANT ~ ( TEXTING | SENDING | TEXTS | SEND | THING | contacted | solicited | bothered | spammed |
    harassed ) ;
    NOT WANT to? ( SEND | be | get | have )? ( any (?! (?! more | of | THING | _ THING | part | other | SENDING ) _ )
    | more | your | ur | these | this | them | anything | nothing | part | it from | that | those ) (?! _? BOOKING ) ;
    NOT ( want | wanna | need | wish ) to? be? ( on | part | in | subscribed | included | here | involved | a part ) ;
    no longer ( WANT | wish | consent | agree | subscribe | require | care ) (?! ( the | my | a | an ) (?! _? THING )
    ) ;
    ( NOT | rather not | prefer not | wish not | avoid | without ) ~ ( receive | recieve | receiving | recieving |
    hear from | hearing from | be contacted | being contacted | be texted | getting texts ) ;
    NOT _? interested in _? ( SENDING | TEXT | your THING ) ;
    ( no | zero ) ( more | mor | longer | additional | mo | moar ) ( $ | of? ~ THING | SENDING | TEXTING | of ( this
    | these | that | it ) | from you | for ME ) ;
    ^ no ( contact | communication | notifications | texts | text | messages | sms | msgs | texting | messaging |
    spam | marketing | promos | ads ) $ ;
    ( no | not ) _? ( texts | text | messages | sms | msgs | texting | spam ) ( to | on | from ) ( me | this | my |
    you ) ;
    ( enough | done | through | finished | over ) ( with | of ) (?! the survey ) YOUR? ~ ( TEXT | KIND | JUNK |
    TEXTING ) ;
    ( leave | let ) ( ME | my _ ) ( the _? _? )? ( alone | be | tf ) ; ( me | us ) alone ;
    ( fuck | piss | eff | f | buzz | bugger | sod | bog | screw | back ) off ;
    ( go away $ | get lost $ | get bent | beat it | take a hike | give it a rest | pack it in | get off my ) ;
    ( knock | cut ) ( it | this | that | the _ ) _? ( off | out ) ;
    ( REVOKE | take back | taking back | took back ) ~ CONSENT ;
    ( NOT | no | without | lack | withhold ) _? ( have | has | give | gave | given | grant | granted | had )? ( you |
    u )? ( my | any | our )? _? ( CONSENT | consented ) ;
    ( NOT | wasnt | nobody | no one ) _? _? want ( this | these | my | any (?! (?! more | of | THING | _ THING | part
    | other | SENDING ) _ ) | it (?! _ $ ) | you | SENDING | THING | $ ) (?! work ) ;
    who gave ( you | u ) ~ STOP ; END ~ ( TEXT | KIND | membership to THING ) ;
    END ( my | the | this | your | a )? ( TEXT | KIND )? ( subscription | subscriptions ) ( $ | to ( this | these |
    your | TEXT | KIND ) ) ;
    ( turn | shut | switch ) ( these | this | them | those | the _ | your _ | it )? off ( THING | these | those |
    them | $ ) ;
    ( turn | shut | switch ) off ~ ( TEXT | KIND ) ;
    ( delete | erase | forget | wipe | remove | destroy ) all? of? ( my | our ) _? ( data | info | information |
    details | number | record | records ) ;
    right to ( be forgotten | erasure ) ; gdpr ; ( number | name | i | we ) ( is | am | are ) removed ; lets end (
    this | it ) ;
    no more? TEXT is ( wanted | welcome | needed ) ; ( TEXT | KIND ) ( is | are ) not ( welcome | wanted |
    appreciated | needed | requested ) ;
    REMOVING _ ( number | cell ) $ ; want _? _? not PROMO ; leaving ( this | the | your ) LIST ; lay off ( the | with
    | my ) ;
    ( ensure | make sure | confirm ) ~ no more? TEXT ; ( want | send | need ) me? no more? ( TEXT | PROMO ) ;
    DONT ( reach out | hmu | dm ) ; DONT ( add | include | enroll | enrol ) ( ME | my number ) (?! to the waitlist ) ;
    ( ill | i will | im going to | gonna ) ( block | report ) ( and | $ ) ; ( number | you | this ) will be ( blocked
    | reported ) ;
    revocation of ; CONSENT _? ( given | granted ) is? ( revoked | withdrawn | rescinded ) ; ^ TEXT off $ ;
    none of ( the | these | your | those ) _? ( PROMO | TEXT | KIND | JUNK ) $ ; ^ no (?! new ) _ ( texts | messages
    | sms | msgs ) $ ;
    ( get | take ) ( these | those | them | this | THING ) off ( my | our ) ( phone | cell | device ) ; ( leave |
    quit | exit ) ( the | this | your ) _? _? LIST (?! ( at | for | with | on ) ) ;
    ( happier | better ) without ( these | your | the | THING ) ; STOP ( trying | asking | begging | selling ) ;
    not ( authorized | authorised | permitted ) to ( TEXTS | SEND | contact ) ; ( dont | do not ) ( authorize |
    authorise | permit ) ;
    ^ zero TEXT $ ; turn ( your | the | these | my | all )? THING off ; ^ REMOVING ( number | contact | info ) $ ;
    ( contact | TEXT ) will be ( treated | considered | reported | met | deemed ) ; TEXTS me ( one more time | once
    more ) and ;
    if ( these | this | they | THING | you ) stopped ; not ( another | one more | a single ) TEXT ;
    ( no | not | dont ) need to TEXTS ( his | her | this | their ) ( phone | number | cell ) ;
    ( is a | texting a ) ( landline | minor | child | kid ) ;
    confirm ~ ( removal | deletion | deleted | removed | UNSUB | taken off | OUT ) ;
    ( TEXTS | CALL | SEND ) me ( one more time | once more ) and ; ( file | filing | lodge ) a? complaint if ;
    ( want | like | need | have | get ) ( my | this | our ) _? NUMBER ( deleted | erased | removed | gone | wiped |
    taken ) ;
    ( ditch | nix | kill | lose ) the ( texts | messages | sms | msgs ) $ ;
    PROMO no $ ; ( strike | scratch | cross off ) my NUMBER ; mute me ; i ( cancelled | canceled ) ( these | your |
    the | my )? ( TEXT | KIND ) ; enough _? TEXT ; ( if i | next | another | one more | any more | any | future |
    additional ) _? ( TEXT | contact | attempt | communication ) _? _? _? _? _? _? ( complaint | report | reported |
    reporting | blocked | blocking | block | sue | harassment | lawyer | attorney | police | violation | legal |
    court | invoice ) ;
    << ( one more | another ) TEXT ( from you | and | $ >> ) ;
    if i ( get | receive ) ( another | one more | any more | any other | a single ) ( one | TEXT ) ;
    if i ( never | didnt | dont | no longer | did not | do not ) ( hear | heard | get | got | receive | received |
    see | saw ) ;
    ( removal | deletion | erasure | deregistration | unsubscription ) of ( my | this | our | NUMBER ) ;
    ^ ( no | not ( the | your | any )? ) _? PROMO TEXT? $ ;
    ( but | and | with | except ) ( no | not ( the | your | any )? ) _? PROMO TEXT? $ ;
    ( drop | skip | ditch | nix | spare me | kill | lose ) ( the | your | those | all | these ) _? PROMO ;
    ( sign | log ) me out of ( this | these | your | THING ) ;
    DONT _? _? TEXTS ( her | his | the | their | our ) ( phone | number | cell ) ;
    ( no | not | dont ) ( need | point | reason | use ) ( to | for you to | in | for )? ( keep | continue ) ( TEXTING
    | SENDING | to TEXTS | to SEND ) ;
    ( no | dont ) need for ( more | any | these | future | additional )? _? THING ;
    CONSENT ( is | was | has been | been )? ( revoked | withdrawn | rescinded | denied | cancelled | over ) ;
    what part of ( STOP | UNSUB | no more ) ; ^ block ( me $ | my _? NUMBER ) ; want to be blocked ;
    ( i | me | we ) no ( want | like | need | wanna ) ~ ( TEXT | TEXTING | SENDING | THING ) ; stp TEXTING ; ( object
    | objection ) to ( your | the | this | these | receiving | processing | direct ) ;
    ( im | am | were | ill | i | going to | gonna | have | will | being ) be? ( blocking | block | reporting | report
    | blocked | reported ) ( you | u | this number | your | ur | these ) ; ^ ( blocked | blocking | reported |
    reporting ) ( you | u | and | this number | your | ur | as | this ) ;
    ( ill | will | can | i | we | to | gonna ) sue ; ( lawyer | attorney | suing | lawsuit | tcpa | fcc | ftc | legal
    action | small claims ) ;
    ( out of | exit | leave ) YOUR _? ( list | lists | group | program | chat | thread ) ;
    ( rather | prefer | appreciate it if | grateful if | better if | mind | you to | possible | want you to | like
    you to | asked you | told you | tell you ) ( you | u )? to? ( not | didnt | dont | stopped | wouldnt ) ( TEXTS |
    TEXTING | SEND | SENDING | be | hear | $ ) ;
    ( quit | dont | never | not ) _? ( hear | speak | reach out | talk | come | show up | pop up | write ) ( from |
    to | ME ) ;
    ( end | drop | close ) YOUR? ( conversation | subscription | enrollment ) ;
    ^ ( unfollow | disenroll | disconnect me | drop me | discontinue | desist ) $ ;
    ( stop | end | quit ) ( stop | end | quit )
"""

COMMANDS = """
    ^ ( STOP | UNSUB ) to ( STOP | END | UNSUB | quit | cancel | OUT ) $ ;
    i ( revoke | rescind | unsubscribe | withdraw ) $ ;
    ^ ( STOP | UNSUB | optout ) (?! to | the _ _ ) ( _ ( _ _? )? )? $ ;
    ^ ( STOP | UNSUB | revoke | optout ) SUBJECT ; ( STOP | UNSUB ) $ ;
    << remove >> ; << ( cancel | end | revoke | quit ) ( me | this | it | all | everything | that | these )? >> ;
    ^ ( STOP | UNSUB | END | cancel ) _? THING $ ;
    ( say | said | saying | says | told | asked | ask | reply | replied | texted | typed | sent | write | wrote ) (
    you | u | them )? to? _? ( STOP | UNSUB )
"""
