import { scopeNames, type ChildScope } from "./child-scope.ts";
import type { MountedPart } from "./mounted-part.ts";

/** Some code of a sub-composition's file, and where it begins there; both counted from 1. */
interface Code {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

type Body = (this: unknown, ...globals: unknown[]) => unknown;

/** What the scripts that are put into the page call. */
interface ScriptDesk {
  run(number: number, body: Body): void;
  globals(number: number): Record<string, unknown>;
  done(number: number): void;
}

const deskName = "__hyperframesScripts";
const scopes: ChildScope[] = [];
const finished = new Map<number, () => void>();

/** Runs the scripts of a sub-composition, one after the other, as its own. */
export async function runScripts(part: MountedPart): Promise<void> {
  let together: number[] = [];
  const flush = (): void => {
    if (together.length > 0) runInline(part, together);
    together = [];
  };
  for (const [index, script] of part.scripts.entries()) {
    // What the template's author did not write came with data.
    const kind = isAuthored(part, index) ? kindOf(script) : "data";
    // Those that follow each other see each other's variables.
    if (kind === "inline") together.push(index);
    else if (kind !== "data") flush();
    if (kind === "file") await runFile(part, script);
    if (kind === "module") await runModule(part, index);
    if (kind === "page") await runInPage(script);
  }
  flush();
}

function isAuthored({ source, nonce }: MountedPart, index: number): boolean {
  return nonce === null || source.scripts[index]?.isAuthored === true;
}

function kindOf(script: HTMLScriptElement): "inline" | "file" | "module" | "page" | "data" {
  if (script.type === "importmap" || (script.type === "module" && script.src)) return "page";
  if (script.type === "module") return "module";
  if (!/^$|^(?:text|application)\/(?:x-)?(?:java|ecma)script$/i.test(script.type.trim())) return "data";
  return script.src ? "file" : "inline";
}

function runInline(part: MountedPart, indices: readonly number[]): void {
  const codes = indices.map((index) => codeAt(part, index));
  part.scope.script = part.scripts[indices[0] ?? 0] ?? null;
  runCode(part, codes, addressOf(part.source.file));
  part.scope.script = null;
}

function runCode({ scope, nonce }: MountedPart, codes: readonly Code[], address: string): void {
  const open = `${deskName}.run(${scopes.push(scope) - 1}, function (${scopeNames.join(", ")}) {`;
  openDesk();
  insert(`${onItsLines(codes, { open, address })}\n});\n//# sourceURL=${address}`, { type: "", nonce });
}

/** A library is for the whole page; a file that registers a timeline or reads variables runs for each host anew. */
async function runFile(part: MountedPart, script: HTMLScriptElement): Promise<void> {
  const { href, origin } = new URL(script.src, document.baseURI);
  if (origin === location.origin) {
    const response = await fetch(href).catch(() => null);
    const isScript = /javascript/i.test(response?.headers.get("content-type") ?? "");
    const text = response?.ok && isScript ? await response.text() : "";
    if (/__timelines|__hyperframes/.test(text)) return runCode(part, [{ text, line: 1, column: 1 }], href);
  }
  await runInPage(script);
}

const loaded = new Set<string>();

/** A library that is there already must not come twice: what it has made belongs to the first. */
async function runInPage(script: HTMLScriptElement): Promise<void> {
  const { src } = script;
  const there = [...document.scripts].some(
    (other) => other !== script && other.src === src && !isMounted(other),
  );
  if (src && (loaded.has(src) || there)) return;
  loaded.add(src);
  const copy = document.createElement("script");
  for (const { name, value } of script.attributes) copy.setAttribute(name, value);
  // The attribute is emptied once the script is in the page: https://html.spec.whatwg.org/#nonce-attributes
  copy.nonce = script.nonce;
  copy.async = false;
  copy.text = script.text;
  const settled = new Promise<void>((resolve) => {
    copy.addEventListener("load", () => resolve());
    copy.addEventListener("error", () => resolve());
  });
  document.head.append(copy);
  if (src) await settled;
}

function isMounted(script: Element): boolean {
  return script.closest("[data-hf-scope]") !== null;
}

async function runModule(part: MountedPart, index: number): Promise<void> {
  const number = scopes.push(part.scope) - 1;
  const address = addressOf(part.source.file);
  const open = `const { ${scopeNames.filter((name) => name !== "globalThis").join(", ")} } = ${deskName}.globals(${number});`;
  const text = onItsLines([codeAt(part, index)], { open, address });
  openDesk();
  await new Promise<void>((resolve) => {
    const failed = ({ filename }: ErrorEvent): void => {
      if (filename === address) resolve();
    };
    finished.set(number, resolve);
    window.addEventListener("error", failed);
    const code = `${text}\n;${deskName}.done(${number});\n//# sourceURL=${address}`;
    const script = insert(code, { type: "module", nonce: part.nonce });
    script.addEventListener("error", () => resolve());
  });
}

/** The script's error is reported with the place that it has in its file. */
function onItsLines(
  codes: readonly Code[],
  { open, address }: { readonly open: string; readonly address: string },
): string {
  const first = codes[0]?.line ?? 1;
  const isAlone = first > 1 || codes[0]?.text.startsWith("\n");
  // Of a script that cannot be read, only what stands before the fault is known.
  let text = isAlone ? `${open} //# sourceURL=${address}` : open;
  for (const [index, code] of codes.entries()) {
    const behind = code.line - text.split("\n").length;
    if (behind > 0) text += "\n".repeat(behind) + " ".repeat(code.column - 1);
    // Two on one line; the first may end with a comment.
    else if (index > 0) text += "\n";
    text += code.text;
  }
  return text;
}

function codeAt(part: MountedPart, index: number): Code {
  const { line, column } = part.source.scripts[index] ?? { line: 1, column: 1 };
  return { text: part.scripts[index]?.text ?? "", line, column };
}

function insert(
  text: string,
  { type, nonce }: { readonly type: string; readonly nonce: string | null },
): HTMLScriptElement {
  const script = document.createElement("script");
  if (nonce !== null) script.nonce = nonce;
  if (type) script.type = type;
  script.text = text;
  document.head.append(script);
  if (!type) script.remove();
  return script;
}

function openDesk(): void {
  if (deskName in window) return;
  const value: ScriptDesk = {
    run: (number, body) => {
      const scope = scopes[number];
      scope?.run(() => body.apply(scope.globals[0], [...scope.globals]));
    },
    globals: (number) =>
      Object.fromEntries(scopeNames.map((name, index) => [name, scopes[number]?.globals[index]])),
    done: (number) => finished.get(number)?.(),
  };
  Object.defineProperty(window, deskName, { value, enumerable: false });
}

function addressOf(file: string): string {
  return new URL(`/${encodeURI(file)}`, document.baseURI).href;
}
