"""English: the number is somebody else's (see `english`)."""

WRONG_NUMBERS = """
    ( not | isnt ) who ( you | u ) ;
    used to be ( _ )? _ NUMBER ;
    ( not | isnt | no longer ) at this ( number | phone ) ;
    ( is | was ) ( _ )? _ ( old | former | previous ) NUMBER ;
    ( previous | former | prior | old | last ) owner ; this is my number ;
    ( she | he | they | mom | dad ) _? ( doesnt | does not | no longer ) ( has | have | use | uses ) this ;
    ( wrong | incorrect | rong ) _? ( number | num | no | phone | person | guy | girl | lady | recipient | contact |
    cell | nbr | human | one | woman ) (?! of ) ; ( mistaken | wrong ) identity ;
    not the ( right | correct | person | owner | intended | one you ) ;
    ( this | it | number | phone | cell | name | i | im | he | she | we ) ( am | is | was | s )? ( ISNT | no longer |
    never ) _? the? _? ( number | phone | person | cell | owner | line | mobile ) ;
    ( this | it | number | phone ) ISNT ( belong | is | a | my | the )? to? _? _? ( number | phone | cell | mobile |
    line ) ;
    ( not | doesnt | does not | dont | no longer ) _? ( belong | belongs ) to ;
    belongs to ( me | someone | somebody | another | a different ) ;
    no longer ( has this | at this number | uses | owns | have this number | works here | lives here | _? _ ( number
    | phone | cell ) ) ;
    ( doesnt | does not | dont | didnt | not ) ( live here | work here | have this number | use this | own this ) ;
    ( new | different | another | current | previous | old ) ( owner | user | person | holder ) ( of | at | with |
    has | for | on | here | $ ) ;
    ( number | phone ) ( was | got | has been | is | been )? ( reassigned | recycled | changed hands | given to me ) ;
    wrong ( numba | nmbr | numbr | nr | persn ) ; had this number before ; ( got | have ) an old number ; old number
    for ( her | him | them ) ;
    ( recently | only )? ( got | received | bought | changed | inherited ) this _? number ;
    ( got | have | had ) this _? number ( for | since | from | a ) ; got a new ( number | phone ) ;
    ( no one | nobody | noone | no ) ( here | by that name | with that name | named | called | of that name | by the
    name | by this name | _ here | _ at this | _ _ here ) (?! ( yet | to | but ) ) ;
    ( theres | there is | there are | we have ) ( no | not | nobody | no one ) ~ ( here | at this number | by that
    name | at this phone | with that name | named ) ;
    ( dont | do not | doesnt | didnt ) ( know | have ) ( a | any | anyone | anybody | who | this | that | these | an
    ) _? _? ( named | called | by that name | is | youre | you are | are ) ;
    ^ ( im | i am | this is | its | this | that is ) ( not | isnt | no longer ) (?! STATE ) _ ( me | him | her | lol
    | haha | you )? $ ;
    ^ not (?! STATE ) _ ( but | $ ( had | this | have ) | had | have ) ;
    ^ not ( me | mine ) >> ; ^ not ( my number | my phone ) $ ; this number ISNT (?! STATE ) _ $ ; not _ and never
    was ; you ( want | need ) ( someone | somebody ) else ; not your ( patient | tenant | student | employee ) ;
    never heard of (?! ( this | that | it | you | your ) ) _ $ ; number is no longer (?! STATE ) _ ( s )? $ ;
    this is my phone $ ; not the _ ( youre | you | ur ) are? ( looking | trying | after ) ;
    ( isnt | not | no longer ) ( associated | connected | affiliated | linked ) with ;
    ( you | u | youve | you have ) ( have | got | must have | have got | texted | reached | dialed | are texting |
    are contacting )? ( the | a )? wrong (?! ( hours | address | size | order | item | color | date | time | price |
    card | name | info | kid ) ) ;
    ( mistaken | mixed | confused ) me? ( for | up | with ) ; ( died | deceased | passed away ) ; RELATIVE passed ( $
    | last | in ) ; new ( number | phone ) for me ;
    ( meant | looking | intended ) for ( someone | somebody ) else ; someone elses ( number | phone ) ;
    ( moved | changed ) ( his | her | their ) ( number | numbers | phone )
"""
