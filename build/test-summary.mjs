// Sums the results of all test projects: build/check.sh writes one line a project (name, exit code, trx file) and calls this.
// A host that crashed, hung or ran nothing counts as a failure, whatever its result file says.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const tests = join(dirname(fileURLToPath(import.meta.url)), "..", "tests");
const [runsFile, filtered] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
const failures = [], skips = [];

for (const line of readFileSync(runsFile, "utf8").trim().split("\n")) {
  const [project, code, file] = line.split("\t");
  const run = readTrx(file);
  for (const result of run.results) count(project, result);
  const failedHere = run.results.filter(r => r.outcome === "failed").length;
  if (run.aborted || (code !== "0" && failedHere === 0)) {
    const cause = code === "124" ? " (time is up)" : "";
    fail(project, `the test host ended with code ${code}${cause} ${run.message || "and no failed test is on record"}`);
  } else if (run.results.length === 0 && filtered !== "1" && hasSources(project)) {
    fail(project, "the project has source files and no test of it ran");
  }
}

for (const [what, list] of [["skipped", skips], ["FAILED", failures]]) {
  if (list.length > 0) console.log(`${what}:\n${list.map(entry => "  " + entry).join("\n")}\n`);
}
const ran = sum.passed + sum.failed;
if (ran === 0) console.log("no test ran: that is a failure too\n");
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed > 0 || ran === 0 ? 1 : 0);

function count(project, result) {
  if (result.outcome === "failed") fail(project, `${result.name}: ${result.message}`);
  else if (result.outcome === "skipped") { sum.skipped++; skips.push(`${project}: ${result.name}: ${result.message}`); }
  else sum.passed++;
}

function fail(project, what) {
  sum.failed++;
  failures.push(`${project}: ${what}`);
}

// Visual Studio's result format: one UnitTestResult a test; attribute values are escaped, so "<" ends none of them.
function readTrx(file) {
  if (!existsSync(file)) return { results: [], aborted: true, message: "before it wrote a result file" };
  const text = readFileSync(file, "utf8");
  const results = [...text.matchAll(/<UnitTestResult\b([^>]*?)(?:\/>|>([\s\S]*?)<\/UnitTestResult>)/g)].map(([, head, body]) => ({
    name: attribute(head, "testName"),
    outcome: { Passed: "passed", NotExecuted: "skipped" }[attribute(head, "outcome")] ?? "failed",
    message: firstLine(element(body, "Message") || element(body, "StdOut") || "no message"),
  }));
  const outcome = attribute(/<ResultSummary\b([^>]*)>/.exec(text)?.[1] ?? "", "outcome");
  const complete = text.includes("</TestRun>") && ["Completed", "Passed", "Failed", "Warning"].includes(outcome);
  return { results, aborted: !complete || /run was aborted|host process crashed/i.test(text), message: firstLine(element(text, "Text")) };
}

function attribute(head, name) {
  return unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(head)?.[1] ?? "");
}

function element(text, name) {
  return unescape(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(text ?? "")?.[1] ?? "");
}

function unescape(text) {
  return text.replace(/&(lt|gt|quot|apos|amp|#x?[0-9A-Fa-f]+);/g, (whole, name) =>
    ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name]
    ?? String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)));
}

function firstLine(text) {
  return text.trim().split("\n").slice(0, 3).join(" ").slice(0, 400);
}

function hasSources(project) {
  return readdirSync(join(tests, project), { recursive: true }).some(f => f.endsWith(".cs") && !/(^|\/)(obj|bin)\//.test(f));
}
