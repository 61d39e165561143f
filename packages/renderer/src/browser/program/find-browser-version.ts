import { execFile, type ExecFileException } from "node:child_process";
import { promisify } from "node:util";
import { ToolMissingError } from "../../errors.ts";

const run = promisify(execFile);
const TIME_LIMIT_MS = 10_000;

/**
 * Asks a browser for its version, such as `153.0.8010.0`.
 *
 * @throws {ToolMissingError} if the program does not start, does not answer in 10 s, or is not a Chromium.
 */
export async function findBrowserVersion(
  executable: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const answer = await ask(executable, environment);
  const version = /\b\d+\.\d+\.\d+\.\d+\b/.exec(answer)?.[0];
  if (version !== undefined) return version;
  throw new ToolMissingError(
    `${executable} is not a Chromium: --version answered ${JSON.stringify(answer.trim().slice(0, 200))}.`,
  );
}

async function ask(executable: string, environment: Readonly<Record<string, string>>): Promise<string> {
  try {
    // Without a `PATH`, a wrapper script finds no `readlink` or `dirname`.
    const env = { PATH: "/usr/local/bin:/usr/bin:/bin", ...environment };
    const { stdout } = await run(executable, ["--version"], {
      env,
      timeout: TIME_LIMIT_MS,
      killSignal: "SIGKILL",
    });
    return stdout;
  } catch (error) {
    throw new ToolMissingError(`${executable} does not run: ${describe(error)}`, error);
  }
}

function describe(error: unknown): string {
  const { code, killed, message, stderr = "" } = error as ExecFileException & { stderr?: string };
  if (killed === true) return `it did not answer --version within ${TIME_LIMIT_MS / 1000} s.`;
  if (stderr.trim() !== "") return firstLine(stderr.trim());
  return typeof code === "number" ? `--version ended with code ${code}.` : firstLine(message);
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
