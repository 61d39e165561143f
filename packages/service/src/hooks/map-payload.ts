import {
  checkData,
  copyData,
  DataError,
  DataFaultsError,
  describeProblem,
  pointerOf,
  type DataProblem,
  type HelperSetting,
  type TemplateManifest,
} from "@hyperframes-engine/template";
import type { ValueExpression } from "@hyperframes-engine/template/compiler";
import { namesAt, readMapped, type MappedValue } from "./mapped-value.ts";

/** What of a payload does not fit the field of a template. */
interface FieldProblem {
  /** In a request for a render, where the row is its `data`: `/data/name`. */
  readonly pointer: string;
  /** `name`, `user.name`; empty for the row as a whole. */
  readonly field: string;
  readonly message: string;
}

/** A row of data that was made from a payload. */
export interface MappedPayload {
  readonly row: Readonly<Record<string, unknown>>;
  /** Empty if the template can be filled with it. */
  readonly problems: readonly FieldProblem[];
}

/** What a mapped row is checked against. */
interface MappingTarget {
  readonly manifest: TemplateManifest;
  /** What helpers know. */
  readonly setting: HelperSetting;
}

/** How a hook's payloads become rows of data: read once, used for each. */
export class PayloadMapping {
  readonly #root: MappedValue;

  /**
   * @param fields of a row, with `<<…>>` in texts at any depth. All else stays as it is.
   * @param name of the configuration that has it, for messages.
   * @throws {TemplateError} if an expression cannot be read.
   */
  constructor(fields: Readonly<Record<string, unknown>>, name: string) {
    this.#root = readMapped(fields, [], name);
  }

  /** Makes a row of a payload, and says what of it does not fit. What is missing in the payload is left out of the row. */
  apply(payload: unknown, { manifest, setting }: MappingTarget): MappedPayload {
    const work = new MappingWork(payload, setting);
    const row = work.valueOf(this.#root, []) as Record<string, unknown>;
    const known = new Set(work.problems.map(({ pointer }) => pointer));
    const faults = this.#check(manifest, row);
    return { row, problems: [...work.problems, ...faults.filter(({ pointer }) => !known.has(pointer))] };
  }

  #check(manifest: TemplateManifest, row: unknown): readonly FieldProblem[] {
    try {
      checkData(manifest, row);
      return [];
    } catch (error) {
      if (error instanceof DataFaultsError) return error.problems.map((fault) => this.#explain(fault));
      if (!(error instanceof DataError)) throw error;
      return [{ pointer: ROW, field: "", message: error.message }];
    }
  }

  #explain(fault: DataProblem): FieldProblem {
    const names = fault.value === null ? namesAt(this.#root, fault.pointer) : [];
    const why = names.length > 0 ? ` The payload has no ${names.join(", ")}.` : "";
    return {
      pointer: `${ROW}${fault.pointer}`,
      field: fault.path,
      message: `${describeProblem(fault)}${why}`,
    };
  }
}

/** Where the row stands in a request. */
const ROW = "/data";

class MappingWork {
  readonly problems: FieldProblem[] = [];
  readonly #data: object;
  readonly #setting: HelperSetting;

  constructor(payload: unknown, setting: HelperSetting) {
    const data = copyData(payload);
    // Expressions name fields; a payload that is a list or a text has none.
    this.#data = typeof data === "object" && data !== null ? data : {};
    this.#setting = setting;
  }

  valueOf(mapped: MappedValue, path: readonly string[]): unknown {
    switch (mapped.kind) {
      case "constant":
        return mapped.value;
      case "list":
        return mapped.items.map((item, index) => this.valueOf(item, [...path, String(index)]) ?? null);
      case "object":
        return Object.fromEntries(
          mapped.fields
            .map(([name, field]) => [name, this.valueOf(field, [...path, name])] as const)
            .filter(([, value]) => value !== undefined),
        );
      case "expression":
        return this.#read(mapped.value, path);
    }
  }

  #read(expression: ValueExpression, path: readonly string[]): unknown {
    try {
      return plain(expression.read(this.#data, this.#setting));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      this.problems.push({
        pointer: `${ROW}${pointerOf(path)}`,
        field: path.join("."),
        message: error.message,
      });
      return undefined;
    }
  }
}

/** Without what keeps the template engine's objects from acting. */
function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
}
