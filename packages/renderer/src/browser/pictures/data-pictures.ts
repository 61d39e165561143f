import type { FetchedPicture } from "./fetch-picture.ts";

/** Fetches a picture by its address. */
export type FetchPicture = (address: string) => Promise<FetchedPicture>;

/** What is kept of pictures, all together. */
const MOST_BYTES = 200_000_000;

/** Pictures whose addresses came from data: each is fetched once, so that all pages and workers are shown the same. */
export class DataPictures {
  readonly #fetch: FetchPicture;
  readonly #kept = new Map<string, Promise<FetchedPicture>>();
  #bytes = 0;

  constructor(fetch: FetchPicture) {
    this.#fetch = fetch;
  }

  /**
   * A picture by its address.
   *
   * @throws {NoConnection} if there is none.
   */
  get(address: string): Promise<FetchedPicture> {
    const known = this.#kept.get(address);
    if (known) return known;
    const fetched = this.#fetch(address);
    this.#kept.set(address, fetched);
    fetched.then(
      ({ body }) => this.#count(body.length),
      () => undefined,
    );
    return fetched;
  }

  #count(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes <= MOST_BYTES) return;
    this.#kept.clear();
    this.#bytes = 0;
  }
}
