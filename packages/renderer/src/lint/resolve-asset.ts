import { readFontAddress } from "../browser/fonts/google-fonts-address.ts";
import { googleFontsHosts } from "../browser/fonts/google-fonts-table.ts";
import type { GoogleFonts } from "../browser/fonts/google-fonts.ts";
import type { ShippedLibraries } from "../browser/libraries/shipped-libraries.ts";
import { projectOrigin } from "../browser/project-files.ts";
import { findProjectEntry } from "../browser/project-path.ts";

/** What an address leads to; paths are relative to the project. */
export type AssetTarget =
  | { readonly kind: "file"; readonly path: string; readonly realPath: string; readonly size: number }
  | { readonly kind: "missing"; readonly path: string }
  | { readonly kind: "refused"; readonly path: string; readonly reason: string }
  /** A path that leaves the project folder, or one of the machine. */
  | { readonly kind: "outside" }
  /** `version`: in which version a library is answered, or why none that is here is given; `null` if it is as asked. */
  | {
      readonly kind: "remote";
      readonly url: string;
      readonly answered: boolean;
      readonly version: string | null;
    }
  /** In the address itself (`data:`), in the page (`#id`), or not known before the page runs. */
  | { readonly kind: "none" };

/** Where addresses are resolved. */
export interface AssetContext {
  /** The project folder, without symbolic links. */
  readonly folder: string;
  readonly libraries: ShippedLibraries;
  readonly fonts: GoogleFonts;
}

/**
 * Finds what an address means in any of some files: what stands in an included file may be meant from that file, or
 * from the page that it is included in. The first that is there counts.
 *
 * @param bases the files that the address is relative to, as paths in the project; the likeliest first.
 */
export async function resolveAsset(
  address: string,
  bases: readonly string[],
  context: AssetContext,
): Promise<AssetTarget> {
  let first: AssetTarget | null = null;
  for (const base of bases) {
    const target = await resolveFrom(address, base, context);
    if (target.kind === "file") return target;
    first ??= target;
  }
  return first ?? { kind: "none" };
}

async function resolveFrom(address: string, base: string, context: AssetContext): Promise<AssetTarget> {
  // Filled in before the page is loaded, by templates or by scripts.
  if (address === "" || address.startsWith("#") || /<<|\{\{|\$\{/.test(address)) return { kind: "none" };
  const url = URL.parse(address, `${projectOrigin}/${base.split("/").map(encodeURIComponent).join("/")}`);
  if (!url) return { kind: "missing", path: address };
  // Drives of Windows look like protocols of one letter.
  if (url.protocol === "file:" || /^[a-z]:$/.test(url.protocol)) return { kind: "outside" };
  if (!/^https?:$/.test(url.protocol)) return { kind: "none" };
  if (url.origin !== projectOrigin) {
    const answered = await isAnswered(url, context);
    const { libraries } = context;
    const version = libraries.refusalOf(url.href) ?? libraries.noteOn(url.href) ?? null;
    return { kind: "remote", url: url.href, answered, version };
  }
  if (climbsOut(address, base)) return { kind: "outside" };
  const entry = await findProjectEntry(context.folder, url.pathname);
  return entry.kind === "folder" ? { kind: "missing", path: entry.path } : entry;
}

/** Whether a copy on this machine stands for what the network has: of a font sheet, for each of its families. */
async function isAnswered(url: URL, { libraries, fonts }: AssetContext): Promise<boolean> {
  if (url.hostname === googleFontsHosts.files) return true;
  const families = readFontAddress(url.href)?.families ?? [];
  const found = await Promise.all(families.map(({ address }) => fonts.answer(address)));
  if (found.length > 0) return !found.includes(null);
  return (await libraries.answer(url.href)) !== null;
}

/** Browsers stop at the top and look there; the author meant something above it. */
export function climbsOut(address: string, base: string): boolean {
  const path = address.replace(/[?#].*$/s, "").replaceAll("\\", "/");
  let depth = path.startsWith("/") ? 0 : base.split("/").length - 1;
  for (const name of path.split("/")) {
    if (/^(?:\.|%2e){2}$/i.test(name)) depth -= 1;
    else if (name !== "" && !/^(?:\.|%2e)$/i.test(name)) depth += 1;
    if (depth < 0) return true;
  }
  return false;
}
