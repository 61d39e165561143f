import { batchOptionTable, snapshotOptionTable } from "@hyperframes-engine/renderer";

/** The flag of each option that has one. */
const flags: ReadonlyMap<string, string> = new Map([
  ["narration", "--narration"],
  ...Object.entries({ ...batchOptionTable, ...snapshotOptionTable }).flatMap(([name, { flag }]) => {
    const [long] = flag?.match(/--[\w-]+/) ?? [];
    return long === undefined ? [] : [[name, long] as const];
  }),
]);

/** A text of the library, which names options as programs do, `fps` between backticks, as users of the command know them: --fps. */
export function nameFlags(text: string): string {
  return text.replaceAll(/`(\w+)([\w.]*)`/g, (whole, name: string, rest: string) => {
    const flag = flags.get(name);
    return flag === undefined ? whole : flag + rest;
  });
}
