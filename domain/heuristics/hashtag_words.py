"""Common words that make no hashtag, besides those that the other lists hold; data, per language, by hand."""

from functools import cache
from typing import Final

from domain.heuristics.clip_scoring_words import word_list
from domain.heuristics.line_breaking_words import CLINGS_TO_NEXT, LEANS_ON_NEXT, OPENS_LINE
from domain.heuristics.meaning_words import meaning_words
from domain.heuristics.narration_words import narration_words

_COMMON: Final = {
    "en": """able about above actually after again against ago all almost along already also although always another
        any anybody anyone anything around ask away back bad because become been before began begin behind being
        below best better between big bit both bottom bought bring broke broken brought built call came can cannot
        care case change come comes coming could couple course cut day days deal did didn't different do does
        doing done don't down during each early easy either else end enough even ever every everybody everyone
        everything exactly far fast feel felt few find first five for found four free from front full fun gave get
        gets getting give given goes going gone good got great ground guess had half happen happened hard has hate
        have having hear heard help here high hold home hope hour hours how huge idea inside instead into it's
        it'll i'll i've i'd i'm job just keep keeps kept kind knew know known large last late later learn least
        leave left less let let's letting like likes line little live lived lives long longer look looked looking
        lose lost lot lots love loved low made main make makes making man many matter maybe mean means meant men
        might mind minute minutes miss moment month months more morning most move moved much must name near nearly
        need needed needs never new next nice night nine nobody none nothing now number off often old once one
        ones only open opened order other others ought out over own paid part parts past pay people perhaps person
        picked piece place played point possible pretty probably problem pull put question quick quite ran rather
        reach read ready real really reason remember rest right room run running said same sat saw say saying says
        second see seem seemed seen sell sent set seven several shall she short should show shown side simple
        simply since single six sit small sold some somebody someone something sometimes soon sort stand standing
        start started stay step still stood stop stopped stuff such suddenly sure take taken takes taking talk
        talked tell tells ten than thank that's the their them then there there's these they they're thing things
        think thinks third this those thought three through time times tiny today together told tomorrow tonight
        too took top toward tried true try trying turn turned turns twelve twenty two under understand until up
        upon us use used uses using usually very wait walk walked want wanted wants was way ways we're week weeks
        well went were what what's whatever when where whether which while who whole whose why will wish with
        within without woman women won't wonder word words work worked works world worse worst worth would write
        wrong wrote yeah year years yes yesterday yet you you're you'll you've young your minus plus cost costs
        grew drew fell forgot forgotten gotten isn't wasn't aren't weren't can't couldn't wouldn't shouldn't
        doesn't hasn't haven't hadn't ain't completely totally absolutely literally basically finally eventually
        mostly sitting putting eighteen sixteen nineteen seventeen thirteen fourteen fifteen thirty forty fifty
        sixty seventy eighty ninety eight zero hers himself herself itself themselves myself yourself ourselves
        afraid alone asked answer became knows loud quiet easily fully hit middle maker makers hundred thousand
        someday everywhere nowhere anywhere somewhere bigger smaller older longest biggest smallest oldest faster
        slow slowly quickly happy sad glad sorry calls called shout shouting screaming showed showing watched
        watch spent spend caught""",
    "es": """aquí allí ahí ahora algo alguien algún alguna algunas algunos antes año años aquel aquella aún bajo bien
        buen buena bueno cada casi casa cosa cosas cual cualquier cuando cuatro cómo da dar de debe decir dejar
        del desde después detrás día días dice dijo dio donde dos durante el ella ellos entre era eran eres esa
        esas ese eso esos esta está están estar estas este esto estos fue fueron gran grande grandes ha haber
        había hace hacer hacia haciendo hacía hasta hay he hecho hizo hora horas hoy iba ir jamás lado las le les
        llegar llegó lo los luego lugar manera mañana mayor me mejor menos mes meses mi mis mismo misma momento
        mucha muchas mucho muchos mundo muy nada nadie ni no noche nos nosotros nuestra nuestro nueva nuevo nunca
        ocho otra otras otro otros para parece parte pasa pasó pero persona personas poco pocos poder podía por
        porque primer primera primero puede pueden pues que qué quiere quien quién saber sabe sabía salir se sea
        según seis ser si sí siempre siete sido siguiente sin sino sobre solo sólo somos son soy su sus también
        tan tanto te tener tengo tenía tiempo tiene tienen toda todas todo todos tras tres tu tus un una unas uno
        unos va vamos veces ver verdad vez vida viene vino visto volver ya yo tuvo puso dinero nueve diez gente
        hombre mujer empezó quería abrió dejó miró vivir""",
    "de": """ab aber alle allem allen aller alles als also am an ander andere anderen andern anders auch auf aus bei
        beim bin bis bist da dabei dadurch dafür damals damit danach daran darauf darin das dass davon dazu dein
        denn der des deshalb dich die dies diese diesem diesen dieser dieses dir doch dort drei du durch eben ein
        eine einem einen einer eines einfach einmal er erst erste ersten es etwa etwas euch euer fast fünf für
        ganz ganze ganzen gab geben gegen gehen geht gemacht genau gerade gern gesagt gibt ging gut gute guten
        haben hat hatte hatten heute hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in ins
        irgend ist ja jahr jahre jahren jede jedem jeden jeder jedes jemand jetzt kam kann kein keine kleine
        kleinen kommen kommt konnte konnten lange lassen leben leute machen macht machte mal man manche mehr mein
        meine meinem meinen meiner menschen mich mir mit möchte müssen muss musste nach nacht natürlich neben
        nehmen neue neuen nicht nichts nie niemand noch nun nur ob oben oder oft ohne recht richtig sagen sagt
        sagte sah schnell schon sechs sehen sehr sei seid sein seine seinem seinen seiner seit selbst sich sie
        sieben sind so sogar solche soll sollen sollte sondern sonst stand stehen steht tag tage tagen teil tun
        über um und uns unser unsere unter viel viele vielen vier vom von vor vorher während wann war waren warum
        was weil weiß weiter welche wenig wenige wenn wer werden wie wieder will wir wird wirklich wissen wo wohl
        wollen wollte wollten wurde wurden wusste zehn zeit zu zum zur zurück zusammen zwei zwischen ding dinge
        zwanzig hundert mann frau lebte bekam blieb fand ließ hieß stunde stunden woche wochen monat""",
    "fr": """afin ai aller alors an ans année années après assez au aucun aussi autre autres avait avant avec avez
        avoir avons beau beaucoup bien bon bonne ça car ce cela celle celui ces cet cette ceux chaque chez chose
        choses cinq comme comment dans de déjà depuis dernier derrière des deux devant dire dit dix doit donc dont
        du elle elles en encore enfin entre es est et étaient était été être eu eux faire fait faites faut femme
        fois font fut gens grand grande grands heure heures hier homme hommes huit ici il ils jamais je jour jours
        jusqu juste la là laisser le les leur leurs loin lors lui ma main mais mal me même mêmes mes met mettre
        mieux mille moi moins mois moment mon monde ne ni nos notre nous nouveau nouvelle nuit on ont ou où oui
        par parce parle pas passe passé pendant petit petite petits peu peut peuvent plus plusieurs point pour
        pourquoi pouvait premier première prend prendre près presque pris puis qu quand quatre que quel quelle
        quelque quelques qui quoi rien sa sais sait sans savoir se sept ses seul seule si six soir sont sous sur
        ta tant te tel tellement temps tes tête toi ton toujours tous tout toute toutes très trois trop trouver
        trouvé tu un une va vais vas venir vers veut veux vie vient vieille vieux voilà voir vois voit vos votre
        vous vraiment vu y allait avais""",
    "pt": """agora ainda algo alguém algum alguma alguns além ali ano anos antes ao aos após aquela aquele aqui as
        assim até bem boa bom cada casa certo coisa coisas com como da dar das de dele dela depois desde dia dias
        disse dizer do dois dos duas durante e é ela elas ele eles em embora enquanto então entre era eram essa
        esse esta está estão estar estava este eu faz fazer fez ficar ficou foi fora foram gente grande há hoje
        homem hora horas ir isso isto já lá lado lhe logo lugar mais mal mas me meio melhor menos mês meses mesmo
        mesma meu minha momento mulher mundo muita muito muitos na nada não nas nem nenhum ninguém no noite nos
        nós nossa nosso nova novo num numa nunca o onde os ou outra outras outro outros para parece parte pela
        pelo pessoa pessoas pode podem poder porque por pouco primeira primeiro quando quanto quase que quê quem
        quer quatro qual sabe saber são se seis seja sem sempre ser sete seu seus sim sobre só sou sua suas também
        tanto tão te tem têm tempo ter teve tinha toda todas todo todos três tu tudo um uma umas uns vai vamos
        veio ver vez vezes vida vir você vocês voltar cinco dez oito""",
    "it": """abbiamo adesso agli ai al alcuni alla alle allo allora altra altre altri altro anche ancora anni anno
        aveva avere avevano avuto bella bello bene bisogna buona buono casa c'è che chi ci ciò cioè cinque come
        con cosa cose così cui da dai dal dalla dalle dare davanti davvero degli dei del dell della delle dello
        dentro deve di dice dieci dire dietro dopo dove due durante e è ecco era erano essere fa fare fatto fino
        fu fuori già giorni giorno gli grande grandi ha hai hanno ho i il in io la là le lei li lo loro lui lungo
        ma mai male mano me meglio meno mesi mese mi mia mie mio modo molta molte molti molto momento mondo nei
        nel nella nelle nessuno niente no noi non nostra nostro notte nove nulla nuova nuovo o ogni oggi ora ore
        otto parte pensare per perché perciò persone persona più piccola piccolo poco poi poteva può prima primo
        proprio qua qual quale qualche qualcosa qualcuno quando quanto quasi quattro quel quella quelle quelli
        quello questa queste questi questo qui quindi sa sai sapere se sei sembra sempre senza sette si sì sia
        siamo so solo sono sopra sotto sta stare stata stato stava stesso su sua subito sue sui sul sulla suo suoi
        tanta tanto te tempo ti tra tre troppo tu tua tuo tutta tutte tutti tutto un una uno uomo va vedere venire
        verso via vita visto voi volta volte vuole""",
    "id": """ada adalah agar akan aku anak apa apakah atas atau awal bagai bagaimana bagi bahwa baik banyak baru bawah
        beberapa begitu belakang belum benar berada besar besok biasa bila bisa boleh bukan cara cukup dalam dan
        dapat dari dekat dengan depan di dia dua dulu empat enam hal hampir hanya harga hari harus hingga ia ikut
        ini itu jadi jam jangan jauh jika juga kali kalau kami kamu karena kata ke kecil kemarin kembali kemudian
        kepada ketika kita lagi lain lalu lama langsung lebih lewat lima luar macam maka malam mana masih masing
        mau melakukan melihat memang membuat memberi mencari menjadi mereka merupakan meski minggu mulai mungkin
        nanti namun oleh orang pada pagi paling para pergi perlu pernah pertama pun punya rasa rumah saat saja
        saling sama sambil sampai sana sangat satu saya seorang sebab sebagai sebelum sebuah secara sedang sedikit
        segera sehingga sejak sekali sekarang selalu selama seluruh semua sendiri seperti sering serta sesuatu
        setelah setiap siang siapa sini suatu suka sudah supaya tadi tahu tahun tak tanpa tapi telah tempat
        tentang tentu terhadap terjadi terlalu tersebut tetap tetapi tiap tiba tidak tiga untuk waktu walau yaitu
        yakni yang datang ambil beli bulan hidup""",
    "nl": """aan alle alles als altijd ander andere bij dan dat de deze die dingen dit doen door een eens en er gaan
        geen goed groot had heb hebben heeft heel het hier hij hoe hun iets ik in is ja jaar jaren je kan komen
        kon kunnen laat maar maken meer mee mensen met mij mijn moet na naar niet niets nieuwe nog nooit nu of om
        omdat onder ons ook op over te tegen tijd toch toen tot uit van veel voor waar want waren was wat we weer
        werd wie wij wil worden zal ze zei zelf zich zien zij zijn zo zonder zou twee drie eerste""",
    "zh": """可以 什么 知道 我们 他们 自己 一个 时候 这个 那个 如果 就是 现在 已经 还是 可能 怎么 为什么 觉得
        今天 起来 出来 下来 回来 进来 只有 只是 还有 一起 一样 一点 一下 开始 后来 以后 以前 之后 看到
        看见 听到 告诉 带走 偷走 东西 地方 事情 非常 真的 大家 每个 每天 所有 许多 很多 几个 两个 三个
        里面 上面""",
    "ja": """これ それ あれ ここ そこ こと もの とき 今日 自分 本当 何か 時間 今 人 私 僕 彼 彼女 一つ 全部
        最初 最後 次 前 後""",
    "ru": """без более больше будет будто был была были было быть вам вас ведь весь вдруг вот время всё все всегда
        всего всех всю вы где год года годы говорил говорит да даже два день для дня до другой его ее её если есть
        еще ещё же за здесь из или им иногда их как какая какой когда который которая которые кто куда ли лет лишь
        людей люди меня мне много может можно мой моя мы на над надо нас не него нее ней нельзя нет ни нибудь
        никогда ним них ничего но ну об один одна однажды он она они опять от очень перед по под после потом
        потому почти при про раз разве с сам свою свой себе себя сейчас сказал сказала со совсем так такой там
        тебя тем теперь то тогда того тоже только том тот три тут ты уже уж хорошо хоть чего человек чем через что
        чтоб чтобы чуть эта эти это этого этой этом этот""",
    "hi": """अब अभी आज आप इस उन उस एक ऐसा ऐसे और कब कभी कर करता करते करना करने कहा का कि किया किसी की कुछ के को कोई कौन
        क्या क्यों गया गई गए जब जहाँ जा जाता जाने जैसा जैसे जो तक तब तो था थी थे दिन दिया दो नहीं ना ने पर पहले
        फिर बहुत बात बाद भी मगर मुझे में मेरा मेरी मेरे मैं यह यहाँ या ये रहा रही रहे लेकिन लिए लोग लोगों वह वहाँ
        वाला वाले वे सकता सब समय साथ साल से हम हर ही हुआ हुई हुए है हैं हो होता होती होना होने तीन चार पाँच बड़ा
        छोटा""",
}


@cache
def common_words(language: str) -> frozenset[str]:
    """Every word of the lists that carries grammar or says little by itself, lower case; empty without lists."""
    words, meaning = word_list(language), meaning_words(language)
    phrases: set[str] = set()
    for group in (words.function, words.fillers, words.dangling, words.listener, words.contrast, words.numbers):
        phrases |= group
    for group in (meaning.negations, meaning.conditions, meaning.concessions, meaning.limits, meaning.reports):
        phrases |= group
    for group in (meaning.doubts, meaning.ironies, meaning.causes, meaning.times, meaning.relatives, meaning.subjects):
        phrases |= group
    for group in (meaning.articles, meaning.verbs, meaning.thats, meaning.coordinators, meaning.contrasts):
        phrases |= group
    spoken = narration_words(language)
    phrases |= spoken.hesitations | spoken.asides
    single = {word for phrase in phrases for word in phrase.split()}
    small = CLINGS_TO_NEXT.get(language, frozenset()) | LEANS_ON_NEXT.get(language, frozenset())
    return frozenset(single | small | OPENS_LINE.get(language, frozenset()) | set(_COMMON.get(language, "").split()))
