// The panel on the right: everything about the chosen node, link or path.

const ROWS_AT_FIRST = 12;

function typeBadge(node) {
  const term = typeOf(node);
  return make("span", { class: "badge", colour: term.colour }, symbol(term, signs(node)), labelOf(term));
}

const nodeButton = (id, className = "link") =>
  make("button", {
    type: "button",
    class: className,
    text: nodes[id].label,
    on: { click: () => choose(id) },
  });

function hierarchyOf(node) {
  const chain = [];
  for (let at = node.parent, seen = new Set(); at >= 0 && !seen.has(at); at = nodes[at].parent) {
    seen.add(at);
    chain.unshift(at);
  }
  if (!chain.length) return null;
  return make(
    "p",
    { class: "hierarchy" },
    chain.flatMap((id) => [nodeButton(id), " › "]),
    make("span", { text: node.label }),
  );
}

/** Rows of a list with a button for the rest: "12 of 253 shown". */
function longList(rows, rowOf, className = "rows") {
  const list = make("ul", { class: className });
  let shown = 0;
  const more = make("button", { type: "button", class: "more" });
  const add = (count) => {
    list.append(...rows.slice(shown, shown + count).map(rowOf));
    shown = Math.min(rows.length, shown + count);
    more.textContent = word("more_rows", { shown: number(shown), all: number(rows.length) });
    more.hidden = shown >= rows.length;
  };
  more.addEventListener("click", () => add(25));
  add(rows.length <= ROWS_AT_FIRST + 3 ? rows.length : ROWS_AT_FIRST);
  return [list, more];
}

/** What a link says of `node`: its label as seen from there, with post, role, plan and period. */
function saying(link, node) {
  const term = termOfKind(link.kind);
  if (!link.stated)
    return link.kind === "sentence"
      ? word("same_sentence_times", { count: number(link.count) })
      : word("same_article_times", { count: number(link.count) });
  const base = link.post || (link.from === node ? labelOf(term) : inverseOf(term));
  const role = link.role && archive.terms.roles[link.role] ? labelOf(archive.terms.roles[link.role]) : "";
  return [base, role && (language === "zh" ? `（${role}）` : ` (${role})`), link.valid && ` ${link.valid}`]
    .filter(Boolean)
    .join("");
}

function chip(link, node) {
  const details = [
    word("confidence", { value: link.confidence }),
    link.rule && word("rule", { rule: link.rule }),
  ].filter(Boolean);
  const title = link.stated ? details.join(" · ") : word("association_is", { npmi: link.npmi, g2: link.g2 });
  return make(
    "span",
    {
      class: `chip${link.stated ? "" : " weak"}`,
      colour: link.stated ? termOfKind(link.kind).colour : null,
      title,
    },
    saying(link, node),
    link.planned ? make("em", { text: word("planned") }) : null,
  );
}

/** Whether a chip would only repeat the heading that its row stands under. */
const saysOnlyItsGroup = (link, node, group) =>
  link.stated &&
  link.kind === group.link.kind &&
  saying(link, node) === (group.inwards ? inverseOf(group.term) : labelOf(group.term)) &&
  !link.planned;

/** One neighbour in one row: its name, all that joins the two, and below, on demand, the sentences. */
function neighbourRow(node, other, between, group) {
  const evidence = make("div", { class: "row-evidence" });
  const fill = () => {
    if (evidence.childElementCount) return;
    const stated = between.filter((link) => link.stated);
    const seen = new Set();
    for (const link of stated) {
      evidence.append(
        make(
          "h4",
          {},
          chip(link, node),
          make("span", { class: "about", text: word("confidence", { value: link.confidence }) }),
        ),
        ...evidenceOf(link).flat().filter(Boolean),
      );
      for (const group of link.sentences) for (const index of group) seen.add(index);
    }
    const further = sharedSentences(node, other).filter((index) => !seen.has(index));
    if (further.length)
      evidence.append(
        make("h4", {
          text: word(stated.length ? "further_sentences" : "shared_sentences", {
            count: number(further.length),
          }),
        }),
        quotesOf(
          further.map((index) => [index]),
          new Set([node, other]),
        ),
      );
    else if (!stated.length) evidence.append(...between.flatMap(evidenceOf).flat().filter(Boolean));
    evidence.append(
      make("button", {
        type: "button",
        class: "more",
        text: word("go_to", { name: nodes[other].label }),
        on: { click: () => choose(other) },
      }),
    );
  };
  return make(
    "li",
    {},
    make(
      "details",
      { on: { toggle: fill } },
      make(
        "summary",
        {},
        symbol(typeOf(nodes[other]), signs(nodes[other])),
        make("span", { class: "row-name", text: nodes[other].label }),
        make(
          "span",
          { class: "chips" },
          between.filter((link) => !saysOnlyItsGroup(link, node, group)).map((link) => chip(link, node)),
        ),
      ),
      evidence,
    ),
  );
}

const HIERARCHY = new Set(["located_in", "part_of"]);

/** Neighbours grouped by the kind of edge that says most: deeds, belonging, bylines, then co-occurrence. */
function neighbourGroups(node) {
  const around = new Map();
  for (const link of linksOf[node]) {
    if (
      !link.stated &&
      !isStrong(link, Math.min(state.association, archive.thresholds[link.kind].npmi)) &&
      link.kind !== "sentence"
    )
      continue;
    const other = otherEnd(link, node);
    if (!around.has(other)) around.set(other, []);
    around.get(other).push(link);
  }
  const kinds = [...Object.keys(archive.terms.predicates), ...Object.keys(archive.terms.cooccurrence)];
  const weight = (link) =>
    !link.stated ? 3 : termOfKind(link.kind).derived ? 2 : HIERARCHY.has(link.kind) ? 1 : 0;
  const order = (link) => weight(link) * 100 + kinds.indexOf(link.kind);
  const groups = new Map();
  for (const [other, between] of around) {
    between.sort((a, b) => order(a) - order(b));
    const [first] = between;
    const inwards = first.stated && !termOfKind(first.kind).symmetric && first.to === node;
    const key = `${String(order(first)).padStart(4, "0")}${inwards ? "<" : ">"}`;
    if (!groups.has(key))
      groups.set(key, { term: termOfKind(first.kind), inwards, stated: first.stated, link: first, rows: [] });
    groups.get(key).rows.push({ other, between });
  }
  const strength = ({ between }) =>
    between.reduce(
      (sum, link) =>
        sum +
        (link.stated
          ? 10 * Math.max(1, link.sentences.length)
          : link.kind === "sentence"
            ? link.count + link.npmi
            : link.npmi),
      0,
    );
  for (const group of groups.values())
    group.rows.sort((a, b) => strength(b) - strength(a) || nodes[a.other].rank - nodes[b.other].rank);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

function section(title, count, ...children) {
  return make(
    "section",
    {},
    make("h3", {}, title, count === null ? null : make("span", { class: "count", text: number(count) })),
    ...children,
  );
}

/** A converted value: nobody measured the digits behind the point of a large one. */
function converted(value, unit) {
  const rounded = Math.abs(value) >= 100 ? Math.round(value) : value;
  return `${rounded === value ? "=" : "≈"} ${number(rounded)} ${unitName(unit)}`;
}

function figureRow(figure) {
  const [indicator, value, unit, hedge, period, normal, normalUnit, text] = figure.measure;
  const shownNormal = normal !== null && normalUnit && normal !== value;
  const evidence = make("div", { class: "row-evidence" });
  const fill = () => {
    if (!evidence.childElementCount) evidence.append(quotesOf(figure.sentences, new Set([figure.from])));
  };
  return make(
    "li",
    {},
    make(
      "details",
      { on: { toggle: fill } },
      make(
        "summary",
        { title: text },
        make("span", { class: "row-name", text: indicator || text }),
        make("span", {
          class: "value",
          text: text && text.length <= 20 ? text.replace(/\s+/g, "") : `${hedge}${number(value)} ${unit}`,
        }),
        make("span", {
          class: "about",
          text: [
            period,
            shownNormal ? converted(normal, normalUnit) : "",
            figure.planned ? word("planned") : "",
          ]
            .filter(Boolean)
            .join(" · "),
        }),
      ),
      evidence,
    ),
  );
}

function codesOf(node) {
  const rows = [
    ...node.codes.map(([scheme, code]) => [schemeName(scheme), code]),
    [word("identifier"), node.key],
    ...(node.iri ? [["IRI", node.iri]] : []),
  ];
  const list = make(
    "dl",
    { class: "codes" },
    rows.flatMap(([term, value]) => [
      make("dt", { text: term }),
      make("dd", {}, make("code", { text: value })),
    ]),
  );
  const notes = [
    node.status && `${word(`status_${node.status}`)}`,
    node.candidates.length && word("candidates", { names: listed(node.candidates) }),
    node.note,
    node.confidence < 1 && word("confidence", { value: node.confidence }),
  ].filter(Boolean);
  return [list, notes.map((text) => make("p", { class: "aside", text })), recordsOf(node.gazetteer)];
}

function mentionsOf(node) {
  const groups = sentencesOf[node]
    .filter((index) => sentences[index].part !== "byline")
    .map((index) => [index]);
  const signed = [
    ...new Set(
      sentencesOf[node]
        .filter((index) => sentences[index].part === "byline")
        .map((index) => sentences[index].article),
    ),
  ];
  const parts = [];
  if (signed.length)
    parts.push(
      section(
        word("signed_articles"),
        signed.length,
        make(
          "ul",
          { class: "rows" },
          signed.map((article) =>
            make(
              "li",
              { class: "signed" },
              make("button", {
                type: "button",
                class: "headline",
                text: headline(articles[article]),
                on: { click: () => openReader(article) },
              }),
              make("span", {
                class: "about",
                text: [articles[article].date, articles[article].page.name].filter(Boolean).join(" · "),
              }),
            ),
          ),
        ),
      ),
    );
  const named = timesNamed(node);
  if (groups.length)
    parts.push(section(word("mentions"), named, quotesOf(groups, new Set([node]), named - groups.length)));
  return parts;
}

function actionsFor(node) {
  const hops = state.focus?.node === node ? state.focus.hops : 0;
  const hop = (count) =>
    make("button", {
      type: "button",
      "aria-pressed": String(hops === count),
      text: String(count),
      title: word("focus_hops", { count }),
      "aria-label": word("focus_hops", { count }),
      on: { click: () => change({ focus: hops === count ? null : { node, hops: count } }, true) },
    });
  return make(
    "div",
    { class: "actions" },
    make(
      "div",
      { class: "switch", role: "group", "aria-label": word("focus") },
      make("span", { class: "switch-label", text: word("focus") }),
      [1, 2, 3].map(hop),
    ),
    make("button", {
      type: "button",
      id: "start-path",
      text: word("path_to"),
      on: {
        click: () => {
          change({ path: { from: node, to: null } }, true);
          byId("search").focus();
        },
      },
    }),
  );
}

/** Of a large graph: how many neighbours are on the map, and a button for more of them. */
function growthOf(id) {
  if (!isLarge) return null;
  const neighbours = neighboursOf(id);
  const drawn = neighbours.filter((other) => picture.shown.nodes.has(other)).length;
  const counts = { shown: number(drawn), all: number(neighbours.length) };
  const more = () => {
    grow(id);
    (byId("grow") || byId("dossier")).focus();
  };
  return make(
    "p",
    { class: "about growth", role: "status" },
    word("neighbours_drawn", counts),
    drawn < neighbours.length && !state.focus
      ? make("button", {
          type: "button",
          id: "grow",
          class: "more",
          text: word("neighbours_more", { count: number(Math.min(GROWTH, neighbours.length - drawn)) }),
          on: { click: more },
        })
      : null,
  );
}

function panelHeader(title, ...below) {
  return make(
    "header",
    {},
    make(
      "div",
      { class: "panel-title" },
      make("h2", {}, title),
      make("button", {
        type: "button",
        class: "icon",
        text: "×",
        title: word("close"),
        "aria-label": word("close"),
        on: { click: closeDossier },
      }),
    ),
    ...below,
  );
}

function closeDossier() {
  change({ selected: null, path: null }, true);
  byId("canvas").focus({ preventScroll: true });
}

function nodeDossier(id) {
  const node = nodes[id];
  const groups = neighbourGroups(id);
  const neighbours = groups.reduce((sum, group) => sum + group.rows.length, 0);
  const named = timesNamed(id);
  return [
    panelHeader(
      node.label,
      make(
        "p",
        { class: "badges" },
        typeBadge(node),
        node.roles.map((role) =>
          make("span", {
            class: "badge plain",
            text: labelOf(archive.terms.roles[role] || { zh: role, en: role }),
          }),
        ),
        ["local", "ambiguous"].includes(node.status)
          ? make("span", { class: "badge plain", text: word(`badge_${node.status}`) })
          : null,
      ),
      make("p", {
        class: "about",
        text: word("node_counts", {
          sentences: number(named),
          articles: number(articlesOf[id].size),
          neighbours: number(neighbours),
        }),
      }),
      hierarchyOf(node),
      node.aliases.length
        ? make("p", { class: "about", text: word("also_called", { names: listed(node.aliases) }) })
        : null,
      actionsFor(id),
      growthOf(id),
    ),
    ...groups.map((group) =>
      section(
        [
          group.stated
            ? lineSample(group.term.colour, dashesOf(group.link))
            : lineSample(paint.pair, DASHES[group.link.kind]),
          group.inwards ? inverseOf(group.term) : labelOf(group.term),
        ],
        group.rows.length,
        longList(group.rows, ({ other, between }) => neighbourRow(id, other, between, group)),
      ),
    ),
    figuresOf[id].length
      ? section(word("figures"), figuresOf[id].length, longList(figuresOf[id], figureRow))
      : null,
    ...mentionsOf(id),
    childrenOf[id].length && !groups.some((group) => group.link.kind === "located_in" && group.inwards)
      ? section(
          word("children"),
          childrenOf[id].length,
          make(
            "p",
            {},
            childrenOf[id].flatMap((child) => [nodeButton(child), " "]),
          ),
        )
      : null,
    section(word("codes"), null, codesOf(node)),
  ];
}

function linkTitle(link) {
  const arrow = link.stated && !termOfKind(link.kind).symmetric ? "→" : "—";
  return [
    nodeButton(link.from, "link strong"),
    make("span", { class: "arrow", text: ` ${arrow} ` }),
    nodeButton(link.to, "link strong"),
  ];
}

function linkDossier(id) {
  const link = links[id];
  const seen = new Set();
  const isRepeated = (each) => {
    const own = each.stated
      ? each.sentences.flat()
      : each.kind === "sentence"
        ? sharedSentences(each.from, each.to)
        : [];
    const repeated = own.length > 0 && own.every((index) => seen.has(index));
    own.forEach((index) => seen.add(index));
    return repeated;
  };
  const between = linksBetween(link.from, link.to).sort((a, b) =>
    a === link ? -1 : b === link ? 1 : Number(b.stated) - Number(a.stated),
  );
  const term = termOfKind(link.kind);
  return [
    panelHeader(linkTitle(link), make("p", { class: "about", text: aboutOf(term) })),
    ...between.map((each) =>
      section(
        [
          each.stated
            ? lineSample(termOfKind(each.kind).colour, dashesOf(each))
            : lineSample(paint.pair, DASHES[each.kind]),
          each.stated ? saying(each, each.from) : labelOf(termOfKind(each.kind)),
        ],
        null,
        make("p", {
          class: "about",
          text: each.stated
            ? [
                `${nodes[each.from].label} → ${nodes[each.to].label}`,
                word("confidence", { value: each.confidence }),
                each.planned && word("planned"),
              ]
                .filter(Boolean)
                .join(" · ")
            : [
                word(each.kind === "sentence" ? "same_sentence_times" : "same_article_times", {
                  count: number(each.count),
                }),
                word("association_is", { npmi: each.npmi, g2: each.g2 }),
              ].join(" · "),
        }),
        isRepeated(each) ? make("p", { class: "aside", text: word("same_sentence") }) : evidenceOf(each),
      ),
    ),
  ];
}

function pathDossier({ from, to }) {
  const header = (text) =>
    panelHeader(
      word("path"),
      make(
        "p",
        { class: "path-ends" },
        nodeButton(from),
        " → ",
        to === null ? word("path_choose") : nodeButton(to),
      ),
      make("p", { class: "about", text }),
    );
  if (to === null) return [header(word("path_ask"))];
  const path = shortestPath(from, to, picture.shown.links);
  if (!path) return [header(word("path_none"))];
  let at = from;
  return [
    header(word("path_steps", { count: path.length })),
    make(
      "ol",
      { class: "path" },
      path.map((link) => {
        const here = at;
        at = otherEnd(link, at);
        return make(
          "li",
          {},
          make("p", { class: "path-step" }, nodeButton(here), chip(link, here), nodeButton(at)),
          evidenceOf(link),
        );
      }),
    ),
  ];
}

function showDossier() {
  const panel = byId("dossier");
  const { selected, path } = state;
  const content =
    selected?.node !== undefined
      ? nodeDossier(selected.node)
      : selected?.link !== undefined
        ? linkDossier(selected.link)
        : path
          ? pathDossier(path)
          : null;
  panel.hidden = !content;
  panel.replaceChildren(...(content || []).flat(Infinity).filter(Boolean));
  panel.scrollTop = 0;
  document.body.classList.toggle("has-dossier", Boolean(content));
}
