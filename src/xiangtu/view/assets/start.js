// Putting it together: first state, what follows from each change, keys and buttons.

/** Say in one line what is hidden and what a line means. */
function showNote() {
  const { shown } = picture;
  const hidden = [];
  if (shown.hiddenNodes) hidden.push(word("note_nodes", { count: number(shown.hiddenNodes) }));
  if (shown.weak)
    hidden.push(word("note_weak", { count: number(shown.weak), least: state.association.toFixed(2) }));
  if (shown.backbone)
    hidden.push(
      word("note_backbone", {
        shown: number(nodes.filter((node) => !node.beyond).length),
        all: number(nodes.length),
      }),
    );
  if (archive.pairs_left_out) hidden.push(word("note_pairs", { count: number(archive.pairs_left_out) }));
  const articleScope = links.filter((link) => link.kind === "article").length;
  if (state.hiddenKinds.has("article") && articleScope)
    hidden.push(word("note_article", { count: number(articleScope) }));
  byId("note").replaceChildren(
    ...[
      make("span", {
        class: "note-shown",
        text: word("note_shown", { nodes: number(shown.nodes.size), links: number(shown.links.length) }),
      }),
      hidden.length
        ? make("span", {
            class: "note-hidden",
            text: word("note_hidden", { what: hidden.join(language === "zh" ? "；" : "; ") }),
          })
        : null,
      make("span", { class: "note-meaning", text: word("note_meaning") }),
    ].filter(Boolean),
  );
}

function showMode() {
  const mode = byId("mode");
  const parts = [];
  if (state.focus)
    parts.push(word("mode_focus", { name: nodes[state.focus.node].label, count: state.focus.hops }));
  if (state.path && state.path.to === null)
    parts.push(word("mode_path", { name: nodes[state.path.from].label }));
  mode.hidden = !parts.length;
  mode.replaceChildren(
    make("span", { text: parts.join(" · ") }),
    make("button", {
      type: "button",
      text: word("leave"),
      on: { click: () => change({ focus: null, path: state.path?.to === null ? null : state.path }, true) },
    }),
  );
}

function showHeading() {
  byId("title").textContent = archive.title
    ? language === "zh"
      ? `${archive.title} · ${word("page_name")}`
      : `${archive.title} · ${word("page_name")}`
    : word("page_name");
  document.title = byId("title").textContent;
  byId("counts").textContent = word("counts", {
    pages: number(pages.length),
    articles: number(articles.length),
    nodes: number(nodes.length),
    links: number(links.filter((link) => link.stated && !link.chain).length),
  });
}

function showTheme() {
  if (isPrinting) document.documentElement.dataset.theme = "light";
  else if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  darkGround = isDark();
  byId("theme").textContent = isDark() ? "☀" : "☾";
}

let isPrinting = false; // paper is white

const isDark = () =>
  !isPrinting &&
  (state.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

function showView() {
  const wasTable = byId("view-map").hidden;
  byId("view-map").hidden = state.table;
  byId("view-table").hidden = !state.table;
  byId("show-map").setAttribute("aria-pressed", String(!state.table));
  byId("show-table").setAttribute("aria-pressed", String(state.table));
  if (state.table) showTable();
  else if (wasTable) {
    picture.network.setSize("100%", "100%");
    fitToState(false);
  }
}

const FILTERS = [
  "hiddenTypes",
  "hiddenRoles",
  "hiddenKinds",
  "association",
  "hubs",
  "isolated",
  "from",
  "to",
  "undated",
  "focus",
  "grown",
];

/** Bring the page in line with the state after `keys` of it changed. */
function update(keys) {
  const has = (...names) => names.some((name) => keys.includes(name));
  const before = picture.shown;
  if (has(...FILTERS, "selected", "path")) {
    const shown = visible();
    showInPicture(shown);
  }
  if (has(...FILTERS)) showLegend();
  emphasise();
  if (has("selected", "path", ...FILTERS)) showDossier();
  if (has("selected", "path") && (state.selected || state.path)) announce();
  showNote();
  showMode();
  showView();
  byId("empty").hidden = picture.shown.nodes.size > 0;
  byId("empty").textContent = word(nodes.length ? "empty_filter" : "empty_graph");
  byId("canvas").setAttribute(
    "aria-label",
    word("map_label", { nodes: number(picture.shown.nodes.size), links: number(picture.shown.links.length) }),
  );
  if (has("focus") && before) fitToState();
  else if (has("path") && state.path)
    fit(state.path.to === null ? picture.shown.nodes : picture.emphasis.nodes, true, 1.3);
  else if (has("selected") && state.selected?.node !== undefined) reveal(state.selected.node);
  else if (has("selected") && state.selected?.link !== undefined) reveal(links[state.selected.link].from);
  picture.network.redraw();
}

function announce() {
  const { selected, path } = state;
  byId("announcement").textContent =
    selected?.node !== undefined
      ? nodes[selected.node].label
      : selected?.link !== undefined
        ? shortLinkLabel(links[selected.link])
        : path
          ? word("path")
          : "";
}

function setLanguage(next) {
  language = next;
  translate();
  byId("language").textContent = language === "zh" ? "English" : "中文";
  byId("language").setAttribute("lang", language === "zh" ? "en" : "zh-Hans");
  showHeading();
  writeAddress(false);
}

function closeSheets() {
  document.body.classList.remove("filters-open");
  byId("open-filters").setAttribute("aria-expanded", "false");
}

function openHelp() {
  const dialog = byId("help");
  const keys = ["key_search", "key_arrows", "key_enter", "key_focus", "key_path", "key_zoom", "key_escape"];
  dialog.replaceChildren(
    make(
      "header",
      {},
      make("h2", { id: "help-title", text: word("help") }),
      make("button", {
        type: "button",
        class: "icon",
        text: "×",
        "aria-label": word("close"),
        on: { click: () => dialog.close() },
      }),
    ),
    make("p", { text: word("help_intro") }),
    make("p", { text: word("help_lines") }),
    make("p", { text: word("help_nodes") }),
    make("h3", { text: word("keys") }),
    make(
      "dl",
      { class: "keys" },
      keys.flatMap((key) => {
        const [names, meaning] = word(key).split("|");
        return [
          make(
            "dt",
            {},
            names.split(" ").map((name) => make("kbd", { text: name })),
          ),
          make("dd", { text: meaning }),
        ];
      }),
    ),
    make(
      "details",
      {},
      make("summary", { text: word("made_from") }),
      make(
        "dl",
        { class: "codes" },
        archive.header.flatMap(([name, value]) => [
          make("dt", { text: name }),
          make("dd", {}, make("code", { text: value })),
        ]),
      ),
    ),
  );
  dialog.showModal();
}

function escape() {
  if (document.body.classList.contains("filters-open")) closeSheets();
  else if (state.selected || state.path) closeDossier();
  else if (state.focus) change({ focus: null }, true);
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input:not([type=checkbox]):not([type=range]), select, textarea")) return;
  const onCanvas = event.target === byId("canvas");
  const node = state.selected?.node;
  if (event.key === "/") byId("search").focus();
  else if (event.key === "Escape") escape();
  else if (event.key === "?") openHelp();
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (event.key === "0") fit(picture.shown.nodes);
  else if (["1", "2", "3"].includes(event.key) && node !== undefined)
    change({ focus: { node, hops: Number(event.key) } }, true);
  else if (event.key === "p" && node !== undefined) {
    change({ path: { from: node, to: null } }, true);
    byId("search").focus();
  } else if (onCanvas && event.key in ARROWS) step(event.key);
  else if (onCanvas && event.key === "Enter" && state.selected) byId("dossier").focus();
  else return;
  event.preventDefault();
}

function startButtons() {
  const press = (id, action) => byId(id).addEventListener("click", action);
  press("language", () => {
    setLanguage(language === "zh" ? "en" : "zh");
    showLegend();
    update(["selected"]);
  });
  press("theme", () => {
    change({ theme: isDark() ? "light" : "dark" });
    showTheme();
    repaint();
    showLegend();
  });
  press("show-map", () => change({ table: false }, true));
  press("show-table", () => change({ table: true }, true));
  press("zoom-in", () => zoom(1.3));
  press("zoom-out", () => zoom(1 / 1.3));
  press("zoom-fit", () => fit(picture.shown.nodes));
  press("help-button", openHelp);
  press("copy-link", () => copyLink(byId("copy-link")));
  press("save-png", savePng);
  press("save-csv", saveCsv);
  press("save-json", saveJson);
  press("open-filters", () => {
    const open = document.body.classList.toggle("filters-open");
    byId("open-filters").setAttribute("aria-expanded", String(open));
  });
  for (const id of ["save-png", "save-csv", "save-json"])
    press(id, () => {
      byId("download").open = false;
    });
  document.addEventListener("click", (event) => {
    if (!byId("download").contains(event.target)) byId("download").open = false;
  });
  document.addEventListener("keydown", onKey);
  for (const dialog of document.querySelectorAll("dialog"))
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
}

function start() {
  Object.assign(state, readAddress());
  setLanguage(language);
  showTheme();
  startPicture();
  startSearch();
  startButtons();
  onChange(update);
  showInPicture(visible());
  showLegend();
  emphasise();
  update(["selected"]);
  fitToState(false);
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  addEventListener("hashchange", () => {
    Object.assign(state, readAddress());
    setLanguage(language);
    showTheme();
    update([...FILTERS, "path", "selected"]);
  });
  addEventListener("popstate", () => {
    Object.assign(state, readAddress());
    update([...FILTERS, "path", "selected"]);
  });
  const showGround = () => {
    showTheme();
    repaint();
    showLegend();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showGround);
  for (const [event, printing] of [
    ["beforeprint", true],
    ["afterprint", false],
  ])
    addEventListener(event, () => {
      isPrinting = printing;
      if (state.theme !== "light") showGround();
    });
  // A phone's keyboard changes the height alone: no reason to move the map.
  let width = innerWidth;
  addEventListener(
    "resize",
    soon(() => {
      if (!state.table && innerWidth !== width) fitToState(false);
      width = innerWidth;
    }, 200),
  );
}

start();

// For the console and for tests: what the page shows, as plain values.
window.xiangtu = Object.freeze({
  shown: () => ({
    nodes: [...picture.shown.nodes].map((id) => nodes[id].key),
    links: picture.shown.drawn.map(nameOfLink),
    scale: picture.network.getScale(),
  }),
  labels: () =>
    picture.labels.map(({ node, text, size, box }) => ({ key: nodes[node].key, text, size, box })),
  origin: () => picture.network.canvasToDOM({ x: 0, y: 0 }),
  place: (key) => {
    const node = nodeByKey.get(key);
    const { x, y } = picture.network.canvasToDOM(picture.network.getPosition(node.id));
    return { x, y, radius: drawnSize(node) * picture.network.getScale() };
  },
  drawnLinks: () =>
    picture.linksData.get().map(({ id, smooth }) => ({
      name: nameOfLink(links[id]),
      bend: smooth ? smooth.roundness : 0,
      type: smooth ? smooth.type : "",
    })),
});
