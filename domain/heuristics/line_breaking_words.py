"""Small words that tell where a line may break, per language (ISO 639-1)."""

_CLINGS_TO_NEXT = {
    "en": "a an the my your his her its our their this that these those of in on at to for with from by into "
    "onto over under about after before between through during without within against no not very so as "
    "than mr mrs ms dr st",
    "es": "el la los las un una unos unas de del a al en con por para sin sobre entre desde hasta mi tu su sus "
    "mis tus nuestro nuestra no muy que se lo le les me te nos",
    "fr": "le la les l' un une des du de d' à au aux en dans sur sous avec sans pour par chez entre vers mon ma "
    "mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces ne très je tu il elle on "
    "nous vous ils elles",
    "de": "der die das den dem des ein eine einen einem einer eines in im ins an am auf aus bei mit nach von "
    "vom zu zum zur für um über unter vor durch ohne gegen mein dein sein ihr unser euer kein keine nicht "
    "sehr",
    "it": "il lo la i gli le un uno una l' di del della dello dei delle a al alla allo ai alle da dal dalla in "
    "nel nella con su sul sulla per tra fra mio mia suo sua nostro non molto che si mi ti ci vi",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas a ao à com por para sem sobre entre meu "
    "minha seu sua nosso nossa não muito que se me te lhe",
    "nl": "de het een van in op aan bij met voor door naar uit over onder tot om zonder mijn jouw zijn haar ons "
    "hun geen niet heel zeer",
    "id": "di ke dari pada untuk dengan oleh dalam tentang sebagai para yang tidak bukan sangat sebuah seorang "
    "suatu si sang",
    "ru": "в во на с со к ко у о об от до из за по под над при для без через не ни мой моя твой его её их наш ваш",
    "uk": "в у на з із зі до від за по під над при для без через не ні мій твій його її їх наш ваш",
    "ar": "في من على إلى عن مع لا ما لم لن هذا هذه يا",
    "hi": "एक यह वह इस उस मेरा मेरी मेरे बहुत नहीं",
}
CLINGS_TO_NEXT = {code: frozenset(words.split()) for code, words in _CLINGS_TO_NEXT.items()}
"""The word after these belongs to them: articles, prepositions, possessives, negations."""

_LEANS_ON_NEXT = {
    "en": "and or but nor if because when while where who which what how why is are was were be been am do does "
    "did have has had will would can could should may might must i you he she it we they i'm you're we're "
    "they're it's there",
    "es": "y e o u pero si porque cuando como es son era está están ha han he hay puede yo él ella",
    "fr": "et ou mais si que qui quand comme car est sont était a ont ai peut c'est j'ai",
    "de": "und oder aber wenn weil dass ob als wie ist sind war waren hat haben wird werden kann ich du er sie es wir",
    "it": "e o ma se perché quando come è sono era ha hanno può io lui lei noi",
    "pt": "e ou mas se porque quando como é são era está tem têm pode eu ele ela nós",
    "nl": "en of maar als omdat dat wie is zijn was heeft hebben wordt kan ik je hij ze we het",
    "id": "dan atau tetapi tapi jika kalau karena ketika bahwa adalah akan sudah telah bisa dapat saya aku kamu "
    "dia kita kami mereka ini itu",
    "ru": "и или а но если что чтобы когда как это я ты он она мы вы они был была",
}
LEANS_ON_NEXT = {code: frozenset(words.split()) for code, words in _LEANS_ON_NEXT.items()}
"""Weaker: conjunctions, auxiliaries and subject pronouns lean on the word after them."""

_OPENS_LINE = {
    "en": "and or but because if when while where which who that so of in on at to for with from by into after "
    "before between through during without than",
    "es": "y o pero porque si cuando que de en con por para sin sobre entre",
    "fr": "et ou mais parce si quand que qui de dans sur avec sans pour par entre",
    "de": "und oder aber weil wenn dass als in auf mit nach von zu für über",
    "it": "e o ma perché se quando che di in con su per tra",
    "pt": "e ou mas porque se quando que de em com por para sem sobre",
    "nl": "en of maar omdat als dat van in op met voor door naar",
    "id": "dan atau tetapi karena jika ketika yang di ke dari untuk dengan bahwa agar supaya",
    "ru": "и или а но потому если что чтобы когда который которая в на с к для",
}
OPENS_LINE = {code: frozenset(words.split()) for code, words in _OPENS_LINE.items()}
"""Good words to begin a line with."""
