"""Everyday words of the five languages that are a slip away from a word that matters here.

`step`, `quite`, `massage`, `cancer`: they mean themselves.
"""

from typing import Final

ORDINARY: Final = frozenset(
    """
    sabonner sinscrire labonnement
    abmeldet abonner abzustellen adscripcion alene aline aloe alon alot andem anden anmelden anmeldung annular
    aparar aren ariete arnett arrest arrests arreta arretees arretera ascribe asir asta atone atop aufholen aufhore
    auftragen autorize bafta baita bandar banden barem baren barret barrett basa basra bast bastam bastan bastao
    bastar baste basti bastia basto bata batte befestigen beine belasten belasteten belastungen bending benommen
    besta betatigen beten bette bewaltigen biete bitten bitter bittet bitty blenden bloquea bloquean bloqueur botte
    bummer busta butte cadastre canal cancelan cancels cancer cancers cancion cancun candle carcel carrete case
    casta catastro ceased ceases cega cense cerrado chancel chase checa chegam chegar chegas chego cheia chela chema
    chicken ciega cleave clone comas conducting connecting consents contactee containing contentment contesting
    contract contracter contracting contrasting convencimiento convent convicting crease cuero cuit darem daren
    deben deceive deceiving decevoir deen degen dejan deleite deletes demission denen deplete deren desabou desato
    describe describir describirse descripcion desista desiste desisti desisto dete detem detend detengo detenha
    detenia detenir detenu deter deuten duero dumber dummer ease eliminam eliminan eliminara emission encerram enden
    enfiar enlevee enterrar entfernten envian enviara enviare enviarse enviarte envias envied enviei envier envoler
    equivoca equivocaba equivocadas equivocamos equivocar erhaltene erhaltet errando escribano escribi escribia
    escribian escribio escribira escribire escribis evoke excluiu falir fanden feine fending ferrado fuero fuit
    garen garret garrett gasta gekommen gerson gign gomas guitar handen harcelee harceleur harem heave heine
    herhalten hoschen huit humber hummer imessage incomodas inscribe inscripcion inscrire jarrett kaine karen keane
    keene keime keinem keines kerne kine kleine kline klone konstatieren kummer kundigten landen lastigen lato lave
    leake lease leaved leaver leaves lending leve liminar llave lomas lone lumber madden maden maiden malden
    malestar malone mandan mandara mandare mandas mandat mandei mandel mandeln mandir manjar mannen mantem manten
    maren massage massaging menden mending messagers meten minden mitte molestas molested molester mothering muero
    munden nachsicht ned nif noma nomad nomads nomes nommer nomos noms normas notas novas numas numbed omas optou
    paar paaren pagar paien palir panel panem param paran parara paras parat pared paree parent pareo parer parir
    parken parme paron parr parra parson partem parten pasar pasta paten pearson pease peine pending percussion
    perdon perdona permissions permissive peron perron persan perso personal personas persons persos persson
    perturber peten pierson pirar pleas pleaser pleases porem poren prem prescribe promociona promocionan
    promocionar promoting prong propagan propagande proporciones proportions publicada publicadas publicised
    publicitar publicity publicize publicized purem puren quebro quedo quejo quemo quere query quid quiera quiere
    quiet quil quilt quim quin quint quip quis quita quitan quitara quitas quite quito quits quiz quot rarete rasta
    reabonner recebe recebem recebera recebeu receiver receives recibia recibio recibira recover reine remission
    remota remote removes removeu rending renova renove renover renvoyer resist resubscribe retener retiram retired
    retiree retirei salar sali salia salim salio salis samir sanding sarar sari scheiben schicker schickes schinken
    schloss schlusse schocken schreibens schreiber schreien schreiten schrieben schuss seeding seine selden sender
    sendern senken sensing sexting shop shoppen shopper sian siga sigan sigh sigi signa signo sigo sing sinn sion
    sitte slop somas sonden sop souscription sparen spenden spending stahl stamp staph start starts step steppen
    stepper stock stomp stool stoop stope stopfen stoppee stoppers stopps stoppt stops stopy stor store storm story
    stoup stout stow streicheln streicher strichen strop subscribe subscriber subscribes suero suit summer sunden
    sundigen superscribe supprimee suscribe suscribirse tandem tease tending terminal terminara terminare terminas
    testing tomas top toppen topper tranquil tranquilas tranquillite tuit tuitar unstop vasta vease veillez veine
    venden vending verhalten veuille veuilles wanden waren weave weine wenden wertung witte wong wring wrongs zaren
    """.split()  # noqa: SIM905 - a list of hundreds reads as text
)
