import type { AnyNode } from "acorn";
import type { AssetAddress } from "./asset-reference.ts";
import type { ScriptSource } from "./read-script.ts";
import { pathOf, textOf } from "./script-node.ts";

/** The files that a script imports or fetches by an address that is written out. */
export function scriptAddresses(script: ScriptSource): AssetAddress[] {
  return script.nodes.flatMap(({ node }) => {
    const kind = isImport(node) ? "script" : "data";
    const target = isImport(node) ? node.source : fetched(node);
    const address = textOf(target ?? undefined);
    if (!target || address === null || !isAddress(address, kind)) return [];
    return [{ kind, address, location: script.locate(target) }];
  });
}

type ImportNode = AnyNode & { readonly source?: AnyNode | null };

function isImport(node: AnyNode): node is ImportNode {
  return (
    node.type === "ImportDeclaration" ||
    node.type === "ImportExpression" ||
    node.type === "ExportNamedDeclaration" ||
    node.type === "ExportAllDeclaration"
  );
}

function fetched(node: AnyNode): AnyNode | undefined {
  return node.type === "CallExpression" && pathOf(node.callee) === "fetch" ? node.arguments[0] : undefined;
}

/** What an import map would resolve is no address. */
function isAddress(text: string, kind: AssetAddress["kind"]): boolean {
  return kind === "data" || /^(?:\.{0,2}\/|https?:)/.test(text);
}
