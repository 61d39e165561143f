import { connectToAddresses, lookupAddresses, type Outside } from "@hyperframes-engine/network";
import type { HeyGenEnvironment } from "../environment.ts";
import { HEYGEN_API, allowsHttp, checkBaseUrl } from "./base-url.ts";
import { HeyGenClient, type ClientSettings } from "./client.ts";
import { Credential, findCredential } from "./credentials.ts";

/** Milliseconds. How long a file may be silent is each transfer's to say. */
const limits = { connectLimit: 10_000, idleLimit: 600_000 };

/** This machine has several names; an API on it may use another for its files. */
const thisMachine: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

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
  /** How files' hosts are found and reached. @default the operating system's resolver, and TCP */
  readonly outside?: Pick<Outside, "lookup" | "connect"> | undefined;
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
  const named = options.baseUrl ?? (variables["HEYGEN_API_BASE"] || undefined);
  const baseUrl = checkBaseUrl(named ?? HEYGEN_API, allowHttp);
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
    storage: {
      outside: { lookup: lookupAddresses, connect: connectToAddresses, ...limits, ...options.outside },
      trustedHosts: named === undefined ? new Set() : sameHosts(new URL(baseUrl).hostname),
    },
    now,
    random,
    ...(options.wait && { wait: options.wait }),
  });
}

function sameHosts(host: string): ReadonlySet<string> {
  return thisMachine.has(host) ? thisMachine : new Set([host]);
}
