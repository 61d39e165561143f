import { TemplateError } from "../template-error.ts";
import { parseBlockOpening, parseExpression, type OpenedBlock } from "./parse-expression.ts";
import { scanTags, type IsDeclared, type ScanRules, type TemplateToken } from "./scan-tags.ts";
import type { BlockNode, NodePlace, TemplateNode } from "./template-node.ts";
import type { TemplateText } from "./template-text.ts";

/** What a file may take in, and which names are values. */
interface ParseRequest {
  /** Partials by name: `<<> card>>` takes in `partials/card.html`. */
  readonly partials: ReadonlyMap<string, TemplateText>;
  /** The fields that the template declares; `null` if it declares none. */
  readonly declared: ReadonlySet<string> | null;
}

const DEEPEST_NESTING = 32;
const MOST_NODES = 50_000;

/**
 * Reads a file into text, values and blocks, with its partials in their places.
 *
 * @throws {TemplateError} at the first fault.
 */
export function parseTemplate(source: TemplateText, request: ParseRequest): readonly TemplateNode[] {
  return new TemplateParser(request).parseFile(source, 0);
}

type Tag = Extract<TemplateToken, { kind: "tag" }>;

interface OpenBlock {
  readonly opened: OpenedBlock;
  readonly place: NodePlace;
  readonly body: TemplateNode[];
  inverse: TemplateNode[] | null;
  /** Opened by `<<else if …>>`, so that it ends with the block around it. */
  readonly chained: boolean;
}

class TemplateParser {
  readonly #request: ParseRequest;
  readonly #rules: ScanRules;
  #nodes = 0;

  constructor(request: ParseRequest) {
    this.#request = request;
    const fields = request.declared;
    const isKnown: IsDeclared = fields ? (name) => fields.has(name) : () => true;
    this.#rules = { isKnown, fillsBraces: (name) => fields?.has(name) ?? false };
  }

  parseFile(source: TemplateText, depth: number): TemplateNode[] {
    const root: TemplateNode[] = [];
    const open: OpenBlock[] = [];
    const here = (): TemplateNode[] => open.at(-1)?.inverse ?? open.at(-1)?.body ?? root;
    for (const token of scanTags(source, this.#rules)) {
      const place = { source, offset: token.offset };
      this.#count(place);
      if (token.kind === "text") here().push({ kind: "text", text: token.text, ...place });
      else if (token.inner.startsWith(">")) here().push(...this.#partial(token, place, depth));
      else if (!this.#steer(token, place, open)) here().push(...this.#output(token, place));
      else if (token.inner.startsWith("/")) this.#close(open, { here, place });
      if (open.length + depth > DEEPEST_NESTING) throw fail(place, "Blocks are nested too deeply.");
    }
    const unclosed = open[0];
    if (unclosed) throw fail(unclosed.place, `<<#${unclosed.opened.helper}>> is never closed.`);
    return root;
  }

  /** Opens blocks and their else; whether the tag does such a thing. */
  #steer({ inner, braces }: Tag, place: NodePlace, open: OpenBlock[]): boolean {
    if (braces) return false;
    const begin = (text: string, chained: boolean): void => {
      open.push({ opened: parseBlockOpening(text, place), place, body: [], inverse: null, chained });
    };
    const otherwise = /^(?:\^|else)(?:\s+(\S.*))?$/.exec(inner.trim());
    if (inner.startsWith("#")) begin(inner.slice(1).trim(), false);
    else if (otherwise) {
      const current = open.at(-1);
      if (!current) throw fail(place, `<<${inner}>> stands in no block.`);
      if (current.inverse) throw fail(place, `<<${inner}>> is the block's second else.`);
      current.inverse = [];
      if (otherwise[1] !== undefined) begin(otherwise[1], true);
    } else if (inner.startsWith("/")) {
      const name = inner.slice(1).trim();
      const wanted = open.findLast(({ chained }) => !chained)?.opened.helper;
      if (name !== wanted) {
        throw fail(place, `<</${name}>> closes nothing${wanted ? `: <</${wanted}>> is due` : ""}.`);
      }
    } else return false;
    return true;
  }

  #close(
    open: OpenBlock[],
    { here, place }: { readonly here: () => TemplateNode[]; readonly place: NodePlace },
  ): void {
    for (let block = open.pop(); block; block = open.pop()) {
      here().push(this.#block(block, place));
      if (!block.chained) return;
    }
  }

  #block({ opened, place, body, inverse }: OpenBlock, end: NodePlace): BlockNode {
    this.#nodes += 1;
    return { kind: "block", id: this.#nodes, ...opened, body, inverse: inverse ?? [], end, ...place };
  }

  #output({ inner }: Tag, place: NodePlace): TemplateNode[] {
    if (inner.startsWith("!")) return [];
    const raw = inner.startsWith("{");
    const parsed = parseExpression(raw ? inner.slice(1, -1) : inner, place);
    return [{ kind: "output", id: this.#nodes, ...parsed, raw, ...place }];
  }

  /** A partial is put in before anything else is decided, so that its values are escaped for the place it is put in. */
  #partial({ inner }: Tag, place: NodePlace, depth: number): TemplateNode[] {
    const [name = "", value, ...more] = inner.slice(1).trim().split(/\s+/);
    const source = this.#request.partials.get(name);
    if (!source || more.length > 0) {
      const known = [...this.#request.partials.keys()].join(", ") || "none";
      throw fail(place, `<<> ${name}>> names no partial: in the folder partials there are ${known}.`);
    }
    if (depth >= DEEPEST_NESTING) throw fail(place, `<<> ${name}>> includes itself.`);
    const nodes = this.parseFile(source, depth + 1);
    if (value === undefined) return nodes;
    const opened = parseBlockOpening(`with ${value}`, place);
    return [this.#block({ opened, place, body: nodes, inverse: null, chained: false }, place)];
  }

  #count(place: NodePlace): void {
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES) throw fail(place, `There are more than ${MOST_NODES} pieces here.`);
  }
}

function fail({ source, offset }: NodePlace, message: string): TemplateError {
  return TemplateError.at(source.locate(offset), message);
}
