import { batchOptionTable, snapshotOptionTable } from "@hyperframes-engine/renderer";

/** The flag of each option that has one: those of the table, and those of narrations. */
const flags: ReadonlyMap<string, string> = new Map([
  ["narration", "--narration"],
  ["anew", "--new-narration"],
  ...Object.entries({ ...batchOptionTable, ...snapshotOptionTable }).flatMap(([name, { flag }]) => {
    const [long] = flag?.match(/--[\w-]+/) ?? [];
    return long === undefined ? [] : [[name, long] as const];
  }),
]);

/** A text of the library, which names options as programs do, `fps` between backticks, as users of the command know them: --fps. */
export function nameFlags(text: string): string {
  return nameCommands(text).replaceAll(/`(\w+)([\w.]*)`/g, (whole, name: string, rest: string) => {
    const flag = flags.get(name);
    return flag === undefined ? whole : flag + rest;
  });
}

/** The same for HeyGen's endpoints alone: `api.videoAgent.get` is the command `hyperframes heygen video-agent get`. */
export function nameCommands(text: string): string {
  return text
    .replaceAll("`saveApiKey`", "hyperframes heygen auth login")
    .replaceAll(/`api((?:\.\w+)+)`/g, (_, path: string) => {
      const words = path.replaceAll(".", " ").replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return `hyperframes heygen${words}`;
    });
}
