/**
 * Gives memory that was read back at once: left to the garbage collector, pictures make it run often, and wait for it.
 * Small parts share their memory with others, and are left alone.
 */
export function giveBack({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
