import { mkdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeWhole } from "@hyperframes-engine/store";
import { z } from "zod";
import { retiredKeyVariables } from "../api/retired-names.ts";
import type { HeyGenEnvironment } from "../environment.ts";
import { HeyGenError } from "../errors.ts";

/** How calls prove whose they are. Printing it shows the kind and the source, not the secret. */
export class Credential {
  readonly kind: "api-key" | "oauth";
  /** Where it is from: `option`, `HEYGEN_API_KEY`, or a file. */
  readonly source: string;
  readonly #secret: string;

  constructor(kind: "api-key" | "oauth", secret: string, source: string) {
    // A header could not carry anything else, and the error that fetch throws would show the key.
    if (!/^[\x21-\x7e]{1,8192}$/.test(secret)) {
      throw new HeyGenError(
        "not-permitted",
        `The HeyGen key from ${source} is empty or has characters that no key has.`,
      );
    }
    this.kind = kind;
    this.source = source;
    this.#secret = secret;
  }

  /** The header that proves it. */
  header(): readonly [name: string, value: string] {
    return this.kind === "api-key"
      ? ["x-api-key", this.#secret]
      : ["authorization", `Bearer ${this.#secret}`];
  }

  /** The text without the secret, should it be in it. */
  hide(text: string): string {
    // Only a made-up key is that short, and taking it out would garble the text.
    if (this.#secret.length < 8) return text;
    return text.replaceAll(this.#secret, "[secret]").replaceAll(encodeURIComponent(this.#secret), "[secret]");
  }
}

/** The file's form; other tools of HeyGen's keep more in it. */
const stored = z.looseObject({
  api_key: z.string().nullish(),
  oauth: z.looseObject({ access_token: z.string(), expires_at: z.string().nullish() }).nullish(),
});

/** The file that HeyGen's tools share: `credentials` in `~/.heygen` or `HEYGEN_CONFIG_DIR`. */
export function credentialsFile({ variables, home }: HeyGenEnvironment): string {
  return join(variables["HEYGEN_CONFIG_DIR"] || join(home, ".heygen"), "credentials");
}

/**
 * The key given, else that of `HEYGEN_API_KEY`, else that of the credentials file.
 *
 * @throws {HeyGenError} if there is none, or the file is open to others, damaged, or holds an expired login.
 */
export async function findCredential(environment: HeyGenEnvironment, apiKey?: string): Promise<Credential> {
  if (apiKey !== undefined) return new Credential("api-key", apiKey, "option");
  const fromVariable = environment.variables["HEYGEN_API_KEY"];
  if (fromVariable) return new Credential("api-key", fromVariable.trim(), "HEYGEN_API_KEY");
  const file = credentialsFile(environment);
  const text = await readPrivate(file);
  if (text !== undefined && text.trim() !== "") return parseCredentials(text, file, environment.now());
  const retired = retiredKeyVariables.find((name) => environment.variables[name]);
  const hint = retired ? ` ${retired} is not read: HEYGEN_API_KEY has replaced it.` : "";
  throw new HeyGenError(
    "not-permitted",
    `There is no HeyGen key. Set HEYGEN_API_KEY, or store it in ${file} with \`saveApiKey\`.${hint}`,
  );
}

/** Stores an API key in the credentials file, mode 0600; what else is in the file stays. */
export async function saveApiKey(environment: HeyGenEnvironment, apiKey: string): Promise<string> {
  const file = credentialsFile(environment);
  const { kind } = new Credential("api-key", apiKey, "the input");
  const before = jsonObject(await readPrivate(file));
  await writePrivate(file, { ...before, [kind === "api-key" ? "api_key" : kind]: apiKey });
  return file;
}

/** Removes key and login from the credentials file. Returns whether there were any. */
export async function removeCredential(environment: HeyGenEnvironment): Promise<boolean> {
  const file = credentialsFile(environment);
  const text = await readPrivate(file);
  if (text === undefined) return false;
  const { api_key: key, oauth, user: _user, ...rest } = jsonObject(text);
  if (Object.keys(rest).length > 0) await writePrivate(file, rest);
  else await rm(file, { force: true });
  return Boolean(key ?? oauth ?? !text.trim().startsWith("{"));
}

function parseCredentials(text: string, file: string, now: number): Credential {
  if (!text.trim().startsWith("{")) return new Credential("api-key", text.trim(), file);
  const parsed = stored.safeParse(jsonObject(text));
  if (!parsed.success) throw new HeyGenError("not-permitted", `${file} is damaged. Log in again.`);
  const { api_key: key, oauth } = parsed.data;
  if (key) return new Credential("api-key", key, file);
  if (!oauth) throw new HeyGenError("not-permitted", `${file} holds neither a key nor a login. Log in.`);
  if (oauth.expires_at && Date.parse(oauth.expires_at) - now < 60_000) {
    throw new HeyGenError(
      "not-permitted",
      `The login in ${file} has expired. Log in again, or use an API key.`,
    );
  }
  return new Credential("oauth", oauth.access_token, file);
}

function jsonObject(text: string | undefined): Record<string, unknown> {
  if (!text?.trim().startsWith("{")) return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    // The parser's own error would quote the file, and with it the key.
    throw new HeyGenError("not-permitted", "HeyGen's credentials file is damaged JSON. Log in again.");
  }
}

/** The file's text, or undefined if there is no file. */
async function readPrivate(file: string): Promise<string | undefined> {
  try {
    const { mode, size } = await stat(file);
    if (size > 2 ** 16)
      throw new HeyGenError("not-permitted", `${file} is too large for a credentials file.`);
    if (process.platform !== "win32" && (mode & 0o077) !== 0) {
      throw new HeyGenError("not-permitted", `Others can read ${file}. Type: chmod 600 '${file}'`);
    }
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    if (error instanceof HeyGenError) throw error;
    throw new HeyGenError("file-failed", `${file} cannot be read.`, { cause: error });
  }
}

async function writePrivate(named: string, content: object): Promise<void> {
  // Who keeps the file elsewhere, and a link to it, keeps the link.
  const file = await realpath(named).catch(() => named);
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const text = `${JSON.stringify(content, undefined, 2)}\n`;
    await writeWhole(file, text, { mode: 0o600, durable: true });
  } catch (error) {
    throw new HeyGenError("file-failed", `${file} cannot be written.`, { cause: error });
  }
}
