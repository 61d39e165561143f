import { readSheets, type SheetText } from "./sheet-text.ts";

/** Where the styles of a sub-composition hold. */
interface StyleScope {
  /** Finds its host. */
  readonly selector: string;
  /** Ends the names of its `@keyframes`: the same for all hosts of one file, which have the same. */
  readonly suffix: string;
}

/** `html`, `body` and `:root` stand for the host, with the weight of `body`, so that the styles of its place win. */
const HOST = ":where(:scope):not(hf-none)";
const wholePage = /(?<![\w\-.#:=["'\\])(?:(?:html|:root)(?:\s*>\s*|\s+))?(?:html|body|:root)(?![\w-])/gi;

/**
 * Makes the styles of a sub-composition hold within its host only, and puts them into effect.
 *
 * @param content is not in the page yet; its style elements stay in it, without effect.
 * @returns `null` if that is done, or a promise while files are loading.
 */
export function scopeStyles(content: DocumentFragment, scope: StyleScope): Promise<void> | null {
  const elements = [...content.querySelectorAll<HTMLStyleElement | HTMLLinkElement>("style, link")].filter(
    (element) => element instanceof HTMLStyleElement || element.relList.contains("stylesheet"),
  );
  // Its place among the others' is that of its host, however long it loads.
  const slot = openSlot();
  const texts = elements.map((element) => readSheets(element));
  for (const element of elements) switchOff(element);
  const fill = (sheets: ReadonlyArray<readonly SheetText[]>): void =>
    slot.fill(scopeSheets(sheets.flat(), scope));
  const ready = texts.filter((text) => Array.isArray(text));
  if (ready.length < texts.length) return Promise.all(texts.map((text) => Promise.resolve(text))).then(fill);
  fill(ready);
  return null;
}

/** It stays where it is, so that selectors such as `:first-child` mean what they meant. */
function switchOff(element: HTMLStyleElement | HTMLLinkElement): void {
  if (element instanceof HTMLStyleElement) element.media = "not all";
  else element.rel = "";
}

function scopeSheets(texts: readonly SheetText[], scope: StyleScope): CSSStyleSheet[] {
  const sheets = texts.map((text) => openSheet(text, scope));
  const keyframes = sheets.flatMap((sheet) => [...eachRule(sheet.cssRules)].filter(isKeyframes));
  const names = new Set(keyframes.map(({ name }) => name));
  // Scripts set animations by name too. In a layer, the page's own of that name win.
  const plain = keyframes.map(({ cssText }) => cssText).join("\n");
  for (const rule of keyframes) rule.name += scope.suffix;
  for (const sheet of sheets) {
    for (const rule of eachRule(sheet.cssRules))
      if (rule instanceof CSSStyleRule) rewrite(rule, names, scope);
  }
  if (plain) sheets[0]?.insertRule(`@layer hyperframes { ${plain} }`, 0);
  return sheets;
}

function openSheet({ text, wrap }: SheetText, { selector }: StyleScope): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const whole = wrap.reduceRight((inner, rule) => `${rule} {\n${inner}\n}`, text);
  sheet.replaceSync(`@scope (${selector}) {\n${whole}\n}`);
  return sheet;
}

function rewrite(rule: CSSStyleRule, names: ReadonlySet<string>, { suffix }: StyleScope): void {
  if (wholePage.test(rule.selectorText)) rule.selectorText = rule.selectorText.replaceAll(wholePage, HOST);
  wholePage.lastIndex = 0;
  const used = rule.style.animationName.split(", ");
  if (!used.some((name) => names.has(name))) return;
  const own = used.map((name) => (names.has(name) ? name + suffix : name)).join(", ");
  rule.style.setProperty("animation-name", own, rule.style.getPropertyPriority("animation-name"));
}

function* eachRule(rules: CSSRuleList): Generator<CSSRule> {
  for (const rule of rules) {
    yield rule;
    if ("cssRules" in rule && !isKeyframes(rule)) yield* eachRule(rule.cssRules as CSSRuleList);
  }
}

function isKeyframes(rule: CSSRule): rule is CSSKeyframesRule {
  return rule instanceof CSSKeyframesRule;
}

const slots: CSSStyleSheet[][] = [];

function openSlot(): { fill(sheets: CSSStyleSheet[]): void } {
  const own: CSSStyleSheet[] = [];
  slots.push(own);
  return {
    fill(sheets) {
      const before = new Set(slots.flat());
      own.push(...sheets);
      const others = [...document.adoptedStyleSheets].filter((sheet) => !before.has(sheet));
      document.adoptedStyleSheets = [...others, ...slots.flat()];
    },
  };
}
