"""Words that decide what a sentence claims: negations, conditions, concessions, who says it; data by language.

A title or a description that leaves one of them out may say something else than its speaker. Entries are lower case,
a phrase may hold several words; `*` at an end of a word stands for any letters. A language without a list has its
sentences told whole.
"""

from typing import Final

from domain.heuristics.meaning_kinds import MeaningWords
from domain.heuristics.meaning_kinds import phrases as _set
from domain.heuristics.meaning_words_more import MORE_MEANING_WORDS

MEANING_WORDS: Final[dict[str, MeaningWords]] = MORE_MEANING_WORDS | {
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
}

NO_MEANING_WORDS: Final = MeaningWords()


def meaning_words(language: str) -> MeaningWords:
    """The list of `language` (ISO 639-1), or an empty one."""
    return MEANING_WORDS.get(language, NO_MEANING_WORDS)
