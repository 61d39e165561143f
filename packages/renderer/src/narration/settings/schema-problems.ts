import { pathOf, type PlacedJson } from "@hyperframes-engine/template";
import type { ErrorObject } from "ajv";
import type { NarrationProblem } from "../narration-error.ts";

/** What Ajv found wrong (it must run with `verbose`), one sentence for each value, with its line and column. */
export function schemaProblems(
  errors: readonly ErrorObject[],
  json: PlacedJson,
  above: readonly string[],
): NarrationProblem[] {
  const told = errors.filter((error) => isCause(error, errors));
  const problems = told.map((error) => {
    const path = [...above, ...pathOf(error.instancePath), ...unknownKey(error)];
    return { location: json.locate(path), message: `${path.join(".")} ${sentenceOf(error)}.` };
  });
  return problems.filter(
    ({ message }, index) => problems.findIndex((other) => other.message === message) === index,
  );
}

/** Of a value that may be several things, what is wrong inside it says more than that it is none of them. */
function isCause(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  if (error.keyword === "if") return false;
  const choice = all.some((other) => other.keyword === "anyOf" && other.instancePath === error.instancePath);
  if (!choice || isInside(error)) return true;
  return error.keyword === "anyOf" && !all.some((other) => isDeeper(other, error));
}

function isInside({ keyword }: ErrorObject): boolean {
  return keyword === "required" || keyword === "additionalProperties";
}

function isDeeper(error: ErrorObject, { instancePath }: ErrorObject): boolean {
  if (error.instancePath === instancePath) return isInside(error);
  return error.instancePath.startsWith(`${instancePath}/`);
}

function unknownKey({ keyword, params }: ErrorObject): string[] {
  const key: unknown = keyword === "additionalProperties" ? params["additionalProperty"] : undefined;
  return typeof key === "string" ? [key] : [];
}

function sentenceOf({ keyword, params, message, parentSchema, data }: ErrorObject): string {
  const schema = (parentSchema ?? {}) as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case "additionalProperties":
      return `is not known here; known: ${Object.keys(schema["properties"] ?? {}).join(", ")}`;
    case "enum":
      return `must be one of ${(params["allowedValues"] as readonly unknown[]).join(", ")}, but is ${shown(data)}`;
    case "discriminator":
      return "needs a type: one of agent, avatar, speech, file";
    case "required":
      return `needs ${String(params["missingProperty"])}`;
    case "anyOf":
    case "pattern":
      return `must be ${String(schema["description"])}, but is ${shown(data)}`;
    case "propertyNames":
      return `has a name that is none: ${shown(params["propertyName"])}`;
    default:
      return `${message ?? "is wrong"}, but is ${shown(data)}`;
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 100);
}
