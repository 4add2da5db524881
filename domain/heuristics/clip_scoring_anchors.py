"""Sentences that stand for what people share and for what they skip; data of the weights version.

A talk's sentence is compared with both groups by its embedding, so that the judgement carries over to every language
the embedder knows. They are written for this purpose and name no topic of any sample or test.
"""

from typing import Final

GRIPPING: Final[tuple[str, ...]] = (
    "Nobody believed that it was possible, and then it happened.",
    "Everything that you have been told about this is wrong.",
    "I lost everything in a single night.",
    "Do you know what really happened that day?",
    "What would you do if you had only one day left to live?",
    "The truth is that we were all afraid.",
    "Three hundred people died because one man made a mistake.",
    "Ninety percent of all people get this completely wrong.",
    "She looked at me and said something that I will never forget.",
    "He cried when he told me the story.",
    "It was the worst day of my life, and it changed me for ever.",
    "In 1945 a young soldier walked home across half of Europe.",
    "Failure is not the opposite of success, it is part of it.",
    "The best way to predict the future is to invent it.",
    "We do not see things as they are, we see them as we are.",
    "The doctors gave him three weeks, and that was eleven years ago.",
    "A poor child from a small village beat the best in the world.",
    "They laughed at her, and twenty years later she won.",
    "The secret is surprisingly simple.",
    "Imagine that you wake up and everything is gone.",
    "Why do we keep doing something that makes us unhappy?",
    "It cost millions, and it was all for nothing.",
    "My father never said it, but he loved us.",
    "People are not afraid of change, they are afraid of loss.",
    "Never trust a man who has nothing to lose.",
    "In the end it is love that saves us.",
    "The scientists were shocked when they saw the result.",
    "And that is how one small accident changed the history of the world.",
)

ROUTINE: Final[tuple[str, ...]] = (
    "Hello everybody, and welcome to today's talk.",
    "Welcome back to the channel, please like and subscribe.",
    "Thank you very much for coming, and see you next time.",
    "The slides will be put online after the talk.",
    "There is coffee and cake at the back of the room.",
    "Please switch off your mobile phones.",
    "Can you hear me? Is the microphone working?",
    "If you have any questions, please ask them at the end.",
    "This episode is sponsored by our partner.",
    "On the next slide you can see a table with the values.",
    "The agenda has four points, and we begin with the first one.",
    "You can find the document on the website.",
    "We have a meeting every Monday at ten.",
    "The room is on the second floor, next to the stairs.",
    "You fill in the form and send it to the office.",
    "It is available in several sizes and colours.",
    "It normally takes a few days, more or less.",
    "We will come to that later.",
    "Okay, let us move on to the next part.",
    "I think that is fine, yes.",
    "Sorry for the delay, one moment please.",
    "The next meeting is in two weeks at the same place.",
    "It is described in the manual, in section three.",
    "We use the standard tools for that.",
    "First you open the lid, then you put the part in.",
    "The file contains the name and the date.",
    "Let me introduce our next speaker.",
    "The weather was okay, and the bus was on time.",
)
