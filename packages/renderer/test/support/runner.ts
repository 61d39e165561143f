import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { cacheFolder, repository } from "./fixtures.ts";

/** A step of a composite action. */
export interface ActionStep {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What `action.yml` says, as far as it is read here. */
export interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly ActionStep[] };
}

/** How the action ended. */
export interface ActionEnding {
  readonly code: number | undefined;
  /** What the runner shows, and takes commands from. */
  readonly log: string;
  /** What later steps would get, by name. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Where the action runs. */
export interface Runner {
  /** A checkout of some other repository. */
  readonly workspace: string;
  readonly home: string;
  /** Put before the shell. */
  readonly wrapper?: readonly string[];
}

/** Reads the action of this repository. */
export async function readAction(): Promise<ActionFile> {
  return parse(await readFile(join(repository, "action.yml"), "utf8")) as ActionFile;
}

/** What a runner gives to a shell for one step of an action. */
export interface ShellStep {
  readonly script: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** The steps of the action itself that are scripts, with the inputs filled in. */
export async function readSteps(given: Readonly<Record<string, string>>): Promise<ShellStep[]> {
  const { inputs, runs } = await readAction();
  return runs.steps.flatMap(({ run, env = {} }) => {
    const variables = Object.entries(env).map(([name, text]) => [name, fill(text, inputs, given)]);
    return run === undefined
      ? []
      : [{ script: run, variables: Object.fromEntries(variables) as Record<string, string> }];
  });
}

/**
 * The shell that GitHub's runner starts for `shell: bash`:
 * https://docs.github.com/actions/reference/workflow-syntax-for-github-actions#jobsjob_idstepsshell
 */
export const RUNNER_SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"] as const;

/** Runs the steps of the action itself, as GitHub's runner does. */
export async function runAction(
  { workspace, home, wrapper = [] }: Runner,
  given: Readonly<Record<string, string>>,
): Promise<ActionEnding> {
  const outputFile = join(home, "github-output");
  await writeFile(outputFile, "");
  const ending = { code: 0 as number | undefined, log: "" };
  for (const { script, variables } of await readSteps(given)) {
    const shell = [...wrapper, ...RUNNER_SHELL, script];
    const { exitCode, all } = await execa(shell[0]!, shell.slice(1), {
      cwd: workspace,
      extendEnv: false,
      all: true,
      reject: false,
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: home,
        // To unpack Chromium and fonts takes seconds.
        HYPERFRAMES_CACHE: cacheFolder,
        GITHUB_WORKSPACE: workspace,
        GITHUB_ACTION_PATH: repository,
        GITHUB_OUTPUT: outputFile,
        ...variables,
      },
    });
    ending.code = exitCode;
    ending.log += all;
    if (exitCode !== 0) break;
  }
  return { ...ending, outputs: readOutputs(await readFile(outputFile, "utf8")) };
}

function fill(text: string, inputs: ActionFile["inputs"], given: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\$\{\{ inputs\.(\w+) \}\}/g,
    (_, name: string) => given[name] ?? inputs[name]?.default ?? "",
  );
}

/** What an action's outputs file says, as the runner reads it: a value after `=`, or the lines up to the one that `<<` names. */
export function readOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = "", sign = "", rest = ""] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (sign === "=") outputs[name] = rest;
    if (sign === "<<")
      outputs[name] = lines
        .splice(0, lines.indexOf(rest) + 1)
        .slice(0, -1)
        .join("\n");
  }
  return outputs;
}
