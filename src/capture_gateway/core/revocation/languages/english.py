"""English: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.languages.english_idioms import IDIOMS, NEGATIONS
from capture_gateway.core.revocation.vocabulary.english import KINDS, MISSPELLED

ENGLISH = Language(
    code="en",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "OUT": "( UNSUB | ( opt | opting | opted ) ( ME | my _ )? out )",
        "DONT": """
        ( dont | never | dnt | ( do | to | will | can | could | would | should | must | better | rather | prefer | you )
            not )
        """,
        "NOT": """
        ( not | dont | never | doesnt | wont | cannot | didnt | wouldnt | nt | dnt | havent | no longer )
        """,
        "ISNT": "( isnt | aint | is not | is no longer | was not | wasnt | not | isn | is never )",
        "YOUR": "( your | ur | this | the | these | that | all | any | yalls )",
        "WEEKDAY": "( monday | tuesday | wednesday | thursday | friday | saturday | sunday )",
    },
    patterns={
        "idiom": IDIOMS,
        "negated": NEGATIONS,
        "stop-phrase": """
        not allowed to ( TEXTS | SEND | contact ) ;
        << no ( TEXT | reminders | promotions | promos | marketing | ads | solicitations | offers | deals ) >> ;
        ( bother | spam | harass | find | bug | annoy ) ( someone | somebody | anyone ) else ;
        ( not | never ) do ( these | this | the THING ) ;
        ( want | need | like ) ( THING | these | this | it | the THING | these THING | your THING | this THING ) to (
            STOP | end ) ;
        ( no | not ) interest in ( SENDING | these | your | this ) ; REMOVING ( it | this ) $ ;
        NOT ( want | need | wish ) to ( continue | participate | be bothered ) ;
        ( want | wanna | need | like | wish | id ) to? ( be | get )? ( off | out ) of? ( this | YOUR | LIST | here | $ )
            ;
        REMOVING from YOUR? LIST ; no right to ( TEXTS | SEND ) ; STOP ~ ( TEXTING | THING ) ; STOP _? _? SENDING ;
        STOP ( it | this | that | these | those | them | everything | all | me ) (?! ( from | at ) ) ; STOP with ;
        ( make | want | wanna | need | demand | let | like | asked | told | ask | tell | request | hope ) ~ ( to | of )?
            STOP ;
        ( this | these | it | that | they | THING ) ( must | should | better | gotta | needs to | need to | has to |
            have to | got to | ought to ) ( STOP | end | be stopped | go away ) ;
        ( you | u | they ) ( wont | dont | never | cant | will not | do not | need to | have to | should | must | can |
            gotta | better ) STOP ;
        ( wont | dont | never | cant | why not | could | would | can | will ) ( you | u ) STOP ;
        ( put | bring ) ( a | an ) ( stop | end ) to ;
        (?<! how do i ) (?<! how can i ) (?<! how to ) (?<! how i ) OUT ; OUT ( from | of | to ) _? _? THING ;
        ( want | like | wish | ready | need ) to? ( STOP | cancel | quit | end ) ( THING | this list | these | ~ THING )
            ;
        REMOVE ( ME | MINE _? NUMBER | NUMBER ) ~ ( off | out ) ;
        ( REMOVING | take ) ( ME | MINE _? NUMBER | NUMBER | it ) ~ from ;
        REMOVING ( ME | MINE _? NUMBER | this _? ( from | off | $ ) ) (?! in | for | to | order ) ;
        ( be | get | getting | got ) ( removed | deleted | unsubscribed | taken | dropped ) ;
        ( removal | unsubscription | deletion ) ( from | request ) ; removed $ ;
        ( want | wanna | need | like | wish | keep | let | get | count | take | leave | move ) ( ME | my _ ) ( be | get
            )? ( off | out ) of? ( this | YOUR | LIST | here | $ ) ;
        ( take | get | pull | put | keep | cross | scratch | strike | kick | leave ) ( ME | MINE NUMBER ) ( off | out |
            from ) (?! to ) ;
        off of? YOUR _? _? LIST ;
        ( lose | loose | forget | burn | trash | block | ditch | shred | toss | get rid of | throw away ) MINE _? NUMBER
            ;
        ( forget | lose ) about? me ;
        NOT ~ ( use | using | have | keep | store | keeping | save ) ( my | this ) _? NUMBER ;
        do not ( call | contact | text | disturb ) ( list | registry | registery ) ;
        ( dnc | dnd ) ( list | registry | me ) ; DONT _? _? TEXTS (?! you | u | back | yet | the | her | him | who ) ;
        DONT ( bother | try | attempt | keep | start | be | go | waste | come ) to? ( TEXTING | TEXTS | SENDING | SEND )
            ;
        ( no | dont ) need ( to | for you to ) ( TEXTS | SEND ) ME? ( $ | THING | these | this | any ) ;
        DONT _? _? ( SEND | SENDING ) to? ( ME | this number | my phone | my cell | it )? ( THING | any | more | another
            | _ THING | anything | nothing | this | that | these | those | $ ) ;
        NOT _? _? WANT ~ ( TEXTING | SENDING | TEXTS | SEND | THING | contacted | solicited | bothered | spammed |
            harassed ) ;
        NOT WANT to? ( SEND | be | get | have )? ( any | more | your | ur | these | this | them | anything | nothing |
            part | it from | that | those ) (?! _? BOOKING ) ;
        NOT ( want | wanna | need | wish ) to? be? ( on | part | in | subscribed | included | here | involved | a part )
            ;
        no longer ( WANT | wish | consent | agree | subscribe | require | care ) ;
        ( NOT | rather not | prefer not | wish not | avoid | without ) ~ ( receive | recieve | receiving | recieving |
            hear from | hearing from | be contacted | being contacted | be texted | getting texts ) ;
        NOT _? interested in _? ( SENDING | TEXT | your THING ) ;
        ( no | zero ) ( more | mor | longer | additional | mo | moar ) ( $ | of? ~ THING | SENDING | TEXTING | of ( this
            | these | that | it ) | from you | for ME ) ;
        ^ no ( contact | communication | notifications | texts | text | messages | sms | msgs | texting | messaging |
            spam | marketing | promos | ads ) $ ;
        ( no | not ) _? ( texts | text | messages | sms | msgs | texting | spam ) ( to | on | from ) ( me | this | my |
            you ) ;
        ( enough | done | through | finished | over ) ( with | of )? YOUR? ~ ( TEXT | KIND | JUNK | TEXTING ) ;
        ( leave | let ) ( ME | my _ ) ( the _? _? )? ( alone | be | tf ) ; ( me | us ) alone ;
        ( fuck | piss | f | buzz | bugger | sod | bog | screw | back ) off ;
        ( go away | get lost | get bent | beat it | take a hike | give it a rest | pack it in | get off my ) ;
        ( knock | cut ) ( it | this | that | the _ ) _? ( off | out ) ;
        ( REVOKE | take back | taking back | took back ) ~ CONSENT ;
        ( NOT | no | without | lack | withhold ) _? ( have | has | give | gave | given | grant | granted | had )? ( you
            | u )? ( my | any | our )? _? ( CONSENT | consented ) ;
        ( NOT | wasnt | nobody | no one ) _? _? ( SIGNED | ask for | asked for | gave you | give you | given you | gave
            u | order these | give out | asked to | want ) ( up | to | for | in | this | these | my | any | it | you |
            SENDING | THING | $ ) (?! work ) ;
        who gave ( you | u ) ~ STOP ; END ~ ( TEXT | KIND | subscription | membership to THING ) ;
        ( turn | shut | switch ) ( these | this | them | those | the _ | your _ | it )? off ( THING | these | those |
            them | $ ) ;
        ( turn | shut | switch ) off ~ ( TEXT | KIND ) ;
        ( delete | erase | forget | wipe | remove | destroy ) all? of? ( my | our ) _? ( data | info | information |
            details | number | record | records ) ;
        right to ( be forgotten | erasure ) ; gdpr ;
        ( object | objection ) to ( your | the | this | these | receiving | processing | direct ) ;
        ( im | am | were | ill | i | going to | gonna | have | will | being ) be? ( blocking | block | reporting |
            report | blocked | reported ) ( you | u | this number | your | ur | these ) ; ^ ( blocked | blocking |
                reported ) (?! $ ) ;
        ( ill | will | can | i | we | to | gonna ) sue ; ( lawyer | attorney | suing | lawsuit | tcpa | fcc | ftc |
            legal action | small claims ) ;
        ( out of | exit | leave ) YOUR _? ( list | lists | group | program | chat | thread ) ;
        ( rather | prefer | appreciate it if | grateful if | better if | mind | you to | possible | want you to | like
            you to | asked you | told you | tell you ) ( you | u )? to? ( not | didnt | dont | stopped | wouldnt ) (
            TEXTS | TEXTING | SEND | SENDING | be | hear | $ ) ;
        ( quit | dont | never | not ) _? ( hear | speak | reach out | talk | come | show up | pop up | write ) ( from |
            to | ME ) ;
        ( end | drop | close ) YOUR? ( conversation | subscription | enrollment ) ;
        ^ ( unfollow | disenroll | disconnect me | drop me | discontinue | desist ) $ ;
        ( stop | end | quit ) ( stop | end | quit )
        """,
        "stop-command": """
        i ( revoke | rescind | unsubscribe | withdraw ) $ ;
        ^ ( STOP | UNSUB | optout ) (?! to | the _ _ ) ( _ ( _ _? )? )? $ ;
        ^ ( STOP | UNSUB | revoke | optout ) SUBJECT ; ( STOP | UNSUB ) $ ;
        << ( cancel | end | revoke | quit ) ( me | this | it | all | everything | that | these )? >> ;
        ^ ( STOP | UNSUB | END | cancel ) _? THING $ ;
        ( say | said | saying | says | told | asked | ask | reply | replied | texted | typed | sent | write | wrote ) (
            you | u | them )? to? _? ( STOP | UNSUB )
        """,
        "wrong-number": """
        ( not | isnt ) who ( you | u ) ;
        used to be ( _ )? _ NUMBER ;
        ( not | no longer ) at this ( number | phone ) ;
        ( is | was ) ( _ )? _ ( old | former | previous ) NUMBER ;
        ( previous | former | prior | old | last ) owner ; this is my number ;
        ( she | he | they | mom | dad ) _? ( doesnt | does not | no longer ) ( has | have | use | uses ) this ;
        ( wrong | incorrect | rong ) _? ( number | num | no | phone | person | guy | girl | lady | recipient | contact |
            cell | nbr | human | one | woman ) ;
        wrong ( number | num ) ; ( mistaken | wrong ) identity ;
        not the ( right | correct | person | owner | intended | one you ) ;
        ( this | it | number | phone | cell | name | i | im | he | she | we ) ( am | is | was | s )? ( ISNT | no longer
            | never ) _? the? _? ( number | phone | person | cell | owner | line | mobile ) ;
        ( this | it | number | phone ) ISNT ( belong | is | a | my | the )? to? _? _? ( number | phone | cell | mobile |
            line ) ;
        ( not | doesnt | does not | dont | no longer ) _? ( belong | belongs ) to ;
        belongs to ( me | someone | somebody | another | a different ) ;
        no longer ( has this | at this number | uses | owns | have this number | works here | lives here | _? _ ( number
            | phone | cell ) ) ;
        ( doesnt | does not | dont | didnt | not ) ( live here | work here | have this number | use this | own this ) ;
        ( new | different | another | current | previous | old ) ( owner | user | person | holder ) ( of | at | with |
            has | for | on | here | $ ) ;
        ( number | phone ) ( was | got | has been | is | been )? ( reassigned | recycled | changed hands | given to me )
            ;
        ( recently | only )? ( got | received | bought | changed | inherited ) this _? number ;
        ( got | have | had ) this _? number ( for | since | from | a ) ; ( got | have ) a new ( number | phone ) ;
        ( no one | nobody | noone | no ) ( here | by that name | with that name | named | called | of that name | by the
            name | by this name | _ here | _ at this | _ _ here ) ;
        ( theres | there is | there are | we have ) ( no | not | nobody | no one ) ~ ( here | at this number | by that
            name | at this phone | with that name | named ) ;
        ( dont | do not | doesnt | didnt ) ( know | have ) ( a | any | anyone | anybody | who | this | that | these | an
            ) _? _? ( named | called | by that name | is | youre | you are | are ) ;
        ^ ( im | i am | this is | its | this | that is ) ( not | isnt | no longer ) (?! STATE ) _ ( me | him | her | lol
            | haha | you )? $ ;
        ^ not (?! STATE ) _ ( but | $ ( had | this | have ) | had | have ) ;
        ^ not ( me | mine | my number | my phone ) $ ;
        ( you | u | youve | you have ) ( have | got | must have | have got | texted | reached | dialed | are texting |
            are contacting )? ( the | a )? wrong ;
        ( mistaken | mixed ) me? ( for | up ) ; ( died | deceased | passed away ) ;
        ( meant | looking | intended ) for ( someone | somebody ) else ; someone elses ( number | phone ) ;
        ( moved | changed ) ( his | her | their ) ( number | numbers | phone )
        """,
        "unclear-cancel": """
        ( cancel | cancelling | canceling | close ) (?! ( that ) ) ; ( END | STOP ) ~ BOOKING ;
        ( delete | drop | deactivate ) ~ ( account | membership | profile )
        """,
        "help-phrase": """
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
        ( do i know you | why am i getting this $ ) ; ( identify | introduce ) yourself ; what do you want
        """,
        "unclear-phrase": """
        NOT ( shop | buy | bank | live ) ( here | there | with you | at ) ; << not (?! STATE ) _ >> ;
        << ( dont | meh ) >> ; stop ; UNSUB ;
        ( you | youre | u ) ( are | r | keep )? ( harassing | harrassing | spamming | bothering | bugging | pestering )
            ;
        ( not | never | isnt | aint | no longer | zero | no | lost ) _? ( interested | intrested | intersted | interest
            ) ;
        uninterested ; too MANY ; too ( TEXT | KIND ) ; TEXT less ; DONT phone me ;
        ( less | fewer | reduce | cut down | cut back | tone | limit | slow ) ( on | down )? ~ ( TEXT | KIND | JUNK |
            down | often | frequent | frequency ) ;
        ( less | fewer ) MANY ; slow down ;
        ( once | twice | one ) ( a | per ) ( day | week | month ) ( is | would | max | only ) ;
        ( why | how come | y ) ( am | are | do | did | is | r | i | you | u | would | does | was | im | the | this ) ~ (
            TEXTING | SENDING | TEXT | TEXTS | SEND ) ;
        << spam >> ; ( is | are | was | its | your | ur | of | this | total | pure | like ) spam ; ( annoyed |
            harassment | spammer | spammers | scam | scammer | scammers | fraud | unwanted | unsolicited
            | intrusive | obnoxious | creepy | illegal | invasive | pissed | pissing | sick of | tired of | fed up |
            fedup | over it | enough is enough | had enough | had it | done with | ridiculous | get a life ) ;
        ( this | these | you | youre | is | it ) ( is | are | r )? getting? annoying ;
        << ( pause | snooze | leave | mute | enough | remove | delete | withdraw | exit | bye | goodbye | off | out |
            away | nomore | silence | block | suspend | drop | disconnect | disable | ugh | why | pass | next |
            nvm ) >> ;
        hold ~ THING ;
        ( pause | snooze | mute | suspend ) ( the | these | this | my | your | all | until | everything | it | off |
            THING ) ; take a break ; ( need | want ) a break ;
        ( shut up | shut the | stfu | gtfo | fuck you | fuck u | screw you | eat shit | go to hell | kiss my | suck my |
            up yours | bite me | f you | fu | hate you | hate ( these | this | getting | your | when you ) | ugh |
            asshole | assholes | idiots ) ;
        ^ ( STOP | UNSUB ) ;
        ( how | can | could | where | may | is there | way | want | wish | like | trying ) ~ ( STOP | OUT | unsubscribe
            | get off ) ;
        ( not | no longer ) ( a | your )? ( customer | client | member ) ; NOT ( need | want | use | interested ) ;
        ( not for me | im good | im out | im done | all set | all good here ) $ ; i? want out ; ^ no need ( for | $ ) ;
        hard pass ; ( not | maybe ) ( later | at this time | for me ) $ ; << not >> ; waste of ;
        ( text | call | contact | message ) ( my | his | her ) _ instead ;
        i _? have a _? ( dentist | doctor | provider | agent | realtor | lawyer | plan | guy | subscription ) ;
        ( try | text | call ) ( someone | somebody ) else
        """,
        "unclear-no": """
        << ( no | n | nope | nah | nay | naw | negative | never | no no | no no no | absolutely not | hell no | heck no
            | no way | nope nope | not interested ) >> ;
        << no you? >>
        """,
        "unclear-how": """
        ^ ( and | but )? ( how | where ) ( do | can | to | could | would | should | does | might | i | am ) ;
        is there ( a | any ) way ( to | i ) ; ( what | which ) ( word | do i ) ~ ( to | type | text | send )
        """,
        "unclear-pause": """
        ( today | tonight | tomorrow | vacation | until | till | weekend | snooze ) ;
        ( this | next | for | until | till | before | after | during | while | at ) ( a | the | this | next | my | work
            | im | i )? _? ( week | weeks | month | months | days | weekend | meeting | night | morning | WEEKDAY | noon
            | am | pm | bit | while | moment | asleep | sleeping | surgery )
        """,
        "everything": """
        ( STOP | OUT | END | no more | REMOVE ~ | from ) sending? me? ( everything | all | every | any and all ) (?! the
            time | day | night | week | this ) ;
        all of? ( the | your | ur | these | of | future )? ( marketing | text )? ( messages | texts | msgs |
            communication | communications | contact | lists ) ;
        everything $
        """,
    },
)
