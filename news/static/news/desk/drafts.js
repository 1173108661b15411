// Drafts save themselves while they are written. What is not stored yet is kept in this browser, and offered again.
(() => {
  "use strict";

  const PAUSE = 5000; // after the last key
  const LONGEST = 15000; // of typing without a pause
  const AGAIN = 10000; // after the desk could not be reached
  const WEEK = 7 * 24 * 3600 * 1000;
  const WORDS = /^words-.+-(title|lead|body|change_note)$/;
  const KEPT = /^words-.+-(title|lead|body|change_note|theme|agenda)$/;

  document.addEventListener("DOMContentLoaded", () => {
    const status = document.querySelector("#draft-status");
    const form = status && status.closest("form");
    if (form) watch(form, status);
  });

  function watch(form, status) {
    const shelf = `words:${status.dataset.person}:${location.pathname}:`;
    const name = Math.random().toString(36).slice(2) + Date.now().toString(36);
    const languages = [...form.querySelectorAll("section.language")].map((section) => (
      { section, timer: 0, since: 0, unsaved: false, stopped: false, unanswered: null }
    ));
    let othersChanged = false;
    let running = Promise.resolve();
    let busy = 0;
    let keeping = 0;
    let released = null;

    const say = (sentence) => { status.textContent = sentence; };
    const spell = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: status.dataset.zone });
    const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: status.dataset.zone };
    const hour = (moment, more) => new Date(moment).toLocaleTimeString(document.documentElement.lang, { ...clock, ...more });
    const fields = () => [...form.querySelectorAll("textarea[name]")].filter(
      (field) => KEPT.test(field.name) && !field.disabled && !field.readOnly,
    );

    // Kept in this browser

    function shelved(change) {
      try { return change(window.localStorage); } catch { return null; } // full, or not allowed
    }

    function keep() {
      const words = Object.fromEntries(fields().map((field) => [field.name, field.value]));
      return shelved((storage) => {
        storage.setItem(shelf + name, JSON.stringify({ at: Date.now(), words }));
        return true;
      });
    }

    function keepSoon() {
      clearTimeout(keeping);
      keeping = setTimeout(() => {
        if (keep() && !status.dataset.saves) {
          say(status.dataset.kept.replace("%s", hour(Date.now(), { second: "2-digit" })));
        }
      }, 500);
    }

    function forget(one) {
      clearTimeout(keeping);
      shelved((storage) => storage.removeItem(one));
    }

    function forgetWhatIsStored() {
      for (const cookie of document.cookie.split("; ")) {
        const stored = /^saved-([a-z0-9]+)=/.exec(cookie);
        if (!stored) continue;
        shelved((storage) => Object.keys(storage).filter((key) => key.endsWith(`:${stored[1]}`)).forEach((key) => storage.removeItem(key)));
        document.cookie = `saved-${stored[1]}=; Max-Age=0; Path=/desk/`;
      }
    }

    function offer() {
      const keys = shelved((storage) => Object.keys(storage).filter((key) => key.startsWith(shelf))) || [];
      for (const key of keys) {
        const kept = shelved((storage) => JSON.parse(storage.getItem(key)));
        const differing = kept ? fields().filter(
          (field) => field.name in kept.words && kept.words[field.name].trim() !== field.value.trim(),
        ) : [];
        if (!differing.length || kept.at < Date.now() - WEEK) forget(key);
        else show(key, kept, differing);
      }
    }

    function show(key, kept, differing) {
      const box = document.createElement("section");
      box.className = "kept-words";
      const sentence = document.createElement("p");
      const titles = differing.map((field) => field.name.endsWith("-title") && kept.words[field.name]).filter(Boolean);
      const day = spell.format(kept.at) === spell.format(Date.now()) ? "" : `${spell.format(kept.at)}, `;
      sentence.textContent = status.dataset.found.replace("%s", day + hour(kept.at));
      if (titles.length) sentence.textContent += ` “${titles[0].slice(0, 80)}”`;
      const take = button(status.dataset.take, () => {
        for (const field of differing) {
          field.value = kept.words[field.name];
          field.dispatchEvent(new CustomEvent("desk:taken-over"));
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }
        forget(key);
        keep();
        box.remove();
        differing[0].focus();
      });
      const discard = button(status.dataset.discard, () => {
        forget(key);
        box.remove();
      });
      box.append(sentence, take, " ", discard);
      form.querySelector(".words").before(box);
    }

    function button(text, press) {
      const element = document.createElement("button");
      element.type = "button";
      element.className = "add-row-button";
      element.textContent = text;
      element.addEventListener("click", press);
      return element;
    }

    // Saved at the desk

    function bodyOf(language) {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      for (const field of language.section.querySelectorAll("input[type=hidden][name], textarea[name]")) {
        if (field.form === form && !field.disabled && !field.readOnly) body.append(field.name, field.value);
      }
      return body;
    }

    const spoken = (body) => JSON.stringify([...body.entries()].filter(([field]) => WORDS.test(field)));

    function saveSoon(language, wait) {
      clearTimeout(language.timer);
      if (language.stopped || !language.section.dataset.draft) return;
      language.since = language.since || Date.now();
      wait = wait ?? Math.max(0, Math.min(PAUSE, language.since + LONGEST - Date.now()));
      language.timer = setTimeout(() => save(language), wait);
    }

    function save(language) {
      clearTimeout(language.timer);
      busy += 1;
      running = running.then(() => send(language)).finally(() => { busy -= 1; });
      return running;
    }

    async function send(language) {
      language.since = 0;
      if (language.stopped || !language.unsaved) return;
      const body = language.unanswered || bodyOf(language); // an answer may have been lost: ask the same again
      let response;
      let answer;
      try {
        response = await fetch(language.section.dataset.draft, { method: "POST", body, redirect: "manual" });
        const isJson = (response.headers.get("content-type") || "").startsWith("application/json");
        answer = isJson ? await response.json() : null;
      } catch {
        answer = null;
      }
      if (!answer) {
        const signedOut = response && (response.type === "opaqueredirect" || response.status === 403);
        language.unanswered = body;
        keep();
        say(signedOut ? status.dataset.signedOut : status.dataset.unreachable);
        saveSoon(language, AGAIN);
        return;
      }
      language.unanswered = null;
      if (!response.ok) refused(language, response.status, answer.sentence);
      else saved(language, answer, spoken(body));
    }

    function refused(language, code, sentence) {
      keep();
      say(sentence);
      if (code !== 409) return;
      language.stopped = true;
      const note = document.createElement("p");
      note.className = "conflict-note draft-conflict";
      note.textContent = sentence;
      language.section.querySelector("h3").after(note);
    }

    function saved(language, answer, words) {
      if (answer.seen) {
        for (const field of ["edition", "seen", "shown"]) {
          language.section.querySelector(`input[name$="-${field}"]`).value = answer[field];
        }
        document.querySelectorAll(`input[name="seen-${answer.edition}"]`).forEach((seen) => { seen.value = answer.seen; });
      }
      if (answer.sentence) say(answer.sentence);
      language.unsaved = words !== spoken(bodyOf(language));
      if (language.unsaved) saveSoon(language);
      if (languages.some((one) => one.unsaved)) return;
      if (!othersChanged) {
        forget(shelf + name);
        form.dispatchEvent(new CustomEvent("desk:saved"));
      }
    }

    // What the person does

    function changed(event) {
      const language = languages.find((one) => one.section.contains(event.target));
      const field = event.target.name || "";
      if (event.target.form && event.target.form !== form) return;
      if (!language || (field && !WORDS.test(field))) {
        othersChanged = true;
        if (KEPT.test(field)) keepSoon();
        return;
      }
      keepSoon();
      if (!status.dataset.saves) return;
      language.unsaved = true;
      saveSoon(language);
    }

    function leave(event) {
      const going = event.target;
      if (released === going) {
        released = null;
        return;
      }
      const unsaved = going === form ? [] : languages.filter((one) => one.unsaved && !one.stopped);
      languages.forEach((one) => clearTimeout(one.timer));
      if (!busy && !unsaved.length) return;
      event.preventDefault(); // never two versions on the way at once
      event.stopPropagation();
      const { submitter } = event;
      unsaved.forEach(save);
      running.finally(() => {
        released = going;
        going.requestSubmit(submitter);
      });
    }

    const ticket = document.createElement("input");
    ticket.type = "hidden";
    ticket.name = "kept_words";
    ticket.value = name;
    form.append(ticket);
    forgetWhatIsStored();
    offer();
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    document.addEventListener("submit", leave, true);
    window.addEventListener("online", () => languages.filter((one) => one.unsaved).forEach(save));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) languages.filter((one) => one.unsaved).forEach(save);
    });
  }
})();
