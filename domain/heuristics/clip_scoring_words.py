"""Small word lists per language that sentence features look up; data, compiled by hand from everyday usage.

A language without a list still gets every feature that needs none: questions, numbers, punctuation, lengths, the
video's own word frequencies and the embeddings. Entries are lower case; a phrase may hold several words.
"""

import re
from dataclasses import dataclass, field

UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "km"})


@dataclass(frozen=True)
class WordList:
    """Phrases of one language by what they tell about a sentence."""

    fillers: frozenset[str] = frozenset()
    """Sounds and phrases that carry nothing."""
    dangling: frozenset[str] = frozenset()
    """Openings that lean on what was said before."""
    connectives: frozenset[str] = frozenset()
    """Conjunctions that may be cut off the front of a title without changing what it says."""
    listener: frozenset[str] = frozenset()
    """Words that speak to the listener."""
    contrast: frozenset[str] = frozenset()
    """Words that set one thing against another."""
    strong: frozenset[str] = frozenset()
    """Absolutes, superlatives and surprise: strong claims."""
    numbers: frozenset[str] = frozenset()
    """Numbers of some size, as words."""
    housekeeping: frozenset[str] = frozenset()
    """Talk about the talk: greetings, thanks, logistics, sponsors, technique."""
    concluding: frozenset[str] = frozenset()
    """Openings of a conclusion or a lesson."""
    function: frozenset[str] = field(default=frozenset())
    """The commonest words, which carry grammar and not content."""


def _set(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in re.split(r"[,\n]", text) if part.strip())


WORD_LISTS: dict[str, WordList] = {
    "en": WordList(
        fillers=_set("""um, uh, uhm, erm, er, hmm, you know, i mean, i guess, i suppose, sort of, kind of, basically,
            more or less, or so, and so on, or whatever, like i said, well, anyway, let me see, okay so"""),
        dangling=_set("""and, so, but, or, because, which, then, also, that's why, that is why, therefore, however,
            this is why, as i said, like i said, in that case, after that, those, these, he, she, it, they, him, them,
            right, yeah, yes, no, okay, well, anyway, alright, plus, that"""),
        connectives=_set("and, so, but, or, because, then, also, well, now, okay, right, you know, i mean, um, uh"),
        listener=_set("you, your, yours, yourself, imagine, think about, picture this, guess, look around, suppose"),
        contrast=_set("""but, not, yet, instead, however, although, nevertheless, rather than, turns out, turned out,
            the opposite, in fact, actually, on the contrary, even though, while, no longer, without, except"""),
        strong=_set("""never, nobody, no one, nothing, everything, everybody, everyone, always, every, only, single,
            most, best, worst, biggest, greatest, largest, smallest, oldest, first, last, impossible, incredible,
            unbelievable, secret, truth, lie, lied, wrong, strange, strangest, shocked, surprising, surprise, crazy,
            mistake, died, dead, death, killed, killing, love, loved, hate, fear, afraid, lost, destroyed, disaster,
            free, forever, for ever, miracle, dangerous, danger, war, whole, entire, zero, cannot, must, stop"""),
        numbers=_set("""twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety, hundred, hundreds, thousand,
            thousands, million, millions, billion, billions, percent, dozen, half, twice, double, triple, eleven,
            twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen"""),
        housekeeping=_set("""welcome, welcome back, thank you, thanks, subscribe, hit the bell, like button, sponsor,
            sponsored, brought to you by, promo code, before we start, before we begin, housekeeping, agenda, slides,
            next slide, this slide, hear me, microphone, share my screen, good evening, good morning, good afternoon,
            questions, handout, leaflet, good night, see you, next week, next meeting, moving on, move on, let's move,
            take a break, quick break, show notes, coffee is, restrooms, website, the link, sign up, newsletter,
            come back to that, recording, qr code, chat box, volunteers, we'll be right back, on the screen, this chart,
            on the next page, time is up, out of time, that's all, follow me, tune in, register, exits, wifi"""),
        concluding=_set("""so, that is why, that's why, and that is, the lesson, in the end, which means, that means,
            the point is, remember, and that's, this is why, what i learned, the moral, it was never, never"""),
        function=_set("""the, a, an, and, or, but, of, to, in, on, at, by, for, from, with, as, is, are, was, were, be,
            been, am, it, its, this, that, these, those, i, you, he, she, we, they, me, him, her, us, them, my, your,
            his, our, their, not, no, so, do, does, did, have, has, had, will, would, can, could, there, here, then,
            than, if, when, what, who, which, how, just, up, out, about, into, over, some, any, all, very, also, too,
            because, it's, that's, i'm, don't, one, more, go, get, got, said, say"""),
    ),
    "es": WordList(
        fillers=_set("eh, em, este, o sea, bueno, pues, pues nada, más o menos, digamos, vale, a ver, en plan"),
        dangling=_set("y, o, pero, porque, entonces, así que, por eso, luego, también, además, pues, bueno, bien, sí"),
        connectives=_set("y, o, pero, porque, entonces, así que, luego, también, además, pues, bueno"),
        listener=_set("tú, usted, ustedes, te, tu, tus, su, vosotros, imagina, imagínate, imaginen, piensa, sabes"),
        contrast=_set("pero, no, sino, sin embargo, aunque, en cambio, al contrario, sin, aun así, en realidad"),
        strong=_set("""nunca, jamás, nadie, nada, todo, todos, todas, siempre, único, única, mejor, peor, mayor,
            primero, primera, último, imposible, increíble, secreto, verdad, mentira, error, muerto, murió, murieron,
            muerte, amor, miedo, perdió, guerra, solo, cada"""),
        numbers=_set(
            "veinte, treinta, cuarenta, cincuenta, sesenta, cien, ciento, cientos, mil, miles, millón, "
            "millones, mitad, doble, once, doce, quince, diecisiete"
        ),
        housekeeping=_set("""bienvenidos, bienvenidas, gracias, buenas tardes, buenos días, buenas noches, antes de
            empezar, diapositiva, suscríbete, patrocinador, micrófono, preguntas, página web, hasta la próxima,
            siguiente tabla, correo, se oye, seguimos, pausa, con esto termino"""),
        concluding=_set("por eso, así que, al final, es decir, la lección, recuerda, nunca"),
        function=_set("""el, la, los, las, un, una, unos, unas, y, o, de, del, a, al, en, con, por, para, que, se, lo,
            le, les, es, son, era, fue, no, su, sus, mi, tu, te, me, nos, como, más, pero, si, ya, muy, hay, ha, han,
            este, esta, eso, esto, yo, él, ella, ellos, porque, cuando, donde, también"""),
    ),
    "de": WordList(
        fillers=_set("äh, ähm, hm, halt, sozusagen, quasi, irgendwie, also ja, na ja, mehr oder weniger, oder so"),
        dangling=_set("""und, oder, aber, denn, weil, dann, also, deshalb, deswegen, darum, daher, danach, außerdem,
            auch, er, sie, es, das, dies, ja, nein, gut, so"""),
        connectives=_set("und, oder, aber, denn, dann, also, auch, nun, ja, so, na ja"),
        listener=_set("sie, ihr, ihre, du, dein, deine, dich, ihnen, euch, stellen sie sich, stell dir, wissen sie"),
        contrast=_set("aber, nicht, sondern, doch, jedoch, trotzdem, obwohl, dagegen, im gegenteil, ohne, kein, keine"),
        strong=_set("""nie, niemals, niemand, nichts, alles, alle, immer, einzige, einziger, größte, beste, schlimmste,
            erste, letzte, unmöglich, unglaublich, geheimnis, wahrheit, lüge, fehler, falsch, tot, starb, tod, liebe,
            angst, verloren, krieg, ganze, ganzen, jeder, jede, teuerste, gerettet"""),
        numbers=_set(
            "zwanzig, dreißig, vierzig, fünfzig, sechzig, hundert, tausend, million, millionen, milliarde, "
            "milliarden, prozent, hälfte, doppelt, elf, zwölf, zwanzigmal"
        ),
        housekeeping=_set("""willkommen, guten abend, guten tag, guten morgen, vielen dank, danke, bevor wir anfangen,
            folie, folien, abonnieren, sponsor, mikrofon, fragen, garderobe, pause, tagesordnung, auf wiedersehen,
            nächste woche, webseite, hinweis, per mail"""),
        concluding=_set("deshalb, darum, also, am ende, das heißt, die lehre, manchmal, nie"),
        function=_set("""der, die, das, den, dem, des, ein, eine, einen, einem, einer, und, oder, aber, von, zu, in, im,
            an, am, auf, mit, für, bei, aus, nach, ist, sind, war, waren, hat, haben, wird, werden, nicht, es, er, sie,
            wir, ich, ihr, man, sich, so, auch, da, dann, noch, wie, was, wenn, weil, dass, als, nur, schon, zum"""),
    ),
    "fr": WordList(
        fillers=_set("euh, ben, bah, hein, en fait, du coup, quoi, voilà, disons, plus ou moins, genre"),
        dangling=_set("et, ou, mais, car, parce que, donc, alors, puis, ensuite, aussi, c'est pourquoi, il, elle, oui"),
        connectives=_set("et, ou, mais, car, donc, alors, puis, ensuite, aussi, bon, ben"),
        listener=_set("vous, votre, vos, tu, ton, ta, tes, imaginez, imagine, savez-vous, pensez"),
        contrast=_set("mais, pas, pourtant, cependant, au contraire, sans, bien que, sauf, en réalité, plutôt"),
        strong=_set("""jamais, personne, rien, tout, tous, toutes, toujours, seul, seule, meilleur, pire, plus grand,
            premier, première, dernier, impossible, incroyable, secret, vérité, mensonge, erreur, mort, morte, amour,
            peur, perdu, guerre, chaque"""),
        numbers=_set(
            "vingt, trente, quarante, cinquante, soixante, cent, cents, mille, million, millions, milliard, "
            "milliards, moitié, double, onze, douze, quinze"
        ),
        housekeeping=_set("""bienvenue, bonjour, bonsoir, merci, avant de commencer, diapositive, abonnez-vous,
            sponsor, partenaire, micro, questions, pause, au revoir, à bientôt, semaine prochaine, site web"""),
        concluding=_set("donc, c'est pourquoi, voilà pourquoi, à la fin, la leçon, jamais"),
        function=_set("""le, la, les, un, une, des, de, du, et, ou, à, au, aux, en, dans, sur, avec, pour, par, que,
            qui, ce, cette, ces, il, elle, on, nous, vous, ils, elles, je, tu, se, ne, pas, est, sont, était, a, ont,
            son, sa, ses, mon, ma, plus, mais, si, y, comme, c'est"""),
    ),
    "pt": WordList(
        fillers=_set("hum, né, tipo, bom, pois, quer dizer, mais ou menos, digamos, sei lá"),
        dangling=_set("e, ou, mas, porque, então, por isso, depois, também, além disso, ele, ela, isso, sim"),
        connectives=_set("e, ou, mas, porque, então, depois, também, bom, pois"),
        listener=_set("você, vocês, seu, sua, te, tu, imagine, imagina, pense, sabe"),
        contrast=_set("mas, não, porém, no entanto, embora, em vez, ao contrário, sem, na verdade"),
        strong=_set("""nunca, jamais, ninguém, nada, tudo, todos, sempre, único, única, melhor, pior, maior, primeiro,
            primeira, último, impossível, incrível, segredo, verdade, mentira, erro, morreu, morte, amor, medo"""),
        numbers=_set("vinte, trinta, quarenta, cinquenta, cem, cento, mil, milhão, milhões, metade, dobro, onze, doze"),
        housekeeping=_set("""bem-vindos, obrigado, obrigada, boa noite, bom dia, boa tarde, antes de começar, slide,
            inscreva-se, patrocinador, microfone, perguntas, intervalo, até a próxima, site"""),
        concluding=_set("por isso, então, no fim, a lição, nunca"),
        function=_set("""o, a, os, as, um, uma, e, ou, de, do, da, dos, das, em, no, na, com, por, para, que, se, é,
            são, era, foi, não, seu, sua, meu, eu, ele, ela, nós, como, mais, mas, já, muito, ao"""),
    ),
    "it": WordList(
        fillers=_set("ehm, eh, cioè, allora, diciamo, insomma, tipo, più o meno"),
        dangling=_set("e, o, ma, perché, quindi, poi, anche, inoltre, allora, lui, lei, questo, sì"),
        connectives=_set("e, o, ma, quindi, poi, anche, allora, cioè"),
        listener=_set("tu, voi, tuo, tua, vostro, ti, vi, immagina, immaginate, pensa, sapete"),
        contrast=_set("ma, non, però, invece, tuttavia, anzi, senza, al contrario, in realtà"),
        strong=_set("""mai, nessuno, niente, nulla, tutto, tutti, sempre, unico, unica, migliore, peggiore, primo,
            prima, ultimo, impossibile, incredibile, segreto, verità, bugia, errore, morto, morte, amore, paura"""),
        numbers=_set("venti, trenta, quaranta, cinquanta, cento, mille, mila, milione, milioni, metà, doppio, undici"),
        housekeeping=_set("""benvenuti, grazie, buonasera, buongiorno, prima di iniziare, iscrivetevi, sponsor,
            microfono, domande, pausa, alla prossima, sito"""),
        concluding=_set("quindi, per questo, alla fine, la lezione, mai"),
        function=_set("""il, lo, la, i, gli, le, un, una, e, o, di, del, della, a, al, in, nel, con, per, che, si, è,
            sono, era, non, suo, mio, io, lui, lei, noi, come, più, ma, ha, hanno, da, su"""),
    ),
    "id": WordList(
        fillers=_set("eh, anu, gitu, kayak, ya kan, apa namanya, kurang lebih"),
        dangling=_set("dan, atau, tapi, tetapi, karena, jadi, lalu, kemudian, juga, dia, itu, ya"),
        connectives=_set("dan, atau, tapi, jadi, lalu, kemudian, juga"),
        listener=_set("anda, kamu, kalian, bayangkan, tahukah, coba pikirkan"),
        contrast=_set("tapi, tetapi, bukan, tidak, namun, padahal, sebaliknya, tanpa, ternyata"),
        strong=_set("""tidak pernah, tak seorang pun, semua, selalu, hanya, satu-satunya, paling, terbaik, terburuk,
            pertama, terakhir, mustahil, rahasia, kebenaran, salah, mati, meninggal, cinta, takut, perang, seluruh"""),
        numbers=_set("puluh, ratus, ribu, juta, miliar, persen, setengah, dua kali, sebelas, belas"),
        housekeeping=_set("""selamat datang, selamat pagi, selamat malam, terima kasih, sebelum mulai, slide, langganan,
            sponsor, mikrofon, pertanyaan, istirahat, sampai jumpa, situs web"""),
        concluding=_set("jadi, karena itu, itulah, pada akhirnya, jangan pernah"),
        function=_set("""yang, dan, di, ke, dari, untuk, dengan, ini, itu, ada, adalah, pada, saya, kami, kita, mereka,
            dia, atau, juga, akan, sudah, tidak, bisa, oleh, karena, kalau, seperti"""),
    ),
    "hi": WordList(
        fillers=_set("मतलब, यानी, अच्छा, ठीक है, वगैरह"),
        dangling=_set("और, तो, लेकिन, क्योंकि, फिर, इसलिए, वह, वे, यह, हाँ"),
        connectives=_set("और, तो, लेकिन, फिर, अच्छा"),
        listener=_set("आप, आपको, आपका, आपके, आपकी, तुम, तुम्हें, सोचिए, कल्पना कीजिए, जानते हैं"),
        contrast=_set("लेकिन, मगर, पर, नहीं, बल्कि, बिना, फिर भी, हालाँकि"),
        strong=_set(
            "कभी नहीं, कभी, कोई नहीं, सब, सब कुछ, हमेशा, सबसे, पहली, पहला, आख़िरी, असंभव, राज़, सच, झूठ, "
            "ग़लती, मर, मौत, प्यार, डर, पागल, अकेले, पूरी, हर"
        ),
        numbers=_set("बीस, तीस, चालीस, पचास, सौ, हज़ार, हजार, लाख, करोड़, प्रतिशत, आधा, दोगुना, चौदह"),
        housekeeping=_set(
            "नमस्ते, स्वागत, धन्यवाद, कार्यक्रम, स्लाइड, माइक, सवाल, वेबसाइट, अगली तस्वीर, अगली बैठक, माफ़ कीजिए, सब्सक्राइब"
        ),
        concluding=_set("इसलिए, उस दिन के बाद, आख़िर"),
        function=_set(
            "है, हैं, था, थे, थी, थीं, का, के, की, को, में, से, पर, ने, और, यह, वह, ये, वे, एक, भी, ही, तो, "
            "कि, जो, मैं, हम, आप, मेरी, मेरे, उस, इस, हो, होता, होती, कर, लिए, नहीं, रहा, रही, रहे, गया, गई"
        ),
    ),
    "zh": WordList(
        fillers=_set("嗯, 呃, 那个那个, 就是说, 怎么说呢"),
        dangling=_set("然后, 所以, 但是, 而且, 因为, 那么, 他, 她, 它, 他们, 好"),
        connectives=_set("然后, 所以, 但是, 而且, 那么, 好"),
        listener=_set("你, 你们, 您, 想象"),
        contrast=_set("不是, 但是, 而是, 却, 可是, 其实, 反而, 没有, 不"),
        strong=_set(
            "从来, 没有人, 一切, 所有, 永远, 唯一, 最, 第一, 最后, 不可能, 秘密, 真相, 错, 死, 去世, 爱, 怕, 战争, "
            "彻底, 全部, 每"
        ),
        numbers=_set("百, 千, 万, 亿, 一半, 十"),
        housekeeping=_set(
            "大家好, 欢迎, 谢谢, 请大家, 再见, 投影, 话筒, 提问, 下一张, 订阅, 赞助, 今天就讲到, 讲座, 群里, 对不起"
        ),
        concluding=_set("所以, 就这样, 从来, 有些人"),
        function=frozenset("的了是在我有和就不人都一个上也很到说要去你会着看好自己这那他她它们与及或但而被把让给"),
    ),
}

NO_WORDS = WordList()


def word_list(language: str) -> WordList:
    """The list of `language` (ISO 639-1), or an empty one."""
    return WORD_LISTS.get(language, NO_WORDS)
