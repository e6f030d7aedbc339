"""Texts of our own making: slips and posts that relays might copy, and forms that branches fill in."""

POSTS = [
    "who took my charger, i swear this house is haunted and nobody will ever admit to anything round here",
    "three trains cancelled in a row and the replacement bus smells like a wet dog. never again, i am buying a bike",
    "Our spring clay course starts on 4 May. Eight evenings, all tools included, beginners "
    "welcome. #pottery #evenings",
    "Rehearsal ran late again but the second act finally works. Thanks to @lightdesk for staying until midnight!",
    "that referee needs glasses AND a map. how is that not a penalty, my cat saw it from behind the sofa",
    "New in the reading room: letters of the lighthouse keepers, 1871 to 1902, scanned and "
    "free to browse. https://library.example/keepers",
    "I cannot believe my landlord raised the rent again, two hundred more for the same leaky "
    "window and the same mice",
    "We found a hedgehog under the ice rink's compressor. He is fine, he is called Gordon, and "
    "he now has a contract.",
    "The swimming pool's boiler failed this morning; lanes one to four stay shut, the learner "
    "pool is warm and running.",
    "honestly if one more client asks for the logo bigger i will print it on a bedsheet and "
    "climb the town hall with it",
    "Volunteers needed: the river path between the mill and the weir wants clearing before the "
    "ducks come back. Gloves provided. #volunteer",
    "Dr Amara Osei explains in twelve minutes why bread smells the way it does, and what that "
    "has to do with beetles.",
    "my date just ordered pineapple on oysters. send help. send a taxi. send a priest",
    "Tickets for the lantern walk are gone, but the fire brigade opens its tower for everybody "
    "who comes by before nine.",
    "Die Bibliothek bekommt endlich einen Aufzug; bis Oktober tragen wir Ihnen jedes Buch gern die Treppe hinunter.",
    "Ich fasse es nicht, der Nachbar bohrt schon wieder um sechs Uhr früh, morgen stelle ich "
    "ihm die Posaune vors Fenster",
    "La chorale cherche deux basses et un ténor qui sait compter jusqu'à sept; répétitions sous la halle du marché.",
    "mi vecino ha comprado un gallo para el balcón del cuarto piso y canta exactamente a las cinco menos diez",
    "Recall: the blue wooden giraffe sold by our museum shop since August can lose an ear. "
    "Bring it back for a refund.",
    "whoever invented open plan offices never sat next to kevin and his thirty alarms, one of them is a goat",
    "A thousand and twelve swifts counted over the old brewery tonight, the highest number since the survey began.",
    "just sneezed during the two minutes silence and the mayor said bless you into the "
    "microphone, i have to emigrate",
    "Our robot arm learnt to fold origami cranes overnight. It also folded the visitor log. Sorry, visitors.",
    "The parking deck beneath the concert hall closes at 22:30 during rehearsals; season "
    "passes stay valid at the station.",
    "can the people upstairs stop practising tap dance in ski boots, some of us have an exam "
    "on thermodynamics tomorrow",
    "Fresh sourdough with rye from the hill farm, out of the oven at half past ten, and not one loaf before.",
    "that was the worst burrito of my life and i have eaten one from a petrol station vending machine in february",
    "Statement: the data of 212 library cards was visible for nine minutes on Tuesday. We have "
    "told everybody concerned.",
    "自転車置き場の工事は来週の月曜日に始まります。期間中は駅の裏側にある臨時の置き場をご利用ください。",
    "Our goalkeeper broke a finger, our striker broke a window, and the team bus broke down, "
    "but we won four to three!",
]

# one form, filled in by each branch: alike in all but a word or a number
FORMS = [
    ("The {} office is closed on Friday for repairs to the boiler. Please use the side entrance on Monday.",
     ["north", "south", "harbour", "station"]),
    ("Lot {} is full. Please use the overflow area behind the stadium and follow the marshals' signs.",
     ["3", "7", "12", "15"]),
    ("Today's soup in {}: leek and potato, with sourdough from the hill farm while stocks last.",
     ["Leeds", "Bradford", "York", "Hull"]),
    ("Library card renewals: visit the desk in the {} building between Monday and Thursday.",
     ["chemistry", "history", "engineering", "music"]),
    ("Vaccination clinic on {} May in the sports hall, bring your card and a short sleeve.",
     ["4", "11", "18", "25"]),
    ("Congratulations to {} on passing the driving examiner test at the first attempt, we're proud of you!",
     ["Priya", "Tomasz", "Oluwaseun", "Marguerite"]),
    ("Bus {} is diverted via Mill Lane because of a burst water pipe near the cathedral.", ["14", "22", "36", "X8"]),
    ("Unser Standort {} sucht zum Herbst eine Fachkraft für Lagerlogistik, Bewerbung per Telefon genügt.",
     ["Kassel", "Fulda", "Marburg", "Gießen"]),
]

# everybody says these; the same on three accounts is no copy
GREETINGS = [
    "Good morning!", "Happy Friday everyone!", "We're open 9–5 today", "Thank you all for coming!", "Guten Morgen!",
    "Have a great weekend everybody", "Closed today, back tomorrow.", "Happy New Year to all of you!",
    "Bonjour à tous!",
    "Welcome to the new week", "See you tonight!", "Good night, see you all tomorrow at 9",
]

# words that hold a slip and are none
ABOUT = [
    "“{}” We should not have posted this. We are sorry.",
    "Earlier today a post that read “{}” appeared here. It was sent in error and has been deleted.",
    "RT of the week, from a reader who wants no name: {} (Yes, really. More of these on "
    "Thursday in the print edition.)",
]
