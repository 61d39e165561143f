/** As much of a version as a page must give. */
interface Version {
  readonly major: number;
  /** Absent if any will do. */
  readonly minor: number | undefined;
}

/** Reads a version or a simple range, such as `3`, `3.12.5` or `^3.12`; `undefined` for all else. */
function readVersion(text: string): Version | undefined {
  const match = /^[\^~=v]*(\d+)(?:\.(\d+))?(?:[.\-+].*)?$/.exec(text);
  if (!match) return undefined;
  return { major: Number(match[1]), minor: match[2] === undefined ? undefined : Number(match[2]) };
}

/** Whether a package of a version may stand for what a page asks for: the major version is what counts. */
export function majorFits(asked: string, given: string): boolean {
  if (asked === "" || asked === "latest" || asked === "*") return true;
  // Other tags, and ranges with two ends, mean what only the registry knows.
  const version = readVersion(asked);
  return version !== undefined && version.major === readVersion(given)?.major;
}

/** Whether a text names one version and no other. */
export function isFullVersion(text: string): boolean {
  return /^[v=]*\d+\.\d+\.\d+/.test(text);
}

/** Whether two texts name the same version, both in full. */
export function isExactly(asked: string, given: string): boolean {
  return asked.replace(/^[v=]+/, "") === given;
}
