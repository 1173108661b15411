// Photographs go out in pieces as soon as they are chosen, by tus 1.0.0, and go on after a lost connection.
// Without this the plain field sends them with the form.
(() => {
  "use strict";

  const PIECE = 4 * 1024 * 1024;
  const AT_ONCE = 3;
  const LONGEST_WAIT = 30000;
  const MOST_BEGINNINGS = 5; // of one file, where the desk forgets it each time
  const SILENCE = 60000; // after which a connection counts as lost
  const CALM = 5000; // between two sentences of the status line
  const LIFE = 2 * 24 * 3600 * 1000; // of an upload at the desk
  const NAMES = new Intl.Collator(undefined, { numeric: true });

  // What the desk was asked, and where each upload stands: kept in this browser, so that a page loaded anew
  // goes on with the same files.

  function shelfOf(person) {
    const prefix = `sending:${person}:`;
    const tried = (change) => {
      try { return change(window.localStorage); } catch { return null; } // full, or not allowed
    };
    const keyOf = (file) => `${prefix}${file.name}:${file.size}:${file.lastModified}`;
    const entries = () => tried((storage) => Object.keys(storage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => [key, JSON.parse(storage.getItem(key))])) || [];
    for (const [key, entry] of entries()) {
      if (entry.at < Date.now() - LIFE) tried((storage) => storage.removeItem(key));
    }
    return {
      find: (file) => tried((storage) => JSON.parse(storage.getItem(keyOf(file)))?.address) || "",
      keep: (file, address, done = false) => tried(
        (storage) => storage.setItem(keyOf(file), JSON.stringify({ address, done, at: Date.now() })),
      ),
      forget: (file) => tried((storage) => storage.removeItem(keyOf(file))),
      brokenOff: () => entries().filter(([, entry]) => !entry.done).length,
    };
  }

  // Status, headers and JSON of one answer; status 0 where none came.
  function ask(method, address, { headers = {}, body = null, signal = null, progress = () => {} }) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      let silence = 0;
      const listen = () => {
        clearTimeout(silence);
        silence = setTimeout(() => request.abort(), SILENCE);
      };
      request.open(method, address);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.addEventListener("progress", (event) => {
        listen();
        progress(event.loaded);
      });
      request.addEventListener("loadend", () => {
        clearTimeout(silence);
        let json = {};
        try { json = JSON.parse(request.responseText); } catch { /* no sentence came with it */ }
        resolve({ status: request.status, header: (name) => request.getResponseHeader(name), json });
      });
      signal?.addEventListener("abort", () => request.abort());
      listen();
      request.send(body);
    });
  }

  function waited(tries, signal) {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(LONGEST_WAIT, 500 * 2 ** tries) * (0.75 + Math.random() / 2));
      window.addEventListener("online", done);
      signal.addEventListener("abort", done);
    });
  }

  // A card that was pulled out, or a file that was written anew since it was chosen, cannot be sent.
  const isReadable = (file) => file.slice(0, 1).arrayBuffer().then(() => true, () => false);

  // Sends one file and answers what became of it: `photo` ("" where it was refused) and `sentence`.
  async function send(file, { begin, token, shelf, signal, progress, lost }) {
    const common = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token };
    const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
    let address = shelf.find(file);
    let offset = null; // not known before the desk was asked
    let whole = false;
    let tries = 0;

    async function step() {
      if (!address) {
        const announced = { ...common, "Upload-Length": file.size, "Upload-Metadata": `filename ${name}` };
        const answer = await ask("POST", begin, { headers: announced, signal });
        if (answer.status === 201) {
          address = answer.header("Location");
          offset = 0;
          shelf.keep(file, address);
        }
        return answer;
      }
      if (offset === null) {
        const answer = await ask("HEAD", address, { headers: common, signal });
        if (answer.status === 200) offset = Number(answer.header("Upload-Offset"));
        return answer;
      }
      if (!whole) {
        const piece = file.slice(offset, offset + PIECE);
        const here = { ...common, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" };
        const answer = await ask("PATCH", address, {
          headers: here, body: piece, signal, progress: (sent) => progress(offset + Math.min(sent, piece.size)),
        });
        if (answer.status === 204) {
          offset = Number(answer.header("Upload-Offset"));
          whole = offset === file.size;
          progress(offset);
        }
        return answer;
      }
      return ask("GET", address, { headers: common, signal });
    }

    for (;;) {
      const asksWhatBecame = whole;
      const answer = await step();
      if (signal.aborted) return null;
      if (answer.status >= 200 && answer.status < 300) {
        if (asksWhatBecame) return answer.json;
        if (answer.status === 204) tries = 0;
      } else if (answer.status === 404 && address && tries < MOST_BEGINNINGS) {
        shelf.forget(file);
        address = ""; // it waited too long, or was cancelled elsewhere: from the beginning
        offset = null;
        whole = false;
        await waited(tries, signal);
        tries += 1;
      } else if ([0, 409, 423].includes(answer.status) || (answer.status >= 500 && answer.status !== 507)) {
        if (answer.status === 0 && !(await isReadable(file))) return { photo: "", status: 0 };
        lost();
        await waited(tries, signal);
        tries += 1;
        offset = null; // the desk says how far it is
        whole = false;
      } else {
        return { photo: "", sentence: answer.json.sentence || "", status: answer.status };
      }
      if (signal.aborted) return null;
    }
  }

  function begin(box) {
    const words = box.dataset;
    const zone = box.closest(".drop");
    const form = zone.closest("form");
    const input = zone.querySelector("input[type=file]");
    const list = zone.querySelector(".chosen");
    const all = box.querySelector("progress");
    const shown = box.querySelector(".sending-standing");
    const spoken = box.querySelector("[role=status]"); // the same, but rarely
    const shelf = shelfOf(words.person);
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const jobs = [];
    let submitter = null; // pressed while something was on its way
    let waiting = false;
    let saidAt = 0;
    let saying = 0;

    const inState = (...states) => jobs.filter((job) => states.includes(job.state));
    const pending = () => inState("waiting", "sending").length;

    function standing() {
      const refused = inState("refused").length;
      const sentence = words.standing.replace("%1", inState("stored").length).replace("%2", jobs.length);
      return refused ? `${sentence} ${words.notTaken.replace("%s", refused)}` : sentence;
    }

    function say(sentence = standing()) {
      shown.textContent = sentence;
      clearTimeout(saying);
      const wait = pending() && !waiting ? saidAt + CALM - Date.now() : 0;
      saying = setTimeout(() => {
        saidAt = Date.now();
        spoken.textContent = sentence;
      }, Math.max(0, wait));
    }

    function measure() {
      all.hidden = !jobs.length;
      all.max = jobs.reduce((sum, job) => sum + job.file.size, 0) || 1;
      all.value = jobs.reduce((sum, job) => sum + (job.state === "refused" ? job.file.size : job.sent), 0);
    }

    function button(text, job, press) {
      const element = document.createElement("button");
      element.type = "button";
      element.textContent = text;
      element.setAttribute("aria-label", `${text}: ${nameOf(job.file)}`);
      element.addEventListener("click", press);
      return element;
    }

    function row(job) {
      const line = document.createElement("li");
      const name = document.createElement("bdi");
      const about = document.createElement("span");
      const standing = document.createElement("span");
      name.textContent = nameOf(job.file);
      about.className = "about";
      about.textContent = ` ${sizeOf(job.file)}`;
      job.bar = document.createElement("progress");
      job.bar.max = job.file.size || 1;
      job.bar.value = 0;
      job.bar.setAttribute("aria-label", nameOf(job.file));
      job.words = document.createElement("span");
      job.buttons = document.createElement("span");
      job.line = line;
      standing.className = "sending-state";
      standing.append(job.bar, job.words);
      line.append(name, about, standing, job.buttons);
      list.append(line);
    }

    function show(job, state, sentence) {
      job.state = state;
      job.line.className = state;
      job.words.textContent = sentence;
      job.bar.hidden = state === "stored" || state === "refused";
      measure();
    }

    function offer(job, ...buttons) {
      const hadFocus = job.buttons.contains(document.activeElement);
      job.buttons.replaceChildren(...buttons);
      if (hadFocus) buttons[0].focus();
    }

    function leaveOut(job) {
      const neighbour = job.line.nextElementSibling || job.line.previousElementSibling;
      job.stop?.abort();
      const address = shelf.find(job.file);
      if (address && job.state !== "stored") {
        ask("DELETE", address, { headers: { "Tus-Resumable": "1.0.0", "X-CSRFToken": token } });
        shelf.forget(job.file);
      }
      jobs.splice(jobs.indexOf(job), 1);
      job.line.remove();
      (neighbour?.querySelector("button") || input).focus();
      measure();
      say();
      next();
    }

    function wait(job) {
      job.sent = 0;
      offer(job, button(words.cancel, job, () => leaveOut(job)));
      show(job, "waiting", words.waiting);
    }

    async function run(job) {
      job.stop = new AbortController();
      show(job, "sending", "");
      const outcome = await send(job.file, {
        begin: words.begin,
        token,
        shelf,
        signal: job.stop.signal,
        lost: () => { job.words.textContent = words.lost; },
        progress: (sent) => {
          job.sent = sent;
          job.bar.value = sent;
          job.words.textContent = sent < job.file.size ? `${Math.floor((100 * sent) / job.file.size)} %` : words.looking;
          measure();
        },
      });
      if (outcome) finish(job, outcome);
      next();
    }

    function finish(job, outcome) {
      job.sent = job.file.size;
      if (outcome.photo) {
        shelf.keep(job.file, shelf.find(job.file), true);
        const kept = document.createElement("input");
        kept.type = "hidden";
        kept.name = "kept_photographs";
        kept.value = outcome.photo;
        offer(job, button(words.leaveOut, job, () => leaveOut(job)));
        job.line.append(kept);
        show(job, "stored", outcome.sentence);
        kept.dispatchEvent(new Event("change", { bubbles: true }));
      } else {
        const final = outcome.status === 422; // of a file that is no photograph, whoever sends it
        if (final) shelf.forget(job.file);
        const again = button(words.again, job, () => {
          wait(job);
          next();
        });
        offer(job, ...(final ? [] : [again]), button(words.leaveOut, job, () => leaveOut(job)));
        const instead = { 0: words.unreadable, 403: words.signedOut }[outcome.status];
        show(job, "refused", instead || outcome.sentence || words.failed);
      }
      say();
    }

    function next() {
      const free = AT_ONCE - inState("sending").length;
      for (const job of inState("waiting").slice(0, Math.max(0, free))) run(job);
      if (pending() || !waiting) return;
      waiting = false;
      if (inState("refused").length) say(`${standing()} ${words.look}`);
      else form.requestSubmit(submitter);
    }

    function take(files) {
      const same = (job, file) => job.file.name === file.name && job.file.size === file.size
        && (job.file.lastModified === file.lastModified || job.state === "refused");
      for (const file of [...files].sort((one, other) => NAMES.compare(one.name, other.name))) {
        let job = jobs.find((known) => same(known, file));
        if (job && job.state !== "refused") continue;
        if (!job) {
          job = { file, sent: 0, state: "waiting" };
          jobs.push(job);
          row(job);
        }
        job.file = file; // chosen again, it can be read again
        wait(job);
      }
      for (const pressed of form.querySelectorAll("[data-when-sent]")) pressed.value = pressed.dataset.whenSent;
      saidAt = 0;
      say();
      next();
    }

    input.addEventListener("change", () => {
      take(input.files);
      input.value = ""; // they are not to be sent once more with the form
    });
    zone.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      zone.classList.add("over");
    });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      take(event.dataTransfer.files);
    });
    document.addEventListener("submit", (event) => {
      if (event.target !== form || !pending()) return;
      event.preventDefault(); // goes on by itself as soon as all are in
      event.stopImmediatePropagation();
      submitter = event.submitter;
      waiting = true;
      say(words.goesOn);
    }, true);
    window.addEventListener("beforeunload", (event) => {
      if (pending()) event.preventDefault();
    });
    const brokenOff = shelf.brokenOff();
    if (brokenOff) say(words.brokeOff.replace("%s", brokenOff));
    else shown.textContent = words.atOnce;
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".drop .sending").forEach(begin));
})();
