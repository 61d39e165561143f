import type { SourceLocation } from "../errors.ts";
import type { VariableSet } from "../page/protocol.ts";
import { expectedOf } from "./check-variable.ts";
import { cssProperties } from "./css-properties.ts";
import type { Json, JsonObject } from "./json.ts";
import type { VariableDeclaration, VariableProblem } from "./variable-declarations.ts";

/** Values, and where they were given. */
interface GivenValues {
  readonly values: JsonObject;
  /** What gave them: `variables`, or `data-variable-values`. */
  readonly from: string;
  /** `null` where they come from the command line. */
  readonly location: SourceLocation | null;
}

/** The variables of a composition, and what was wrong with those that were given. */
interface ResolvedVariables {
  readonly set: VariableSet;
  readonly problems: readonly VariableProblem[];
}

/** Lays given values over the defaults. A value of a wrong type is left out; one that is not declared is passed on. */
export async function resolveVariables(
  declarations: readonly VariableDeclaration[],
  given: GivenValues,
): Promise<ResolvedVariables> {
  const values = new Map<string, Json>(
    declarations.map((declaration) => [declaration.id, declaration.default]),
  );
  const problems: VariableProblem[] = [];
  for (const [id, value] of Object.entries(given.values)) {
    const declaration = declarations.find((candidate) => candidate.id === id);
    const message = await problemWith(id, value, { declaration, declarations });
    if (message !== null) problems.push({ location: given.location, message: `${given.from}: ${message}` });
    if ((message === null || !declaration) && id !== "__proto__") values.set(id, value);
  }
  const merged = Object.fromEntries(values);
  return { set: { values: merged, properties: cssProperties(declarations, merged) }, problems };
}

async function problemWith(
  id: string,
  value: Json,
  known: {
    readonly declaration: VariableDeclaration | undefined;
    readonly declarations: readonly VariableDeclaration[];
  },
): Promise<string | null> {
  if (!known.declaration) {
    const names = known.declarations.map((declaration) => declaration.id).join(", ") || "none";
    return `"${id}" is not a variable of the composition; declared are: ${names}.`;
  }
  const expected = await expectedOf(known.declaration, value);
  return expected === null ? null : `"${id}" must be ${expected}, but is ${shorten(JSON.stringify(value))}.`;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
