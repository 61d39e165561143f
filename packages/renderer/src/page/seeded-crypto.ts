import { replaceMethod } from "./realm.ts";

const WORD = 2 ** 32;

/**
 * Makes `crypto.getRandomValues` and `crypto.randomUUID` give the same numbers in every render, as `Math.random` does:
 * others in each window and worker, as they may compare them. Call before the realm's own scripts.
 */
export function seedCrypto(realm: string): void {
  const fill = byteGenerator(realm);
  replaceMethod(Crypto.prototype, "getRandomValues", (native, target, values) => {
    // It refuses what it has always refused.
    const array = native(target, values) as ArrayBufferView;
    fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    return array;
  });
  replaceMethod(Crypto.prototype, "randomUUID", () => {
    const bytes = new Uint8Array(16);
    fill(bytes);
    return formatUuid(bytes);
  });
}

/** https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4 */
function formatUuid(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** xoshiro128**: https://prng.di.unimi.it/xoshiro128starstar.c */
function byteGenerator(seed: string): (bytes: Uint8Array) => void {
  const state = new Uint32Array(4);
  for (const place of state.keys()) state[place] = hash(`${place} ${seed}`);
  const next = (): number => {
    const [a = 0, b = 0, c = 0, d = 0] = state;
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    state.set([a ^ d ^ b, b ^ c ^ a, c ^ a ^ (b << 9), rotate(d ^ b, 11)]);
    return result >>> 0;
  };
  return (bytes) => {
    for (let place = 0; place < bytes.length; place += 1) bytes[place] = next() >>> 24;
  };
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** FNV-1a: https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const character of text) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return ((sum % WORD) + WORD) % WORD;
}
