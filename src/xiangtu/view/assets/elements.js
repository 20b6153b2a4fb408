// Building the page: elements from data. Text is only ever set as text, never parsed as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Return a new element. `options` may hold class, text, on (event → listener), data and plain attributes. */
function make(tag, options = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "class") element.className = value;
    else if (name === "on")
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "colour") element.style.setProperty("--colour", value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""),
  );
  return element;
}

function makeSvg(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function polygon(corners, turn, radius = 7, inner = radius) {
  return Array.from({ length: corners }, (_, index) => {
    const angle = turn + (index * 2 * Math.PI) / corners;
    const reach = index % 2 ? inner : radius;
    return `${(8 + reach * Math.cos(angle)).toFixed(2)},${(8 + reach * Math.sin(angle)).toFixed(2)}`;
  }).join(" ");
}

const UP = -Math.PI / 2;
const SHAPES = {
  dot: () => makeSvg("circle", { cx: 8, cy: 8, r: 6 }),
  square: () => makeSvg("rect", { x: 2.5, y: 2.5, width: 11, height: 11 }),
  diamond: () => makeSvg("polygon", { points: polygon(4, UP) }),
  triangle: () => makeSvg("polygon", { points: polygon(3, UP) }),
  triangleDown: () => makeSvg("polygon", { points: polygon(3, -UP) }),
  hexagon: () => makeSvg("polygon", { points: polygon(6, 0) }),
  star: () => makeSvg("polygon", { points: polygon(10, UP, 7.5, 3.4) }),
};

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

/** Relative luminance as WCAG 2 defines it, of three channels from 0 to 255. */
function luminance(rgb) {
  const [red, green, blue] = rgb.map((value) =>
    value <= 10.31 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const DARK_GROUND = luminance(channels("#1b1e21"));
let darkGround = false;

/** Return the colour, made lighter on a dark ground until it stands out from it at 3 : 1. */
function onGround(colour) {
  if (!darkGround) return colour;
  let rgb = channels(colour);
  while ((luminance(rgb) + 0.05) / (DARK_GROUND + 0.05) < 3.2)
    rgb = rgb.map((value) => value + (255 - value) * 0.12);
  return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

/** Return the mark of a type as it stands on the map; `hollow` is for people who sign articles. */
function symbol(term, hollow = false) {
  const shape = (SHAPES[term.shape] || SHAPES.dot)();
  shape.setAttribute("fill", hollow ? "none" : onGround(term.colour));
  shape.setAttribute("stroke", hollow ? onGround(term.colour) : "none");
  shape.setAttribute("stroke-width", hollow ? "3" : "0");
  if (hollow) shape.setAttribute("r", "4.5");
  return makeSvg(
    "svg",
    { class: "symbol", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    shape,
  );
}

/** Return a short stretch of line as an edge of this kind is drawn. */
function lineSample(colour, dashes) {
  const line = makeSvg("line", { x1: 1, y1: 8, x2: 25, y2: 8, stroke: onGround(colour), "stroke-width": 2 });
  if (dashes) line.setAttribute("stroke-dasharray", dashes.join(" "));
  return makeSvg(
    "svg",
    { class: "symbol", viewBox: "0 0 26 16", width: 26, height: 16, "aria-hidden": "true" },
    line,
  );
}

const byId = (id) => document.getElementById(id);
