// Sentences as evidence: the words with the names marked, and where they stand.

/** Return pieces of a sentence's text, the given nodes' names as <mark>. */
function markedText(sentence, marked) {
  const pieces = [];
  let at = 0;
  for (const { start, end, node } of sentence.marks) {
    if (!marked.has(node) || start === end) continue;
    pieces.push(sentence.text.slice(at, start), make("mark", { text: sentence.text.slice(start, end) }));
    at = end;
  }
  pieces.push(sentence.text.slice(at));
  return pieces;
}

/** Return who signs, as the paper prints it: 记者 甲 通讯员 乙. */
function bylineOf(article) {
  const byRole = new Map();
  for (const [name, role] of article.bylines) {
    if (!byRole.has(role)) byRole.set(role, []);
    byRole.get(role).push(name);
  }
  return [...byRole]
    .map(
      ([role, names]) =>
        `${archive.terms.roles[role] ? labelOf(archive.terms.roles[role]) : role} ${names.join(" ")}`,
    )
    .join(" · ");
}

const headline = (article) =>
  article.title ? (language === "zh" ? `《${article.title}》` : article.title) : word("untitled");

/** Return the line under a quote: headline, signers, newspaper, date, page. */
function source(article, sentence) {
  const { page, date, newspaper } = articles[article];
  const about = [bylineOf(articles[article]), newspaper, date, page.name].filter(Boolean).join(" · ");
  return make(
    "figcaption",
    {},
    make("button", {
      type: "button",
      class: "headline",
      text: headline(articles[article]),
      title: word("read_article"),
      on: { click: () => openReader(article, sentence) },
    }),
    make("span", { class: "about", text: about }),
  );
}

/** Return one quote: sentences of one article, dots where others stand between. */
function quote(indexes, marked) {
  const present = indexes.filter((index) => sentences[index].text);
  const { article } = sentences[indexes[0]];
  return make(
    "figure",
    { class: "quote" },
    present.length
      ? make(
          "blockquote",
          {},
          present.map((index, at) => [
            at && (index > present[at - 1] + 1 || sentences[index].afterGap) ? word("omission") : null,
            sentences[index].part === "body"
              ? null
              : make("span", { class: "part", text: word(`part_${sentences[index].part}`) }),
            ...markedText(sentences[index], marked),
          ]),
        )
      : null,
    source(article, indexes),
  );
}

const QUOTES_AT_FIRST = 3;

/**
 * Return a list of quotes; more than a few are behind a button. Quotes whose text is not carried, and the
 * `missing` ones that the page does not have at all, are counted below.
 */
function quotesOf(groups, marked, missing = 0) {
  const box = make("div", { class: "quotes" });
  const shownGroups = groups.filter((group) => group.some((index) => sentences[index].text));
  const silent = groups.length - shownGroups.length + missing;
  const list = shownGroups.length ? shownGroups : groups;
  const add = (from, to) => box.append(...list.slice(from, to).map((group) => quote(group, marked)));
  add(0, QUOTES_AT_FIRST);
  if (list.length > QUOTES_AT_FIRST) {
    const more = make("button", {
      type: "button",
      class: "more",
      text: word("more_quotes", { count: number(list.length - QUOTES_AT_FIRST) }),
    });
    more.addEventListener("click", () => {
      more.remove();
      add(QUOTES_AT_FIRST, list.length);
    });
    box.append(more);
  }
  if (shownGroups.length && silent && archive.quotes)
    box.append(make("p", { class: "aside", text: word("not_carried", { count: number(silent) }) }));
  return box;
}

/** Return gazetteer records as evidence. */
function recordsOf(records) {
  return records.map(([scheme, code, label]) =>
    make(
      "p",
      { class: "record" },
      make("span", { class: "tag", text: word("gazetteer") }),
      ` ${label} `,
      make("code", { text: `${schemeName(scheme)} ${code}` }),
    ),
  );
}

/** Return what one link rests on. */
function evidenceOf(link) {
  const marked = new Set([link.from, link.to]);
  if (link.stated)
    return [link.sentences.length ? quotesOf(link.sentences, marked) : null, recordsOf(link.records)];
  if (link.kind === "sentence")
    return [
      quotesOf(
        sharedSentences(link.from, link.to).map((index) => [index]),
        marked,
      ),
    ];
  return [
    make(
      "div",
      { class: "quotes" },
      sharedArticles(link.from, link.to).map((article) =>
        make("figure", { class: "quote" }, source(article, [])),
      ),
    ),
  ];
}
