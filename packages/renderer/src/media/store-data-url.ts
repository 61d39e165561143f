import { writeFile } from "node:fs/promises";
import { makeKept } from "@hyperframes-engine/store";
import { MediaError } from "../errors.ts";
import { writeFailure } from "./write-failure.ts";

/**
 * Keeps the bytes of a `data:` address in a file, and returns its path.
 *
 * @throws {MediaError} if it is malformed, or the file cannot be written.
 */
export async function storeDataUrl(address: string, file: string): Promise<string> {
  const comma = address.indexOf(",");
  if (comma < 0) throw new MediaError("is malformed: a data address needs a comma before its data");
  const isBase64 = /;\s*base64\s*$/i.test(address.slice(0, comma));
  const data = address.slice(comma + 1);
  await makeKept(file, async (partial) => {
    const bytes = isBase64 ? Buffer.from(unescape(data), "base64") : Buffer.from(unescape(data), "latin1");
    await writeFile(partial, bytes);
  }).catch((error: unknown) => {
    throw writeFailure(file, error);
  });
  return file;
}

/** Percent-encoding of single bytes, which need not be UTF-8: https://url.spec.whatwg.org/#percent-decode */
function unescape(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
