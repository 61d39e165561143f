import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Document,
  type LineCounter,
} from "yaml";
import { DataError } from "../template-error.ts";

/** Values that aliases of one document may stand for, all together. */
const MOST_VALUES = 100_000;

/**
 * Makes sure that a document is not much larger than it is written, as an alias stands for everything that has its name, and may do so
 * within others; and that no key is there twice. The parser could tell the latter, but compares each key with each other.
 *
 * @throws {DataError} at the alias that is one too many, or at the second key.
 */
export function checkDocument(
  document: Document,
  { file, lines }: { readonly file: string; readonly lines: LineCounter },
): void {
  const counter = new ValueCounter((node, message) => {
    const { line, col } = lines.linePos(isNode(node) ? (node.range?.[0] ?? 0) : 0);
    throw new DataError(`${file}:${line}:${col}: ${message}`);
  });
  counter.count(document.contents);
}

class ValueCounter {
  readonly #refuse: (node: unknown, message: string) => never;
  /** What each name stands for by now, as YAML reads from top to bottom; nothing while it is being read. */
  readonly #sizes = new Map<string, number>();
  #total = 0;

  constructor(refuse: (node: unknown, message: string) => never) {
    this.#refuse = refuse;
  }

  /** How many values a node is, with all that its aliases stand for. */
  count(node: unknown): number {
    if (isAlias(node)) return this.#follow(node, node.source);
    if (isMap(node)) this.#checkKeys(node.items);
    if (isPair(node)) return this.count(node.key) + this.count(node.value);
    const anchor = typeof node === "object" && node !== null && "anchor" in node ? node.anchor : null;
    if (typeof anchor === "string") this.#sizes.set(anchor, Number.POSITIVE_INFINITY);
    let size = 1;
    if (isCollection(node)) for (const item of node.items) size += this.count(item);
    if (typeof anchor === "string") this.#sizes.set(anchor, size);
    return size;
  }

  #follow(alias: unknown, name: string): number {
    const size = this.#sizes.get(name) ?? 1;
    this.#total += size;
    if (this.#total > MOST_VALUES) {
      this.#refuse(
        alias,
        `aliases stand for more than ${MOST_VALUES} values: write JSON lines or CSV instead.`,
      );
    }
    return size;
  }

  #checkKeys(pairs: ReadonlyArray<{ readonly key: unknown }>): void {
    const keys = new Set<unknown>();
    for (const { key } of pairs) {
      if (!isScalar(key)) continue;
      if (keys.has(key.value)) this.#refuse(key, `the key ${String(key.value).slice(0, 80)} is there twice.`);
      keys.add(key.value);
    }
  }
}
