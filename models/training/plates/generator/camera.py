"""How a camera sees a crop: its pixels, blur, night, infra-red, noise, sharpening, JPEG."""
import math

import cv2
import numpy as np

# Below these a person reads nothing either: such pictures would teach guessing.
_CONTRAST_MIN, _CHARACTER_MIN, _DEVIATION_MIN = 1.5, 6., 4.


def photograph(picture, frame, text_height, chance, widths=(42, 230)):
    """The crop in the camera's own pixels, uint8; None if it has become unreadable. `text_height` in pixels of the picture."""
    width = int(math.exp(chance.uniform(math.log(widths[0]), math.log(widths[1]))))
    height = int(min(130, max(11, width * frame.height / frame.width * chance.uniform(.85, 1.15))))
    seen = text_height * height / frame.height
    if seen < _CHARACTER_MIN:
        return None
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    shrink = max(frame.width / width, frame.height / height)
    if shrink > 1.3:
        picture = cv2.GaussianBlur(picture, (0, 0), .42 * shrink)
    transform = cv2.getPerspectiveTransform(frame.corners.astype(np.float32), target)
    seen_picture = cv2.warpPerspective(picture, transform, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return degrade(seen_picture, seen, chance)


def degrade(picture, text_height, chance):
    """Optics, exposure, noise and coding; uint8, or None if the contrast is lost."""
    height, width = picture.shape
    if chance.hit(.5):
        picture = cv2.GaussianBlur(picture, (0, 0), chance.uniform(.3, max(.35, min(1.7, text_height * .075))))
    if chance.hit(.2):
        picture = _motion(picture, 5 if width > 90 and chance.hit(.33) else 3, chance)
    picture = _expose(picture, chance)
    if chance.hit(.6):
        contrast = float(picture.std())
        sigma = chance.uniform(.7, min(11., 1.2 + .22 * contrast))
        if contrast < _CONTRAST_MIN * sigma:
            return None
        picture = picture + chance.noise(height, width, sigma)
    picture = np.clip(picture, 0, 255).astype(np.uint8)
    if picture.std() < _DEVIATION_MIN:
        return None
    if chance.hit(.2):
        soft = cv2.GaussianBlur(picture, (0, 0), 1.2).astype(np.float32)
        picture = np.clip(picture.astype(np.float32) * 1.8 - soft * .8, 0, 255).astype(np.uint8)
    if chance.hit(.7):
        quality = [cv2.IMWRITE_JPEG_QUALITY, chance.randint(25, 95)]
        picture = cv2.imdecode(cv2.imencode(".jpg", picture, quality)[1], cv2.IMREAD_GRAYSCALE)
    return picture


def _motion(picture, length, chance):
    kernel = np.zeros((length, length), np.float32)
    way = chance.random()
    if way < .7:
        kernel[length // 2] = 1
    elif way < .85:
        np.fill_diagonal(kernel, 1)
    else:
        kernel[:, length // 2] = 1
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def _expose(picture, chance):
    """Night, infra-red light (bright paper that blooms, dark surroundings), over-exposure, other contrast."""
    way = chance.random()
    if way < .14:
        return picture * chance.uniform(.22, .55) + chance.uniform(0, 30)
    if way < .22:
        return 255 * (np.clip(picture, 0, 255) / 255) ** chance.uniform(.4, .8)
    if way < .29:
        bloom = cv2.GaussianBlur(picture, (0, 0), chance.uniform(1.5, 4))
        return np.clip(picture * chance.uniform(1., 1.4) + bloom * chance.uniform(.1, .35) - chance.uniform(20, 70), 0, 255)
    if way < .52:
        return (picture - 128) * chance.uniform(.45, 1.5) + 128 + chance.uniform(-40, 40)
    return picture
