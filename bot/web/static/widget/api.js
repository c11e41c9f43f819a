// The customer's HTTP calls. Refused: the server said no. Away: nobody answered, the same may be sent again.
export class Refused extends Error {
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export class Away extends Error {
  constructor(waitSeconds = 0) {
    super("away");
    this.waitSeconds = waitSeconds;
  }
}

export class Api {
  constructor(base) {
    this.base = base;
    this.token = null;
  }

  start(body) {
    return this.#call("POST", "sessions", { json: body, open: true });
  }

  send(body) {
    return this.#call("POST", "messages", { json: body });
  }

  receive(after, waitSeconds, signal) {
    return this.#call("GET", `messages?after=${after}&wait_s=${waitSeconds}`, { signal });
  }

  photo(file) {
    return this.#call("GET", `files/${encodeURIComponent(file)}`, { blob: true });
  }

  socket(after) {
    const address = new URL(`api/chat/live?after=${after}`, this.base);
    address.protocol = address.protocol.replace("http", "ws");
    return new WebSocket(address, ["frontdesk", `bearer.${this.token}`]);
  }

  /** Uploads with progress (0 to 1), which fetch does not tell. */
  upload(blob, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", new URL("api/chat/files", this.base));
      request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.responseType = "json";
      request.timeout = 60000;
      request.upload.onprogress = (event) => progress(event.loaded / event.total);
      request.onerror = request.ontimeout = () => reject(new Away());
      request.onload = () => {
        if (request.status < 300) resolve(request.response);
        else reject(refusal(request.status, request.response, request.getResponseHeader("Retry-After")));
      };
      request.send(blob);
    });
  }

  async #call(method, path, { json, blob, open, signal } = {}) {
    const headers = open ? {} : { Authorization: `Bearer ${this.token}` };
    if (json) headers["Content-Type"] = "application/json";
    let answer;
    try {
      const body = json && JSON.stringify(json);
      const patience = AbortSignal.timeout(40000);
      signal = signal ? AbortSignal.any([signal, patience]) : patience;
      answer = await fetch(new URL(`api/chat/${path}`, this.base), { method, headers, body, signal, credentials: "omit" });
      if (answer.ok) return await (blob ? answer.blob() : answer.json());
    } catch {
      throw new Away();
    }
    throw refusal(answer.status, await answer.json().catch(() => null), answer.headers.get("Retry-After"));
  }
}

function refusal(status, problem, retryAfter) {
  if (status >= 500 || status === 429 || status === 408) return new Away(Number(retryAfter) || 0);
  return new Refused(status, problem?.code || "refused");
}

/** True when the session is gone for good and a new one must be started. */
export const sessionLost = (error) =>
  error instanceof Refused && (error.status === 401 || error.code === "no_such_conversation");
