"""Run with: python3 -m unittest discover -s tests -t . (in models/training/plates)."""
import unittest

import cv2
import numpy as np

from finder import targets
from finder.augment import vary as vary_scene
from finder.scene import HEIGHT, WIDTH, SceneMaker
from generator import framing, layouts, surroundings, texts
from generator.alphabet import CHARACTERS, COLUMNS, LATIN, decode, encode
from generator.chance import Chance
from generator.dies import China, Die, Forgeryproof, OldBrazil
from generator.fonts import Fonts
from generator.lettering import Setting, set_line
from generator.plate import PlateDrawer
from generator.sample import SampleMaker
from reader import augment, pool

FONTS = Fonts()


class Alphabet(unittest.TestCase):
    def test_columns_are_those_of_the_product(self):
        self.assertEqual(75, COLUMNS)
        self.assertTrue(CHARACTERS.startswith("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ京津"))
        self.assertEqual(len(set(CHARACTERS)), len(CHARACTERS))

    def test_what_is_encoded_is_decoded(self):
        columns = [c for column in encode("AA11皖") for c in (column, column, 0)]
        self.assertEqual("AA11皖", decode(columns))


class Texts(unittest.TestCase):
    def test_china_has_no_i_and_no_o(self):
        chance = Chance(1)
        for _ in range(2000):
            text = texts.china(chance)
            self.assertFalse(set(text) & set("IO"), text)
            self.assertIn(len(text), (7, 8))

    def test_brazil_keeps_its_format_even_when_confused(self):
        chance = Chance(2)
        for _ in range(2000):
            text = texts.brazil(chance)
            self.assertRegex(text, r"^[A-Z]{3}[0-9][A-Z0-9][0-9]{2}$")

    def test_groups_are_the_whole_text(self):
        chance = Chance(3)
        for kind in ("eu", "us", "br", "cn", "in"):
            for _ in range(300):
                text, grouping = layouts.text_of(kind, chance)
                parts = texts.groups(text, grouping, chance)
                self.assertEqual(text, "".join(parts))
                self.assertTrue(all(parts))


class Glyphs(unittest.TestCase):
    def test_every_die_draws_every_character(self):
        for kind in (Die, OldBrazil, China, Forgeryproof):
            for seed in range(20):
                die = kind(Chance(seed))
                for character in LATIN:
                    self.assertGreater(die.glyph(character).max(), 200, f"{kind.__name__} {seed} {character}")

    def test_the_old_brazilian_o_is_the_zero(self):
        die = OldBrazil(Chance(4))
        np.testing.assert_array_equal(die.glyph("O"), die.glyph("0"))

    def test_a_line_shows_as_many_characters_as_its_text_has(self):
        chance = Chance(5)
        die = OldBrazil(chance)
        # H, T and E are of one piece each, so that connected areas count characters.
        for text in ("HTE", "EEHH", "THETHE"):
            line = set_line([text], die, FONTS.chinese[0], Setting(height=60, gap=14, group_gap=20))
            areas = cv2.connectedComponents((line.mask > 60).astype(np.uint8))[0] - 1
            self.assertEqual(len(text), areas, text)

    def test_each_character_is_drawn_in_its_place(self):
        die = FONTS.roads[0]
        one = set_line(["A"], die, FONTS.chinese[0], Setting(height=64, gap=10, group_gap=20)).mask
        line = set_line(["AB"], die, FONTS.chinese[0], Setting(height=64, gap=10, group_gap=20)).mask
        np.testing.assert_allclose(one[:, :one.shape[1] - 4], line[:, :one.shape[1] - 4], atol=1)
        other = set_line(["BA"], die, FONTS.chinese[0], Setting(height=64, gap=10, group_gap=20)).mask
        self.assertGreater(np.abs(line[:, :30] - other[:, :30]).mean(), 5)


class Plates(unittest.TestCase):
    def test_the_text_lies_on_the_plate_and_changes_its_picture(self):
        for kind in layouts.LAYOUTS:
            if kind == "eu short":
                continue
            for seed in range(25):
                plate = PlateDrawer(FONTS, Chance(seed)).draw(kind)
                height, width = plate.picture.shape
                for line in plate.lines:
                    self.assertTrue(0 <= line.top < line.bottom <= height + 1, f"{kind} {seed}: {line}")
                    self.assertTrue(-1 <= line.left < line.right <= width + 4, f"{kind} {seed}: {line}")
                    box = plate.picture[int(line.top):int(line.bottom), int(max(0, line.left)):int(line.right)]
                    self.assertGreater(box.std(), 8, f"{kind} {seed}")

    def test_the_given_text_is_the_label(self):
        plate = PlateDrawer(FONTS, Chance(6)).draw("eu", "AB123CD")
        self.assertEqual("AB123CD", plate.text)

    def test_two_lines_lie_one_above_the_other(self):
        for seed in range(40):
            lines = PlateDrawer(FONTS, Chance(seed)).draw("square").lines
            self.assertEqual(2, len(lines))
            self.assertLessEqual(lines[0].bottom, lines[1].top + 1)


class Framing(unittest.TestCase):
    def test_a_frame_never_cuts_the_text(self):
        for kind in ("eu", "us", "br", "cn", "square"):
            for seed in range(60):
                chance = Chance(seed)
                plate = PlateDrawer(FONTS, chance).draw(kind)
                _, lines, box = surroundings.mount(plate, FONTS, chance)
                for line in lines:
                    frame = framing.crop(line, SampleMaker.line_box(line, lines, box), chance)
                    self.assertTrue(framing.holds(frame.corners, line), f"{kind}, seed {seed}: {frame.corners} {line}")

    def test_a_frame_that_cuts_is_seen(self):
        chance = Chance(7)
        plate = PlateDrawer(FONTS, chance).draw("eu")
        _, lines, box = surroundings.mount(plate, FONTS, chance)
        corners = framing.crop(lines[0], box, chance).corners
        corners[[0, 3], 0] = lines[0].left + 20
        self.assertFalse(framing.holds(corners, lines[0]))


class Samples(unittest.TestCase):
    def test_a_seed_gives_the_same_samples(self):
        first, second = (pool.draw(SampleMaker(FONTS, Chance(8)), 40) for _ in range(2))
        np.testing.assert_array_equal(first[0], second[0])
        np.testing.assert_array_equal(first[1], second[1])

    def test_samples_have_the_inputs_size_and_show_something(self):
        pictures, labels = pool.draw(SampleMaker(FONTS, Chance(9)), 200)
        self.assertEqual(((200, 48, 160), np.uint8), (pictures.shape, pictures.dtype))
        self.assertEqual((200, pool.TEXT_MAX), labels.shape)
        self.assertLess(labels.max(), COLUMNS)
        with_text = pictures[labels[:, 0] > 0]
        self.assertGreater(with_text.reshape(len(with_text), -1).std(1).min(), 1)

    def test_pictures_without_a_plate_have_no_text(self):
        _, labels = pool.draw(SampleMaker(FONTS, Chance(10), {"nothing": 1}), 20)
        self.assertEqual(0, labels.max())

    def test_the_normalised_crop_has_no_mean(self):
        pictures, _ = pool.draw(SampleMaker(FONTS, Chance(11)), 10)
        normal = augment.normalize(pictures.astype(np.float32))
        np.testing.assert_allclose(normal.mean((1, 2)), 0, atol=1e-4)
        self.assertLess(normal.std((1, 2)).max(), 1)


class Scenes(unittest.TestCase):
    def test_the_corners_are_where_the_plate_is(self):
        """Straightened by its corners, a bright plate on nothing is bright in its corners too."""
        maker = SceneMaker(FONTS, Chance(12))
        picture = np.zeros((HEIGHT, WIDTH), np.float32)
        plate = np.full((60, 240), 255, np.float32)
        corners = np.array([[60, 80], [160, 90], [158, 118], [62, 106]], np.float32)
        maker._paste(picture, plate, corners)
        target = np.array([[0, 0], [100, 0], [100, 25], [0, 25]], np.float32)
        flat = cv2.warpPerspective(picture, cv2.getPerspectiveTransform(corners, target), (100, 25))
        self.assertGreater(flat[3:-3, 3:-3].min(), 60)
        outside = picture.copy()
        cv2.fillPoly(outside, [corners.astype(np.int32)], 0)
        self.assertLess((outside > 30).mean(), .01)

    def test_plates_lie_in_the_picture_and_are_targets(self):
        maker = SceneMaker(FONTS, Chance(13))
        seen = 0
        for _ in range(60):
            picture, plates = maker.make()
            self.assertEqual((HEIGHT, WIDTH), picture.shape)
            heat, corners, two, weight = targets.make(plates)
            self.assertEqual(len(plates) > 0, bool((heat > .999).any()))
            for plate in plates:
                points = plate[:8].reshape(4, 2)
                self.assertTrue((points > -3).all() and (points < [WIDTH + 3, HEIGHT + 3]).all())
                seen += 1
            rows, columns = np.nonzero(weight > .99)
            for row, column in zip(rows, columns):
                found = corners[:, row, column].reshape(4, 2) * targets.UNIT + [(column + .5) * targets.STRIDE, (row + .5) * targets.STRIDE]
                self.assertTrue(any(np.abs(found - p[:8].reshape(4, 2)).max() < .01 for p in plates))
        self.assertGreater(seen, 30)

    def test_a_mirrored_scene_keeps_its_corners_clockwise_from_the_top_left(self):
        maker, chance = SceneMaker(FONTS, Chance(14)), Chance(15)
        checked = 0
        for _ in range(60):
            picture, plates = vary_scene(*maker.make(), chance)
            for plate in plates:
                a, b, c, d = plate[:8].reshape(4, 2)
                area = sum(p[0] * q[1] - q[0] * p[1] for p, q in ((a, b), (b, c), (c, d), (d, a)))
                self.assertGreater(area, 0)
                self.assertLess((a + d)[0], (b + c)[0] + 2)
                checked += 1
        self.assertGreater(checked, 30)


if __name__ == "__main__":
    unittest.main()
