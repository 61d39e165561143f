import { OptionError } from "../errors.ts";
import { asSchema, type Schema } from "./schema.ts";
import type { TemplateManifest, TemplateVariant } from "./template-manifest.ts";

/** The name that a template reads its size by, so that no field can have it. */
export const SIZE_NAME = "size";

const sizeSchema: Schema = {
  type: "object",
  properties: { name: { type: "string" }, width: { type: "integer" }, height: { type: "integer" } },
  additionalProperties: false,
};

/** The names that a template may ask for. */
export function declaredNames({ fields, variants }: TemplateManifest): ReadonlySet<string> {
  return new Set([...fields.map(({ name }) => name), ...(variants.length > 0 ? [SIZE_NAME] : [])]);
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
 * The size of a name; the first, if none is said.
 *
 * @throws {OptionError} if the template does not come in it.
 */
export function chooseSize({ variants }: TemplateManifest, name: string | null): TemplateVariant | null {
  if (name === null) return variants[0] ?? null;
  const found = variants.find((variant) => variant.name === name);
  if (found) return found;
  const names = variants.map((variant) => variant.name);
  throw new OptionError(
    "--size",
    names.length > 0 ? `one of ${names.join(", ")}` : "left out, as template.json lists no variants",
    `"${name}"`,
  );
}
