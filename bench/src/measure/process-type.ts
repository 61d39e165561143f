import { basename } from "node:path";

/**
 * What a process is for, from its command line: `browser`, `renderer`, `gpu`, `zygote`, `utility (network)` for
 * Chromium's, the program's name for others.
 */
export function processType(command: readonly string[]): string {
  // A process that Chromium forked from its zygote has its whole command line in one string.
  const words = command.flatMap((argument) => argument.split(" "));
  const program = basename(words[0] ?? "unnamed");
  if (!/chrom|headless.shell/i.test(program)) return program;
  const value = (option: string) =>
    words.find((word) => word.startsWith(`--${option}=`))?.slice(option.length + 3);
  const type = value("type");
  if (!type) return "browser";
  if (type === "gpu-process") return "gpu";
  const service = value("utility-sub-type")?.split(".")[0];
  return service ? `${type} (${service})` : type;
}
