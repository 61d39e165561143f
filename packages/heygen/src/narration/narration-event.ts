/** How a narration comes to be, for people and for programs. */
export interface NarrationEvent {
  readonly event: "narration";
  /**
   * `cached`: it was made before; `sent`: HeyGen is asked to make it; `found`: HeyGen makes it already; `waiting`: it is
   * in the making; `busy`: HeyGen takes no more at this time; `shared`: another process sees to it; `fetching`: it is made and
   * downloaded; `placeholder`: it is made here; `done`: it is there; `warning`: it is not quite what was asked for.
   */
  readonly state:
    | "cached"
    | "sent"
    | "found"
    | "waiting"
    | "busy"
    | "shared"
    | "fetching"
    | "placeholder"
    | "done"
    | "warning";
  /** A sentence without its full stop. */
  readonly message: string;
  /** The id of HeyGen's session or video, once there is one. */
  readonly job?: string | undefined;
  /** HeyGen's name for the job's state. */
  readonly status?: string | undefined;
  /** Per cent, where HeyGen tells. */
  readonly progress?: number | undefined;
}
