"""One training sample of the finder: a drawn picture and the corners of the plates in it."""
import math

import cv2
import numpy as np

from generator import camera
from generator.plate import PlateDrawer

from . import vehicle

WIDTH, HEIGHT = 256, 208
KINDS = {"eu": .30, "us": .28, "br": .08, "mercosul": .06, "cn": .10, "in": .05, "square": .13}
PLATES_MAX = 4
# Widths of plates in a vehicle's crop of the input's size, and the least height at which one can be told from a badge.
_WIDTH_MIN, _WIDTH_MAX, _HEIGHT_MIN = 18, 150, 5.5


class SceneMaker:
    """Makes scenes: vehicles with plates, without, plates on nothing, nothing at all."""

    def __init__(self, fonts, chance):
        self.fonts, self.chance = fonts, chance
        self._drawer = PlateDrawer(fonts, chance)

    def make(self):
        """A picture uint8 [208, 256] and its plates: float32 [N, 9], the corners (top left, top right, bottom right, bottom left), 1 if two lines."""
        while True:
            scene = self._scene()
            if scene is not None:
                return scene

    def _scene(self):
        chance = self.chance
        picture = vehicle.street(HEIGHT, WIDTH, chance, self.fonts)
        count = chance.choices([0, 1, 2], [.16, .74, .10])[0]
        plates = []
        for box in self._boxes(max(1, count)):
            drawn = chance.hit(.85)
            view = self._view(box)
            if drawn:
                self._vehicle(picture, box, view)
            if len(plates) < count:
                corners = self._hang(picture, box, view, drawn)
                if corners is not None:
                    plates.append(corners)
        self._night(picture, plates)
        seen = camera.degrade(picture, chance.uniform(6, 20), chance)
        if seen is None:
            return None
        inside = [p for p in plates if (p[:8:2] > -2).all() and (p[:8:2] < WIDTH + 2).all() and (p[1:8:2] > -2).all() and (p[1:8:2] < HEIGHT + 2).all()]
        if len(inside) < len(plates):
            return None
        return self._border(seen, plates), np.array(plates, np.float32).reshape(-1, 9)

    def _boxes(self, count):
        chance = self.chance
        if count == 1:
            margin = chance.uniform(-.02, .16)
            left, top = WIDTH * margin + chance.uniform(-8, 8), HEIGHT * margin + chance.uniform(-8, 8)
            return [(left, top, WIDTH - WIDTH * margin, HEIGHT - HEIGHT * margin * chance.uniform(.5, 1.2))]
        split = chance.uniform(.35, .65) * WIDTH
        return [(2, chance.uniform(0, 60), split - 4, HEIGHT * chance.uniform(.7, 1)), (split + 4, chance.uniform(0, 60), WIDTH - 2, HEIGHT * chance.uniform(.7, 1))]

    def _view(self, box):
        """The perspective of a vehicle: a transform of the picture's plane."""
        chance = self.chance
        left, top, right, bottom = box
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
        yaw, roll = chance.gauss(0, .14), math.radians(chance.gauss(0, 3.5))
        moved = corners.copy()
        middle = moved.mean(0)
        # The far side is lower and the whole narrower, as seen from the side.
        near, far = (0, 3), (1, 2)
        if yaw < 0:
            near, far = far, near
        shrink = min(.45, abs(yaw))
        for corner in far:
            moved[corner, 1] = middle[1] + (moved[corner, 1] - middle[1]) * (1 - shrink * .7)
            moved[corner, 0] = middle[0] + (moved[corner, 0] - middle[0]) * (1 - shrink)
        # From above: lines that go away from the camera lean.
        moved[:, 1] += (moved[:, 0] - middle[0]) * chance.gauss(0, .05)
        moved[:2, 0] = middle[0] + (moved[:2, 0] - middle[0]) * chance.uniform(.85, 1.03)
        turn = np.array([[math.cos(roll), -math.sin(roll)], [math.sin(roll), math.cos(roll)]])
        moved = (moved - middle) @ turn.T + middle
        return cv2.getPerspectiveTransform(corners, moved.astype(np.float32))

    def _vehicle(self, picture, box, view):
        layer = picture.copy()
        vehicle.Vehicle(box, self.chance, self.fonts).draw(layer)
        cv2.warpPerspective(layer, view, (WIDTH, HEIGHT), dst=picture, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        if self.chance.hit(.5):
            picture[:] = cv2.GaussianBlur(picture, (0, 0), self.chance.uniform(.3, 1.2))

    def _hang(self, picture, box, view, drawn):
        """Puts a plate on a vehicle, mostly low in the middle; returns its corners and whether it has two lines."""
        chance = self.chance
        plate = self._drawer.draw(chance.among(KINDS))
        left, top, right, bottom = box
        width = math.exp(chance.uniform(math.log(_WIDTH_MIN), math.log(min(_WIDTH_MAX, (right - left) * .7))))
        if drawn and chance.hit(.6):
            width = (right - left) * chance.uniform(.15, .36)
        height = width * plate.picture.shape[0] / plate.picture.shape[1] * chance.uniform(.9, 1.1)
        if height < _HEIGHT_MIN:
            return None
        x = (left + right) / 2 + chance.gauss(0, .06 if chance.hit(.7) else .25) * (right - left)
        y = top + (bottom - top) * (chance.uniform(.5, .9) if chance.hit(.8) else chance.uniform(.1, .95))
        flat = np.array([[x - width / 2, y - height / 2], [x + width / 2, y - height / 2], [x + width / 2, y + height / 2], [x - width / 2, y + height / 2]])
        corners = cv2.perspectiveTransform(flat[None].astype(np.float32), view)[0]
        self._recess(picture, corners)
        self._paste(picture, plate.picture, corners)
        return np.append(corners.reshape(-1), float(len(plate.lines) == 2)).astype(np.float32)

    def _recess(self, picture, corners):
        """The holder or the shade round a plate."""
        chance = self.chance
        if not chance.hit(.6):
            return
        middle = corners.mean(0)
        grown = middle + (corners - middle) * [chance.uniform(1.03, 1.3), chance.uniform(1.05, 1.6)]
        layer = picture.copy()
        cv2.fillPoly(layer, [grown.astype(np.int32)], chance.uniform(0, 255), cv2.LINE_AA)
        picture += (cv2.GaussianBlur(layer, (0, 0), chance.uniform(.3, 1.5)) - picture) * chance.uniform(.4, 1)

    def _paste(self, picture, plate, corners):
        chance = self.chance
        width = max(8, int(np.linalg.norm(corners[1] - corners[0]) * 1.5))
        height = max(6, int(np.linalg.norm(corners[3] - corners[0]) * 1.5))
        small = cv2.resize(plate, (width, height), interpolation=cv2.INTER_AREA)
        small = small * chance.uniform(.6, 1.1) + chance.uniform(-15, 15)
        if chance.hit(.25):
            small *= np.linspace(chance.uniform(.4, 1), chance.uniform(.7, 1), height, dtype=np.float32)[:, None]
        source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - .5
        transform = cv2.getPerspectiveTransform(source, corners.astype(np.float32) - .5)
        warped = cv2.warpPerspective(small, transform, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
        mask = cv2.warpPerspective(np.ones((height, width), np.float32), transform, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
        # Where the mask is 1/2 the plate's grey is halved too.
        picture += warped - picture * mask

    def _night(self, picture, plates):
        """Dark surroundings with lamps; in infra-red light the plate shines."""
        chance = self.chance
        if not chance.hit(.18):
            return
        shine = np.full((HEIGHT, WIDTH), chance.uniform(.12, .5), np.float32)
        if chance.hit(.6):
            for plate in plates:
                cv2.fillPoly(shine, [plate[:8].reshape(4, 2).astype(np.int32)], chance.uniform(.6, 1.2))
            shine = cv2.GaussianBlur(shine, (0, 0), chance.uniform(.5, 2))
        picture *= shine
        for _ in range(chance.choice([0, 1, 2])):
            glow = np.zeros((HEIGHT, WIDTH), np.float32)
            cv2.circle(glow, (chance.randint(0, WIDTH), chance.randint(0, HEIGHT)), chance.randint(2, 9), 255, -1)
            picture += cv2.GaussianBlur(glow, (0, 0), chance.uniform(2, 8)) * chance.uniform(1, 3)
        np.clip(picture, 0, 255, out=picture)

    def _border(self, seen, plates):
        """The grey that fills the input beside a crop of other proportions."""
        chance = self.chance
        if not chance.hit(.4):
            return seen
        if plates:
            xs, ys = np.concatenate([p[:8:2] for p in plates]), np.concatenate([p[1:8:2] for p in plates])
        else:
            xs, ys = np.array([WIDTH / 2]), np.array([HEIGHT / 2])
        if chance.hit(.5):
            edge = int(min(chance.uniform(0, .3) * WIDTH, max(0, min(xs.min(), WIDTH - xs.max()) - 1)))
            seen[:, :edge], seen[:, WIDTH - edge:] = 127, 127
        else:
            edge = int(min(chance.uniform(0, .3) * HEIGHT, max(0, min(ys.min(), HEIGHT - ys.max()) - 1)))
            seen[:edge], seen[HEIGHT - edge:] = 127, 127
        return seen
