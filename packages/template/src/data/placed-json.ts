import { parse, type AnyNode } from "@humanwhocodes/momoa";
import type { SourceLocation } from "@hyperframes-engine/errors";
import { TemplateError } from "../template-error.ts";

/** JSON whose values have lines and columns. */
export interface PlacedJson {
  readonly value: unknown;
  /** Where a value stands, or the innermost one around it that is there. */
  locate(path: readonly string[]): SourceLocation;
}

/**
 * Reads JSON.
 *
 * @throws {TemplateError} with the place of the first fault.
 */
export function readPlacedJson(file: string, text: string): PlacedJson {
  try {
    const value: unknown = JSON.parse(text);
    let root: AnyNode | null = null;
    return {
      value,
      locate: (path) => {
        // Places are only asked for when something is wrong.
        root ??= parse(text).body;
        const { line, column } = findNode(root, path).loc.start;
        return { file, line, column };
      },
    };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw TemplateError.at(faultIn(file, text), `This is not JSON: ${error.message}`);
  }
}

function findNode(node: AnyNode, path: readonly string[]): AnyNode {
  const [first, ...rest] = path;
  if (first === undefined) return node;
  if (node.type === "Object") {
    const member = node.members.findLast(
      ({ name }) => (name.type === "String" ? name.value : name.name) === first,
    );
    return member ? findNode(member.value, rest) : node;
  }
  const element = node.type === "Array" ? node.elements[Number(first)] : undefined;
  return element ? findNode(element.value, rest) : node;
}

function faultIn(file: string, text: string): SourceLocation {
  try {
    parse(text);
  } catch (error) {
    const { line, column } = error as { line?: unknown; column?: unknown };
    if (typeof line === "number" && typeof column === "number") return { file, line, column };
  }
  return { file, line: 1, column: 1 };
}
