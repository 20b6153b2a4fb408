// What the page was given, read once: nodes, links, sentences, articles, and the indexes over them.

const readData = (name) => JSON.parse(byId(`data-${name}`).textContent);

/** Turn columns into rows; columns left out because they were empty get their default. */
function rowsOf(columns, defaults) {
  const names = Object.keys(columns);
  const length = names.length ? columns[names[0]].length : 0;
  return Array.from({ length }, (_, index) => {
    const row = { ...defaults };
    for (const name of names) {
      const value = columns[name][index];
      if (value !== null) row[name] = value;
    }
    return row;
  });
}

const archive = readData("archive");
const nodes = rowsOf(readData("nodes"), {
  roles: [],
  aliases: [],
  pinyin: [],
  parent: -1,
  codes: [],
  status: "",
  candidates: [],
  note: "",
  iri: "",
  gazetteer: [],
  articles: [],
  confidence: 1,
  rank: 0,
  beyond: 0, // not in the backbone that a large graph opens with
  id: 0,
  x: 0,
  y: 0,
  size: 5,
  label: "",
});
const assertionDefaults = {
  sentences: [],
  records: [],
  post: "",
  role: "",
  planned: 0,
  chain: 0,
  valid: "",
  rule: "",
  confidence: 1,
  from: 0,
  to: 0,
};
const links = [
  ...rowsOf(readData("assertions"), assertionDefaults).map((link) => ({ ...link, stated: true })),
  ...rowsOf(readData("pairs"), { npmi: 0, g2: 0, count: 0, from: 0, to: 0 }).map((link) => ({
    ...link,
    stated: false,
  })),
].filter((link) => link.from !== link.to);
links.forEach((link, index) => {
  link.id = index;
});
const figures = archive.figures.map((figure) => ({ ...assertionDefaults, ...figure }));

const PARTS = ["kicker", "title", "byline", "body"];
const sentences = archive.sentences.map(([article, part, startsLine, repeats, text, ...flat]) => {
  const marks = [];
  for (let index = 0; index < flat.length; index += 3)
    marks.push({ start: flat[index], end: flat[index + 1], node: flat[index + 2] });
  return {
    article,
    part: PARTS[part],
    startsLine: Boolean(startsLine),
    afterGap: startsLine === 2,
    repeats: Boolean(repeats),
    text,
    marks,
  };
});
const pages = archive.pages.map(([name, newspaper, place, date]) => ({ name, newspaper, place, date }));
const articles = archive.articles.map(
  ([page, title, kicker, section, date, newspaper, bylines, first, length]) => ({
    page: pages[page],
    title,
    kicker,
    section,
    bylines,
    first,
    length,
    date: date || pages[page].date || "",
    newspaper: newspaper || pages[page].newspaper || "",
  }),
);

const sentencesOf = nodes.map(() => []);
const articlesOf = nodes.map(() => new Set());
sentences.forEach((sentence, index) => {
  for (const node of new Set(sentence.marks.map((mark) => mark.node))) {
    if (!sentence.repeats) sentencesOf[node].push(index);
    articlesOf[node].add(sentence.article);
  }
});
// Of a very large corpus not every sentence is here: nodes and pairs bring their counts along.
for (const node of nodes) for (const article of node.articles) articlesOf[node.id].add(article);
const linksOf = nodes.map(() => []);
for (const link of links) {
  linksOf[link.from].push(link);
  linksOf[link.to].push(link);
}
const figuresOf = nodes.map(() => []);
for (const figure of figures) figuresOf[figure.from].push(figure);
const childrenOf = nodes.map(() => []);
for (const node of nodes) if (node.parent >= 0) childrenOf[node.parent].push(node.id);
const nodeByKey = new Map(nodes.map((node) => [node.key, node]));

const otherEnd = (link, node) => (link.from === node ? link.to : link.from);
const linksBetween = (a, b) => linksOf[a].filter((link) => otherEnd(link, a) === b);
const isCounted = (sentence) => sentence.part !== "byline" && !sentence.repeats;

/** In how many sentences a node is named; headlines count, bylines and repeats do not. */
const timesNamed = (id) =>
  nodes[id].named ?? sentencesOf[id].filter((index) => isCounted(sentences[index])).length;

/** Sentences in which both are named; headlines count, bylines and repeats do not. */
function sharedSentences(a, b) {
  const of = new Set(sentencesOf[b]);
  return sentencesOf[a].filter((index) => of.has(index) && isCounted(sentences[index]));
}

const sharedArticles = (a, b) => [...articlesOf[a]].filter((article) => articlesOf[b].has(article));

/** Articles that a link rests on; null where it rests on a gazetteer record alone. */
function articlesBehind(link) {
  if (link.behind === undefined) {
    if (link.articles) link.behind = link.articles;
    else if (!link.stated)
      link.behind =
        link.kind === "sentence"
          ? sharedSentences(link.from, link.to).map((index) => sentences[index].article)
          : sharedArticles(link.from, link.to);
    else
      link.behind = link.sentences.length ? link.sentences.map(([index]) => sentences[index].article) : null;
  }
  return link.behind;
}

const typeOf = (node) => archive.terms.types[node.type];
const termOfKind = (kind) => archive.terms.predicates[kind] || archive.terms.cooccurrence[kind];
const signs = (node) => node.roles.some((role) => archive.terms.roles[role]?.byline);
const articleDates = [...new Set(articles.map((article) => article.date).filter(Boolean))].sort();
