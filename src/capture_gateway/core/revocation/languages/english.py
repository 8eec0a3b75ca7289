"""English: patterns over kinds of words (see `grammar`)."""

from capture_gateway.core.revocation.grammar import Language
from capture_gateway.core.revocation.languages.english_doubts import CANCELS, HELP, HOW, NO, PAUSES, UNCLEAR
from capture_gateway.core.revocation.languages.english_idioms import IDIOMS, NEGATIONS
from capture_gateway.core.revocation.languages.english_strangers import WRONG_NUMBERS
from capture_gateway.core.revocation.languages.english_wishes import COMMANDS, PHRASES
from capture_gateway.core.revocation.vocabulary.english import KINDS, MISSPELLED

ENGLISH = Language(
    code="en",
    kinds=KINDS,
    misspelled=MISSPELLED,
    shorthands={
        "OUT": "( UNSUB | ( opt | opting | opted ) ( ME | my _ | this _ )? out )",
        "DONT": """
        ( dont | never | dnt | ( do | to | will | can | could | would | should | must | may | shall | better | rather
        | prefer |
        you |
            u ) not )
        """,
        "NOT": """
        ( not | dont | never | doesnt | wont | cannot | didnt | wouldnt | nt | dnt | havent | no longer )
        """,
        "ISNT": "( isnt | aint | is not | is no longer | was not | wasnt | not | isn | is never )",
        "YOUR": "( your | ur | this | the | these | that | all | any | yalls )",
        "SOMEBODY": """
        ( he | she | someone | somebody | anyone | anybody | everyone | everybody | many |
            ( my | our | her | his | the | a | your ) _? RELATIVE | RELATIVE )
        """,
        "DROP": "( remove | removed | delete | deleted | drop | dropped | take | took | kick | kicked )",
        "WEEKDAY": "( monday | tuesday | wednesday | thursday | friday | saturday | sunday )",
    },
    patterns={
        "idiom": IDIOMS,
        "negated": NEGATIONS,
        "stop-phrase": PHRASES,
        "stop-command": COMMANDS,
        "wrong-number": WRONG_NUMBERS,
        "unclear-cancel": CANCELS,
        "help-phrase": HELP,
        "unclear-phrase": UNCLEAR,
        "unclear-no": NO,
        "unclear-how": HOW,
        "unclear-pause": PAUSES,
        "everything": """
        ( STOP | OUT | END | no more | REMOVE ~ | from ) sending? me? ( everything | all | every | any and all ) (?!
        the
            time | day | night | week | this ) ;
        all of? ( the | your | ur | these | of | future )? ( marketing | text )? ( messages | texts | msgs |
            communication | communications | contact | lists ) ;
        everything $
        """,
    },
)
