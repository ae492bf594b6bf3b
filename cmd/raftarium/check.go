package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"strconv"
	"strings"

	"raftarium/core/sweep"
)

// servedPage is where `raftarium serve` shows the page, and so a world's link.
const servedPage = "http://localhost:8080/#"

// toldMax is how many violations are told one by one.
const toldMax = 20

// seeds are the seeds from first to last, both included.
type seeds struct{ first, last uint64 }

func (s *seeds) String() string { return fmt.Sprintf("%d-%d", s.first, s.last) }

// Set reads "A-B", or one seed.
func (s *seeds) Set(text string) error {
	first, last, ranged := strings.Cut(text, "-")
	if !ranged {
		last = first
	}
	a, errA := strconv.ParseUint(first, 10, 64)
	b, errB := strconv.ParseUint(last, 10, 64)
	if errA != nil || errB != nil {
		return fmt.Errorf("seeds are written A-B, as in 1-1000")
	}
	if a > b {
		return fmt.Errorf("the first seed, %d, is higher than the last, %d", a, b)
	}
	*s = seeds{a, b}
	return nil
}

func check(ctx context.Context, std streams, args []string) int {
	flags := flag.NewFlagSet("raftarium check", flag.ContinueOnError)
	which := seeds{1, 1000}
	var o sweep.Options
	flags.Var(&which, "seeds", "the worlds to play, `A-B`")
	flags.IntVar(&o.Members, "nodes", 0, "members of each cluster, 1 to 101; each seed draws its own number unless this is given")
	flags.IntVar(&o.Steps, "steps", sweep.StepsDefault, "faults that each world gets")
	flags.Func("faults", faultsUsage(), func(list string) (err error) {
		o.Faults, err = sweep.FaultsNamed(list)
		return err
	})
	flags.Func("rule", "switch a safety rule off, as in `NAME=off`; can be given more than once", func(text string) error {
		name, state, _ := strings.Cut(text, "=")
		if state != "off" {
			return fmt.Errorf("a rule is switched off by NAME=off")
		}
		o.Off = append(o.Off, name)
		return nil
	})
	asJSON := flags.Bool("json", false, "print a record for each violation: seed, property, time_ms, text, mixture, inputs, modified_rules, shrunk, script, link; the first violation once more, its inputs as few as can be, with shrunk true; and a record with the sums")
	if code, ok := parse(flags, std, args); !ok {
		return code
	}
	if flags.NArg() > 0 {
		fmt.Fprintf(std.err, "raftarium check: %q is not understood: there are flags only\n", flags.Arg(0))
		return exitUsage
	}
	if err := verifySweep(flags, o); err != nil {
		fmt.Fprintf(std.err, "raftarium check: %v\n", err)
		return exitUsage
	}
	var tell teller = &words{std: std}
	if *asJSON {
		tell = &records{std: std}
	}
	return sweepAll(ctx, std, which, o, tell)
}

// verifySweep refuses what cannot be. A number that was not given may be 0: it
// is then drawn, or the default.
func verifySweep(flags *flag.FlagSet, o sweep.Options) error {
	var err error
	flags.Visit(func(f *flag.Flag) {
		switch {
		case f.Name == "nodes" && (o.Members < 1 || o.Members > sweep.MembersMax):
			err = fmt.Errorf("--nodes %d: clusters have 1 to %d members", o.Members, sweep.MembersMax)
		case f.Name == "steps" && (o.Steps < 1 || o.Steps > sweep.StepsMax):
			err = fmt.Errorf("--steps %d: a world gets 1 to %d faults", o.Steps, sweep.StepsMax)
		}
	})
	if err != nil {
		return err
	}
	return o.Verify()
}

// faultsUsage lists the faults.
func faultsUsage() string {
	var b strings.Builder
	b.WriteString("the faults that seeds may draw: all, none, or `NAMES` with commas between them")
	for _, f := range sweep.Faults() {
		fmt.Fprintf(&b, "\n  %-10s %s", f.Name, f.About)
	}
	return b.String()
}

// sums is what a sweep comes to.
type sums struct {
	Worlds     uint64 `json:"worlds"`
	Events     uint64 `json:"events"`
	Violations uint64 `json:"violations"`
	Undecided  int    `json:"undecided,omitempty"` // histories that were too hard to judge
}

func (s sums) String() string {
	return fmt.Sprintf("%s, %d events, %s", count(s.Worlds, "world"), s.Events, count(s.Violations, "violation"))
}

func count(n uint64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// teller tells what a sweep finds.
type teller interface {
	violation(o sweep.Outcome)
	// shrunk tells the first violation, once its inputs are as few as can be.
	shrunk(before, after sweep.Outcome)
	sums(s sums)
}

// sweepAll plays all worlds and tells what it finds.
func sweepAll(ctx context.Context, std streams, which seeds, o sweep.Options, tell teller) int {
	var total sums
	var first *sweep.Outcome
	bar := newProgress(std, which)
	for outcome := range outcomes(ctx, which, o) {
		total.Worlds++
		total.Events += outcome.Events
		total.Undecided += outcome.Undecided
		if outcome.Violation != nil {
			total.Violations++
			if first == nil || outcome.IsWanted() && !first.IsWanted() {
				first = &outcome
			}
			bar.clear()
			tell.violation(outcome)
		}
		bar.show(total)
	}
	bar.clear()
	if first != nil && ctx.Err() == nil {
		tell.shrunk(*first, sweep.Shrink(*first))
	}
	tell.sums(total)
	if total.Violations > 0 || ctx.Err() != nil {
		return exitFailed
	}
	return exitDone
}

// words tells it to people.
type words struct {
	std  streams
	told int
}

func (w *words) violation(o sweep.Outcome) {
	w.told++
	switch {
	case w.told <= toldMax:
		fmt.Fprintf(w.std.out, "seed %d: %s\n  %s\n", o.Seed, o.Violation, o.Plan.Mixture)
	case w.told == toldMax+1:
		fmt.Fprintf(w.std.out, "and more, which are counted and not told\n")
	}
}

func (w *words) shrunk(before, after sweep.Outcome) {
	fmt.Fprintf(w.std.out, "\nOf the %d lines typed in the world of seed %d, %d bring it about. `raftarium shell FILE` runs them:\n\n%s\n",
		len(before.Inputs()), before.Seed, len(after.Inputs()), after.Script())
	raft := "Raft"
	if len(after.Plan.Off) > 0 {
		raft = "modified Raft (" + strings.Join(after.Plan.Off, ", ") + " off)"
	}
	fmt.Fprintf(w.std.out, "`raftarium serve` shows it at its moment, a world of %s:\n\n%s%s\n\n", raft, servedPage, after.Link())
}

func (w *words) sums(s sums) {
	if s.Undecided > 0 {
		fmt.Fprintf(w.std.out, "%d keys have histories that are too hard to judge: whether they are linearizable is not known\n", s.Undecided)
	}
	fmt.Fprintln(w.std.out, s)
}

// records tells it to programs, a line of JSON each.
type records struct{ std streams }

// violationRecord is what --json prints for a violation, as it was found, and of
// the first once more, shrunk.
type violationRecord struct {
	Seed     uint64      `json:"seed"`
	Property string      `json:"property"`
	TimeMS   json.Number `json:"time_ms"`
	Text     string      `json:"text"`
	Mixture  string      `json:"mixture"`
	Inputs   int         `json:"inputs"`
	Modified []string    `json:"modified_rules"` // the rules that are off
	Shrunk   bool        `json:"shrunk"`
	Script   string      `json:"script"`
	Link     string      `json:"link"`
}

func recordOf(o sweep.Outcome) violationRecord {
	return violationRecord{Seed: o.Seed, Property: o.Violation.Property, TimeMS: json.Number(milliseconds(o.Violation.At)),
		Text: o.Violation.Text, Mixture: o.Plan.Mixture.String(), Inputs: len(o.Inputs()), Modified: append([]string{}, o.Plan.Off...), Script: o.Script(), Link: servedPage + o.Link()}
}

func (r *records) violation(o sweep.Outcome) { r.print(recordOf(o)) }

func (r *records) shrunk(_, after sweep.Outcome) {
	record := recordOf(after)
	record.Shrunk = true
	r.print(record)
}

func (r *records) sums(s sums) { r.print(s) }

func (r *records) print(record any) {
	out, err := json.Marshal(record)
	if err != nil {
		panic("encode a record: " + err.Error())
	}
	fmt.Fprintf(r.std.out, "%s\n", out)
}
