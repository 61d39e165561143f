export { digestFile, digestOf, hasDigest, isDigest, type Digest } from "./digest.ts";
export { FileDigests } from "./file-digests.ts";
export { identifyFile, identityText, isUntouched, type FileIdentity } from "./file-identity.ts";
export { FileLock, holderOf, type LockWait } from "./file-lock.ts";
export { DamagedContent, type ByteRange, type FileStore } from "./file-store.ts";
export { filesystemNow, touch } from "./filesystem-clock.ts";
export { checkedContent, writeHashed } from "./hashed-content.ts";
export { findKept, keepFile, makeKept } from "./kept-file.ts";
export { LocalFileStore, type LocalLimits } from "./local-file-store.ts";
export { makeFolder } from "./make-folder.ts";
export {
  makeWhole,
  makeWholeFolder,
  partialName,
  putInPlace,
  writeWhole,
  type WholeOptions,
  type WholeTextOptions,
} from "./make-whole.ts";
export { Owned } from "./owned.ts";
export type { ProcessIdentity } from "./process-identity.ts";
export { prune, type PruneLimits } from "./prune.ts";
export { makeScratchFolder, type ScratchFolder } from "./scratch-folder.ts";
export { readSealed, writeSealed } from "./sealed-record.ts";
export { syncFile, syncFiles, syncFolder } from "./sync.ts";
