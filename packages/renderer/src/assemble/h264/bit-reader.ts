import { EncodeError } from "../../errors.ts";

/** Longer codes do not occur in any header; only damaged data has them. */
const LONGEST_PREFIX = 31;

/** Reads the fields of H.264 headers, from the highest bit of each byte down: H.264 clauses 7.2 and 9.1. */
export class BitReader {
  readonly #bytes: Uint8Array;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The number of bits read so far. */
  get position(): number {
    return this.#position;
  }

  /** One bit, `u(1)`. */
  flag(): boolean {
    const byte = this.#bytes[this.#position >> 3];
    if (byte === undefined) throw new EncodeError("The H.264 stream has a header that is cut short.");
    const bit = (byte >> (7 - (this.#position & 7))) & 1;
    this.#position += 1;
    return bit === 1;
  }

  /** A number of fixed width, `u(n)`. */
  bits(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 2 + Number(this.flag());
    return value;
  }

  /** A number from 0 of variable width, `ue(v)`. */
  unsigned(): number {
    let zeros = 0;
    while (!this.flag()) zeros += 1;
    if (zeros > LONGEST_PREFIX) throw new EncodeError("The H.264 stream has a damaged header.");
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** A number of variable width that may be negative, `se(v)`. */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }
}
