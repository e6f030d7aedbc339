"""English."""

# ruff: noqa: E501 - a pattern is read as one alternative per line, however long

from .book import Phrases

_SOFT = r"(?:\s+(?:\w+ly|so|very|once again|again|also|both|still|therefore|all|just|only|really|truly|all of us))*"
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

_ADV = r"(?:\s+(?:also|now|then|both|each|all|already|since|therefore|immediately|once|ourselves|myself|\w+ly|have|had|has|been|just|at\s+once|never|not|should|ought|to|will|shall|are|am|can|must|need|want|would|do|did))*"
# verbs that tell what the speaker thinks, feels or suffers, or did not do, and nothing that was done
_MIND = (
    r"(?:believe[ds]?|feel|felt|think(?!\s+(?:about|of|back))|thought|maintain|stand|stood|hold|held|disagree|reject|insist|deny|doubt|refuse|try|tried|wish|hope[ds]?|"
    r"meant?|intend(?:ed)?|consider|regard|appreciate|remain|like|love|enjoy|live|work|value|care|respect|cherish|welcome|see|hear|wonder|suspect|expect|pride|get\s+it|"
    r"(?:were|was|are|am|been|being|be|got|get)\s+(?:\w+ly\s+|being\s+|all\s+)?(?!sorry|ashamed|careless|responsible|wrong|asham)(?:\w+ed|told|let|hit|led|left|caught|sent|put|human|busy|proud|only|not|the|tired|young|small)|"
    r"have\s+(?:nothing|always|never\s+been|a\s+(?:long|proud))|(?:won't|wouldn't|weren't|can't|cannot|couldn't))"
)
_IT = r"(?:it|this|that|which|they|both|each|everything|every\s+\w+\s+of\s+it)"
_NOUN = (
    r"(?:(?:th(?:is|e)|our)\s+(?:account|page|feed|channel)|(?:the|our|my|this|that|these|those|every|an?|one|yesterday's|today's|last\s+night's)\s+(?:[\w'#-]+\s+){0,3}?(?:posts?|tweets?|messages?|comments?|repl(?:y|ies)|opinions?|views?|"
    r"images?|photos?|pictures?|videos?|captions?|threads?|jokes?|words?|remarks?|lines?|songs?|lyrics?|links?|memes?|polls?|maps?|posters?|stor(?:y|ies)|content|text|language|"
    r"campaign|retweets?|responses?|clips?|ads?|tone|behaviou?r|actions?|rant|statement|answer|cartoon|article|offen[cs]e|sentence|headline|rant|quiz|question|survey|insult|slur|phrase|thing|claim|figures?|lines?|move|decision|choice|boycott|call))"
)
_THING = rf"(?:{_IT}|{_NOUN})"
# our own thing, whatever it is called; a person of ours is none
_OURS = rf"(?:our|my)\s+(?:(?!(?:{_PERSON}|is|are|was|were|has|have|will)\b)[\w'#-]+\s+){{0,5}}?(?!{_PERSON}\b)[\w'#-]+"
# predicates that make it less than it was, or speak of how it was taken
_MILD = (
    r"(?:not|never|only|just|merely|simply|still|perhaps|maybe|clearly|obviously|meant|intended|supposed|taken|received|understood|misunderstood|misread|seen|read|heard|appreciated|claimed|true|right|correct|"
    r"accurate|fair|funny|fine|harmless|fun|satir\w*|iron\w*|humou?r\w*|(?:a\s+|an\s+)?(?:\w+\s+)?(?:joke|banter|parody|opinion|accident|glitch)(?!\s+(?:about|on|at|in))|no\s+(?:worse|different)|worse|better|legal|allowed|"
    r"unfortunate\w*|in\s+(?:jest|fun|good\s+faith)|well[- ]meant|tongue|light|what|who|how|why|because|due|so\s+much|being|to\s+be|popular|loved|welcome\w*|proud|mortified|new|young|human|busy|tired|nothing|such\s+an?\s+issue|(?:the|an?)\s+(?:idea|work|doing|fault|mistake|initiative|brainchild)\s+of)\b"
)
_NOT = r"(?:not|never|n't)\s+(?:\w+ly\s+)?(?:acceptable|ok|okay|funny|true|right|fair|good|kind|decent|us\s+at|for\s+us|ours\s+to|excusable|worthy|how|who|what|an?\s+(?:joke|excuse|accident))"
# active verbs with which a post hurts, shows or tells; passives, "came" and "appeared" are none of them
_HURTS = r"(?:\w{2,}(?<!appear)(?<!surfac)(?<!ruffl)ed|hurt|made|told|got|took|put|gave|drew|said|broke|spreads?|shows?|cost|wrote|left\s+out|went\s+too\s+far|had)"

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
        r"|\bapologi[sz]ing\b|\ban\s+apology\s+(?:from|to|by)\b"
        r"|\b(?:want|like|wish|have|need|here|going)\s+to\s+say\s+(?:\w+\s+)?sorry\b|\bwe\s+say\s+sorry\b"
    ),
    reported=r"\b(?:has|have|had|'ve|already|was|were)\s+(?:\w+\s+){0,2}apologi[sz]ed\b|\bapologi[sz]ed\s+to\b|\bapolog(?:y|ies)\s+(?:has|have|was|were)\b",
    refused=r"\b(?:not|n't|never|no\s+(?:need|reason)\s+to)\s+(?:going\s+to\s+|be\s+|to\s+|\w+ly\s+)?(?:apologi[sz]\w+|sorry)\b",
    regret=r"\bregret\w*\b|\bembarrass(?:ed|ing)\b|\bsadden\w*\b",
    first_person=r"\b(?:we|us|our(?!\s+attention)|ours|ourselves|i|my|me|mine|myself)\b(?!\.)",
    elided=r"(?:^|[.!?\n]\s*)(?:(?:so|very|truly|deeply|really|sincerely)\s+)*(?:did\s+not|didn't|should\s+have|posted|have\s+(?:deleted|removed)|deleted|removed|my|took)\b",
    act=(
        r"\b(?:re-?)?(?:tweet|post|messag|comment|repl|publish|shar|retweet)(?:s|e|es|ed|ing|y|ies|ied|ings)?\b|\b(?:image|photo|picture|video|clip|caption|ad|advert|"
        r"advertisement|campaign|statement|remark|words?|joke|story|stories|meme|hashtag|thread|update|article|content|"
        r"response|poll|link|headline|cartoon|emoji|gif|slogan|language|term|commercial|broadcast|announcement|newsletter|email|e-mail)s?\b"
    ),
    owned=(
        rf"\b{_WE}{_HAVE}{_SOFT}\s+(?:clearly\s+|also\s+)?{_DID}\b|\b(?:our|my)\s+(?:\w+\s+){{0,2}}(?:actions?|mistakes?|errors?|fault|failure|failings?|responsibility|carelessness|behaviou?r|decision|judge?ment|use|wrongdoing|part)\b"
        r"|\b(?:that|this|it)(?:\s+is|'s|\s+was)\s+(?:(?:all|entirely|squarely|solely)\s+)?(?:on\s+)?(?:us|me|ours|our\s+doing|our\s+fault)\b|\b(?:written|sent|posted|made|done|caused|published)\s+by\s+(?:us|me)\b|\b(?:we|i)\s+(?:own|wrote|liked|mixed|mocked|insulted|pressed|said|are\s+ashamed|am\s+ashamed)\b"
    ),
    fault=r"\b(?:this|that|the|our|my|a|an|such)\s+(?:[\w-]+\s+){0,3}(?:mistakes?|errors?|failures?|lapse|mishap|blunder|oversight|misstep|misjudge?ment|slip)\b",
    wronged=(
        r"\bapolog\w+\s+(?:\w+\s+){0,3}?to\s+(?:the\s+\w+\s+|the\s+)?(?:(?-i:[A-Z])[\w.]+|famil\w+|victims?|survivors?|communit\w+)"
        r"|\bsorry\s+to\s+(?:the\s+)?(?:(?-i:[A-Z])[\w.]+|famil\w+|victims?|survivors?)"
    ),
    deleted=r"\b(?:delet|remov|withdr[ae]w|retract|pull|eras|scrubb)(?:e|es|ed|ing|n|al|led)?\b|\b(?:taken?|taking|took)\s+(?:it|them|this|that|the\s+\w+|our\s+\w+|down)(?:\s+\w+)?(?:\s+(?:down|back))?|\bno\s+longer\s+(?:up|online|available|visible|there)\b|\bgone\b|\b(?:taken|took)\s+(?:off|out\s+of|from)\b|\bwithdrawn\b",
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
        r"|\b(?:those|people|everyone|everybody|all|customers|followers|fans|readers|users|viewers)\s+(?:who|whom|that)\s+(?:may|might|could)\b|\bin\s+case\s+(?!you\s+(?:saw|missed|have|need|want))(?:[\w']+\s+){1,6}?(?:land(?:ed|s)?|c[ao]me\s+(?:across|over)|crossed|rubbed|seem(?:ed|s)?|was|were|has|hit|went)\b|\bif\s+(?:[\w']+\s+){1,5}?(?:land(?:ed|s)\s+(?:badly|wrong)|rubbed|went\s+too\s+far|crossed\s+(?:a|the)\s+line|struck)\b"
        r"|(?:^|[.!?,;]\s*|\band\s+)should\s+(?!(?:you|anyone|anybody)\s+(?:have|wish|want|need|like)\b)(?:[\w']+\s+){1,4}?(?:have\s+)?(?:been\s+)?(?:offen[dc]\w*|hurt|upset|cause\w*|insult\w*|harm\w*|touch\w*|disappoint\w*|felt|feel\w*)\b"
        r"|\b(?:sorry|apologi[sz]e|apologies|pardon)\s+(?:to\s+\w+\s+|\w+\s+){0,2}?if\s+(?!(?:you|anyone|anybody)\s+(?:happened\s+to\s+)?(?:saw|see|read|received|got|noticed|spotted|caught|missed)\b)|\bif\s+(?!(?:you|anyone|anybody)\s+(?:happened\s+to\s+)?(?:saw|see|read|received|got|noticed|spotted|caught|missed)\b)[^.!?]{3,120}?,\s*(?:then\s+|please\s+)?(?:know\s+that\s+)?(?:we|i)(?:'re|'m|\s+are|\s+am)?\s+(?:\w+\s+){0,3}?(?:sorry|apologi[sz]e)\b"
        r"|\b(?:may|might|could)\s+(?:\w+\s+)?have\s+(?:given|left|created|made|come|seemed|appeared|looked|sounded|landed|led)\b"
    ),
    to_whom_offended=(
        r"\bsorry\s+(?:that\s+)?(?:you|some|people|many|they|others|our\s+\w+|a\s+few)\s+(?:\w+\s+){0,3}?(?:feel|felt|were\s+(?:offended|upset|hurt)|are\s+(?:offended|upset|hurt)|took|take|found|find|didn't|did\s+not|got|see|saw\s+it\s+(?:as|that\s+way))"
        r"|\b(?:offen[cs]e|umbrage)\s+(?:was\s+|has\s+been\s+|that\s+was\s+)?taken\b|\b(?:took|taken?|taking)\s+offen[cs]e\b"
        r"|\b(?:those|people|everyone|everybody|all|some|the\s+\w+|customers|fans|followers|anyone)\s+(?:(?:who|that)\s+)?(?:(?:were|was|are|is|have\s+been|has\s+been|felt|feel|may\s+have\s+been|might\s+have\s+been)\s+)?(?:\w+ly\s+)?(?:been\s+)?offended\b(?!\s+by\s+(?:our|my)\s+(?:mistake|error))"
        r"|\b(?:those|anyone|people|everyone|some)\s+(?:who\s+)?(?:didn't|did\s+not|don't|do\s+not)\s+(?:get|understand|like|appreciate|find|see)\b"
        r"|\bfor\s+(?:how|the\s+way)\s+(?:you|people|some|it)\s+(?:felt|feel|took|was\s+(?:received|perceived|taken))\b"
        r"|\bapologi\w+\s+(?:to\s+\w+\s+)?(?:that|for)\s+(?:you|people|some)\s+(?:felt|feel|were|found|took)"
        r"|\bsorry\s+(?:that\s+)?(?:so|too|quite)?\s*(?:many|some|several|a\s+(?:few|number)|most|part)\s+(?:of\s+)?(?:\w+\s+){0,3}?(?:found|find|felt|feel|took|take|saw|see|thought|think|got|were|are|did)\b|\bwhose\s+(?:feelings|sensibilities|sensitivities)\b|\b(?:hurt|wounded|bruised)\s+(?:feelings|sensibilities)\b|\b(?:viewers|followers|readers|users|customers|fans|people|some|others|many|those)\s+(?:\w+\s+){0,2}?(?:took|takes|taken)\s+(?:it|this|that|our\s+\w+)\s+(?:badly|personally|to\s+heart|amiss|ill)\b|\bsorry\s+(?:if\s+|that\s+)?(?:you|they|some|people)\s+(?:\w+\s+)?(?:feel|think)\s+(?:that\s+|this\s+)?way\b"
        r"|\b(?:for|about)\s+(?:how|the\s+way)\s+(?!(?:we|i)\b)(?:[\w']+\s+){1,4}?(?:mak(?:e|es)|made|left)\s+(?:[\w']+\s+){1,4}?(?:feel|feeling)\b"
        r"|\b(?:sorry|apologi[sz]e|apologies|regret)\s+(?:that\s+|to\s+hear\s+(?:that\s+)?)?(?!(?:we|i|our|my|for|to)\b)(?:[\w']+\s+){1,5}?(?:were|was|are|is|have\s+been|has\s+been|felt|feels?)\s+(?:\w+ly\s+)?(?:so\s+)?(?:upset|hurt|offended|shocked|disappointed|annoyed|angered|angry|insulted|distressed|uncomfortable|affronted|troubled|saddened|alienated|outraged|excluded|put\s+off|unhappy)\b(?!\s+by\s+(?:us|me|what\s+(?:we|i))\b)|\bsorry\s+(?:that\s+)?(?:you|people|some|others)\s+(?:\w+\s+){0,2}(?:felt|feel|thought|saw|had|need\w*|chose)\s+(?:the\s+need|compelled|to|it\s+necessary)\b"
        r"|\b(?:took|taken?|taking|takes)\s+(?:exception|umbrage|issue)\b"
        r"|\b(?:those|anyone|anybody|people|everyone|some)\s+(?:who\s+)?(?:did(?:n't|\s+not)|do(?:n't|\s+not)|could(?:n't|\s+not))\s+(?:\w+\s+)?(?:enjoy|agree|share|laugh|care|approve|take|handle)\b|\b(?:sorry|apologi[sz]e|regret)\s+that\s+(?:our|the|this|my|it)\s+(?:\w+\s+){0,3}?(?:made|left|has\s+made|has\s+left)\s+(?:some|people|many|you|others|anyone|a\s+few|so\s+many)\b"
    ),
    but=(
        r"(?<!nothing )(?<!anything )(?<!all )\b(?:but|however|although|though|(?:that|this|which)\s+(?:being\s+)?said|(?:having|with\s+that)\s+said(?:\s+that)?|being\s+said|all\s+the\s+same|at\s+the\s+same\s+time|in\s+(?:our|my)\s+(?:own\s+)?defen[cs]e|in\s+(?:all\s+)?fairness|to\s+be\s+(?:fair|clear,)|for\s+the\s+record|on\s+the\s+other\s+hand|stand(?:ing)?\s+by\s+(?:what|our|the|it|every)|then\s+again|mind\s+you|nevertheless|nonetheless|even\s+so|still,|;\s*still|even\s+if\s+(?:we|i|our|the)|except\s+that|yet\s+(?:we|i|it))\b(?!\s+also\b)"
        r"|,\s*while\s+(?:we|i)\s+(?:\w+\s+)?(?:believe|maintain|stand|think|feel|reject|disagree|hold)\b"
    ),
    owning=(
        r"\b(?:not\s+(?:good\s+)?enough|no\s+excuse|(?:is|was|does|do|did)(?:n't|\s+not)\s+(?:an?\s+)?(?:excuse|enough|undo|make\s+it|change)|should\s+(?:have|never|not)|must\s+do\s+better|will\s+do\s+better|can\s+do\s+better|"
        r"sorry|apolog\w+|responsib\w+|unacceptable|wrong|our\s+fault|words\s+(?:are|alone)|know\s+(?:that\s+)?(?:this|it|we|sorry|an?\s+)|understand\s+(?:that\s+)?(?:this|it|we|how)|too\s+late)\b"
    ),
    while_sorry=r"(?:^|[.!?\n]\s*)(?:while|whilst|although|though|even\s+though|as\s+much\s+as|much\s+as)\s+(?:we|i)(?:'re|'m|\s+are|\s+am)?\s+(?:\w+\s+){0,2}?(?:regret|sorry|apologi[sz]e)[^.!?]{0,120},",
    agentless=(
        r"\b(?:mistakes?|errors?|misjudge?ments?)\s+(?:was|were|have\s+been|has\s+been|had\s+been|got)\s+made\b(?!\s+by\s+(?:us|me|our))"
        r"|\b(?:an?|the|this|some)\s+(?:\w+\s+){0,2}?(?:error|mistake|mishap|glitch|incident|mix-?up|confusion|problem|issue|malfunction)s?\s+(?:has\s+|had\s+|have\s+)?(?:occurred|happened|arose|arisen|took\s+place|led\s+to|resulted\s+in|prevented|caused)\b(?!\s+on\s+our)"
        r"|\bthis\s+situation\s+(?:arose|happened|occurred)\b|\bthings\s+went\s+wrong\b|\bdue\s+to\s+an?\s+(?:\w+\s+)?(?:error|oversight|mistake|mix-?up)\b"
        r"|\bthere\s+(?:was|were|has\s+been|have\s+been|had\s+been)\s+(?:an?|some)?\s*(?:\w+\s+){0,2}?(?:errors?|mistakes?|mix-?up|mishap|glitch|problem|issue|oversight|failure|lapse|breakdown|miscommunication|confusion)\b(?!\s+(?:on\s+our\s+(?:part|side|end)|of\s+ours|by\s+us))"
    ),
    happened=r"\b(?:was|were|been|got|just\s+went)\s+(?:\w+ly\s+|being\s+)?(?:posted|sent|published|tweeted|shared|uploaded|released|issued|retweeted|reposted|aired|printed|written|made\s+public|put\s+(?:up|out)|out)\b(?!\s+by\b)",
    surfaced=(
        r"\bsomething\s+(?:went|has\s+gone)\s+(?:\w+ly\s+)?wrong\b|(?:^|[.!?\n]\s*)(?:errors?|mistakes?|mishaps?)\s+(?:occurred|happened|crept)\b"
        r"|\b(?:posts?|tweets?|messages?|comments?|repl(?:y|ies)|image|picture|photo|video|content|text)\s+(?:\w+\s+){0,4}?(?:appeared|surfaced|slipped\s+(?:through|out|past)|f(?:ound|inds)\s+(?:its|their)\s+way|made\s+(?:its|their)\s+way|got\s+out|went\s+(?:out|live|up)|ended\s+up|came\s+to\s+be|escaped)\b"
    ),
    context=(
        r"\b(?:out\s+of\s+context|mis-?(?:interpret|underst[oa]+|constru|read|perceiv|represent)\w*|left\s+the\s+(?:wrong\s+)?impression|(?:taken|took|take)\s+(?:it\s+|this\s+)?(?:the\s+wrong\s+way|wrongly|differently)|(?:was|were)(?:n't|\s+not)\s+(?:received|taken|understood|perceived|seen)\s+(?:that|this|the\s+right|as)\b|blown\s+out\s+of\s+proportion|too\s+sensitive)\b"
        r"|\b(?:been|was|were|being|be|get|gets|got)\s+(?:\w+ly\s+)?(?:read|taken|understood|seen|heard|received|interpreted|viewed)\s+(?:in\s+(?:a|the\s+wrong)\s+(?:\w+\s+)?(?:way|light|spirit)|as\s+(?:something|an?)|differently|wrongly)\b|\b(?:twist|distort)(?:ed|ing|s)\b|\blost\s+on\s+(?:some|many|most|people|those|a\s+few|you|them)\b|\bread(?:ing)?\s+(?:\w+\s+){0,2}into\b|\b(?:did(?:n't|\s+not)|don't|do\s+not|fail(?:ed)?\s+to)\s+(?:get|grasp|understand|see)\s+(?:the|our)\s+(?:joke|irony|humou?r|sarcasm|satire|point)\b|\bnot\s+everyone\s+(?:got|understood|shares)\b"
        r"|\b(?:taken?|took|taking|read)\s+(?:it|this|that|our\s+\w+|them)?\s*(?:too\s+)?(?:literally|seriously|personally|at\s+face\s+value)\b|\bmeant\s+(?:\w+ly|as\s+(?:an?\s+)?(?:joke|satire|irony|humou?r|fun|parody)|in\s+(?:jest|fun|good\s+fun))\b"
        r"|\b(?:read|taken|understood|seen|heard|received|interpreted|viewed|perceived)\s+by\s+(?:some|many|people|others|those|a\s+few|certain|critics|part\s+of)\b|\bover\s+(?:some|many|people|your|their|certain|everyone)(?:\s+\w+)?(?:'s)?\s+heads?\b|\b(?:further|more|any)\s+misunderstandings?\b"
        r"|\bthe\s+way\s+(?:it|this|that|some|people|many|others|they|you)\s+(?:\w+\s+){0,2}?(?:taken|took|take|read|understood|received|perceived|interpreted|heard)\b|\b(?:have\s+|has\s+)?read\s+\w+\s+into\b"
    ),
    intention=(
        r"\b(?:(?:did|was|were|do|does|is|has|have)(?:n't|\s+not|\s+never)?\s+(?:never\s+|certainly\s+|been\s+)?(?:mean|meant|intend(?:ed|ing)?|our\s+(?:\w+\s+)?inten\w+|my\s+inten\w+)(?:\s+to)?|"
        r"(?:our|my|the)\s+inten\w+\s+(?:was|has|were)\s+(?:not|never)|never\s+(?:our\s+intent\w*|intended|meant)|no\s+(?:ill\s+)?intent\w*|unintention\w+)\b"
    ),
    harm=r"\b(?:hurt\w*|offensive|insensitive|wrong|harm\w*|racist|sexist|homophobic|inappropriate|unacceptable|disrespect\w*|crude|cruel|careless|thoughtless|tasteless|pain\w*|insult\w*|shameful|hateful|vulgar|demean\w*|disappoint\w*|mistake)\b",
    intrusion=(
        r"\b(?:hack(?:ed|ers?|ing|s)?|compromised|hijack\w*|un-?authori[sz]ed|(?:security|data|account|system|password|our)\s+breach(?:ed)?|breached|cyber-?\w+|phish\w+|taken\s+over|"
        r"gained\s+access|had\s+access\s+to\s+our|malicious\w*|(?:account|phone|password|login|device|credentials?)\s+(?:\w+\s+){0,3}stolen|stolen\s+(?:account|phone|password|login|device|credentials?)|impersonat\w+|infiltrat\w+|broke(?:n)?\s+into|did\s+not\s+originate)\b"
        r"|\bcyber\b|\b(?:without|not\s+with)\s+(?:our|my|any)\s+(?:\w+\s+)?(?:knowledge|permission|consent|authori[sz]ation|approval)\b|\b(?:some(?:one|body)|an?\s+(?:\w+\s+)?(?:third\s+party|outsider|stranger|individual)|unknown\s+\w+|strangers?|outsiders?|others?|criminals?)\s+(?:\w+\s+){0,3}?(?:got|gained?|broke|logged|had|used|took|accessed|entered|obtained|guessed)\s+(?:\w+\s+){0,3}?(?:into|in|access|control|over|our\s+(?:account|page|profile|password|login)|to\s+our)\b|\b(?:target|victims?)\s+of\s+an?\s+(?:\w+\s+)?attack\b|\b(?:login|log-in|password|credentials?|passwords)\s+(?:\w+\s+){0,4}?(?:leaked|guessed|obtained|got\s+out)\b"
        r"|\b(?:account|page|profile|channel|feed|password)s?\s+(?:\w+\s+){0,3}?(?:accessed|entered|used|misused|controlled|logged\s+into|broken\s+into|seized)\s+by\b(?!\s+(?:us|our|me|mistake)\b)|\b(?:access|control)\s+(?:to|of|over)\s+(?:our|the|this)\s+(?:\w+\s+)?(?:account|page|profile|channel|feed)\b"
        r"|\bunder\s+(?:\w+\s+){0,2}?(?:else's|another's|foreign|outside)\s+control\b|\b(?:not|n't)\s+(?:sent|posted|written|published)\s+by\s+(?:us|anyone|anybody|our|a\s+member)\b|\b(?:was|were)(?:n't|\s+not)\s+us\b|\b(?:did\s+not|didn't)\s+come\s+from\s+us\b"
        r"|\b(?:was|were|is|are)(?:n't|\s+not)\s+(?:ours(?!\s+to\b)|from\s+us|our\s+(?:work|doing|words))\b|\b(?:tak(?:e|en|ing)|took|gain\w*|seiz\w+)\s+(?:over\s+)?control\b"
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
        r"|\b(?:an?|our|the|one\s+of\s+our)\s+(?:[\w-]+\s+){0,3}?(?:interns?|trainees?|apprentices?|juniors?|temps?|contractors?|sub-?contractors?|freelancers?|agency|agencies|vendors?|suppliers?|volunteers?|students?|assistants?|third\s+party|work\s+experience\s+\w+)\s+(?:had|was|were|put|did|got|took|let|left|released|handled|ran|runs|pushed|scheduled|hit|sent|made|thought|ha[sd]|is\s+(?:no\s+longer|not))\b|\b(?:end|terminat|cancel|part)\w*\s+(?:our\s+|the\s+|ways\s+with\s+(?:the|our)\s+)?(?:\w+\s+){0,3}?(?:contract|agency|vendor|supplier|contractor|freelancer)\b"
        r"|\b(?:it|that|this)(?:\s+was|'s|\s+is)\s+(?:all\s+)?(?:my|our|an?|the)\s+(?:[\w-]+\s+){0,2}?(?:nephew|niece|cousin|partner|mum|mom|dad|flatmate|brother|sister|son|daughter|kids?|child|wife|husband|friend|interns?|trainees?|apprentice|temp|agency|contractor|freelancer|vendor|employee|staffer)\b|\b(?:mistake|error|oversight|slip|work|doing|fault|carelessness|decision|idea)\s+(?:of|by)\s+(?:an?|the|our|one\s+of\s+our)\s+(?:[\w-]+\s+){0,3}?(?:interns?|trainees?|apprentice|temp|agency|contractor|freelancer|vendor|employee|staffer|colleague|supplier|volunteer|member\s+of\s+(?:our\s+)?staff)\b"
        r"|\b(?:came|comes|stem(?:s|med)|originat\w+|was|were)\s+from\s+(?:an?|one\s+of|the)\s+(?:[\w-]+\s+){0,4}?(?:member|employee|staffer|colleague|interns?|trainee|contractor|freelancer|agency|vendor|volunteer|manager|assistant|worker)\b"
        r"|\bthe\s+(?:person|individual|one|man|woman)\s+(?:who|that|behind|responsible)\b(?![^.!?]{0,80}\b(?:no\s+longer|access|(?:it|the\s+\w+)\s+(?:was\s+about|named|insulted|hurt))\b)(?!\s+(?:was|were)\s+(?:hurt|named|insulted))(?=[^.!?]{0,60}\b(?:runs?|ran|manag\w+|handl\w+|covers?|wrote|posted|did|was|is|has|had|looks?|for)\b)|\b(?:our|an?|the)\s+(?:\w+\s+){0,2}?(?:interns?|trainees?|apprentices?|juniors?|temps?|contractors?|freelancers?|agency|vendors?|volunteers?|assistants?)'s?\s+\w+"
        r"|\b(?:an?|one\s+of\s+(?:our|the|my)|some(?:one|body)\s+(?:on|in|from)\s+(?:our|the))\s+(?:[\w-]+\s+){0,2}?(?:colleagues?|employees?|staffers?|workers?|members?\s+of\s+(?:our\s+|the\s+)?(?:staff|team)|team(?:\s+members?)?|officers?|managers?|assistants?)\s+(?:\w+ly\s+)?(?:\w{2,}ed|took|had|hit|got|put|wrote|sent|made|meant|thought|was|were|left|went|lost|forgot|broke|ran|said|did|let)\b"
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
    joint=(
        r"[;:]|\s[—–-]\s|,\s+(?:and|but|yet|so|which|who|where|as|since|because|though|although|even\s+(?:if|though)|while|when|if|that's)\b"
        r"|,\s+(?=(?:we|i|it|they|that|this|there|you)(?:'\w+)?\s)"
        r"|\b(?:and|but|because|even\s+(?:if|though)|although|though|yet|since)\b(?=\s+(?:we|i|it|they|this|that|you|our|the|my|he|she|there|every|by|that's|some|people|others)\b)"
    ),
    finite=(
        r"\b(?:is|was|were|are|am|has|have|had|do|did|does|will|would|can|could|may|might|must|should|(?:is|was|were|are|has|had|have|did|does|do|wo|ca|could|would|should)n't|"
        r"said|says|sent|got|came|comes|went|goes|made|makes?|put|took|takes?|told|gave|let|lets|found|left|meant|means|wrote|thought|chose|knew|knows|needs?|try|reads?|see|hear|gets?|"
        r"starts?|resumes?|follows|stands?|remains?|matters?|holds?|deserves?|counts?|tends?|shows?|runs?|ran|hit|works?|proves|happens?|seems|sounds|looks|thank|\w{3,}ed)\b|'(?:s|re|m|ve|ll|d)\b"
    ),
    work=(
        rf"\b{_WE}(?:'ve|'ll|'d|'re|'m)?{_ADV}\s+(?!{_MIND}\b)\w+"
        rf"|\b(?:{_IT}|{_NOUN}\b(?:[^.!?;,]{{0,60}}?))(?:\s+(?:is|was|were|are)\s+|'s\s+)(?:\w+ly\s+)?(?!{_MILD})\w+|\b{_OURS}\s+(?:was|were|(?:is|are)\s+(?=now|gone|deleted|removed|down|wrong))\s*(?:\w+ly\s+)?(?!{_MILD})\w*"
        rf"|\b(?:{_THING}|{_OURS})\s+(?:[^.!?;,]{{0,40}}?\s)?(?:is|was|were|are)(?:\s+|(?=n't)){_NOT}\b|\b(?:{_THING}|{_OURS}|you|she|he|they)\s+(?:isn't|wasn't|aren't|weren't|is\s+not|was\s+not)\s*(?=[.!?,]|$)|\b(?:{_THING}|{_OURS})\s+should(?:n't|\s+(?:never|not))\b|\b(?:has|had|have)\s+no\s+(?:place|business|right|excuse)\b"
        rf"|\b{_OURS}\s+{_HURTS}\b"
        rf"|\b(?:{_THING})\s+(?:(?:this|last|that|in|on|about)\s+(?:\w+\s+){{1,3}}){{0,2}}{_HURTS}\b"
        # the post's own story; who is responsible for it is A4's question
        rf"|\b{_THING}\s+(?:[\w.'-]+\s+){{0,7}}?(?:appeared|went\s+(?:out|up|live|to)|(?:was|were|been|be)\s+(?:\w+ly\s+)?(?:sent|posted|published|shared|tweeted|deleted|removed|meant\s+for|intended\s+for|included|put|made|written|sent\s+out)|came\s+from\s+(?:us|me|our\b(?!\s+\w*(?:agency|supplier|intern)))|from\s+(?:another|the\s+wrong)|belongs?)\b"
        r"|\b(?:on|for|from)\s+the\s+wrong\s+(?:account|page|channel|profile|login)\b|\bwas\s+not\s+ours\s+to\b|\bdid(?:n't|\s+not)\s+(?:respect|belong|treat|tell|say|show|match|honou?r|fit)\b|\b(?:is|are)\s+(?:off|below|here|attached|above)\b|\bour\s+(?:\w+\s+){0,3}?(?:team|board|editors?|staff|office|council|manager|director|chair|trustees)\s+(?:is|are|will|has|have|now)\b|\bno\s+(?:single\s+)?(?:person|one|body|post)\s+(?:can|may|will|goes)\b"
        r"|\b(?:you|they|she|he|everyone|readers?|followers?)\s+(?:had|have)\s+(?:every\s+right|put\s+up)|\bdeserve\w*|\bno\s+\w+\s+should\s+(?:ever\s+)?(?:be|have)\b|\bsays\s+sorry\b|\b(?:you|they|she|he|critics|everyone)\s+(?:was|were|are|is)\s+right\b|\bthank\s+(?:you|those|everyone|all)\b|\b(?:is|are)\s+owed\b"
        r"|\b(?:write|call|e-?mail|message|contact|reach|tell|ask)\s+(?:to\s+)?(?:us|me)\b|\b(?:you|they)\s+(?:trust|rel(?:y|ied)|expect)"
        r"|\b(?:no|not\s+an)\s+(?:excuses?|justification|defen[cs]e)\b|\b(?:nothing|nobody)\b[^.!?]{0,40}\b(?:excuses?|justif\w+|except\s+us|but\s+us|explain)\b"
        r"|\b(?:from\s+now\s+on|from\s+today|in\s+future|in\s+the\s+future|going\s+forward|next\s+(?:week|month|time)|any\s+more|starting|will|now|no\s+longer\s+(?:has|have|can|publish\w*|post\w*|exists?|on|up|online))\b[^.!?]*\b(?!\w*(?:resum|continu))\w+"
        r"|\b(?:is|are)\s+(?:pinned|checked|reviewed|read|locked|separated|filtered)\b|\b(?:reads?|checks?|approves?|sees?|signs?\s+off|looks?\s+(?:at|over))\s+(?:each|every|all)\b|\btakes?\s+over\b|\b(?:by|from)\s+(?:us|me)\b|\bpasses\b|\bhere\s+it\s+is\b|\bthere's\s+no\s+(?:other|excuse)\b"
        r"|\bis\s+(?:being\s+\w+ed|meeting|speaking|writing|calling)\b|\b(?:may|might)\s+have\s+(?:seen|read|received|noticed)\b|\b(?:you|she|he|they)\s+(?:had|has|have|did|was|were|is|are)\s+(?:\w+\s+)?(?:nothing|not|no)\b|\b(?:nothing|none)\s+of\s+(?:it|this|that)\b|\byou\s+(?:saw|read|told|called|pointed|caught|noticed|received)\b|\b(?:this|the)\s+(?:account|page|channel|feed)\s+(?:is|exists)\s+(?:for|to)\b|\bthis\s+is\s+an?\s+\w+'s\s+(?:account|page)\b"
        r"|\bi\s+think\s+(?=of\b|we\b|it\b)|\b(?:comes?|spring\w*)\s+to\s+mind\b|\bbecause\s+(?:we|i)\b|\b(?:it|that|post|tweet)(?:'s|\s+is|\s+was)\s+(?:now\s+)?(?:down|gone|off|ours)\b|\bthe\s+(?:fault|responsibility|blame)\s+is\b"
    ),
    stance=(
        r"\b(?:we|i)(?:'d|\s+would)\s+be\s+(?:\w+\s+)?sorry\b|\b(?:is|are|was|were)\s+(?:said|claimed|alleged|reported|supposed|being\s+(?:said|claimed|called|made))\b"
        r"|\b(?:was|were|is|are|had|has)(?:n't|\s+not|\s+never|\s+nothing)\s+(?:to\s+do\s+with\s+)?(?:us|ours|me|mine)\b(?!\s+to\b)|\bwe\s+(?:were|are)\s+not\s+the\s+(?:ones|authors?)\b"
        r"|\blet's\b|\b(?:for|about|over|of)\s+(?:whatever|anything|everything\s+that)\b|\b(?:where|wherever|to\s+whatever\s+extent|insofar|inasmuch)\s+(?:our|my|the|we|this|it)\b(?=[^.!?]{0,80}\b(?:sorry|apolog|badly|hurt|offen))"
        r"|\b(?:sorry|apologi[sz]e|apologies)\s+(?:that\s+|to\s+(?:see|hear|learn|find)\s+(?:that\s+)?)(?!(?:we|i)\b)[^.!?,;]{1,60}?(?:\b(?:has|have)\s+(?:become|been|turned|led|caused)|\b(?:is|was|were|are|has|did|does|do)(?:n't|\s+not)\b|\bfail(?:ed|s)\s+to\s+(?:please|land|amuse))"
        r"|\bsorry\s+(?:our|the|this|my)\s+[^.!?,;]{1,40}?(?:is|was|were|are|has|did|does|do)(?:n't|\s+not)\b|\b(?:those|people|some|everyone)\s+who\s+(?:needed|wanted|chose|could\s+not|couldn't|failed|claim|say|said|object\w*|complain\w*)\b"
        # what one is sorry for has another subject than the speaker and the speaker's own act
        rf"|\b(?:sorry|apologi[sz]e|apologies)\s+that\s+(?!(?:we|i|our|my|it|{_NOUN})\b)(?:[\w']+\s+){{1,6}}?(?:\w{{2,}}ed|is|are|was|were|has|have|had|ran|went|got|became|feels?|felt|took|takes?)\b|\bsorry\s+(?:this|the\s+(?!(?:record|facts?|map|list|figures?)\b)\w+)\s+(?:[\w']+\s+){{0,6}}?(?:is|are|was|were|has|have|had|ran|went|got|became)\b"
        r"|\bapologi[sz]e\s+that\s+(?:this|it)\s+(?:\w+\s+)?(?:touched|hit|struck|upset|caused|went|got|became|has)\b|\b(?:sorry|apologi[sz]e|apologies)\s+(?:to\s+(?:\w+\s+)?)?(?:if|should|were)\s+(?!you\s+(?:saw|read|have|wish|want|need|would)\b)"
        r"|\b(?:those|everyone|people|anyone|all)\s+(?:of\s+you\s+)?who\s+(?:look|go|live|love|like|enjoy|insist|seek|want|choose)\b|\bwho\s+we\s+(?:really\s+|truly\s+)?are\b|\bat\s+least\s+(?:we|i)\b"
        r"|\bhave\s+(?:nothing|no\s+idea)\b|\b(?:saddens?|pains?|grieves?)\s+(?:us|me)\s+that\s+(?!we\b)|\bchose\s+to\s+(?:be|feel|take)\b|\b(?:any(?:one|body)|those|everyone|people)\s+who\s+(?:\w+\s+)?(?:knows?|follows?|reads?)\s+(?:us|our|me)\b|\bblame\s+it\b"
        r"|\b(?:bit\s+of|cheeky|silly|harmless|light-?hearted|playful|good-natured|well-meant|innocent)\s+(?:\w+\s+)?(?:banter|fun|jokes?|jest|humou?r|posts?|tweets?|remarks?|comments?|prank)\b|\b(?:easily|overly|too)\s+(?:shocked|offended|hurt|upset|sensitive)\b|\bno\s+worse\s+than\b|\bsense\s+of\s+humou?r\b|\bto\s+be\s+(?:understood|appreciated|enjoyed)\b|\bout\s+of\s+(?:all\s+)?proportion\b"
        rf"|\b{_WE}(?:'ve|'ll|'d|'re|'m)?(?:\s+(?:do|did|still|would|have|really|simply|firmly|also|\w+ly|will|all))*\s+(?:believe[ds]?|maintain|stand\s+by|stood|disagree|reject|insist|deny|doubt|refuse|remain|hold\s+ourselves|won't|do\s+feel|did\s+feel|feel\s+that|feel\s+the|think\s+(?:that\s+)?(?:it|this|that|people|some|the|most|everyone|our|you)|wish)\b"
    ),
    goes_on=r"[\s,;:.]*(?:and|but)\s+(?:\w+ly\s+|have\s+|also\s+)?(?!(?:we|i|it|they|this|that|you|our|the|my|he|she|there|every|by|some|people|others)\b)\w+|to\s+(?:all|every\w*|the|our|those|anyone\s+who\s+(?:saw|read))\b|i\s+think\s*$",
)
