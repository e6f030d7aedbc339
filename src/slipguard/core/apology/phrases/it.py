"""Italian."""

# ruff: noqa: E501 - a pattern is read as one alternative per line, however long

from .book import Phrases

_PERSON = r"(?:stagist[aie]|tirocinant[ei]|dipendent[ei]|collaborator[ei]|collaboratric[ei]|agenzia|fornitor[ei]|social\s+media\s+manager|membr[oi]\s+del(?:\s+nostro)?\s+(?:team|staff)|colleg\w+|impiegat[oai]|addett[oai]|consulent[ei]|smm)"
_FELT = r"(?:offes\w*|offend\w*|ferit\w*|urtat\w*|turbat\w*|insult\w*|infastidit\w*|fraintes\w*|disturb\w*|dispiaciut\w*|sensibilità)"

# clauses
_IT = r"(?:questo|questa|ciò)"
_NOUN = (
    r"(?:(?:il|la|i|le|lo|un|una|quest[oaie]|quell[oaie]|quel)\s+(?:nostr[oaie]\s+)?(?:[\w-]+\s+){0,2}?(?:post|tweet|messaggi\w*|comment\w*|rispost\w+|immagin\w+|foto|video|battut\w+|fras[ei]|parol\w+|scherz\w+|"
    r"testo|testi|tono|vignett\w+|contenut\w+|pubblicazion\w+))"
)
_THING = rf"(?:{_IT}|{_NOUN})"
# what the speaker calls their own; a person is none
_OURS = r"(?:nostr[oaie]|mi[oaei]|miei)\s+(?!\w*(?:stagist|agenzia|collaborator|colleg|dipendent|squadra|fornitor|ironia|umorismo|intento|account)\w*\b)(?:[\w-]+\s+){0,5}?[\w-]+"
# predicates that make it less than it was, or speak of how it was taken
_MILD = r"(?:non|mai|solo|soltanto|una?\s+(?:battuta|opinione|ironia|scherzo|malinteso|svista\s+d)|ironi\w*|satir\w*|umoris\w*|scherz\w*|vero|vera|corrett\w*|divertent\w*|innocu\w*|che|frainte\w*|stat[oaie]\s+(?:letto|letta|frainte\w*|scritto\s+da\s+un|pubblicat\w*|condivis\w*|estrapol\w*|un[oa]?\s+\w+\s+d)|per|peggio|meglio|così|giovan\w*|nuov\w*|alle\s+prime)\b"
_WRONG = (
    r"(?:offensiv\w+|insultant\w+|umiliant\w+|arrogant\w+|razzist\w+|sessist\w+|omofob\w+|antisemit\w+|crudel\w+|inaccettabil\w+|ingiust\w+|imperdonabil\w+|indegn\w+|fals[oaie]|volgar\w+|vergognos\w+|sprezzant\w+|sbagliat\w+|di\s+(?:pessimo|cattivo)\s+gusto|"
    r"presa\s+in\s+giro|personal\w+|privat\w+|una\s+vergogna|un\s+(?:errore|insulto)|colpa\s+(?:nostra|mia)|nostr\w+|cancellat\w+|rimoss\w+|eliminat\w+|tolt\w+|ritirat\w+|online|pubblicat\w+)\b"
)

ITALIAN = Phrases(
    common=r"\b(?:il|lo|la|gli|noi|nostr\w+|abbiamo|che|per|una?|del|della|di|con|questo|questa|scus\w+|scusa|dispiace|non|ci|è)\b",
    apology=r"\bci\s+scusiamo\b|\bmi\s+scuso\b|\b(?:chied|porg|present|rinnov|offr)\w+\s+(?:\w+\s+){0,4}(?:scus[ae]|perdono)\b|\b(?:le\s+)?(?:nostre|mie)\s+(?:\w+\s+)?scuse\b|\bscus(?:a|ate|ateci|e)\b|\b(?:ci|mi)\s+(?:\w+\s+)?dispiace\b|\bsiamo\s+(?:\w+\s+)?(?:spiacenti|dispiaciuti|desolati|mortificati)\b|\bperdon(?:o|ateci)\b",
    reported=r"\b(?:ha|abbiamo|ho|hanno)\s+(?:\w+\s+){0,2}(?:chiesto|presentato|porto)\s+(?:\w+\s+){0,2}scus[ae]\b|\bsi\s+è\s+scusat\w\b",
    refused=r"\bnon\s+(?:\w+\s+){0,3}(?:scus\w+|dispiace)\b",
    regret=r"\brammaric\w+\b|\brincresc\w+\b|\bdeplor\w+\b|\bspiac\w+\b",
    first_person=r"\b(?:noi|nostr\w+|ci|io|mi|mio|mia|abbiamo|ho|siamo|sono|\w+iamo)\b",
    elided=r"(?:^|[.!?\n]\s*)(?:scus\w+|abbiamo|perdon\w+)\b",
    act=r"\b(?:tweet|post|pubblica\w+|messagg\w+|comment\w+|rispost\w+|foto|immagin\w+|video|parole|contenut\w+|condivi\w+|campagn\w+|annunc\w+|link|battuta|frase|twitta\w+|spot)\b",
    owned=r"\b(?:abbiamo|ho|avremmo|avrei)\s+(?:\w+\s+){0,2}?(?:\w+[aiu]to|fatto|scritto|condiviso|commesso|detto|offeso|messo)\b|\bnostr[oaie]\s+(?:\w+\s+)?(?:error[ei]|colpa|responsabilità|mancanza|leggerezza)\b|\bresponsabilità\s+è\s+(?:\w+\s+)?nostra\b|\bci\s+(?:assumiamo|prendiamo)\b",
    fault=r"\b(?:quest[oa]|l'|il|un|nostro|un'|la)\s*(?:\w+\s+){0,2}(?:errore|sbaglio|svista|scivolone|leggerezza|gaffe)\b",
    wronged=r"\b(?:con|alle?|ai|agli|alla)\s+(?:famigli\w+|vittim\w+|comunità|person\w+\s+colpit\w+|(?-i:[A-Z])\w+\s+(?-i:[A-Z])\w+)",
    deleted=r"\b(?:cancell\w+|elimin\w+|rimoss\w+|rimuov\w+|ritirat\w+|tolt\w+)\b",
    repair=r"\b(?:d'ora\s+in\s+poi|in\s+futuro|misure|provvedimenti|rivedremo|verific\w+|formazione|procedur\w+|non\s+(?:accadrà|succederà|si\s+ripet\w+)|separ\w+|migliorar\w+|impar\w+|donerem\w+|faremo|contatt\w+)\b",
    conditional=(
        rf"\b(?:se|qualora|nel\s+caso|semmai)\s+(?:[\w']+\s+){{0,7}}?{_FELT}|\b(?:chiunque|chi|quanti|coloro)\s+(?:che\s+)?(?!abbiamo\b|ho\b)(?:[\w']+\s+){{0,5}}?{_FELT}|\b(?:possa|possano|potrebbe|potrebbero|potuto|avesse|avessimo)\s+(?:\w+\s+){{0,4}}?(?:{_FELT}|caus\w+|arrec\w+)|\beventual\w+\b|\bqualsiasi\s+(?:offesa|disagio)\b"
        r"|\b(?:scus\w+|dispiace|perdono)\s+se\s+(?!(?:avete|hai|ha)\s+(?:visto|letto))\w"
    ),
    to_whom_offended=rf"\b(?:dispiace|spiacenti)\s+(?:che|se)\s+(?:\w+\s+){{0,4}}?(?:{_FELT}|sentit\w+)|\b(?:coloro|quanti|persone|chi|quelli)\s+(?:che\s+)?si\s+(?:\w+\s+){{0,3}}?(?:{_FELT}|sentit\w+)",
    but=r"\b(?:ma|però|tuttavia|comunque|anche\s+se|sebbene|ciononostante|benché|detto\s+(?:questo|ciò)|ciò\s+detto|del\s+resto)\b",
    owning=r"\b(?:non\s+(?:è\s+)?(?:basta|abbastanza|giustifica|sufficiente)|non\s+(?:avremmo|doveva\w*)|mai\s+dovut\w+|responsab\w+|sappiamo|capiamo|meglio)\b",
    while_sorry=r"(?:^|[.!?\n]\s*)(?:anche\s+se|sebbene|pur)\s+[^.!?]{0,40}(?:dispiac\w+|scus\w+|rammaric\w+)[^.!?]{0,120},",
    agentless=r"\b(?:sono\s+stati\s+(?:commessi|fatti)\s+(?:\w+\s+)?errori|errori\s+sono\s+stati\s+(?:commessi|fatti)|è\s+stato\s+(?:commesso|fatto)\s+un\s+(?:\w+\s+)?(?:errore|sbaglio)|si\s+è\s+(?:verificato|trattato\s+di)\s+un\s+(?:\w+\s+)?(?:errore|disguido|problema)|c'è\s+stato\s+un\s+(?:\w+\s+)?(?:errore|disguido)|(?:a\s+causa\s+di|per)\s+un\s+(?:\w+\s+)?(?:disguido|errore\s+tecnico))\b(?!\s+da\s+noi)",
    happened=r"\b(?:è\s+stat[oa]|sono\s+stat[ie]|è\s+partit[oa]|era\s+stat[oa])\s*(?:\w+\s+){0,3}?(?:pubblicat\w+|inviat\w+|condivis\w+|postat\w+|diffus\w+|twittat\w+)\b(?!\s+da\b)",
    surfaced=r"\b(?:tweet|post|messaggio|commento|immagine|foto|video|contenuto|testo)\s+(?:\w+\s+){0,3}?(?:è|sono|era)\s+(?:\w+\s+)?(?:apparso|apparsa|comparso|uscito|finito|scappato|sfuggito|partito)\b|\b(?:è|era)\s+(?:apparso|comparso|uscito|finito|scappato|sfuggito|partito)\s+(?:\w+\s+){0,3}?(?:un|il|quel|questo)\s+(?:\w+\s+)?(?:tweet|post|messaggio|commento|contenuto)\b|\bqualcosa\s+è\s+andat[oa]\s+storto\b",
    context=(
        r"\b(?:fuori\s+(?:dal\s+)?contesto|estrapolat\w+|frainte\w+|mal\s?interpretat\w+|equivoc\w+|decontestualizz\w+|travisat\w+)\b"
        r"|\b(?:letto|lett[ae]|capit[oai]|intes[oai]|interpretat[oai]|recepit[oai]|pres[oai])\s+(?:\w+\s+)?(?:male|diversamente|in\s+(?:un\s+)?(?:altro|modo)\w*|nel\s+modo\s+sbagliato)\b|\b(?:distort|stravolt)\w+\b|\bnon\s+(?:è\s+stata\s+|hanno\s+)?(?:colt|capit)\w+\s+(?:l'|la\s+nostra\s+)?(?:ironia|battuta)\b"
    ),
    intention=r"\b(?:non\s+(?:era|è|c'era|è\s+stata|avevamo)\s+(?:\w+\s+){0,2}intenzione|non\s+(?:volevamo|intendevamo)|senza\s+(?:intenzione|volerlo)|involontari\w+|mai\s+(?:\w+\s+){0,2}intenzione)\b",
    harm=r"\b(?:offensiv\w+|razzist\w+|sessist\w+|inappropriat\w+|inaccettabil\w+|irrispettos\w+|insultant\w*|dolor\w*|errore|sbagliat\w+|feriva|grave)\b",
    intrusion=(
        r"\b(?:hacker\w*|hackerat\w+|violat[oi]\b|compromess\w+|pirat\w+|cyber\w*|intrusion\w*|non\s+autorizzat\w+|accesso\s+abusivo)\b"
        r"|\b(?:qualcuno|terzi|ignoti|sconosciuti|un\s+estraneo|una\s+persona\s+estranea)\s+(?:\w+\s+){0,4}?(?:entrat\w+|acced\w+|accesso|impossessat\w+|usat\w+|password)\b|\bsenza\s+(?:(?:la\s+)?nostra\s+)?(?:autorizzazione|permesso)\b|\ba\s+nostra\s+insaputa\b|\b(?:password|credenziali)\s+(?:\w+\s+){0,4}?rubat\w+\b|\bvittim\w\s+di\s+un\s+(?:\w+\s+)?attacco\b"
    ),
    denial=r"\b(?:non|nessun\w*|mai|né|senza)\b[^.!?]{0,25}$",
    machine=r"\b(?:programmat\w+|tecnic\w+|automatic\w+|sistema|bug|hacker\w*|algoritmo|bot|disguido)\b",
    scapegoat=(
        rf"\b(?:un[oa]?|il|la|lo|nostr[oa]|uno\s+dei\s+nostri)\s+(?:\w+\s+){{0,3}}?{_PERSON}\s+(?:\w+\s+){{0,6}}?(?:ha|che|per\s+errore|aveva|si)\b|\bda(?:l|lla|llo)?\s+(?:un[oa']?\s+|nostr[oa]\s+)?(?:\w+\s+){{0,2}}?{_PERSON}\b|\b(?:errore|colpa|svista|leggerezza|sbaglio|iniziativa|opera)\s+d(?:i|el|ella|ello|ell')\s*(?:un[oa']?\s*)?(?:nostr[oa]\s+)?(?:\w+\s+)?{_PERSON}\b"
        r"|\b(?:un[oa']?|il|la|lo|nostr[oa])\s+(?:\w+\s+){0,2}?(?:stagist[ae]|tirocinante|agenzia|fornitore|collaborat(?:ore|rice))\s+(?:\w+\s+)?(?:aveva|era|stava|credeva|pensava|gestiva)\b"
    ),
    spoken_to=r"\b(?:con|a|ai|alle|per)\s+(?:\w+\s+){0,2}$",
    values=r"\b(?:non\s+(?:riflett\w+|rappresent\w+|rispecchi\w+)|nostri\s+valori|impegnat\w+\s+(?:a|per|nel)|orgoglios\w+|condanniamo|distanza)\b",
    small=r"\b(?:solo|soltanto|semplice(?:mente)?|purtroppo|isolat\w+|battuta|scherzo|ironi\w+|spiacevole|piccol[oa]\s+(?:errore|svista)|innocu\w+)\b",
    dismissal=r"\b(?:ovviamente|già|voltare\s+pagina|naturalmente|caso\s+chiuso|andiamo\s+avanti)\b",
    forgive=r"\b(?:perdon\w+|comprensione|indulgenza)\b",
    joke=r"\b(?:ahah\w*|haha\w*|ops+|lol|caffè|sconto|promo\w*)\b",
    bare=r"\b(?:scus\w+|dispiace|rammaric\w+|spiacenti)\s+(?:\w+\s+){0,2}?per\s+(?:(?:il|i|lo|gli|la|l'|ogni|qualsiasi)\s*)?(?:\w+\s+)?(?:disag\w+|inconvenient\w+|confusione|disguid\w+|incidente|situazione|equivoc\w+|malintes\w+|accaduto)\b",
    named_wrong=r"\b(?:inaccettabil\w+|offensiv\w+|razzist\w+|mai|sbagliat\w+|errore|scus\w+|dispiace)\b",
    joint=(
        r"[;:]|\s[—–-]\s|,\s+(?:e|ed|ma|però|che|chi|cui|perché|anche|se|come|dove)\b|,\s+(?=(?:l'|lo|la|li|è|era|non|ce|ci|il|abbiamo|ho)\b)|\b(?:e|ed|ma|perché)\b(?=\s+(?:l'|lo|la|le|li|è|era|non|ci|ce|il|un|una|nostr\w+|chi|altri|molti|alcuni|qualcuno|da)\b)|\banche\s+se\b"
    ),
    finite=(
        r"\b(?:è|sono|era|erano|ha|hanno|ho|aveva|avevano|fu|furono|sarà|saranno|viene|vengono|resta|restano|sembra|sembrano|pare|paiono|può|possono|deve|sa|sanno|segue|passa|lavora|rimane|rimangono|merita|conta|capita|succede|conosce|"
        r"\w{3,}(?:ò|arono|erono|irono|ava|avano|eva|iva|iamo|emmo))\b"
    ),
    work=(
        rf"\b(?:{_IT}|(?:{_NOUN}|{_OURS})(?:[^,;.!?]{{0,40}}?))\s+(?:era|erano|fu|è\s+stat[oa])\s+(?!{_MILD})\w+|\b{_OURS}\s+(?:[^,;.!?]{{0,40}}?\s)?(?:vi\s+|si\s+|li\s+|le\s+)?(?!era|aveva|voleva)\w{{3,}}[aei]va(?:no)?\b|(?:^|(?<=[.!?:]\s)|\be\s+|\bed\s+)(?:era|erano|è\s+stat[oa])\s+(?!{_MILD})\w+|"
        r"\b\w{2,}(?:iamo|emmo|immo|ammo)\b|\bho\s+\w+|\bl'ho\b|\bnoi\b|\bio\b|\bdovevamo\b|\bda\s+noi\b"
        rf"|\b(?:{_THING}\b[^,;.!?]{{0,50}}?)?(?:\bè|\bera|\berano|\bsono|\bfu|\bsarà)\s+[^,;.!?]{{0,40}}?{_WRONG}"
        rf"|\b{_THING}\b[^,;.!?]{{0,40}}?\b(?:vi|li|lo|la|le)?\s*(?:offend\w+|insultav\w+|umiliav\w+|feriv\w+|mostrav\w+|derid\w+|prendeva\s+in\s+giro|ha\s+(?:offeso|ferito|insultato|umiliato))\b|\b(?:account|profilo|pagina)\s+sbagliat[oa]\b"
        r"|\b(?:colpa|responsabilità|errore)\s+(?:è\s+|tutt\w\s+)?(?:nostr\w+|mi\w+)\b|\bnostr[ao]\s+(?:colpa|responsabilità|errore)\b|\bmerit\w+\b|\bavete\s+(?:tutte\s+le\s+ragioni|ragione)\b|\bgrazie\b|\bscriv\w+(?:ci|mi)\b|\b(?:nessuna|non\s+(?:ci\s+sono|ha|abbiamo)|senza)\s+(?:scus\w+|giustificazion\w+)\b|\bnulla\s+(?:lo\s+)?(?:giustifica|scusa)\b"
        r"|\b(?:da\s+(?:oggi|ora|domani|adesso)|d'ora\s+in\s+(?:poi|avanti)|in\s+futuro|non\s+(?:accadrà|succederà)|(?:rilegg\w+|legg\w+|controllano|controlla)\s+ogni|mai\s+più|non\s+ha\s+più\s+accesso)\b"
    ),
    stance=(
        r"\b(?:riteniamo|pensiamo|crediamo|restiamo|ribadiamo|rimaniamo|confermiamo|volevamo|intendevamo|avevamo\s+ragione|scherziamo|siamo\s+(?:convinti|stati\s+(?!noi|ingiusti|crudeli|scortesi|offensivi|maleducati)\w+)|penso|credo|ribadisco|resto)\b"
        r"|\bnon\s+(?:siamo|eravamo|sono|ero)\s+(?:stati?\s+)?(?:noi|io|gli\s+autori)\b|\bnon\s+(?:viene|veniva|vengono|provien\w+)\s+da\s+noi\b|\bnon\s+(?:è|era)\s+(?:opera\s+)?nostr\w\b|\b(?:ci|mi)\s+(?:paiono|pare|sembra|sembrano|risulta)\b|\bresta\s+(?:il\s+fatto|che|vero)\b|\b(?:dispiace|rincresce|peccato)\s+che\s+(?!(?:abbiamo|il\s+nostro\s+\w+\s+abbia\s+ferito)\b)"
        r"|\b(?:chi|quanti|quelli\s+che|coloro\s+che)\s+(?:se|si|non|ci\s+(?:segue|conosce|legge)|s'|l'ha\s+presa)\b|\b(?:anime|orecchie|persone|lettori)\s+(?:sensibili|suscettibili|delicat\w+)\b|\b(?:qualora|semmai|nel\s+caso\s+in\s+cui)\b|\b(?:qualcuno|chi|altri|tutti|c'è\s+chi)\s+(?:\w+\s+)?(?:ha\s+voluto|hanno|ci\s+conosce|dice|dicono|vuole|esagera\w*|si\s+offende)\b|\b(?:ha|hanno)\s+voluto\s+(?:leggere|vedere|capire)\b"
    ),
    goes_on=r"[\s,;:]*ed?\s+(?!(?:l'|lo|la|il|un|una|nostr\w+|chi|altri|alcuni|qualcuno)\b)\w+|(?:a|ai|alle|agli)\s+(?:tutti|tutte|chi|la|i|le|gli)\b",
)
