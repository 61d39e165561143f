// Runs the steps of a workflow here: the commands are those of the file, so the two cannot differ.
//
//   node run-steps.mjs WORKFLOW.yml RESULTS-FOLDER     with the variables that run-locally.sh sets
//   node run-steps.mjs WORKFLOW.yml --list             prints the commands, one JSON object a line
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const root = new URL("../../", import.meta.url);
const { parse } = createRequire(new URL("packages/renderer/package.json", root))("yaml");
const [workflowFile, results] = process.argv.slice(2);
const read = (file) => parse(readFileSync(file, "utf8"));

/** What is to be given to the render besides. */
const further = (process.env.HYPERFRAMES_ARGUMENTS ?? "").split(" ").join("\n");

/** GitHub's own shells: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#jobsjob_idstepsshell */
const shells = { none: ["bash", "-e", "-c"], bash: ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"] };
/** Done before this is run: the checkout by run-locally.sh, Node by bin/setup. */
const known = /^actions\/(?:checkout|setup-node)@/;

/** The steps of all jobs; in the place of the action of this repository, its own. */
function* stepsOf(steps, inputs = {}) {
  for (const step of steps) {
    if (step.run !== undefined) {
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value, inputs)]));
      yield { kind: "run", name: step.name ?? "Run the action", command: step.run, shell: step.shell ?? "none", env };
    } else if (step.uses === "./") {
      const action = read(new URL("action.yml", root));
      const defaults = Object.entries(action.inputs).map(([name, { default: value }]) => [name, value]);
      for (const name of Object.keys(step.with)) if (!(name in action.inputs)) throw new Error(`action.yml has no input ${name}.`);
      yield* stepsOf(action.runs.steps, { ...Object.fromEntries(defaults), arguments: further, ...step.with });
    } else if (step.uses.startsWith("actions/upload-artifact@")) {
      yield { kind: "keep", name: step.name, paths: step.with.path.split("\n").map((path) => path.trim()).filter(Boolean) };
    } else if (!known.test(step.uses)) throw new Error(`${step.uses} cannot be run here.`);
  }
}

function fill(text, inputs) {
  return String(text).replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression) => {
    const name = /^inputs\.([\w-]+)$/.exec(expression)?.[1];
    if (name === undefined || !(name in inputs)) throw new Error(`\${{ ${expression} }} cannot be worked out here.`);
    return inputs[name];
  });
}

for (const job of Object.values(read(workflowFile).jobs)) {
  for (const step of stepsOf(job.steps)) {
    if (results === "--list") console.log(JSON.stringify(step));
    else if (step.kind === "keep") keep(step);
    else run(step);
  }
}

function run({ name, command, shell, env }) {
  console.log(`== ${name}\n${command.trim()}`);
  const [program, ...args] = shells[shell];
  const { status } = spawnSync(program, [...args, command], { stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) {
    console.error(`== ${name}: FAILED`);
    process.exit(1);
  }
}

function keep({ name, paths }) {
  console.log(`== ${name}`);
  for (const path of paths) {
    if (!existsSync(path)) throw new Error(`${path} was to be kept, but is not there.`);
    cpSync(path, join(results, basename(path)));
    console.log(join(results, basename(path)));
  }
}
