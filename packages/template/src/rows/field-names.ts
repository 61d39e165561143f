import { OptionError } from "@hyperframes-engine/errors";
import { asSchema, type Schema } from "../data/schema.ts";
import { closeName, meantName } from "../syntax/closest-name.ts";
import type { Template } from "../template.ts";
import type { ColumnMapping } from "./data-options.ts";

/** A field as names in names. */
export type FieldPath = readonly string[];

/** What is known of fields besides their names. */
interface FieldRules {
  /** Whether data may have other fields too. */
  readonly isOpen: boolean;
  readonly mappings: readonly ColumnMapping[];
  /**
   * What fields take.
   * @default anything
   */
  readonly kinds?: Iterable<readonly [string, FieldKind]>;
}

/** What a field takes: numbers and no text, dates as 2026-01-31, texts; or nothing is said. */
type FieldKind = "number" | "date" | "text" | "any";

/** The fields that a template asks for, and which of them a column or a key is meant for. */
export class FieldNames {
  /** Whether data may have other fields too. */
  readonly isOpen: boolean;
  readonly #known: ReadonlySet<string>;
  /** Fields by their names without case, spaces and signs; `null` where two are the same so. */
  readonly #plain = new Map<string, string | null>();
  readonly #kinds: ReadonlyMap<string, FieldKind>;
  readonly #mapped = new Map<string, string | null>();
  readonly #mappings: readonly ColumnMapping[];

  /** @param known the names of all fields, `user.name` for one in another. */
  constructor(known: Iterable<string>, { isOpen, mappings, kinds = [] }: FieldRules) {
    this.#kinds = new Map(kinds);
    this.#known = new Set(known);
    this.isOpen = isOpen;
    this.#mappings = mappings;
    for (const name of this.#known) {
      const plain = plainName(name);
      this.#plain.set(plain, this.#plain.has(plain) ? null : name);
    }
    for (const { field, column } of mappings) this.#mapped.set(plainName(column), field);
  }

  /** The fields that a template declares; those that it uses, if it declares none. */
  static of({ manifest, uses }: Template, mappings: readonly ColumnMapping[]): FieldNames {
    const { schema } = manifest;
    const fields = schema
      ? [...fieldsIn(schema, "")]
      : uses.map(({ name }) => ({ name, kind: "any" as const }));
    return new FieldNames(
      fields.map(({ name }) => name),
      {
        isOpen: schema?.["additionalProperties"] !== false,
        mappings,
        kinds: fields.map(({ name, kind }) => [name, kind]),
      },
    );
  }

  /**
   * The name of a field as the template has it.
   *
   * @param option what gives it, for messages.
   * @throws {OptionError} if there is no such field.
   */
  require(option: string, field: string): string {
    const found = this.#find(field) ?? (this.isOpen ? field : null);
    if (found !== null) return found;
    const names = [...this.#known].filter((name) => !name.includes(".")).join(", ");
    throw new OptionError(
      option,
      `for a field of the template (${names})`,
      `"${field}"${meantName(field, this.#known)}`,
    );
  }

  /** Whether a name is that of a field, or was given one. */
  knows(name: string): boolean {
    return this.#mapped.has(plainName(name)) || this.#find(name) !== null;
  }

  /** The field that a key of an object is meant for; `null` if it keeps its name. */
  rename(name: string): FieldPath | null {
    if (this.#mapped.size === 0 && this.#known.has(name)) return null;
    const found = this.#mapped.get(plainName(name)) ?? this.#find(name);
    return found === null || found === name ? null : found.split(".");
  }

  /** The field that a column is meant for; `null` if there is none. */
  find(name: string): FieldPath | null {
    const plain = plainName(name);
    const mapped = this.#mapped.get(plain);
    if (mapped !== undefined) return mapped?.split(".") ?? null;
    const found = this.#find(name) ?? (this.isOpen ? name.trim() : null);
    // What another column was given to is filled from that one alone.
    const isGiven = this.#mappings.some(({ field }) => field !== null && field === found);
    return found === null || isGiven ? null : found.split(".");
  }

  /** What a field takes. */
  kindOf(path: FieldPath): FieldKind {
    return this.#kinds.get(path.join(".")) ?? "any";
  }

  /** Whether a name was said to be left out. */
  isLeftOut(name: string): boolean {
    return this.#mapped.get(plainName(name)) === null;
  }

  /** The columns that were asked for and are not among the names. */
  missing(names: readonly string[]): ReadonlyArray<ColumnMapping & { readonly field: string }> {
    const there = new Set(names.map(plainName));
    return this.#mappings.flatMap(({ field, column }) =>
      field === null || there.has(plainName(column)) ? [] : [{ field, column }],
    );
  }

  /** The field that a name is most likely a slip of, of those that are not filled. */
  meant(name: string, filled: ReadonlySet<string>): string | null {
    return closeName(
      name,
      [...this.#known].filter((field) => !filled.has(field)),
    );
  }

  /** The names of all fields, for messages. */
  toString(): string {
    return [...this.#known].join(", ") || "none";
  }

  #find(name: string): string | null {
    const exact = name.trim();
    return this.#isField(exact) ? exact : (this.#plain.get(plainName(name)) ?? null);
  }

  /** A name, or one in a field that says nothing of the names in it. */
  #isField(name: string): boolean {
    const [first = ""] = name.split(".");
    return (
      this.#known.has(name) ||
      (this.#known.has(first) && ![...this.#known].some((other) => other.startsWith(`${first}.`)))
    );
  }
}

/** A name as people write it in the one way or the other: `First Name`, `first_name`, `firstName`. */
function plainName(name: string): string {
  const plain = name
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "");
  // Names of nothing but signs are those signs.
  return plain || name.trim();
}

interface DeclaredField {
  readonly name: string;
  readonly kind: FieldKind;
}

function* fieldsIn(schema: Schema, around: string): Generator<DeclaredField> {
  for (const [name, value] of Object.entries(asSchema(schema["properties"]) ?? {})) {
    const field = asSchema(value) ?? {};
    yield { name: `${around}${name}`, kind: kindIn(field) };
    yield* fieldsIn(field, `${around}${name}.`);
  }
}

function kindIn({ type, format }: Schema): FieldKind {
  const types = new Set([type].flat());
  if (types.has("string")) return format === "date" || format === "date-time" ? "date" : "text";
  return types.has("number") || types.has("integer") ? "number" : "any";
}
