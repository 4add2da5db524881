"""Translation models whose weights are set by hand, so small that what they must say is known beforehand.

Every token says by itself which may follow it; where several may, a word of the source decides. There is one layer, whose
attention adds up the source's tokens and does nothing else.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.specs import TransformerSpec

SPANISH, ENGLISH = "la casa el mar nada por sol", "the house the sea — sun"
FOLLOW, SOURCE = 40.0, 4.0

PAIR_RULES = {
    "</s>": "▁the ▁—",
    "▁the": "▁house ▁sea ▁sun",
    "▁house": "</s>",
    "▁sea": "</s>",
    "▁sun": "</s>",
    "▁—": "</s>",
}
PAIR_SOURCES = {"▁casa": "▁house", "▁mar": "▁sea", "▁nada": "▁—", "▁sol": "▁sun", "▁la": "▁the", "▁el": "▁the"}
MANY_RULES = {
    "</s>": "</s>",
    "eng_Latn": "▁the",
    "spa_Latn": "▁la",
    "▁the": "▁house ▁sea",
    "▁la": "▁casa ▁mar",
    **dict.fromkeys(["▁house", "▁sea", "▁casa", "▁mar"], "</s>"),
}
MANY_SOURCES = {"spa_Latn": "▁house ▁casa", "por_Latn": "▁sea ▁mar", "eng_Latn": "▁casa ▁house"}


def write_pair(folder: Path, *, adds_end: bool = False) -> None:
    """A model from Spanish into English in OPUS-MT's layout."""
    folder.mkdir(parents=True)
    words = [*_pieces(folder / "source.spm", SPANISH), *_pieces(folder / "target.spm", ENGLISH)]
    _write(folder, words, PAIR_RULES, PAIR_SOURCES, adds_end=adds_end)


def write_many(folder: Path) -> None:
    """A model between Spanish, Portuguese and English in NLLB's layout."""
    folder.mkdir(parents=True)
    words = _pieces(folder / "sentencepiece.bpe.model", f"{SPANISH} {ENGLISH}")
    _write(folder, [*words, "spa_Latn", "por_Latn", "eng_Latn"], MANY_RULES, MANY_SOURCES, adds_end=False)


def _pieces(path: Path, words: str) -> list[str]:
    with path.open("wb") as sink:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([words] * 4),
            model_writer=sink,
            model_type="word",
            vocab_size=100,
            hard_vocab_limit=False,
            num_threads=1,
            minloglevel=2,
        )
    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(number) for number in range(3, model.get_piece_size())]


def _write(
    folder: Path, words: list[str], rules: Mapping[str, str], sources: Mapping[str, str], *, adds_end: bool
) -> None:
    tokens = list(dict.fromkeys(["<unk>", "<s>", "</s>", *words]))
    size = len(tokens)
    place = {token: number for number, token in enumerate(tokens)}
    width = -(-4 * size // 16) * 16
    # The first half of the width says which token was last said, the second which the source has. Every other place is
    # empty: processors without VNNI add up products of bytes in pairs of 16 bits, where two of the largest are too much.
    said, heard = np.zeros((2, size, width), np.float32)
    said[:, : 2 * size : 2] = np.eye(size)
    heard[:, 2 * size : 4 * size : 2] = np.eye(size)
    logits = np.zeros((size, width), np.float32)
    for last, following in rules.items():
        logits[[place[token] for token in following.split()], 2 * place[last]] = FOLLOW
    for spoken, wanted in sources.items():
        logits[[place[token] for token in wanted.split()], 2 * (size + place[spoken])] = SOURCE
    spec = TransformerSpec.from_config(1, 1, pre_norm=True)
    weights = _still(width)
    weights |= {
        "encoder/embeddings_0/weight": heard,
        "decoder/embeddings/weight": said,
        "decoder/projection/weight": logits,
        "decoder/projection/bias": np.zeros(size, np.float32),
        "encoder/scale_embeddings": False,
        "decoder/scale_embeddings": False,
    }
    for name, weight in weights.items():
        if "encoder/layer_0/attention" not in name:
            _set(spec, name, weight)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.config.decoder_start_token = "</s>"
    spec.config.add_source_eos = adds_end
    spec.validate()
    spec.save(str(folder))


def _still(width: int) -> dict[str, np.ndarray]:
    """The weights of layers that pass on what they get; the decoder's adds the mean of the source."""
    none, through = np.zeros((width, width), np.float32), np.eye(width, dtype=np.float32)
    weights: dict[str, np.ndarray] = {}

    def linear(name: str, weight: np.ndarray) -> None:
        weights[f"{name}/weight"], weights[f"{name}/bias"] = weight, np.zeros(len(weight), np.float32)

    def norm(name: str) -> None:
        weights[f"{name}/gamma"], weights[f"{name}/beta"] = np.ones((2, width), np.float32) * [[1], [0]]

    for side in ("encoder", "decoder"):
        weights[f"{side}/position_encodings/encodings"] = np.zeros((600, width), np.float32)
        norm(f"{side}/layer_norm")
        layer = f"{side}/layer_0"
        for part in ("self_attention", "attention", "ffn"):
            norm(f"{layer}/{part}/layer_norm")
        linear(f"{layer}/self_attention/linear_0", np.concatenate([none] * 3))
        linear(f"{layer}/self_attention/linear_1", none)
        linear(f"{layer}/attention/linear_0", none)
        linear(f"{layer}/attention/linear_1", np.concatenate([none, through]))
        linear(f"{layer}/attention/linear_2", through)
        linear(f"{layer}/ffn/linear_0", none)
        linear(f"{layer}/ffn/linear_1", none)
    return {name: np.asarray(weight, np.float32) for name, weight in weights.items()}


def _set(spec: object, name: str, value: object) -> None:
    *scopes, last = name.split("/")
    for scope in scopes:
        stem, _, number = scope.rpartition("_")
        spec = getattr(spec, scope) if hasattr(spec, scope) else getattr(spec, stem)[int(number)]
    setattr(spec, last, value)
