/// The page's script: puts every status of `GET /events` into the places that the server wrote.
///
/// It says of a status exactly what ``Reading``, ``SupplyReadings`` and ``StatusPage`` say of it.
/// Data only ever becomes text: no markup is made from it.
enum Script {
    static let text = #"""
        "use strict";
        (() => {
          const origin = location.origin;
          const conducting = new Set(["healthy", "recovering"]);
          const meanings = {
            healthy: "its breaker is closed: it conducts",
            recovering: "it came back and its share is growing",
            probing: "one probe is out",
            down: "its breaker is open",
            waiting: "it asked for patience: a rate limit",
            locked: "its credential was refused; an operator has to act",
          };

          // Readings: the same words as the server's.
          const unknown = (why) => ["–", "unknown: " + why];
          const count = (n) => Math.max(0, n).toLocaleString("en-US");
          const share = (s) => {
            if (s === undefined) return unknown("no answers of this model in the last minute");
            const percent = Math.round(Math.min(Math.max(s, 0), 1) * 100);
            return percent === 0 && s > 0 ? "<1%" : percent + "%";
          };
          const fixed = (value, scale, decimals) => (Math.round(value * scale) / scale).toFixed(decimals);
          const latency = (s) => {
            if (s === undefined || s < 0 || s >= 1e6) return unknown("no answers yet");
            const ms = Math.round(s * 1000);
            if (ms < 1000) return ms + " ms";
            if (s < 10) return fixed(s, 100, 2) + " s";
            if (s < 100) return fixed(s, 10, 1) + " s";
            return Math.round(s) + " s";
          };
          const price = (p, direction, tokens) => {
            if (p === undefined || Math.abs(p) >= 1e9) {
              return ["unpriced " + direction, "the site file gives no price for " + tokens];
            }
            const text = fixed(p, 10000, 4).replace(/0{1,2}$/, "");
            return ["$" + text + " " + direction, "USD per million tokens of " + tokens];
          };
          const duration = (s) => {
            const whole = Math.floor(Math.max(0, s));
            const days = Math.floor(whole / 86400);
            const hours = Math.floor(whole / 3600) % 24;
            const minutes = Math.floor(whole / 60) % 60;
            if (days > 0) return days + " d " + hours + " h";
            if (hours > 0) return hours + " h " + minutes + " min";
            if (minutes > 0) return minutes + " min";
            return whole + " s";
          };
          const moment = (time) => {
            if (!(time >= 0 && time < 253402300800)) return "–";
            const text = new Date(Math.floor(time) * 1000).toISOString();
            return text.slice(0, 10) + " " + text.slice(11, 19) + " UTC";
          };
          const age = (time, now) => [duration(now - time) + " ago", moment(time)];

          // Commands: the same as the server's.
          const word = (text) =>
            /^[A-Za-z0-9_.\/:@%+=,][A-Za-z0-9_.\/:@%+=,-]*$/.test(text)
              ? text : "'" + text.replaceAll("'", "'\\''") + "'";
          const segment = (text) => encodeURIComponent(text).replace(/[!'()*]/g,
            (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase());
          const reset = (supplier) =>
            "curl -X POST " + word(origin + "/admin/suppliers/" + segment(supplier) + "/reset");

          // Places: text and title change only when they differ, so that a selection survives.
          const write = (element, reading) => {
            const [text, title] = Array.isArray(reading) ? reading : [reading, undefined];
            if (element.textContent !== text) element.textContent = text;
            if (title === undefined) element.removeAttribute("title");
            else if (element.getAttribute("title") !== title) element.setAttribute("title", title);
          };
          const fill = (root, readings) => {
            for (const [place, reading] of Object.entries(readings)) {
              const element = root.querySelector('[data-field="' + place + '"]');
              if (element) write(element, reading);
            }
          };
          const set = (element, name, value) => {
            if (element.getAttribute(name) !== value) element.setAttribute(name, value);
          };
          /// As many children of that kind as wanted, made from the template.
          const sized = (parent, selector, template, wanted) => {
            const children = [...parent.querySelectorAll(selector)];
            while (children.length > wanted) children.pop().remove();
            while (children.length < wanted) {
              const child = document.getElementById(template).content.firstElementChild.cloneNode(true);
              parent.append(child);
              children.push(child);
            }
            return children;
          };

          const fillSupply = (row, supply, now) => {
            set(row, "data-health", supply.health);
            set(row, "data-conducts", conducting.has(supply.health) ? "yes" : "no");
            set(row.querySelector(".shape use"), "href", "#health-" + supply.health);
            const width = Math.round(Math.min(Math.max(supply.share ?? 0, 0), 1) * 100);
            set(row.querySelector("[data-bar=share]"), "width", String(width));
            const failure = supply.lastFailure;
            const unpriced = supply.inputPrice === undefined && supply.outputPrice === undefined;
            fill(row, {
              health: [supply.health, meanings[supply.health] ?? ""],
              note: supply.note,
              supplier: supply.supplier,
              supplierModel: supply.supplierModel,
              region: supply.region,
              jurisdiction: "law of " + supply.jurisdiction.toUpperCase(),
              share: share(supply.share),
              inFlight: count(supply.inFlight),
              answers: count(supply.answers),
              failures: count(supply.failures) + (supply.failures === 1 ? " failure" : " failures"),
              p50: latency(supply.firstTokenP50),
              p95: latency(supply.firstTokenP95),
              inputPrice: unpriced
                ? ["unpriced", "the site file gives no price"] : price(supply.inputPrice, "in", "input"),
              outputPrice: unpriced ? "" : price(supply.outputPrice, "out", "output"),
              lastError: failure ? failure.what : "none",
              lastErrorAge: failure ? age(failure.time, now) : "",
              reset: reset(supply.supplier),
            });
          };

          const fillModels = (supplies, now) => {
            const models = new Map();
            for (const supply of supplies) {
              if (!models.has(supply.model)) models.set(supply.model, []);
              models.get(supply.model).push(supply);
            }
            const parent = document.getElementById("models");
            // Between no models and some, the server's words are right and the script has none.
            if ((models.size === 0) !== (parent.querySelector(".empty") !== null)) {
              location.reload();
              return;
            }
            const sections = sized(parent, ".model", "model-template", models.size);
            [...models].forEach(([model, list], index) => {
              const section = sections[index];
              const conducts = list.filter((supply) => conducting.has(supply.health)).length;
              const inFlight = list.reduce((sum, supply) => sum + Math.max(0, supply.inFlight), 0);
              fill(section, {
                model,
                summary: conducts + " of " + list.length + " conduct · " + count(inFlight) + " in flight",
                command: "busbar explain " + word(model),
              });
              set(section.querySelector(".scroll"), "aria-label", "Supplies of " + model);
              const rows = sized(section.querySelector("table"), ".supply", "supply-template", list.length);
              rows.forEach((row, position) => fillSupply(row, list[position], now));
            });
          };

          const verdict = (supplies) => {
            const total = supplies.length;
            const conducts = supplies.filter((supply) => conducting.has(supply.health)).length;
            if (total === 0) return "No supplies yet";
            if (conducts === total) {
              return total === 1 ? "The one supply conducts" : "All " + total + " supplies conduct";
            }
            const broken = ["down", "locked", "waiting", "probing"].flatMap((health) => {
              const n = supplies.filter((supply) => supply.health === health).length;
              return n === 0 ? [] : [n + " " + health];
            });
            const noun = total === 1 ? "supply conducts" : "supplies conduct";
            return conducts + " of " + total + " " + noun + ": " + broken.join(", ");
          };

          const fillHeadline = (status) => {
            const headline = document.getElementById("headline");
            set(headline, "data-draining", status.draining ? "yes" : "no");
            set(document.getElementById("figure-clientErrors"), "data-alarm",
              status.clientErrors > 0 ? "yes" : "no");
            fill(headline, {
              draining: status.draining
                ? "Draining: no new requests are accepted, the running ones finish." : "",
              verdict: verdict(status.supplies),
              endpoint: status.endpoint,
              requests: count(status.requests),
              requestsInFlight: count(status.requestsInFlight),
              failovers: count(status.failovers),
              clientErrors: count(status.clientErrors),
              clientConnections: count(status.clientConnections),
              uptime: duration(status.uptimeSeconds),
            });
            const broken = status.supplies.filter((supply) => !conducting.has(supply.health)).length;
            const title = broken === 0 ? "Busbar" : broken + " not conducting · Busbar";
            if (document.title !== title) document.title = title;
          };

          const fillErrors = (failures, now) => {
            document.getElementById("no-errors").hidden = failures.length > 0;
            const items = sized(document.getElementById("errors"), "li", "error-template", failures.length);
            items.forEach((item, index) => {
              const failure = failures[index];
              fill(item, {
                moment: moment(failure.time),
                age: age(failure.time, now)[0],
                supply: failure.supply,
                what: failure.what,
              });
            });
          };

          const show = (status) => {
            fillHeadline(status);
            fillModels(status.supplies, status.time);
            fillErrors(status.recentErrors, status.time);
            fill(document.getElementById("live"), { moment: moment(status.time) });
          };

          const live = (state, words) => {
            const element = document.getElementById("live");
            set(element, "data-live", state);
            fill(element, { live: words });
          };

          let source = null;
          const open = () => {
            if (source) return;
            source = new EventSource("/events");
            source.onmessage = (event) => {
              show(JSON.parse(event.data));
              live("live", "Live");
            };
            source.onerror = () => {
              live("lost", "Not connected, retrying. Values of");
              if (source && source.readyState === EventSource.CLOSED) {
                close();
                setTimeout(open, 5000);
              }
            };
          };
          const close = () => {
            if (source) source.close();
            source = null;
          };
          // A hidden tab needs no stream: browsers allow six connections to a host.
          const follow = () => {
            if (document.visibilityState === "visible") return open();
            close();
            live("still", "Paused");
          };
          document.addEventListener("visibilitychange", follow);
          follow();
        })();

        """#
}
