import { PayloadError } from "../errors.ts";
import { plainPayload, type PayloadLimits } from "./plain-payload.ts";

/**
 * Reads what a webhook brought: JSON, or a form, of which a field that is there several times becomes a list.
 *
 * @param contentType the header; without one, it is taken for JSON.
 * @throws {PayloadError} if it is neither, too large, too deep, or too much.
 */
export function readPayload(
  body: Uint8Array,
  contentType: string | null,
  limits: PayloadLimits = usualLimits,
): unknown {
  if (body.byteLength > limits.mostBytes) {
    throw new PayloadError(`The body is larger than ${limits.mostBytes} bytes.`);
  }
  const [type = "", ...parameters] = (contentType ?? "application/json").toLowerCase().split(";");
  checkCharset(parameters);
  const read = readerOf(type.trim());
  return plainPayload(read(decode(body)), limits);
}

/** What no sender's webhooks reach. */
const usualLimits: PayloadLimits = {
  mostBytes: 2 ** 20,
  mostKeys: 20_000,
  deepest: 32,
  longestText: 200_000,
};

function readerOf(type: string): (text: string) => unknown {
  if (/^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type)) return parseJson;
  if (type === "application/x-www-form-urlencoded") return parseForm;
  throw new PayloadError("The body must be application/json or application/x-www-form-urlencoded.");
}

function checkCharset(parameters: readonly string[]): void {
  const charset = parameters.map((one) => /^\s*charset\s*=\s*"?([^"]*?)"?\s*$/.exec(one)?.[1]).find(Boolean);
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8" && charset !== "us-ascii") {
    throw new PayloadError("The body must be written in UTF-8.");
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new PayloadError("The body is not written in UTF-8.");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // Not the parser's own words, which hold a piece of the body.
    throw new PayloadError("The body is not JSON.");
  }
}

function parseForm(text: string): unknown {
  const fields = Map.groupBy(new URLSearchParams(text), ([name]) => name);
  return Object.fromEntries(
    Array.from(fields, ([name, pairs]) => {
      const values = pairs.map(([, value]) => value);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
