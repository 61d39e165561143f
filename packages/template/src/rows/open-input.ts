import { close, constants, createReadStream, open } from "node:fs";
import { stat } from "node:fs/promises";
import { Socket } from "node:net";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { DataError } from "../template-error.ts";

const openDescriptor = promisify(open);

/** Something that can be read from its beginning to its end. */
export interface OpenedInput {
  readonly stream: Readable;
  /** Whether it can be read again; what a pipe has given is gone. */
  readonly isFile: boolean;
}

/**
 * Opens a file or a named pipe, as `<(command)` of a shell is one. Waiting for what comes through a pipe ends as soon as its stream
 * is destroyed.
 *
 * @param shown what it is called in messages.
 * @throws {DataError} if it is not there, or is a folder or a device.
 */
export async function openInput(file: string, shown: string): Promise<OpenedInput> {
  const info = await stat(file).catch((error: unknown) => {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new DataError(`${shown} cannot be read: ${isMissing ? "it is not there." : String(error)}`, error);
  });
  if (info.isFile()) return { stream: createReadStream(file), isFile: true };
  if (info.isFIFO()) return { stream: await openPipe(file, shown), isFile: false };
  const what = info.isDirectory() ? "a folder" : "a device";
  throw new DataError(`${shown} is ${what}: name a file, or - for standard input.`);
}

/** Opening a pipe in the usual way holds a thread until somebody writes, and no signal ends that. */
async function openPipe(file: string, shown: string): Promise<Readable> {
  const descriptor = await openDescriptor(file, constants.O_RDONLY | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      throw new DataError(`${shown} cannot be read: ${String(error)}`, error);
    },
  );
  try {
    return new Socket({ fd: descriptor, readable: true, writable: false });
  } catch (error) {
    close(descriptor);
    throw new DataError(`${shown} cannot be read: ${String(error)}`, error);
  }
}
