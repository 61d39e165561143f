import { OptionError } from "./errors.ts";

/** Longer ones are data, which belongs into variables. */
const LONGEST_QUERY = 4000;

/**
 * Reads what stands behind the question mark of a page's address, with or without that, and encodes what addresses cannot hold.
 *
 * @returns it with its question mark, as `location.search` has it; empty for none.
 * @throws {OptionError} if it is none.
 */
export function readQuery(value: unknown, name = "query"): string {
  const text = typeof value === "string" ? value.replace(/^\?/, "") : null;
  const isQuery = text !== null && text.length <= LONGEST_QUERY && !/[#\p{Cc}]/u.test(text);
  if (!isQuery) {
    const expected = `a query such as "export=1&mode=x", without #, of at most ${LONGEST_QUERY} characters`;
    throw new OptionError(name, expected, `"${String(value).slice(0, 200)}"`);
  }
  const url = new URL("http://project.localhost/");
  url.search = text;
  return url.search;
}
