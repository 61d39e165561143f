import type { VariableSet } from "../protocol.ts";

/** What binds an element to a variable. */
export const bindingSelector = "[data-var-text], [data-var-src]";

/** The elements whose `src` a stranger's value may set: none of them runs it as a script. */
const carriers = ["img", "video", "audio", "source"];

/** Elements whose text a stranger must not write. */
const code = new Set(["script", "style", "template", "noscript", "iframe"]);

/** Gives an element the CSS custom properties of variables. A value that is no value of a property is left out. */
export function setProperties(element: Element | null, { properties }: VariableSet): void {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return;
  for (const [name, value] of Object.entries(properties)) element.style.setProperty(name, value);
}

/**
 * Puts variables where `data-var-text` and `data-var-src` want them; without a value, what is written stays.
 *
 * @returns what is wrong, or `null`.
 */
export function bindVariables(element: Element, { values }: VariableSet): string | null {
  const valueOf = (attribute: string): unknown => {
    const id = element.getAttribute(attribute);
    return id !== null && Object.hasOwn(values, id) ? values[id] : undefined;
  };
  const text = valueOf("data-var-text");
  if (isScalar(text) && code.has(element.localName))
    return `data-var-text="${element.getAttribute("data-var-text") ?? ""}" stands on <${element.localName}>, whose text is code.`;
  if (isScalar(text)) setOwnText(element, String(text));
  const source = addressIn(valueOf("data-var-src"));
  return source === null ? null : setSource(element, source);
}

/** Replaces an element's own text, as text; elements inside of it stay. */
function setOwnText(element: Element, text: string): void {
  const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
  const place = own.find((node) => node.nodeValue?.trim()) ?? own[0] ?? null;
  for (const node of own) if (node !== place) node.remove();
  if (place) place.nodeValue = text;
  else element.prepend(text);
}

function setSource(element: Element, source: string): string | null {
  const name = `data-var-src="${element.getAttribute("data-var-src") ?? ""}"`;
  if (!carriers.includes(element.localName))
    return `${name} stands on <${element.localName}>; it is for ${carriers.join(", ")} only.`;
  if (!isSafe(source))
    return `${name} is not loaded: its address must be a path in the project, http:, https:, or data:image/.`;
  element.removeAttribute("srcset");
  element.setAttribute("src", source);
  return null;
}

/** As the browser reads it: that is what counts. */
function isSafe(source: string): boolean {
  if (!URL.canParse(source, document.baseURI)) return false;
  const { protocol, pathname } = new URL(source, document.baseURI);
  return (
    protocol === "http:" || protocol === "https:" || (protocol === "data:" && /^image\//i.test(pathname))
  );
}

function addressIn(value: unknown): string | null {
  const address: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "url") : value;
  return typeof address === "string" && address !== "" ? address : null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
