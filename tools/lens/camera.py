"""A simulated camera over a desk: a pin-hole, light, a hand, blur, folds; with exact truth.

All frames come from this one generator: how far real paper differs from it is not measured here.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Points = NDArray[np.float64]
PAPER = (210.0, 297.0)
VALUES = (
    "F. de Vries", "14-02-1981", "Dorpsstraat 12", "3511 AB Utrecht", "06 12345678", "ja", "nee",
    "1.845,00", "wegens verhuizing", "twee kinderen", "n.v.t.", "zie bijlage",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Tilt and roll in degrees, how much of the width the page fills, and what spoils the view."""

    tilt: tuple[float, float]
    roll: float
    fill: tuple[float, float]
    written: bool = True
    hand: bool = False
    shadow: bool = False
    blur: int = 0
    folded: bool = False
    off: bool = False


NORMAL = {
    "easy": Condition(tilt=(0, 12), roll=8, fill=(0.78, 0.9), written=False),
    "tilt 15-30": Condition(tilt=(15, 30), roll=15, fill=(0.72, 0.85), written=False),
    "filled in": Condition(tilt=(5, 20), roll=10, fill=(0.78, 0.9)),
    "hand and pen": Condition(tilt=(5, 25), roll=10, fill=(0.78, 0.9), hand=True),
    "shadow": Condition(tilt=(5, 25), roll=10, fill=(0.78, 0.9), shadow=True),
    "folded": Condition(tilt=(5, 25), roll=10, fill=(0.78, 0.9), folded=True),
}
HARD = {
    "tilt 30-45": Condition(tilt=(30, 45), roll=15, fill=(0.68, 0.8), written=False),
    "blur 7 px": Condition(tilt=(5, 25), roll=10, fill=(0.78, 0.9), blur=7),
    "far": Condition(tilt=(5, 25), roll=10, fill=(0.45, 0.55)),
    "partial": Condition(tilt=(5, 20), roll=10, fill=(1.5, 1.9), off=True),
    "all at once": Condition(tilt=(20, 40), roll=20, fill=(0.7, 0.85), hand=True, shadow=True,
                             blur=5, folded=True),
}  # fmt: skip
CONDITIONS = NORMAL | HARD


@dataclass(frozen=True, kw_only=True)
class Pose:
    """Where the paper lies before the camera; angles in degrees, offsets in millimetres."""

    tilt: float
    towards: float
    roll: float
    fill: float
    across: float
    down: float

    def moved(self, chance: np.random.Generator, amount: float) -> "Pose":
        """A little further, as a hand that cannot hold still."""
        return Pose(
            tilt=self.tilt + chance.normal(0, 1.5) * amount,
            towards=self.towards + chance.normal(0, 0.05) * amount,
            roll=self.roll + chance.normal(0, 1.0) * amount,
            fill=self.fill * (1 + chance.normal(0, 0.015) * amount),
            across=self.across + chance.normal(0, 2) * amount,
            down=self.down + chance.normal(0, 3) * amount,
        )


def pose(condition: Condition, chance: np.random.Generator) -> Pose:
    wide = (45, 85) if condition.off else (5, 12)
    return Pose(
        tilt=chance.uniform(*condition.tilt),
        towards=chance.uniform(0, 2 * np.pi),
        roll=chance.uniform(-condition.roll, condition.roll),
        fill=chance.uniform(*condition.fill),
        across=chance.uniform(-wide[0], wide[0]),
        down=chance.uniform(-wide[1], wide[1]),
    )


class View:
    """One pose, one sheet: where points of the page come in the frame."""

    def __init__(self, where: Pose, width: int, height: int, folded: bool = False) -> None:
        self.width, self.height, self.where = width, height, where
        self.strips = _folded() if folded else [(0.0, PAPER[1], lambda y: (y, 0 * y))]
        focal = 1.05 * max(width, height)
        self.lens = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1]])
        self.turn = _rotation(
            where.tilt * np.cos(where.towards), where.tilt * np.sin(where.towards), where.roll
        )
        self.distance = focal * PAPER[0] / (where.fill * width)

    def project(self, points: Any) -> Points:
        """Points of the page (0..1) as pixels of the frame."""
        flat = np.asarray(points, float) * PAPER
        found = np.zeros_like(flat)
        for top, bottom, bend in self.strips:
            here = (flat[:, 1] >= top - 1e-9) & (flat[:, 1] <= bottom + 1e-9)
            y, z = bend(flat[here, 1])
            found[here] = self._seen(flat[here, 0], y, z)
        return found

    def _seen(self, x: Points, y: Points, z: Points) -> Points:
        solid = np.stack([x - PAPER[0] / 2, y - PAPER[1] / 2, z], 1) @ self.turn.T
        solid = solid + np.array([self.where.across, self.where.down, self.distance])
        flat = solid @ self.lens.T
        return flat[:, :2] / flat[:, 2:]

    def panels(self) -> list[Points]:
        """The true homography of each strip, from canonical pixels (640 by 905) to the frame."""
        found = []
        for top, bottom, _ in self.strips:
            a, b = top / PAPER[1], bottom / PAPER[1]
            quad = np.array([[0, a], [1, a], [1, b], [0, b]])
            target = self.project(np.clip(quad, [0, a + 1e-7], [1, b - 1e-7])).astype(np.float32)
            source = (quad * [640, 905]).astype(np.float32)
            found.append(cv2.getPerspectiveTransform(source, target))
        return found

    def page_width(self) -> float:
        corners = self.project([[0, 0], [1, 0], [1, 1], [0, 1]])
        top, bottom = corners[1] - corners[0], corners[2] - corners[3]
        return float((np.linalg.norm(top) + np.linalg.norm(bottom)) / 2)

    def photographed(self, page: Picture, desk: Picture) -> Picture:
        frame = desk.copy()
        shrink = page.shape[1] / max(self.page_width(), 1)
        if shrink > 1.3:  # else fine print turns to noise
            scale = 1.15 / shrink
            page = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        size = np.array([page.shape[1], page.shape[0]])
        for top, bottom, _ in self.strips:
            a, b = top / PAPER[1], bottom / PAPER[1]
            quad = np.array([[0, a], [1, a], [1, b], [0, b]])
            target = self.project(np.clip(quad, [0, a + 1e-7], [1, b - 1e-7])).astype(np.float32)
            h = cv2.getPerspectiveTransform((quad * size).astype(np.float32), target)
            self._laid(frame, page, h, target)
        return frame

    def _laid(self, frame: Picture, page: Picture, h: Any, target: Any) -> None:
        """One strip of the page over the frame, computed only where it comes."""
        low = np.clip(np.floor(target.min(0)).astype(int) - 1, 0, [self.width, self.height])
        high = np.clip(np.ceil(target.max(0)).astype(int) + 2, 0, [self.width, self.height])
        if (high <= low).any():
            return
        size = (int(high[0] - low[0]), int(high[1] - low[1]))
        moved = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ h
        warped = cv2.warpPerspective(page, moved, size, borderMode=cv2.BORDER_REPLICATE)
        mask = np.zeros(size[::-1], np.uint8)
        corners = np.round((target - low) * 16).astype(np.int32)
        cv2.fillConvexPoly(mask, corners, 255, cv2.LINE_AA, 4)
        share = mask.astype(np.float32) / 255
        part = frame[low[1] : high[1], low[0] : high[0]]
        part[:] = cv2.blendLinear(warped, np.ascontiguousarray(part), share, 1 - share)


def _rotation(x: float, y: float, z: float) -> Points:
    (cx, cy, cz), (sx, sy, sz) = np.cos(np.deg2rad([x, y, z])), np.sin(np.deg2rad([x, y, z]))
    return (
        np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
        @ np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
        @ np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    )


def _folded() -> list[Any]:
    """A sheet folded in three, whose flaps lift seven and eight degrees."""
    first, second = PAPER[1] / 3, 2 * PAPER[1] / 3
    a, b = np.deg2rad(7), np.deg2rad(8)
    return [
        (0.0, first, lambda y: (first - (first - y) * np.cos(a), -(first - y) * np.sin(a))),
        (first, second, lambda y: (y, 0 * y)),
        (
            second,
            PAPER[1],
            lambda y: (second + (y - second) * np.cos(b), -(y - second) * np.sin(b)),
        ),
    ]


def desk(width: int, height: int, seed: int) -> Picture:
    chance = np.random.default_rng(seed)
    grain = chance.normal(0, 1, (height // 8 + 1, width // 8 + 1)).astype(np.float32)
    soft = cv2.resize(grain, (width, height), interpolation=cv2.INTER_CUBIC)
    fine = chance.normal(0, 1, (height, width)).astype(np.float32)
    wood = cv2.GaussianBlur(fine, (0, 0), sigmaX=40, sigmaY=1.2)
    base = (95, 70, 150, 185, 215)[seed % 5]
    return np.clip(base + soft * 8 + wood / wood.std() * 9, 0, 255).astype(np.uint8)


def written(page: Picture, rects: list[Any], chance: np.random.Generator, share: float) -> Picture:
    """Handwriting in a share of the fields (rects in 0..1)."""
    page, (height, width) = page.copy(), page.shape
    fonts = (cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX)
    for left, top, _, bottom in rects:
        if chance.random() > share:
            continue
        size = min((bottom - top) * height * 0.03, width * 0.0008)
        spot = (
            int(left * width + chance.uniform(3, 25)),
            int(bottom * height - chance.uniform(4, 9)),
        )
        words = VALUES[chance.integers(len(VALUES))]
        cv2.putText(page, words, spot, fonts[chance.integers(2)], size, 60, 2, cv2.LINE_AA)
    return page


def spoiled(frame: Picture, view: View, condition: Condition, chance: np.random.Generator) -> bytes:
    """A hand, light, blur, noise and the camera's compression: the frame as JPEG."""
    if condition.hand:
        spot = view.project([[chance.uniform(0.3, 0.7), chance.uniform(0.35, 0.7)]])[0]
        frame = _hand(frame, chance, spot, view.page_width())
    frame = _lit(frame, chance, condition.shadow)
    frame = cv2.GaussianBlur(frame, (0, 0), 0.6).astype(np.uint8)
    if condition.blur:
        frame = _dragged(frame, chance, condition.blur)
    noise = chance.standard_normal(frame.shape, np.float32) * 4
    noisy = cv2.add(frame, noise, dtype=cv2.CV_8U)
    return cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 75])[1].tobytes()


def decoded(jpeg: bytes) -> Picture:
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_UNCHANGED).astype(np.uint8)


def _hand(frame: Picture, chance: np.random.Generator, tip: Any, size: float) -> Picture:
    angle = chance.uniform(-0.3, 0.9)
    along = np.array([np.cos(angle), np.sin(angle)])
    aside = np.array([-along[1], along[0]])
    shape = [
        (0.16, 0.02),
        (0.2, -0.1),
        (0.42, -0.2),
        (0.9, -0.2),
        (0.95, 0.22),
        (0.5, 0.24),
        (0.26, 0.15),
    ]
    pen = [(0, 0), (0.03, 0.012), (0.62, -0.11), (0.62, -0.15), (0.03, -0.012)]
    for outline, grey in ((shape, 165), (pen, 40)):
        spots = [tip + along * size * a + aside * size * b for a, b in outline]
        cv2.fillPoly(frame, [np.array(spots, np.int32)], grey, cv2.LINE_AA)
    return frame


def _lit(frame: Picture, chance: np.random.Generator, shadow: bool) -> Picture:
    height, width = frame.shape
    angle = chance.uniform(0, 6.28)
    across = np.linspace(-0.5, 0.5, width, dtype=np.float32) * np.float32(np.cos(angle))
    down = np.linspace(-0.5, 0.5, height, dtype=np.float32) * np.float32(np.sin(angle))
    slope = across[None, :] + down[:, None]
    light = slope * chance.uniform(0.1, 0.35) + chance.uniform(0.82, 1.02)
    if shadow:
        spots = chance.uniform(0, 1, (4, 2)) * [width, height]
        spots[0], spots[1] = (
            [0, chance.uniform(0, height)],
            [width * chance.uniform(0.3, 1), chance.uniform(0, height)],
        )
        mask = np.zeros((height, width), np.float32)
        cv2.fillPoly(mask, [cv2.convexHull(spots.astype(np.float32)).astype(np.int32)], 1.0)
        mask = _softly(mask, chance.uniform(6, 25))
        light = light * (1 - mask * np.float32(1 - chance.uniform(0.45, 0.65)))
    return cv2.multiply(frame, light.astype(np.float32), dtype=cv2.CV_8U).astype(np.uint8)


def _softly(mask: Any, sigma: float) -> Any:
    """A wide blur, at a quarter of the size: its edge is soft anyway."""
    height, width = mask.shape
    small = cv2.resize(mask, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
    return cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma / 4), (width, height))


def _dragged(frame: Picture, chance: np.random.Generator, length: int) -> Picture:
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), chance.uniform(0, 180), 1)
    kernel = cv2.warpAffine(kernel, turn, (length, length))
    return cv2.filter2D(frame, -1, kernel / kernel.sum()).astype(np.uint8)
