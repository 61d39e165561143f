/** A line of `manifest.jsonl`: what became of a row. */
export interface ManifestEntry {
  /** Counts from 1. */
  readonly row: number;
  /** Where the row begins in its file; counts from 1. */
  readonly line: number;
  /** The size's name; manifests of before have none. */
  readonly size?: string | null;
  /** Below the manifest's folder, with `/`; `null` if the row could not be called anything. */
  readonly file: string | null;
  readonly state: "done" | "failed";
  readonly error: string | null;
  /** How long the row took. */
  readonly seconds: number;
  readonly frames: number;
  /** Of everything that the file depends on: the template, the row, the options, the version. */
  readonly hash: string;
  /** Of the finished file; 0 for a folder of pictures. */
  readonly bytes: number;
  /** When the finished file was last changed, in milliseconds since 1970. */
  readonly changed: number;
}

/** Reads a line; `null` if it is none, as a batch that was killed may leave half of one. */
export function readEntry(line: string): ManifestEntry | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  return isEntry(value) ? value : null;
}

function isEntry(value: unknown): value is ManifestEntry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Record<string, unknown>;
  const numbers = ["row", "line", "seconds", "frames", "bytes", "changed"];
  return (
    numbers.every((name) => typeof entry[name] === "number") &&
    (typeof entry["file"] === "string" || entry["file"] === null) &&
    (typeof entry["error"] === "string" || entry["error"] === null) &&
    (entry["state"] === "done" || entry["state"] === "failed") &&
    typeof entry["hash"] === "string"
  );
}
