import type { Fault, SourceFile } from "./source-file.ts";

/** What a function of a shell script sets is its own: `local`, or set in a subshell, or said to be for all by `export`. */
export function shellLocals(files: readonly SourceFile[]): Fault[] {
  return files.filter((file) => /^#!\/bin\/\w*sh\b/.test(file.text)).flatMap(checkScript);
}

const functions = /^\w+\(\) \{\n(?<body>[^]*?)^\}$/gm;
const heredoc = /<<-?(['"]?)(\w+)\1\n[^]*?^\s*\2$/gm;

function checkScript(file: SourceFile): Fault[] {
  return [...file.text.matchAll(functions)].flatMap((found) => {
    // What stands in a heredoc is not of the function; its lines count on.
    const body = (found.groups?.["body"] ?? "").replace(heredoc, (text) => text.replaceAll(/[^\n]/g, " "));
    const start = found.index + found[0].indexOf("\n") + 1;
    const locals = new Set(
      [...body.matchAll(/^\s*local (.+)$/gm)].flatMap(([, names = ""]) => names.split(" ")),
    );
    return setNames(body)
      .filter(({ name }) => !locals.has(name))
      .map(({ name, offset }) =>
        file.fault(start + offset, `${name} is set for the whole script: say local ${name}`),
      );
  });
}

function setNames(body: string): Array<{ name: string; offset: number }> {
  let offset = 0;
  return body.split("\n").flatMap((line) => {
    const at = offset;
    offset += line.length + 1;
    return namesSetBy(line).map((name) => ({ name, offset: at }));
  });
}

function namesSetBy(line: string): string[] {
  const read = /^\s*read (?:-r )?([\w ]+)/.exec(line)?.[1]?.trim().split(" ");
  const loop = /^\s*for (\w+) in/.exec(line)?.slice(1);
  const assigned = /^\s*(\w+)=/.exec(line)?.slice(1);
  // `NAME=value command` sets it for the command alone.
  const forCommand = /^\s*\w+=\S*\s+[^\s#&|;]/.test(withoutQuotes(line));
  return read ?? loop ?? (forCommand ? [] : (assigned ?? []));
}

function withoutQuotes(line: string): string {
  const inner = line.replaceAll(/'[^']*'|"[^"$]*"|\$\{[^}]*\}|\$\([^()]*\)|"[^"]*"/g, "_");
  return inner === line ? line : withoutQuotes(inner);
}
