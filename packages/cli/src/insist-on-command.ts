import type { Command } from "commander";

const HELP = new Set(["-h", "--help"]);

/**
 * The typed words that commander gets to parse. If somebody asks for the help of a command that does not exist, commander
 * shows the help of the command above it, as if all were well. So --help is left out then, and commander says that there is
 * no such command, and which one may be meant.
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
