"""Which documented misposts we hold to be offensive, by id: swearing, insults, mockery of a person or of a
death, contempt for a group or for one's own public. A harmless slip (breakfast, a game, a song) is not one.
Marked by reading, before any of them was judged."""

OFFENSIVE = (
    "mp003",  # mocks a dead relative
    "mp005",  # swears at the employer
    "mp015",  # mocks a person's looks
    "mp027",  # a vulgar word
    "mp031",  # insults a senator
    "mp033",  # swears at the readers
    "mp035",  # swears at somebody
    "mp045",  # insults a head of state
    "mp047",  # vulgar dismissal
    "mp049",  # mocks a person's looks
    "mp051",  # swears at a head of state
    "mp053",  # insults a group of people
    "mp059",  # insults a head of state
    "mp061",  # swears
)
