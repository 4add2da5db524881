"""The words of `meaning_words` of languages whose lists hold only the commonest ones."""

from typing import Final

from domain.heuristics.meaning_kinds import MeaningWords
from domain.heuristics.meaning_kinds import phrases as _set

MORE_MEANING_WORDS: Final[dict[str, MeaningWords]] = {
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
