// The shortest way between two nodes, over the links that are shown.

/**
 * Return the links of a path with the fewest steps from `start` to `goal`, or null.
 * Among equally short paths, stated relations go before co-occurrence, and strong before weak.
 */
function shortestPath(start, goal, shownLinks) {
  const near = new Map();
  for (const link of shownLinks) {
    for (const end of [link.from, link.to]) {
      if (!near.has(end)) near.set(end, []);
      near.get(end).push(link);
    }
  }
  const cost = (link) => (link.stated ? 0 : 2 - link.npmi);
  const best = new Map([[start, { cost: 0, step: 0, link: null, before: null }]]);
  let edge = [start];
  for (let step = 1; edge.length && !best.has(goal); step += 1) {
    const next = new Set();
    for (const node of edge) {
      for (const link of near.get(node) || []) {
        const other = otherEnd(link, node);
        const known = best.get(other);
        const total = best.get(node).cost + cost(link);
        if (known && (known.step < step || known.cost <= total)) continue;
        best.set(other, { cost: total, step, link, before: node });
        next.add(other);
      }
    }
    edge = [...next];
  }
  if (!best.has(goal)) return null;
  const path = [];
  for (let node = goal; best.get(node).link; node = best.get(node).before) path.unshift(best.get(node).link);
  return path;
}
