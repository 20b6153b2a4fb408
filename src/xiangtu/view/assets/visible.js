// What is shown, worked out from the state: nodes, links, and how many are hidden for which reason.

const isLarge = nodes.some((node) => node.beyond); // then the page opens with the backbone
const RANDOM_G2 = archive.thresholds.sentence.g2;

/** Whether a co-occurrence is strong enough; at 0 every one is. */
function isStrong(link, least = state.association) {
  if (least <= 0) return true;
  const { count } = archive.thresholds[link.kind];
  return link.npmi >= least && link.count >= count && link.g2 >= RANDOM_G2;
}

const degree = nodes.map(
  (node) =>
    new Set(
      linksOf[node.id]
        .filter((link) => link.stated || (link.kind === "sentence" && isStrong(link)))
        .map((link) => otherEnd(link, node.id)),
    ).size,
);
const byDegree = nodes
  .map((node) => node.id)
  .sort((a, b) => degree[b] - degree[a] || nodes[a].rank - nodes[b].rank);
const hubsHidden = () => byDegree.slice(0, state.hubs);

function isInTime(article) {
  const { date } = articles[article];
  if (!date) return state.undated;
  const until = state.to && date.length < state.to.length ? state.to.slice(0, date.length) : state.to;
  const since = state.from && date.length < state.from.length ? state.from.slice(0, date.length) : state.from;
  return (!since || date >= since) && (!until || date.slice(0, until.length) <= until);
}

const limitsTime = () => Boolean(state.from || state.to || !state.undated);

function isTypeShown(node) {
  if (state.hiddenTypes.has(node.type)) return false;
  if (node.type !== "Person" || !state.hiddenRoles.size) return true;
  return node.roles.length
    ? node.roles.some((role) => !state.hiddenRoles.has(role))
    : !state.hiddenRoles.has("none");
}

function isLinkShown(link) {
  if (state.hiddenKinds.has(link.kind) || (!link.stated && !isStrong(link))) return false;
  if (!limitsTime()) return true;
  const behind = articlesBehind(link);
  return behind === null || behind.some(isInTime);
}

/** Nodes at most `hops` steps from `start`, over the given links. */
function nodesAround(start, hops, shown) {
  const near = new Map();
  for (const link of shown) {
    for (const [a, b] of [
      [link.from, link.to],
      [link.to, link.from],
    ]) {
      if (!near.has(a)) near.set(a, []);
      near.get(a).push(b);
    }
  }
  const reached = new Set([start]);
  let edge = [start];
  for (let step = 0; step < hops; step += 1) {
    const next = [];
    for (const node of edge)
      for (const other of near.get(node) || [])
        if (!reached.has(other)) {
          reached.add(other);
          next.push(other);
        }
    edge = next;
  }
  return reached;
}

const GROWTH = 25; // so many neighbours come along at a time

/** Neighbours of a node under the filters, the most strongly joined first. */
function neighboursOf(id) {
  const shown = linksOf[id].filter(isLinkShown);
  shown.sort(
    (a, b) =>
      Number(b.stated) - Number(a.stated) ||
      (b.npmi || 0) - (a.npmi || 0) ||
      nodes[otherEnd(a, id)].rank - nodes[otherEnd(b, id)].rank,
  );
  return [...new Set(shown.map((link) => otherEnd(link, id)))].filter((other) => isTypeShown(nodes[other]));
}

/** Nodes beyond the backbone that the reader has asked for, by search or as neighbours. */
function grownNodes() {
  const grown = new Set();
  for (const [id, count] of state.grown)
    for (const other of [id, ...neighboursOf(id).slice(0, count)]) grown.add(other);
  return grown;
}

/** Show `GROWTH` more neighbours of a node: those that are not on the map yet, the strongest first. */
function grow(id) {
  let missing = 0;
  let count = 0;
  for (const other of neighboursOf(id)) {
    if (!picture.shown.nodes.has(other)) missing += 1;
    count += 1;
    if (missing === GROWTH) break;
  }
  change({ grown: new Map(state.grown).set(id, count) }, true);
}

/**
 * Return {nodes: Set, links: [...], drawn: [...], weak, backbone, filtered}.
 * `drawn` leaves out co-occurrence lines between two that a role line joins: that line says more.
 */
function visible() {
  const hubs = new Set(hubsHidden());
  const inTime = limitsTime();
  let backbone = 0;
  const grown = grownNodes();
  const shown = new Set();
  for (const node of nodes) {
    if (!isTypeShown(node) || hubs.has(node.id)) continue;
    if (inTime && articlesOf[node.id].size && ![...articlesOf[node.id]].some(isInTime)) continue;
    if (node.beyond && !grown.has(node.id)) {
      backbone += 1;
      continue;
    }
    shown.add(node.id);
  }
  for (const end of [state.selected?.node, state.path?.from, state.path?.to, state.focus?.node])
    if (end !== undefined && end !== null) shown.add(end);
  let shownLinks = links.filter((link) => shown.has(link.from) && shown.has(link.to) && isLinkShown(link));
  let result = shown;
  if (state.focus) {
    const around = nodesAround(state.focus.node, state.focus.hops, shownLinks);
    result = new Set([...shown].filter((id) => around.has(id)));
    shownLinks = shownLinks.filter((link) => around.has(link.from) && around.has(link.to));
  }
  if (!state.isolated) {
    const joined = new Set(shownLinks.flatMap((link) => [link.from, link.to]));
    result = new Set([...result].filter((id) => joined.has(id) || id === state.selected?.node));
  }
  const pairKey = (link) => Math.min(link.from, link.to) * nodes.length + Math.max(link.from, link.to);
  const joinedByRole = new Set(shownLinks.filter((link) => link.stated).map(pairKey));
  const sentencePairs = new Set(shownLinks.filter((link) => link.kind === "sentence").map(pairKey));
  const drawn = shownLinks.filter(
    (link) =>
      link.stated ||
      (!joinedByRole.has(pairKey(link)) && (link.kind === "sentence" || !sentencePairs.has(pairKey(link)))),
  );
  const weak = links.filter(
    (link) => !link.stated && !state.hiddenKinds.has(link.kind) && !isStrong(link),
  ).length;
  return { nodes: result, links: shownLinks, drawn, weak, backbone, hiddenNodes: nodes.length - result.size };
}
