"""Words of blame in answers to an account, by language. Anger at an office is mostly polite enough for no harm grade.

Each language has what blames, and what takes the blame away ("no need to apologise", "don't fire anybody").
How well they do, on which sentences: evals/reaction.
"""

from __future__ import annotations

import re

_BLAMES = {
    "en": (
        r"shame on|asham(?:ed|ing)|shameful|shameless|disgust\w*|disgrac\w*|sicken\w*|revolting|vile|appall\w*|"
        r"unaccepta\w*|inexcusabl\w*|unforgivabl\w*|outrag\w*|pathetic|despicabl\w*|embarrass(?:ment|ing)|"
        r"disappoint\w*|hypocri\w*|cowards?|clowns?|idiots?|morons?|liars?|incompeten\w*|racists?|sexists?|bigot\w*|"
        r"garbage|trash|how dare|resign(?:ed|ation)?|step down|boycott(?:ing)?|sack(?:ed)?|"
        r"(?:fire|firing) (?:the|whoever|who|him|her|them|that|this|your|everyone|everybody|somebody|someone)|"
        r"(?:be|get|gets|getting|been) fired|lose(?:s)? (?:his|her|their|your) job|"
        r"never (?:again|buying|parking|coming|using|visiting|trusting|supporting|following)|unfollow\w*|"
        r"delete your account|go to hell|screw you|f+u+c+k+ (?:you|off|this)|wtf|you make me sick|"
        r"(?:i'm|i am|we're|we are) done with|(?:we|everyone|everybody) (?:all )?saw (?:it|that|this)|"
        r"(?:does not|doesn't|won't|will not) (?:make it )?(?:go away|help you|change anything)|"
        r"what you (?:people )?(?:really )?think of|worthless|so much for"
    ),
    "de": (
        r"schäm\w*|schande|schändlich\w*|frechheit|unverschämt\w*|widerlich\w*|ekelhaft\w*|abartig\w*|peinlich\w*|"
        r"unfassbar\w*|unmöglich|skandal\w*|entlass(?:en|t)|gefeuert|feuert|rücktritt|tretet zurück|boykott\w*|"
        r"bescheuert\w*|idioten?|trottel|versager|heuchler|rassist\w*|nie wieder|verpisst|löscht euren"
    ),
    "fr": (
        r"hont(?:e|eux|euse)|inadmissible|inacceptable|scandaleu\w*|scandale|dégueulasse|répugnant\w*|dégoûtant\w*|"
        r"démission\w*|vir(?:ez|é|ée|és)|licenci\w*|boycott\w*|incapables?|incompétent\w*|minables?|lamentable|"
        r"racistes?|hypocrites?|lâches?|plus jamais|comment osez"
    ),
    "es": (
        r"vergüenza|vergonzos\w*|sinvergüenzas?|inaceptable|asc(?:o|ueros\w*)|despid\w*|despedir|dimi(?:tan|sión|te)|"
        r"renunci(?:en|a)|boicot\w*|imbécil\w*|idiotas?|lamentable|indignante|racistas?|hipócritas?|cobardes?|"
        r"pidan perdón|nunca más|cómo se atreven"
    ),
    "it": (
        r"vergogn\w*|inaccettabile|schif\w*|disgust\w*|dimett\w*|dimission\w*|licenzi(?:ate|ato|are)|boicott\w*|"
        r"imbecill\w*|idiot\w*|incompetent\w*|pagliacc\w*|razzist\w*|ipocrit\w*|porcheri\w*|mai più|come osate"
    ),
}
_TAKES_AWAY = {
    "en": (
        r"\b(?:no|any|without) (?:need|reason) to\b|\b(?:don't|dont|do not|shouldn't|should not|never|isn't|"
        r"is not|not|nobody should|no one should|don't think) (?:\w+ ){0,5}?(?=%s)|"
        r"\b(?:calling|asking|demanding|screaming|baying) for\b"
    ),
    "de": r"\b(?:kein|keine|nicht|niemand)\b(?: \w+){0,4} (?=%s)",
    "fr": r"\b(?:pas|aucune?|rien)\b(?! (?:honte|\w+ ){0,1}\?)(?: \w+){0,3} (?=%s)",
    "es": r"\b(?:no|ninguna?|nadie)\b(?: \w+){0,3} (?=%s)",
    "it": r"\b(?:non|nessuna?)\b(?: \w+){0,3} (?=%s)",
}
BLAMES = {code: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for code, words in _BLAMES.items()}
TAKES_AWAY = {code: re.compile(form.replace("%s", rf"(?:{_BLAMES[code]})\b"), re.IGNORECASE)
              for code, form in _TAKES_AWAY.items()}
