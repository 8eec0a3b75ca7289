"""English: kinds of words, folded (see `grammar`)."""

KINDS = {
    "SOFT": """
        pleas please pls plz plse pleaz plx kindly just now immediately immediatly asap already really simply ever
        again anymore literally seriously honestly actually fucking fuckin fkn effing freaking frigging frickin
        flipping damn damned goddamn bloody ffs wtf lmao smh jeez thanks thank thx ty tysm hey hi hello yo aye sir
        madam maam guys folks dude bro bruh man people also permanently forever completely altogether entirely
        effective constantly continuously continually always very so k ok okay sincerely hereby formally
        respectfully further kinda still sorry well ya yall stupid dumb silly frankly straight mate pal
    """,
    "WEAK": """
        a an the this that these those it to of from for with in on at by and or but if is are was were be been i im
        ive you u ur your youre me my us we our its do does did have has had will would can could should not all any
        some get got what when where who why how up out off as about there here then than one time day no his her he
        she they them their like go going come know need want make see new
    """,
    "CALL": """
        call calls calling callin phoning phonecall phonecalls robocall robocalls robocalling ringing dial dialing
        dialling voicemail voicemails calln telemarketers telemarketing
    """,
    "EMAIL": """
        email emails emailing emailed mail mails mailings mailer mailing mailers letter letters postcard postcards
        catalog catalogs catalogue catalogues flyer flyers fax faxes faxing leaflet leaflets snailmail inbox mailbox
    """,
    "WRITTEN": """
        text texts txt txts txtx msg msgs mesg mesgs message messages massages mssg mssgs sms smss mms texting
        txting txtin textin messaging msging msgn texted messaged whatsapp whatsapps write writing blasts alerts
    """,
    "STOP": "stop stopp stahp quit quitting cease ceasing halt discontinue discontinuing desist refrain stopping",
    "END": "cut block end cancel terminate suspend deactivate disable mute silence unfollow kill ditch",
    "UNSUB": """
        unsubscribe unsubscribed unsubscribing unsub unsubbed unsubs optout deregister unregister unenroll disenroll
        desubscribe dissubscribe unsuscribe unlist optin_out
    """,
    "TEXTING": """
        texting txting txtin textin messaging msging msgin messagin contacting spamming spammin bothering botherin
        harassing harrassing bugging buggin pestering hounding stalking disturbing bombarding flooding hassling blowin
        nagging badgering blasting pinging notifying soliciting targeting blowing hitting hittin wasting invading
        clogging filling tormenting reaching advertising selling pitching interrupting reminding alerting
        communicating corresponding writing trolling whatsapping buzzing sharing using bombing messing marketing
        CALL EMAIL
    """,
    "SENDING": "sending sendin sendng giving shooting forwarding delivering getting receiving recieving",
    "TEXTS": """
        text txt message msg sms contact spam bother harass harrass bug pester annoy hound disturb ping notify
        solicit whatsapp write remind reply respond texted contacted messaged CALL EMAIL
    """,
    "SEND": "send sent give shoot forward get receive recieve see hear",
    "TEXT": """
        WRITTEN communication communications notification notifications notifs alert alerts correspondence contact
        contacting
    """,
    "PROMO": """
        offers promo promos promotion promotions promotional marketing ad ads advert adverts advertisement
        advertisements advertising solicitation solicitations spam junk newsletter newsletters campaigns deals blasts
    """,
    "JUNK": "crap shit bs bullshit junk spam garbage trash nonsense rubbish stuff things nuisance harassment mess",
    "KIND": """
        offer offers deal deals promo promos promotion promotions promotional marketing ad ads advert adverts
        advertisement advertisements advertising coupon coupons discount discounts sale sales special specials
        newsletter newsletters news reminder reminders update updates survey surveys recommendation recommendations
        recipe recipes solicitation solicitations campaign campaigns announcements blast tips
    """,
    "THING": "TEXT JUNK KIND CALL EMAIL",
    "ME": "me us myself mom dad wife husband",
    "MINE": "my our this the mine his her",
    "RELATIVE": """
        mom mum dad mother father wife husband sister brother son daughter kid kids child toddler baby friend friends
        neighbor neighbors neighbour roommate boss aunt uncle cousin grandma grandmother grandson coworker colleague
        boyfriend girlfriend partner cat customers
    """,
    "MEDICINE": """
        medicine medicines medication medications meds med pill pills tablet tablets antibiotic antibiotics aspirin
        ibuprofen tylenol metformin insulin statin statins thinner thinners drug drugs dose doses vitamin vitamins
        inhaler prednisone steroid steroids warfarin lisinopril drops cream prescription treatment supplements
    """,
    "ACTIVITY": """
        honking parking putting closing raising being speeding knocking yelling talking barking running
        cooking growing adding wearing feeding blaming overcharging charging driving walking bleeding coughing
        scratching spilling wondering complaining changing
    """,
    "NUMBER": """
        number numbers num nbr phone cell cellphone mobile contact contacts info information details name line
        digits data
    """,
    "LIST": """
        list lists database databases system systems records roster mailinglist distribution program programme group
        chat thread campaign directory file files service club
    """,
    "WANT": """
        want wanna wish need care like wanting desire wanted asked ask interested appreciate expect request
        requested
    """,
    "REMOVE": """
        remove removed removing delete deleted erase drop exclude scrub purge strike scratch eliminate wipe take get
        pull kick cross expunge discard omit untag bump
    """,
    "REMOVING": "remove removing delete deleting erase scrub purge wipe eliminate drop exclude expunge discard",
    "CONSENT": "consent permission authorization authorisation approval agreement authority",
    "REVOKE": "revoke revoking revoked withdraw withdrawing withdrawn rescind rescinding retract cancel pull remove",
    "SIGNED": """
        sign signed subscribe subscribed register registered enroll enrolled agree agreed consented join joined opt
        opted authorize authorized
    """,
    "BOOKING": """
        order orders appointment appointments appt appts reservation reservations booking bookings delivery
        deliveries pickup class classes flight ride membership plan visit meeting trip service services account
        session shipment package purchase dinner lunch slot tickets ticket payment card
        gym magazine netflix insurance lease policy
    """,
    "MANY": "many much constant nonstop endless often frequent frequently",
    "STATE": """
        much really only funny true cool sure interested going able available home ready happy ok good done working
        right fair cool funny clear
        correct true enough there here in it kidding joking acceptable legal helpful coming not hungry certain
        feeling on worth great nice what loading open around busy late free alone satisfied pleased subscribed
        buying paying me my a the an at for yet today bad really too that getting receiving signed allowed even
        trying asking consenting new looking taking playing driving feeling impressed surprised convinced amused
        aware responsible eligible enough well responding leaving cancelling canceling moving changing quitting
        complaining sending picking making
        doing eating cooking ordering waiting staying returning walking bringing using wearing saying giving valid
        visible public active listed up
    """,
    "SUBJECT": """
        i im ive ill id you u youre this that its it we were who whos why what how where or and because bc cuz cause
        before my our these those your ur there dont do no not never remove take unsubscribe delete stop quit wrong
        leave if last was im he she nobody
    """,
}

MISSPELLED = """
    please stop texting messages message sending unsubscribe unsubscribed remove removed contact contacting receive
    receiving number messaging bothering harassing wrong cancel delete subscribe promotions consent quit leave
    person marketing permission alone sign
"""
