"""Short forms, ordinals and names with signs, per language: what the splitter of sentences knows beside its library.

Data, compiled by hand from everyday usage. Entries stand without their last stop and in lower case; one that begins
with a capital counts only as it is written. A form of several parts (`z b` for `z. B.`) also counts without its spaces.
"""

from functools import cache

from domain.heuristics.sentence_forms import ShortForms
from domain.heuristics.sentence_starters import STARTERS


def _forms(text: str) -> frozenset[str]:
    """Short forms parted by commas, those of several parts also without spaces."""
    forms = {" ".join(part.split()) for part in text.split(",")}
    return frozenset(forms | {form.replace(" ", ".") for form in forms})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON = ShortForms(
    titles=_forms("dr, mr, mrs, ms, mx, prof, Rev, Hon, messrs"),
    inner=_forms("vs, cf, i e, e g, viz, resp, ca, approx"),
    numbered=_forms("no, nr, vol, fig, pp, p, ch, sec, art, op, ed, ver, v"),
    before_names=_forms("u s, u k, u n, e u, u s a, d c, inc, ltd, corp, co, jr, sr, ph d, m d, st, llc, b a, m a"),
    closing=_forms("etc, a m, p m, al"),
    lettered=_words("plan vitamin type class grade group section option team hepatitis part"),
    signed_names=("yahoo!", "jeopardy!", "wham!", "panic!", "oklahoma!", "mamma mia!", "chips!"),
)

_BY_LANGUAGE = {
    "en": ShortForms(
        titles=_forms(
            "Gov, Gen, Col, Lt, Sgt, Capt, Cmdr, Adm, Maj, Cpl, Pvt, Sen, Rep, Pres, Supt, Insp, Det, Fr, "
            "Msgr, Mt, Ft, "
            "Atty, Amb, Brig, Sra, Mlle, Mme"
        ),
        inner=_forms("esp, incl, w r t, aka, a k a"),
        numbered=_forms(
            "nos, sect, para, eq, ex, app, Jan, Feb, Mar, Apr, Jun, Jul, Aug, Sep, Sept, Oct, Nov, Dec, pg"
        ),
        before_names=_forms(
            "ave, blvd, rd, dept, univ, bros, esq, assn, l a, n y, b c, a d, g p, p o, h q, r n, est, d d s, s j, "
            "Ala, Calif, Conn, Fla, Mass, Mich, Minn, Penn, Tenn, Tex, Va, Wash, Wis, Ariz, Colo, Ga"
        ),
        lettered=_words("chapter appendix room gate platform studio exhibit plans vitamins version figure block"),
    ),
    "es": ShortForms(
        titles=_forms(
            "sr, sra, srta, sres, sras, dr, dra, dres, dña, lic, ing, arq, gral, tte, Cap, mons, Fr, pbro, "
            "sto, sta, excmo, ilmo"
        ),
        inner=_forms("p ej, pej, v gr, vgr, es dec, aprox"),
        numbered=_forms("núm, num, nº, n, pág, págs, pag, cap, tel, tfno, apdo, vol, art, arts, fig, c p"),
        before_names=_forms(
            "prof, profa, ud, uds, vd, vds, av, avda, avd, c, cía, ee uu, ee uu aa, s a, s l, s a s, depto, "
            "dpto, pza, pl, hnos, a c, d c, r d, ctra, prov, col, gob, admón, ccs, bs as, ff aa, rr hh, "
            "jj oo"
        ),
        closing=_forms("etc, a m, p m, h, min, seg, km, kg"),
        lettered=_words("plan vitamina tipo clase grupo hepatitis opción equipo letra punto bloque sección"),
    ),
    "de": ShortForms(
        titles=_forms(
            "hr, Fr, hrn, frl, dr, dipl, dipl-ing, Mag, ing, med, jur, phil, rer nat, h c, pfr, gebr, st, priv-doz, lic"
        ),
        inner=_forms(
            "z b, d h, u a, z t, bzw, ca, vgl, sog, i d r, z zt, i e s, i e, m e, u u, v a, o ä, einschl, "
            "inkl, exkl, evtl, ggf, gem, bspw, insb, bes, ehem, geb, gest, max, min, mind, ungef, i a, s o, "
            "dt, franz, engl, lat, griech, allg, zzgl, abzgl, zus, jew, usf, d i, p a, i s v, i v m"
        ),
        numbered=_forms("nr, nrn, S, abs, abb, art, bd, kap, tel, str, ziff, tab, jg, aufl, rn, az, lfd nr"),
        before_names=_forms("prof, str, g m b h, co, ag, bhf, hbf, univ, fa, a d, v d, o g, a m, i b, e v"),
        closing=_forms(
            "usw, etc, u s w, u ä, u v m, u dgl, u dergl, v chr, n chr, v u z, n u z, dgl, ff, f, o a, s u, pp"
        ),
        lettered=_words(
            "plan vitamin typ klasse gruppe hepatitis punkt teil stufe haus block aufgabe option buchstabe"
        ),
        endings=frozenset({"str", "pl"}),
        ordinals=True,
        ordinal_cues=_words(
            "der die das den dem des im am vom zum zur beim ab bis seit vor nach jeder jede jedes jeden "
            "jedem ein eine "
            "einen einem einer eines und oder mein meine meinen meinem meiner sein seine seinen seinem "
            "seiner ihr ihre ihren ihrem "
            "ihrer unser unsere unseren unserem unserer euer dieser diese dieses diesen diesem auf in "
            "zwischen montag dienstag "
            "mittwoch donnerstag freitag samstag sonntag sonnabend"
        ),
        ordinal_nouns=_words(
            "jahrhundert jahrhunderts januar februar märz april mai juni juli august september oktober november "
            "dezember jänner klasse stock platz kapitel tag weltkrieg geburtstag bundesliga liga etage runde "
            "auflage teil mal "
            "semester woche minute stunde stufe reihe spieltag lebensjahr quartal jahrtausend halbzeit"
        ),
    ),
    "fr": ShortForms(
        titles=_forms("mm, mme, mlle, mmes, mlles, Me, mgr, dr, Pr, ste, Gén, Cdt, s e"),
        inner=_forms("p ex, c-à-d, c à d, env, cf, v, càd, par ex, n b"),
        numbered=_forms("no, n, n°, p, pp, chap, art, fig, vol, t, tél, réf, éd, ch"),
        before_names=_forms("prof, av, bd, boul, pl, st, s a, s a r l, s n c f, cie, sté, o n u, r e r, dép, dir, fg"),
        closing=_forms("etc, j-c, av j-c, apr j-c, h, min, sec, km, kg"),
        lettered=_words("plan vitamine type classe groupe hépatite option équipe lettre point bloc"),
    ),
    "pt": ShortForms(
        titles=_forms(
            "sr, sra, srta, srs, sras, dr, dra, drs, profª, Eng, Gen, Cel, Cap, Ten, Sgt, Des, exmo, ilmo, "
            "Pe, Fr, sto, sta, Min, Dep, Sen, Gov, Pres, v exa"
        ),
        inner=_forms("p ex, por ex, aprox, i e, cf, v"),
        numbered=_forms("nº, n, núm, num, pág, págs, p, cap, art, tel, vol, fig, inc, r, apto, ap, km"),
        before_names=_forms(
            "prof, profa, av, al, pça, rod, ltda, cia, s a, e u a, eua, jr, filho, depto, dpto, a c, d c, bl, ed"
        ),
        closing=_forms("etc, a m, p m, h, min, seg, kg"),
        lettered=_words("plano vitamina tipo classe grupo hepatite opção turma time letra ponto bloco"),
    ),
    "it": ShortForms(
        titles=_forms(
            "sig, sig.ra, sig.na, sigg, dott, dott.ssa, dr, prof.ssa, avv, ing, arch, geom, rag, on, mons, "
            "gen, col, cap, cav, comm, ss, spett, egr, gent, san, m.llo"
        ),
        inner=_forms("p es, ad es, es, cfr, ca, i e, v, in part, per es"),
        numbered=_forms("n, nn, nr, pag, pagg, p, pp, cap, art, tel, vol, fig, sez, all, rif, sec, secc"),
        before_names=_forms("s p a, spa, s r l, srl, v le, p zza, c so, f lli, prof, soc, a c, d c, u s a, st, ist"),
        closing=_forms("ecc, eccetera, etc, h, min, sec, km, kg, a m, p m"),
        lettered=_words("piano vitamina tipo classe gruppo epatite opzione squadra serie lettera punto blocco"),
    ),
    "id": ShortForms(
        titles=_forms(
            "bpk, bp, sdr, sdri, tn, ny, nn, dr, drg, drs, dra, prof, ir, h, hj, kh, ust, k h, r a, tgk, "
            "jend, letjen, mayjen, brigjen, Kol, Kapt, yth, jl, jln, gg, kab, kec, kel, prop, prov, gn"
        ),
        inner=_forms("a n, d a, u p, misal, mis, spt, yg, dgn, utk, tsb, sbb, a l, i e"),
        numbered=_forms("no, nomor, hal, hlm, rp, rt, rw, pasal, ps, vol, bab, telp, tel, ayat"),
        before_names=_forms(
            "pt, cv, tbk, s h, s e, s t, s pd, s kom, s ked, m m, m h, m sc, m si, m pd, ph d, s sos, s ip, "
            "s psi, u d, st, s t p, m kom, sp a, sp og, sp pd"
        ),
        closing=_forms("dll, dsb, dst, dkk, etc, swt, saw, wib, wita, wit, d l l"),
        lettered=_words("rencana vitamin tipe kelas golongan grup kelompok hepatitis opsi tim huruf poin blok darah"),
    ),
    "tr": ShortForms(
        titles=_forms(
            "dr, prof, doç, Yrd, öğr, gör, Av, Sn, Alb, Gen, Org, tuğg, tümg, korg, yzb, bnb, müh, mim, hz, "
            "uzm, Op, ecz, arş, Ord, Dt"
        ),
        inner=_forms("örn, bkz, krş, m ö, m s, mö, ms, çev, ing, alm"),
        numbered=_forms("no, s, ss, sf, cilt, c, tel, md, böl, sok, kat, d"),
        before_names=_forms(
            "cad, sok, mah, apt, blv, ltd, şti, a ş, t c, a b d, ltd şti, üniv, fak, a g, k k t c, b m"
        ),
        closing=_forms("vb, vs, vd, v b, v s, v d, etc"),
        lettered=_words("plan planı vitamini tip sınıf grup hepatit şıkkı takım bölüm blok"),
        ordinals=True,
        ordinal_nouns=_words(
            "dünya yüzyıl yüzyılda yüzyılın cumhurbaşkanı murat murad mehmet mehmed selim levent abdülhamit "
            "abdülhamid mahmut mahmud "
            "bayezid beyazıt sınıf bölüm kat cadde sokak lig ordu dönem hafta gün yıl meclis körfez haçlı kolordu"
        ),
    ),
    "ru": ShortForms(
        titles=_forms("г-н, г-жа, тов, проф, акад, доц, д-р, св, ул, просп, пер, наб, оз, дер, инж, бул"),
        inner=_forms("т е, т н, т к, напр, ок, ср, англ, нем, фр, лат, греч, и о, прибл, в т ч, т о"),
        numbered=_forms("№, стр, с, рис, табл, гл, п, пп, ч, т, д, кв, корп, тел, разд, вып, кн, оф"),
        before_names=_forms("г, гг, р-н, с, о, р, им, о-во, ген, полк, кап, гл, ст, ш, б, пл, пр, обл, пос, гр, уч"),
        closing=_forms(
            "т д, т п, и др, др, пр, гг, в, вв, г, руб, коп, тыс, млн, млрд, трлн, ч, мин, сек, кг, км, см, "
            "м, н э, до н э, чел, экз, долл, л, т, шт, мм"
        ),
        lettered=_words("план плана витамин тип типа класс класса группа гепатит вариант буква пункт корпус"),
    ),
    "ar": ShortForms(
        titles=_forms("د, أ, م, أ د, ا د, ا, ش, أ م, د م"),
        numbered=_forms("ص, ص ب, رقم, ج, ط, ت"),
        closing=_forms("إلخ, الخ, ق م, ب م, هـ, م"),
    ),
    "hi": ShortForms(
        titles=_forms("डॉ, डा, प्रो, श्री, सुश्री, पं, इंजी, कर्नल, स्व, मि, श्रीमती, एड"),
        inner=_forms("उदा, ई पू"),
        numbered=_forms("रु, नं, पृ, क्र, सं, रू, धारा"),
        closing=_forms("आदि, इत्यादि, कि मी, किमी, कि ग्रा"),
        letters=_words("ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई ज़ेड जेड"),
    ),
    "ja": ShortForms(
        signed_names=(
            "モーニング娘。",
            "アイカツ!",
            "ラブライブ!",
            "けいおん!",
            "yahoo！",
            "アイカツ！",
            "ラブライブ！",
            "けいおん！",
        )
    ),
    "zh": ShortForms(signed_names=("yahoo！",)),
    "vi": ShortForms(
        titles=_forms("TP, PGS, TS, GS, ThS, BS, KS, LS, NSND, NSƯT, Tx, Q, P, TT"),
        closing=_forms("v v"),
    ),
    "th": ShortForms(
        titles=_forms("ดร, นพ, พญ, ศ, รศ, ผศ, พล อ, พ ต อ, จ, อ, ต"),
        numbered=_forms("พ ศ, ค ศ, น, ม"),
    ),
    "bn": ShortForms(titles=_forms("ডা, ড, মো, মোঃ, প্রফ")),
    "ro": ShortForms(
        titles=_forms("dl, dna, dra, dr, prof, ing, str, sf, gen, col, av"),
        inner=_forms("de ex, cca, resp, adică"),
        numbered=_forms("nr, pag, art, cap, vol, bl, ap, sc"),
        closing=_forms("etc, ș a, ş a, î hr, d hr"),
    ),
    "he": ShortForms(
        titles=_forms("פרופ, גב, מר, אינג"),
        numbered=_forms("מס, עמ"),
        closing=_forms("וכו, וכד"),
    ),
    "pl": ShortForms(
        titles=_forms("ul, al, pl, os, prof, dr, inż, mgr, hab, ks, św, bp, gen, płk, red, im"),
        inner=_forms("np, tzn, tj, m in, ok, tzw, wg, ang, łac, m st"),
        numbered=_forms("nr, str, s, rys, tab, rozdz, t, tel"),
        closing=_forms("itd, itp, r, w, zł, gr, godz, min, tys, mln, mld, p n e, n e"),
        ordinals=True,
    ),
    "uk": ShortForms(
        titles=_forms("вул, просп, проф, акад, доц, д-р, св, пров, бул, м, смт, обл, р-н"),
        inner=_forms("т з, т зв, напр, див, пор, бл, англ, нім, тобто"),
        numbered=_forms("№, стор, с, рис, табл, гл, п, т"),
        closing=_forms("т д, т п, ін, та ін, р, рр, ст, грн, коп, тис, млн, млрд, хв, год, кг, км, н е"),
    ),
    "cs": ShortForms(
        titles=_forms("ul, nám, prof, dr, ing, mgr, bc, mudr, judr, phdr, doc, sv, p, pí, gen"),
        inner=_forms("např, tj, tzn, tzv, popř, resp, cca, vč"),
        numbered=_forms("č, str, s, obr, tab, kap, tel"),
        closing=_forms("atd, apod, hod, min, tis, mil, mld, př n l, n l"),
        ordinals=True,
    ),
    "sv": ShortForms(
        titles=_forms("dr, prof, hr, fr"),
        inner=_forms("t ex, d v s, bl a, s k, ca, ang, resp, fr o m, t o m, p g a, kl"),
        numbered=_forms("nr, s, kap, tel"),
        closing=_forms("osv, etc, m m, m fl, o s v, f kr, e kr"),
    ),
    "da": ShortForms(
        titles=_forms("dr, prof, hr, fr"),
        inner=_forms("f eks, dvs, bl a, ca, ang, pga, fx, kl"),
        numbered=_forms("nr, s, kap, tlf"),
        closing=_forms("osv, etc, m m, o s v, f kr, e kr"),
        ordinals=True,
    ),
    "nl": ShortForms(
        titles=_forms("dhr, mevr, mw, mr, ir, ing, drs, dr, prof, ds"),
        inner=_forms("bijv, d w z, o a, t a v, m b t, i p v, t o v, evt, ca, m i, z g, resp, incl, excl, a u b"),
        numbered=_forms("nr, blz, p, art, tel, hfst"),
        before_names=_forms("b v, n v, st"),
        closing=_forms("enz, e d, etc, jl, v chr, n chr"),
    ),
}

TIME_ZONES = frozenset(
    {"ET", "EST", "EDT", "CT", "CST", "CDT", "MT", "MST", "MDT", "PT", "PST", "PDT", "GMT", "UTC", "BST", "CET", "CEST"}
    | {"IST", "JST", "WIB", "Eastern", "Central", "Mountain", "Pacific", "Greenwich"}
)
"""What follows `p.m.` with a capital and goes on."""
_ORDINAL_LANGUAGES = frozenset(
    {"da", "no", "nb", "nn", "fi", "cs", "sk", "pl", "hu", "sl", "hr", "sr", "et", "lv", "is"}
)
"""Further languages whose ordinals are numbers with a stop."""
_ORDINARY = {
    "en": _words(
        "me may ill ok fed miss ore re con ref med ind mar col gen min sat sun mon wed fri ran mix max del pa la id hi "
        "oh or"
    ),
    "es": _words("bien mar da tras ante sobre sol pan fin mal col gen min ve va vi dé fe té sal"),
    "de": _words("mag mich min tat rat tag art ort weg gut rot"),
    "fr": _words("ex fin mal mer col sud est nord"),
    "pt": _words("ex col gen mar min lar sol"),
    "it": _words("bar cap ci fa ha mai mi ne ore re va vi via su si col gen sto sta dà fu"),
    "id": _words("ia kan kel prop"),
    "tr": _words("mi mı mu mü ne o sen gen sok ver al git gel"),
    "ru": _words("им у о к с а и ст"),
}
_NOTHING = ShortForms()
_SAME_FORMS = {"mr": "hi", "ne": "hi", "nb": "da", "nn": "da", "no": "da", "sk": "cs", "be": "ru"}
"""Languages that borrow another's table."""


@cache
def short_forms(language: str) -> ShortForms:
    """The table of a language (ISO 639-1, with or without a region), with what all languages borrow."""
    language = language.lower().replace("_", "-").split("-")[0]
    own = _BY_LANGUAGE.get(_SAME_FORMS.get(language, language), _NOTHING)
    taken = own.known
    return ShortForms(
        titles=own.titles | (_COMMON.titles - taken),
        inner=own.inner | (_COMMON.inner - taken),
        numbered=own.numbered | (_COMMON.numbered - taken),
        before_names=own.before_names | (_COMMON.before_names - taken),
        closing=own.closing | (_COMMON.closing - taken),
        letters=own.letters,
        lettered=own.lettered | _COMMON.lettered,
        endings=own.endings,
        ordinals=own.ordinals or language in _ORDINAL_LANGUAGES,
        ordinal_cues=own.ordinal_cues,
        ordinal_nouns=own.ordinal_nouns,
        starters=STARTERS.get(language, frozenset()),
        ordinary=_ORDINARY.get(language, frozenset()),
        signed_names=_COMMON.signed_names + own.signed_names,
    )
