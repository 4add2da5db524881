"""Every figure that an uncommitted talk draws is a face to a detector, where the truth says it is."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from samples.kokoro import SAMPLE_RATE
from samples.picture import Picture
from samples.script import read_script
from samples.soundtrack import SceneChange, Soundtrack
from tests.samples.blaze import Blaze

SCRIPTS = [
    path
    for path in sorted((Path(__file__).parents[2] / "samples" / "scripts").glob("*.yaml"))
    if not (path.parents[1] / f"{path.stem}.mp4").exists()
]


@pytest.mark.parametrize("path", SCRIPTS, ids=[path.stem for path in SCRIPTS])
def test_every_speaker_is_found_in_every_scene(path: Path) -> None:
    script = read_script(path)
    scenes = ["two", *(scene for key in script.speakers for scene in (key, f"{key} close"))]
    random = np.random.default_rng(3)
    voice = (random.standard_normal(len(scenes) * SAMPLE_RATE // 10) * 0.05).astype(np.float32)
    track = Soundtrack(
        duration=len(scenes) * 0.1,
        scenes=[SceneChange(number * 0.1, scene) for number, scene in enumerate(scenes)],
        speech=dict.fromkeys(script.speakers, voice),
    )
    picture = Picture(script, track, 10.0)
    assert [(shot.first, shot.scene) for shot in picture.shots] == list(enumerate(scenes))
    blaze = Blaze()
    for number, frame in enumerate(picture.draw()):
        faces = picture.faces(number)
        boxes = blaze.detect(cv2.resize(frame, (960, 540), interpolation=cv2.INTER_AREA))
        assert len(boxes) == len(faces), (scenes[number], boxes)
        for face in faces:
            middle = ((face.left + face.right) / 2 / 1920, (face.top + face.bottom) / 2 / 1080)
            assert any(box[0] < middle[0] < box[2] and box[1] < middle[1] < box[3] for box in boxes), scenes[number]
