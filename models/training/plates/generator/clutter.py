"""What stands on plates and is not the number: seals, pictures, symbols, stacked letters, stickers, slogans, bolts, frames."""
import math

import cv2
import numpy as np

from .alphabet import LATIN
from .drawing import disc, line, paste, polygon, resize

WORDS = (
    "CALIFORNIA TEXAS FLORIDA NEW YORK OHIO GEORGIA Illinois Virginia Maine Utah ALASKA Missouri Colorado Tennessee Sunshine State Garden "
    "Empire The Show-Me Land of Lincoln Great Lakes Dealer Motors BRASIL MERCOSUL SAO PAULO RIO Curitiba AutoHaus Service www.auto.com Ford "
    "Toyota Honda JAN FEB 05 12 2008 Grand Canyon Ocean Famous Potatoes Live Free or Die Bluegrass Wild Wonderful MINNESOTA Michigan Nevada "
    "Washington Oregon Campinas PR-CURITIBA SP MG taxi STATE PARK Veteran University Alumni dmv.gov 800-555 Autocentrum Garage Skoda"
).split()
EU_CODES = "D CZ SK F GB I PL E NL A H SLO B RO HR P DK S FIN LT LV EST BG GR IRL N CH".split()


def words(chance, count=None):
    """Some words of inscriptions."""
    return " ".join(chance.choice(WORDS) for _ in range(count or chance.choice([1, 1, 2, 2, 3])))


def seal(plate, x, y, radius, chance, paper, ink):
    """A round sticker of an authority, with texture in it."""
    grey = paper + (ink - paper) * chance.uniform(.15, .9) if chance.hit(.7) else chance.uniform(40, 235)
    disc(plate, x, y, radius, grey, chance.hit(.85))
    if radius > 3 and chance.hit(.7):
        size = int(2 * radius)
        texture = resize(chance.array.integers(0, 255, (chance.randint(3, 6), chance.randint(3, 6)), np.uint8), size, size)
        round_mask = np.zeros_like(texture)
        cv2.circle(round_mask, (size // 2, size // 2), max(1, int(radius * .8)), 255, -1)
        paste(plate, np.minimum(texture, round_mask[:texture.shape[0], :texture.shape[1]]), x - radius, y - radius, chance.uniform(0, 255), chance.uniform(.3, .9))
    if radius > 3 and chance.hit(.4):
        disc(plate, x, y, radius, chance.uniform(0, 255), False)


def between_groups(plate, x, y, room, height, chance, paper, ink):
    """What European plates and plain ones have between groups: nothing, dot, dash, polygon, one or two seals with or without a dash."""
    way = chance.among({"nothing": .30, "dot": .14, "dash": .14, "seals": .30, "polygon": .06, "rivet": .06})
    if way == "dot":
        disc(plate, x, y + chance.choice([0, 0, height * .35]), height * chance.uniform(.03, .08), ink)
    elif way == "dash":
        line(plate, x - height * chance.uniform(.04, .14), y, x + height * chance.uniform(.04, .14), y, ink, height * chance.uniform(.05, .12))
    elif way == "seals":
        radius = max(2., min(room * chance.uniform(.35, .5), height * chance.uniform(.16, .27)))
        for dy in chance.choice([(0,), (-.24, .24), (-.24, .24), (-.27, .22)]):
            seal(plate, x, y + dy * height, radius * chance.uniform(.8, 1.), chance, paper, ink)
        if chance.hit(.2):
            line(plate, x - height * .08, y, x + height * .08, y, ink, height * .07)
    elif way == "polygon":
        points = chance.array.random((chance.choice([5, 7, 9]), 2)) * [room * .9, height * .7] + [x - room * .45, y - height * .35]
        polygon(plate, points, (paper + ink) / 2 + chance.uniform(-40, 40))
    elif way == "rivet":
        disc(plate, x, y - height * .3, height * .06, (paper + ink) / 2)


def symbol(plate, x, y, room, height, die, fonts, chance, paper, ink):
    """A graphic beside or between characters: drawing, box, wheelchair, small stacked letters of the plate's own die."""
    way = chance.among({"drawing": .32, "box": .14, "stack": .34, "wheelchair": .07, "emblem": .13})
    if way == "stack":
        _stack(plate, x, y, room, height, die, fonts, chance, paper, ink)
    elif way == "wheelchair":
        _wheelchair(plate, x, y, min(room * .9, height * chance.uniform(.5, .9)), chance, paper, ink)
    else:
        width = max(4, int(min(room * chance.uniform(.55, 1.), height * 1.3)))
        tall = max(4, int(height * chance.uniform(.35, 1.)))
        draw = {"drawing": _drawing, "box": _box, "emblem": _emblem}[way]
        draw(plate, int(x - width / 2), int(y - tall / 2 + height * chance.uniform(-.15, .15)), width, tall, chance, paper, ink)


def _stack(plate, x, y, room, height, die, fonts, chance, paper, ink):
    count = chance.choice([1, 2, 2, 2, 3])
    tall = max(5, height * (chance.uniform(.18, .38) if count < 3 else chance.uniform(.18, .3)))
    grey = paper + (ink - paper) * chance.uniform(.6, 1.)
    own = chance.hit(.65)
    top = y - count * tall * 1.15 / 2 + height * chance.choice([0, 0, -.2, .2])
    for row in range(count):
        if own:
            mask = die.glyph(chance.choice(LATIN))
            # The mask has a margin of an eighth above and below.
            mask = resize(mask, mask.shape[1] * tall * 1.25 / mask.shape[0], tall * 1.25)
        else:
            mask = fonts.small("".join(chance.choice(LATIN) for _ in range(chance.choice([1, 1, 2, 3]))), tall, chance)
        if mask.shape[1] > room:
            mask = resize(mask, room, mask.shape[0])
        paste(plate, mask, x - mask.shape[1] / 2, top + row * tall * 1.15, grey)


def _wheelchair(plate, x, y, size, chance, paper, ink):
    grey = paper + (ink - paper) * chance.uniform(.6, 1.)
    stroke = max(1, size * .1)
    if chance.hit(.5):
        cv2.rectangle(plate, (int(x - size * .5), int(y - size * .5)), (int(x + size * .5), int(y + size * .5)), float(paper + (ink - paper) * .8), -1)
        grey = paper
    disc(plate, x - size * .1, y - size * .38, size * .1, grey)
    cv2.ellipse(plate, (int(x - size * .05), int(y + size * .15)), (max(1, int(size * .25)), max(1, int(size * .25))), 0, 0, 250, float(grey), int(stroke), cv2.LINE_AA)
    line(plate, x - size * .1, y - size * .25, x - size * .05, y + size * .08, grey, stroke)
    line(plate, x - size * .05, y + size * .08, x + size * .2, y + size * .08, grey, stroke)
    line(plate, x + size * .2, y + size * .08, x + size * .32, y + size * .38, grey, stroke)


def _drawing(plate, x, y, width, height, chance, paper, ink):
    """Cactus, orange, tree, outline of a state."""
    grey = paper + (ink - paper) * chance.uniform(.3, 1.)
    layer = plate.copy()
    for _ in range(chance.choice([1, 2, 3, 4])):
        shape = chance.choice(["ellipse", "ellipse", "polygon", "stroke"])
        cx, cy = x + width * chance.uniform(.25, .75), y + height * chance.uniform(.25, .75)
        shade = grey + chance.uniform(-30, 30)
        if shape == "ellipse":
            axes = (max(1, int(width * chance.uniform(.12, .45))), max(1, int(height * chance.uniform(.12, .45))))
            cv2.ellipse(layer, (int(cx), int(cy)), axes, chance.uniform(0, 180), 0, 360, shade, -1, cv2.LINE_AA)
        elif shape == "polygon":
            polygon(layer, chance.array.random((chance.choice([3, 5, 8, 11]), 2)) * [width, height] + [x, y], shade)
        else:
            line(layer, cx, y + height * chance.uniform(0, .3), cx + chance.uniform(-.2, .2) * width, y + height * chance.uniform(.6, 1),
                 grey, width * chance.uniform(.08, .3))
    plate += (cv2.GaussianBlur(layer, (0, 0), chance.uniform(.4, 2.)) - plate) * chance.uniform(.6, 1.)


def _box(plate, x, y, width, height, chance, paper, ink):
    """A sticker: coarse texture in a rectangle."""
    x, y = max(0, x), max(0, y)
    part = plate[y:y + height, x:x + width]
    if part.size == 0:
        return
    texture = chance.array.random((chance.randint(3, 8), chance.randint(3, 8)), dtype=np.float32)
    texture = cv2.resize(texture, (part.shape[1], part.shape[0]), interpolation=chance.choice([cv2.INTER_NEAREST, cv2.INTER_LINEAR]))
    contrast = chance.uniform(30, max(40, abs(ink - paper) * 1.3)) * (1 if ink < paper else -1)
    part += (paper + (texture - .6) * contrast - part) * chance.uniform(.6, 1.)
    if chance.hit(.6):
        cv2.rectangle(plate, (x, y), (x + width, y + height), float((paper + ink) / 2), 1)


def _emblem(plate, x, y, width, height, chance, paper, ink):
    """A ring or shield with something in it: arms of a city, a badge."""
    cx, cy, radius = x + width / 2, y + height / 2, min(width, height) / 2
    grey = paper + (ink - paper) * chance.uniform(.5, 1.)
    corners = chance.choice([3, 4, 5, 6, 8, 10])
    angles = np.arange(corners) / corners * 2 * math.pi + chance.uniform(0, 1)
    star = radius * np.where(np.arange(corners) % 2, chance.uniform(.4, 1.), 1.)
    polygon(plate, np.stack([cx + star * np.cos(angles), cy + star * np.sin(angles)], 1), grey)
    if chance.hit(.6):
        disc(plate, cx, cy, radius * chance.uniform(.2, .6), paper + (ink - paper) * chance.uniform(0, .4))


def eu_band(plate, width, fonts, chance, at_left=True):
    """The band with stars and the sign of the country; its grey follows how the camera sees blue."""
    height = plate.shape[0]
    left = 0 if at_left else plate.shape[1] - width
    # Sometimes bright, and crowded with stars, letters and a coat of arms: no character of any script for all that.
    grey = chance.uniform(20, 130) if chance.hit(.8) else chance.uniform(130, 200)
    plate[:, left:left + width] = grey
    if chance.hit(.2):
        seal(plate, left + width / 2, height * chance.uniform(.25, .7), width * chance.uniform(.25, .45), chance, grey, chance.uniform(150, 255))
    mask = fonts.small(chance.choice(EU_CODES), height * chance.uniform(.2, .32), chance)
    if mask.shape[1] > width:
        mask = resize(mask, width * .9, mask.shape[0])
    paste(plate, mask, left + width / 2 - mask.shape[1] / 2, height * chance.uniform(.6, .72), chance.uniform(180, 255))
    size = chance.choice([1, 1, 2])
    for k in range(10):
        angle = k * math.pi / 5
        disc(plate, left + width / 2 + width * .3 * math.cos(angle), height * .3 + width * .3 * math.sin(angle), size, chance.uniform(170, 255))


def inscription(plate, text, height, x, y, grey, fonts, chance, width_max=None):
    """A line of small print whose top middle lies at (x, y)."""
    mask = fonts.small(text, height, chance)
    if width_max and mask.shape[1] > width_max:
        mask = resize(mask, width_max, mask.shape[0])
    paste(plate, mask, x - mask.shape[1] / 2, y, grey)


def bolts(plate, places, chance):
    """Screws: heads with a darker middle."""
    height, width = plate.shape
    radius, grey = height * chance.uniform(.02, .05), chance.uniform(20, 240)
    for x, y in places:
        disc(plate, width * x + chance.uniform(-3, 3), height * y, radius, grey)
        disc(plate, width * x, height * y, radius / 2, grey * .6)


def background_picture(plate, chance, paper, is_dark):
    """The printed pictures and gradients of US plates."""
    height, width = plate.shape
    if chance.hit(.6):
        ramp = np.linspace(chance.uniform(-60, 30), chance.uniform(-30, 30), height, dtype=np.float32)[:, None]
    else:
        ramp = np.linspace(chance.uniform(-30, 30), chance.uniform(-30, 30), width, dtype=np.float32)[None]
    plate += ramp
    if chance.hit(.6):
        plate += chance.blotches(height, width, chance.choice([10, 20, 40]), chance.uniform(5, 28))
    for _ in range(chance.choice([0, 0, 1, 1, 2])):
        grey = paper + chance.uniform(-80, 30)
        points = chance.array.random((chance.choice([3, 4, 5, 8]), 2)) * [width, height]
        if chance.hit(.5):
            points = points * .3 + [chance.uniform(0, width * .7), chance.uniform(0, height * .7)]
        polygon(plate, points, grey if is_dark else max(40, grey))
    plate[:] = cv2.GaussianBlur(plate, (0, 0), chance.uniform(.5, 2.5))
