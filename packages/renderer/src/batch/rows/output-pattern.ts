import { dirname, join, resolve } from "node:path";
import {
  type FillFile,
  type NameUse,
  type PlaceEscape,
  type Schema,
  SIZE_NAME,
  TemplateError,
  type TemplateManifest,
  type TemplateNode,
  TemplateText,
  type TemplateVariant,
  withSizeSchema,
} from "@hyperframes-engine/template";
import { checkNames, compileFile, parseTemplate } from "@hyperframes-engine/template/compiler";
import { NameFault } from "../batch-error.ts";
import { finishSegment, toPathPart } from "./path-segment.ts";

/** The name that a pattern reads a row's number by, where no field is called so. */
const ROW_NAME = "row";
const rowSchema: Schema = {
  type: "object",
  properties: { number: { type: "integer" } },
  additionalProperties: false,
};

/** What a name is filled from. */
interface NamedData {
  readonly number: number;
  /** A checked copy; the number is put into it. */
  readonly data: object;
}

/** The name of each row's file: `renders/<<id>>.mp4`. */
export class OutputPattern {
  /** Where the outputs' folders begin: what stands before the first value. An absolute path. */
  readonly folder: string;
  /** Whether a value stands in it. */
  readonly hasValues: boolean;
  /** Whether it asks for the size. */
  readonly hasSize: boolean;
  /** Whether it asks for anything else, so that rows get different names. */
  readonly hasFields: boolean;
  readonly #fill: FillFile;
  readonly #base: string;
  readonly #locale: string;

  private constructor(
    pattern: string,
    parts: {
      readonly nodes: readonly TemplateNode[];
      readonly uses: readonly NameUse[];
      readonly workingFolder: string;
      readonly locale: string;
    },
  ) {
    const values = valuesIn(parts.nodes);
    this.hasValues = values.length > 0;
    const asked = parts.uses.map(({ name }) => name.split(".")[0]);
    this.hasSize = asked.includes(SIZE_NAME);
    this.hasFields = asked.some((name) => name !== SIZE_NAME);
    const escape: PlaceEscape = (value) => toPathPart(isSize(value) ? value.name : value);
    this.#fill = compileFile(parts.nodes, new Map(values.map((id) => [id, escape])));
    this.#base = parts.workingFolder;
    this.#locale = parts.locale;
    const fixed = this.hasValues ? pattern.slice(0, pattern.indexOf("<<")) : pattern;
    this.folder = resolve(parts.workingFolder, dirname(`${fixed}_`));
  }

  /**
   * Reads a pattern; it asks for the fields that the template declares, for the size and for `<<row.number>>`.
   *
   * @throws {TemplateError} if it asks for others, or cannot be read.
   */
  static compile(
    pattern: string,
    { manifest, workingFolder }: { readonly manifest: TemplateManifest; readonly workingFolder: string },
  ): OutputPattern {
    const source = new TemplateText("`output`", pattern);
    const nodes = parseTemplate(source, { partials: new Map(), declared: null });
    const { problems, uses } = checkNames(nodes, withRow(withSizeSchema(manifest)));
    if (problems.length > 0) throw new TemplateError(problems);
    return new OutputPattern(pattern, { nodes, uses, workingFolder, locale: manifest.locale });
  }

  /**
   * The file of a row: an absolute path.
   *
   * @throws {NameFault} if the row cannot be called so.
   */
  fileOf({ number, data }: NamedData): string {
    const isTaken = (data as Record<string, unknown>)[ROW_NAME] !== undefined;
    const filled = isTaken ? data : Object.assign(data, { [ROW_NAME]: { number } });
    nameSize(filled as Record<string, unknown>);
    const path = this.#fill(filled, { locale: this.#locale, now: null });
    const names = path.split("/").map((name) => (isPlain(name) ? name : finishSegment(name)));
    const file = resolve(this.#base, join(...(path.startsWith("/") ? ["/"] : []), ...names));
    if (!file.startsWith(join(this.folder, "/"))) {
      throw new NameFault(`leads out of ${this.folder}`, { climbs: true });
    }
    return file;
  }
}

/** No file system takes the name of a size as it is: 9:16 is 9x16 there. */
function nameSize(data: Record<string, unknown>): void {
  const size = data[SIZE_NAME];
  if (isSize(size)) data[SIZE_NAME] = { ...size, name: size.name.replace(":", "x") };
}

function isSize(value: unknown): value is TemplateVariant {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    typeof value.name === "string" &&
    "width" in value &&
    "height" in value
  );
}

/** What only the pattern itself can have in it. */
function isPlain(name: string): boolean {
  return name === "" || name === "." || name === "..";
}

function withRow(schema: Schema | null): Schema | null {
  const properties = schema?.["properties"] as Schema | undefined;
  if (!schema || (properties && Object.hasOwn(properties, ROW_NAME))) return schema;
  return { ...schema, properties: { ...properties, [ROW_NAME]: rowSchema } };
}

function valuesIn(nodes: readonly TemplateNode[]): number[] {
  return nodes.flatMap((node) => {
    if (node.kind === "block") return [...valuesIn(node.body), ...valuesIn(node.inverse)];
    return node.kind === "output" ? [node.id] : [];
  });
}
