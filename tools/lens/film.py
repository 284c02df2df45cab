"""A film for Chromium's fake camera (Motion JPEG), with the true pose of every frame.

The number of the frame is drawn as sixteen blocks at the foot, so that what the page says of a
frame can be compared with exactly that frame.
"""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from tools.lens import camera
from tools.lens.camera import Pose, View

BLOCKS = 20


def film(
    page: camera.Picture,
    file: Path,
    *,
    size: tuple[int, int],
    frames: int,
    seed: int = 5,
    fill: float = 0.86,
    sway: float = 0.3,
) -> list[list[list[float]]]:
    """Writes the film and returns the paper's corners in each frame, clockwise from top left."""
    width, height = size
    chance = np.random.default_rng(seed)
    phase = chance.uniform(0, 6.28, 6)
    desk = camera.desk(width, height, 1)
    start = Pose(tilt=18, towards=1.2, roll=0, fill=fill, across=0, down=0)
    corners = []
    with file.open("wb") as out:
        for number in range(frames):
            # A whole number of waves, so that the film can start anew without a jump.
            turn = 2 * np.pi * number / frames
            where = replace(
                start,
                tilt=18 + 6 * sway * np.sin(turn + phase[0]),
                towards=1.2 + 0.3 * sway * np.sin(turn + phase[1]),
                roll=4 * sway * np.sin(turn + phase[2]),
                fill=fill * (1 + 0.03 * sway * np.sin(turn + phase[3])),
                across=4 * sway * np.sin(turn + phase[4]),
                down=6 * sway * np.sin(turn + phase[5]),
            )
            view = View(where, width, height)
            picture = view.photographed(page, desk)
            picture = np.clip(picture * 0.93 + chance.normal(0, 3, picture.shape), 0, 255)
            corners.append(view.project([[0, 0], [1, 0], [1, 1], [0, 1]]).tolist())
            out.write(_coded(_numbered(picture.astype(np.uint8), number)))
    return corners


def _numbered(picture: camera.Picture, number: int) -> camera.Picture:
    height, width = picture.shape
    side = width // BLOCKS
    picture[height - side :] = 128
    for bit in range(16):
        picture[height - side :, bit * side : (bit + 1) * side] = 255 if number >> bit & 1 else 0
    return picture


def _coded(picture: camera.Picture) -> bytes:
    colour = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    return cv2.imencode(".jpg", colour, [cv2.IMWRITE_JPEG_QUALITY, 88])[1].tobytes()
