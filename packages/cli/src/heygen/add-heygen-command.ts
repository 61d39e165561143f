import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";

/** `hyperframes heygen`: HeyGen's API. Nothing of it is loaded before it is asked for. */
export function addHeyGenCommand(program: Command, context: CliContext): void {
  program
    .command("heygen")
    .description("HeyGen's v3 API: videos of avatars, voices, lip-sync, translation; and an emulator of it")
    .argument("[words...]")
    .usage("<noun> <verb> [options]")
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words: string[]) => {
      const { runHeyGen } = await import("./run-heygen.ts");
      process.exitCode = await runHeyGen(words, context);
    });
}
