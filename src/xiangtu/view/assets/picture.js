// The map: vis-network draws nodes and lines where Python put them; names and emphasis are drawn over it.

const DASHES = { derived: [7, 4], sentence: [2, 4], article: [1, 6], planned: [10, 3, 2, 3] };
const EDGE_LABELS = 40;
const RESERVED = 140; // so many names have their room in the layout (LABELS_AT_FIRST in payload.py)
const VEIL = 0.86;
const READABLE = 0.6; // scale below which a phone shows a part of the map instead of all

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
let paint = {};

function readPaint() {
  paint = {
    ground: css("--map"),
    text: css("--text"),
    quiet: css("--quiet"),
    accent: css("--accent"),
    pair: css("--pair-line"),
    rim: css("--node-rim"),
    edgeLabel: css("--edge-label"),
  };
}

/** Return the stretch of dashes a link is drawn with, or false for an unbroken line. */
function dashesOf(link) {
  if (!link.stated) return DASHES[link.kind];
  if (link.planned) return DASHES.planned;
  return archive.terms.predicates[link.kind].derived ? DASHES.derived : false;
}

/** Lines that join the same two are bent apart: every one stays visible. */
const bends = new Map();
{
  const together = new Map();
  for (const link of links) {
    if (!link.stated) continue;
    const key = link.from < link.to ? `${link.from},${link.to}` : `${link.to},${link.from}`;
    if (!together.has(key)) together.set(key, []);
    together.get(key).push(link);
  }
  for (const group of together.values()) {
    group.forEach((link, index) => {
      const bend = (index - (group.length - 1) / 2) * 0.22;
      bends.set(link.id, link.from < link.to ? bend : -bend);
    });
  }
}

function drawnNode(node) {
  const term = typeOf(node);
  const hollow = signs(node);
  return {
    id: node.id,
    x: node.x,
    y: node.y,
    size: drawnSize(node),
    shape: term.shape || "dot",
    borderWidth: (hollow ? 3 : 1.2) * picture.shrink,
    color: {
      background: hollow ? paint.ground : onGround(term.colour),
      border: hollow ? onGround(term.colour) : paint.rim,
    },
  };
}

function drawnLink(link) {
  const term = termOfKind(link.kind);
  const bend = bends.get(link.id) || 0;
  const strength = link.stated ? link.sentences.length : link.count;
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    width:
      picture.shrink * Math.min(3.5, (link.stated ? 1.3 : 0.8) + 0.45 * Math.log2(Math.max(1, strength))),
    dashes: dashesOf(link),
    color: {
      color: link.stated ? onGround(term.colour) : paint.pair,
      opacity: link.stated ? (term.derived ? 0.3 : 0.66) : 0.55,
      inherit: false,
    },
    arrows: link.stated && !term.symmetric ? { to: { enabled: true, scaleFactor: 0.34 } } : {},
    smooth: bend
      ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) }
      : false,
  };
}

const picture = {
  network: null,
  nodesData: null,
  linksData: null,
  shown: null,
  emphasis: null,
  hovered: null,
  clicked: null, // where and when, and the node there
  labels: [],
  labelScale: 0,
  shrink: 1, // drawn sizes over given ones
  stale: true,
};

const drawnSize = (node) => node.size * picture.shrink;
const GROWS_UNTIL = 1.3; // up to this scale nodes and lines grow with the map; beyond it by the square root
const RESIZED_AT_MOST = 800; // nodes; with more of them the step would be felt

/** Zooming in makes room between nodes instead of making them huge. */
const resizeMarks = soon(() => {
  const shrink = Math.sqrt(GROWS_UNTIL / Math.max(GROWS_UNTIL, picture.network.getScale()));
  if (Math.abs(shrink / picture.shrink - 1) < 0.1 || picture.shown.nodes.size > RESIZED_AT_MOST) return;
  picture.shrink = shrink;
  repaint();
}, 120);

/** On a window higher than wide the map, which is made for a wide one, lies on its side. */
function turnForPortrait() {
  const { clientWidth, clientHeight } = byId("canvas");
  if (clientHeight > 1.2 * clientWidth) for (const node of nodes) [node.x, node.y] = [node.y, node.x];
}

function startPicture() {
  readPaint();
  turnForPortrait();
  picture.nodesData = new vis.DataSet();
  picture.linksData = new vis.DataSet();
  picture.network = new vis.Network(
    byId("canvas"),
    { nodes: picture.nodesData, edges: picture.linksData },
    {
      autoResize: true,
      physics: { enabled: false },
      layout: { improvedLayout: false },
      nodes: { chosen: false, font: { size: 0 } },
      edges: { chosen: false, hoverWidth: 0, selectionWidth: 0 },
      interaction: {
        hover: true,
        hideEdgesOnDrag: true,
        hideEdgesOnZoom: true,
        selectConnectedEdges: false,
        hoverConnectedEdges: false,
        multiselect: false,
        keyboard: false,
        navigationButtons: false,
        tooltipDelay: 3600000,
        zoomSpeed: 0.7,
      },
    },
  );
  const { network } = picture;
  network.on("afterDrawing", drawOver);
  network.on("click", ({ pointer }) => {
    if (isSecondClick(pointer.DOM)) return;
    picture.clicked = { ...pointer.DOM, time: performance.now(), node: nodeAt(pointer.DOM) };
    chooseAt(pointer.DOM);
  });
  network.on("doubleClick", ({ pointer }) => {
    focusOn(isSecondClick(pointer.DOM) ? picture.clicked.node : nodeAt(pointer.DOM));
  });
  byId("dossier").addEventListener("click", catchSecondClick, { capture: true });
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("dragEnd", ({ nodes: moved }) => {
    for (const id of moved) Object.assign(nodes[id], network.getPosition(id));
    picture.stale = true;
  });
  network.on("resize", () => {
    picture.stale = true;
  });
}

function hover(node) {
  picture.hovered = node;
  byId("canvas").style.cursor = node === null ? "" : "pointer";
  picture.network.redraw();
}

/** The first click may move the map: the second of a double click means what the first one met. */
function isSecondClick(point) {
  const { clicked } = picture;
  return (
    clicked !== null &&
    performance.now() - clicked.time < 400 &&
    Math.hypot(point.x - clicked.x, point.y - clicked.y) < 8
  );
}

function focusOn(node) {
  if (node !== null) change({ selected: { node }, focus: { node, hops: 1 } }, true);
}

/** The panel that the first click opened may lie where the second one falls. */
function catchSecondClick(event) {
  if (event.detail !== 2) return;
  const canvas = byId("canvas").getBoundingClientRect();
  if (!isSecondClick({ x: event.clientX - canvas.left, y: event.clientY - canvas.top })) return;
  event.stopPropagation();
  event.preventDefault();
  focusOn(picture.clicked.node);
}

/** The node under a point of the canvas: its mark or its name; null if none. */
function nodeAt(point) {
  const node = picture.network.getNodeAt(point);
  if (node !== undefined) return node;
  const origin = picture.network.canvasToDOM({ x: 0, y: 0 });
  const x = point.x - origin.x;
  const y = point.y - origin.y;
  const hit = picture.labels.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
  return hit ? hit.node : null;
}

function chooseAt(point) {
  const node = nodeAt(point);
  if (node !== null) {
    choose(node);
    return;
  }
  const link = picture.network.getEdgeAt(point);
  if (link !== undefined) change({ selected: { link } }, true);
  else if (state.selected) change({ selected: null }, true);
}

/** Select a node; while the end of a path is being asked for, it becomes that end. */
function choose(node) {
  if (state.path && state.path.to === null && node !== state.path.from)
    change({ path: { from: state.path.from, to: node }, selected: null }, true);
  else change({ selected: { node } }, true);
}

/** Show exactly these nodes and links. */
function showInPicture(shown) {
  const { nodesData, linksData } = picture;
  const drawn = new Set(shown.drawn.map((link) => link.id));
  linksData.remove(linksData.getIds().filter((id) => !drawn.has(id)));
  nodesData.remove(nodesData.getIds().filter((id) => !shown.nodes.has(id)));
  nodesData.add([...shown.nodes].filter((id) => !nodesData.get(id)).map((id) => drawnNode(nodes[id])));
  linksData.add(shown.drawn.filter((link) => !linksData.get(link.id)).map(drawnLink));
  picture.shown = shown;
  picture.stale = true;
}

function repaint() {
  readPaint();
  picture.nodesData.update(picture.nodesData.getIds().map((id) => drawnNode(nodes[id])));
  picture.linksData.update(picture.linksData.getIds().map((id) => drawnLink(links[id])));
  picture.stale = true;
  picture.network.redraw();
}

/** Work out what stands out: the selected node with its neighbours, the selected link, or the path. */
function emphasise() {
  const { shown } = picture;
  const { selected, path } = state;
  let chosenLinks = null;
  const chosen = new Set();
  if (selected?.node !== undefined) {
    chosen.add(selected.node);
    chosenLinks = shown.drawn.filter((link) => link.from === selected.node || link.to === selected.node);
  } else if (selected?.link !== undefined) {
    const { from, to } = links[selected.link];
    chosenLinks = shown.drawn.filter(
      (link) => (link.from === from && link.to === to) || (link.from === to && link.to === from),
    );
    chosen.add(from).add(to);
  } else if (path && path.to !== null) {
    chosenLinks = shortestPath(path.from, path.to, shown.links) || [];
    chosen.add(path.from).add(path.to);
  } else if (path) {
    chosen.add(path.from);
    chosenLinks = [];
  }
  for (const link of chosenLinks || []) chosen.add(link.from).add(link.to);
  picture.emphasis = chosenLinks && {
    nodes: chosen,
    links: chosenLinks,
    main: new Set(selected?.node !== undefined ? [selected.node] : path ? [path.from, path.to] : []),
  };
  picture.stale = true;
}

function spotsOf(ids, scale, isChosen) {
  return [...ids]
    .map((id) => nodes[id])
    .sort((a, b) => a.rank - b.rank)
    .map((node) => {
      const strong = isChosen ? picture.emphasis.main.has(node.id) : node.rank < 12;
      return {
        node: node.id,
        x: node.x * scale,
        y: node.y * scale,
        radius: drawnSize(node) * scale,
        text: isChosen ? node.label : shortened(node.label),
        size: node.rank < 12 ? 13 : 12,
        strong,
        reserved: node.rank < RESERVED,
      };
    });
}

function planLabels(scale) {
  const shownNodes = [...picture.shown.nodes].filter((id) => picture.nodesData.get(id));
  picture.labels = placeLabels(spotsOf(shownNodes, scale, false)).placed;
  picture.chosenLabels = [];
  picture.edgeLabels = [];
  if (picture.emphasis) {
    const { main } = picture.emphasis;
    const spots = spotsOf(picture.emphasis.nodes, scale, true).sort(
      (a, b) => Number(main.has(b.node)) - Number(main.has(a.node)),
    );
    const { placed, boxes } = placeLabels(spots, main);
    picture.chosenLabels = placed;
    picture.edgeLabels = planEdgeLabels(scale, boxes);
  }
  if (scale !== picture.labelScale) resizeMarks();
  picture.labelScale = scale;
  picture.stale = false;
}

/** What a line says in few words: the post, the signer's role, or the name of its kind. */
function shortLinkLabel(link) {
  if (link.post) return link.post;
  if (link.role && archive.terms.roles[link.role])
    return `${labelOf(archive.terms.roles[link.role])}·${labelOf(termOfKind(link.kind))}`;
  return labelOf(termOfKind(link.kind));
}

function planEdgeLabels(scale, boxes) {
  const many = picture.emphasis.links.length > EDGE_LABELS;
  const stated = picture.emphasis.links.filter((link) => link.stated && (!many || link.post));
  const font = labelFont(11, false);
  const placed = [];
  for (const link of stated) {
    const text = shortened(shortLinkLabel(link));
    const width = labelWidth(text, font) + 4;
    for (const part of [0.5, 0.4, 0.6]) {
      const from = nodes[link.from];
      const to = nodes[link.to];
      const x = (from.x + (to.x - from.x) * part) * scale;
      const y = (from.y + (to.y - from.y) * part) * scale;
      const box = [x - width / 2, y - 8, x + width / 2, y + 8];
      if (!boxes.isFree(box)) continue;
      boxes.add(box);
      placed.push({ text, font, size: 11, box });
      break;
    }
  }
  return placed;
}

/** Draw names over the map, and, where something is chosen, a veil over all else. */
function drawOver(context) {
  const { network, emphasis } = picture;
  if (!picture.shown) return;
  const scale = network.getScale();
  if (picture.stale || Math.abs(scale - picture.labelScale) > 1e-9) planLabels(scale);
  const ratio = network.canvas.pixelRatio;
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  const onScreen = (draw) => {
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw();
    context.restore();
  };
  const write = (labels, colour) => {
    for (const { text, font, size, box } of labels)
      drawLabel(context, text, font, box[0] + origin.x + 1, box[1] + origin.y + size, colour, paint.ground);
  };
  onScreen(() => write(picture.labels, paint.text));
  if (emphasis) {
    onScreen(() => {
      context.globalAlpha = VEIL;
      context.fillStyle = paint.ground;
      context.fillRect(0, 0, network.canvas.frame.canvas.width, network.canvas.frame.canvas.height);
    });
    for (const link of emphasis.links) network.body.edges[link.id]?.draw(context);
    for (const id of emphasis.nodes) network.body.nodes[id]?.draw(context);
    for (const id of emphasis.main) drawRing(context, nodes[id]);
    onScreen(() => {
      write(picture.edgeLabels, paint.edgeLabel);
      write(picture.chosenLabels, paint.text);
    });
  }
  if (picture.hovered !== null && picture.nodesData.get(picture.hovered))
    drawHovered(context, onScreen, scale, origin);
}

function drawRing(context, node) {
  context.beginPath();
  context.arc(node.x, node.y, drawnSize(node) + 5 * picture.shrink, 0, 2 * Math.PI);
  context.lineWidth = 2.5 * picture.shrink;
  context.strokeStyle = paint.accent;
  context.stroke();
}

function drawHovered(context, onScreen, scale, origin) {
  const node = nodes[picture.hovered];
  for (const link of picture.shown.drawn)
    if (link.from === node.id || link.to === node.id) picture.network.body.edges[link.id]?.draw(context);
  picture.network.body.nodes[node.id].draw(context);
  onScreen(() => {
    const font = labelFont(13, true);
    const width = labelWidth(node.label, font) + 12;
    const x = origin.x + node.x * scale - width / 2;
    const y = origin.y + (node.y + drawnSize(node)) * scale + 3;
    context.fillStyle = paint.text;
    context.beginPath();
    context.roundRect(x, y, width, 21, 4);
    context.fill();
    context.font = font;
    context.textAlign = "left";
    context.textBaseline = "alphabetic";
    context.fillStyle = paint.ground;
    context.fillText(node.label, x + 6, y + 15);
  });
}

/** The part of the canvas that no panel covers: {left, right, top, bottom} in pixels of the canvas. */
function freeArea() {
  const canvas = byId("canvas").getBoundingClientRect();
  const note = byId("note-bar").getBoundingClientRect();
  const dossier = byId("dossier");
  const area = {
    left: 0,
    top: 0,
    right: canvas.width,
    bottom: canvas.height - (note.height ? canvas.bottom - note.top : 0),
  };
  if (!dossier.hidden) {
    const panel = dossier.getBoundingClientRect();
    if (panel.width < canvas.width * 0.8) area.right = Math.max(200, panel.left - canvas.left);
    else area.bottom = Math.max(120, panel.top - canvas.top);
  }
  return area;
}

/** Move the map so that these nodes fill the free area; names need some room at the rim. */
function fit(ids, animate = true, greatest = 1.6) {
  const chosen = [...ids].map((id) => nodes[id]);
  if (!chosen.length) return;
  const xs = chosen.map((node) => node.x);
  const ys = chosen.map((node) => node.y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const area = freeArea();
  const width = area.right - area.left;
  const height = area.bottom - area.top;
  const scale = Math.min(
    greatest,
    (width - 2 * rim() - 16) / Math.max(1, right - left),
    (height - 56) / Math.max(1, bottom - top),
  );
  const canvas = byId("canvas");
  const view = {
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.max(0.05, scale),
    offset: {
      x: (area.left + area.right - canvas.clientWidth) / 2,
      y: (area.top + area.bottom - canvas.clientHeight) / 2,
    },
  };
  moveTo(view, animate);
}

/** Move the map to what the state is about: the path, the focus, the chosen node with its neighbours, or all. */
function fitToState(animate = true) {
  const { emphasis, shown } = picture;
  if (emphasis && state.path?.to !== null && !state.focus) fit(emphasis.nodes, animate, 1.3);
  else fit(shown.nodes, animate);
  // On a phone the whole map is too small to read: begin with the middle of it.
  const small = byId("canvas").clientWidth < 600 && !state.focus && !emphasis;
  if (small && picture.network.getScale() < READABLE)
    fit([...shown.nodes].sort((a, b) => nodes[a].rank - nodes[b].rank).slice(0, 12), animate, READABLE);
}

const ROOM = { x: 60, y: 40 }; // pixels that a name may need around its node

/** How far nodes must move to lie in the free area: [x, y] in pixels, or null if it does not hold them all. */
function wayIntoView(ids) {
  const area = freeArea();
  const points = [...ids].map((id) => picture.network.canvasToDOM({ x: nodes[id].x, y: nodes[id].y }));
  const way = (values, least, most) => {
    const [first, last] = [Math.min(...values), Math.max(...values)];
    return last - first > most - least ? null : Math.max(0, least - first) + Math.min(0, most - last);
  };
  const x = way(points.map((point) => point.x), area.left + ROOM.x, area.right - ROOM.x);
  const y = way(points.map((point) => point.y), area.top + ROOM.y, area.bottom - ROOM.y);
  return x === null || y === null ? null : [x, y];
}

/** Bring a node with what it is joined to into the free area; where that is too much, the node alone. */
function reveal(id) {
  const way = wayIntoView(picture.emphasis ? picture.emphasis.nodes : [id]);
  if (way === null) {
    const alone = wayIntoView([id]);
    if (alone === null || alone.some(Boolean)) fit([id], true, Math.max(1, picture.network.getScale()));
    return;
  }
  if (!way.some(Boolean)) return;
  const scale = picture.network.getScale();
  const middle = picture.network.getViewPosition();
  moveTo({ position: { x: middle.x - way[0] / scale, y: middle.y - way[1] / scale }, scale });
}

/** Move the map, at once for those who ask for no motion. */
function moveTo(view, animate = true) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = animate && !calm ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  picture.network.moveTo({ ...view, animation });
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Choose the nearest shown node in the arrow's direction from the chosen one; at first, the highest-ranked. */
function step(key) {
  const [dx, dy] = ARROWS[key];
  const shown = [...picture.shown.nodes].map((id) => nodes[id]);
  const start = state.selected?.node !== undefined ? nodes[state.selected.node] : null;
  let best = null;
  let least = Infinity;
  for (const node of shown) {
    if (start && node.id === start.id) continue;
    const along = start ? (node.x - start.x) * dx + (node.y - start.y) * dy : 0;
    const across = start ? Math.abs((node.x - start.x) * dy) + Math.abs((node.y - start.y) * dx) : 0;
    if (start && along <= 0) continue;
    const distance = start ? along + 2 * across : node.rank;
    if (distance < least) {
      least = distance;
      best = node;
    }
  }
  if (best) choose(best.id);
}

function zoom(factor) {
  picture.network.moveTo({ scale: Math.min(8, Math.max(0.05, picture.network.getScale() * factor)) });
}
