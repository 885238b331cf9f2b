"""Cheap changes on loading, so that a drawn sample can be seen several times; and the normalisation of the input."""
import cv2
import numpy as np

# The C# side does the same: card parameter cropDeviation.
CROP_DEVIATION = 4.


def normalize(pictures):
    """[N, H, W] grey to zero mean and about unit deviation, each by itself."""
    mean = pictures.mean((1, 2), keepdims=True)
    deviation = pictures.std((1, 2), keepdims=True)
    return ((pictures - mean) / (deviation + CROP_DEVIATION)).astype(np.float32)


def vary(picture, chance):
    """A sample uint8 [H, W], moved, blurred, inverted, covered at its edge a little; float32."""
    height, width = picture.shape
    if chance.hit(.6):
        sx, sy, shear = 1 + chance.uniform(-.05, .05), 1 + chance.uniform(-.08, .08), chance.uniform(-.05, .05)
        move = np.array([[sx, shear, (1 - sx) * width / 2 - shear * height / 2 + chance.uniform(-2.5, 2.5)],
                         [chance.uniform(-.012, .012), sy, (1 - sy) * height / 2 + chance.uniform(-2, 2)]], np.float32)
        picture = cv2.warpAffine(picture, move, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    picture = picture.astype(np.float32)
    if chance.hit(.3):
        picture = 255 * (picture / 255) ** chance.uniform(.6, 1.6)
    if chance.hit(.04):
        picture = 255 - picture
    if chance.hit(.12):
        picture = cv2.GaussianBlur(picture, (0, 0), chance.uniform(.4, 1.))
    if chance.hit(.2):
        picture += chance.noise(height, width, chance.uniform(1, 6))
    if chance.hit(.08):
        x, y = chance.randint(0, 150), chance.choice([chance.randint(0, 5), chance.randint(38, 44)])
        picture[y:y + chance.randint(2, 6), x:x + chance.randint(4, 40)] = chance.uniform(0, 255)
    return picture
