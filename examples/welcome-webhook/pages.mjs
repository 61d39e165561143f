// What people see.

const characters = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escape = (text) => String(text).replaceAll(/[&<>"']/g, (character) => characters[character]);

const page = (title, content, refresh = "") => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width">
  ${refresh}
  <title>${escape(title)}</title>
  <style>
    body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 44rem; margin: 3rem auto; padding: 0 1rem }
    input, select, button { font: inherit; padding: .4rem .6rem; margin: 0 .4rem .6rem 0 }
    video { width: 100% }
  </style>
  <h1>${escape(title)}</h1>
  ${content}
</html>`;

/** The form. */
export const signUpPage = () =>
  page(
    "Sign up at Tidewater",
    `<form method="post" action="/sign-up">
      <input name="first_name" placeholder="First name" maxlength="60">
      <input name="email" type="email" placeholder="E-mail" required>
      <select name="plan"><option>free</option><option>team</option></select>
      <button>Sign up</button>
    </form>`,
  );

/** A user's page: the video, once it is there. */
export function userPage({ first_name, video, error }) {
  const title = `Hello ${first_name || "there"}`;
  if (error) return page(title, `<p>Your video could not be made: ${escape(error)}</p>`);
  if (video) return page(title, `<video src="${escape(video)}" controls autoplay muted></video>`);
  return page(title, "<p>Your welcome video is being made.</p>", '<meta http-equiv="refresh" content="1">');
}

/** What is not there. */
export const missingPage = () => page("Not found", '<p><a href="/">Sign up</a></p>');
