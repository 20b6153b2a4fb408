// Search as you type: names, other names, pinyin (initials or in full), headlines.

const RESULTS = 12;
const HEADLINES = 4;
const search = { results: [], active: -1 };
const searchNames = nodes.map((node) => [node.label, ...node.aliases].map((name) => name.toLowerCase()));

/** How well a node answers to one word: the less the better; Infinity where it does not. */
function fitness(node, query) {
  let best = Infinity;
  searchNames[node.id].forEach((name, index) => {
    const at = name.indexOf(query);
    if (at >= 0) best = Math.min(best, (name === query ? 0 : at === 0 ? 1 : 3) + (index ? 0.5 : 0));
  });
  for (const key of node.pinyin) {
    const at = key.indexOf(query);
    if (at >= 0) best = Math.min(best, key === query ? 2 : at === 0 ? 4 : 6);
  }
  return best;
}

function findNodes(text) {
  const queries = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!queries.length) return [];
  return nodes
    .map((node) => ({ node, score: queries.reduce((sum, query) => sum + fitness(node, query), 0) }))
    .filter(({ score }) => score < Infinity)
    .sort((a, b) => a.score - b.score || a.node.rank - b.node.rank)
    .map(({ node }) => node);
}

function findHeadlines(text) {
  const query = text.trim().toLowerCase();
  if (query.length < 2) return [];
  return articles
    .map((article, index) => ({ article, index }))
    .filter(({ article }) => (article.title || "").toLowerCase().includes(query))
    .slice(0, HEADLINES);
}

function showResults() {
  const input = byId("search");
  const list = byId("search-results");
  const found = findNodes(input.value);
  const headlines = findHeadlines(input.value);
  search.results = [
    ...found.slice(0, RESULTS).map((node) => ({ choose: () => chooseFound(node.id), node })),
    ...headlines.map(({ article, index }) => ({ choose: () => openReader(index), article })),
  ];
  search.active = search.results.length ? 0 : -1;
  const options = search.results.map((result, index) =>
    make(
      "li",
      {
        role: "option",
        id: `result-${index}`,
        on: {
          mousedown: (event) => {
            event.preventDefault();
            take(index);
          },
          mousemove: () => activate(index),
        },
      },
      result.node
        ? [
            symbol(typeOf(result.node), signs(result.node)),
            make("span", { class: "row-name", text: result.node.label }),
            make("span", { class: "about", text: hintFor(result.node, input.value) }),
          ]
        : [
            make("span", { class: "tag", text: word("article") }),
            make("span", { class: "row-name", text: result.article.title }),
          ],
    ),
  );
  if (found.length > RESULTS)
    options.push(
      make("li", {
        class: "aside",
        role: "presentation",
        text: word("results_of", { shown: RESULTS, all: number(found.length) }),
      }),
    );
  if (input.value.trim() && !search.results.length)
    options.push(make("li", { class: "aside", role: "presentation", text: word("no_results") }));
  list.replaceChildren(...options);
  list.hidden = !options.length;
  input.setAttribute("aria-expanded", String(!list.hidden));
  activate(search.active);
}

/** Say why a node was found where its name does not show it, else where it lies. */
function hintFor(node, text) {
  const query = text.trim().toLowerCase();
  const alias = node.label.toLowerCase().includes(query)
    ? undefined
    : node.aliases.find((name) => name.toLowerCase().includes(query));
  return alias || (node.parent >= 0 ? nodes[node.parent].label : "");
}

function activate(index) {
  search.active = index;
  const list = byId("search-results");
  list.querySelectorAll("[role=option]").forEach((option, at) => {
    option.setAttribute("aria-selected", String(at === index));
    if (at === index) option.scrollIntoView({ block: "nearest" });
  });
  if (index >= 0) byId("search").setAttribute("aria-activedescendant", `result-${index}`);
  else byId("search").removeAttribute("aria-activedescendant");
}

/** Choose a node that was found: it is shown even where the backbone or a filter had left it out. */
function chooseFound(id) {
  if (nodes[id].beyond && !state.grown.has(id))
    change({ grown: new Map(state.grown).set(id, GROWTH) });
  if (state.focus && !picture.shown.nodes.has(id)) change({ focus: null });
  choose(id);
  closeSheets();
}

function take(index) {
  const result = search.results[index];
  if (!result) return;
  const input = byId("search");
  input.value = "";
  showResults();
  input.blur();
  result.choose();
}

function startSearch() {
  const input = byId("search");
  input.addEventListener("input", showResults);
  input.addEventListener("focus", () => {
    if (input.value) showResults();
  });
  input.addEventListener("blur", () => {
    byId("search-results").hidden = true;
    input.setAttribute("aria-expanded", "false");
  });
  input.addEventListener("keydown", (event) => {
    const { length } = search.results;
    if (event.key === "ArrowDown" && length) activate((search.active + 1) % length);
    else if (event.key === "ArrowUp" && length) activate((search.active + length - 1) % length);
    else if (event.key === "Enter") take(search.active);
    else if (event.key === "Escape") {
      input.value = "";
      showResults();
      input.blur();
      byId("canvas").focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
