"""German."""

# ruff: noqa: E501 - a pattern is read as one alternative per line, however long

from .book import Phrases

_PERSON = (
    r"(?:praktikant\w*|azubis?|auszubildende\w*|volontär\w*|mitarbeiter\w*|mitarbeitende\w*|angestellte\w*|kolleg\w+|"
    r"agentur\w*|dienstleister\w*|freelancer\w*|freie\w?\s+mitarbeiter\w*|aushilfe\w*|werkstudent\w*|teammitglied\w*|praktikum)"
)
_FELT = r"(?:verletz\w*|beleidig\w*|gekränkt\w*|gestört|angegriffen|missverst\w+|betroffen|unwohl|verärger\w*|auf\s+den\s+schlips|zu\s+nahe\s+getreten|auf\s+die\s+füße|vor\s+den\s+kopf)"

# clauses
# what the speaker thinks, suffers or stands by, and nothing that was done
_MIND = r"(?:glaub\w*|find(?:e|en)|mein(?:e|en|ten)|denk\w*|dacht\w*|halten?|steh(?:e|en)(?=\s+(?:\w+\s+){0,4}?(?:dazu|hinter|zu)\b)|bleib\w*|hoff\w*|vermut\w*|fürcht\w*|seh(?:e|en)|wollt\w*|wünsch\w*|fühl\w*|wurden?|lass(?:e|en)\s+uns|weis(?:e|en)(?=\s+[^.!?]{0,40}zurück)|distanzier\w*|sind\s+(?:stolz|sicher|selbst|auch\s+nur)|waren\s+(?:das\s+nicht|nicht|nur|müde))"
_IT = r"(?:es|er|sie|das|dies\w*|beides)"
_NOUN = (
    r"(?:(?:unser\w*|mein\w*|das|der|die|dies\w+|ein\w*)\s+(?:[\w-]+\s+){0,3}?\w*(?:beitrag|beiträge|posts?|posting|tweets?|kommentare?|bild|bilder|foto|fotos|video|satz|sätze|spruch|witz|text|"
    r"antwort|reaktion|aussage|worte?|meldung|nachricht|scherz|story|thread|verhalten|vergleich|karte|kampagne|ton))"
)
_THING = rf"(?:{_IT}|{_NOUN})"
# what the speaker calls their own; a person is none
_OURS = rf"(?:unser|mein)\w*\s+(?!{_PERSON}\b|\w*(?:vertretung|schicht|chef)\w*\b)(?:[\w-]+\s+){{0,5}}?[\w-]+"
# predicates that make it less than it was, or speak of how it was taken
_MILD = r"(?:nicht|nie|nur|bloß|lediglich|eigentlich|doch|offenbar|leider|wohl|ironi\w*|satir\w*|spaß\w*|(?:ein\w*\s+)?(?:\w+\s+)?(?:scherz|spaß|witz|versehen|panne|missverständnis|meinung)|lustig|harmlos|gut\s+gemeint|gemeint|gedacht|richtig|wahr|korrekt|missverst\w*|falsch\s+(?:verstanden|angekommen)|anders|als|so\b|zu\s+\w+|übertrieben|schlimmer|kein\w*|was|wie|wer|am\s+handy|überfordert|neu|müde|jung)\b"
_WRONG = (
    r"(?:falsch|verletzend|beleidigend|herablassend|abwertend|demütigend|verachtend|beschämend|kränkend|\w*feindlich|rassistisch|sexistisch|antisemitisch|homophob|hämisch|zynisch|höhnisch|\w+los|unfair|ungerecht|unangemessen|"
    r"unangebracht|unentschuldbar|unverzeihlich|unverschämt|unwahr|unzulässig|inakzeptabel|schäbig|frech|gemein|widerlich|grob|dumm|daneben|privat|hässlich|böse|respektlos|gelogen|nicht\s+(?:in\s+ordnung|ok|okay|komisch|lustig|hinnehmbar|wahr|fair)|"
    r"(?:ein|unser|mein)\w*\s+(?:\w+\s+)?(?:fehler|schuld|versagen)|nicht\s+mehr|weg|gelöscht|entfernt)\b"
)

GERMAN = Phrases(
    common=r"\b(?:der|die|das|und|wir|uns|unser\w*|nicht|ist|war|haben|für|ein|eine|einen|auf|dass|bitten|entschuldig\w*|leid)\b",
    apology=(
        r"\bentschuldig(?:e|en)\b(?!\s+(?:sie|euch)\s+sich)|\bentschuldigung\b|\bum\s+verzeihung\b|\bverzeihung\b|\btut\s+(?:\w+\s+){0,4}leid\b|"
        r"\bleid\s+tut\b|\bpardon\b|\bsorry\b"
    ),
    reported=r"\b(?:habe?n?|hat)\s+(?:\w+\s+){0,4}entschuldigt\b",
    refused=r"\b(?:nicht|keine[nr]?|nie)\s+(?:entschuldig\w+|grund)\b",
    regret=r"\bbedauer\w*\b|\bpeinlich\b",
    first_person=r"\b(?:wir|uns|unser\w*|ich|mir|mich|mein\w*)\b",
    elided=r"(?:^|[.!?\n]\s*)(?:entschuldigung|sorry|verzeihung|haben|hätten|bitte\s+um)\b",
    act=r"\b(?:tweets?|posts?|posting\w*|beitr[aä]g\w*|nachricht\w*|kommentar\w*|antwort\w*|veröffentlich\w*|gepostet\w*|getwittert|geteilt\w*|bild\w*|foto\w*|video\w*|aussage\w*|äußerung\w*|worte?n?|meldung\w*|anzeige\w*|kampagne\w*|toots?|tröts?|status\w*|scherz|witz|link)\b",
    owned=r"\b(?:wir|ich)\s+(?:haben|habe|hätten|hätte)\b[^.!?]{0,120}\b(?:ge\w+t|ge\w+en|ver\w+t|be\w+t|veröffentlicht|verletzt|gemacht|müssen|dürfen|sollen)\b|\b(?:haben|habe)\s+(?:wir|ich)\b|\b(?:stammt\w*|kam|kommt)\s+von\s+(?:uns|mir)\b|\bunser\w*\s+(?:\w+\s+)?(?:fehler|schuld|verantwortung|versagen|versehen)\b|\b(?:dafür\s+)?(?:übernehmen|tragen)\s+(?:wir\s+)?(?:\w+\s+){0,2}verantwortung\b",
    fault=r"\b(?:dies\w+|der|den|unser\w*|ein\w*|mein\w*)\s+(?:\w+\s+){0,2}(?:fehler\w*|irrtum|versehen|panne|fehlgriff|ausrutscher)\b",
    wronged=r"\b(?:bei|an)\s+(?:der\s+|den\s+)?(?:familie\w*|opfer\w*|angehörigen|(?-i:[A-ZÄÖÜ])\w+\s+(?-i:[A-ZÄÖÜ])\w+)",
    deleted=r"\b(?:ge)?lösch\w*\b|\bentfern\w*\b|\bzurückgezogen\b|\bheruntergenommen\b|\boffline\b",
    repair=r"\b(?:künftig|zukünftig|in\s+zukunft|von\s+nun\s+an|ab\s+sofort|werden\s+wir|wir\s+werden|maßnahmen?|schul\w+|prüf\w+|trennen|vier-augen\w*|nicht\s+(?:wieder|mehr)|änder\w+|ändern|spend\w+|lernen)\b",
    conditional=(
        rf"\b(?:falls|wenn|sofern|sollte(?:n|st)?)\s+(?:\w+\s+){{0,8}}?{_FELT}"
        rf"|\b(?:jeder|jede|alle|allen|jemand\w*|wer)\s*,?\s+(?!(?:die|den|denen|der)\s+(?:wir|ich)\b)(?:der|die|den|dem)?\s*(?:sich\s+)?(?:\w+\s+){{0,5}}?{_FELT}"
        r"|\b(?:etwaige?\w*|eventuelle?\w*|mögliche?\w*|allfällige?\w*)\s+\w+|\b(?:hätte|haben)\s+könnten?\b|\bverletzt\s+haben\s+(?:sollte|könnte)\w*"
        r"|(?:entschuldig\w+|verzeihung|leid)\b[^.!?]{0,40},\s*(?:falls|wenn|sofern)\s+(?!(?:sie|ihr|du)\b[^.!?]{0,30}\b(?:gesehen|gelesen|bekommen))"
    ),
    to_whom_offended=(
        rf"\bdass\s+(?:sie|ihr|du|manche|einige|viele|leute|sich\s+\w+)\s+(?:\w+\s+){{0,5}}?(?:{_FELT}|gefühlt|empfunden|fühl\w+)|\b(?:denen|alle|allen),?\s+die\s+sich\s+(?:\w+\s+){{0,4}}(?:{_FELT}|fühlen|gefühlt)|\banstoß\s+genommen\b"
        r"|\bdass\s+(?:sie|ihr|sich|manche|einige|viele|leute|es|\w+)\s+(?:\w+\s+){0,6}?(?:gestört|gestoßen|aufgeregt|geärgert|empört|schlecht\s+aufgenommen|übel\s*genommen|nicht\s+gefallen)\b"
        r"|\bleid\s*,?\s+dass\s+(?:ihnen|euch|dir|manche[nmr]?|einige[nmr]?|viele[nmr]?|sie|ihr|(?:unser\w*\s+)?(?:leser|kund|fans|follower|nutzer|gäst|besucher)\w*)\b|\bdass\s+(?:\w+\s+){1,4}?(?:missfallen|nicht\s+gefallen|nicht\s+gefällt|missfällt|sauer\s+aufgestoßen)\b"
        r"|\b(?:alle[nr]?|jene[nr]?|diejenigen|denen)\b[^.!?,]{0,30},\s*(?:die|der)\s+sich\b"
    ),
    but=r"\b(?:aber|allerdings|jedoch|dennoch|trotzdem|gleichwohl|obwohl|wobei|(?:,|\.)\s*doch|nur\s+(?:war|ist|wurde|muss)|gleichzeitig|andererseits|auch\s+wenn|wenngleich)\b",
    owning=r"\b(?:reicht\s+nicht|nicht\s+genug|keine\s+entschuldigung|hätte\s+nicht|hätten\s+(?:nicht|es)|nicht\s+passieren|verantwort\w+|wissen|besser|leid)\b",
    while_sorry=r"(?:^|[.!?\n]\s*)(?:auch\s+wenn|obwohl|zwar)\s+[^.!?]{0,40}(?:leid|bedauer\w*|entschuldig\w*)[^.!?]{0,120},",
    agentless=r"\b(?:es\s+)?(?:wurden|wurde|sind|ist)\s+(?:\w+\s+){0,3}fehler\s+(?:gemacht|passiert|unterlaufen|begangen)\b|\bfehler\s+(?:wurden|sind|ist|wurde)\s+(?:\w+\s+){0,2}(?:gemacht|passiert|unterlaufen)\b|\b(?:ist|kam)\s+(?:\w+\s+){0,3}(?:zu\s+)?(?:einem|ein)\s+(?:\w+\s+)?(?:fehler|irrtum|panne|versehen|missverständnis)\b(?:\s+(?:gekommen|passiert|unterlaufen))?(?!\s+von\s+uns)",
    happened=r"\b(?:wurde|worden|ging)\s+(?:\w+\s+){0,6}?(?:veröffentlicht|gepostet|gesendet|abgesetzt|geteilt|raus|online)\b(?!\s+von\b)",
    surfaced=r"\b(?:beitrag|tweet|post|posting|nachricht|kommentar|bild|foto|video|text|inhalt)\w*\s+(?:\w+\s+){0,7}?(?:erschienen|gelandet|aufgetaucht|rausgegangen|hinausgegangen|durchgerutscht|online\s+gegangen|reingerutscht)\b|\b(?:ist|sind|war)\s+(?:(?:da|hier|uns|etwas|leider)\s+){0,3}(?:etwas\s+)?schief\s*gegangen\b",
    context=(
        r"\b(?:aus\s+dem\s+(?:zusammenhang|kontext)|missverst\w+|missinterpret\w+|falsch\s+(?:verstanden|aufgefasst|interpretiert)|fehlinterpret\w+|falsche\w?\s+eindruck)\b"
        r"|\b(?:falsch|anders|missverständlich|nicht\s+(?:so|richtig))\s+(?:\w+\s+)?(?:angekommen|rüber\w*|verstanden|gelesen|aufgenommen|wahrgenommen)\b|\b(?:verdreht|verzerrt)\b|\bironie\s+(?:\w+\s+){0,3}nicht\s+(?:verstanden|erkannt)\b"
    ),
    intention=r"\b(?:nicht\s+(?:unsere|meine)\s+absicht|lag\s+uns\s+fern|nie(?:mals)?\s+(?:unsere\s+)?absicht|wollten\s+(?:\w+\s+){0,3}(?:niemanden?|nicht)|nicht\s+(?:so\s+)?gemeint|nicht\s+beabsichtigt|keine\s+absicht|unbeabsichtigt)\b",
    harm=r"\b(?:verletzend\w*|beleidigend\w*|falsch|rassistisch\w*|sexistisch\w*|respektlos\w*|unangemessen\w*|geschmacklos\w*|inakzeptabel\w*|schmerz\w*|fehler)\b",
    intrusion=(
        r"\b(?:ge-?hackt\w*|hack\w*|kompromittier\w*|gekapert\w*|unbefugt\w*|unautorisiert\w*|fremdzugriff|sicherheitslücke|datenleck|cyber\w+|übernommen\s+worden)\b"
        r"|\b(?:unbekannte\w*|dritte\w*|jemand|fremde\w*|kriminelle\w*)\s+(?:\w+\s+){0,8}?(?:zugang|zugriff|eingeloggt|eingedrungen|übernommen|angemeldet|passwort)\b|\bohne\s+(?:unser|mein)\w*\s+(?:wissen|zustimmung|zutun|erlaubnis)\b|\b(?:passw\w+|zugangsdaten)\s+(?:\w+\s+){0,4}?(?:gestohlen|entwendet|abgegriffen|geleakt)\b|\bopfer\s+eines\s+\w*(?:angriff|attacke)\w*"
        r"|\b(?:account|konto|profil|seite|kanal)\s+(?:\w+\s+){0,5}?(?:übernommen|missbraucht|gestohlen|entführt)\b"
    ),
    denial=r"\b(?:nicht|kein\w*|nie|niemand)\b[^.!?]{0,25}$",
    machine=r"\b(?:geplant\w*|zeitgesteuert\w*|technisch\w*|automatisch\w*|panne|softwarefehler|systemfehler|algorithmus|gehackt|vorgeplant\w*|bot)\b",
    scapegoat=(
        rf"\b(?:ein\w*|der|die|unser\w*|einer\s+unserer|durch|von)\s+(?:\w+\s+){{0,3}}?{_PERSON}\s+(?:\w+\s+){{0,8}}?(?:hat|haben|hatte|gepostet|veröffentlicht|versehentlich|irrtümlich|verwechselt|vergessen|getwittert|verfasst|abgesetzt|wurde|verursacht|gesendet)\b|\b(?:von|durch)\s+(?:ein\w*|unser\w*|der|die|dem)\s+(?:\w+\s+){{0,2}}?{_PERSON}\b|\b(?:fehler|schuld|versehen|panne|patzer|alleingang|eigenmächtigkeit)\s+(?:ein\w*|unser\w*|der|des|von\s+ein\w*)\s+(?:\w+\s+)?{_PERSON}\b"
        r"|\b(?:ein\w*|unser\w*|der|die)\s+(?:\w+\s+){0,2}?(?:praktikant\w*|azubis?|auszubildende\w*|volontär\w*|aushilfe\w*|werkstudent\w*|agentur|dienstleister\w*|freelancer\w*)\s+(?:war|waren|hat|hatte|haben|ist|wollte|dachte|saß|lag)\b|\b(?:der|die|den)\s+verantwortliche\w*\s+(?:\w+\s+){0,2}?(?:mitarbeiter\w*|person|kolleg\w+)\b"
    ),
    spoken_to=r"\b(?:mit|bei|an|für|gegenüber)\s+(?:\w+\s+){0,2}$",
    values=r"\b(?:entspricht\s+nicht|spiegelt\s+nicht|nicht\s+die\s+(?:meinung|haltung|ansicht|werte)|wofür\s+wir\s+(?:nicht\s+)?stehen|wir\s+stehen\s+für|unsere\w?\s+werte\w*|stolz\s+auf|distanzier\w+)\b",
    small=r"\b(?:nur|lediglich|bloß|leider|einzelfall|scherz|witz|spaß|spaßig|harmlos\w*|unglücklich\w*|versehentlich|kleiner\s+fehler|flapsig\w*|ironi\w+)\b",
    dismissal=r"\b(?:offensichtlich|bereits|abgehakt|nach\s+vorne|thema\s+(?:ist\s+)?(?:beendet|erledigt)|zurück\s+zum|selbstverständlich)\b",
    forgive=r"\b(?:verzeih\w*|nachsicht|verständnis|vergeb\w*)\b",
    joke=r"\b(?:haha+|ups+|hoppla|uups|lol|kaffee|rabatt|aktion\s+nur)\b",
    bare=r"\b(?:entschuldig\w+|leid|bedauern)\b[^.!?]{0,30}\b(?:für\s+(?:die|etwaige|alle|jegliche|den|das)|die)\s+(?:\w+\s+)?(?:unannehmlichkeit\w*|störung\w*|verwirrung\w*|irritation\w*|umstände|missverständnis\w*|vorfall|situation)\b",
    named_wrong=r"\b(?:falsch|verletzend|beleidigend|inakzeptabel|nie|niemals|nicht|unangemessen|fehler|entschuldig\w+|leid)\b",
    joint=(
        r"[;:,]|\s[—–-]\s|\b(?:und|aber|doch|sondern|denn)\b(?=\s+(?:wir|ich|es|er|sie|das|dies\w*|der|die|den|unser\w*|mein\w*|man|ein\w*|manche|andere|viele|inhaltlich)\b)"
    ),
    finite=(
        r"\b(?:ist|sind|war|waren|hat|haben|hatte|hatten|habe|wird|werden|wurden?|worden|bleib\w*|steh\w*|stand|muss\w*|müssen|darf|dürfen|kann|können|soll\w*|mag|mögen|will|wollen|"
        r"gibt|gab|kam|kommt|ging|geht|lief|läuft|liest|liegt|lag|stammt\w*|ließ|tut|fand\w*|find\w*|fühl\w*|gehört\w*|schrieb\w*|zeigt\w*|trifft|traf|"
        r"(?!heute\b|leute|letzte|erste|rechte|bitte|worten|seiten|zeiten|betroffene)(?-i:[a-zäöüß])\w{2,}(?:te|ten|test))\b"
    ),
    work=(
        rf"\b(?:{_IT}|(?:{_NOUN}|{_OURS})(?:[^,;.!?]{{0,40}}?))\s+war(?:en)?\s+(?!{_MILD})\w+|\b{_OURS}\s+(?:[^,;.!?]{{0,40}}?\s)?(?:(?-i:[a-zäöü])\w{{2,}}te|enthielt|ließ|gab|sprach|schrieb|griff|traf)\b|\bhätten?\s+(?:uns|mir|wir|ich)\b|\b(?:das|es)\s+war\s+nicht\s+(?:in\s+ordnung|richtig|fair|lustig|unser\w*)\b|\b{_THING}\b[^;.!?]{{0,60}}?\bzeigt?e?\b|"
        r"\b(?:wir|ich)\b"
        rf"|\b{_THING}\b[^,;.!?]{{0,60}}?\b(?:war|ist|waren|sind|wäre|bleibt)\s+[^,;.!?]{{0,40}}?{_WRONG}"
        rf"|\b{_THING}\b[^,;.!?]{{0,40}}?\b(?:hat|haben|zeigte|nannte|machte|verletzte|verhöhnte|verspottete|beleidigte|traf|enthielt|gehört\w*|war\s+(?:privat|für)|ist\s+(?:weg|nicht\s+mehr)|(?:ging|wurde|ist)\b[^,;.!?]{{0,60}}\b(?:raus|online|veröffentlicht|gepostet|gesendet|geteilt))\b"
        r"|\bstand\b[^,;.!?]{0,20}\b(?:hier|bei\s+uns|auf\s+dies\w+)\b|\bstammt\w*\s+von\s+uns\b|\b(?:falsch\w*|verkehrt\w*)\s+(?:konto|account|kanal|fenster)\b|\b(?:unser\w*|mein\w*)\s+(?:fehler|schuld|verantwortung|versagen|sache)\b"
        r"|\bverdien\w*\b|\b(?:alles|jedes)\s+recht\b|\b(?:danke|dank)\b|\bschreib\w*\s+(?:\w+\s+)?(?:uns|mir)\b|\b(?:keine|ohne)\s+(?:ausrede\w*|rechtfertigung)\b|\b(?:uns|mir)\s+nicht\s+zu\b|\b(?:nichts|niemand)\s+[^,;.!?]{0,30}(?:entschuldig\w+|rechtfertig\w+|außer\s+uns)\b|\b(?:hätte|darf|dürfen|durfte)\w*\s+[^,;.!?]{0,40}\b(?:nie|niemals|nicht)\b"
        r"|\b(?:künftig|zukünftig|in\s+zukunft|ab\s+(?:heute|sofort|jetzt|morgen|nächst\w+)|von\s+(?:heute|nun|jetzt)\s+an)\b|\blesen\s+(?:mussten|müssen)\b|\b(?:liest|lesen|prüft|prüfen)\s+(?:\w+\s+)?jede\w*\b|\bhierher\b|\bkeinen\s+(?:zugang|zugriff)\s+mehr\b|\bwer\s+(?:ihn|es|sie|das|d\w+\s+\w+)\s+(?:veröffentlicht|gepostet|geschrieben)\s+hat\b"
    ),
    stance=(
        rf"\b(?:wir|ich)\s+{_MIND}\b|\b{_MIND}\s+(?:wir|ich)\b(?!\s+es\s+nicht)|\b(?:wir|ich)\s+(?:waren?|haben?|sind|bin)\s+(?:das|es|den|die|damit)\s+(?:\w+\s+)?(?:nicht|nichts|nie)\b|\b(?:stammt|kommt|kam|ist)\w*\s+nicht\s+von\s+(?:uns|mir)\b"
        r"|\bman\s+(?:\w+\s+){0,3}?(?:muss|darf|kann|wird|soll)\b|\b(?:muss|darf|kann|wird|soll)\s+man\b|\bsollten?\s+(?!(?:nie|nicht|niemals|es\s+nicht)\b)(?:\w+\s+){1,6}?(?:sein|haben|fühlen|worden)\b|\b(?:schade|leider)\s*,\s+dass\s+(?!(?:wir|ich)\b)"
        r"|\b(?:leid|bedauern|bedauere|entschuldig\w+)\s*(?:uns\s*)?,\s+dass\s+(?!(?:wir|ich|unser\w*\s+\w+\s+(?:jemand|menschen|sie|euch|dich)\w*\s+(?:verletzt|beleidigt))\b)|\b(?:andere|manche|einige|viele)\s+[^,;.!?]{0,40}\b(?:schlimmer\w*|böswillig|absichtlich)\b"
        r"|\b(?:wer|denen|diejenigen|jene),?\s+(?:uns|sich|es|die\s+sich)\b(?=[^.!?]{0,40}\b(?:kennt|kennen|folgt|folgen|liest|stör\w*|fühl\w*|angegriffen|aufreg\w*))|\b(?:zart\s*besaitet\w*|empfindlich\w*|dünnhäutig\w*)\b|\b(?:leidtun|leid\s+tun|würden\s+wir|würde\s+ich)\b"
    ),
    goes_on=r"[\s,;:]*(?:und|sondern)\s+(?!(?:wir|ich|es|er|sie|das|dies\w*|der|die|unser\w*|man|ein\w*|manche|andere)\b)\w+|[\s,]*(?:liebe\w*|an\s+alle)\b|[\s,;:]*(?:war|ist|hat|hatte|zeigte|stammt\w*|verletzte|enthielt)\b",
)
