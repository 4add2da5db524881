"""OpenCLIP for real, with weights that the test makes itself: no checkpoint can be had from a package registry."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from adapters.embed.openclip import OpenClipEmbedder
from adapters.embed.registry import image_embedder
from domain.contracts.captions import PixelBox
from domain.errors import PermanentError, RejectedError

INSTALLED = find_spec("torch") is not None and find_spec("open_clip") is not None
needs_clip = pytest.mark.skipif(not INSTALLED, reason="torch or open_clip is missing; the extra `clip` brings them")


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from adapters.embed.openclip import _declare_torchvision_operators

    _declare_torchvision_operators()
    import open_clip
    import torch

    torch.manual_seed(5)
    model = open_clip.create_model("ViT-B-32", pretrained=None)
    path = tmp_path_factory.mktemp("clip") / "random-vit-b-32.pt"
    torch.save(model.state_dict(), path)
    return path


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    from PIL import Image

    folder = tmp_path_factory.mktemp("pictures")
    noise = np.random.default_rng(3)
    paths = []
    for index, shade in enumerate((20, 20, 230)):
        pixels = np.clip(shade + noise.integers(-15, 15, (180, 320, 3)), 0, 255).astype(np.uint8)
        paths.append(folder / f"{index}.png")
        Image.fromarray(pixels).save(paths[-1])
    return paths


@needs_clip
def test_images_and_texts_come_as_unit_vectors_of_one_space_and_the_same_each_time(checkpoint, pictures):
    engine = OpenClipEmbedder(checkpoint)
    seen = engine.embed_images(pictures)
    said = engine.embed_texts(["a dark room", "a bright sky"])
    assert seen.shape == (3, 512)
    assert said.shape == (2, 512)
    assert seen.dtype == said.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(np.vstack([seen, said]), axis=1), 1.0, atol=1e-5)
    np.testing.assert_allclose(OpenClipEmbedder(checkpoint).embed_images(pictures), seen, atol=1e-5)
    assert seen[0] @ seen[1] > seen[0] @ seen[2]


@needs_clip
def test_tiles_of_a_sheet_are_seen_as_the_pictures_they_are(checkpoint, pictures, tmp_path):
    from PIL import Image

    sheet = Image.new("RGB", (640, 180))
    boxes = []
    for index in (0, 2):
        left = 320 * len(boxes)
        sheet.paste(Image.open(pictures[index]), (left, 0))
        boxes.append(PixelBox(left=left, top=0, right=left + 320, bottom=180))
    sheet.save(tmp_path / "sheet.png")
    engine = OpenClipEmbedder(checkpoint)
    tiles = engine.embed_tiles(tmp_path / "sheet.png", boxes)
    np.testing.assert_allclose(tiles, engine.embed_images([pictures[0], pictures[2]]), atol=1e-5)


@needs_clip
def test_nothing_gives_an_empty_array(checkpoint):
    engine = OpenClipEmbedder(checkpoint)
    assert engine.embed_images([]).shape == (0, 512)
    assert engine.embed_texts([]).shape == (0, 512)


@needs_clip
def test_the_identity_names_the_checkpoint(checkpoint, tmp_path):
    other = tmp_path / "other.pt"
    other.write_bytes(checkpoint.read_bytes() + b"x")
    assert OpenClipEmbedder(checkpoint).identity != OpenClipEmbedder(other).identity


@needs_clip
def test_a_damaged_checkpoint_is_an_error_with_a_code(tmp_path, pictures):
    broken = tmp_path / "broken.pt"
    broken.write_bytes(b"this is no checkpoint")
    with pytest.raises(PermanentError) as caught:
        OpenClipEmbedder(broken).embed_images(pictures)
    assert caught.value.code == "model.damaged"


@needs_clip
def test_a_broken_picture_is_refused(checkpoint, tmp_path):
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    with pytest.raises(RejectedError) as caught:
        OpenClipEmbedder(checkpoint).embed_images([bad])
    assert caught.value.code == "media.bad_picture"


@pytest.mark.skipif(INSTALLED, reason="torch and open_clip are installed")
def test_without_the_extra_it_says_what_to_install(tmp_path):
    (tmp_path / "weights.pt").write_bytes(b"weights")
    with pytest.raises(PermanentError) as caught:
        image_embedder("openclip", tmp_path / "weights.pt")
    assert caught.value.code == "engine.not_installed"


def test_no_checkpoint_is_said_and_none_means_none():
    assert image_embedder("none") is None
    with pytest.raises(PermanentError) as caught:
        image_embedder("openclip", None)
    assert caught.value.code == "model.missing"
