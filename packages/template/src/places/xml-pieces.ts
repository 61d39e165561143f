/** An attribute of XML, with its prefix resolved. */
interface XmlAttribute {
  readonly local: string;
  readonly space: string;
  /** Without entities. */
  readonly value: string;
  /** From its name to its last quote. */
  readonly start: number;
  readonly end: number;
}

/** An element of XML. */
export interface XmlElement {
  /** As it is written. */
  readonly name: string;
  /** Without its prefix. */
  readonly local: string;
  readonly attributes: readonly XmlAttribute[];
  /** What is between its tags; `null` if it has but one. */
  content: { readonly start: number; readonly end: number } | null;
}

/** A stretch of XML. Elements come once they are closed. */
export type XmlPiece = { readonly start: number; readonly end: number } & (
  | { readonly kind: "element"; readonly element: XmlElement }
  /** `named` is all of the tag but the values of its attributes. */
  | { readonly kind: "tag"; readonly element: XmlElement; readonly named: string }
  | { readonly kind: "text"; readonly element: XmlElement | null }
  | { readonly kind: "comment" | "other" }
);

/** What was read of a text in XML, and where it could not be read on. */
interface ReadXml {
  readonly pieces: readonly XmlPiece[];
  readonly fault: { readonly offset: number; readonly message: string; readonly what: string } | null;
}

const name = String.raw`[\p{L}_:][\p{L}\p{N}_:.-]*`;
const value = String.raw`"[^"<]*"|'[^'<]*'`;
const token = new RegExp(
  [
    String.raw`(?<comment><!--(?:(?!--)[\s\S])*-->)`,
    String.raw`(?<other><!\[CDATA\[(?:(?!\]\]>)[\s\S])*\]\]>|<\?(?:(?!\?>)[\s\S])*\?>|<!DOCTYPE[^<>[\]]*>)`,
    String.raw`</(?<close>${name})\s*>`,
    String.raw`<(?<open>${name})(?<rest>(?:\s+${name}\s*=\s*(?:${value}))*)\s*(?<empty>/?)>`,
    String.raw`(?<text>[^<]+)`,
  ].join("|"),
  "uy",
);
const attribute = new RegExp(String.raw`(?<name>${name})\s*=\s*(?<quoted>${value})`, "gu");

interface OpenElement {
  readonly element: XmlElement;
  readonly from: number;
  readonly start: number;
  readonly spaces: ReadonlyMap<string, string>;
}

/** Reads XML as strictly as browsers do, or more so: of what is not understood, nothing is taken for known. */
export function readXml(text: string): ReadXml {
  const reader = new XmlReader(text);
  return { fault: reader.read(), pieces: reader.pieces };
}

class XmlReader {
  readonly pieces: XmlPiece[] = [];
  readonly #text: string;
  readonly #open: OpenElement[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): ReadXml["fault"] {
    let offset = 0;
    while (offset < this.#text.length) {
      token.lastIndex = offset;
      const found = token.exec(this.#text);
      const end = offset + (found?.[0].length ?? 0);
      const message = found ? this.#piece(found.groups ?? {}, { start: offset, end }) : "this is no XML";
      if (message !== null) return { offset, message, what: "picture" };
      offset = end;
    }
    const last = this.#open.at(-1);
    if (!last) return null;
    return { offset: last.from, message: `<${last.element.name}> is never closed`, what: "picture" };
  }

  #piece(
    groups: Readonly<Record<string, string | undefined>>,
    { start, end }: { readonly start: number; readonly end: number },
  ): string | null {
    const around = this.#open.at(-1);
    if (groups["comment"] !== undefined) this.pieces.push({ kind: "comment", start, end });
    else if (groups["other"] !== undefined) this.pieces.push({ kind: "other", start, end });
    else if (groups["text"] !== undefined)
      this.pieces.push({ kind: "text", element: around?.element ?? null, start, end });
    else if (groups["close"] !== undefined) {
      if (!around || around.element.name !== groups["close"]) return `</${groups["close"]}> closes nothing`;
      this.#open.pop();
      this.pieces.push({ kind: "tag", element: around.element, named: groups["close"], start, end });
      around.element.content = { start: around.start, end: start };
      this.pieces.push({ kind: "element", element: around.element, start: around.start, end: start });
    } else this.#begin(groups, { start, end });
    return null;
  }

  #begin(
    groups: Readonly<Record<string, string | undefined>>,
    { start, end }: { readonly start: number; readonly end: number },
  ): void {
    const written = groups["open"] ?? "";
    const rest = groups["rest"] ?? "";
    const from = start + 1 + written.length;
    const found = Array.from(rest.matchAll(attribute), ({ 0: all, index, groups: parts }) => ({
      name: parts?.["name"] ?? "",
      value: (parts?.["quoted"] ?? "").slice(1, -1),
      start: from + index,
      end: from + index + all.length,
    }));
    const spaces = new Map(this.#open.at(-1)?.spaces);
    for (const { name: full, value: uri } of found) {
      if (full.startsWith("xmlns:")) spaces.set(full.slice(6), decode(uri));
    }
    const attributes = found.map(({ name: full, ...place }) => {
      const [prefix, local] = splitName(full);
      // What declares names, and `xml:base`, count by what is written.
      const isKept = prefix === "xml" || prefix === "xmlns";
      return {
        ...place,
        value: decode(place.value),
        local: isKept ? full : local,
        space: spaces.get(prefix) ?? "",
      };
    });
    const element: XmlElement = { name: written, local: splitName(written)[1], attributes, content: null };
    const named = written + rest.replaceAll(new RegExp(value, "gu"), "");
    this.pieces.push({ kind: "tag", element, named, start, end });
    if (groups["empty"] === "/") this.pieces.push({ kind: "element", element, start: end, end });
    else this.#open.push({ element, from: start, start: end, spaces });
  }
}

function splitName(full: string): [prefix: string, local: string] {
  const colon = full.indexOf(":");
  return colon < 0 ? ["", full] : [full.slice(0, colon), full.slice(colon + 1)];
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The entities that XML has by itself; without a DOCTYPE's own part there are no others. */
function decode(text: string): string {
  return text.replaceAll(/&(?:#x[\da-f]{1,6}|#\d{1,7}|\w+);/gi, (all) => {
    const inner = all.slice(1, -1);
    if (!inner.startsWith("#")) return entities[inner] ?? all;
    const code = Number(inner.replace("#", "").replace(/^x/i, "0x"));
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : "\uFFFD";
  });
}
