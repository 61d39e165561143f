import { ProgramError } from "./run-process.ts";

/** Runs a command's work; prints an error that its user can do something about as one message, exit code 2. */
export async function runAsCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const expected =
      error instanceof ProgramError || error instanceof RangeError || error instanceof TypeError;
    console.error(expected ? error.message : error);
    process.exitCode = 2;
  }
}
