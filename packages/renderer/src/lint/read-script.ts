import type { SourceText } from "@hyperframes-engine/errors";
import type { Node } from "acorn";
import type { SourceLocation } from "../errors.ts";
import type { HtmlDocument } from "./html-document.ts";
import { allNodes, type ScriptNode } from "./script-node.ts";

/** A script, inline or in a file of its own. */
export interface ScriptSource {
  /** The page that the script runs in. */
  readonly document: HtmlDocument;
  readonly source: SourceText;
  readonly text: string;
  /** In document order; empty for libraries, and for what cannot be read. */
  readonly nodes: readonly ScriptNode[];
  /** Why it cannot be read, and where. */
  readonly fault: { readonly message: string; readonly location: SourceLocation } | null;
  locate(node: Node): SourceLocation;
}

/** A script to read. */
interface ScriptRequest {
  readonly document: HtmlDocument;
  readonly source: SourceText;
  /** Where the script begins and ends in the source. */
  readonly offset: number;
  readonly text: string;
  readonly isModule: boolean;
}

/** Nobody writes so much by hand; to read it would take longer than all the rest. */
const LARGEST_OWN_SCRIPT = 300_000;
/** How minifiers write: some lines of thousands of characters. */
const LONGEST_OWN_LINE = 5000;

/** Reads a script with acorn, which knows the language's present edition: https://github.com/acornjs/acorn */
export async function readScript(request: ScriptRequest): Promise<ScriptSource> {
  const { document, source, offset, text } = request;
  const locate = (node: Node): SourceLocation => source.locate(offset + node.start);
  const base = { document, source, text, locate, fault: null, nodes: [] };
  if (isLibrary(source.file, text)) return base;
  const { parse } = await import("acorn");
  try {
    const sourceType = request.isModule ? "module" : "script";
    const program = parse(text, { ecmaVersion: "latest", sourceType, allowHashBang: true });
    return { ...base, nodes: allNodes(program) };
  } catch (error) {
    return { ...base, fault: describeFault(error, request) };
  }
}

function isLibrary(file: string, text: string): boolean {
  if (/(?:^|\/)(?:node_modules|vendor)\/|[.-]min\.m?js$/.test(file)) return true;
  if (text.length > LARGEST_OWN_SCRIPT) return true;
  return text.split("\n").some((line) => line.length > LONGEST_OWN_LINE && line.includes("function"));
}

function describeFault(error: unknown, { source, offset }: ScriptRequest): ScriptSource["fault"] {
  // Acorn's messages end with its own line and column, which count from the script's beginning.
  if (error instanceof SyntaxError && "pos" in error && typeof error.pos === "number") {
    const message = error.message.replace(/ \(\d+:\d+\)$/, "");
    return { message, location: source.locate(offset + error.pos) };
  }
  // Nested too deeply for a parser that calls itself.
  if (error instanceof RangeError) return null;
  throw error;
}
