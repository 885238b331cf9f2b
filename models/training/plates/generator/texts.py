"""Texts of plates. L is a letter, D a digit, A any of both; all other characters stand for themselves."""
from .alphabet import DIGITS, LATIN, LETTERS, PROVINCES, SPECIALS

EUROPE = (
    "LLDDDLL LDDDDDD LLDDDDD LLLDDDD LLLDDD DDDDLLL LLLDLLL LLLDDLL LLDDDD LLDDDDLL LLDDLLL LLLLDDD LLLLDD LDLLL LLLDD LLDLLL LLDLL "
    "LLDDD LLLDDDLL DDDLLDD LDDDLLL DDLLDD DDLLLD LLDDDDL LLLDDDDD LLDLLLL LDDLLLL DLDDDDD DLLDDDD LLDDLLL DDDDLL LLLDDL LLLDL"
).split()
# Formats of US states, repeated by how usual they are.
STATES = (
    "LLLDDDD LLLDDDD LLLDDDD LLLDDD LLLDDD DDDLLL DDDLLL DLLLDDD DLLLDDD DLLLDDD DLDDDDD LDDDDDD DDDDDDD DLLDDD DLLDDDD DDLDLL LLDLDL "
    "DDDDDLD LLDLDDD LLDDDDD LLDDDD DDDLL LLLLDD DDDDDD LLDDLL DDDDLL LDDLLL DDLLDDD DDDDL LDDDLLL LLLDDL LLLLDD LDDDDLL LDDDDDL DDLDDDD "
    "DLDDDDL LLLLDDD LDDDDD LLDDD DLLLLD DDDLLD"
).split()
INDIA = "LLDDLLDDDD LLDDLDDDD LLDLLDDDD LLDDDDDD".split()
MOTORCYCLES = "LLLDDDD LLDDLLL LDDDDD LLDDDD DDDDLLL LLLDDL LLDDDLL LLDDLLDDDD".split()

CHINA_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CHINA_BOTH = CHINA_LETTERS + DIGITS
# Provinces come evenly, so that none is guessed.
CONFUSABLE = "O0QDI1LTJZ2S5B8G6A4WMNHVY7UC"


def fill(pattern, chance):
    """A text of a pattern."""
    sets = {"L": LETTERS, "D": DIGITS, "A": LATIN}
    return "".join(chance.choice(sets[c]) if c in sets else c for c in pattern)


def confuse(text, chance):
    """Half of the characters become ones that are easily mistaken; letters stay letters and digits digits."""
    def other(character):
        same = [c for c in CONFUSABLE if c.isdigit() == character.isdigit()]
        return chance.choice(same) if chance.hit(.5) else character
    return "".join(other(c) for c in text)


def free(chance):
    """No format at all."""
    return fill("A" * chance.choice([3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 8]), chance)


def by_format(patterns, chance):
    """Mostly by a format, so that places are learnt; the rest freely, so that nothing is impossible."""
    text = fill(chance.choice(patterns), chance) if chance.hit(.85) else free(chance)
    return confuse(text, chance) if chance.hit(.22) else text


def brazil(chance):
    """The old plate and that of Mercosul. Always by format: the old die has one shape for O and 0."""
    text = fill("LLLDDDD" if chance.hit(.6) else "LLLDLDD", chance)
    return confuse(text, chance) if chance.hit(.2) else text


def china(chance):
    """Province, letter, five or six more; no I and no O, as the law has it."""
    letters = .35 if chance.hit(.5) else .12
    tail = [chance.choice(CHINA_BOTH if chance.hit(letters) else DIGITS) for _ in range(6 if chance.hit(.1) else 5)]
    if len(tail) == 5 and chance.hit(.06):
        tail[-1] = chance.choice(SPECIALS)
    return chance.choice(PROVINCES) + chance.choice(CHINA_LETTERS if chance.hit(.7) else "AB") + "".join(tail)


def groups(text, kind, chance):
    """How a text is set: its parts with wider gaps between them."""
    if kind == "br":
        return [text[:3], text[3:]]
    if kind == "cn":
        return [text[:2], text[2:]]
    if kind == "in" and len(text) > 8:
        return [text[:2], text[2:4], text[4:-4], text[-4:]] if chance.hit(.6) else [text]
    if len(text) < 4 or chance.hit(.3):
        return [text]
    changes = [i for i in range(1, len(text)) if text[i].isdigit() != text[i - 1].isdigit()]
    first = chance.choice(changes) if changes and chance.hit(.75) else chance.randint(1, len(text) - 1)
    parts = [text[:first], text[first:]]
    if len(text) >= 7 and len(parts[1]) > 3 and chance.hit(.25):
        second = chance.randint(1, len(parts[1]) - 1)
        parts = [parts[0], parts[1][:second], parts[1][second:]]
    return parts
