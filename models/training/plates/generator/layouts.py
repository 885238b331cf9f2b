"""The kinds of plates: proportions, colours, where the number stands, and which dies it is set in."""
from dataclasses import dataclass

from . import dies, texts


@dataclass(frozen=True)
class Layout:
    """A kind of plate. Heights and places of the text in parts of the plate's height; a pair is an even range."""

    height: int
    proportion: tuple
    text_height: tuple
    text_top: tuple = None
    dark: float = .12
    drawn_die: float = .3
    country_die: type = None
    country_die_share: float = 0.
    two_lines: bool = False

    def die(self, chance, fonts):
        """The country's die, a random die, a road font, or any font."""
        if self.country_die and chance.hit(self.country_die_share):
            return self.country_die(chance)
        if chance.hit(self.drawn_die):
            return dies.Forgeryproof(chance) if chance.hit(.15) else dies.Die(chance)
        return chance.choice(fonts.roads if chance.hit(.3) else fonts.all)


LAYOUTS = {
    "eu": Layout(96, (4., 5.2), (.60, .80), country_die=dies.Forgeryproof, country_die_share=.18),
    "eu short": Layout(96, (2.6, 4.), (.60, .80)),
    "us": Layout(132, (1.85, 2.15), (.38, .58), (.24, .36), drawn_die=.65),
    "br": Layout(110, (2.9, 3.3), (.50, .64), (.28, .34), drawn_die=.5, country_die=dies.OldBrazil, country_die_share=.55),
    "mercosul": Layout(110, (2.9, 3.2), (.50, .64), drawn_die=.3, country_die=dies.Forgeryproof, country_die_share=.6),
    "cn": Layout(100, (3.0, 3.5), (.60, .74), dark=.85, drawn_die=.5, country_die=dies.China, country_die_share=.7),
    "in": Layout(96, (4., 5.), (.55, .75)),
    "square": Layout(150, (1.15, 2.1), (.26, .38), dark=.15, drawn_die=.4, two_lines=True),
}


def text_of(kind, chance):
    """A text for a layout, and the kind of its grouping."""
    if kind in ("br", "mercosul"):
        return texts.brazil(chance), "br"
    if kind == "cn":
        return texts.china(chance), "cn"
    if kind == "in":
        return texts.fill(chance.choice(texts.INDIA), chance), "in"
    if kind == "square":
        return texts.by_format(texts.MOTORCYCLES, chance), "eu"
    return texts.by_format(texts.STATES if kind == "us" else texts.EUROPE, chance), kind


def layout_of(kind, chance):
    """The layout of a kind."""
    return LAYOUTS["eu short" if kind == "eu" and chance.hit(.15) else kind]


def colours(layout, chance):
    """Grey of the paper and of the ink; they differ by 60 at least."""
    is_dark = chance.hit(layout.dark)
    paper = chance.uniform(15, 110) if is_dark else chance.uniform(130, 250)
    ink = min(255., chance.uniform(paper + 60, 255)) if is_dark else chance.uniform(0, max(5., paper - 70) * .75)
    if chance.hit(.75):
        ink = max(ink, chance.uniform(190, 255)) if is_dark else min(ink, chance.uniform(0, 70))
    if abs(ink - paper) < 60:
        ink = paper - 80 if paper > 128 else paper + 90
    return paper, ink, is_dark
