import type { Clock } from "../clock.ts";
import { signAddress } from "../files/signed-address.ts";
import type { AddressOf } from "../renders/describe-render.ts";

/** What addresses of files are made with. */
interface SignedFilesOptions {
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
  }

  /** Makes the address of one of a render's files. */
  readonly addressOf: AddressOf = ({ id }, part) => {
    const { clock, publicUrl, secret, validSeconds } = this.#options;
    const expires = Math.floor(clock() / 1000) + validSeconds;
    return `${publicUrl}${signAddress({ path: `/files/${id}/${part}`, expires, secret })}`;
  };
}
