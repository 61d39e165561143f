import { open, readFile, type FileHandle } from "node:fs/promises";

/** A stretch of another process's memory that it can write to. */
interface MemoryRegion {
  readonly address: number;
  readonly bytes: number;
}

const mapLine = /^([0-9a-f]+)-([0-9a-f]+) rw/;
/** A picture's worth of these would take as much memory as a picture. */
const ZEROS = new Uint8Array(1 << 18);
/** What one search step reads. Larger memory that is left behind makes the garbage collector run. */
const WINDOW_BYTES = 1 << 22;

/**
 * The memory of a process that descends from this one, read through Linux's `/proc`.
 * https://www.kernel.org/doc/html/latest/filesystems/proc.html
 */
export class ProcessMemory implements AsyncDisposable {
  readonly #pid: number;
  readonly #file: FileHandle;

  private constructor(pid: number, file: FileHandle) {
    this.#pid = pid;
    this.#file = file;
  }

  /** Opens a process's memory; fails where the system forbids it. */
  static async open(pid: number): Promise<ProcessMemory> {
    return new ProcessMemory(pid, await open(`/proc/${pid}/mem`, "r+"));
  }

  /** The writable regions of at least a size, those nearest to that size first. */
  async regions(bytes: number): Promise<MemoryRegion[]> {
    const maps = await readFile(`/proc/${this.#pid}/maps`, "latin1");
    return maps
      .split("\n")
      .flatMap((line) => {
        const [, from = "", to = ""] = mapLine.exec(line) ?? [];
        const address = Number.parseInt(from, 16);
        const region = { address, bytes: Number.parseInt(to, 16) - address };
        return region.bytes >= bytes ? [region] : [];
      })
      .toSorted((a, b) => a.bytes - b.bytes);
  }

  /** Fills a buffer from an address; returns whether all of it could be read. */
  async read(address: number, into: Uint8Array): Promise<boolean> {
    try {
      const { bytesRead } = await this.#file.read(into, 0, into.byteLength, address);
      return bytesRead === into.byteLength;
    } catch (error) {
      // A region that was unmapped, or has never been touched.
      if (isUnreadable(error)) return false;
      throw error;
    }
  }

  /** Fills memory from an address on with zeros. */
  async clear(address: number, bytes: number): Promise<void> {
    const whole = Array.from({ length: Math.floor(bytes / ZEROS.length) }, () => ZEROS);
    await this.#file.writev([...whole, ZEROS.subarray(0, bytes % ZEROS.length)], address);
  }

  /** Every address in a region at which some bytes stand, at multiples of four. */
  async *search(region: MemoryRegion, pattern: Uint8Array): AsyncGenerator<number> {
    const end = region.address + region.bytes;
    const memory = Buffer.allocUnsafe(Math.min(region.bytes, WINDOW_BYTES + pattern.byteLength));
    for (let from = region.address; from < end; from += WINDOW_BYTES) {
      const window = memory.subarray(0, end - from);
      if (!(await this.read(from, window))) continue;
      let offset = window.indexOf(pattern);
      while (offset >= 0) {
        if (offset % 4 === 0 && offset < WINDOW_BYTES) yield from + offset;
        offset = window.indexOf(pattern, offset + 1);
      }
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

function isUnreadable(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EIO" || error.code === "EFAULT");
}
