import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { createNarrator } from "../narration/create-narrator.ts";

/** `hyperframes render-host`: renders for `serve`, which starts it; nobody types it. */
export function addRenderHostCommand(program: Command, context: CliContext): void {
  program.command("render-host", { hidden: true }).action(async () => {
    const { hostRenders } = await import("@hyperframes-engine/service");
    using narrator = createNarrator({ context, flags: {}, report: () => undefined });
    await hostRenders({ environment: context.environment, narration: narrator.narrate });
  });
}
