import type { Command } from "commander";

const HELP = new Set(["-h", "--help"]);

/**
 * What is to be parsed of what was typed. Asked for the help of a command that there is not, commander shows the help of what
 * stands above it, as if all were well: without the wish for help, it says that there is no such command, and which is meant.
 */
export function insistOnCommand(program: Command, typed: readonly string[]): readonly string[] {
  const [first, ...others] = typed;
  // `help render` is `render --help`, on every level.
  const words = first === "help" ? [...others, "--help"] : typed;
  let above = program;
  for (const word of words) {
    if (word.startsWith("-")) continue;
    // What stands behind a command that has none below it are its arguments.
    if (above.commands.length === 0) return words;
    const found = above.commands.find((command) => command.name() === word);
    if (!found) return words.filter((other) => !HELP.has(other));
    above = found;
  }
  return words;
}
