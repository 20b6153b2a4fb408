// An article's whole text in a sheet over the page, with every name a way to its node.

function nameLink(sentence, mark) {
  const node = nodes[mark.node];
  return make("a", {
    href: `#${new URLSearchParams({ n: node.key })}`,
    class: "name",
    colour: onGround(typeOf(node).colour),
    text: sentence.text.slice(mark.start, mark.end),
    title: `${node.label} · ${labelOf(typeOf(node))}`,
    on: {
      click: (event) => {
        event.preventDefault();
        byId("reader").close();
        choose(node.id);
      },
    },
  });
}

function readableSentence(sentence, isEvidence) {
  const pieces = [];
  let at = 0;
  for (const mark of sentence.marks) {
    if (mark.start === mark.end) continue;
    pieces.push(sentence.text.slice(at, mark.start), nameLink(sentence, mark));
    at = mark.end;
  }
  pieces.push(sentence.text.slice(at));
  return make("span", { class: isEvidence ? "evidence" : sentence.repeats ? "repeat" : "" }, pieces);
}

/** Open the article; the sentences of `evidence` are marked and brought into view. */
function openReader(index, evidence = []) {
  const article = articles[index];
  const dialog = byId("reader");
  const chosen = new Set(evidence);
  const range = Array.from({ length: article.length }, (_, offset) => article.first + offset).filter(
    (at) => sentences[at],
  );
  const text = make("div", { class: "article-text" });
  let paragraph = null;
  for (const at of range) {
    const sentence = sentences[at];
    if (!sentence.text || sentence.part === "title" || sentence.part === "kicker") continue;
    if (!paragraph || sentence.startsLine || paragraph.dataset.part !== sentence.part) {
      paragraph = make("p", { class: sentence.part, data: { part: sentence.part } });
      text.append(paragraph);
    }
    paragraph.append(readableSentence(sentence, chosen.has(at)));
  }
  if (!text.childElementCount) text.append(make("p", { class: "aside", text: word("no_text") }));
  else if (!archive.complete) text.prepend(make("p", { class: "aside", text: word("parts_only") }));
  const isTitleEvidence = range.some((at) => chosen.has(at) && sentences[at].part === "title");
  dialog.replaceChildren(
    make(
      "header",
      {},
      make(
        "div",
        {},
        article.kicker ? make("p", { class: "kicker", text: article.kicker }) : null,
        make(
          "h2",
          { id: "reader-title" },
          make("span", { class: isTitleEvidence ? "evidence" : "", text: article.title || word("untitled") }),
        ),
        make("p", {
          class: "about",
          text: [bylineOf(article), article.section, article.newspaper, article.date, article.page.name]
            .filter(Boolean)
            .join(" · "),
        }),
      ),
      make("button", {
        type: "button",
        class: "icon",
        text: "×",
        title: word("close"),
        "aria-label": word("close"),
        on: { click: () => dialog.close() },
      }),
    ),
    text,
  );
  dialog.showModal();
  dialog.querySelector(".evidence")?.scrollIntoView({ block: "center" });
}
