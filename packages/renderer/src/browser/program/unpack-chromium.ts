import { createReadStream, createWriteStream } from "node:fs";
import { lstat, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { isDiskFull } from "@hyperframes-engine/errors";
import { unpackTar } from "modern-tar/fs";
import { InterruptedError, OutputError } from "../../errors.ts";
import { findBrowserVersion } from "./find-browser-version.ts";
import { fillFolder } from "./unpack-chromium-folder.ts";

/** The lockfile's Chromium, a headless-shell, ready to run on Linux x64. */
interface UnpackedChromium {
  readonly executable: string;
  /** Holds shared libraries that the executable needs; for `LD_LIBRARY_PATH`. */
  readonly libraryFolder: string;
  /** Chromium's own version, such as `153.0.8010.0`. */
  readonly version: string;
}

/** What the marker file says of the files beside it. */
interface Marker {
  readonly version: string;
  /** As older versions of the tool look for it, which use the same folder. */
  readonly executableBytes: number;
  /** The size of each file, by its path in the folder. */
  readonly files: Readonly<Record<string, number>>;
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
 * @throws {InterruptedError} if the signal is aborted.
 */
export async function unpackChromium(cacheFolder: string, signal?: AbortSignal): Promise<UnpackedChromium> {
  const places = await findPlaces(cacheFolder);
  const { folder } = places;
  const marker = (await readMarker(folder)) ?? (await unpack(places, signal));
  return {
    executable: join(folder, EXECUTABLE),
    libraryFolder: join(folder, LIBRARIES),
    version: marker.version,
  };
}

/** Folders that this process has mended; it does so once. */
const mended = new Map<string, Promise<void>>();

/**
 * Unpacks it again, over what is there: files may be damaged in ways that their sizes do not show. Whoever asks again gets the
 * same promise.
 *
 * @throws as {@link unpackChromium} does.
 */
export async function mendChromium(cacheFolder: string, signal?: AbortSignal): Promise<void> {
  const places = await findPlaces(cacheFolder);
  const mending = mended.get(places.folder) ?? unpack(places, signal).then(() => undefined);
  mended.set(places.folder, mending);
  await mending;
}

interface Places {
  readonly archives: string;
  readonly folder: string;
}

async function findPlaces(cacheFolder: string): Promise<Places> {
  const source = dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)));
  const { version } = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as { version: string };
  // Chromium starts its own processes in other working folders.
  return { archives: join(source, "bin"), folder: resolve(cacheFolder, `chromium-${version}`) };
}

/** Undefined unless the folder is whole: sizes tell of a power failure that cut a file short, or of one that was deleted. */
async function readMarker(folder: string): Promise<Marker | undefined> {
  try {
    const marker = JSON.parse(await readFile(join(folder, MARKER), "utf8")) as Partial<Marker> | null;
    if (!marker?.files || marker.version === undefined) return undefined;
    const files = Object.entries(marker.files);
    const found = await Promise.all(files.map(([path]) => lstat(join(folder, path))));
    return files.every(([, bytes], index) => found[index]?.size === bytes) ? (marker as Marker) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return undefined;
    throw unpackError(folder, error);
  }
}

async function unpack({ archives, folder }: Places, signal: AbortSignal | undefined): Promise<Marker> {
  try {
    await fillFolder(folder, MARKER, (temporary) => unpackArchives(archives, temporary, signal));
  } catch (error) {
    if (signal?.aborted === true) throw new InterruptedError();
    throw unpackError(folder, error);
  }
  return JSON.parse(await readFile(join(folder, MARKER), "utf8")) as Marker;
}

async function unpackArchives(
  archives: string,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const until = signal ? { signal } : {};
  const executable = join(folder, EXECUTABLE);
  await Promise.all([
    pipeline(
      decompress(join(archives, "chromium.br")),
      createWriteStream(executable, { mode: 0o755, highWaterMark: CHUNK_BYTES }),
      until,
    ),
    // The libraries lie in `lib` inside the archive.
    pipeline(decompress(join(archives, "al2023.tar.br")), unpackTar(folder), until),
    // ANGLE looks for SwiftShader, which draws WebGL, beside the executable.
    pipeline(decompress(join(archives, "swiftshader.tar.br")), unpackTar(folder), until),
  ]);
  const version = await findBrowserVersion(executable, { LD_LIBRARY_PATH: join(folder, LIBRARIES) });
  const files = await sizesIn(folder);
  const marker: Marker = { version, executableBytes: files[EXECUTABLE] ?? 0, files };
  await writeFile(join(folder, MARKER), JSON.stringify(marker));
}

async function sizesIn(folder: string): Promise<Record<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const sizes = await Promise.all(
    paths.map(async (path) => [relative(folder, path), (await lstat(path)).size] as const),
  );
  return Object.fromEntries(sizes);
}

function decompress(archive: string): Readable {
  const source = createReadStream(archive, { highWaterMark: CHUNK_BYTES });
  const result = createBrotliDecompress({ chunkSize: CHUNK_BYTES });
  source.once("error", (error) => result.destroy(error));
  return source.pipe(result);
}

/** An error of the file system, in words; any other as it is. */
function unpackError(folder: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined) return error;
  if (isDiskFull(error)) {
    return new OutputError(
      "disk-full",
      `The disk is full: there is no room to unpack Chromium into ${folder}. It needs 230 MB; free some space, or let HYPERFRAMES_CACHE name another folder.`,
      error,
    );
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
