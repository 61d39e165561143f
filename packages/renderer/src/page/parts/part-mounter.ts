import { compositionSelector } from "../composition/composition-tree.ts";
import { bindingSelector, bindVariables, setProperties } from "../composition/variables.ts";
import type { AgentConfig, ClipPlace, HostSource, PartSource } from "../protocol.ts";
import { ChildScope } from "./child-scope.ts";
import type { MountedPart } from "./mounted-part.ts";
import { runScripts } from "./scoped-script.ts";
import { scopeStyles } from "./scoped-style.ts";

/** Puts sub-compositions into their hosts, and variables where they are wanted, while the page is still being read. */
export class PartMounter {
  readonly #config: AgentConfig;
  readonly #parts: ReadonlyMap<string, PartSource>;
  readonly #mounted = new Map<Element, MountedPart>();
  readonly #places = new WeakMap<Element, ClipPlace>();
  readonly #seen = new WeakSet<Element>();
  readonly #complaints = new Set<string>();
  readonly #loading = new Set<string>();
  readonly #observer = new MutationObserver(() => this.#look());
  readonly #styles: Array<Promise<void>> = [];

  constructor(config: AgentConfig) {
    this.#config = config;
    this.#parts = new Map(config.nested.parts.map((part) => [part.key, part]));
    this.#observer.observe(document, { childList: true, subtree: true });
    // The first of all listeners: those of the page find everything in its place.
    document.addEventListener("DOMContentLoaded", () => void this.#finish(), { once: true });
  }

  /** What is mounted in a host. */
  partOf(host: Element): MountedPart | undefined {
    return this.#mounted.get(host);
  }

  /** Where an element of a sub-composition is written. */
  placeOf(element: Element): ClipPlace | undefined {
    return this.#places.get(element);
  }

  /** The files whose styles and scripts are still being loaded. */
  get loading(): readonly string[] {
    return [...this.#loading];
  }

  /** What is wrong, one sentence each. */
  get complaints(): readonly string[] {
    return [...this.#complaints];
  }

  /** Looks once more, and then never again. */
  close(): void {
    this.#look();
    this.#observer.disconnect();
  }

  #look(): void {
    const { compositionId, nested } = this.#config;
    setOnce(this.#seen, document.documentElement, (html) => setProperties(html, nested.variables));
    for (const element of document.querySelectorAll<HTMLElement>(
      `${compositionSelector}, ${bindingSelector}`,
    )) {
      if (this.#seen.has(element)) continue;
      const id = element.getAttribute("data-composition-id");
      if (id !== null && id === compositionId) setProperties(element, nested.variables);
      if (!isClosed(element)) continue;
      this.#seen.add(element);
      this.#bind(element, nested.variables);
      if (!this.#mounted.has(element)) this.#tryMount(element, nested.hosts);
    }
    this.#observer.takeRecords();
  }

  #bind(element: Element, variables: HostSource["variables"]): void {
    const complaint = bindVariables(element, variables);
    if (complaint !== null) this.#complaints.add(complaint);
  }

  #tryMount(host: HTMLElement, hosts: readonly HostSource[]): void {
    const src = host.getAttribute("data-composition-src");
    const id = host.getAttribute("data-composition-id");
    const given = host.getAttribute("data-variable-values");
    const isOf = (source: HostSource): boolean =>
      source.src === src && (src !== null || (source.id === id && host.childElementCount === 0));
    const source = hosts.find((other) => isOf(other) && other.given === given) ?? hosts.find(isOf);
    const part = source && this.#parts.get(source.key);
    if (part) this.#mount(host, source, part);
    else if (src !== null)
      this.#complaints.add(
        `data-composition-src="${src}" was set by a script: only what stands in the HTML is mounted.`,
      );
  }

  #mount(host: HTMLElement, source: HostSource, part: PartSource): void {
    const template = document.createElement("template");
    template.innerHTML = part.html;
    const { content } = template;
    const own = content.querySelector("[data-composition-id]:not([data-composition-src])");
    const id = own?.getAttribute("data-composition-id") ?? "";
    content.querySelectorAll("[data-start]").forEach((element, index) => {
      this.#places.set(element, { file: part.key, index });
    });
    const number = this.#mounted.size + 1;
    host.setAttribute("data-hf-scope", String(number));
    setProperties(host, source.variables);
    for (const element of content.querySelectorAll(bindingSelector)) {
      this.#seen.add(element);
      this.#bind(element, source.variables);
    }
    const styles = scopeStyles(content, {
      selector: `[data-hf-scope="${number}"]`,
      suffix: `-hf${[...this.#parts.keys()].indexOf(part.key)}`,
    });
    if (styles) this.#styles.push(styles);
    const ids = [host.getAttribute("data-composition-id") ?? id, id];
    const scope = new ChildScope({ host, ids, values: source.variables.values });
    const scripts = [...content.querySelectorAll("script")];
    const nonce = this.#config.scriptNonce;
    this.#mounted.set(host, { id, host, root: own ?? host, scope, source: part, nonce, scripts });
    // Scripts that came by `innerHTML` do not run: https://html.spec.whatwg.org/multipage/scripting.html#already-started
    host.replaceChildren(content);
    for (const inner of host.querySelectorAll<HTMLElement>(compositionSelector)) {
      if (this.#seen.has(inner)) continue;
      this.#seen.add(inner);
      if (inner !== own) this.#tryMount(inner, part.hosts);
    }
  }

  async #finish(): Promise<void> {
    this.#look();
    const parts = [...this.#mounted.values()].toSorted((a, b) => byLastScript(a, b));
    for (const { source } of parts) this.#loading.add(source.key);
    if (this.#styles.length > 0) await Promise.all(this.#styles);
    for (const part of parts) await runScripts(part);
    this.#loading.clear();
  }
}

/** The parser is past an element once something stands after it. */
function isClosed(element: Element): boolean {
  if (document.readyState !== "loading") return true;
  for (let node: Node | null = element; node; node = node.parentNode) if (node.nextSibling) return true;
  return false;
}

function setOnce(seen: WeakSet<Element>, element: Element | null, set: (element: Element) => void): void {
  if (!element || seen.has(element)) return;
  seen.add(element);
  set(element);
}

/** As their last scripts follow each other in the page: what stands within another comes before the end of that. */
function byLastScript(a: MountedPart, b: MountedPart): number {
  const [last, other] = [a.scripts.at(-1) ?? a.host, b.scripts.at(-1) ?? b.host];
  return last.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
