import type { HeyGenEnvironment } from "../environment.ts";
import { HEYGEN_API, allowsHttp, checkBaseUrl } from "./base-url.ts";
import { HeyGenClient } from "./client.ts";
import type { ClientSettings } from "./client.ts";
import { Credential, findCredential } from "./credentials.ts";

/** What a caller may say about a client; the environment says the rest. */
export interface ClientOptions {
  /** @default HEYGEN_API_KEY, then the credentials file */
  readonly apiKey?: string | undefined;
  /** An OAuth access token, instead of a key. */
  readonly accessToken?: string | undefined;
  /** @default HEYGEN_API_BASE, then https://api.heygen.com */
  readonly baseUrl?: string | undefined;
  /** @default HEYGEN_MAX_RETRIES, then 2 */
  readonly maxRetries?: number | undefined;
  readonly wait?: ClientSettings["wait"];
}

/**
 * A client for HeyGen's API.
 *
 * @throws {HeyGenError} if there is no usable key, or the address is not https.
 */
export async function openClient(
  environment: HeyGenEnvironment,
  options: ClientOptions = {},
): Promise<HeyGenClient> {
  const { variables, now, random } = environment;
  const allowHttp = allowsHttp(variables);
  const baseUrl = checkBaseUrl(options.baseUrl ?? (variables["HEYGEN_API_BASE"] || HEYGEN_API), allowHttp);
  const fromVariable = /^\d$/.test(variables["HEYGEN_MAX_RETRIES"] ?? "")
    ? Number(variables["HEYGEN_MAX_RETRIES"])
    : 2;
  return new HeyGenClient({
    credential:
      options.accessToken === undefined
        ? await findCredential(environment, options.apiKey)
        : new Credential("oauth", options.accessToken, "option"),
    baseUrl,
    allowHttp,
    maxRetries: options.maxRetries ?? fromVariable,
    now,
    random,
    ...(options.wait && { wait: options.wait }),
  });
}
