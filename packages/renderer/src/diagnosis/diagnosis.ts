import { RenderError } from "../errors.ts";
import type { FingerprintParts } from "../fingerprint/fingerprint.ts";

/** One thing that rendering needs, and whether it is there. */
export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or what is missing and how to get it. */
  readonly detail: string;
  /** Of the fingerprint alone: what it follows from. */
  readonly parts?: FingerprintParts;
}

/** What `find` says of a thing: a sentence, or more; or, if it throws a {@link RenderError}, that it is missing, and why. */
export async function checkOne(
  name: string,
  find: () => Promise<string | Pick<Diagnosis, "detail" | "parts">>,
): Promise<Diagnosis> {
  try {
    const found = await find();
    return { name, ok: true, ...(typeof found === "string" ? { detail: found } : found) };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { name, ok: false, detail: error.message };
  }
}
