import addFormats from "ajv-formats";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { brandNames, type Brand, type BrandName } from "../brand/brand.ts";
import { fallbackFields, GIVEN_NAME } from "../data/given-fields.ts";
import { readPlacedJson } from "../data/placed-json.ts";
import { asSchema, pathOf, type Schema } from "../data/schema.ts";
import type { TemplateText } from "../syntax/template-text.ts";
import { TemplateError } from "../template-error.ts";

/** A size that a template comes in. */
export interface TemplateVariant {
  /** `16:9`, `9:16`, `1:1`. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

/** A field of a template's data. */
export interface TemplateField {
  readonly name: string;
  /** The types that JSON Schema knows; empty if nothing is said. */
  readonly types: readonly unknown[];
  /** What of a brand it takes where the data says nothing: the first that the brand has. */
  readonly brand: readonly BrandName[];
}

/** What `template.json` says. */
export interface TemplateManifest {
  readonly name: string;
  readonly description: string;
  /** How numbers and dates are written if nobody says otherwise: a BCP 47 language tag. */
  readonly locale: string;
  readonly variants: readonly TemplateVariant[];
  /** Hosts beside those that its files name, with which its pages may connect. */
  readonly hosts: readonly string[];
  /** Whether its pages may compile texts to code; then no value may stand in markup. */
  readonly allowsEval: boolean;
  /** The schema of the data, in which objects take no other fields than they declare; `null` without `template.json`. */
  readonly schema: Schema | null;
  readonly fields: readonly TemplateField[];
  readonly validate: ValidateFunction | null;
  /** The brand of the video, which is none of `template.json`. */
  readonly brand: Brand | null;
}

const manifestSchema = {
  type: "object",
  additionalProperties: false,
  required: ["name", "data"],
  properties: {
    $schema: { type: "string" },
    name: { type: "string", minLength: 1, maxLength: 100 },
    description: { type: "string" },
    locale: { type: "string", pattern: "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$" },
    variants: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["name", "width", "height"],
        properties: {
          name: { type: "string", pattern: "^\\d{1,3}:\\d{1,3}(?:-[a-z\\d]{1,12})?$" },
          width: { type: "integer", minimum: 16, maximum: 8192 },
          height: { type: "integer", minimum: 16, maximum: 8192 },
        },
      },
    },
    hosts: {
      type: "array",
      maxItems: 50,
      items: { type: "string", pattern: "^(?:\\*\\.)?(?:[a-z0-9-]+\\.)+[a-z]{2,63}(?::\\d{1,5})?$" },
    },
    eval: { type: "boolean" },
    data: { type: "object" },
  },
};

/** What a template without `template.json` is taken for: anything may be filled in. */
export const noManifest: TemplateManifest = {
  name: "",
  description: "",
  locale: "en-US",
  variants: [],
  hosts: [],
  allowsEval: false,
  schema: null,
  fields: [],
  validate: null,
  brand: null,
};

/**
 * Reads `template.json`.
 *
 * @throws {TemplateError} with every fault, each with its line and column.
 */
export function readManifest(source: TemplateText): TemplateManifest {
  const json = readPlacedJson(source.file, source.text);
  const check = new Ajv2020({ allErrors: true }).compile(manifestSchema);
  if (!check(json.value)) {
    const problems = (check.errors ?? []).map(({ instancePath, message }) => ({
      location: json.locate(pathOf(instancePath)),
      message: `${instancePath || "The file"} ${message ?? "is wrong"}.`,
    }));
    throw new TemplateError(problems);
  }
  const given = json.value as Partial<TemplateManifest> & { readonly data: Schema; readonly eval?: boolean };
  if (Object.hasOwn(asSchema(given.data["properties"]) ?? {}, "size")) {
    throw TemplateError.at(
      json.locate(["data", "properties", "size"]),
      "A field cannot be called size: that is the size of the picture, <<size.width>> and <<size.height>>.",
    );
  }
  const own = asSchema(given.data["properties"]) ?? {};
  if (Object.hasOwn(own, GIVEN_NAME) && fallbackFields(given.data).length > 0) {
    throw TemplateError.at(
      json.locate(["data", "properties", GIVEN_NAME]),
      "A field cannot be called given where one has a fallback: <<#if given.name>> asks whether a name was given.",
    );
  }
  const schema = closeObjects({ type: "object", ...given.data });
  return {
    ...noManifest,
    name: given.name ?? "",
    description: given.description ?? "",
    locale: given.locale ?? noManifest.locale,
    variants: given.variants ?? [],
    hosts: given.hosts ?? [],
    allowsEval: given.eval ?? false,
    schema,
    fields: fieldsOf(schema),
    validate: compileSchema(schema, json.locate(["data"])),
  };
}

function compileSchema(
  schema: Schema,
  location: TemplateError["problems"][number]["location"],
): ValidateFunction {
  // Coercion: "12" is 12 where a number is wanted, "true" is true, 12 is "12"; "" is null where null may be.
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    coerceTypes: true,
    useDefaults: true,
    strict: true,
    allowUnionTypes: true,
  });
  addFormats.default(ajv);
  ajv.addFormat("color", /^#[0-9a-f]{6}$/i);
  ajv.addKeyword("fallback");
  ajv.addKeyword({ keyword: "file", metaSchema: { type: "boolean" } });
  const name = { enum: [...brandNames] };
  ajv.addKeyword({ keyword: "brand", metaSchema: { anyOf: [name, { type: "array", items: name }] } });
  try {
    const validate = ajv.compile(schema);
    // One that refers to itself in the same place does so for any data.
    validate({});
    return validate;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Nothing but a call without end takes the whole stack.
    if (error instanceof RangeError) throw endlessSchema(location);
    throw TemplateError.at(location, `The schema of the data is wrong: ${error.message}.`);
  }
}

function endlessSchema(location: TemplateError["problems"][number]["location"]): TemplateError {
  return TemplateError.at(
    location,
    "The schema of the data refers to itself ($ref) without ever coming to an end: refer to it only from properties or items.",
  );
}

/** Objects that list their properties take no others, unless the schema says that they do. */
function closeObjects(schema: Schema): Schema {
  const properties = asSchema(schema["properties"]);
  const items = asSchema(schema["items"]);
  const closed = Object.entries(properties ?? {}).map(([name, value]) => {
    const inner = asSchema(value);
    return [name, inner ? closeObjects(inner) : value] as const;
  });
  return {
    ...(properties ? { additionalProperties: false } : {}),
    ...schema,
    ...(properties ? { properties: Object.fromEntries(closed) } : {}),
    ...(items ? { items: closeObjects(items) } : {}),
  };
}

function fieldsOf(schema: Schema): TemplateField[] {
  return Object.entries(asSchema(schema["properties"]) ?? {}).map(([name, value]) => {
    const { type = [], brand = [] } = asSchema(value) ?? {};
    const types = Array.isArray(type) ? (type as unknown[]) : [type];
    // The schema was checked: these are names of a brand.
    return { name, types, brand: [brand].flat() as readonly BrandName[] };
  });
}
