"""Plate dies: alphabets of one stroke width whose proportions and variants of shape are drawn once a plate."""
from . import strokes

SHARP, ROUND = False, True


class Die:
    """A random die. Glyphs are masks 0..255, `strokes.GLYPH_HEIGHT` high with a margin above and below."""

    def __init__(self, chance):
        self.width = w = chance.uniform(.36, .72)
        self.thickness = chance.uniform(.085, .19) if w > .45 else chance.uniform(.08, .15)
        self.radius = w * chance.choice([.25, .35, .45, .5, .5])
        self.radius_of_o = w * chance.choice([.3, .45, .5, .5])
        self.waist = chance.uniform(.44, .54)
        self.opening = chance.uniform(.16, .30)
        self.one = chance.choice(["bar", "bar", "flag", "flag", "foot", "long flag"])
        self.serifs_of_i = chance.hit(.25)
        self.zero = chance.choice(["plain"] * 18 + ["slash", "slash", "cut"])
        self.zero_width = chance.uniform(.8, 1.) if chance.hit(.5) else 1.
        self.depth_of_m = chance.choice([.5, .6, .75, 1.])
        self.top_of_w = chance.choice([0., .25, .4, .5])
        self.upright_w = chance.hit(.5)
        self.width_of_m = chance.uniform(1., 1.25)
        self.top_of_a = chance.choice(["point", "point", "flat", "round"])
        self.bar_of_a = chance.uniform(.62, .76)
        self.flat_three = chance.hit(.25)
        self.open_four = chance.hit(.25)
        self.straight_six = chance.hit(.33)
        self.bar_of_j = chance.hit(.33)
        self.barred_seven = chance.hit(.2)
        self.short_tail_of_q = chance.hit(.33)
        self.joined_k = chance.hit(.5)
        self.fork_of_y = chance.uniform(.42, .58)
        self._glyphs = {}

    def glyph(self, character):
        """The mask of a character."""
        if character not in self._glyphs:
            self._glyphs[character] = strokes.draw(self._paths(character), self.thickness)
        return self._glyphs[character]

    def _line(self, *vertices):
        return list(vertices), False, self.radius

    def _loop(self, *vertices):
        return list(vertices), True, self.radius

    def _paths(self, character):
        return getattr(self, "_" + _DRAWN_BY.get(character, "simple"))(character)

    def _simple(self, character):
        """Characters without variants, as straight and round corners in a box."""
        w, m, p, o, r = self.width, self.waist, self.opening, SHARP, ROUND
        line, loop = self._line, self._loop
        return {
            "B": lambda: [loop((0, 0, o), (w * .95, 0, r), (w * .95, m, r), (0, m, o)), loop((0, m, o), (w, m, r), (w, 1, r), (0, 1, o))],
            "C": lambda: [line((w, p + .04, o), (w, 0, r), (0, 0, r), (0, 1, r), (w, 1, r), (w, .96 - p, o))],
            "D": lambda: [loop((0, 0, o), (w, 0, r), (w, 1, r), (0, 1, o))],
            "E": lambda: [line((w, 0, o), (0, 0, o), (0, 1, o), (w, 1, o)), line((0, m, o), (w * .82, m, o))],
            "F": lambda: [line((w, 0, o), (0, 0, o), (0, 1, o)), line((0, m, o), (w * .82, m, o))],
            "G": lambda: [line((w, p + .04, o), (w, 0, r), (0, 0, r), (0, 1, r), (w, 1, r), (w, .55, o), (w * .55, .55, o))],
            "H": lambda: [line((0, 0, o), (0, 1, o)), line((w, 0, o), (w, 1, o)), line((0, m, o), (w, m, o))],
            "L": lambda: [line((0, 0, o), (0, 1, o), (w, 1, o))],
            "N": lambda: [line((0, 1, o), (0, 0, o), (w, 1, o), (w, 0, o))],
            "P": lambda: [line((0, 1, o), (0, 0, o), (w, 0, r), (w, m + .06, r), (0, m + .06, o))],
            "R": lambda: [line((0, 1, o), (0, 0, o), (w, 0, r), (w, m + .04, r), (0, m + .04, o)), line((w * .45, m + .04, o), (w, 1, o))],
            "S": lambda: [line((w, p, o), (w, 0, r), (0, 0, r), (0, m, r), (w, m, r), (w, 1, r), (0, 1, r), (0, 1 - p, o))],
            "T": lambda: [line((0, 0, o), (w, 0, o)), line((w / 2, 0, o), (w / 2, 1, o))],
            "U": lambda: [line((0, 0, o), (0, 1, r), (w, 1, r), (w, 0, o))],
            "V": lambda: [line((0, 0, o), (w / 2, 1, o), (w, 0, o))],
            "X": lambda: [line((0, 0, o), (w, 1, o)), line((w, 0, o), (0, 1, o))],
            "Y": lambda: [line((0, 0, o), (w / 2, self.fork_of_y, o), (w, 0, o)), line((w / 2, self.fork_of_y, o), (w / 2, 1, o))],
            "Z": lambda: [line((0, 0, o), (w, 0, o), (0, 1, o), (w, 1, o))],
            "2": lambda: [line((0, p, o), (0, 0, r), (w, 0, r), (w, .4, r), (0, 1, o), (w, 1, o))],
            "5": lambda: [line((w * .95, 0, o), (w * .05, 0, o), (w * .02, .46, o), (w * .2, .4, o), (w, .4, r), (w, 1, r), (0, 1, r), (0, 1 - p, o))],
            "8": lambda: [loop((w * .05, 0, r), (w * .95, 0, r), (w * .95, m, r), (w * .05, m, r)), loop((0, m, r), (w, m, r), (w, 1, r), (0, 1, r))],
        }[character]()

    def _a(self, _):
        w, bar, o, r = self.width, self.bar_of_a, SHARP, ROUND
        if self.top_of_a == "round":
            return [self._line((0, 1, o), (0, .5, o), (0, 0, r), (w, 0, r), (w, .5, o), (w, 1, o)), self._line((0, .6, o), (w, .6, o))]
        tip = [(w * .36, 0, o), (w * .64, 0, o)] if self.top_of_a == "flat" else [(w / 2, 0, o)]
        inset = w * (.5 if self.top_of_a == "point" else .36) * (1 - bar)
        return [self._line((0, 1, o), *tip, (w, 1, o)), self._line((inset, bar, o), (w - inset, bar, o))]

    def _i(self, _):
        w, o = self.width, SHARP
        serifs = [self._line((0, 0, o), (w * .6, 0, o)), self._line((0, 1, o), (w * .6, 1, o))] if self.serifs_of_i else []
        return [self._line((w * .3, 0, o), (w * .3, 1, o))] + serifs

    def _j(self, _):
        w, o = self.width, SHARP
        return [self._line((w * (.4 if self.bar_of_j else 1), 0, o), (w, 0, o), (w, 1, ROUND), (0, 1, ROUND), (0, .72, o))]

    def _k(self, _):
        w, o = self.width, SHARP
        stem = self._line((0, 0, o), (0, 1, o))
        if not self.joined_k:
            return [stem, self._line((w, 0, o), (0, .5, o), (w, 1, o))]
        return [stem, self._line((w, 0, o), (0, .6, o)), self._line((w * .33, .42, o), (w, 1, o))]

    def _m(self, _):
        w, o = self.width * self.width_of_m, SHARP
        return [self._line((0, 1, o), (0, 0, o), (w / 2, self.depth_of_m, o), (w, 0, o), (w, 1, o))]

    def _w(self, _):
        w, top, o = self.width * self.width_of_m, self.top_of_w, SHARP
        foot = 0 if self.upright_w else .24
        return [self._line((0, 0, o), (w * foot, 1, o), (w / 2, top, o), (w * (1 - foot), 1, o), (w, 0, o))]

    def _o(self, _):
        w, r = self.width, ROUND
        return [([(0, 0, r), (w, 0, r), (w, 1, r), (0, 1, r)], True, self.radius_of_o)]

    def _q(self, _):
        w, o = self.width, SHARP
        tail = [(w * .55, .78, o), (w * .75, .9, o), (w * .8, 1.1, o)] if self.short_tail_of_q else [(w * .55, .7, o), (w * 1.02, 1.04, o)]
        return self._o(_) + [self._line(*tail)]

    def _zero(self, _):
        w, o, r = self.width * self.zero_width, SHARP, ROUND
        radius = self.radius_of_o if self.zero_width < 1 else self.radius
        if self.zero == "cut":
            return [([(w * .62, 0, o), (0, 0, r), (0, 1, r), (w, 1, r), (w, .12, o)], False, radius)]
        slash = [self._line((w * .2, .8, o), (w * .8, .2, o))] if self.zero == "slash" else []
        return [([(0, 0, r), (w, 0, r), (w, 1, r), (0, 1, r)], True, radius)] + slash

    def _one(self, _):
        x, o = self.width * .4, SHARP
        stem = {"bar": [], "flag": [(x * .1, .22, o)], "foot": [(x * .1, .2, o)], "long flag": [(0, .05, o)]}[self.one]
        foot = [self._line((0, 1, o), (2 * x, 1, o))] if self.one == "foot" else []
        return [self._line(*stem, (x, 0, o), (x, 1, o))] + foot

    def _three(self, _):
        w, m, p, o, r = self.width, self.waist, self.opening, SHARP, ROUND
        if self.flat_three:
            return [self._line((0, 0, o), (w, 0, o), (w * .4, .4, o), (w, .42, r), (w, 1, r), (0, 1, r), (0, 1 - p, o))]
        return [self._line((0, p, o), (0, 0, r), (w, 0, r), (w, m, r), (w * .35, m, o)),
                self._line((w * .35, m, o), (w, m, r), (w, 1, r), (0, 1, r), (0, 1 - p, o))]

    def _four(self, _):
        w, o = self.width, SHARP
        if self.open_four:
            return [self._line((0, 0, o), (0, .6, o), (w, .6, o)), self._line((w * .75, .3, o), (w * .75, 1, o))]
        return [self._line((w * .74, 1, o), (w * .74, 0, o), (0, .7, o), (w, .7, o))]

    def _six(self, character):
        w, m, p, o, r = self.width, self.waist, self.opening, SHARP, ROUND
        if self.straight_six:
            paths = [self._line((w * .7, 0, o), (w * .1, .5, o), (0, .7, o)), self._loop((0, m - .04, r), (w, m - .04, r), (w, 1, r), (0, 1, r))]
        else:
            paths = [self._line((w, p, o), (w, 0, r), (0, 0, r), (0, 1, r), (w, 1, r), (w, m, r), (w * .3, m, o), (0, m + .12, o))]
        if character == "9":
            paths = [([(w - x, 1 - y, f) for x, y, f in vertices], closed, radius) for vertices, closed, radius in paths]
        return paths

    def _seven(self, _):
        w, o = self.width, SHARP
        bar = [self._line((w * .25, .5, o), (w * .85, .5, o))] if self.barred_seven else []
        return [self._line((0, 0, o), (w, 0, o), (w * .35, 1, o))] + bar


_DRAWN_BY = {"A": "a", "I": "i", "J": "j", "K": "k", "M": "m", "O": "o", "Q": "q", "W": "w",
             "0": "zero", "1": "one", "3": "three", "4": "four", "6": "six", "9": "six", "7": "seven"}


class OldBrazil(Die):
    """Heavy, round corners, O and 0 of one outline, 1 with a flag."""

    def __init__(self, chance):
        super().__init__(chance)
        self.width, self.thickness = chance.uniform(.46, .58), chance.uniform(.125, .175)
        self.radius = self.radius_of_o = self.width * chance.uniform(.42, .5)
        self.zero, self.zero_width, self.one, self.serifs_of_i = "plain", 1., chance.choice(["flag", "bar", "foot"]), chance.hit(.15)
        self.open_four = self.flat_three = self.straight_six = self.barred_seven = False


class China(Die):
    """Twice as high as wide; flat-topped 1 without a foot, A with a wide bar, open 4 now and then."""

    def __init__(self, chance):
        super().__init__(chance)
        self.width, self.thickness = chance.uniform(.40, .50), chance.uniform(.10, .14)
        self.radius = self.radius_of_o = self.width * chance.uniform(.35, .5)
        self.zero, self.zero_width, self.one = "plain", 1., chance.choice(["bar", "flag", "flag"])
        self.top_of_a, self.bar_of_a = chance.choice(["point", "flat"]), chance.uniform(.66, .78)
        self.barred_seven = self.flat_three = False
        self.straight_six, self.open_four = chance.hit(.3), chance.hit(.15)
        self.width_of_m = 1.


class Forgeryproof(Die):
    """Like the German die that many countries use: an O that is rounder than 0, cut 0, spurs, 6 and 9 open."""

    def __init__(self, chance):
        super().__init__(chance)
        self.width, self.thickness = chance.uniform(.44, .58), chance.uniform(.10, .14)
        self.radius = self.width * chance.uniform(.25, .4)
        self.radius_of_o = self.width * .5
        self.zero = chance.choice(["cut", "cut", "plain"])
        self.zero_width = chance.uniform(.82, .95)
        self.one, self.serifs_of_i = "flag", chance.hit(.7)
        self.opening = chance.uniform(.18, .26)
        self.straight_six = False
