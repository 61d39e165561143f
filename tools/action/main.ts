import { join } from "node:path";
import { readInputs } from "./action-inputs.ts";
import { outputsOf, writeOutputs } from "./action-outputs.ts";
import { chooseSandbox } from "./choose-sandbox.ts";
import { eventsFileOf, renderArguments } from "./render-arguments.ts";
import { runRender } from "./run-render.ts";
import { annotate } from "./workflow-command.ts";

const root = join(import.meta.dirname, "../..");
const program = join(root, "bin/hyperframes");
const workingFolder = process.cwd();
const inputs = readInputs(process.env);
const events = eventsFileOf(inputs.output);
try {
  const { report, code } = await runRender({
    program,
    arguments: renderArguments(inputs, { workingFolder, templates: join(root, "templates") }),
    variables: chooseSandbox(program, process.env),
    events,
  });
  const file = process.env["GITHUB_OUTPUT"];
  if (file) writeOutputs(file, outputsOf(report, { events, workingFolder }));
  if (report.failure) annotate("error", report.failure);
  process.exitCode = code;
} catch (error) {
  annotate("error", error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
