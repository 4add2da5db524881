"""Sentences that claim something in general, and sentences that report a detail; data of the retell weights' version.

A talk's sentence is compared with both by its embedding, as with the anchors of clip scoring: what a talk wants to say
it says in general, and what it tells of in particular is there to show it. They are written for this purpose and name
no topic of any sample or test.
"""

from typing import Final

CLAIMS: Final[tuple[str, ...]] = (
    "Nothing teaches you more than doing it yourself.",
    "People who are tired make more mistakes than people who drink.",
    "The cheapest solution is very often the best one.",
    "Whoever measures something also changes it.",
    "Children learn most of what they know by playing.",
    "A good question is worth more than a quick answer.",
    "If you pay people for a thing, they stop doing it for fun.",
    "Most accidents happen on the last mile of the way.",
    "The more choices we have, the less happy we are with what we choose.",
    "You cannot improve what you do not understand.",
    "Muscles that are never used grow weak.",
    "Every minute of planning saves an hour of work.",
    "What we call talent is mostly practice.",
    "Streets are safer when people walk in them after dark.",
    "Money does not make people happy, but poverty makes them ill.",
    "It is always cheaper to prevent a fire than to put it out.",
    "Half of all medicine is thrown away unopened.",
    "Whatever you repeat often enough becomes true for those who hear it.",
)

DETAILS: Final[tuple[str, ...]] = (
    "I bought it in a shop near the station.",
    "We drove there on a Tuesday in April.",
    "My colleague has written it down in a table.",
    "There are three boxes on the left side of the page.",
    "He told me about it on the phone.",
    "The form has to be signed by two people.",
    "They were standing in front of the house.",
    "She asked me whether I could come a little later.",
    "The first one is blue and the second one is green.",
    "We counted them twice and wrote the numbers into the book.",
    "It was built in the year after the war.",
    "A man from the company came and looked at it.",
    "You can find the address on the back.",
    "At first I did not know what it was.",
    "There is a picture of it on the wall.",
    "We used the old machine, because the new one was broken.",
    "It took about twenty minutes on foot.",
    "I will show you how to do it in a moment.",
)
