import { meantName } from "@hyperframes-engine/template";
import { stamped, UnknownOptionError } from "./errors.ts";
import type { Reader } from "./option-readers.ts";

/** One option: how the command line writes it, what it means, and how a value is read and checked. */
export interface OptionSpec<Value> {
  /** As commander wants it: https://github.com/tj/commander.js#options. `null` for what only programs give. */
  readonly flag: string | null;
  readonly help: string;
  /** Left out of `--help`: for finding faults. */
  readonly hidden?: boolean;
  /** May be given several times. */
  readonly repeated?: boolean;
  /** What holds where nothing is given; got anew each time that it is asked for. */
  readonly default: Value;
  /** Turns what the user gave into a value; throws `OptionError`. */
  readonly read: Reader<Value>;
}

/** The options of one function, by name. */
export type OptionTable = Readonly<Record<string, OptionSpec<unknown>>>;

/** The value of each option of a table once read. */
export type TableValues<Table extends OptionTable> = {
  readonly [Name in keyof Table]: ReturnType<Table[Name]["read"]>;
};

/** An option of the command line and of programs. */
export function spec<Value>(
  ...[flag, help, read, defaultValue]: [string, string, Reader<Value>, NoInfer<Value>]
): OptionSpec<Value> {
  return { flag, help, read, default: defaultValue };
}

/** An option that only programs can give; its default may be made anew each time. */
export function programSpec<Value>(
  read: Reader<Value>,
  makeDefault: () => NoInfer<Value>,
): OptionSpec<Value> {
  return {
    ...{ flag: null, help: "", read },
    get default() {
      return makeDefault();
    },
  };
}

/**
 * Reads, checks and completes the options of a table.
 *
 * @throws {UnknownOptionError} for the first that the table does not have.
 * @throws {OptionError} for the first that has a wrong value.
 */
export function resolveTable<Table extends OptionTable>(table: Table, given: object): TableValues<Table> {
  try {
    refuseUnknown(given, Object.keys(table));
    const entries = Object.entries(table).map(([name, option]) => {
      const value: unknown = Reflect.get(given, name);
      return [name, value === undefined ? option.default : option.read(value, name)];
    });
    return Object.freeze(Object.fromEntries(entries)) as TableValues<Table>;
  } catch (error) {
    throw stamped("prepare", error);
  }
}

/**
 * Makes sure that an object has known names alone: a slip of the pen would change nothing, and nobody would be told.
 *
 * @param around the option that the object is the value of, with a dot.
 * @throws {UnknownOptionError} with the name that was meant, if one is near.
 */
export function refuseUnknown(given: object, known: readonly string[], around = ""): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UnknownOptionError(
    `${around}${unknown}`,
    meantName(unknown, known) || `: there are ${known.join(", ")}.`,
  );
}
