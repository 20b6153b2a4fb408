// The same data as tables: for screen readers, for reading, for finding by browser search.

const TABLE_ROWS = 500;

const isNumber = (cell) => typeof cell === "string" && /^[\d.,]+$/.test(cell);

function tableOf(caption, headings, rows) {
  const numeric = headings.map(
    (_, index) =>
      rows.some((row) => isNumber(row[index])) &&
      rows.every((row) => row[index] === "" || isNumber(row[index])),
  );
  const classOf = (index) => (numeric[index] ? "number" : null);
  const shown = rows.slice(0, TABLE_ROWS);
  return [
    make(
      "table",
      {},
      make("caption", { text: caption }),
      make(
        "thead",
        {},
        make(
          "tr",
          {},
          headings.map((heading, index) =>
            make("th", { scope: "col", class: classOf(index), text: heading }),
          ),
        ),
      ),
      make(
        "tbody",
        {},
        shown.map((cells) =>
          make(
            "tr",
            {},
            cells.map((cell, index) =>
              make(index ? "td" : "th", index ? { class: classOf(index) } : { scope: "row" }, cell),
            ),
          ),
        ),
      ),
    ),
    rows.length > shown.length
      ? make("p", {
          class: "aside",
          text: word("table_cut", { shown: number(shown.length), all: number(rows.length) }),
        })
      : null,
  ];
}

function showTable() {
  const shown = picture.shown;
  const people = [...shown.nodes].map((id) => nodes[id]).sort((a, b) => a.rank - b.rank);
  const order = [...shown.links].sort(
    (a, b) => Number(b.stated) - Number(a.stated) || nodes[a.from].rank - nodes[b.from].rank,
  );
  const linkButton = (link) =>
    make("button", {
      type: "button",
      class: "link",
      text: link.stated ? saying(link, link.from) : labelOf(termOfKind(link.kind)),
      on: { click: () => change({ selected: { link: link.id } }, true) },
    });
  byId("view-table").replaceChildren(
    ...[
      ...tableOf(
        word("table_nodes", { count: number(people.length) }),
        [word("name"), word("type"), word("roles"), word("lies_in"), word("articles"), word("sentences")],
        people.map((node) => [
          nodeButton(node.id),
          labelOf(typeOf(node)),
          listed(node.roles.map((role) => labelOf(archive.terms.roles[role] || { zh: role, en: role }))),
          node.parent >= 0 ? nodes[node.parent].label : "",
          number(articlesOf[node.id].size),
          number(timesNamed(node.id)),
        ]),
      ),
      ...tableOf(
        word("table_links", { count: number(order.length) }),
        [word("from"), word("relation"), word("to"), word("strength"), word("confidence_title")],
        order.map((link) => [
          nodes[link.from].label,
          linkButton(link),
          nodes[link.to].label,
          link.stated
            ? word("sources", { count: number(link.sentences.length + link.records.length) })
            : `${number(link.count)} · NPMI ${link.npmi}`,
          link.stated ? String(link.confidence) : "",
        ]),
      ),
    ].filter(Boolean),
  );
}
