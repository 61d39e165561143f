/** The words of a line as a shell splits it: quotes hold together, and are not nested. */
export function splitLine(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"((?:\\.|[^"])*)"|(\S+)/g)].map(
    ([, single, double, plain]) => single ?? double?.replaceAll('\\"', '"') ?? plain ?? "",
  );
}
