import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EXIT_CODES, exitCodeOf } from "../../packages/cli/src/exit-codes.ts";
import { errorCodes, phases, RenderError, type ErrorCode } from "../../packages/errors/src/index.ts";

const file = join(import.meta.dirname, "../../docs/errors.md");

const codes = Object.entries(errorCodes).map(([code, { meaning, retryable, why }]) => {
  const exit = exitCodeOf(new RenderError(code as ErrorCode, ""));
  return `| \`${code}\` | ${meaning} | ${exit} | ${retryable ? "yes" : "no"} | ${why} |`;
});
const exits: Readonly<Record<keyof typeof EXIT_CODES, string>> = {
  done: "It is done.",
  failed: "The render failed, or a row of a batch, or the program itself has a fault.",
  usage: "The command, the project or the data is wrong.",
  missing: "A program is missing, or HeyGen does not permit it.",
  timeout: "A time limit has passed.",
  interrupted: "Ctrl-C, or another signal, has ended it.",
};
const text = `# Errors

What fails throws a \`RenderError\`. Its \`message\` is for people: it says what is wrong, where, and what to do. For programs, an error has

- \`code\`: what went wrong, as the table below lists it;
- \`retryable\`: whether the same call may succeed later, though nobody has changed what it was given;
- \`phase\`: what was done when it failed, or \`null\` where that is not known;
- \`location\`: the file, line and column that it is about, or \`null\`. Lines and columns count from 1.

\`JSON.stringify(error)\` keeps all of this, and \`RenderError.fromJSON\` makes an error of it again, in another process or on another machine. The
cause and the stack do not travel, as they tell of the machine on which it failed. \`hyperframes … --json\` prints the same fields in its last event.

The library's messages name options as programs do, between backticks: \`fps\`. The command writes the flag there instead: \`--fps\`.

## Codes

This page is made from the code by \`node tools/error-codes/main.ts\`, and \`bin/check\` compares the two.

| code | what went wrong | exit code | may succeed later | why |
| --- | --- | --- | --- | --- |
${codes.join("\n")}

An error can say of itself that it is otherwise: a narration that HeyGen has refused is \`narration-failed\`, and is refused again.

## Exit codes

| exit code | |
| --- | --- |
${Object.entries(EXIT_CODES)
  .map(([name, code]) => `| ${code} | ${exits[name as keyof typeof exits]} |`)
  .join("\n")}

## Phases

| phase | |
| --- | --- |
${Object.entries(phases)
  .map(([name, meaning]) => `| \`${name}\` | ${meaning} |`)
  .join("\n")}
`;

// `node main.ts` writes the page, `node main.ts --check` only says whether it is that of the code.
if (!process.argv.includes("--check")) await writeFile(file, text);
else if ((await readFile(file, "utf8").catch(() => "")) !== text) {
  console.error("docs/errors.md is not that of the code: run node tools/error-codes/main.ts");
  process.exitCode = 1;
}
