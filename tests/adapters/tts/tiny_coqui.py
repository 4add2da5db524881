"""Coqui models of random weights, small enough to be made by a test; both need the extra `coqui`."""

from importlib.util import find_spec
from pathlib import Path

from adapters.tts.coqui import declare_torchaudio_extension

INSTALLED = find_spec("TTS") is not None and find_spec("torch") is not None
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SIGNS = " .,!?'"


def write_tiny_vits(folder: Path) -> Path:
    """Save config and checkpoint as Coqui's trainer does."""
    declare_torchaudio_extension()
    import torch
    from TTS.config.shared_configs import BaseAudioConfig
    from TTS.tts.configs.shared_configs import CharactersConfig
    from TTS.tts.configs.vits_config import VitsArgs, VitsConfig
    from TTS.tts.models.vits import Vits

    torch.manual_seed(3)
    sizes = VitsArgs(
        hidden_channels=16,
        hidden_channels_ffn_text_encoder=16,
        num_layers_text_encoder=1,
        num_layers_posterior_encoder=1,
        num_layers_flow=1,
        upsample_rates_decoder=[8, 8, 4],
        upsample_initial_channel_decoder=32,
        upsample_kernel_sizes_decoder=[16, 16, 8],
        resblock_type_decoder="2",
        use_sdp=False,
        init_discriminator=False,
    )
    config = VitsConfig(
        model_args=sizes,
        audio=BaseAudioConfig(sample_rate=16_000, hop_length=256),
        use_phonemes=False,
        text_cleaner="basic_cleaners",
        phoneme_language="en-us",
        characters=CharactersConfig(pad="_", eos="~", bos="^", blank="@", characters=_LETTERS, punctuations=_SIGNS),
    )
    folder.mkdir()
    torch.save({"model": Vits(config).state_dict(), "config": config.to_dict()}, folder / "model.pth")
    config.save_json(str(folder / "config.json"))
    return folder


def write_tiny_xtts(folder: Path) -> Path:
    """Save vocabulary, config and checkpoint as XTTS is published; it speaks two seconds of noise at most."""
    declare_torchaudio_extension()
    import torch
    from tokenizers import Tokenizer, models
    from TTS.tts.configs.xtts_config import XttsArgs, XttsAudioConfig, XttsConfig
    from TTS.tts.layers.xtts.tokenizer import VoiceBpeTokenizer
    from TTS.tts.models.xtts import Xtts

    folder.mkdir()
    marks = ["[STOP]", "[UNK]", "[SPACE]", "[START]", "[en]", "[es]"]
    vocabulary = {symbol: number for number, symbol in enumerate([*marks, *_LETTERS, *_SIGNS])}
    tokens = Tokenizer(models.BPE(vocab=vocabulary, merges=[], unk_token="[UNK]"))
    tokens.add_special_tokens(marks)
    tokens.save(str(folder / "vocab.json"))
    sizes = XttsArgs(
        gpt_layers=1,
        gpt_n_model_channels=64,
        gpt_n_heads=2,
        gpt_max_audio_tokens=40,
        gpt_max_text_tokens=100,
        gpt_num_audio_tokens=66,
        gpt_start_audio_token=64,
        gpt_stop_audio_token=65,
        decoder_input_dim=64,
        gpt_use_perceiver_resampler=True,
    )
    config = XttsConfig(model_args=sizes, audio=XttsAudioConfig(), languages=["en", "es"])
    torch.manual_seed(3)
    model = Xtts(config)
    model.tokenizer = VoiceBpeTokenizer(vocab_file=folder / "vocab.json")
    model.init_models()
    torch.save({"model": model.state_dict()}, folder / "model.pth")
    config.save_json(str(folder / "config.json"))
    return folder
