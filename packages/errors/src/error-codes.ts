/** What is known of all errors of one code. */
interface CodeFacts {
  /** What went wrong, in a sentence. */
  readonly meaning: string;
  /** Whether the same call may succeed later, though nobody has changed what it was given. */
  readonly retryable: boolean;
  /** Why. */
  readonly why: string;
}

/** What went wrong, for programs: stable names. `docs/errors.md` is made from this table. */
export const errorCodes = {
  "invalid-option": {
    meaning: "An option or the data does not fit, or there is no such option.",
    retryable: false,
    why: "The same value is refused again.",
  },
  "invalid-composition": {
    meaning: "The project's own files are wrong, or a file that they name cannot be used.",
    retryable: false,
    why: "Its author has to mend it.",
  },
  "input-changed": {
    meaning: "A file was changed while it was rendered.",
    retryable: true,
    why: "Rendering again takes the files as they are then.",
  },
  "output-exists": {
    meaning: "A file is there already that was not rendered from this composition.",
    retryable: false,
    why: "It stays there until somebody moves it, or `force` is given.",
  },
  "output-not-writable": {
    meaning: "A file or folder cannot be written or read, or another batch writes into it.",
    retryable: false,
    why: "Permissions have to be changed, or another folder has to be named.",
  },
  "disk-full": {
    meaning: "There is no room for a file.",
    retryable: false,
    why: "Somebody has to free space first.",
  },
  "tool-missing": {
    meaning: "A program that rendering needs is missing, too old, or does not run here.",
    retryable: false,
    why: "Somebody has to install it.",
  },
  "browser-failed": {
    meaning: "The browser did not start, died, or lost its connection.",
    retryable: true,
    why: "A new browser may live: machines with little memory end processes by chance.",
  },
  "page-failed": {
    meaning: "The page could not be opened.",
    retryable: false,
    why: "Its files are on this machine, so that they are answered the same way again.",
  },
  "page-not-ready": {
    meaning: "The page was not ready within the time limit.",
    retryable: true,
    why: "What it waits for may come in time when the machine or the network is less busy.",
  },
  "frame-timeout": {
    meaning: "A frame was not ready within the time limit.",
    retryable: true,
    why: "A machine that is less busy may be fast enough.",
  },
  "capture-failed": {
    meaning: "No picture could be got from the browser.",
    retryable: true,
    why: "A new browser may give it, by another way.",
  },
  "encode-failed": {
    meaning: "The encoder failed or was killed.",
    retryable: true,
    why: "A new process may live: machines with little memory end processes by chance.",
  },
  "narration-failed": {
    meaning: "HeyGen could not make the narration, or it could not be fetched.",
    retryable: true,
    why: "Servers and the network fail for a time; what was paid for is not paid for again.",
  },
  "narration-timeout": {
    meaning: "HeyGen has not made the narration within the time limit.",
    retryable: true,
    why: "The job goes on; the same call waits for it.",
  },
  "not-permitted": {
    meaning: "HeyGen does not permit it: there is no key, or it is refused.",
    retryable: false,
    why: "Somebody has to give another key.",
  },
  "database-failed": {
    meaning: "The service's database cannot be opened, or does not answer.",
    retryable: true,
    why: "A server may be back later; a damaged folder stays so.",
  },
  "folder-in-use": {
    meaning: "Another process has the service's folder open.",
    retryable: false,
    why: "Somebody has to stop that one, or name another folder.",
  },
  "worker-lost": {
    meaning: "The process that rendered has died.",
    retryable: true,
    why: "A new one takes what the old one has finished; machines with little memory end processes by chance.",
  },
  "not-authentic": {
    meaning: "What came over the network does not prove who has sent it, or its proof has expired.",
    retryable: false,
    why: "The same proof is refused again.",
  },
  "invalid-payload": {
    meaning: "What a webhook brought is too large, or cannot be read.",
    retryable: false,
    why: "Its sender has to send something else.",
  },
  "store-failed": {
    meaning: "The store of files cannot be reached, or refuses.",
    retryable: true,
    why: "Servers and the network fail for a time.",
  },
  interrupted: {
    meaning: "The caller has ended the call.",
    retryable: true,
    why: "Nothing was wrong; an interrupted render goes on where it ended.",
  },
} as const satisfies Readonly<Record<string, CodeFacts>>;

/** The name of what went wrong. */
export type ErrorCode = keyof typeof errorCodes;

/** On the way of a render, what was done when it failed. */
export const phases = {
  prepare: "The options, the data and the project's files are read, and a template is filled in.",
  narrate: "The narration is made or fetched.",
  open: "The browser is started, and the page is opened in it for the first time.",
  plan: "The media is found, and it is worked out what will be rendered.",
  chunk: "The pictures are made, and encoded.",
  sound: "The sound is mixed.",
  assemble: "Pictures and sound are put together.",
  write: "The finished file gets its place, or is found to have none.",
} as const;

/** The name of a part of the way. */
export type Phase = keyof typeof phases;
