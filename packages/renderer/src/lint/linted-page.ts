import type { AssetReference } from "./asset-reference.ts";
import type { HtmlDocument } from "./html-document.ts";
import type { ScriptSource } from "./read-script.ts";
import type { StyleSource } from "./read-style.ts";

/** All that is read of a project: the entry, what it includes, and what these link to within the project. */
export interface LintedPage {
  /** The entry first, then sub-compositions. */
  readonly documents: readonly HtmlDocument[];
  /** In scripts of libraries, which are not the author's own, nothing is looked for. */
  readonly scripts: readonly ScriptSource[];
  readonly styles: readonly StyleSource[];
  readonly references: readonly AssetReference[];
  /** The families, in lower case, that packages of this machine bring without a link. */
  readonly packagedFonts: ReadonlySet<string>;
  /** Files that were not read, as they may not be, or are too large or too many. */
  readonly unread: readonly string[];
}
