"""Small words that tell where a line may break, per language (ISO 639-1).

Lower case, without punctuation. A word stands in the first list where it fits: what it mostly is in speech counts.
"""

from collections.abc import Mapping


def _sets(lists: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in lists.items()}


def _inflected(stems: str, endings: str) -> str:
    return " ".join(stem + ending for stem in stems.split() for ending in ("", *endings.split()))


ARTICLES = _sets(
    {
        "en": "a an the my your his its our their this these those every each whose another",
        "es": "el la los las un una unos unas lo mi tu su sus mis tus nuestro nuestra nuestros nuestras este esta "
        "estos estas ese esa esos esas aquel aquella cada cualquier algún ningún",
        "fr": "le la les l' un une des du d' au aux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce "
        "cet cette ces chaque quelques plusieurs quel quelle quels quelles",
        "de": "der die das den dem des jede jeder jedes jeden jedem diese dieser dieses diesen diesem welche welcher "
        "welches welchen welchem manche einige mehrere beide "
        + _inflected("ein kein mein dein sein unser euer ihr", "e en em er es")
        + " unsre eure euren eurem eurer",
        "it": "il lo la i gli le l' un uno una un' del della dello dei delle degli dell' al alla allo ai alle agli "
        "all' dal dalla dallo dai dalle dagli nel nella nello nei nelle negli sul sulla sullo sui sulle sugli mio mia "
        "miei mie tuo tua tuoi tue suo sua suoi sue nostro nostra nostri nostre vostro vostra questo questa questi "
        "queste quel quella quei quelle quegli ogni qualche",
        "pt": "o a os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela pelos pelas num numa meu "
        "minha meus minhas teu tua seu sua seus suas nosso nossa nossos nossas este esta estes estas esse essa esses "
        "essas aquele aquela cada qualquer algum alguma nenhum nenhuma",
        "nl": "de het een mijn jouw je zijn haar ons onze hun uw deze dit die elke elk iedere ieder welke welk geen",
        "id": "para sebuah seorang seekor suatu si sang setiap tiap beberapa semua seluruh",
        "tr": "bir bu şu o her hangi hiçbir birkaç",
        "ru": "мой моя моё мои твой твоя твоё его её их наш наша наше наши ваш ваша ваше ваши этот эта эти каждый "
        "каждая каждое",
        "uk": "мій моя моє мої твій його її їх наш наша наше наші ваш цей ця ці кожен кожна кожне",
        "pl": "mój moja moje twój jego jej ich nasz nasza nasze wasz ten ta te każdy każda każde",
        "sv": "en ett den det de min mitt mina din ditt hans hennes vår vårt våra deras denna detta dessa varje",
        "ar": "هذا هذه ذلك تلك هؤلاء كل",
        "hi": "एक यह वह इस उस ये वे इन उन मेरा मेरी मेरे तुम्हारा हमारा हमारी हमारे अपना अपनी अपने हर",
        "vi": "một các những mỗi mọi cái con chiếc",
    }
)
"""Articles, and the possessives and demonstratives that stand in their place."""

PREPOSITIONS = _sets(
    {
        "en": "of in on at to for with from by into onto upon over under about after before between through during "
        "without within against across along around behind beyond beneath beside near toward towards until till since "
        "per via like than as except despite among amid above below inside outside",
        "es": "de del a al en con por para sin sobre entre desde hasta hacia según contra ante bajo tras durante "
        "mediante como",
        "fr": "de à en dans sur sous avec sans pour par chez entre vers depuis pendant avant après contre dès jusqu'à "
        "jusqu'au selon malgré parmi",
        "de": "in im ins an am ans auf aufs aus bei beim mit nach von vom zu zum zur für um über unter vor durch ohne "
        "gegen seit bis während wegen trotz statt zwischen hinter neben außer ab per pro",
        "it": "di a da in con su per tra fra senza sopra sotto dopo prima verso contro durante presso entro oltre fino "
        "come",
        "pt": "de em com por para sem sobre entre até desde após contra durante sob perante como dum duma",
        "nl": "van in op aan bij met voor door naar uit over onder tot om te zonder tegen tussen na tijdens sinds per "
        "vanaf achter naast binnen buiten",
        "id": "di ke dari pada kepada untuk bagi dengan oleh dalam tentang sebagai seperti antara tanpa hingga sampai "
        "sejak selama menurut terhadap",
        "ru": "в во на с со к ко у о об обо от до из изо за по под над при для без через про между перед после около "
        "вокруг против среди ради кроме",
        "uk": "в у на з із зі до від за по під над при для без через про між перед після біля навколо проти серед",
        "pl": "w we na z ze do od za po pod nad przy dla bez przez o u przed między wśród podczas",
        "sv": "i på av till för med från om över under efter mellan genom utan mot hos vid innan sedan",
        "ar": "في من على إلى الى عن مع حتى منذ بين بعد قبل عند خلال حول تحت فوق دون بدون",
        "vi": "của ở tại trong trên dưới với cho từ đến về bằng vì do để như",
    }
)
"""What stands before its noun."""

CONJUNCTIONS = _sets(
    {
        "en": "and or but nor so yet if because when while where whereas although though unless that which who whom "
        "whether how what why",
        "es": "y e o u ni pero sino mas si porque cuando donde que quien cuyo aunque pues mientras",
        "fr": "et ou ni mais car donc or si que qui quand comme dont où lorsque puisque quoique parce qu'",
        "de": "und oder aber denn sondern doch wenn weil dass daß ob als wie obwohl damit bevor nachdem sobald sowie "
        "bzw",
        "it": "e ed o od né ma però se perché quando che chi cui mentre anche dove poiché sebbene",
        "pt": "e ou nem mas se porque quando que quem onde embora enquanto pois",
        "nl": "en of maar want als omdat dat wie terwijl hoewel zodat toen",
        "id": "dan atau tetapi tapi namun jika kalau bila karena sebab ketika saat bahwa yang agar supaya sehingga "
        "maka meskipun walaupun lalu sambil serta",
        "tr": "ve veya ya ama fakat ancak çünkü ki eğer",
        "ru": "и или а но да если что чтобы когда как где который которая которое которые потому хотя пока либо",
        "uk": "і й та або а але якщо що щоб коли як де який яка яке які бо хоча поки",
        "pl": "i a lub albo ale jeśli że żeby gdy kiedy jak gdzie który która które bo chociaż",
        "sv": "och eller men om att när som för eftersom medan där",
        "ar": "و أو او ثم لكن ولكن أن ان إن لأن إذا عندما الذي التي الذين",
        "hi": "और या लेकिन मगर अगर कि जो जब क्योंकि तो",
        "vi": "và hoặc hay nhưng nếu rằng mà khi vì thì",
    }
)
"""What joins words and clauses, with the relative pronouns and question words that open a clause."""

MODIFIERS = _sets(
    {
        "en": "no not very too quite more most less least only even just",
        "es": "no muy más tan se me te le les nos os",
        "fr": "ne n' très plus trop si me te se s' je tu il elle on ils elles j' m' t' c'",
        "de": "nicht sehr zu so ganz nur noch auch mehr",
        "it": "non molto più si mi ti ci vi",
        "pt": "não muito mais tão se me te lhe",
        "nl": "niet heel zeer te zo nog ook meer",
        "id": "tidak tak bukan belum jangan sangat lebih paling akan sedang telah sudah",
        "tr": "çok daha en pek",
        "ru": "не ни очень более самый самая",
        "uk": "не ні дуже більш",
        "pl": "nie bardzo się najbardziej",
        "sv": "inte mycket mer mest",
        "ar": "لا ما لم لن يا قد سوف ليس",
        "hi": "नहीं न बहुत सबसे",
        "vi": "không rất đã đang sẽ chưa cũng",
    }
)
"""Negations, degrees and weak pronouns: what they change comes next."""

NUMBER_WORDS = _sets(
    {
        "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion "
        "trillion dozen half",
        "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento doscientos "
        "trescientos quinientos mil millones millón medio media",
        "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente "
        "quarante cinquante soixante cent cents mille million millions milliard milliards demi",
        "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig "
        "siebzig achtzig neunzig hundert tausend million millionen milliarde milliarden halbe halben",
        "it": "due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta sessanta "
        "settanta ottanta novanta cento mille mila milione milioni miliardi mezzo mezza",
        "pt": "dois duas três quatro cinco seis sete oito nove dez onze doze vinte trinta quarenta cinquenta sessenta "
        "setenta oitenta noventa cem cento mil milhão milhões bilhões meio meia",
        "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig zestig zeventig "
        "tachtig negentig honderd duizend miljoen miljard half halve",
        "id": "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus seratus ribu "
        "seribu juta miliar triliun setengah",
        "tr": "iki üç dört beş altı yedi sekiz dokuz on yirmi otuz kırk elli altmış yetmiş seksen doksan yüz bin "
        "milyon milyar yarım",
        "ru": "два две три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят сто двести "
        "триста пятьсот тысяча тысячи тысяч миллион миллиона миллионов",
    }
)
"""Numbers as words; the thing that they count comes next."""

TITLES = _sets(
    {
        "en": "mr mrs ms dr prof gov gen col sgt capt lt rev sen rep pres",
        "es": "sr sra srta dr dra don doña prof lic",
        "fr": "m mm mme mmes mlle dr pr me mgr monsieur madame",
        "de": "herr frau herrn dr prof dipl-ing",
        "it": "sig sig.ra dott dott.ssa dr prof avv signor signora",
        "pt": "sr sra dr dra prof profa eng dom dona",
        "nl": "dhr mevr mw dr prof ir drs meneer mevrouw",
        "id": "pak bu bapak ibu bpk dr prof ir hj",
        "tr": "sn dr prof doç",
        "ru": "г-н г-жа д-р проф",
        "uk": "пан пані д-р проф",
        "pl": "pan pani dr prof",
        "sv": "herr fru dr prof",
        "vi": "ông bà anh chị cô",
    }
)
"""Titles that stand before a name, without their full stop; no sentence ends with one that has it."""

SHORT_FORMS = _sets(
    {
        "en": "st mt no vol fig vs approx hon p pp ch sec art nos",
        "es": "av núm ing p pág núms art",
        "fr": "st ste no n° p art fig",
        "de": "nr st hl ca z.b d.h u.a bzw s abs art str",
        "it": "ing n p art pag",
        "pt": "av n.º p art pág",
        "nl": "nr st p blz art",
        "id": "no jl hlm h",
        "tr": "av no s",
        "ru": "г ул им стр рис",
        "uk": "м вул ім стор",
        "pl": "nr ul św str",
        "sv": "nr st s",
    }
)
"""Short forms before a number or a name, without their full stop; some of them may end a sentence too."""

POSTPOSITIONS = _sets(
    {
        "tr": "için gibi kadar göre rağmen sonra önce karşı doğru beri dolayı ile değil mi mı mu mü de da ki üzere "
        "hakkında diye",
        "hi": "में से को का की के पर ने तक ही भी है हैं था थी थे हूँ हो लिए साथ बाद पास",
        "id": "itu ini pun lah nya",
        "vi": "này kia đó ấy nhỉ nhé ạ",
    }
)
"""What belongs to the word before it."""

LEANERS = _sets(
    {
        "en": "are was were be been is am do does did have has had will would can could should may might must i you he "
        "she it we they i'm you're we're they're it's there there's i'll we'll you'll they'll i've we've you've "
        "they've i'd we'd off up down out don't doesn't didn't isn't wasn't can't won't her him them one",
        "es": "es son era está están estaba ha he han hay puede yo él ella ellos fue ser",
        "fr": "est sont était ont ai peut c'est j'ai qu'il qu'elle qu'on nous vous y avoir être fait",
        "de": "ist sind war waren hat haben habe wird werden wurde kann können ich du er sie es wir man mich mir sich",
        "it": "è sono era ha hanno ho può io lui lei noi loro essere",
        "pt": "é são era está tem têm foi pode eu ele ela nós eles ser",
        "nl": "is zijn was waren heeft hebben wordt worden kan ik hij ze we zich er",
        "id": "adalah bisa dapat harus mau ingin saya aku kamu dia kita kami mereka",
        "ru": "это я ты он она мы вы они был была было были есть",
        "hi": "मैं हम तुम आप",
    }
)
"""Weaker: auxiliaries and pronouns lean on the word after them."""

CURRENCY = frozenset(["$", "€", "£", "¥", "₹", "₽", "₺", "₫", "₩", "฿", "us$", "a$", "r$", "rp", "usd", "eur", "chf"])
"""Signs of money that stand before their amount."""


def _joined(*lists: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    codes = dict.fromkeys(code for one in lists for code in one)
    return {code: frozenset().union(*(one.get(code, frozenset()) for one in lists)) for code in codes}


CLINGS_TO_NEXT = _joined(ARTICLES, PREPOSITIONS, MODIFIERS)
"""The word after these belongs to them: articles, prepositions, possessives, negations."""

LEANS_ON_NEXT = _joined(CONJUNCTIONS, LEANERS)
"""Weaker: conjunctions, auxiliaries and subject pronouns lean on the word after them."""

OPENS_LINE = _sets(
    {
        "en": "and or but because if when while where which who that so of in on at to for with from by into after "
        "before between through during without than",
        "es": "y o pero porque si cuando que de en con por para sin sobre entre",
        "fr": "et ou mais parce si quand que qui de dans sur avec sans pour par entre",
        "de": "und oder aber weil wenn dass als in auf mit nach von zu für über",
        "it": "e o ma perché se quando che di in con su per tra",
        "pt": "e ou mas porque se quando que de em com por para sem sobre",
        "nl": "en of maar omdat als dat van in op met voor door naar",
        "id": "dan atau tetapi karena jika ketika yang di ke dari untuk dengan bahwa agar supaya",
        "tr": "ve veya ama çünkü",
        "ru": "и или а но потому если что чтобы когда который которая в на с к для",
        "hi": "और या लेकिन क्योंकि जब जो कि",
        "ar": "في من على إلى ثم لكن أو عندما الذي التي",
        "vi": "và hoặc nhưng vì khi nếu của trong với để",
    }
)
"""Good words to begin a line with."""
