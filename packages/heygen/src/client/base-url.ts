import { HeyGenError } from "../errors.ts";

/** Where HeyGen's API is. */
export const HEYGEN_API = "https://api.heygen.com";

/** Whether plain http is allowed, as HeyGen's own tools spell it. */
export function allowsHttp(variables: Readonly<Record<string, string | undefined>>): boolean {
  return variables["HEYGEN_ALLOW_HTTP"] === "1";
}

/**
 * The address that paths are added to, without a slash at its end.
 *
 * @throws {HeyGenError} if it is not an https address, or http without permission.
 */
export function checkBaseUrl(given: string, allowHttp: boolean): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const fault = url ? faultOf(url, allowHttp) : "is not an address";
  if (!url || fault) throw new HeyGenError("invalid-request", `The address of HeyGen's API ${fault}.`);
  return url.href.replace(/\/+$/, "");
}

function faultOf(url: URL, allowHttp: boolean): string | undefined {
  if (url.username || url.password) return "must not hold a name or a password";
  if (url.search || url.hash) return "must not have a query or a fragment";
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return `must begin with https://, but begins with ${url.protocol}`;
  return allowHttp
    ? undefined
    : `is plain http, so the key could be read on its way. Set HEYGEN_ALLOW_HTTP=1 to allow it`;
}
