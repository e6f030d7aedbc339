"""Words of greetings, opening hours and glue; a text of nothing else identifies nobody (siblings.py)."""

_WORDS = """
a about after again ah all also am an and are around as at back be been before big but by bye can come
coming day days did do does everybody everyone evening folks for friday friends from get go good great
guys had happy has have he hello her here hey hi his hope how i if in is it its just last late latest let
like little ll lol love lovely m many me monday more morning much my new next nice night no not now of oh
ok okay on one only open opening or our out over please re s saturday see she so some soon still sunday t
thank thanks that the their them then there these they this thursday time to today tomorrow tonight
tuesday until up us ve very was we wednesday week weekend welcome well were what when where which who
will wish with year yes yesterday you your closed hours holiday holidays
ab aber alle als am auch auf aus bei bis da das dem den der des die ein eine einen er es euch für geöffnet
geschlossen guten hallo heute ich ihr im ist ja kein mit morgen nach nicht noch nur oder schon schön schönen
sie sind und uns von vor wir woche wochenende zu zum zur tag
au aux avec bon bonjour bonne ce ces c d de des du elle en est et il ils je journée l la le les merci mais ne
nous on ou par pas pour qu que qui sa se ses sont sur tout très un une vous ouvert fermé
al buenas buenos con del días el ella es esta este gracias hola hoy las lo los mañana más muy para pero por
se su todos un una y ya abierto cerrado
"""
EVERYDAY = frozenset(_WORDS.split())
