/** Talking to the program: reading, writing with the token, and hearing of changes. */

import { text } from "./words.js";

const STORED = "govreport-token";
const AGAIN = 1000; // milliseconds after which a lost program is looked for again

/** Return the token: of the address where it has one (a new one may be pasted at any time), else of this tab. */
function token() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (given) sessionStorage.setItem(STORED, given);
    return given ?? sessionStorage.getItem(STORED) ?? "";
  } catch {
    return given ?? ""; // storage may be switched off
  }
}

/** A refusal of the program, with its one line. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem);
    this.status = status;
  }
}

async function answered(request) {
  const response = await request;
  if (response.ok) return response;
  const told = await response.json().catch(() => ({}));
  const unknown = text("errors.refused", { status: response.status });
  throw new Refusal(response.status, told.problem ?? unknown);
}

/** Return what the program answers; Refusal where it refuses, TypeError where it is gone. */
export function get(path) {
  return answered(fetch(path, { cache: "no-store" }));
}

/** Send `body`, an object as JSON, a file as its bytes. A refused token says how to open the page anew. */
export async function post(path, body) {
  const isFile = body instanceof Blob;
  const headers = {
    "X-Govreport-Token": token(),
    "Content-Type": isFile ? "application/octet-stream" : "application/json",
  };
  try {
    return await answered(fetch(path, { method: "POST", headers, body: isFile ? body : JSON.stringify(body) }));
  } catch (error) {
    throw error.status === 403 ? new Refusal(403, text("errors.token")) : error;
  }
}

/** Return what to tell of an error. */
export function told(error) {
  return error instanceof Refusal ? error.message : text("errors.gone");
}

/** Hear of every change; `lost` and `changed` are called when the program goes and when it is back. */
export function follow(changed, lost) {
  const events = new EventSource("/events");
  events.addEventListener("state", (event) => changed(JSON.parse(event.data).generation));
  for (const end of ["error", "bye"]) {
    events.addEventListener(end, () => {
      events.close();
      lost();
      setTimeout(() => follow(changed, lost), AGAIN);
    });
  }
}

/** Save a file that the program makes under the name it gives. */
export async function save(path, usual) {
  const response = await get(path);
  const given = /filename\*=UTF-8''([^;]+)/i.exec(response.headers.get("Content-Disposition") ?? "");
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement("a"), {
    href: address,
    download: given ? decodeURIComponent(given[1]) : usual,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
