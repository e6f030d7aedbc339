"""French."""

# ruff: noqa: E501 - a pattern is read as one alternative per line, however long

from .book import Phrases

_PERSON = r"(?:stagiaires?|alternants?|apprentie?s?|salariée?s?|employée?s?|collaborat(?:eur|rice)s?|prestataires?|agence|sous-traitants?|community\s+manager|membres?\s+de\s+(?:notre|l')\s*équipe|agents?|collègues?|cm)"
_FELT = r"(?:offens\w*|bless\w*|choqu\w*|heurt\w*|froiss\w*|vex\w*|insult\w*|mal\s+pris\w*|gên\w*|peiné\w*|indispos\w*)"

FRENCH = Phrases(
    common=r"\b(?:le|la|les|nous|notre|nos|vous|et|est|une?|des|du|que|pour|avons|ce|cette|excus\w+|d[ée]sol[ée]e?s?|pas)\b",
    apology=(
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
)
