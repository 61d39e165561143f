import { HeyGenError } from "@hyperframes-engine/heygen";
import { version } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { answering, type HeyGenFlags } from "../answering-command.ts";
import { ownSchemas } from "../schema-options.ts";

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
  const run = ({ version: wanted }: HeyGenFlags): object => {
    if (typeof wanted === "string" && wanted.replace(/^v/, "") !== version) {
      const message = `Nothing was installed: ${version} runs. ${how}`;
      throw new HeyGenError("rejected", message, { code: "wrong_install_method" });
    }
    return { current: version, message: how };
  };
  answering(command, context, { schemas, run });
}
