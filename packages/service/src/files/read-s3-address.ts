import { OptionError } from "@hyperframes-engine/errors";
import type { S3Settings } from "./s3-file-store.ts";

/** What an address of a bucket says. */
type S3Address = Pick<S3Settings, "bucket" | "prefix" | "region" | "endpoint" | "pathStyle" | "credentials">;

const example =
  "an address such as s3://bucket/folder?region=eu-central-1, or s3://bucket?endpoint=https://s3.example.com&region=auto";
const known: ReadonlySet<string> = new Set(["region", "endpoint", "pathStyle"]);

/**
 * Reads `s3://bucket/folder?region=…&endpoint=…&pathStyle=…`. The key is never in it: it comes from `AWS_ACCESS_KEY_ID` and
 * `AWS_SECRET_ACCESS_KEY`. With an endpoint, the bucket stands in the path, unless `pathStyle=false`.
 *
 * @throws {OptionError} if it cannot be read, or the key is missing.
 */
export function readS3Address(
  address: string,
  variables: Readonly<Record<string, string | undefined>>,
): S3Address {
  const url = URL.parse(address);
  if (!url || !isBucket(url) || !isKnown(url.searchParams)) throw refuse(address);
  const asked = url.searchParams;
  const endpoint = asked.get("endpoint");
  const folder = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, "");
  return {
    bucket: url.hostname,
    prefix: folder === "" ? "" : `${folder}/`,
    region: asked.get("region") ?? variables["AWS_REGION"] ?? "us-east-1",
    endpoint,
    pathStyle: (asked.get("pathStyle") ?? String(endpoint !== null)) === "true",
    credentials: credentialsIn(variables),
  };
}

function isBucket({ protocol, hostname, username, password, port }: URL): boolean {
  // A password in it would be shown by every list of processes.
  const isPlain = username === "" && password === "" && port === "";
  return isPlain && protocol === "s3:" && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(hostname);
}

function isKnown(asked: URLSearchParams): boolean {
  const endpoint = asked.get("endpoint");
  const isWeb = endpoint === null || /^https?:$/.test(URL.parse(endpoint)?.protocol ?? "");
  return isWeb && [...asked.keys()].every((name) => known.has(name));
}

function credentialsIn(variables: Readonly<Record<string, string | undefined>>): S3Settings["credentials"] {
  const [accessKeyId, secretAccessKey] = [variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"]];
  if (!accessKeyId || !secretAccessKey) {
    const expected = "used with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment";
    throw new OptionError("store", expected, "used without");
  }
  const sessionToken = variables["AWS_SESSION_TOKEN"];
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function refuse(address: string): OptionError {
  // What may be a password is not repeated.
  return new OptionError("store", example, `"${address.replace(/\/\/[^/]*@/, "//…@")}"`);
}
