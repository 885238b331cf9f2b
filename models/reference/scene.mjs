// The fixed input picture, by whole-number arithmetic only, so that any language draws the same bytes.
// tests/Converter.Tests/ReferenceScene.cs is its twin. Shapes are in a 512 x 512 grid that is stretched over the picture.

const shapes = [
  // [kind, centre x, centre y, half width, half height, red, green, blue]
  ['box', 256, 400, 256, 112, 120, 118, 110], // street
  ['box', 256, 300, 256, 6, 190, 190, 180], // kerb
  ['box', 90, 160, 80, 120, 150, 90, 70], // house
  ['box', 60, 140, 14, 22, 60, 70, 90], // windows
  ['box', 120, 140, 14, 22, 60, 70, 90],
  // a walker: trousers, jacket, arms, head, hair
  ['box', 214, 372, 8, 48, 40, 45, 80], ['box', 236, 372, 8, 48, 36, 40, 74],
  ['oval', 225, 290, 26, 50, 170, 40, 40], ['oval', 198, 300, 7, 44, 160, 36, 36], ['oval', 252, 300, 7, 44, 160, 36, 36],
  ['oval', 225, 226, 14, 18, 220, 180, 150], ['oval', 225, 216, 14, 10, 60, 40, 30],
  // a smaller walker
  ['box', 302, 352, 5, 30, 30, 30, 30], ['box', 316, 352, 5, 30, 26, 26, 28],
  ['oval', 309, 302, 16, 32, 50, 90, 160], ['oval', 309, 262, 9, 12, 210, 170, 140],
  // a car: body, cabin, glass, wheels, lamp
  ['box', 420, 380, 78, 24, 30, 60, 140], ['oval', 416, 352, 50, 26, 30, 60, 140], ['oval', 416, 350, 42, 17, 170, 200, 215],
  ['oval', 372, 404, 16, 16, 15, 15, 15], ['oval', 372, 404, 8, 8, 150, 150, 150],
  ['oval', 466, 404, 16, 16, 15, 15, 15], ['oval', 466, 404, 8, 8, 150, 150, 150], ['box', 494, 376, 4, 6, 250, 240, 180],
];

function covers([kind, cx, cy, rx, ry], x, y) {
  const dx = x - cx, dy = y - cy;
  if (kind === 'box') return Math.abs(dx) <= rx && Math.abs(dy) <= ry;
  return dx * dx * ry * ry + dy * dy * rx * rx <= rx * rx * ry * ry;
}

/** RGB bytes, row by row, three bytes a pixel. */
export function drawScene(width, height) {
  const rgb = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = Math.floor(column * 512 / width), y = Math.floor(row * 512 / height);
      let red = 150 + (y >> 3), green = 180 + (y >> 4), blue = 230 - (y >> 3); // sky
      for (const shape of shapes) if (covers(shape, x, y)) [, , , , , red, green, blue] = shape;
      // Grain of -8..7, from a multiplicative hash of the pixel's place.
      const grain = (Math.imul(Math.imul(column + 1, 73856093) ^ Math.imul(row + 1, 19349663), 0x9E3779B1) >>> 28) - 8;
      const at = (row * width + column) * 3;
      rgb[at] = Math.max(0, Math.min(255, red + grain));
      rgb[at + 1] = Math.max(0, Math.min(255, green + grain));
      rgb[at + 2] = Math.max(0, Math.min(255, blue + grain));
    }
  }
  return rgb;
}
