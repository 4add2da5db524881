"""Words that begin sentences and are no names, per language: a capital on one of them is the capital of a new sentence.

Data, compiled by hand from everyday usage; lower case, without what an apostrophe joins to them.
"""

_LISTS = {
    "en": """a an the this that these those it he she they we you i there here then now so but and or because if
        when while after before since although though however therefore also meanwhile instead finally
        eventually later afterwards suddenly luckily sadly today tomorrow yesterday tonight what who why how
        where which whose do does did don't didn't is are was were isn't aren't wasn't can could would
        should shall have has had let's let my your his her our their its some many most all no not nobody
        nothing everybody everyone everything somebody someone something every each both either neither one
        two three in on at from for with without by as to of once until even only just still yet maybe
        perhaps yes no okay ok well oh please thanks thank sorry that's it's he's she's they're we're you're
        i'm i've i'd i'll we've that'll there's what's who's none people nowadays anyway actually honestly
        basically another next first second last""",
    "es": """el la los las un una unos unas lo él ella ellos ellas yo tú nosotros nosotras ustedes usted esto eso
        este esta estos estas ese esa esos esas aquel aquella aquí ahí allí ahora luego después entonces
        pero y e o u ni porque pues si no sí cuando mientras donde como aunque también además sin con en de
        desde para por a ante bajo hasta hoy ayer mañana qué quién cómo dónde cuándo cuánto cuál por me te
        se nos le les mi tu su sus mis tus nuestro nuestra hay había era es son fue fueron está están estaba
        ha han había tengo tenemos tiene hace todo todos toda todas nadie nada algo alguien cada otro otra
        muchos muchas muy ya más menos casi así bueno claro gracias vale mira oye total al del antes tras
        cuarenta dos tres nunca siempre""",
    "de": """der die das den dem des ein eine einen einem einer ich du er sie es wir ihr man dies dieser diese
        dieses diesen dann danach darum deshalb deswegen trotzdem dennoch jedoch aber und oder denn weil
        wenn als ob obwohl während nachdem bevor seit damals heute gestern morgen jetzt nun hier dort da
        doch also so auch nur noch schon sogar außerdem zudem zuerst zunächst schließlich endlich später
        früher plötzlich leider vielleicht natürlich wer was wie wo wann warum wieso weshalb welche welcher
        welches woher wohin mein meine dein deine sein seine unser unsere ihre kein keine niemand nichts
        jemand etwas alle alles jeder jede jedes manche viele einige mit ohne in im an am auf aus bei beim
        von vom zu zum zur nach vor für über unter durch gegen um ist sind war waren hat haben hatte kann
        können muss müssen soll darf wird werden bitte danke ja nein gut okay ach mir mich dir uns ihm ihn
        dabei dafür davon daran darauf daraus damit dadurch darin dazu davor seitdem inzwischen immer nie
        oft manchmal""",
    "fr": """le la les l un une des du de d je j tu il elle on nous vous ils elles ce c ça cela cette ces cet
        celui celle mais et ou donc or ni car puis ensuite alors après avant pendant quand lorsque si comme
        parce puisque bien aussi ainsi pourtant cependant enfin finalement aujourd hier demain maintenant
        ici là qui que qu quoi où comment pourquoi combien quel quelle quels quelles mon ma mes ton ta tes
        son sa ses notre nos votre vos leur leurs y en à au aux dans sur sous avec sans pour par chez vers
        depuis jusqu tout tous toute toutes rien personne chacun chaque plusieurs certains certaines
        beaucoup peu plus moins très trop encore déjà toujours jamais même est sont était oui non bon merci
        eh ah oh voilà désormais bref soudain heureusement malheureusement""",
    "pt": """o a os as um uma uns umas eu tu ele ela nós vós eles elas você vocês a-gente isto isso aquilo este
        esta esse essa estes estas esses essas aquele aquela aqui ali lá agora depois então mas e ou nem
        porque pois se não sim quando enquanto onde como embora também além sem com em no na nos nas de do
        da dos das desde para por pelo pela até hoje ontem amanhã que quem qual quanto quantos meu minha seu
        sua nosso nossa há havia era é são foi foram está estão estava tem tinha tenho temos tudo todos
        todas toda todo ninguém nada algo alguém cada outro outra muitos muitas muito já mais menos quase
        assim bom claro obrigado obrigada olha ao à aos às antes apesar nunca sempre dois três daí
        felizmente infelizmente logo""",
    "it": """il lo la i gli le l un uno una io tu lui lei noi voi loro questo questa questi queste quello quella
        quelli quelle ciò qui qua lì là ora adesso poi dopo allora ma e ed o oppure né perché poiché se no
        non sì quando mentre dove come anche inoltre senza con in nel nella nei nelle di del della dei delle
        dal dalla da a al alla ai alle per su sul sulla fino oggi ieri domani che chi cosa quale quanto
        quanti mio mia tuo tua suo sua nostro nostra c è era erano sono siamo fu furono ha hanno aveva ho
        abbiamo tutto tutti tutta tutte nessuno niente nulla qualcosa qualcuno ogni altro altra molti molte
        molto già più meno quasi così bene certo grazie guarda prima mai sempre due tre infine intanto
        tuttavia però quindi dunque purtroppo ci si mi ti vi ne""",
    "id": """dia ia mereka kami kita saya aku kamu anda ini itu tapi tetapi dan atau namun karena sebab kalau
        jika bila ketika saat waktu setelah sebelum sesudah kemudian lalu selanjutnya akhirnya sekarang kini
        dulu nanti besok kemarin hari semua setiap banyak beberapa ada tidak bukan belum sudah sedang akan
        bisa harus jangan siapa apa bagaimana mengapa kenapa kapan berapa di dari ke pada untuk dengan tanpa
        oleh dalam sampai hingga sejak seperti sebagai juga bahkan hanya cuma mungkin memang jadi maka ya
        iya oke baik terima sayangnya untungnya meski meskipun walaupun padahal sementara begitu tiba-tiba
        suatu sebuah seorang para orang yang menurut selain selama tahun kedua pertama""",
    "tr": """bu şu o ben sen biz siz onlar bunu bunun bunlar şimdi sonra önce ama fakat ve veya ya ancak çünkü
        eğer yani ayrıca belki evet hayır bugün dün yarın burada orada burası orası bir her hiç herkes kimse
        hiçbir bazı birçok çok daha en ne neden niye nasıl nerede kim hangi kaç benim senin onun bizim sizin
        onların bana sana ona bize size onlara beni seni onu bizi sizi böyle öyle işte tamam peki lütfen
        teşekkürler hatta bile artık hala hâlâ yine sadece yalnız nihayet sonunda birden aslında maalesef
        neyse derken bunlardan ondan bundan böylece üstelik oysa sanki iki üç genelde bazen hep akşam sabah""",
    "ru": """я ты он она оно мы вы они это этот эта эти тот та те то так там тут здесь теперь сейчас потом затем
        после но а и или да нет не ни если когда пока хотя потому поэтому однако также тоже ещё еще уже даже
        только лишь сегодня вчера завтра что кто как где куда почему зачем сколько какой какая какие чей мой
        моя мои твой наш наша наши ваш его её ее их в во на из за от до под над при про без для через между
        с со к ко у о об по все всё весь вся каждый каждая никто ничто ничего кто-то что-то был была было
        были есть будет можно нужно надо мне меня тебе ему ей нам вам им наверное может конечно спасибо
        пожалуйста вот ну раньше позже вдруг наконец впрочем тогда сначала оттуда туда больше меньше очень
        многие некоторые один два три жил дальше иногда обычно никогда всегда""",
    "hi": """जी हाँ नहीं फिर लेकिन पर और क्योंकि तब अब
        यह वह ये वे मैं हम आप तुम क्या कौन कहाँ कब क्यों कैसे उस इस उन्होंने उसने
        मैंने हमने आज कल बाद""",
    "ar": """ثم لكن ولكن و أو لأن هل ماذا لماذا متى أين كيف هذا هذه ذلك تلك هو هي هم نحن أنا أنت كان كانت إن أن لقد قد
        اليوم غدا أمس بعد قبل عندما إذا لا لم لن ليس ما كل نعم وكان وكانت وقال وهو وهي فقال""",
    "nl": """de het een ik jij je hij zij ze wij we jullie u dit dat deze die er hier daar dan nu toen later
        daarna maar en of want omdat als wanneer terwijl voor na ook nog al in op aan met van bij te om wat
        wie waar hoe waarom mijn zijn haar ons onze hun geen niet niemand niets alles iedereen vandaag
        gisteren morgen ja nee""",
}

STARTERS = {language: frozenset(text.split()) for language, text in _LISTS.items()}
