// What `dsct --help` prints, and the version.

import manifest from "../../package.json" with { type: "json" };

export const { version } = manifest;

export const HELP = `dsct ${version}: schedules compressible inference requests before their deadlines

Usage
  dsct solve [FILE] [--csv TABLES]... [--method M] [--compare M,M]
             [--bound-method B] [--gap-tolerance X] [--steps N] [--time MS] [--levels L] [--reading R]
             [--json] [--svg OUT]
  dsct check PROBLEM SCHEDULE [--csv TABLES]... [--json]
  dsct generate --tasks N --machines M [--mu MU] [--rho RHO] [--seed S] [--speeds MIN:MAX]
  dsct --help | --version

solve reads a problem as JSON from FILE or stdin and prints its schedule.
  --csv TABLES    models from measurements: a header model,type,time,accuracy in any order,
                  then a row a measurement; mode (discrete or continuous) and variant, a
                  name, may be there, too. Rows of one variant (else of one accuracy): the
                  median time. Of several files: one log
  --method M      relax, approx, refit, search, exact, edf or levels (default search)
  --compare M,M   below the schedule what it and those of these methods are worth
  --bound-method B
                  relax or preemptive, which is tighter (default preemptive for search and
                  exact, else relax)
  --gap-tolerance X
                  gap up to which a schedule is called optimal (default 1e-6 per task)
  --steps N       search so many steps: about 7 ms a million (default 10,000 a task, 3e5 to 1e8;
                  1e10 for exact, which shows on stderr where it stands; with tables
                  100,000 and more a task, at least 4e6, at most 3e8)
  --time MS       solve within so many milliseconds instead
  --levels L      accuracies at which a task may run under levels (default 0.27,0.55,0.82)
  --reading R     highest-fit or upgrade: how levels chooses (default highest-fit)
  --json          the schedule as JSON instead of a table
  --svg OUT       also write a Gantt chart to OUT

check recomputes feasibility, value and bound of a schedule (JSON of solve --json)
without the solver's code, and says where its prices do not prove the bound. The bound
of relax is no schedule, and fails. One of the two files may be -, for stdin.

generate prints a random problem: theta uniform in [1, MU] (default 10), maxWork where
the accuracy is 0.82, deadlines uniform up to RHO * sum of maxWork / total speed (default
RHO 0.5), speeds uniform in [MIN, MAX] (default 1:1), seed S (default 1). N and M are at
most 4,000,000.

A problem with measured tables, times in seconds from now:
{"models": {"net": {"phone": {"time": [0.01, 0.03], "accuracy": [0.6, 0.8]}}},
"machines": [{"type": "phone"}], "tasks": [{"model": "net", "deadline": 0.04}]}; with
curves: {"machines": [{"speed": 1}], "tasks": [{"deadline": 0.4, "theta": 3.2,
"maxWork": 0.54}]}. In UTF-8; a machine with "readyAt": 0.1 is busy until then; deadline
null is no deadline. With tables there is no --bound-method, --levels and --reading.
Ctrl-C stops a search: its best schedule so far is printed; once more ends it at once.
Exit codes: 0 done, 1 the check failed, 2 bad input, 130 stopped by Ctrl-C (143: SIGTERM).
`;
