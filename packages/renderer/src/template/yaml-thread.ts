import { parentPort, workerData } from "node:worker_threads";
import { parseYaml, type ParsedRow } from "./parse-yaml.ts";
import { DataError } from "./template-error.ts";

/** What the thread is given. */
export interface YamlText {
  readonly text: string;
  readonly file: string;
}

/** What it answers: rows, or what is wrong with the text. */
export type YamlAnswer = { readonly rows: readonly ParsedRow[] } | { readonly fault: string };

function answer({ text, file }: YamlText): YamlAnswer {
  try {
    return { rows: parseYaml(text, file) };
  } catch (error) {
    if (error instanceof DataError) return { fault: error.message };
    throw error;
  }
}

parentPort?.postMessage(answer(workerData as YamlText));
