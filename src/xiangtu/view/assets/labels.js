// Names on the map: always of one size on the screen, never over a node or another name.

const LABEL_LENGTH = 14;
const LABEL_CELL = 48;
const shortened = (text) =>
  [...text].length > LABEL_LENGTH ? `${[...text].slice(0, LABEL_LENGTH - 1).join("")}…` : text;

/** Boxes on the screen, found by place. A box is [left, top, right, bottom]. */
class Boxes {
  constructor() {
    this.cells = new Map();
  }

  *cellsOf([left, top, right, bottom]) {
    for (let x = Math.floor(left / LABEL_CELL); x <= Math.floor(right / LABEL_CELL); x += 1) {
      for (let y = Math.floor(top / LABEL_CELL); y <= Math.floor(bottom / LABEL_CELL); y += 1)
        yield `${x},${y}`;
    }
  }

  isFree(box) {
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) || []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) return false;
      }
    }
    return true;
  }

  add(box) {
    for (const cell of this.cellsOf(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
}

const FONT_FAMILY =
  '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB", system-ui, sans-serif';
const labelWidths = new Map();
const measuring = document.createElement("canvas").getContext("2d");

function labelWidth(text, font) {
  const key = `${font}|${text}`;
  if (!labelWidths.has(key)) {
    measuring.font = font;
    labelWidths.set(key, measuring.measureText(text).width);
  }
  return labelWidths.get(key);
}

const labelFont = (size, strong) => `${strong ? "600 " : ""}${size}px ${FONT_FAMILY}`;

/** Pixels beyond the outermost node that a name may reach. */
const rim = () => (innerWidth < 600 ? 28 : 64);

/** Where a name may stand, in order of liking: below, above, right, left, then slid along these sides. */
function* placesAround(x, y, radius, width, height) {
  const below = y + radius + 2;
  const above = y - radius - 2 - height;
  yield [x - width / 2, below];
  yield [x - width / 2, above];
  yield [x + radius + 3, y - height / 2];
  yield [x - radius - 3 - width, y - height / 2];
  for (const part of [0.3, 0.7, 0.1, 0.9]) {
    yield [x - width * part, below];
    yield [x - width * part, above];
  }
  for (const top of [y, y - height]) {
    yield [x + radius + 3, top];
    yield [x - radius - 3 - width, top];
  }
}

const GAP = 3; // pixels between one name and the next on a line

/**
 * Choose a place for as many names as fit, the highest-ranked first.
 * `spots` are {node, x, y, radius, text, size, strong, reserved} in screen pixels. A `reserved` name has its
 * room below the node, kept free by the layout, so these go first. On a map too small for all, a `strong` name
 * covers marks rather than be missing. Names in `always` are placed even where no place is free.
 */
function placeLabels(spots, always = new Set()) {
  const boxes = new Boxes();
  const names = new Boxes();
  for (const { x, y, radius } of spots)
    boxes.add([x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1]);
  const leftmost = Math.min(...spots.map((spot) => spot.x)) - rim();
  const rightmost = Math.max(...spots.map((spot) => spot.x)) + rim();
  const isFree = ([left, top, right, bottom], gap = GAP) =>
    left >= leftmost &&
    right <= rightmost &&
    boxes.isFree([left, top, right, bottom]) &&
    names.isFree([left - gap, top, right + gap, bottom]);
  const placed = [];
  const put = ({ node, text, size, strong }, box) => {
    boxes.add(box);
    names.add(box);
    placed.push({ node, text, size, font: labelFont(size, strong), box });
  };
  const placesOf = ({ x, y, radius, text, size, strong }) => {
    const width = labelWidth(text, labelFont(size, strong)) + 2;
    return [...placesAround(x, y, radius, width, size + 3)].map(([left, top]) => [
      left,
      top,
      left + width,
      top + size + 3,
    ]);
  };
  const waiting = spots.filter((spot) => {
    const [below] = spot.reserved ? placesOf(spot) : [];
    const fits = below && isFree(below, 0);
    if (fits) put(spot, below);
    return !fits;
  });
  for (const spot of waiting) {
    const places = placesOf(spot);
    const found =
      places.find((place) => isFree(place)) ||
      (spot.strong ? places.find((place) => names.isFree(place)) : null) ||
      (always.has(spot.node) ? places[0] : null);
    if (found) put(spot, found);
  }
  return { placed, boxes };
}

/** Draw text with a rim of the background's colour, so that it reads over lines. */
function drawLabel(context, text, font, x, y, colour, rim) {
  context.font = font;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = rim;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
