"""Spanish."""

# ruff: noqa: E501 - a pattern is read as one alternative per line, however long

from .book import Phrases

_PERSON = r"(?:becari[oa]s?|practicantes?|emplead[oa]s?|trabajador\w*|colaborador\w*|agencia|contratista|community\s+manager|miembros?\s+del?\s+(?:nuestro\s+)?equipo|funcionari[oa]s?|compañer[oa]s?|proveedor\w*|asesor\w*|cm|gestor\w*)"
_FELT = (
    r"(?:ofend\w*|ofensa|moles\w*|her(?:id|ir)\w*|disgust\w*|insult\w*|afect\w*|incomod\w*|malinterpret\w*|dolid\w*)"
)

# clauses
_IT = r"(?:esto|eso|ello)"
_NOUN = (
    r"(?:(?:nuestr[oa]s?|est[eao]s?|es[eao]s?|el|la|los|las|mi|un|una)\s+(?:[\w-]+\s+){0,2}?(?:mensajes?|tuits?|tweets?|posts?|publicaci\w+|comentarios?|respuestas?|im[aá]gen\w*|fotos?|v[ií]deos?|chistes?|frases?|palabras?|"
    r"bromas?|burlas?|hilos?|textos?|tono|viñetas?|opinión))"
)
_THING = rf"(?:{_IT}|{_NOUN})"
# what the speaker calls their own; a person is none
_OURS = r"(?:nuestr[oa]s?|m[ií]s?)\s+(?!\w*(?:becari|agencia|community|compañer|trabajador|emplead|colaborador|equipo|humor|sentido|proveedor)\w*\b)(?:[\w-]+\s+){0,5}?[\w-]+"
# predicates that make it less than it was, or speak of how it was taken
_MILD = r"(?:no|nunca|solo|sólo|una?\s+(?:broma|opinión|ironía|sátira|malentendido)|ironí\w*|irónic\w*|sátira|satíric\w*|humor\w*|broma|verdad|ciert[oa]|correct[oa]|divertid\w*|inofensiv\w*|que|lo|para|malinter\w*|entendid\w*|sacad\w*|leíd\w*|por|de\s+nuestra\s+agencia|un\s+error\s+de|peor|mejor|así|nuev[oa]|jov\w+)\b"
_WRONG = (
    r"(?:ofensiv\w+|hirient\w+|insultant\w+|humillant\w+|racista|machista|sexista|homófob\w+|antisemita|cruel\w*|crueldad|inacept\w+|injust\w+|inexcusable|indign\w+|fals[oa]s?|grosero|grosera|soez|vulgar|vergonzos\w+|desprecia\w+|"
    r"despectiv\w+|personal|privad[oa]|una\s+(?:falta|vergüenza|burla)|un\s+(?:error|insulto)|culpa\s+nuestra|nuestr[oa]s?|m[ií]\w?|mal|borrad[oa]s?|eliminad[oa]s?|retirad[oa]s?|publicad[oa]s?|justificación|excusa|gracia)\b"
)

SPANISH = Phrases(
    common=r"\b(?:el|la|los|las|nosotros|nuestr\w+|hemos|que|por|para|una?|del?|en|con|esta|este|disculpas?|perdón|sentimos|lamentamos|no|se)\b",
    apology=(
        r"\b(?:ped|pid|ofrec|present|reiter|hac)\w+\s+(?:\w+\s+){0,4}(?:disculpas?|perdón)\b|\b(?:nuestras|mis|sinceras|mil)\s+(?:\w+\s+)?disculpas\b|\bdisculpas?\b(?!\s+(?:se|fueron))|\bnos\s+disculpamos\b|\bme\s+disculpo\b|\bperdón\b|\b(?:lo\s+)?(?:sentimos|siento)\b|\bdiscúlp\w+\b|\bdisculpen\b|\bperdonen\b"
        r"|\bdisculp(?:ad|en|e)(?:nos)?\b|\bperdon(?:ad|adnos|en|ennos)\b"
    ),
    reported=r"\b(?:ha|hemos|he|han)\s+(?:\w+\s+){0,2}(?:pedido|presentado|ofrecido)\s+(?:\w+\s+){0,2}(?:disculpas|perdón)\b|\bse\s+(?:ha\s+)?disculp(?:ó|ado)\b",
    refused=r"\bno\s+(?:\w+\s+){0,3}(?:disculp\w+|perdón|sentimos|siento)\b",
    regret=r"\blament\w+\b|\barrepent\w+\b",
    first_person=r"\b(?:nosotr[oa]s|nuestr\w+|nos|yo|mi|mis|me|lo\s+siento|hemos|he|somos|estamos|pedimos|sentimos|lamentamos|\w+(?:amos|emos|imos))\b",
    elided=r"(?:^|[.!?\n]\s*)(?:perdón|disculpas|mil|hemos|lo\s+sentimos)\b",
    act=r"\b(?:tuits?|tweets?|posts?|public\w+|mensajes?|comentarios?|respuestas?|fotos?|imágen\w*|imagen|vídeos?|palabras|contenidos?|compart\w+|campañas?|anuncios?|enlaces?|chiste|retuit\w*|tuite\w*|entrada)\b",
    owned=r"\b(?:hemos|he|habíamos)\s+(?:\w+\s+)?(?:\w+[ai]do|hecho|dicho|escrito|puesto)\b|\b(?:publicamos|compartimos|cometimos|hicimos|fallamos|tuiteamos|escribimos|usamos|asumimos|debimos|herimos|enviamos)\b|\bnuestr[oa]s?\s+(?:\w+\s+)?(?:errore?s?|culpa|responsabilidad|falta|fallo|descuido)\b|\bresponsabilidad\s+(?:es\s+)?nuestra\b",
    fault=r"\b(?:este|el|nuestro|un|ese|mi)\s+(?:\w+\s+){0,2}(?:error|fallo|descuido|equívoco|desliz)\b|\b(?:esta|la|una)\s+(?:\w+\s+)?(?:equivocación|falta|torpeza|metedura)\b",
    wronged=r"\b(?:a|con)\s+(?:las?\s+|los\s+)?(?:familia\w*|víctimas?|afectad\w+|comunidad\w*|(?-i:[A-ZÁÉÍÓÚÑ])\w+\s+(?-i:[A-ZÁÉÍÓÚÑ])\w+)",
    deleted=r"\b(?:borr\w+|elimin\w+|retir\w+|suprim\w+)\b",
    repair=r"\b(?:a\s+partir\s+de\s+ahora|en\s+(?:el\s+)?(?:futuro|adelante)|medidas?|vamos\s+a|revis\w+|formación|protocolos?|no\s+volver\w+|no\s+se\s+(?:repita|repetirá|vuelva)|separ\w+|garantizar|mejorar|aprender\w*|donar\w*|tomaremos|hablar\w*)\b",
    conditional=(
        rf"\bsi\s+(?:\w+\s+){{0,7}}?{_FELT}|\b(?:quien(?:es)?|cualquiera|cualquier\s+persona|todo\s+aquel)\s+(?!\w+mos\b)(?:que\s+)?(?:\w+\s+){{0,5}}?{_FELT}|\b(?:haya|hayan|pudiera|pudieran|pudiese|pudo|pueda|puedan|podido)\s+(?:\w+\s+){{0,4}}?(?:{_FELT}|caus\w+|ocasion\w+)|\bcualquier\s+(?:ofensa|molestia|malestar|inconveniente)\b|\bposibles?\s+(?:molestias|ofensas)\b"
        r"|\b(?:disculpas|perdón|sentimos|siento)\s+si\s+(?!(?:habéis|has|han|ha)\s+(?:visto|leído))\w"
        r"|\b(?:quien(?:es)?|aquell[oa]s|personas|todos\s+los)\s+(?:que\s+)?(?:se\s+)?(?:pudier\w+|pudies\w+|hayan?|pued\w+)\b"
    ),
    to_whom_offended=rf"\b(?:sentimos|siento|lamentamos)\s+que\s+(?:\w+\s+){{0,4}}?(?:{_FELT}|sent\w+|haya\w*\s+sentido)|\b(?:quienes|personas|aquellos|los|las)\s+(?:que\s+)?se\s+(?:\w+\s+){{0,3}}?(?:{_FELT}|sint\w+|sient\w+|sentid\w+)",
    but=r"\b(?:pero|sin\s+embargo|no\s+obstante|aunque|si\s+bien|ahora\s+bien|eso\s+sí|dicho\s+esto|con\s+todo|aun\s+así|por\s+otra\s+parte)\b",
    owning=r"\b(?:no\s+(?:es\s+)?(?:suficiente|basta|justifica|excusa)|no\s+debi\w+|nunca\s+debi\w+|responsab\w+|sabemos|entendemos|mejor)\b",
    while_sorry=r"(?:^|[.!?\n]\s*)(?:aunque|si\s+bien|aun\s+cuando)\s+[^.!?]{0,40}(?:sentimos|lament\w+|disculp\w+)[^.!?]{0,120},",
    agentless=r"\bse\s+(?:ha\s+|han\s+)?(?:comet\w+|produ\w+|produjo)\s+(?:\w+\s+){0,2}(?:error\w*|fallos?)\b|\b(?:errores|un\s+error|el\s+error)\s+(?:\w+\s+){0,8}?(?:fueron|fue|ocurr\w+|impidió|provocó|causó|hizo)\b|\b(?:ha\s+habido|hubo)\s+(?:un|errores|una)\b|\bdebido\s+a\s+un\s+(?:\w+\s+)?(?:error|fallo)\b|\bha\s+sido\s+un\s+(?:error|fallo)\b",
    happened=r"\b(?:se\s+(?:ha\s+)?public\w+|fue(?:ron)?\s+(?:\w+\s+)?(?:publicad\w+|enviad\w+|compartid\w+|difundid\w+))\b(?!\s+por\s+(?:nosotros|nuestr\w+|mí)\b)",
    surfaced=r"\b(?:tuits?|tweets?|posts?|mensajes?|comentarios?|publicación|imagen|foto|vídeo|contenido)\s+(?:\w+\s+){0,3}?(?:apareció|aparecieron|salió|salieron|se\s+coló|se\s+colaron|terminó|acabó|se\s+escapó)\b|\b(?:apareció|salió|se\s+coló|se\s+escapó)\s+(?:\w+\s+){0,3}?(?:un|una|este|el)\s+(?:\w+\s+)?(?:tuit|tweet|mensaje|comentario|imagen|publicación|post)\b|\balgo\s+(?:salió|ha\s+salido|fue)\s+mal\b",
    context=(
        r"\b(?:(?:fuera|sacad\w+)\s+de\s+contexto|malinterpret\w+|mal\s+(?:entendid\w+|interpretad\w+)|malentendid\w+|descontextualiz\w+)\b"
        r"|\bse\s+(?:ha|han)\s+(?:malinterpretado|sacado\s+de\s+contexto|tergiversado|entendido\s+mal)\b|\btergivers\w+\b|\b(?:entendid\w+|leíd\w+|interpretad\w+|tomad\w+)\s+(?:de\s+otra\s+(?:manera|forma)|a\s+mal|como\s+no)\b|\bno\s+(?:se\s+)?(?:entend\w+|ha\s+entendido|captaron)\s+(?:la|nuestra)\s+(?:ironía|broma)\b"
    ),
    intention=r"\b(?:no\s+(?:era|fue|ha\s+sido|teníamos|hubo|es)\s+(?:\w+\s+){0,2}(?:intención|ánimo)|nunca\s+(?:\w+\s+){0,3}intención|no\s+(?:queríamos|pretend\w+|quisimos)|sin\s+(?:intención|querer)|involuntari\w+)\b",
    harm=r"\b(?:hirient\w+|ofensiv\w+|racistas?|sexistas?|machistas?|inapropiad\w+|inaceptables?|insultant\w*|irrespetuos\w+|dolor\w*|error|desafortunad\w+)\b",
    intrusion=(
        r"\b(?:hacke\w*|jacke\w*|pirate\w*|comprometid\w+|suplant\w+|ciber\w+|intrus\w+|no\s+autorizad\w+|vulnerad\w+|secuestrad\w+)\b"
        r"|\b(?:alguien|un\s+tercero|terceros|desconocidos|una\s+persona\s+(?:ajena|desconocida))\s+(?:\w+\s+){0,4}?(?:accedi\w+|entr\w+|acceso|tom\w+|us\w+|contraseña)\b|\bsin\s+(?:nuestro|nuestra|mi)\s+(?:permiso|autorización|consentimiento|conocimiento)\b|\b(?:contraseñas?|claves?)\s+(?:\w+\s+){0,4}?robad\w+\b|\bvíctimas?\s+de\s+un\s+(?:\w+\s+)?ataque\b"
    ),
    denial=r"\b(?:no|nunca|ningún|ni|sin)\b[^.!?]{0,25}$",
    machine=r"\b(?:programad\w+|técnic\w+|automátic\w+|sistema|fallo\s+informático|configuración|hacke\w*|algoritmo|bot)\b",
    scapegoat=(
        rf"\b(?:un|una|el|la|nuestr[oa]|uno\s+de\s+nuestros|por\s+un\w?)\s+(?:\w+\s+){{0,3}}?{_PERSON}\s+(?:\w+\s+){{0,6}}?(?:ha|que|publicó|tuiteó|confundió|se|compartió|envió|olvidó|por\s+error)\b|\bpor\s+(?:un[oa]?|nuestr[oa]|parte\s+de\s+un[oa]?)\s+(?:\w+\s+){{0,3}}?{_PERSON}\b|\b(?:error|culpa|fallo|descuido|despiste|iniciativa|obra|cosa)\s+de(?:l|\s+un[oa]?|\s+la|\s+nuestr[oa])\s+(?:\w+\s+)?{_PERSON}\b"
        r"|\b(?:l[oa]s?\s+)?(?:public|escrib|envi|subi|tuite|hiz)\w*\s+(?:un|una|nuestr[oa]|el|la)\s+(?:\w+\s+){0,2}?(?:becari[oa]|practicante|trabajador\w*|emplead[oa]|agencia|colaborador\w*|proveedor\w*|community\s+manager)\b|\b(?:un|una|nuestr[oa]|el|la)\s+(?:\w+\s+){0,2}?(?:becari[oa]|practicante|agencia|proveedor\w*)\s+(?:\w+\s+)?(?:tenía|estaba|era|había|llevaba|pensó|creyó)\b"
    ),
    spoken_to=r"\b(?:con|a|para)\s+(?:\w+\s+){0,2}$",
    values=r"\b(?:no\s+(?:reflej\w+|representa\w*|se\s+ajusta|correspond\w+)|nuestros\s+valores|comprometid[oa]s\s+con|orgullos\w+|condenamos|respetamos)\b",
    small=r"\b(?:sólo|solo|solamente|simple(?:mente)?|desafortunad\w+|lamentable\w*|aislad\w+|broma|chiste|humor|ironía|pequeño\s+(?:error|fallo)|inofensiv\w+)\b",
    dismissal=r"\b(?:obviamente|ya\s+está|pasar\s+página|evidentemente|por\s+supuesto|tema\s+zanjado)\b",
    forgive=r"\b(?:perdon\w+|comprensión|indulgencia)\b",
    joke=r"\b(?:jaja\w*|ups+|lol|café|descuento|oferta)\b",
    bare=r"\b(?:sentimos|siento|lament\w+|disculp\w+|perdón)\s+(?:\w+\s+){0,2}?(?:por\s+)?(?:las?|los|el|cualquier)\s+(?:\w+\s+)?(?:molestias?|inconvenientes?|confusión|incidente|situación|malentendido|ofensas?)\b",
    named_wrong=r"\b(?:inaceptable|ofensiv\w+|racista|nunca|inapropiad\w+|error|disculp\w+|perdón|sentimos)\b",
    joint=(
        r"[;:]|\s[—–-]\s|,\s+(?:y|pero|aunque|porque|que|quien|ya|como|si)\b|,\s+(?=(?:lo|la|los|las|ya|no|es|fue|era|el|la)\s)|\b(?:y|pero|aunque|porque)\b(?=\s+(?:lo|la|los|las|le|les|ya|no|fue|es|era|el|un|una|nuestr\w+|hay|quien|otros|muchos|algunos|alguien)\b)"
    ),
    finite=(
        r"\b(?:ha|han|he|has|hemos|es|son|soy|fue|fueron|era|eran|está|están|estaba|hay|había|será|serán|tiene|tienen|tenía|sabe|saben|puede|pueden|vive|viven|queda|resulta|parece|lleva|conoce|dijo|dijeron|dice|hizo|hicieron|quiso|debe|debió|"
        r"\w{3,}(?:ó|aron|ieron|aba|aban|amos|emos|imos|ará|arán))\b"
    ),
    work=(
        rf"\b(?:{_IT}|(?:{_NOUN}|{_OURS})(?:[^,;.!?]{{0,40}}?))\s+(?:era|eran|fue|fueron)\s+(?!{_MILD})\w+|\b{_OURS}\s+(?:[^,;.!?]{{0,40}}?\s)?(?:os\s+|se\s+|les\s+)?(?!estaba|era|quería)\w{{3,}}(?:aba|aban|ió)\b|(?:^|(?<=[.!?:]\s)|\by\s+)(?:era|eran|fue|estuvo)\s+(?!{_MILD})\w+|"
        r"\b\w{2,}mos\b|\b(?:he|hemos)\s+\w+|\bnosotros\b|\b(?:yo|mía|mío)\b|\b\w{3,}(?<!tambi)(?<!caf)é\b"
        rf"|\b(?:{_THING}\b[^,;.!?]{{0,50}}?)?\b(?:es|son|fue|fueron|era|eran|está|están|estuvo|estaba|no\s+tiene|no\s+está)\s+[^,;.!?]{{0,40}}?{_WRONG}"
        rf"|\b{_THING}\b[^,;.!?]{{0,40}}?\b(?:os|los|las|le|les)?\s*(?:trató|trataba|insult\w+|humill\w+|hirió|ofend\w+|mostraba|se\s+burl\w+|comparaba|salió|no\s+debió)\b|\b(?:perfil|cuenta)\s+equivocad[oa]\b"
        r"|\b(?:culpa|responsabilidad|error)\s+(?:\w+\s+)?(?:nuestr\w+|m[ií]\w*)\b|\bnuestr[ao]\s+(?:culpa|responsabilidad|error|falta)\b|\bmerec\w+\b|\btenéis\s+(?:toda\s+la\s+)?razón\b|\bgracias\b|\b(?:escrib\w+|llam\w+)(?:nos|me)\b|\b(?:sin|no\s+hay|ninguna)\s+excusas?\b|\bnada\s+(?:lo\s+)?(?:justifica|excusa)\b"
        r"|\b(?:a\s+partir\s+de|desde\s+(?:hoy|ahora|mañana)|en\s+adelante|en\s+el\s+futuro|no\s+volverá)\b|\b(?:revisan?|leen?|comprueban?)\s+cada\b|\bya\s+no\s+(?:está|tiene\s+acceso)\b"
    ),
    stance=(
        r"\b(?:creemos|pensamos|seguimos|mantenemos|opinamos|consideramos|reafirmamos|sostenemos|defendemos|rechazamos|teníamos|queríamos|pretendíamos|insistimos|nos\s+(?:parece|han|hacen|duele)|creo|pienso|mantengo|sigo)\b"
        r"|\bno\s+(?:somos|fuimos|hemos\s+sido|éramos)\s+(?:nosotros|los\s+autores|quienes)\b|\bno\s+es\s+(?:cosa\s+)?(?:nuestro|nuestra|de\s+nosotros)\b|\bfuimos\s+(?!injustos|crueles|groser|irrespons|torpes|nosotros)\w+[ia]d[oa]s\b|\b(?:lamentamos|sentimos|siento|lamento|lástima|pena)\s+que\s+(?!(?:\w+mos|hayamos)\b)"
        r"|\b(?:hay\s+(?:quien|gente|que)|quien\s+nos\s+conoce|otros|cualquiera)\b|\b(?:quien(?:es)?|los\s+que|aquellos\s+que|todo\s+el\s+que)\s+(?:se\s+(?!refer)|nos|no|lo\s+(?:toma|tomó|entend))\b(?!\s+(?:leéis|leen\b))|\b(?:almas|oídos|personas|lectores)\s+(?:sensibles|susceptibles|delicad\w+)\b|\balguien\s+que\b|\b(?:se\s+(?:le\s+|les\s+)?ha\w*|se\s+(?:le\s+)?está\w*)\s+(?:dado|malinter\w+|sacado|entendido|interpretado|exagerado|buscando|dando|sacando)\b|\bsi\s+(?!(?:lo|la|nos|has|habéis|quier\w+|ten\w+|nec\w+)\b)[^,.;!?]{1,60},\s*(?:\w+\s+)?(?:pedimos|perdón|disculpas|lo\s+sentimos)\b"
    ),
    goes_on=r"[\s,;:]*y\s+(?!(?:lo|la|el|un|una|nuestr\w+|hay|quien|otros|algunos|alguien|se)\b)\w+|(?:a|para)\s+(?:los|las|la|el|tod[oa]s|quienes)\b",
)
