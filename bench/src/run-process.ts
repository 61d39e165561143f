import { spawn } from "node:child_process";
import { once } from "node:events";

/** Thrown when a program that the benchmark needs cannot be started or fails. */
export class ProgramError extends Error {
  constructor(program: string, problem: string, options?: ErrorOptions) {
    super(`${program}: ${problem}`, options);
    this.name = "ProgramError";
  }
}

/**
 * Runs a program to its end and answers its standard output as text.
 *
 * @throws {ProgramError} with the end of its standard error when it exits with another code than 0.
 */
export async function runProcess(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const output: string[] = [];
  const errors: string[] = [];
  child.stdout.setEncoding("utf8").on("data", (text: string) => output.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  const [code] = (await once(child, "close").catch((error: unknown) => {
    throw new ProgramError(program, "cannot be started", { cause: error });
  })) as [number | null];
  if (code !== 0) throw new ProgramError(program, `exit code ${code}\n${errors.join("").slice(-2000)}`);
  return output.join("");
}
