import type { BlockNode, OutputNode, TemplateNode } from "../syntax/template-node.ts";

/** Where a value was put into an expansion. */
export interface StandIn {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Where a block begins and ends in an expansion. */
interface BlockRange {
  readonly block: BlockNode;
  readonly start: number;
  readonly end: number;
}

/** A template with a choice made for each of its blocks, and a word in the place of each value. */
export interface Expansion {
  readonly text: string;
  readonly blocks: readonly BlockRange[];
  /** The values, by `id`. */
  readonly outputs: ReadonlyMap<number, OutputNode>;
  /** The node that wrote what is at an offset, and how far into it the offset is. */
  nodeAt(offset: number): { readonly node: TemplateNode; readonly into: number } | null;
}

/** What is known of a template as a whole when one of its files is looked at. */
export interface SurveySetting {
  /** The functions that its scripts declare. */
  readonly functions: ReadonlySet<string>;
  /** Whether its pages may compile texts, so that markup can be code. */
  readonly allowsEval: boolean;
}

/** How values are written in expansions: as words that occur nowhere else. */
export class StandInWords {
  readonly setting: SurveySetting;
  readonly #prefix: string;

  constructor(text: string, setting: SurveySetting) {
    this.setting = setting;
    let prefix = "hfv";
    while (text.toLowerCase().includes(prefix)) prefix += "q";
    this.#prefix = prefix;
  }

  /** The word for a value. Lower case, so that it is the same as a name of HTML. */
  wordOf(id: number): string {
    return `${this.#prefix}${id}z`;
  }

  /** The words in a text. */
  find(text: string): StandIn[] {
    const pattern = new RegExp(`${this.#prefix}(\\d+)z`, "g");
    return Array.from(text.matchAll(pattern), ({ 0: word, 1: id, index }) => ({
      id: Number(id),
      start: index,
      end: index + word.length,
    }));
  }

  /** A text without these words. */
  without(text: string): string {
    return text.replaceAll(new RegExp(`${this.#prefix}\\d+z`, "g"), "");
  }
}

/**
 * Expansions in which every branch of every block occurs. With no more than these, and each block ending in the same state in all
 * of them, the state at each place is known whatever the data choose: by induction over the blocks before it.
 */
export function* expandTemplate(nodes: readonly TemplateNode[], words: StandInWords): Generator<Expansion> {
  const count = widthOf(nodes);
  for (let choice = 0; choice < count; choice += 1) yield expandOnce(nodes, { choice, words });
}

function expandOnce(
  nodes: readonly TemplateNode[],
  { choice, words }: { readonly choice: number; readonly words: StandInWords },
): Expansion {
  let text = "";
  const blocks: BlockRange[] = [];
  const outputs = new Map<number, OutputNode>();
  const written: Array<{ readonly start: number; readonly node: TemplateNode }> = [];
  const write = (list: readonly TemplateNode[], number: number): void => {
    for (const node of list) {
      const start = text.length;
      if (node.kind !== "block") written.push({ start, node });
      if (node.kind === "text") text += node.text;
      else if (node.kind === "output") {
        outputs.set(node.id, node);
        text += words.wordOf(node.id);
      } else {
        const [inBody, inInverse] = [widthOf(node.body), widthOf(node.inverse)];
        const own = number % (inBody + inInverse);
        if (own < inBody) write(node.body, own);
        else write(node.inverse, own - inBody);
        blocks.push({ block: node, start, end: text.length });
      }
    }
  };
  write(nodes, choice);
  const nodeAt = (offset: number): { node: TemplateNode; into: number } | null => {
    const found = written.findLast(({ start }) => start <= offset);
    return found ? { node: found.node, into: offset - found.start } : null;
  };
  return { text, blocks, outputs, nodeAt };
}

/** How many expansions show every branch. */
function widthOf(nodes: readonly TemplateNode[]): number {
  let width = 1;
  for (const node of nodes) {
    if (node.kind === "block") width = Math.max(width, widthOf(node.body) + widthOf(node.inverse));
  }
  return width;
}
