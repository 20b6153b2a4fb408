// The legend, which is the filter: types, roles, kinds of edge with counts; strength; hubs; time.

function toggled(set, key, on) {
  const next = new Set(set);
  if (on) next.delete(key);
  else next.add(key);
  return next;
}

/** One row: checkbox, mark, name, count, and a button that leaves only this one. */
function legendRow({ key, field, mark, term, count, all, inner }) {
  const box = make("input", { type: "checkbox", "data-key": key, checked: !state[field].has(key) });
  box.addEventListener("change", () => change({ [field]: toggled(state[field], key, box.checked) }));
  const isOnly = all.every((other) => other === key || state[field].has(other)) && !state[field].has(key);
  const only = make("button", {
    type: "button",
    class: "only",
    text: word(isOnly ? "all" : "only"),
    "aria-label": `${word(isOnly ? "all" : "only")} ${labelOf(term)}`,
    on: {
      click: () => change({ [field]: isOnly ? new Set() : new Set(all.filter((other) => other !== key)) }),
    },
  });
  return make(
    "li",
    { class: inner ? "inner" : "" },
    make(
      "label",
      { title: aboutOf(term) },
      box,
      mark,
      make("span", { class: "row-name", text: labelOf(term) }),
    ),
    only,
    make("span", { class: "count", text: number(count) }),
  );
}

function typeRows() {
  const types = Object.keys(archive.terms.types).filter((type) => nodes.some((node) => node.type === type));
  const people = nodes.filter((node) => node.type === "Person");
  const roles = [
    ...Object.keys(archive.terms.roles).filter((role) => people.some((node) => node.roles.includes(role))),
    ...(people.some((node) => node.roles.length) && people.some((node) => !node.roles.length)
      ? ["none"]
      : []),
  ];
  return types.flatMap((type) => [
    legendRow({
      key: type,
      field: "hiddenTypes",
      mark: symbol(archive.terms.types[type]),
      term: archive.terms.types[type],
      count: nodes.filter((node) => node.type === type).length,
      all: types,
    }),
    ...(type === "Person"
      ? roles.map((role) => {
          const term = archive.terms.roles[role] || {
            zh: interfaceWords.role_none.zh,
            en: interfaceWords.role_none.en,
          };
          return legendRow({
            key: role,
            field: "hiddenRoles",
            mark: symbol(archive.terms.types.Person, term.byline),
            term,
            all: roles,
            inner: true,
            count: people.filter((node) => (role === "none" ? !node.roles.length : node.roles.includes(role)))
              .length,
          });
        })
      : []),
  ]);
}

function kindRows() {
  const predicates = Object.keys(archive.terms.predicates).filter((kind) =>
    links.some((link) => link.kind === kind),
  );
  const scopes = Object.keys(archive.terms.cooccurrence).filter((kind) =>
    links.some((link) => link.kind === kind),
  );
  const all = [...predicates, ...scopes];
  return all.map((kind) => {
    const term = termOfKind(kind);
    const mark = term.colour
      ? lineSample(term.colour, term.derived ? DASHES.derived : false)
      : lineSample(paint.pair, DASHES[kind]);
    return legendRow({
      key: kind,
      field: "hiddenKinds",
      mark,
      term,
      all,
      count: links.filter((link) => link.kind === kind && (link.stated || isStrong(link))).length,
    });
  });
}

function strengthControl() {
  const value = (amount) => (amount <= 0 ? word("all") : `≥ ${amount.toFixed(2)}`);
  const output = make("output", { for: "association", text: value(state.association) });
  const slider = make("input", {
    type: "range",
    id: "association",
    min: "0",
    max: "1",
    step: "0.05",
    value: String(state.association),
    "aria-describedby": "association-about",
  });
  slider.addEventListener("input", () => {
    output.textContent = value(Number(slider.value));
  });
  slider.addEventListener("change", () => change({ association: Number(slider.value) }));
  slider.addEventListener(
    "input",
    soon(() => change({ association: Number(slider.value) })),
  );
  return make(
    "div",
    { class: "control" },
    make("label", { for: "association" }, word("association"), output),
    slider,
    make("p", { id: "association-about", class: "aside", text: word("association_about") }),
  );
}

/** Return a function that runs `action` once the calls to it have stopped for a moment. */
function soon(action, wait = 80) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, wait);
  };
}

function hubControl() {
  const slider = make("input", {
    type: "range",
    id: "hubs",
    min: "0",
    max: "10",
    step: "1",
    value: String(state.hubs),
  });
  const value = (count) => (count ? word("hubs_first", { count }) : word("hubs_none"));
  const output = make("output", { for: "hubs", text: value(state.hubs) });
  slider.addEventListener("input", () => {
    output.textContent = value(Number(slider.value));
    change({ hubs: Number(slider.value) });
  });
  return make(
    "div",
    { class: "control" },
    make("label", { for: "hubs" }, word("hubs"), output),
    slider,
    make("p", {
      class: "aside",
      id: "hub-names",
      text: state.hubs ? listed(hubsHidden().map((id) => nodes[id].label)) : word("hubs_about"),
    }),
  );
}

function timeControl() {
  if (articleDates.length < 2) return null;
  const choice = (id, field, blank) => {
    const select = make(
      "select",
      { id },
      make("option", { value: "", text: word(blank) }),
      articleDates.map((date) =>
        make("option", { value: date, text: date, selected: state[field] === date }),
      ),
    );
    select.addEventListener("change", () => change({ [field]: select.value }));
    return make("label", { for: id }, make("span", { class: "unseen", text: word(blank) }), select);
  };
  const undated = make("input", { type: "checkbox", id: "undated", checked: state.undated });
  undated.addEventListener("change", () => change({ undated: undated.checked }));
  return make(
    "section",
    {},
    make("h2", { class: "section-title", text: word("time") }),
    make(
      "div",
      { class: "time" },
      choice("since", "from", "time_first"),
      "–",
      choice("until", "to", "time_last"),
    ),
    articles.some((article) => !article.date)
      ? make("label", { class: "plain" }, undated, word("time_undated"))
      : null,
  );
}

/** Draw the legend anew; the control that had the keyboard keeps it. */
function showLegend() {
  const legend = byId("legend");
  const held = legend.contains(document.activeElement) ? document.activeElement : null;
  const holder =
    held && (held.id ? `#${held.id}` : held.dataset.key ? `[data-key="${held.dataset.key}"]` : null);
  const isolated = make("input", { type: "checkbox", id: "isolated", checked: !state.isolated });
  isolated.addEventListener("change", () => change({ isolated: !isolated.checked }));
  legend.replaceChildren(
    ...[
      make(
        "section",
        {},
        make("h2", { class: "section-title", text: word("entity_types") }),
        make("ul", { class: "legend" }, typeRows()),
      ),
      make(
        "section",
        {},
        make("h2", { class: "section-title", text: word("edge_kinds") }),
        make("ul", { class: "legend" }, kindRows()),
        strengthControl(),
      ),
      make(
        "section",
        {},
        make("h2", { class: "section-title", text: word("simplify") }),
        hubControl(),
        make("label", { class: "plain" }, isolated, word("hide_isolated")),
      ),
      timeControl(),
      make(
        "section",
        {},
        make("button", { type: "button", id: "reset", text: word("reset"), on: { click: resetFilters } }),
      ),
    ].filter(Boolean),
  );
  if (holder) legend.querySelector(holder)?.focus({ preventScroll: true });
}

function resetFilters() {
  change({
    hiddenTypes: new Set(),
    hiddenRoles: new Set(),
    hiddenKinds: new Set(HIDDEN_AT_FIRST),
    association: archive.association,
    hubs: 0,
    isolated: true,
    from: "",
    to: "",
    undated: true,
    focus: null,
    path: null,
    grown: new Map(),
  });
}
