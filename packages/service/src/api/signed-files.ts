import type { Clock } from "../clock.ts";
import { signAddress } from "../files/signed-address.ts";
import type { FilePart } from "../renders/describe-render.ts";
import type { StoredRender } from "../renders/render-attempt.ts";

/** What addresses of files are made with. */
export interface SignedFilesOptions {
  readonly clock: Clock;
  /** `https://videos.example.com`, without a slash at its end. */
  readonly publicUrl: string;
  readonly secret: string;
  readonly validSeconds: number;
}

/** The addresses of files, which anybody may read who has them, for a while. */
export class SignedFiles {
  readonly #options: SignedFilesOptions;

  constructor(options: SignedFilesOptions) {
    this.#options = options;
    this.addressOf = this.addressOf.bind(this);
  }

  /** The address of one of a render's files. */
  addressOf({ id }: StoredRender, part: FilePart): string {
    const { clock, publicUrl, secret, validSeconds } = this.#options;
    const expires = Math.floor(clock() / 1000) + validSeconds;
    return `${publicUrl}${signAddress({ path: `/files/${id}/${part}`, expires, secret })}`;
  }
}
