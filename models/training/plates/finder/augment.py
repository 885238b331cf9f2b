"""Changes on loading: another part of the scene, mirrored, lighter or darker."""
import cv2
import numpy as np

from .scene import HEIGHT, WIDTH

MIRRORED = [2, 3, 0, 1, 6, 7, 4, 5, 8]


def vary(picture, plates, chance):
    """A picture uint8 and its plates, changed; a plate that would be cut off keeps the scene as it is."""
    if chance.hit(.5):
        scale = chance.uniform(.75, 1.3)
        angle = chance.gauss(0, 3)
        move = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), angle, scale)
        move[:, 2] += [chance.uniform(-.12, .12) * WIDTH, chance.uniform(-.12, .12) * HEIGHT]
        moved = plates.copy()
        points = plates[:, :8].reshape(-1, 4, 2) @ move[:, :2].T + move[:, 2]
        moved[:, :8] = points.reshape(-1, 8)
        if len(plates) == 0 or ((points >= 0).all() and (points[..., 0] < WIDTH).all() and (points[..., 1] < HEIGHT).all()):
            border = chance.choice([cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_REFLECT])
            picture = cv2.warpAffine(picture, move, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=127)
            plates = moved
    if chance.hit(.3):
        picture = np.ascontiguousarray(picture[:, ::-1])
        plates = plates[:, MIRRORED].copy()
        plates[:, :8:2] = WIDTH - plates[:, :8:2]
    picture = picture.astype(np.float32)
    if chance.hit(.4):
        picture = 255 * (picture / 255) ** chance.uniform(.6, 1.6)
    if chance.hit(.3):
        picture = np.clip((picture - 128) * chance.uniform(.6, 1.4) + 128 + chance.uniform(-30, 30), 0, 255)
    if chance.hit(.05):
        picture = 255 - picture
    return picture, plates


def normalize(pictures):
    """What the card says: mean 127.5, scale 1/64."""
    return (pictures.astype(np.float32) - 127.5) / 64
