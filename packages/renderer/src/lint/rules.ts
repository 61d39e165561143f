import type { Rule } from "./finding.ts";
import { animationInClip } from "./rules/animation-in-clip.ts";
import { brokenScript } from "./rules/broken-script.ts";
import { clipLength } from "./rules/clip-length.ts";
import { clipOutside } from "./rules/clip-outside.ts";
import { clipStart } from "./rules/clip-start.ts";
import { colorGrading } from "./rules/color-grading.ts";
import { declaredVariables } from "./rules/declared-variables.ts";
import { doubledSound } from "./rules/doubled-sound.ts";
import { duplicateId } from "./rules/duplicate-id.ts";
import { infiniteAnimation } from "./rules/infinite-animation.ts";
import { lateTimeline } from "./rules/late-timeline.ts";
import { libraryVersion } from "./rules/library-version.ts";
import { mediaRange } from "./rules/media-range.ts";
import { missingFile } from "./rules/missing-file.ts";
import { missingFont } from "./rules/missing-font.ts";
import { missingLibrary } from "./rules/missing-library.ts";
import { misspeltAttribute } from "./rules/misspelt-attribute.ts";
import { oddSize } from "./rules/odd-size.ts";
import { outsideProject } from "./rules/outside-project.ts";
import { overlappingClips } from "./rules/overlapping-clips.ts";
import { realDate } from "./rules/real-date.ts";
import { remoteAsset } from "./rules/remote-asset.ts";
import { rootAttributes } from "./rules/root-attributes.ts";
import { subComposition } from "./rules/sub-composition.ts";
import { timelineKey } from "./rules/timeline-key.ts";
import { timer } from "./rules/timer.ts";
import { unknownLength } from "./rules/unknown-length.ts";
import { unknownTarget } from "./rules/unknown-target.ts";
import { unpausedTimeline } from "./rules/unpaused-timeline.ts";
import { unreadFile } from "./rules/unread-file.ts";
import { unseededRandom } from "./rules/unseeded-random.ts";
import { videoSound } from "./rules/video-sound.ts";

/** Every rule; a new one is a file and a line here. */
export const rules: readonly Rule[] = [
  rootAttributes,
  unknownLength,
  oddSize,
  clipStart,
  clipLength,
  clipOutside,
  overlappingClips,
  duplicateId,
  misspeltAttribute,
  subComposition,
  declaredVariables,
  timelineKey,
  lateTimeline,
  unpausedTimeline,
  infiniteAnimation,
  animationInClip,
  brokenScript,
  missingLibrary,
  unknownTarget,
  timer,
  unseededRandom,
  realDate,
  videoSound,
  doubledSound,
  mediaRange,
  colorGrading,
  missingFile,
  outsideProject,
  remoteAsset,
  libraryVersion,
  missingFont,
  unreadFile,
];
