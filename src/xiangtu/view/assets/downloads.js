// What is shown, as a picture or as data. Files are made in the browser; nothing is sent.

function save(content, type, name) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** Put the address of what is shown into the clipboard and say on the button whether that worked. */
async function copyLink(button) {
  let said = "link_copied";
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    said = copyBySelection(location.href) ? "link_copied" : "link_not_copied";
  }
  button.textContent = word(said);
  byId("announcement").textContent = word(said);
  setTimeout(() => {
    button.textContent = word("copy_link");
    byId("download").open = false;
  }, 1600);
}

/** Where a browser keeps its clipboard from a page, selected text can still be copied. */
function copyBySelection(text) {
  const field = make("textarea", { class: "unseen" });
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

const fileName = (ending) => `${(archive.title || "xiangtu").replace(/[^\p{L}\p{N}]+/gu, "-")}.${ending}`;

function savePng() {
  const drawn = picture.network.canvas.frame.canvas;
  const copy = make("canvas", { width: drawn.width, height: drawn.height });
  const context = copy.getContext("2d");
  context.fillStyle = paint.ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(drawn, 0, 0);
  copy.toBlob((blob) => save(blob, "image/png", fileName("png")));
}

/** A cell that no spreadsheet takes for a formula, quoted. */
function cell(value) {
  const text = String(value ?? "");
  return `"${(/^[\s]*[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text).replace(/"/g, '""')}"`;
}

const firstSentence = (link) => {
  const indexes = link.stated
    ? link.sentences[0] || []
    : link.kind === "sentence"
      ? sharedSentences(link.from, link.to).slice(0, 1)
      : [];
  return indexes.map((index) => sentences[index].text).join("");
};

function saveCsv() {
  const rows = [
    [
      "from",
      "from_type",
      "kind",
      "label",
      "to",
      "to_type",
      "count",
      "npmi",
      "confidence",
      "status",
      "sentence",
    ],
  ];
  for (const link of picture.shown.links) {
    const [from, to] = [nodes[link.from], nodes[link.to]];
    rows.push([
      from.label,
      from.type,
      link.kind,
      link.stated ? shortLinkLabel(link) : labelOf(termOfKind(link.kind)),
      to.label,
      to.type,
      link.stated ? link.sentences.length : link.count,
      link.npmi,
      link.stated ? link.confidence : "",
      link.planned ? "planned" : "",
      firstSentence(link),
    ]);
  }
  save(
    `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`,
    "text/csv;charset=utf-8",
    fileName("csv"),
  );
}

function saveJson() {
  const { shown } = picture;
  const content = {
    source: Object.fromEntries(archive.header),
    view: addressOfState(),
    nodes: [...shown.nodes].map((id) => {
      const { key, label, type, roles, aliases, codes, parent } = nodes[id];
      return {
        id: key,
        name: label,
        type,
        roles,
        aliases,
        codes,
        parent: parent >= 0 ? nodes[parent].key : null,
      };
    }),
    edges: shown.links.map((link) => ({
      from: nodes[link.from].key,
      to: nodes[link.to].key,
      kind: link.kind,
      ...(link.stated
        ? { post: link.post, role: link.role, planned: Boolean(link.planned), confidence: link.confidence }
        : { count: link.count, npmi: link.npmi, g2: link.g2 }),
      sentence: firstSentence(link),
    })),
  };
  save(`${JSON.stringify(content, null, 1)}\n`, "application/json", fileName("json"));
}
