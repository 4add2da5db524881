"""The language tokens of NLLB-200, by ISO 639 code; of a language in several scripts the one that is written most."""

_LATIN = (
    "af afr sq als az azj eu eus bs bos ca cat ceb ceb cs ces cy cym da dan de deu en eng eo epo es spa et est fi fin "
    "fo fao fr fra ga gle gl glg ha hau hr hrv ht hat hu hun id ind ig ibo is isl it ita jv jav lb ltz ln lin lt lit "
    "lv lvs mg plt mi mri ms zsm mt mlt nl nld nn nno no nob oc oci pl pol pt por ro ron rw kin sk slk sl slv sm smo "
    "sn sna so som sq als st sot su sun sv swe sw swh tl tgl tn tsn tr tur ts tso uz uzn vi vie wo wol xh xho yo yor "
    "zu zul"
)
_OTHERS = (
    "am amh_Ethi ar arb_Arab as asm_Beng ba bak_Cyrl be bel_Cyrl bg bul_Cyrl bn ben_Beng bo bod_Tibt el ell_Grek "
    "fa pes_Arab gu guj_Gujr he heb_Hebr hi hin_Deva hy hye_Armn ja jpn_Jpan ka kat_Geor kk kaz_Cyrl km khm_Khmr "
    "kn kan_Knda ko kor_Hang ky kir_Cyrl lo lao_Laoo mk mkd_Cyrl ml mal_Mlym mn khk_Cyrl mr mar_Deva my mya_Mymr "
    "ne npi_Deva pa pan_Guru ps pbt_Arab ru rus_Cyrl sa san_Deva sd snd_Arab si sin_Sinh sr srp_Cyrl ta tam_Taml "
    "te tel_Telu tg tgk_Cyrl th tha_Thai tk tuk_Latn tt tat_Cyrl uk ukr_Cyrl ur urd_Arab yi ydd_Hebr yue yue_Hant "
    "zh zho_Hans"
)


def _pairs(words: str, script: str = "") -> dict[str, str]:
    listed = words.split()
    return {iso: token + script for iso, token in zip(listed[::2], listed[1::2], strict=True)}


NLLB_TOKENS = {**_pairs(_LATIN, "_Latn"), **_pairs(_OTHERS)}
