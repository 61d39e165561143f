import type { AuthoredCode } from "../escape/escape-name.ts";
import type { TemplateNode, TextNode } from "../syntax/template-node.ts";
import type { Expansion } from "./expand.ts";

/** A mark is NUL and a letter; neither data nor templates can have NUL where scripts may stand. */
const NUL = "\0";
/** Pairs of letters around each kind of code; a module's tag has only the first. */
const letters = { inline: "Ii", foreign: "Ff", handler: "Hh", module: "M" } as const;

type Kind = AuthoredCode["kind"];

/** A script or handler as it stands in a filled file. */
export interface FilledCode {
  readonly kind: Exclude<Kind, "module">;
  readonly text: string;
}

/** What was read from a file that was filled with its marks. */
interface MarkedText {
  /** Without the marks. */
  readonly text: string;
  readonly codes: readonly FilledCode[];
}

const kinds: ReadonlyArray<FilledCode["kind"]> = ["inline", "foreign", "handler"];

interface Mark {
  readonly into: number;
  readonly letter: string;
}

/**
 * Remembers where in a template its author's scripts and handlers stand, so that they are known again once data have been filled
 * in. What a value might add is never among them.
 */
export class CodeMarks {
  readonly #marks = new Map<TextNode, Mark[]>();
  #hasModules = false;

  /** Whether some tag of a module is among them. */
  get hasModules(): boolean {
    return this.#hasModules;
  }

  /** Adds some code, by where it stands in an expansion. What data began or ended would not be the author's. */
  add(expansion: Expansion, { kind, start, end }: AuthoredCode): void {
    const [open, close] = [letters[kind].charAt(0), letters[kind].charAt(1)];
    // Marks stand beside the characters that begin and end the code, which tells which branch of a block they are in.
    const isWithin = kind === "handler";
    const first = { offset: isWithin ? start : start - 1, after: isWithin ? 0 : 1, letter: open };
    const last = { offset: isWithin ? end - 1 : end, after: isWithin ? 1 : 0, letter: close };
    const places = [first, ...(close ? [last] : [])].map(({ offset, after, letter }) => {
      const found = expansion.nodeAt(offset);
      return found?.node.kind === "text" ? { node: found.node, into: found.into + after, letter } : null;
    });
    if (places.includes(null)) return;
    this.#hasModules ||= kind === "module";
    for (const place of places) if (place) this.#put(place.node, place);
  }

  /** A template's pieces with the marks in their texts. */
  write(nodes: readonly TemplateNode[]): TemplateNode[] {
    return nodes.map((node) => {
      if (node.kind === "text") return { ...node, text: this.#marked(node) };
      if (node.kind === "output") return node;
      return { ...node, body: this.write(node.body), inverse: this.write(node.inverse) };
    });
  }

  #put(node: TextNode, { into, letter }: Mark): void {
    const known = this.#marks.get(node) ?? [];
    this.#marks.set(node, known);
    if (!known.some((mark) => mark.into === into && mark.letter === letter)) known.push({ into, letter });
  }

  #marked(node: TextNode): string {
    const clean = node.text.replaceAll(NUL, "\uFFFD");
    const marks = (this.#marks.get(node) ?? []).toSorted(
      // Of two in one place, what ends comes before what begins.
      (a, b) => a.into - b.into || (a.letter > b.letter ? -1 : 1),
    );
    let text = "";
    let done = 0;
    for (const { into, letter } of marks) {
      text += clean.slice(done, into) + NUL + letter;
      done = into;
    }
    return text + clean.slice(done);
  }
}

/**
 * Takes the marks out of a filled text.
 *
 * @param moduleMark what is written into the tags of modules.
 */
export function readMarks(marked: string, moduleMark: string): MarkedText {
  const codes: FilledCode[] = [];
  const [first = "", ...pieces] = marked.split(NUL);
  let text = first;
  let open: { readonly kind: FilledCode["kind"]; readonly start: number } | null = null;
  for (const piece of pieces) {
    const letter = piece.charAt(0);
    if (letter === letters.module) text += moduleMark;
    const kind = kinds.find((one) => letters[one].includes(letter));
    if (kind && letter === letters[kind].charAt(0)) open = { kind, start: text.length };
    else if (kind && open?.kind === kind) {
      codes.push({ kind, text: text.slice(open.start) });
      open = null;
    }
    text += piece.slice(1);
  }
  return { text, codes };
}
