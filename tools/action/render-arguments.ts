import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ActionInputs } from "./action-inputs.ts";

/** Folders that the project is looked for in. */
export interface ProjectPlaces {
  readonly workingFolder: string;
  /** Where the templates are that come with the action. */
  readonly templates: string;
}

/** The arguments of `hyperframes`. Whatever an input holds, it stays the value of its option. */
export function renderArguments(inputs: ActionInputs, places: ProjectPlaces): string[] {
  const { output, quality, data, size, fps, variables, narration } = inputs;
  const options = Object.entries({ output, quality, data, size, fps, variables })
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `--${name}=${value}`);
  // What stands after the two dashes is no option, even if it begins with one.
  const project = ["--", findProject(inputs.project, places)];
  return ["render", ...options, ...narrated(narration), "--force", "--json", ...inputs.arguments, ...project];
}

/** Where what the render says is kept: beside its one file, or in the folder of many. */
export function eventsFileOf(output: string): string {
  const first = output.indexOf("<<");
  if (first === -1) return `${output.replace(/(?<=.)\/+$/, "")}.jsonl`;
  return `${output.slice(0, output.lastIndexOf("/", first) + 1)}events.jsonl`;
}

function narrated(narration: string): string[] {
  if (narration === "") return [];
  if (narration === "none") return ["--no-narration"];
  return narration === "offline" ? ["--offline"] : [`--narration=${narration}`];
}

function findProject(project: string, { workingFolder, templates }: ProjectPlaces): string {
  if (!/^[\w-]+$/.test(project) || existsSync(resolve(workingFolder, project))) return project;
  const template = join(templates, project);
  return existsSync(template) ? template : project;
}
