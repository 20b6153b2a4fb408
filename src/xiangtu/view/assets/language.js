// Words in the reader's language. Chinese first.

const interfaceWords = readData("interface");
let language = "zh";

/** Return the interface's text for `key`; `{name}` in it is replaced by values.name. */
function word(key, values = {}) {
  const entry = interfaceWords[key];
  return (entry ? entry[language] : key).replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? String(values[name]) : whole,
  );
}

const number = (value) => value.toLocaleString(language === "zh" ? "zh-CN" : "en-GB");
const labelOf = (term) => (language === "zh" ? term.zh : term.en);
const aboutOf = (term) => (language === "zh" ? term.about_zh : term.about_en) || "";
const inverseOf = (term) => (language === "zh" ? term.inverse_zh : term.inverse_en) || labelOf(term);
const listed = (items) => items.join(language === "zh" ? "、" : ", ");

const unitName = (unit) => (interfaceWords[`unit_${unit}`] ? word(`unit_${unit}`) : unit);
const schemeName = (scheme) => (interfaceWords[`scheme_${scheme}`] ? word(`scheme_${scheme}`) : scheme);

/** Put the language's words on every element that names one. */
function translate() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-word]"))
    element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-word-label]")) {
    element.setAttribute("aria-label", word(element.dataset.wordLabel));
    if (element.matches("button")) element.title = word(element.dataset.wordLabel);
  }
  for (const element of document.querySelectorAll("[data-word-placeholder]"))
    element.placeholder = word(element.dataset.wordPlaceholder);
}
