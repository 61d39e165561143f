import type { TemplateNode } from "../syntax/template-node.ts";

/** What a template's own text names, whatever is filled in. */
export interface NamedAddresses {
  /** Whole addresses of `http` and `https`, without query. */
  readonly addresses: ReadonlySet<string>;
  readonly hosts: ReadonlySet<string>;
}

const found =
  /(?:\b(?:https?|wss?):|(?<=["'`(=]))\/\/(?:[\w.-]+\.[a-z]{2,63}|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?=[/?#"'`\s)<>\\;,]|$)[^\s"'`<>()\\;,]*/gi;
/** Names of formats, which nobody opens. */
const formats =
  /^(?:www\.w3\.org|schema\.org|json-schema\.org|ns\.adobe\.com|www\.inkscape\.org|sodipodi\.sourceforge\.net)$/;

/** Finds the addresses in the texts of a template. Where a value or a block follows, what they begin is not whole. */
export function namedAddresses(files: Iterable<readonly TemplateNode[]>): NamedAddresses {
  const all = [...files].flatMap((nodes) => [...textsOf(nodes)]).flatMap(addressesIn);
  const whole = all.filter(({ isWhole }) => isWhole);
  return {
    addresses: new Set(whole.map(({ url }) => `${url.protocol}//${url.host}${url.pathname}`)),
    hosts: new Set(all.map(({ url }) => url.host)),
  };
}

interface FoundAddress {
  readonly url: URL;
  readonly isWhole: boolean;
}

function addressesIn(text: string): FoundAddress[] {
  return Array.from(text.matchAll(found)).flatMap(({ 0: address, index }) => {
    const isWhole = index + address.length < text.length;
    const url = URL.parse(address, "https://template.invalid");
    // Of `https://a.test` and a value, not even the host is whole.
    const hasHost = isWhole || /\/\/[^/?#]*[/?#]/.test(address);
    return url && hasHost && !formats.test(url.hostname) ? [{ url, isWhole }] : [];
  });
}

function* textsOf(nodes: readonly TemplateNode[]): Generator<string> {
  for (const node of nodes) {
    if (node.kind === "text") yield node.text;
    else if (node.kind === "block") yield* textsOf([...node.body, ...node.inverse]);
  }
}
