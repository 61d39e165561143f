import { HeyGenError } from "@hyperframes-engine/heygen";
import { version } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addOutputOptions, printAnswer } from "../print-answer.ts";
import { addSchemaOptions, ownSchemas, printedSchema } from "../schema-options.ts";

const how =
  "This is hyperframes' own heygen command; it comes and goes with hyperframes and installs nothing itself. " +
  "In a checkout: git pull, and then bin/setup. Installed by npm: npm install it again, from a newer package.";
const schemas = ownSchemas("Says how this tool is updated; nothing is sent.", {
  current: "The version that runs",
  message: "How it is updated",
});

/** `heygen update`: HeyGen's own tool installs itself anew; this one says what does. */
export function addUpdateCommand(program: Command, context: CliContext): void {
  const command = program
    .command("update")
    .description("Say how this tool is updated")
    .argument("[check]")
    .option("--check", "the same")
    .option("--version <version>", "fail unless this version is the one that runs");
  addSchemaOptions(command);
  addOutputOptions(command);
  command.action(async (_check: string | undefined, flags: Readonly<Record<string, unknown>>) => {
    if (printedSchema(schemas, flags, context)) return;
    const wanted = flags["version"];
    if (typeof wanted === "string" && wanted.replace(/^v/, "") !== version) {
      const message = `Nothing was installed: ${version} runs. ${how}`;
      throw new HeyGenError("rejected", message, { code: "wrong_install_method" });
    }
    await printAnswer(context, flags, { current: version, message: how });
  });
}
