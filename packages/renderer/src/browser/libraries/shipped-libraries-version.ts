import { coerce, subset, valid, validRange } from "semver";

/**
 * Whether a package of a version may stand for what a page asks for: the major version is what counts. Tags other than
 * `latest`, and ranges over several major versions, mean what only the registry knows.
 */
export function majorFits(asked: string, given: string): boolean {
  const isAny = asked === "" || asked === "latest" || asked === "*";
  const major = `${coerce(given)?.major}.x`;
  return isAny || (validRange(asked) !== null && subset(asked, major, { includePrerelease: true }));
}

/** Whether a text names one version and no other. */
export function isFullVersion(text: string): boolean {
  return valid(text) !== null;
}

/** Whether two texts name the same version, both in full. */
export function isExactly(asked: string, given: string): boolean {
  return valid(asked) === given;
}
