"""French."""

# ruff: noqa: E501 - a pattern is read as one alternative per line, however long

from .book import Phrases

_PERSON = r"(?:stagiaires?|alternants?|apprentie?s?|salariée?s?|employée?s?|collaborat(?:eur|rice)s?|prestataires?|agence|sous-traitants?|community\s+manager|membres?\s+de\s+(?:notre|l')\s*équipe|agents?|collègues?|cm)"
_FELT = r"(?:offens\w*|bless\w*|choqu\w*|heurt\w*|froiss\w*|vex\w*|insult\w*|mal\s+pris\w*|gên\w*|peiné\w*|indispos\w*)"

# clauses
_IT = r"(?:il|elle|ils|elles|ce|cela|ça)"
_NOUN = (
    r"(?:(?:notre|nos|ce|cet|cette|ces|le|la|les|mon|ma|mes|un|une)\s*(?:[\w-]+\s+){0,2}?(?:messages?|tweets?|posts?|publications?|commentaires?|réponses?|images?|photos?|vidéos?|blagues?|phrases?|mots?|propos|"
    r"plaisanteries?|moqueries?|visuels?|textes?|fils?|avis|tons?|caricatures?|légendes?))"
)
_THING = rf"(?:{_IT}|{_NOUN})"
# what the speaker calls their own; a person is none
_OURS = r"(?:notre|nos|mon|ma|mes)\s+(?!\w*(?:stagiaire|prestataire|alternant|agence|collègue|community|équipe|humour|salarié|employé)\w*\b)(?:[\w'.-]+\s+){0,5}?[\w'.-]+"
# predicates that make it less than it was, or speak of how it was taken
_MILD = r"(?:pas|jamais|plus|que|qu'|vrai\w*|juste|ironi\w*|satiri\w*|humo\w*|(?:une?\s+|de\s+l'|du\s+)?(?:second|blague|plaisanterie|trait|ironie|humour|boutade|accident|malentendu|opinion)\b|mal\s+(?:compris|interprété|pris)|compris\w*|censé\w*|destiné\w*|trop|seulement|simplement|bien|drôle|légitime|exact\w*|nouveau|nouvelle|jeune|fatigué\w*)\b"
_WRONG = (
    r"(?:blessante?s?|insultante?s?|humiliante?s?|méprisante?s?|offensante?s?|raciste|sexiste|antisémite|homophobe|cruel\w*|in\w+(?:able|ible|ante?|igne|ée?)s?|faux|fausse|grossi\w+|vulgaire|honteu\w+|déplacée?s?|déplorable|"
    r"fautes?|erreur|rien\s+à\s+(?:y\s+)?faire|jamais|nôtres?|mensong\w+|injustes?|personnel\w*|privée?|de\s+mauvais\s+goût|mauvais\w*|moquerie|une\s+honte|supprimée?s?|retirée?s?|effacée?s?|plus\s+en\s+ligne|pas\s+(?:acceptable|drôle|à\s+nous|correct))\b"
)

FRENCH = Phrases(
    common=r"\b(?:le|la|les|nous|notre|nos|vous|et|est|une?|des|du|que|pour|avons|ce|cette|excus\w+|d[ée]sol[ée]e?s?|pas)\b",
    apology=(
        r"\b(?:pri(?:e|ons|er)|demand\w+)\s+(?:[\w']+\s+){0,3}?de\s+(?:nous|me)\s+pardonner\b|"
        r"\b(?:d[ée]sol[ée]e?s?|navrée?s?)\b|\b(?:présent\w+|adress\w+|offr\w+|renouvel\w+)\s+(?:\w+\s+){0,3}(?:excuses|regrets\s+et)\b|\b(?:toutes\s+)?(?:nos|mes)\s+(?:\w+\s+){0,3}excuses\b|\b(?:nous\s+nous|je\s+m')\s*excus\w+\b|\bdemand\w+\s+(?:\w+\s+){0,3}pardon\b|\bpardon\b|\b(?:veuillez|pri\w+\s+de|voul\w+)\s+(?:\w+\s+){0,3}?(?:nous\s+|m')?excuser\b"
        r"|\btoutes\s+les\s+excuses\b|\bexcusez[- ]nous\b"
        r"|\bnous\s+excuser\b|\bm'excuser\b"
        r"|\bnous\s+en\s+excus\w+\b|\bm'en\s+excuse\b"
    ),
    reported=r"\b(?:avons|ai|a|ont)\s+(?:\w+\s+){0,2}présenté\s+(?:\w+\s+){0,2}excuses\b|\b(?:s'est|sommes|suis)\s+(?:\w+\s+)?excusée?s?\b",
    refused=r"\bne\s+(?:\w+\s+){0,3}(?:excus\w+|d[ée]sol[ée]e?s?)\s+pas\b|\bpas\s+d'excuses\b|\bpas\s+d[ée]sol[ée]e?s?\b",
    regret=r"\bregrett\w+\b|\bdéplor\w+\b",
    first_person=r"\b(?:nous|notre|nos|je|mon|ma|mes|moi)\b|\bj'",
    elided=r"(?:^|[.!?\n]\s*)(?:d[ée]sol[ée]e?s?|toutes|sincères|pardon|mille)\b",
    act=r"\b(?:tweets?|posts?|publi\w+|messages?|commentaires?|réponses?|photos?|images?|vidéos?|propos|mots|visuels?|campagnes?|publicités?|partag\w+|statuts?|pouets?|contenus?|communiqués?|blagues?|lien|posté\w*|tweeté\w*|retweet\w*)\b",
    owned=r"\b(?:nous\s+(?:avons|n'aurions|aurions|n'avons)|j'ai|je\s+n'ai|je\s+n'aurais|j'aurais)\s+(?:\w+\s+){0,3}?(?:\w+é\w?s?|fait|mis|dit|écrit|manqué|dû|pu)\b|\b(?:notre|nos|ma|mon)\s+(?:\w+\s+)?(?:erreurs?|fautes?|responsabilité|manquement|actes?)\b|\bassum\w+\b",
    fault=r"\b(?:cette|l'|notre|une|ce|la|ma)\s*(?:\w+\s+){0,2}(?:erreur|faute|bévue|maladresse|dérapage|manquement)\b",
    wronged=r"\b(?:auprès\s+d[eu]s?|aux?|à)\s+(?:la\s+|l')?(?:familles?|victimes?|proches|communauté\w*|(?-i:[A-ZÉ])\w+\s+(?-i:[A-ZÉ])\w+)",
    deleted=r"\b(?:supprim\w+|retir\w+|effac\w+|enlev\w+|suppression|retrait)\b",
    repair=r"\b(?:désormais|à\s+l'avenir|mesures?|nous\s+allons|ferons|veiller\w*|formation|procédures?|plus\s+jamais|ne\s+se\s+reproduis\w+|revoir|revoyons|vérifi\w+|sépar\w+|don|contacter)\b",
    conditional=(
        rf"\b(?:si|au\s+cas\s+où|dans\s+l'éventualité)\s+(?:\w+\s+){{0,7}}?{_FELT}|\bs'il\s+(?:\w+\s+){{0,5}}?{_FELT}|\b(?:quiconque|toute\s+personne|tous\s+ceux|celles?|ceux)\s+(?:et\s+\w+\s+)?(?:qui|que|qu')\s*(?!nous\s+(?:avons|n'avons))(?:\w+\s+){{0,6}}?{_FELT}|\b(?:ait|aient|aurait|auraient|ai|avoir)\s+pu\s+(?:\w+\s+){{0,4}}?(?:{_FELT}|caus\w+|provoqu\w+|être)|\béventuel\w*\b|\btoute\s+(?:offense|gêne)\b"
        r"|(?:excus\w+|d[ée]sol[ée]e?s?|pardon|navrée?s?)\s*,?\s+(?:si|s')\s*(?!vous\s+(?:l'|nous\s+)?(?:avez|aviez)\s+(?:vu|lu))\w|\b(?:personnes?|ceux|celles|quiconque)\s+(?:qui|que|qu')\s*(?:[\w']+\s+){0,3}?(?:serai(?:en)?t|aurai(?:en)?t|pourrai(?:en)?t)\b"
    ),
    to_whom_offended=(
        rf"\b(?:d[ée]sol[ée]e?s?|navrée?s?)\s+(?:que\s+|qu')(?!nous\b)|\b(?:ceux|celles|personnes|tous\s+ceux)\s+(?:qui|que|qu')\s*(?!nous\s+(?:avons|n'avons))(?:\w+\s+){{0,5}}?(?:{_FELT}|senti\w*)|\bvous\s+(?:êtes|ayez|avez)\s+(?:\w+\s+){{0,2}}(?:senti\w*|{_FELT})"
        r"|\b(?:regrett\w+|d[ée]plor\w+)\s+(?:que\s+|qu')(?:certain\w*|vous|des\s+personnes|notre\s+\w+)\b|\bn'a(?:it)?\s+pas\s+(?:été\s+)?(?:plu|compris\w*|apprécié\w*|fait\s+rire)\b"
    ),
    but=r"\b(?:mais|cependant|toutefois|néanmoins|pourtant|ceci\s+dit|cela\s+dit|bien\s+que|même\s+si|quoique|reste\s+que|il\s+n'empêche)\b",
    owning=r"\b(?:ne\s+suffi\w+|pas\s+suffisant\w*|n'excuse|aucune\s+excuse|aurions\s+(?:dû|pas)|jamais\s+dû|responsab\w+|savons|comprenons|mieux\s+faire|d[ée]sol[ée]e?s?)\b",
    while_sorry=r"(?:^|[.!?\n]\s*)(?:bien\s+que|même\s+si|tout\s+en)\s+[^.!?]{0,40}(?:désol\w+|regrett\w+|excus\w+)[^.!?]{0,120},",
    agentless=r"\b(?:des\s+|une?\s+|l')(?:\w+\s+)?(?:erreurs?|fautes?)\s+(?:\w+\s+)?(?:ont|a|ont\s+été|s'est|se\s+sont)\s+(?:\w+\s+)?(?:commises?|été|faites?|produites?|glissée?s?|survenue?s?|échappée?s?)\b(?!\s+par\s+nous)|\bsuite\s+à\s+une\s+(?:\w+\s+)?(?:erreur|confusion)\b|\bil\s+y\s+a\s+eu\s+(?:une|des)\s+(?:\w+\s+)?erreurs?\b",
    happened=r"\b(?:a\s+été|ont\s+été|est|fut)\s+(?:\w+\s+){0,2}?(?:publiée?s?|postée?s?|envoyée?s?|partie?s?|diffusée?s?|mis\s+en\s+ligne|tweetée?s?|partagée?s?)\b(?!\s+par\b)",
    surfaced=r"\b(?:tweet|message|post|publication|commentaire|image|photo|vidéo|contenu|texte)s?\s+(?:\w+\s+){0,3}?(?:est|sont|s'est|se\s+sont|a\s+été)\s+(?:\w+\s+)?(?:partie?s?|parue?s?|apparue?s?|retrouvée?s?|glissée?s?|échappée?s?|sortie?s?)\b|\bquelque\s+chose\s+(?:a\s+mal\s+tourné|s'est\s+mal\s+passé)\b",
    context=(
        r"\b(?:hors\s+(?:de\s+(?:son|leur|tout)\s+)?contexte|mal\s+(?:compris\w*|interprété\w*)|malentendus?|sorti\w*\s+de\s+(?:son|leur)\s+contexte|déformé\w*|mésinterprét\w*)\b"
        r"|\bmal\s+(?:pris\w*|reçu\w*|perçu\w*|lu\w*)\b|\b(?:lus?|comprise?s?|interprétée?s?|reçue?s?|perçue?s?)\s+(?:différemment|autrement|de\s+travers|à\s+tort)\b|\bnotre\s+(?:ironie|humour|second\s+degré)\s+(?:\w+\s+){0,3}(?:échappé|compris)\b"
    ),
    intention=r"\b(?:pas|jamais|nullement|aucunement|aucune)\s+(?:été\s+)?(?:(?:dans\s+)?notre\s+intention|l'intention|mon\s+intention|intention|voulu)\b|\bn'était\s+pas\s+(?:notre|mon|l')\s*intention\b|\binvolontaire\w*\b|\bsans\s+intention\b",
    harm=r"\b(?:blessant\w*|offensant\w*|racistes?|sexistes?|déplacée?s?|inapproprié\w*|inacceptables?|insultant\w*|maladroit\w*|douloureu\w+|choquant\w*|irrespectueu\w+|erreur|faute)\b",
    intrusion=(
        r"\b(?:pirat\w+|hack\w*|usurp\w+|compromis\w*|cyber\w+|intrusion|détourn\w+|non\s+autorisé\w*|malveillan\w+|faille)\b"
        r"|\b(?:quelqu'un|un\s+tiers|des\s+tiers|un\s+inconnu|des\s+inconnus|des\s+individus|une\s+personne\s+extérieure)\s+(?:[\w']+\s+){0,3}?(?:introduit\w*|accédé|connecté\w*|accès|pris\s+le\s+contrôle|entrée?s?|utilisé)\b|\bà\s+notre\s+insu\b|\bsans\s+notre\s+(?:accord|autorisation|consentement)\b|\b(?:mot\s+de\s+passe|identifiants?)\s+(?:\w+\s+){0,4}?volée?s?\b|\bvictimes?\s+d'une\s+(?:\w+\s+)?attaque\b"
    ),
    denial=r"\b(?:pas|aucun\w*|jamais|ni|ne|n')\s*[^.!?]{0,25}$",
    machine=r"\b(?:programmé\w*|planifié\w*|techniques?|automatique\w*|bug|logiciel|algorithme|pirat\w+|robot|système)\b",
    scapegoat=(
        rf"\b(?:une?|le|la|l'|notre|un\s+de\s+nos|par\s+une?|d'une?)\s*(?:\w+\s+){{0,3}}?{_PERSON}\s+(?:[\w']+\s+){{0,6}}?(?:a|ont|avait|qui|s'est)\b|\b(?:par|d')\s*(?:une?|notre|nos|l'un\s+de\s+nos|l')\s*(?:\w+\s+){{0,2}}?{_PERSON}\b|\b(?:erreur|faute|maladresse|initiative|bévue|étourderie)\s+(?:d'une?|de\s+notre|du|de\s+la)\s*(?:\w+\s+)?{_PERSON}\b"
        r"|\b(?:publiée?s?|postée?s?|écrite?s?|envoyée?s?|rédigée?s?)\s+par\s+(?:une?|notre|l'un\w*|un\s+de\s+nos|quelqu'un)\s+(?:[\w',àéè-]+\s+){0,6}?(?:prestataire|stagiaire|agence|collaborat\w+|salarié\w*|employé\w*|personne|extérieur\w*|community\s+manager)\b|\b(?:notre|un|une|le|la)\s+(?:\w+\s+){0,2}?(?:stagiaire|alternante?|apprentie?|prestataire|agence)\s+(?:a|avait|était|est|pensait|croyait|s'est|gérait)\b"
    ),
    spoken_to=r"\b(?:avec|à|aux|auprès\s+de)\s+(?:\w+\s+){0,2}$",
    values=r"\b(?:ne\s+(?:reflèt\w+|représent\w+|correspond\w*)|nos\s+valeurs|contraires?\s+à\s+nos|fiers?\s+de|attachée?s?\s+(?:à|au)|nous\s+condamnons)\b",
    small=r"\b(?:juste|seulement|simple(?:ment)?|malheureu\w+|isolé\w*|blague|humour|plaisanterie|second\s+degré|regrettable|petite?\s+(?:erreur|faute)|anodin\w*|maladresse)\b",
    dismissal=r"\b(?:évidemment|déjà|tourner\s+la\s+page|incident\s+(?:est\s+)?clos|passons|bien\s+entendu)\b",
    forgive=r"\b(?:pardonn\w+|indulgence|compréhension|clémence)\b",
    joke=r"\b(?:haha+|oups+|mdr|lol|ptdr|café|promo\w*|soldes)\b",
    bare=r"\b(?:d[ée]sol[ée]e?s?|excus\w+|regrett\w+)\s+(?:\w+\s+){0,2}?(?:pour|de|du|des|cette|la|les|ce)\s+(?:(?:la|les|le|cette|ce|tout|toute)\s+)?(?:\w+\s+)?(?:désagréments?|gêne|confusion|dérangement|incident|situation|malentendu|inconvénients?|offense)\b",
    named_wrong=r"\b(?:inacceptable|blessant\w*|raciste|sexiste|jamais|déplacé\w*|erreur|faute|excus\w+|désol\w+)\b",
    joint=(
        r"[;:]|\s[—–-]\s|,\s+(?:et|mais|car|dont|qui|que|où|parce|même|bien|alors|puisque|comme|œuvre)\b|,\s+(?=(?:nous|je|j'|il|elle|on|ce|c'|cela|vous|ils|elles|notre|nos)\b)"
        r"|\b(?:et|mais|car|parce\s+que|même\s+si|puisque|bien\s+que)\b(?=\s+(?:nous|je|j'|il|elle|ils|elles|vous|on|ce|c'|cela|un|une|le|la|les|notre|nos|d'autres|beaucoup|certains)\b)"
    ),
    finite=(
        r"\b(?:est|sont|était|étaient|a|ont|avait|avaient|avons|avez|ai|sera|seront|serait|seraient|aurait|auraient|fait|font|va|vont|peut|peuvent|doit|doivent|veut|faut|fallait|reste|restent|dit|disait|vient|viennent|"
        r"travaille\w*|mérite\w*|supporte\w*|demeure\w*|compte\w*|connaît|connaissent|sait|savent|semble\w*|paraît|fut|\w{3,}(?:ait|aient|èrent|ons|ez|ront))\b|\b(?:n|c|s)'\w+|\b(?:ne|se)\s+\w+|\bl'(?:a|ont)\b"
    ),
    work=(
        rf"(?:\b(?:{_IT}|(?:{_NOUN}|{_OURS})(?:[^,;!?]{{0,40}}?))\s+étai(?:t|ent)|\bc'était)\s+(?!{_MILD})\w+|\b{_OURS}\s+(?:[^,;!?]{{0,40}}?\s)?(?:se\s+|vous\s+|les\s+)?(?!était|avait|voulait|disait\s+vrai)\w{{3,}}ai(?:t|ent)\b|"
        r"(?<!qui )(?<!pour )(?<!avec )(?<!chez )\bnous\b(?!\s+(?:suiv\w+|connai\w+|lis\w+|aim\w+|reproch\w+))|\b(?:je|j'\w+|j')\b|\bpar\s+nos\s+soins\b"
        rf"|\b{_THING}\b[^,;.!?]{{0,60}}?\b(?:est|sont|était|étaient|fut|n'(?:est|était|avait|a|aurait|auraient|avaient))\s+[^,;.!?]{{0,40}}?{_WRONG}|\bc'(?:est|était)\s+[^,;.!?]{{0,40}}?{_WRONG}"
        rf"|\b{_THING}\b[^,;.!?]{{0,40}}?\b(?:se\s+moquait|montrait|insultait|blessait|humiliait|rabaissait|comparait|accusait|a\s+(?:blessé|insulté|humilié|rabaissé|offensé)|vous\s+(?:humiliait|insultait)|a\s+été\s+(?:publiée?|envoyée?|mise?|écrite?|supprimée?|retirée?|effacée?)s?|n'(?:a|avait)\s+rien\s+à\s+(?:y\s+)?faire)\b|\bn'(?:aurai\w+|avait|a|avai\w+)\s+[^,;.!?]{{0,15}}(?:jamais|rien\s+à)\b"
        r"|\b(?:nôtres?|de\s+notre\s+fait|notre\s+(?:faute|responsabilité|erreur))\b|\b(?:vous|ils|elles|il|elle|nous)\s+(?:\w+\s+)?mérit\w+\b|\b(?:avez|aviez|ont|avaient)\s+(?:toutes?\s+les\s+raisons|raison|tout\s+lieu)\b|\bmerci\b|\bécrivez[- ]\w+|\b(?:aucune|sans|pas\s+d')\s*excuses?\b|\brien\s+(?:ne|n')\s*(?:l'|le\s+|la\s+)?(?:excuse|justifie)\b"
        r"|\b(?:désormais|dorénavant|dès\s+(?:demain|maintenant|aujourd'hui|lundi|à\s+présent)|à\s+l'avenir|à\s+partir\s+d\w+|ne\s+se\s+(?:re)?produira\s+plus)\b|\b(?:mauvais|autre)\s+compte\b|\b(?:relit|relisent|lit|lisent|vérifie\w*)\s+(?:\w+\s+)?(?:chaque|tou\w+)\b|\bn'a\s+plus\s+accès\b"
    ),
    stance=(
        r"\bnous\s+(?:\w+\s+)?(?:maintenons|pensons|croyons|estimons|trouvons|restons|refusons|regrettons\s+que|persistons|contestons|considérons|voulions|voulons|souhaitions|n'avons\s+(?:jamais\s+)?voulu|n'y\s+sommes|n'en\s+sommes|ne\s+sommes\s+pas|avons\s+été|assumons\s+nos|avions\s+raison)\b"
        r"|\bje\s+(?:\w+\s+)?(?:maintiens|pense|crois|reste|trouve|refuse|persiste|ne\s+suis\s+pas)\b|\bce\s+n'(?:est|était)\s+pas\s+(?:nous|de\s+nous|moi)\b|\b(?:vient|émane|provient)\w*\s+pas\s+de\s+(?:nous|notre)\b|\b(?:reconnaissons|avouons|admettons|rappelons)\s+(?:tout\s+de\s+même|quand\s+même|que|toutefois|-le)\b"
        r"|\b(?:celles|ceux|quiconque|toute\s+personne|certains|quelqu'un)\b[^.!?;]{0,40}\b(?:aurai\w+|serai\w+|pourrai\w+)\b|\b(?:désolée?s?|navrée?s?|regrettons|dommage|regrettable)\s+que\s+(?!(?:nous|j)\b)|\b(?:d'autres|certains|beaucoup|tout\s+le\s+monde|on)\s+(?:\w+\s+)?(?:ont|ont\s+dit|a|dit|disent|font|fait|pense\w*|exagère\w*)\b|\b(?:celles|ceux|quiconque)\s+qui\s+(?:se|s'|nous|me|l'ont|l'avaient|ont\s+mal|n'ont)\b|\b(?:âmes|esprits|lecteurs|oreilles)\s+(?:sensibles|susceptibles|délicat\w+)\b|\béchappé\s+à\b|\bil\s+(?:faut|fallait|faudrait)\b"
    ),
    goes_on=r"[\s,;:]*(?:et|puis)\s+(?!(?:nous|je|j'|il|elle|on|ce|c'|un|une|le|la|les|notre|nos|d'autres|certains)\b)\w+|(?:à|aux)\s+(?:celles|ceux|tous|toutes|la|les)\b",
)
