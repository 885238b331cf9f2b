"""The characters of plates, in the order of PlateAlphabet.Characters of the product: output column = index + 1, column 0 is no character."""

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LATIN = DIGITS + LETTERS
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
SPECIALS = "学警港澳挂使领"
CHARACTERS = LATIN + PROVINCES + SPECIALS
COLUMN = {character: index + 1 for index, character in enumerate(CHARACTERS)}
COLUMNS = 1 + len(CHARACTERS)


def encode(text):
    """Columns of the characters of a text."""
    return [COLUMN[character] for character in text]


def decode(columns):
    """The text of the best columns of consecutive steps, by the rule of CTC: repetitions and 0 fall away."""
    text, last = [], 0
    for column in columns:
        if column and column != last:
            text.append(CHARACTERS[column - 1])
        last = column
    return "".join(text)
