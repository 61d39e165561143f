import { resolve } from "node:path";
import { addAbortSignal, type Readable } from "node:stream";
import { openInput } from "@hyperframes-engine/renderer";
import type { CliContext } from "../cli-context.ts";
import { parseTyped } from "./field-options.ts";
import { UsageError } from "./usage-error.ts";

/** More than HeyGen takes as JSON. */
const maxBytes = 16 * 2 ** 20;

/** The body that `-d` gives: JSON itself, a file of it, or `-` for what is piped in. */
export async function readData(given: string | undefined, context: CliContext): Promise<object> {
  if (given === undefined) return {};
  const value = parseTyped(await textOf(given, context), "The body (-d)");
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UsageError("The body (-d) must be a JSON object.");
}

/** What is piped in, as text. */
export async function readInput({ input, signal }: CliContext): Promise<string> {
  return readAll(addAbortSignal(signal, input), "The standard input");
}

async function readAll(input: Readable, shown: string): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of input as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBytes) throw new UsageError(`${shown} has more than ${maxBytes} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

async function textOf(given: string, context: CliContext): Promise<string> {
  if (given === "-") return readInput(context);
  if (/^\s*[[{]/.test(given)) return given;
  const file = resolve(context.environment.workingFolder, given);
  try {
    // A shell's `<(command)` is a pipe, which may be waited for long.
    const { stream } = await openInput(file, given);
    return await readAll(addAbortSignal(context.signal, stream), given);
  } catch (error) {
    if (error instanceof UsageError || context.signal.aborted) throw error;
    throw new UsageError("The body (-d) is neither JSON, nor a file that can be read, nor -.");
  }
}
