"""Words that decide what a sentence claims: negations, conditions, concessions, who says it; data by language.

A title or a description that leaves one of them out may say something else than its speaker. Entries are lower case,
a phrase may hold several words; `*` at an end of a word stands for any letters. A language without a list has its
sentences told whole.
"""

from dataclasses import dataclass
from typing import Final


def _set(text: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(",") if part.strip())


@dataclass(frozen=True)
class MeaningWords:
    """Phrases of one language by what they do to the claim beside them."""

    negations: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    concessions: frozenset[str] = frozenset()
    """Subordinate ones: what they open is no claim of its own."""
    contrasts: frozenset[str] = frozenset()
    """Words after which what was said before is set right."""
    limits: frozenset[str] = frozenset()
    """Exceptions and ends, which turn a claim or its negation."""
    reports: frozenset[str] = frozenset()
    """Saying, thinking, hoping, dreaming: what depends on them is not claimed by the speaker."""
    doubts: frozenset[str] = frozenset()
    """Words that deny what stands beside them."""
    ironies: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    thats: frozenset[str] = frozenset()
    """Conjunctions of a clause that is the object of another one."""
    coordinators: frozenset[str] = frozenset()
    """Conjunctions before a main clause that may stand by itself."""
    subjects: frozenset[str] = frozenset()
    """Pronouns that can only be the subject of the clause that they open."""
    articles: frozenset[str] = frozenset()
    """Words that open a noun phrase, a subject where a word of `verbs` follows soon."""
    verbs: frozenset[str] = frozenset()


MEANING_WORDS: Final[dict[str, MeaningWords]] = {
    "en": MeaningWords(
        negations=_set(
            """not, no, never, nobody, noone, nothing, none, neither, nor, nowhere, without, hardly, barely, scarcely,
            rarely, seldom, cannot, *n't, anything but, far from, instead, rather than, nope, nah, few, little, zero"""
        ),
        conditions=_set(
            """if, provided, providing, as long as, so long as, assuming, supposing, in case, otherwise, or else,
            whether, would have, could have, should have, might have, or, imagine, only when, the day, once, unless"""
        ),
        concessions=_set(
            """although, though, even though, even if, despite, in spite of, whereas, while, albeit, except that, much
            as, no matter"""
        ),
        contrasts=_set("but, yet, however, nevertheless, nonetheless, until, actually, in fact, in reality"),
        limits=_set(
            """unless, until, till, except, excepting, excluding, other than, apart from, aside from, besides, but for,
            only, merely, at least, almost, nearly, partly, in theory, on paper, maybe, perhaps, possibly, probably,
            supposedly, in a dream, in the movie, in the story, in the book, in fiction, back then, used to"""
        ),
        reports=_set(
            """say, says, said, saying, claim, claims, claimed, claiming, think, thinks, thought, thinking, believe,
            believes, believed, tell, tells, told, telling, according to, suppose, supposed, supposedly, allegedly,
            reportedly, apparently, seems, seemed, pretend, pretends, pretended, dreamed, dreamt, hope, hopes,
            hoped, wish, wishes, wished, guess, guessed, argue, argues, argued, insist, insists, insisted, promise,
            promises, promised, swear, swears, swore, rumor, rumour, legend, expect, expects, expected, predict,
            predicts, predicted, asked, ask, asks, wonder, wondered, doubt, doubts, doubted, deny, denies, denied,
            fear, feared, convinced, suspect, suspected, assume, assumes, assumed, called, so-called, wrote, writes,
            warn, warns, warned, sworn, hear, heard, feel, felt, wanted, want, wants, try, tried, trying, opinion,
            announced, announces, suggest, suggests, suggested, imagined, taught, teach, teaches, quote, quoted,
            read, headline, headlines, advert, ad, brochure, slogan"""
        ),
        doubts=_set(
            """lie, lies, lied, lying, false, falsely, wrong, wrongly, untrue, myth, myths, nonsense, bullshit, fake,
            kidding, joke, joking, mistaken, mistake, hoax, rubbish, ridiculous, absurd, opposite, fiction,
            incorrect, exaggerated, exaggeration, fail, fails, failed, refuse, refuses, refused, propaganda,
            illusion, baloney, garbage, laughable, debunked, disproved, busted, turned out, turns out, exception,
            wishful"""
        ),
        ironies=_set(
            """of course, sure, yeah right, right, as if, obviously, clearly, naturally, surely, so they say, ha, haha,
            lol, wink, thanks a lot, how lovely, what a surprise, sarcasm, irony, ironically, oh great, big
            surprise, good luck, or so, genius"""
        ),
        causes=_set("because, 'cause, since, as, due to"),
        times=_set("when, whenever, while, before, after, once, as soon as, during, where, wherever"),
        relatives=_set("which, who, whom, whose, where, what, why, how"),
        thats=_set("that"),
        coordinators=_set("and, but, so"),
        subjects=_set(
            """i, we, he, she, they, nobody, everybody, everyone, somebody, someone, i'm, i've, i'd, i'll, we're,
            we've, we'd, we'll, he's, he'd, he'll, she's, she'd, she'll, they're, they've, they'd, they'll, there's,
            it's"""
        ),
        articles=_set(
            """the, a, an, my, our, his, her, their, this, that, these, those, every, each, most, it, there, your, no,
            one, two, three"""
        ),
        verbs=_set(
            """is, was, are, were, has, had, did, does, can, could, will, would, should, must, might, made, took, went,
            came, got, gave, saw, found, became, began, broke, brought, built, bought, fell, grew, kept, knew, left,
            lost, meant, met, paid, put, ran, sat, sold, sent, stood, stopped, won, worked, turned, started,
            changed, died, lived, needed, opened, closed, happened, costs, cost, isn't, wasn't, aren't, weren't,
            didn't, doesn't, can't, won't, couldn't, wouldn't, makes, takes, goes, comes, gets, means, needs"""
        ),
    ),
    "es": MeaningWords(
        negations=_set(
            """no, ni, nunca, jamás, nadie, nada, ningún, ninguno, ninguna, sin, tampoco, apenas, en vez de, en lugar
            de"""
        ),
        conditions=_set(
            """si, siempre que, con tal de que, a menos que, en caso de, salvo que, como si, ojalá, de lo contrario,
            o"""
        ),
        concessions=_set("aunque, a pesar de, pese a, aun cuando, por más que, por mucho que, si bien"),
        contrasts=_set("pero, sino, sin embargo, no obstante, en realidad, hasta que, mas"),
        limits=_set(
            """hasta, excepto, salvo, menos, solo, sólo, solamente, únicamente, casi, quizá, quizás, tal vez, en
            teoría, al menos, por lo menos, supuestamente"""
        ),
        reports=_set(
            """dice, dicen, decía, decían, dijo, dijeron, digo, dije, según, cree, creen, creía, creían, creí, pienso,
            piensa, piensan, pensaba, pensaban, pensé, supuestamente, presuntamente, afirma, afirman, afirmó,
            asegura, aseguran, aseguró, promete, prometió, prometieron, parece, parecía, juró, jura, espero, espera,
            esperaba, sueño, soñé, imaginé, llamado, llamada, llamados, contó, cuentan, dudo, niega, negó, quiere,
            quería, decir, contaron, enseñaron, prometido"""
        ),
        doubts=_set(
            """mentira, mentiras, falso, falsa, mito, tontería, equivocado, equivocados, error, broma, bulo, contrario,
            falló"""
        ),
        ironies=_set(
            """claro, claro que sí, por supuesto, sí claro, cómo no, seguro, obvio, obviamente, ja, faltaría más,
            naturalmente"""
        ),
        causes=_set("porque, ya que, puesto que, como, dado que"),
        times=_set("cuando, mientras, antes de, después de, antes, después, donde"),
        relatives=_set("quien, quienes, cual, cuales, cuyo, cuya"),
        thats=_set("que"),
        coordinators=_set("y, pero, así que"),
        subjects=_set("yo, nosotros, nosotras, él, ella, ellos, ellas, nadie, todos"),
    ),
    "de": MeaningWords(
        negations=_set(
            """nicht, kein, keine, keinen, keinem, keiner, keines, nie, niemals, niemand, niemanden, nichts, weder,
            noch nie, ohne, nirgends, kaum, nein, statt, anstatt"""
        ),
        conditions=_set(
            """wenn, falls, sofern, solange, vorausgesetzt, ob, sonst, andernfalls, wäre, wären, hätte, hätten, würde,
            würden, als ob, es sei denn, oder, sobald"""
        ),
        concessions=_set("obwohl, obgleich, trotz, auch wenn, wenngleich, selbst wenn, während, zwar"),
        contrasts=_set("aber, sondern, doch, jedoch, allerdings, trotzdem, in wirklichkeit, tatsächlich, bis"),
        limits=_set(
            """bis, außer, nur, bloß, lediglich, fast, beinahe, vielleicht, angeblich, vermutlich, theoretisch,
            wenigstens, mindestens, möglicherweise, wohl"""
        ),
        reports=_set(
            """sagt, sagte, sagten, sagen, behauptet, behauptete, behaupten, laut, glaubt, glaubte, glaube, glauben,
            glaubten, dachte, dachten, denkt, denke, denken, meint, meinte, meinen, angeblich, soll, sollen, sollte,
            scheint, schien, hofft, hoffte, hoffe, verspricht, versprach, versprachen, versprochen, erzählt,
            erzählte, hieß, heißt es, sogenannte, sogenannten, sogenannter, träumte, zweifle, bezweifle, bestreitet,
            leugnet, will, wollte, wollten, zufolge, gehört, hörte, wünschte, erwartete, erwartet, gesagt, versuchte"""
        ),
        doubts=_set(
            """lüge, lügen, gelogen, falsch, unwahr, mythos, märchen, unsinn, quatsch, blödsinn, irrtum, witz, scherz,
            gegenteil, erfunden, geirrt, weigerte, gescheitert, scheiterte"""
        ),
        ironies=_set(
            """natürlich, klar, na klar, ja klar, sicher, selbstverständlich, von wegen, ach ja, haha, schön wär's,
            ironie"""
        ),
        causes=_set("weil, da, denn, wegen"),
        times=_set("als, bevor, nachdem, während, sobald, seit, wo"),
        relatives=_set("welche, welcher, welches, dessen, deren, wer, was"),
        thats=_set("dass, daß"),
        coordinators=_set("und, aber"),
        subjects=_set("ich, wir, er, niemand, alle, man, keiner"),
    ),
    "fr": MeaningWords(
        negations=_set(
            """ne, n', pas, jamais, personne, rien, aucun, aucune, ni, sans, guère, nulle, non, plus, au lieu de,
            plutôt que"""
        ),
        conditions=_set(
            """si, s', à condition, à moins que, pourvu que, au cas où, sinon, comme si, tant que, serait, seraient,
            aurait, auraient, ou"""
        ),
        concessions=_set("bien que, quoique, même si, malgré, en dépit de, alors que, tandis que, quand même"),
        contrasts=_set("mais, pourtant, cependant, toutefois, en réalité, en fait, jusqu'à, jusqu'"),
        limits=_set(
            """jusqu', sauf, excepté, hormis, seulement, uniquement, presque, peut-être, en théorie, au moins,
            probablement, soi-disant, que"""
        ),
        reports=_set(
            """dit, disait, disaient, disent, dis, selon, d'après, croit, croyait, croyais, croyaient, croient, crois,
            pense, pensait, pensais, pensaient, pensent, prétend, prétendait, prétendent, affirme, affirment,
            affirmait, soi-disant, paraît, semble, semblait, espère, espérait, promet, promis, promettait, raconte,
            racontait, juré, rêvé, imagine, doute, nie, appelle, supposé, censé, voulait, veut, voulu, croire, dire,
            appris"""
        ),
        doubts=_set(
            """mensonge, mensonges, faux, fausse, mythe, bêtise, bêtises, erreur, blague, contraire, tort, refusé,
            échoué"""
        ),
        ironies=_set(
            """bien sûr, évidemment, naturellement, mais oui, c'est ça, ben voyons, bien entendu, sûrement, haha"""
        ),
        causes=_set("parce que, parce qu', car, puisque, puisqu', comme"),
        times=_set("quand, lorsque, lorsqu', pendant que, avant, après, dès que, où"),
        relatives=_set("qui, dont, lequel, laquelle, lesquels"),
        thats=_set("que, qu'"),
        coordinators=_set("et, mais, donc"),
        subjects=_set("je, j', il, elle, on, nous, ils, elles, personne, tout le monde, c'était, c'est"),
    ),
    "pt": MeaningWords(
        negations=_set("não, nem, nunca, jamais, ninguém, nada, nenhum, nenhuma, sem, tampouco, em vez de, mal"),
        conditions=_set(
            """se, desde que, a menos que, a não ser que, caso, contanto que, como se, senão, tomara, ou,
            seria, teria"""
        ),
        concessions=_set("embora, apesar de, ainda que, mesmo que, mesmo se, por mais que, enquanto"),
        contrasts=_set("mas, porém, no entanto, contudo, na verdade, todavia, até que"),
        limits=_set(
            """até, exceto, menos, salvo, só, somente, apenas, quase, talvez, em teoria, pelo menos, supostamente"""
        ),
        reports=_set(
            """diz, dizem, dizia, disse, disseram, digo, segundo, acha, acham, achava, achavam, achei, acho, acredita,
            acreditava, pensa, pensam, pensava, pensei, afirma, afirmam, afirmou, promete, prometeu, prometeram,
            parece, parecia, jurou, espero, espera, sonhei, imaginei, chamado, chamada, contou, contam, duvido,
            nega, negou, quer, queria, dizer, supostamente, suposto"""
        ),
        doubts=_set(
            """mentira, mentiras, falso, falsa, mito, bobagem, errado, errada, engano, piada, contrário, recusou,
            falhou"""
        ),
        ironies=_set("claro, claro que sim, com certeza, sei, até parece, obviamente, naturalmente, haha, imagina"),
        causes=_set("porque, já que, pois, como, visto que"),
        times=_set("quando, enquanto, antes, depois, onde, assim que"),
        relatives=_set("quem, qual, quais, cujo, cuja"),
        thats=_set("que"),
        coordinators=_set("e, mas, então"),
        subjects=_set("eu, nós, ele, ela, eles, elas, ninguém, todos"),
    ),
    "it": MeaningWords(
        negations=_set(
            """non, né, mai, nessuno, nessuna, nessun, niente, nulla, senza, neanche, nemmeno, neppure, no, invece di"""
        ),
        conditions=_set(
            """se, a meno che, purché, nel caso, qualora, come se, altrimenti, magari, sarebbe, avrebbe, o, oppure"""
        ),
        concessions=_set("sebbene, benché, anche se, nonostante, malgrado, pur, mentre, per quanto"),
        contrasts=_set("ma, però, tuttavia, invece, in realtà, eppure, finché"),
        limits=_set(
            """fino, tranne, eccetto, salvo, solo, soltanto, solamente, quasi, forse, in teoria, almeno,
            probabilmente"""
        ),
        reports=_set(
            """dice, dicono, diceva, dicevano, disse, dissero, detto, secondo, crede, credono, credeva, credevo,
            credevano, pensa, pensano, pensava, pensavo, penso, credo, afferma, affermano, affermava, promette,
            promesso, promise, pare, sembra, sembrava, giura, giurato, spero, spera, sognato, immagino, cosiddetto,
            cosiddetta, cosiddetti, racconta, raccontava, dubito, nega, negato, vuole, voleva, dire, presunto,
            insegnato"""
        ),
        doubts=_set(
            """bugia, bugie, falso, falsa, mito, sciocchezza, sbagliato, errore, scherzo, contrario, balla, fallito,
            rifiutato"""
        ),
        ironies=_set("certo, certamente, ovviamente, naturalmente, come no, figurati, figuriamoci, sicuro, haha"),
        causes=_set("perché, poiché, siccome, dato che"),
        times=_set("quando, mentre, prima, dopo, appena, dove"),
        relatives=_set("cui, chi, quale, quali"),
        thats=_set("che, ch'"),
        coordinators=_set("e, ma, quindi"),
        subjects=_set("io, noi, lui, lei, loro, nessuno, tutti"),
    ),
    "id": MeaningWords(
        negations=_set(
            """tidak, tak, bukan, bukanlah, jangan, belum, tanpa, tiada, nggak, enggak, gak, tidaklah, tidakkah,
            daripada"""
        ),
        conditions=_set(
            """kalau, jika, apabila, bila, asal, asalkan, seandainya, andaikan, seolah, seakan, kecuali, kalau tidak,
            apakah, atau"""
        ),
        concessions=_set("meskipun, walaupun, meski, walau, biarpun, sekalipun, padahal, sementara, kendati"),
        contrasts=_set("tapi, tetapi, namun, melainkan, sebenarnya, akan tetapi, justru, sampai, ternyata"),
        limits=_set("kecuali, selain, hanya, cuma, sampai, hampir, mungkin, barangkali, konon, setidaknya, katanya"),
        reports=_set(
            """kata, katanya, berkata, bilang, mengatakan, menurut, percaya, mengira, pikir, berpikir, konon, diduga,
            janji, berjanji, dijanjikan, mengaku, klaim, mengklaim, tampaknya, sepertinya, rasanya, berharap,
            bermimpi, membayangkan, disebut, ragu, menyangkal, ingin, dikatakan, bercerita, yakin, kira, sangka"""
        ),
        doubts=_set(
            """bohong, kebohongan, salah, keliru, mitos, palsu, omong kosong, lelucon, bercanda, sebaliknya, gagal,
            menolak, hoaks"""
        ),
        ironies=_set("tentu saja, tentu, pasti, mana mungkin, iya deh, masa, jelas, haha, katanya sih"),
        causes=_set("karena, sebab, lantaran"),
        times=_set("ketika, saat, waktu, sebelum, sesudah, setelah, sejak, selama, sambil"),
        relatives=_set("yang, siapa, di mana"),
        thats=_set("bahwa"),
        coordinators=_set("dan, tapi, tetapi, jadi"),
        subjects=_set("saya, aku, kami, kita, dia, mereka, semua orang"),
    ),
    "nl": MeaningWords(
        negations=_set("niet, geen, nooit, niemand, niets, nergens, noch, zonder, nauwelijks, nee, in plaats van"),
        conditions=_set("als, indien, mits, tenzij, zolang, of, zou, zouden, anders"),
        concessions=_set("hoewel, ondanks, ofschoon, ook al, terwijl"),
        contrasts=_set("maar, echter, toch, in werkelijkheid, eigenlijk, totdat"),
        limits=_set("tot, behalve, alleen, slechts, enkel, bijna, misschien, zogenaamd, minstens"),
        reports=_set(
            """zegt, zeggen, zei, zeiden, gezegd, beweert, beweerde, volgens, denkt, dacht, dachten, gelooft, geloofde,
            meent, lijkt, leek, hoopt, hoopte, belooft, beloofde, zogenaamde, wil, wilde, vertelde, schijnt"""
        ),
        doubts=_set("leugen, leugens, onwaar, fout, mythe, onzin, grap, vergissing, tegendeel"),
        ironies=_set("natuurlijk, tuurlijk, zeker, ja hoor, vanzelfsprekend"),
        causes=_set("omdat, want, doordat"),
        times=_set("toen, wanneer, voordat, nadat, terwijl, waar"),
        relatives=_set("die, wie, wat, wiens"),
        thats=_set("dat"),
    ),
    "ru": MeaningWords(
        negations=_set(
            """не, нет, ни, никогда, никто, ничего, никакой, нигде, без, нельзя, едва, никого, никому, вместо"""
        ),
        conditions=_set("если, бы, ли, при условии, иначе, как будто, или"),
        concessions=_set("хотя, несмотря, пусть, даже если"),
        contrasts=_set("но, а, однако, зато, на самом деле, пока"),
        limits=_set("только, кроме, лишь, почти, может быть, возможно, якобы, до, пока"),
        reports=_set(
            """говорит, говорят, говорил, говорили, сказал, сказала, сказали, думал, думала, думали, думаю, думает,
            считает, считали, верит, верил, утверждает, утверждал, обещал, обещали, кажется, казалось, якобы, мол,
            надеялся, мечтал, так называемый, хотел, хотели, хочет, слышал"""
        ),
        doubts=_set("ложь, неправда, миф, ерунда, чушь, ошибка, шутка, наоборот, враньё, вранье"),
        ironies=_set("конечно, ну да, ага, разумеется, естественно"),
        causes=_set("потому что, так как, поскольку"),
        times=_set("когда, пока, до того как, после того как, где"),
        relatives=_set("который, которая, которое, которые, кто"),
        thats=_set("что, чтобы"),
    ),
    "tr": MeaningWords(
        negations=_set(
            """değil, yok, hayır, hiç, hiçbir, asla, kimse, *madı, *medi, *maz, *mez, *mıyor, *miyor, *muyor, *müyor,
            *madan, *meden, *mayan, *meyen, *mayacak, *meyecek, olmadan, ne, olmaz"""
        ),
        conditions=_set("eğer, *sa, *se, ise, şayet, yoksa, ya da, veya"),
        concessions=_set("rağmen, *sa da, *se de, halde, karşın"),
        contrasts=_set("ama, fakat, ancak, oysa, aslında, lakin"),
        limits=_set("sadece, yalnızca, hariç, dışında, kadar, neredeyse, belki, sözde, güya"),
        reports=_set(
            """dedi, dediler, diyor, diyorlar, göre, sanıyor, sandı, sanıyordum, düşünüyor, iddia, güya, sözde, diye"""
        ),
        doubts=_set("yalan, yanlış, efsane, saçmalık, şaka, tersi"),
        ironies=_set("tabii, tabii ki, elbette, sanki"),
        causes=_set("çünkü, için"),
    ),
    "hi": MeaningWords(
        negations=_set("नहीं, न, मत, ना, बिना, कभी नहीं, कोई नहीं, बजाय"),
        conditions=_set("अगर, यदि, तो, वरना, बशर्ते, या"),
        concessions=_set("हालाँकि, हालांकि, भले, बावजूद, चाहे"),
        contrasts=_set("लेकिन, मगर, पर, परंतु, बल्कि, दरअसल, असल में"),
        limits=_set("सिर्फ़, सिर्फ, केवल, बस, सिवाय, तक, शायद, लगभग, कथित, जब तक"),
        reports=_set(
            """कहा, कहते, कहता, कहती, कि, सोचा, सोचते, सोचता, मानते, मानता, अनुसार, लगता, लगा, बताया, दावा, वादा, सपना,
            चाहता"""
        ),
        doubts=_set("झूठ, ग़लत, गलत, मिथक, बकवास, मज़ाक, उल्टा"),
        ironies=_set("ज़रूर, बिल्कुल, बेशक, हाँ हाँ"),
        causes=_set("क्योंकि, इसलिए"),
        times=_set("जब, पहले, बाद"),
    ),
    "zh": MeaningWords(
        negations=_set("不, 没, 無, 无, 非, 别, 未, 莫, 休想, 勿"),
        conditions=_set("如果, 要是, 假如, 只要, 除非, 倘若, 的话, 否则, 还是, 或"),
        concessions=_set("虽然, 尽管, 即使, 哪怕, 就算"),
        contrasts=_set("但, 可是, 却, 而是, 其实, 然而, 不过, 直到, 反而"),
        limits=_set("只有, 只是, 除了, 直到, 几乎, 差点, 也许, 可能, 大概, 据说, 仅"),
        reports=_set("说, 认为, 以为, 觉得, 相信, 据, 声称, 告诉, 想, 希望, 梦见, 所谓, 听说, 承诺, 怀疑, 否认, 好像"),
        doubts=_set("谎, 假, 错, 骗, 胡说, 玩笑, 相反, 误"),
        ironies=_set("当然, 才怪, 呵呵, 哈哈, 是吗"),
        causes=_set("因为, 由于"),
        times=_set("的时候, 之前, 之后, 以前, 以后"),
    ),
    "ja": MeaningWords(
        negations=_set("ない, なかっ, ません, ず, ぬ, なく, まい, なし, 不, 無"),
        conditions=_set("なら, たら, れば, もし, 場合, か"),
        concessions=_set("けど, けれど, のに, ても, でも, とはいえ"),
        contrasts=_set("しかし, だが, ところが, 実は"),
        limits=_set("だけ, しか, 以外, まで, ほとんど, たぶん, かも, らしい"),
        reports=_set("と言, という, と思, と考, そう, らしい, によると, みたい, と信じ, って"),
        doubts=_set("嘘, うそ, 間違, 誤, 冗談, 逆"),
        ironies=_set("もちろん, まさか, さすが"),
    ),
    "ar": MeaningWords(
        negations=_set("لا, لم, لن, ليس, ليست, ما, غير, بدون, دون, أبدا, أبداً, لست, بلا"),
        conditions=_set("إذا, لو, إن, لولا, شرط, وإلا, أو"),
        concessions=_set("رغم, مع أن, بالرغم, وإن, حتى لو"),
        contrasts=_set("لكن, ولكن, بل, إنما, غير أن, حتى"),
        limits=_set("إلا, سوى, فقط, عدا, ربما, تقريبا, حتى, كاد"),
        reports=_set(
            """قال, قالت, قالوا, يقول, يقولون, تقول, ظن, ظننت, أظن, يعتقد, أعتقد, زعم, يزعم, وعد, حسب, يبدو, أن, وفقا,
            كنت"""
        ),
        doubts=_set("كذب, كذبة, خطأ, خرافة, هراء, مزحة, عكس"),
        ironies=_set("طبعا, طبعاً, بالطبع, أكيد"),
        causes=_set("لأن, بسبب"),
    ),
}

NO_MEANING_WORDS: Final = MeaningWords()


def meaning_words(language: str) -> MeaningWords:
    """The list of `language` (ISO 639-1), or an empty one."""
    return MEANING_WORDS.get(language, NO_MEANING_WORDS)
