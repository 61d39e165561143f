import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outside } from "@hyperframes-engine/network";
import { readSealed, writeSealed, writeWhole } from "@hyperframes-engine/store";
import { fetchBytes, HttpRefusal } from "./fetch-bytes.ts";
import { hasIntegrity } from "./subresource-integrity.ts";

/** Where pinned files come from, and where they are kept. */
interface PinnedFilesOptions {
  readonly folder: string;
  readonly outside: Outside;
  readonly signal: AbortSignal;
}

/** What an address had when it was fetched first. */
interface Pin {
  readonly address: string;
  /** As in https://www.w3.org/TR/sri/ */
  readonly integrity: string;
}

const LARGEST_BYTES = 20_000_000;
const LIMIT_MS = 20_000;

/**
 * Files of the network that are fetched once. From then on an address means these very bytes, whatever its server says
 * next: the hash is written down beside them, and what is fetched again must have it.
 */
export class PinnedFiles {
  readonly #options: PinnedFilesOptions;
  readonly #found = new Map<string, Promise<Buffer | null>>();
  /** Who has not been reached once is not waited for again. */
  #isCutOff = false;

  constructor(options: PinnedFilesOptions) {
    this.#options = options;
  }

  /** The bytes of an address; `null` if there is no such file, or no network. */
  get(address: string): Promise<Buffer | null> {
    const found = this.#found.get(address) ?? this.#find(address);
    this.#found.set(address, found);
    return found;
  }

  async #find(address: string): Promise<Buffer | null> {
    const name = createHash("sha256").update(address).digest("hex").slice(0, 40);
    const file = join(this.#options.folder, name);
    const pin = await readPin(`${file}.json`);
    if (pin) {
      const kept = await readFile(file).catch(() => null);
      if (kept && hasIntegrity(kept, pin.integrity)) return kept;
    }
    const fetched = await this.#fetch(address);
    if (!fetched || (pin && !hasIntegrity(fetched, pin.integrity))) return null;
    await writeWhole(file, fetched);
    // Last: where it is, the file is there.
    if (!pin) await writeSealed(`${file}.json`, { address, integrity: integrityOf(fetched) });
    return fetched;
  }

  async #fetch(address: string): Promise<Buffer | null> {
    if (this.#isCutOff) return null;
    const { outside, signal } = this.#options;
    const either = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
    const request = { outside, signal: either, accept: "*/*", mostBytes: LARGEST_BYTES };
    try {
      return (await fetchBytes(address, request)).body;
    } catch (error) {
      if (!(error instanceof HttpRefusal)) this.#isCutOff = true;
      return null;
    }
  }
}

async function readPin(file: string): Promise<Pin | null> {
  return (await readSealed(file)) as Pin | null;
}

function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}
