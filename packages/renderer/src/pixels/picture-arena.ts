import { pictureKernel } from "./picture-kernel.generated.ts";

/** The first page is the kernel's own, which keeps little more than a block of pixels there. */
const KERNEL_BYTES = 65_536;
/** The system copies fastest between whole pages of memory. */
const ALIGNMENT = 4096;
/** https://webassembly.github.io/spec/core/exec/runtime.html#memory-instances */
const WASM_PAGE_BYTES = 65_536;

/** What `picture-kernel.as` exports. */
interface Kernel {
  toI420(source: number, target: number): void;
  makeOpaque(pixels: number, bytes: number): void;
}

interface Memory {
  readonly buffer: ArrayBuffer;
}

// The types of Node name WebAssembly without its classes.
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

/** Compiled once, when the first arena is made; each arena instantiates it with a memory of its own. */
let compiled: object | undefined;

/**
 * Two pictures of one size in the memory of a WebAssembly module, which turns them into what an encoder takes.
 * Pixels are read into a slot, and converted, without a copy in between.
 */
export class PictureArena {
  /** Two places for a picture in BGRA, four bytes a pixel, row after row. The views stay valid. */
  readonly slots: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  readonly #outputs: readonly [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>];
  readonly #kernel: Kernel;

  /** Width and height are in device pixels, and may be odd. */
  constructor(width: number, height: number) {
    const slotBytes = width * height * 4;
    const outputBytes = (evenUp(width) * evenUp(height) * 3) / 2;
    const outputs = KERNEL_BYTES + 2 * alignUp(slotBytes);
    const pages = Math.ceil((outputs + 2 * alignUp(outputBytes)) / WASM_PAGE_BYTES);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.#kernel = instantiate(memory, { width, height });
    this.slots = twoViews(memory, KERNEL_BYTES, slotBytes);
    this.#outputs = twoViews(memory, outputs, outputBytes);
  }

  /** Turns a slot's pre-multiplied pixels into opaque ones of the same colour, in place. */
  makeOpaque(slot: 0 | 1): void {
    const { byteOffset, byteLength } = this.slots[slot];
    this.#kernel.makeOpaque(byteOffset, byteLength);
  }

  /**
   * The slot's picture in I420: planar YCbCr in BT.709's limited range, chroma sampled in the middle of four pixels.
   * An odd size is made even by repeating the last column or row. The slot is made opaque on the way. The bytes stay
   * until the same slot is converted again.
   */
  toI420(slot: 0 | 1): Uint8Array<ArrayBuffer> {
    this.#kernel.toI420(this.slots[slot].byteOffset, this.#outputs[slot].byteOffset);
    return this.#outputs[slot];
  }

  /** Whether both slots hold the same bytes. */
  areEqual(): boolean {
    return Buffer.compare(...this.slots) === 0;
  }
}

function instantiate(memory: Memory, picture: { readonly width: number; readonly height: number }): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(pictureKernel, "base64"));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory }, picture });
  return exports as Kernel;
}

function twoViews(
  memory: Memory,
  offset: number,
  bytes: number,
): [Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>] {
  const { buffer } = memory;
  return [new Uint8Array(buffer, offset, bytes), new Uint8Array(buffer, offset + alignUp(bytes), bytes)];
}

function alignUp(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function evenUp(size: number): number {
  return size + (size % 2);
}
