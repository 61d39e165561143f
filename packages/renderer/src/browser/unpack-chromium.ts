import { createReadStream, createWriteStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { unpackTar } from "modern-tar/fs";
import { OutputError } from "../errors.ts";
import { findBrowserVersion } from "./find-browser-version.ts";
import { fillFolder } from "./unpack-chromium-folder.ts";

/** The lockfile's Chromium, a headless-shell, ready to run on Linux x64. */
export interface UnpackedChromium {
  readonly executable: string;
  /** Holds shared libraries that the executable needs; for `LD_LIBRARY_PATH`. */
  readonly libraryFolder: string;
  /** Chromium's own version, such as `153.0.8010.0`. */
  readonly version: string;
}

/** What the marker file says of the files beside it. */
interface Marker {
  readonly version: string;
  readonly executableBytes: number;
}

const PACKAGE = "@sparticuz/chromium";
const EXECUTABLE = "headless-shell";
const LIBRARIES = "lib";
const MARKER = "unpacked.json";
/** A whole number of megabytes keeps the trips between the decompressor's thread and this one few. */
const CHUNK_BYTES = 4 * 2 ** 20;

/**
 * Unpacks the Chromium that the npm package `@sparticuz/chromium` carries into `<cacheFolder>/chromium-<version>`, or
 * finds it there. Any number of processes may do so at once.
 *
 * @throws {OutputError} if the folder cannot be written or its disk is full.
 * @throws {ToolMissingError} if this system cannot run it, for example for want of glibc.
 */
export async function unpackChromium(cacheFolder: string): Promise<UnpackedChromium> {
  const source = dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
  const { version } = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as { version: string };
  // Chromium starts its own processes in other working folders.
  const folder = resolve(cacheFolder, `chromium-${version}`);
  const marker = (await readMarker(folder)) ?? (await unpack(join(source, "bin"), folder));
  return {
    executable: join(folder, EXECUTABLE),
    libraryFolder: join(folder, LIBRARIES),
    version: marker.version,
  };
}

/** Undefined unless the folder is whole. The size tells of a power failure that cut the file short. */
async function readMarker(folder: string): Promise<Marker | undefined> {
  try {
    const marker = JSON.parse(await readFile(join(folder, MARKER), "utf8")) as Marker;
    const executable = await stat(join(folder, EXECUTABLE));
    return executable.size === marker.executableBytes ? marker : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return undefined;
    throw cacheError(folder, error);
  }
}

async function unpack(archives: string, folder: string): Promise<Marker> {
  try {
    await fillFolder(folder, MARKER, (temporary) => unpackArchives(archives, temporary));
  } catch (error) {
    throw cacheError(folder, error);
  }
  return JSON.parse(await readFile(join(folder, MARKER), "utf8")) as Marker;
}

async function unpackArchives(archives: string, folder: string): Promise<void> {
  const executable = join(folder, EXECUTABLE);
  await Promise.all([
    pipeline(
      decompress(join(archives, "chromium.br")),
      createWriteStream(executable, { mode: 0o755, highWaterMark: CHUNK_BYTES }),
    ),
    // The libraries lie in `lib` inside the archive.
    pipeline(decompress(join(archives, "al2023.tar.br")), unpackTar(folder)),
    // ANGLE looks for SwiftShader, which draws WebGL, beside the executable.
    pipeline(decompress(join(archives, "swiftshader.tar.br")), unpackTar(folder)),
  ]);
  const version = await findBrowserVersion(executable, { LD_LIBRARY_PATH: join(folder, LIBRARIES) });
  const marker: Marker = { version, executableBytes: (await stat(executable)).size };
  await writeFile(join(folder, MARKER), JSON.stringify(marker));
}

function decompress(archive: string): Readable {
  const source = createReadStream(archive, { highWaterMark: CHUNK_BYTES });
  const result = createBrotliDecompress({ chunkSize: CHUNK_BYTES });
  source.once("error", (error) => result.destroy(error));
  return source.pipe(result);
}

/** An error of the file system, in words; any other as it is. */
function cacheError(folder: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new OutputError("disk-full", `No room to unpack Chromium into ${folder}: it needs 230 MB.`, error);
  }
  const advice = "Let HYPERFRAMES_CACHE name a folder that can be written.";
  return new OutputError(
    "output-not-writable",
    `Chromium cannot be unpacked into ${folder}: ${code}. ${advice}`,
    error,
  );
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "syscall" in error ? (error as NodeJS.ErrnoException).code : undefined;
}

// `bin/setup` runs this file, so that the first render need not unpack.
const [, script, cacheFolder] = process.argv;
if (script === import.meta.filename && cacheFolder !== undefined) await unpackChromium(cacheFolder);
