// What the reader has chosen. All of it stands in the address, so a link opens the same view.

const HIDDEN_AT_FIRST = new Set(["article"]);
const state = {
  hiddenTypes: new Set(),
  hiddenRoles: new Set(),
  hiddenKinds: new Set(HIDDEN_AT_FIRST),
  association: archive.association,
  hubs: 0,
  isolated: true,
  from: "",
  to: "",
  undated: true,
  selected: null, // {node} or {link}
  focus: null, // {node, hops}
  path: null, // {from, to}
  table: false,
  theme: "",
  grown: new Map(), // node → how many of its neighbours are shown beside the backbone
};
const listeners = [];

/** Change the state, tell everybody, and write the address. `remember` makes a step that Back undoes. */
function change(changes, remember = false) {
  Object.assign(state, changes);
  writeAddress(remember);
  for (const listener of listeners) listener(Object.keys(changes));
}

const onChange = (listener) => listeners.push(listener);
const nameOfLink = (link) =>
  JSON.stringify([nodes[link.from].key, link.kind, nodes[link.to].key, link.post || ""]);

function linkByName(name) {
  try {
    const [from, kind, to, post] = JSON.parse(name);
    const node = nodeByKey.get(from);
    return (
      (node &&
        linksOf[node.id].find(
          (link) =>
            link.kind === kind &&
            nodes[link.from].key === from &&
            nodes[link.to].key === to &&
            (link.post || "") === post,
        )) ||
      null
    );
  } catch {
    return null;
  }
}

function addressOfState() {
  const words = new URLSearchParams();
  const put = (name, value) => {
    if (value) words.set(name, value);
  };
  if (state.selected?.node !== undefined) put("n", nodes[state.selected.node].key);
  if (state.selected?.link !== undefined) put("e", nameOfLink(links[state.selected.link]));
  if (state.focus) {
    put("focus", String(state.focus.hops));
    put("of", nodes[state.focus.node].key);
  }
  if (state.path) {
    put("from", nodes[state.path.from].key);
    if (state.path.to !== null) put("to", nodes[state.path.to].key);
  }
  put("types", [...state.hiddenTypes].sort().join(","));
  put("roles", [...state.hiddenRoles].sort().join(","));
  const kinds = [...state.hiddenKinds].sort().join(",");
  if (kinds !== [...HIDDEN_AT_FIRST].join(",")) words.set("kinds", kinds);
  if (state.association !== archive.association) words.set("min", String(state.association));
  put("hubs", state.hubs ? String(state.hubs) : "");
  put("alone", state.isolated ? "" : "0");
  put("since", state.from);
  put("until", state.to);
  put("undated", state.undated ? "" : "0");
  put("view", state.table ? "table" : "");
  if (state.grown.size)
    put("grown", JSON.stringify([...state.grown].map(([node, count]) => [nodes[node].key, count])));
  put("lang", language === "zh" ? "" : language);
  put("theme", state.theme);
  return words.toString();
}

function writeAddress(remember) {
  const address = addressOfState();
  if (address === location.hash.slice(1)) return;
  try {
    history[remember ? "pushState" : "replaceState"](null, "", `#${address}`);
  } catch {
    // Some browsers forbid this for files; the view works without it.
  }
}

/** Read what was grown: a list of [key of a node, number of neighbours]; anything else counts as nothing. */
function readGrown(text) {
  try {
    return new Map(
      JSON.parse(text)
        .filter(([key, count]) => nodeByKey.has(key) && count >= 0)
        .map(([key, count]) => [nodeByKey.get(key).id, count]),
    );
  } catch {
    return new Map();
  }
}

function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const known = (name, terms, otherwise = []) =>
    new Set(
      words.has(name)
        ? words
            .get(name)
            .split(",")
            .filter((key) => key in terms || key === "none")
        : otherwise,
    );
  const node = (name) => nodeByKey.get(words.get(name) || "");
  const { types, roles, predicates, cooccurrence } = archive.terms;
  const link = words.has("e") ? linkByName(words.get("e")) : null;
  const hops = Number(words.get("focus"));
  language = words.get("lang") === "en" ? "en" : "zh";
  const least = Number(words.get("min") ?? archive.association);
  return {
    hiddenTypes: known("types", types),
    hiddenRoles: known("roles", roles),
    hiddenKinds: known("kinds", { ...predicates, ...cooccurrence }, HIDDEN_AT_FIRST),
    association: least >= 0 && least <= 1 ? least : archive.association,
    hubs: Math.max(0, Math.min(10, Number(words.get("hubs")) || 0)),
    isolated: words.get("alone") !== "0",
    from: articleDates.includes(words.get("since")) ? words.get("since") : "",
    to: articleDates.includes(words.get("until")) ? words.get("until") : "",
    undated: words.get("undated") !== "0",
    selected: node("n") ? { node: node("n").id } : link ? { link: link.id } : null,
    focus: node("of") && hops >= 1 && hops <= 3 ? { node: node("of").id, hops } : null,
    path: node("from") ? { from: node("from").id, to: node("to")?.id ?? null } : null,
    grown: readGrown(words.get("grown") || "[]"),
    table: words.get("view") === "table",
    theme: ["light", "dark"].includes(words.get("theme")) ? words.get("theme") : "",
  };
}
