/** Writes the fields of H.264 headers, from the highest bit of each byte down: H.264 clauses 7.2 and 9.1. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #length = 0;

  /** One bit, `u(1)`. */
  flag(value: boolean): this {
    if (this.#length % 8 === 0) this.#bytes.push(0);
    const last = this.#bytes.length - 1;
    if (value) this.#bytes[last] = (this.#bytes[last] ?? 0) | (0x80 >> (this.#length % 8));
    this.#length += 1;
    return this;
  }

  /** A number of fixed width, `u(n)`. */
  bits(value: number, count: number): this {
    for (let index = count - 1; index >= 0; index -= 1) this.flag(Math.floor(value / 2 ** index) % 2 === 1);
    return this;
  }

  /** A number from 0 of variable width, `ue(v)`. */
  unsigned(value: number): this {
    const width = Math.floor(Math.log2(value + 1));
    return this.bits(0, width).bits(value + 1, width + 1);
  }

  /** A number of variable width that may be negative, `se(v)`. */
  signed(value: number): this {
    return this.unsigned(value > 0 ? value * 2 - 1 : value * -2);
  }

  /** The bits of `bytes` from number `from` up to number `to`. */
  copy(bytes: Uint8Array, from: number, to: number): this {
    for (let at = from; at < to; at += 1) this.flag((((bytes[at >> 3] ?? 0) << (at % 8)) & 0x80) !== 0);
    return this;
  }

  /** Ones up to the end of the byte: `cabac_alignment_one_bit` in H.264 clause 7.3.4. */
  alignWithOnes(): this {
    while (this.#length % 8 !== 0) this.flag(true);
    return this;
  }

  /**
   * What was written, followed by all bits of `bytes` from number `from` on. They may move by whole bytes only, so
   * `from` must be as far from a whole byte as what was written.
   */
  followedBy(bytes: Uint8Array, from: number): Buffer {
    const whole = Math.ceil(from / 8);
    return Buffer.concat([this.copy(bytes, from, whole * 8).toBuffer(), bytes.subarray(whole)]);
  }

  /** What was written, and zeros up to a whole byte. */
  toBuffer(): Buffer {
    return Buffer.from(this.#bytes);
  }
}
