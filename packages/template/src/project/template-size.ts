import { OptionError } from "@hyperframes-engine/errors";
import { fallbackFields, GIVEN_NAME } from "../data/given-fields.ts";
import { asSchema, type Schema } from "../data/schema.ts";
import type { TemplateManifest, TemplateVariant } from "./template-manifest.ts";

/** The name that a template reads its size by, so that no field can have it. */
export const SIZE_NAME = "size";

const sizeSchema: Schema = {
  type: "object",
  properties: { name: { type: "string" }, width: { type: "integer" }, height: { type: "integer" } },
  additionalProperties: false,
};

/** The names that a template may ask for. */
export function declaredNames({ fields, schema, variants }: TemplateManifest): ReadonlySet<string> {
  const own = [
    ...(variants.length > 0 ? [SIZE_NAME] : []),
    ...(fallbackFields(schema).length > 0 ? [GIVEN_NAME] : []),
  ];
  return new Set([...fields.map(({ name }) => name), ...own]);
}

/** The schema of the data with the size beside it. */
export function withSizeSchema({ schema, variants }: TemplateManifest): Schema | null {
  if (!schema || variants.length === 0) return schema;
  return { ...schema, properties: { ...asSchema(schema["properties"]), [SIZE_NAME]: sizeSchema } };
}

/** Data with the size beside it. */
export function withSize(
  { variants }: TemplateManifest,
  data: object,
  size: TemplateVariant | undefined = variants[0],
): object {
  // What was checked may have no prototype that answers, which a spread would lose.
  return size ? Object.assign(data, { [SIZE_NAME]: { ...size } }) : data;
}

/**
 * The sizes that are asked for: `all`, or names with commas between them; the first alone, if none is said.
 *
 * @throws {OptionError} if the template does not come in one of them.
 */
export function chooseSizes(
  manifest: TemplateManifest,
  names: string | null,
): ReadonlyArray<TemplateVariant | null> {
  if (names?.trim().toLowerCase() === "all" && manifest.variants.length > 0) return manifest.variants;
  const wanted = names === null ? [null] : names.split(",").map((name) => name.trim());
  return [...new Set(wanted.map((name) => chooseSize(manifest, name)))];
}

/**
 * The size of a name; the first, if none is said.
 *
 * @throws {OptionError} if the template does not come in it.
 */
export function chooseSize({ variants }: TemplateManifest, name: string | null): TemplateVariant | null {
  if (name === null) return variants[0] ?? null;
  const found = variants.find((variant) => variant.name === name.replace("x", ":"));
  if (found) return found;
  const names = variants.map((variant) => variant.name);
  throw new OptionError(
    "size",
    names.length > 0 ? `one of ${names.join(", ")}` : "left out, as template.json lists no variants",
    `"${name}"`,
  );
}
