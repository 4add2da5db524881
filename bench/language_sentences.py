"""What the voices of the languages' bench say: six plain sentences each, of words that are written in one way."""

from bench.voice_sentences import SENTENCES

LANGUAGE_SENTENCES: dict[str, tuple[str, ...]] = {
    **SENTENCES,
    "de": (
        "Niemand glaubt, dass eine Brücke singen kann, bis er im Sturm darunter gestanden hat.",
        "Wir haben den Wind zwei Winter lang gemessen, und die Ergebnisse haben uns alle überrascht.",
        "Was soll eine kleine Stadt mit einem Fluss machen, der sich jeden Frühling bewegt?",
        "Meine Großmutter bewahrte ihre Briefe in einer Blechdose auf, neben dem Brot und dem Salz.",
    ),
    "id": (
        "Tidak ada yang percaya bahwa jembatan bisa bernyanyi sebelum berdiri di bawahnya saat badai.",
        "Kami mengukur angin selama dua musim dingin dan hasilnya mengejutkan kami semua.",
        "Nenek saya menyimpan surat di dalam kotak, di samping roti dan garam.",
        "Percobaan pertama gagal, yang kedua lebih buruk, dan yang ketiga berhasil.",
    ),
    "tr": (
        "Fırtınada altında durmadan hiç kimse bir köprünün şarkı söyleyebileceğine inanmaz.",
        "Rüzgarı iki kış boyunca ölçtük ve sonuçlar hepimizi şaşırttı.",
        "Büyükannem mektuplarını ekmeğin ve tuzun yanındaki bir kutuda saklardı.",
        "Birinci deneme başarısız oldu, ikincisi daha kötüydü, üçüncüsü ise başarılı oldu.",
    ),
    "ru": (
        "Никто не верит, что мост может петь, пока не постоит под ним в бурю.",
        "Мы измеряли ветер две зимы, и результаты удивили нас всех.",
        "Моя бабушка хранила письма в коробке рядом с хлебом и солью.",
        "Первая попытка не удалась, вторая была ещё хуже, а третья просто сработала.",
    ),
    "ar": (
        "لا أحد يصدق أن الجسر يمكن أن يغني حتى يقف تحته في العاصفة.",
        "قمنا بقياس الرياح لمدة شتاءين وفاجأتنا النتائج جميعا.",
        "كانت جدتي تحتفظ برسائلها في صندوق بجانب الخبز والملح.",
    ),
    "ja": (
        "嵐の中で橋の下に立つまで、橋が歌うとは誰も信じません。",
        "私たちは二年間、風を調べました。結果はみんなを驚かせました。",
        "祖母は手紙を箱に入れて、パンと塩の隣に置いていました。",
    ),
    "zh": (
        "没有人相信桥会唱歌，直到他们在暴风雨中站在桥下。",
        "我们测量了两个冬天的风，结果让大家都很惊讶。",
        "我的奶奶把她的信放在一个盒子里，放在面包和盐的旁边。",
    ),
    "pl": (
        "Nikt nie wierzy, że most może śpiewać, dopóki nie stanie pod nim podczas burzy.",
        "Mierzyliśmy wiatr przez dwie zimy i wyniki zaskoczyły nas wszystkich.",
        "Moja babcia trzymała listy w pudełku obok chleba i soli.",
    ),
    "nl": (
        "Niemand gelooft dat een brug kan zingen totdat hij er in een storm onder heeft gestaan.",
        "We hebben de wind twee winters lang gemeten en de resultaten verrasten ons allemaal.",
        "Mijn grootmoeder bewaarde haar brieven in een doos naast het brood en het zout.",
    ),
    "uk": (
        "Ніхто не вірить, що міст може співати, поки не постоїть під ним у бурю.",
        "Ми вимірювали вітер дві зими, і результати здивували нас усіх.",
        "Моя бабуся тримала листи в коробці поруч із хлібом і сіллю.",
    ),
    "vi": (
        "Không ai tin rằng một cây cầu có thể hát cho đến khi đứng dưới nó trong cơn bão.",
        "Chúng tôi đã đo gió trong hai mùa đông và kết quả làm tất cả chúng tôi ngạc nhiên.",
        "Bà tôi giữ những lá thư trong một cái hộp bên cạnh bánh mì và muối.",
    ),
    "ko": (
        "폭풍 속에서 다리 아래에 서 보기 전까지는 아무도 다리가 노래할 수 있다고 믿지 않습니다.",
        "우리는 두 겨울 동안 바람을 측정했고 결과는 모두를 놀라게 했습니다.",
        "할머니는 편지를 빵과 소금 옆에 있는 상자에 보관하셨습니다.",
    ),
    "he": (
        "אף אחד לא מאמין שגשר יכול לשיר עד שהוא עומד מתחתיו בסערה.",
        "מדדנו את הרוח במשך שני חורפים והתוצאות הפתיעו את כולנו.",
    ),
    "bn": (
        "আমরা দুই বছর ধরে বাতাস মেপেছি এবং ফলাফল দেখে সবাই অবাক হয়েছে।",
        "আমার দাদি তাঁর চিঠিগুলো একটি পুরনো বাক্সে রাখতেন।",
    ),
    "ta": (
        "நாங்கள் இரண்டு ஆண்டுகள் காற்றை அளந்தோம், முடிவுகள் அனைவரையும் ஆச்சரியப்படுத்தின.",
        "என் பாட்டி தனது கடிதங்களை ஒரு பழைய பெட்டியில் வைத்திருந்தார்.",
    ),
}
