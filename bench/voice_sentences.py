"""What the voices of the bench say: sentences of talks, with little that can be written in two ways."""

SENTENCES: dict[str, tuple[str, ...]] = {
    "en": (
        "Nobody believes that a bridge can sing until they have stood under one in a storm.",
        "We measured the wind for two winters, and the results surprised all of us.",
        "So what should a small town do with a river that moves every spring?",
        "My grandmother kept her letters in a tin box, next to the bread and the salt.",
        "The first version failed, the second was worse, and the third one simply worked.",
        "If you remember one thing from this talk, let it be patience.",
    ),
    "es": (
        "Nadie cree que un puente pueda cantar hasta que ha estado debajo de uno en una tormenta.",
        "Medimos el viento durante dos inviernos y los resultados nos sorprendieron a todos.",
        "¿Qué debe hacer un pueblo pequeño con un río que se mueve cada primavera?",
        "Mi abuela guardaba sus cartas en una caja de lata, al lado del pan y de la sal.",
        "La primera versión falló, la segunda fue peor y la tercera simplemente funcionó.",
        "Si recuerdan una sola cosa de esta charla, que sea la paciencia.",
    ),
    "fr": (
        "Personne ne croit qu'un pont peut chanter avant d'avoir attendu dessous pendant une tempête.",
        "Nous avons mesuré le vent pendant deux hivers, et les résultats nous ont tous surpris.",
        "Que doit faire une petite ville avec une rivière qui change de lit chaque printemps ?",
        "Ma grand-mère gardait ses lettres dans une boîte en fer, à côté du pain et du sel.",
        "La première version a échoué, la deuxième était pire, et la troisième a simplement fonctionné.",
        "Si vous retenez une seule chose de ce discours, que ce soit la patience.",
    ),
    "it": (
        "Nessuno crede che un ponte possa cantare finché non ci passa sotto durante una tempesta.",
        "Abbiamo misurato il vento per due inverni, e i risultati ci hanno sorpreso tutti.",
        "Che cosa deve fare una piccola città con un fiume che si sposta ogni primavera?",
        "Mia nonna teneva le sue lettere in una scatola di latta, accanto al pane e al sale.",
        "La prima versione è fallita, la seconda era peggiore, e la terza ha semplicemente funzionato.",
        "Se ricordate una sola cosa di questo discorso, che sia la pazienza.",
    ),
    "pt": (
        "Ninguém acredita que uma ponte possa cantar até ficar debaixo de uma durante a tempestade.",
        "Medimos o vento durante dois invernos, e os resultados surpreenderam todos nós.",
        "O que deve fazer uma cidade pequena com um rio que muda de lugar a cada primavera?",
        "Minha avó guardava suas cartas em uma caixa de lata, ao lado do pão e do sal.",
        "A primeira versão falhou, a segunda foi pior, e a terceira simplesmente funcionou.",
        "Se vocês lembrarem de uma única coisa desta palestra, que seja a paciência.",
    ),
    "hi": (
        "हमने दो साल तक हवा की गति को मापा और नतीजे देखकर सब हैरान रह गए।",
        "मेरी दादी अपनी चिट्ठियाँ एक पुराने डिब्बे में रखती थीं।",
        "यह नदी हर साल अपना रास्ता बदल लेती है।",
        "पहली कोशिश नाकाम रही, दूसरी और भी खराब थी, लेकिन तीसरी सफल हो गई।",
        "क्या आप जानते हैं कि इस शहर में कितने लोग रहते हैं?",
        "मेरी बात से बस एक चीज़ याद रखिए, धैर्य।",
    ),
}
