"""English."""

# ruff: noqa: E501 - a pattern is read as one alternative per line, however long

from .book import Phrases

_SOFT = r"(?:\s+(?:\w+ly|so|very|once again|again|also|both|therefore|all|just|only|really|truly|all of us))*"
_WE = r"(?:we|i)"
_HAVE = r"(?:'ve|\s+have|\s+had|'d|\s+has)?"
_DID = (
    r"(?:post(?:ed)?|tweet(?:ed)?|publish(?:ed)?|shar(?:ed|e)|sent|send|us(?:ed|e)|wrote|said|made|hurt|"
    r"fail(?:ed)?|caused|let|got|disappointed|offended|broke|did|took|missed|ran|aired|liked|replied|"
    r"retweeted|reposted|chose|acted|fell|messed|screwed|crossed|created|approved|included|overlooked|"
    r"should(?:n't)?\s+(?:not\s+|never\s+)?have|were\s+wrong|was\s+wrong|are\s+responsible|am\s+responsible|"
    r"(?:were|was)\s+(?:\w+\s+)?(?:careless|insensitive|thoughtless|sloppy|negligent)|"
    r"take\s+(?:\w+\s+)?(?:responsibility|ownership)|accept\s+(?:\w+\s+)?responsibility|own\s+(?:it|this|up))"
)
_PEOPLE = r"(?:any(?:one|body)|those|people|some(?:one|body)?(?:\s+(?:people|of\s+you|users|followers))?|whoever|you|everyone|all|customers|followers|fans|readers|users)"
_FELT = (
    r"(?:offen[dc]\w*|upset|hurt|insult\w*|felt|feel\w*|took|take\w*|taken|bother\w*|disappoint\w*|"
    r"uncomfortable|distress\w*|found\s+(?:it|this|that|our)|find\s+(?:it|this|that|our)|misunderst\w+|misinterpret\w*|"
    r"misl(?:ed|ead)\w*|caus\w+|mistake\w*|wrong\w*|came\s+across|come\s+across|inappropriate|insensitive|harm\w*|"
    r"confus\w+|inconvenien\w+|fell\s+short|let\s+\w+\s+down|affront\w*)"
)
_HARMS = (
    r"(?:offen[cs]e\w*|hurt|upset|distress|harm|inconvenience|confusion|sentiments?|feelings|misunderstandings?|"
    r"discomfort|pain|embarrassment|concern|trouble|anger|alarm)"
)
_PERSON = (
    r"(?:interns?|trainees?|apprentices?|juniors?|temps?|contractors?|sub-?contractors?|freelancers?|(?:former|ex)[- ]?employees?|"
    r"employees?|staffers?|staff(?:\s+members?)?|(?:team|crew)\s+members?|colleagues?|workers?|volunteers?|"
    r"members?\s+of\s+(?:the|our|my|his|her|their)\s+(?:[\w-]+\s+){0,3}(?:team|staff|department|office|crew)|"
    r"(?:(?:pr|ad|advertising|marketing|media|digital|social|external|outside|third[- ]party|social\s+media)\s+)?(?:agency|agencies)|"
    r"vendors?|suppliers?|third[- ]part(?:y|ies)|distributors?|(?:social\s+media|community|account)\s+managers?|"
    r"an\s+individual|somebody|someone|assistants?|aides?|admins?|administrators?|pr|partner\s+agency)"
)
_DEED = (
    r"(?:post(?:ed|ing)|tweet(?:ed|ing)|publish(?:ed|ing)|shar(?:ed|ing)|sent|sending|us(?:ed|ing)|wrote|writ\w+|said|made|making|mix\w*|confus\w+|"
    r"upload\w*|press\w*|click\w*|log\w*|forgot\w*|fail\w*|caus\w+|accident\w*|mistaken\w*|erroneous\w*|inadvertent\w*|"
    r"wrongly|misus\w+|responsible|acted|acting|went|tapp\w+|thought|believed|hit|retweet\w*|repost\w*|respond\w*|repl(?:ied|y)|"
    r"had\s+not|did\s+not|didn't|follow\w*|broke|breach\w*|violat\w+)"
)

ENGLISH = Phrases(
    common=r"\b(?:the|and|we|our|for|this|that|was|were|is|are|have|has|to|of|it|not|sorry|apologi[sz]e|apologies)\b",
    apology=(
        rf"\b(?:{_WE}|and)(?:\s+\w+){{0,3}}?(?:'re|'m|\s+are|\s+am|\s+feel){_SOFT}\s+(?:\w+\s+and\s+)?(?:\w+ly\s+)?sorry\b"
        rf"|\b(?:{_WE}|us)\s+(?:[\w\s,]{{0,30}}?\s)?(?:are|am){_SOFT}\s+sorry\b|how\s+(?:\w+\s+)?sorry\s+(?:we|i)\b"
        r"|(?:^|[.!?\n,;:–—-]\s*|\band\s+)(?:(?:so|very|truly|deeply|really|sincerely|terribly|our\s+bad,?)\s+)*sorry\b(?!\s+(?:state|sight|excuse|affair))"
        rf"|(?<!has )(?<!have )(?<!had )(?<!'ve )(?<!not )(?<!n't )(?<!already )\bapologi[sz]e\b(?!d)|\b\w+\s+apologi[sz]es\b"
        r"|\bapologies\b(?!\s+(?:have|has|had|were|was)\b)"
        r"|\b(?:offer|send|extend|issue|express|owe|make)\w*\s+(?:\w+\s+){0,5}apolog(?:y|ies)\b|\b(?:my|our)\s+(?:\w+\s+){0,2}apolog(?:y|ies)\b"
        r"|\baccept\s+(?:my|our)\s+(?:\w+\s+){0,2}apolog(?:y|ies)\b|\bmea\s+culpa\b|\b(?:beg|ask)\s+(?:\w+\s+){0,3}pardon\b"
        r"|\bapologi[sz]ing\b"
    ),
    reported=r"\b(?:has|have|had|'ve|already|was|were)\s+(?:\w+\s+){0,2}apologi[sz]ed\b|\bapologi[sz]ed\s+to\b|\bapolog(?:y|ies)\s+(?:has|have|was|were)\b",
    refused=r"\b(?:not|n't|never|no\s+(?:need|reason)\s+to)\s+(?:going\s+to\s+|be\s+|to\s+|\w+ly\s+)?(?:apologi[sz]\w+|sorry)\b",
    regret=r"\bregret\w*\b|\bembarrass(?:ed|ing)\b|\bsadden\w*\b",
    first_person=r"\b(?:we|us|our|ours|ourselves|i|my|me|mine|myself)\b(?!\.)",
    elided=r"(?:^|[.!?\n]\s*)(?:(?:so|very|truly|deeply|really|sincerely)\s+)*(?:did\s+not|didn't|should\s+have|posted|sorry|apologi(?:[sz]e|[sz]ing)|have\s+(?:deleted|removed)|deleted|removed|my|took|(?:\w+\s+){0,2}apologies\s+for\s+(?:the|an?|this|that))\b",
    act=(
        r"\b(?:re-?)?(?:tweet|post|messag|comment|repl|publish|shar|retweet)(?:s|e|es|ed|ing|y|ies|ied|ings)?\b|\b(?:image|photo|picture|video|clip|caption|ad|advert|"
        r"advertisement|campaign|statement|remark|words?|joke|story|stories|meme|hashtag|thread|update|article|content|"
        r"response|poll|link|headline|cartoon|emoji|gif|slogan|language|term|commercial|broadcast|announcement|newsletter|email|e-mail)s?\b"
    ),
    owned=rf"\b{_WE}{_HAVE}{_SOFT}\s+(?:clearly\s+|also\s+)?{_DID}\b|\b(?:our|my)\s+(?:\w+\s+){{0,2}}(?:actions?|mistakes?|errors?|fault|failure|failings?|responsibility|carelessness|behaviou?r|decision|judge?ment|use|wrongdoing|part)\b",
    fault=r"\b(?:this|that|the|our|my|a|an|such)\s+(?:[\w-]+\s+){0,3}(?:mistakes?|errors?|failures?|lapse|mishap|blunder|oversight|misstep|misjudge?ment|slip)\b",
    wronged=(
        r"\bapolog\w+\s+(?:\w+\s+){0,3}?to\s+(?:the\s+\w+\s+|the\s+)?(?:(?-i:[A-Z])[\w.]+|famil\w+|victims?|survivors?|communit\w+)"
        r"|\bsorry\s+to\s+(?:the\s+)?(?:(?-i:[A-Z])[\w.]+|famil\w+|victims?|survivors?)"
    ),
    deleted=r"\b(?:delet|remov|withdr[ae]w|retract|pull|eras|scrubb)(?:e|es|ed|ing|n|al|led)?\b|\b(?:taken?|taking|took)\s+(?:it|them|this|that|the\s+\w+|our\s+\w+|down)(?:\s+\w+)?(?:\s+(?:down|back))?|\bno\s+longer\s+(?:up|online|available|visible|there)\b|\bgone\b",
    repair=(
        r"\b(?:we|i)(?:'ll|'re|'ve|\s+will|\s+are|\s+am|\s+have|\s+shall|\s+must)\s+(?:\w+\s+){0,4}(?:chang|review|train|tak|add|introduc|implement|"
        r"reinforc|strengthen|improv|ensur|mak|put|work|separat|remov|learn|donat|support|institut|tighten|do\s+better|"
        r"investigat|updat|speak|spok|contact|reach|listen|requir|check|stop|mov|end|set|us)\w*"
        r"|\b(?:steps?|measures?|procedures?|safeguards?|training|second\s+(?:person|check|pair)|from\s+now\s+on|in\s+(?:the\s+)?future|again|do\s+better|moving\s+forward|going\s+forward)\b"
    ),
    conditional=(
        rf"\b(?:if|in\s+case|in\s+the\s+event\s+that|should)\s+(?:(?:any|some)\s+(?:of\s+)?)?(?:\w+\s+){{0,4}}?(?:{_PEOPLE}|we|i|it|this|that|they|words?|tweet|post|message|comments?|remarks?|joke|ad|campaign|actions?|statement)\s+(?:[\w']+\s+){{0,4}}?{_FELT}"
        rf"|\bif\s+(?:(?:any|an)\s+)?{_HARMS}\s+(?:was|were|is|has|have)\b"
        rf"|\b(?:any(?:one|body)|whoever|whomever|any\s+\w+|those\s+of\s+you)\s+(?:who|that|whom)?\s*(?:may|might|could|were|was|have|has|had|is|are|felt|feels|took|found|we)?\s*(?:[\w']+\s+){{0,3}}?{_FELT}"
        r"|\bany\s+(?:\w+\s+){0,2}?(?:and\s+\w+\s+)?(?:offen[cs]e\w*|hurt|upset|distress|harm|sentiments?|feelings|discomfort|pain|embarrassment|alarm)\b"
        rf"|\b(?:may|might|could)\s+(?:\w+\s+)?have\s+(?:\w+\s+){{0,2}}?(?:been\s+)?{_FELT}"
        rf"|\bto\s+the\s+extent\s+that\b|\bpotential(?:ly)?\s+(?:caused?\s+)?(?:{_HARMS}|offensive|hurtful)"
    ),
    to_whom_offended=(
        r"\bsorry\s+(?:that\s+)?(?:you|some|people|many|they|others|our\s+\w+|a\s+few)\s+(?:\w+\s+){0,3}?(?:feel|felt|were\s+(?:offended|upset|hurt)|are\s+(?:offended|upset|hurt)|took|take|found|find|didn't|did\s+not|got|see|saw\s+it\s+(?:as|that\s+way))"
        r"|\b(?:offen[cs]e|umbrage)\s+(?:was\s+|has\s+been\s+|that\s+was\s+)?taken\b|\b(?:took|taken?|taking)\s+offen[cs]e\b"
        r"|\b(?:those|people|everyone|everybody|all|some|the\s+\w+|customers|fans|followers|anyone)\s+(?:(?:who|that)\s+)?(?:(?:were|was|are|is|have\s+been|has\s+been|felt|feel|may\s+have\s+been|might\s+have\s+been)\s+)?(?:\w+ly\s+)?(?:been\s+)?offended\b(?!\s+by\s+(?:our|my)\s+(?:mistake|error))"
        r"|\b(?:those|anyone|people|everyone|some)\s+(?:who\s+)?(?:didn't|did\s+not|don't|do\s+not)\s+(?:get|understand|like|appreciate|find|see)\b"
        r"|\bfor\s+(?:how|the\s+way)\s+(?:you|people|some|it)\s+(?:felt|feel|took|was\s+(?:received|perceived|taken))\b"
        r"|\bapologi\w+\s+(?:to\s+\w+\s+)?(?:that|for)\s+(?:you|people|some)\s+(?:felt|feel|were|found|took)"
    ),
    but=r"(?<!nothing )(?<!anything )(?<!all )\b(?:but|however|although|though|that\s+said|having\s+said\s+that|nevertheless|nonetheless|even\s+so|still,|yet\s+(?:we|i|it))\b(?!\s+also\b)",
    owning=(
        r"\b(?:not\s+(?:good\s+)?enough|no\s+excuse|(?:is|was|does|do|did)(?:n't|\s+not)\s+(?:an?\s+)?(?:excuse|enough|undo|make\s+it|change)|should\s+(?:have|never|not)|must\s+do\s+better|will\s+do\s+better|can\s+do\s+better|"
        r"sorry|apolog\w+|responsib\w+|unacceptable|wrong|our\s+fault|words\s+(?:are|alone)|know\s+(?:that\s+)?(?:this|it|we|sorry|an?\s+)|understand\s+(?:that\s+)?(?:this|it|we|how)|too\s+late)\b"
    ),
    while_sorry=r"(?:^|[.!?\n]\s*)(?:while|whilst|although|though|even\s+though|as\s+much\s+as|much\s+as)\s+(?:we|i)(?:'re|'m|\s+are|\s+am)?\s+(?:\w+\s+){0,2}?(?:regret|sorry|apologi[sz]e)[^.!?]{0,120},",
    agentless=(
        r"\b(?:mistakes?|errors?|misjudge?ments?)\s+(?:was|were|have\s+been|has\s+been|had\s+been|got)\s+made\b(?!\s+by\s+(?:us|me|our))"
        r"|\b(?:an?|the|this|some)\s+(?:\w+\s+){0,2}?(?:error|mistake|mishap|glitch|incident|mix-?up|confusion|problem|issue|malfunction)s?\s+(?:has\s+|had\s+|have\s+)?(?:occurred|happened|arose|arisen|took\s+place|led\s+to|resulted\s+in|prevented|caused)\b(?!\s+on\s+our)"
        r"|\bthis\s+situation\s+(?:arose|happened|occurred)\b|\bthings\s+went\s+wrong\b|\bdue\s+to\s+an?\s+(?:\w+\s+)?(?:error|oversight|mistake|mix-?up)\b"
    ),
    happened=r"\b(?:was|were|been|got|just\s+went)\s+(?:\w+ly\s+|being\s+)?(?:posted|sent|published|tweeted|shared|uploaded|released|out)\b(?!\s+by\b)",
    context=r"\b(?:out\s+of\s+context|mis-?(?:interpret|underst[oa]+|constru|read|perceiv|represent)\w*|left\s+the\s+(?:wrong\s+)?impression|(?:taken|took|take)\s+(?:it\s+|this\s+)?(?:the\s+wrong\s+way|wrongly|differently)|(?:was|were)(?:n't|\s+not)\s+(?:received|taken|understood|perceived|seen)\s+(?:that|this|the\s+right|as)\b|blown\s+out\s+of\s+proportion|too\s+sensitive)\b",
    intention=(
        r"\b(?:(?:did|was|were|do|does|is|has|have)(?:n't|\s+not|\s+never)?\s+(?:never\s+|certainly\s+|been\s+)?(?:mean|meant|intend(?:ed|ing)?|our\s+(?:\w+\s+)?inten\w+|my\s+inten\w+)(?:\s+to)?|"
        r"(?:our|my|the)\s+inten\w+\s+(?:was|has|were)\s+(?:not|never)|never\s+(?:our\s+intent\w*|intended|meant)|no\s+(?:ill\s+)?intent\w*|unintention\w+)\b"
    ),
    harm=r"\b(?:hurt\w*|offensive|insensitive|wrong|harm\w*|racist|sexist|homophobic|inappropriate|unacceptable|disrespect\w*|crude|cruel|careless|thoughtless|tasteless|pain\w*|insult\w*|shameful|hateful|vulgar|demean\w*|disappoint\w*|mistake)\b",
    intrusion=(
        r"\b(?:hack(?:ed|ers?|ing|s)?|compromised|hijack\w*|un-?authori[sz]ed|(?:security|data|account|system|password|our)\s+breach(?:ed)?|breached|cyber-?\w+|phish\w+|taken\s+over|"
        r"gained\s+access|had\s+access\s+to\s+our|malicious\w*|stolen|impersonat\w+|infiltrat\w+|broke(?:n)?\s+into|did\s+not\s+originate)\b"
    ),
    denial=r"\b(?:not|n't|never|no|nobody|neither|nor|without)\b[^.!?]{0,25}$|n't\s[^.!?]{0,25}$",
    machine=r"\b(?:schedul\w+|technical|glitch\w*|bug|system\s+error|automat\w+|auto-?post\w*|malfunction\w*|software|algorithm|server|bot|third-party\s+app|hack\w*|compromised|unauthori[sz]ed)\b",
    scapegoat=(
        rf"\b{_PERSON}\s+(?:\w+\s+){{0,6}}?(?:who\s+)?(?:\w+ly\s+)?{_DEED}\b"
        rf"|\bby\s+(?:an?|the|one\s+of|our|another|some|a\s+former)\s+(?:\w+\s+){{0,3}}?{_PERSON}\b"
        rf"|\b(?:on\s+behalf|fault|mistake|error|action|actions|work)\s+of\s+(?:an?|the|our|one\s+of)\s+(?:\w+\s+){{0,3}}?{_PERSON}\b"
        rf"|\b(?:staffer|intern|employee|contractor|agency|junior|trainee)(?:'s)?\s+(?:\([^)]*\)\s+)?(?:tweet|post|mistake|error|message)\b"
        rf"|\brogue\b|\bbreach\w*\s+(?:of\s+\w+\s+){{0,2}}by\s+(?:\w+\s+){{0,2}}{_PERSON}"
        rf"|\b(?:{_PERSON}|person|individual|he|she|they)\s+(?:\w+\s+){{0,4}}?(?:(?:has|have|had|was|were|been|is|will\s+be)\s+)+(?:\w+\s+)?(?:fired|dismissed|sacked|suspended|disciplined|reprimanded|terminated|let\s+go)\b"
        rf"|\bfired?\s+(?:this|the|that|our|an?)\s+(?:person|{_PERSON})\b|\bthat\s+person\s+(?:won't|will\s+not|no\s+longer)\b"
        r"|\b(?:was|were|came)\s+(?:from|by)\s+(?:my|our|the|an?)\s+(?:\w+\s+)?(?:brother|sister|son|daughter|kids?|child|wife|husband|friend|room-?mate|boyfriend|girlfriend)\b"
        r"|\b(?:my|our)\s+(?:brother|sister|son|daughter|kids?|child|wife|husband|friend|room-?mate|boyfriend|girlfriend)\s+(?:\w+\s+){0,2}?(?:had|got|took|posted|tweeted|sent|wrote|used|grabbed)\b"
        rf"|\b(?:blame|caused\s+by|because\s+of|thanks\s+to)\s+(?:an?|the|our)\s+(?:\w+\s+){{0,3}}?{_PERSON}\b"
        rf"|\b(?:one\s+of\s+)?(?:our|an?|the)\s+(?:\w+\s+){{0,2}}?{_PERSON}\s+(?:mixed|confused|forgot|thought|pressed|meant)\b"
        rf"|\bpr\s+is\s+not\b|\bonly\s+an\s+intern\b|\b(?:an|our|the)\s+intern\b"
    ),
    spoken_to=r"\b(?:with|to|from|among|for|let|thank)\s+(?:\w+\s+){0,2}$",
    values=(
        r"\b(?:(?:do|does|did|is|in)(?:n't|\s+not|\s+no\s+way|\s+way)?\s+(?:\w+\s+)?(?:represent\w*|reflect\w*)|not\s+who\s+we\s+are|not\s+what\s+we\s+stand|(?:not|n't)\s+the\s+views|we\s+(?:take\s+)?pride|proud\s+\w+|committed\s+to|"
        r"contrary\s+to\s+our|against\s+(?:our|everything)|we\s+(?:value|respect|believe|condemn|cherish|celebrate)|(?:our|the)\s+(?:core\s+)?values|zero[- ]tolerance|not\s+who\s+our)\b"
    ),
    small=r"\b(?:just|only|simply|merely|unfortunate(?:ly)?|isolated|joke|joking|light-?hearted|inadvertent(?:ly)?|minor|small\s+mistake|harmless|banter|fun|tongue[- ]in[- ]cheek|innocent|bit\s+of|slip\s+of\s+the)\b",
    dismissal=r"\b(?:obviously|already|as\s+everyone\s+knows|clearly\s+known|move\s+on|moving\s+on|put\s+this\s+behind|case\s+closed|matter\s+(?:is\s+)?closed|back\s+to\s+(?:business|normal|our\s+regular)|enough\s+said|let's\s+get\s+back|rest\s+assured)\b",
    forgive=r"\b(?:forgiv\w+|pardon|bear\s+with\s+us|move\s+(?:on|forward)\s+together|understanding|second\s+chance|give\s+us\s+another)\b",
    joke=r"\b(?:lol|haha+|oops\w*|whoops\w*|d'?oh|yikes|face-?palm|sober|confiscat\w+|coffee|butterfingers|autocorrect|#?\w*fail|blush\w*|fat\s+fingers?|egg\s+on\s+our\s+face|sale|discount|% off|promo)\b",
    bare=r"\b(?:sorry|apolog\w+|regret)\s+(?:\w+\s+){0,3}?for\s+(?:(?:the|this|any|all|causing|your)\s+)*(?:\w+\s+)?(?:inconvenience|offen[cs]e|distraction|confusion|trouble|disruption|upset|distress|hurt|discomfort|misunderstanding|situation|incident|matter|noise)\b",
    named_wrong=r"\b(?:wrong|offensive|hurtful|unacceptable|racist|sexist|never\s+have|should\s+not|shouldn't|inappropriate|insensitive|mistake|sorry|apolog\w+)\b",
)
