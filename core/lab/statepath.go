package lab

import (
	"slices"
	"strings"

	"raftarium/core/narrate"
)

// statePaths are all paths into a world's state, with * for the name, the id or the
// place of an element of a list; what stands at their ends are values.
var statePaths = func() (all [][]string) {
	for _, path := range strings.Fields(`
		time_ms seed events modified_rules.* options.*
		members.*.id members.*.name members.*.client_url members.*.role members.*.up members.*.paused
		members.*.clock_rate members.*.clock_offset_ms members.*.failure
		members.*.records.first members.*.records.last members.*.records.corrupt.*
		members.*.term members.*.vote members.*.leader members.*.commit members.*.applied members.*.durable
		members.*.config.voters.* members.*.config.outgoing.* members.*.config.learners.*
		members.*.snapshot members.*.first
		members.*.log.*.index members.*.log.*.term members.*.log.*.kind members.*.log.*.summary
		members.*.log.*.committed members.*.log.*.durable
		members.*.revision members.*.compact_revision members.*.keys members.*.changes members.*.leases
		members.*.v2_index members.*.v2_nodes members.*.v2_events members.*.hash members.*.election_deadline_ms
		messages.*.id messages.*.type messages.*.from messages.*.to messages.*.sent_ms messages.*.arrives_ms
		messages.*.term messages.*.duplicate
		cuts.*.from cuts.*.to
		leases.*.id leases.*.ttl_s leases.*.remaining_ms leases.*.keys.*
		watches.*.member watches.*.client watches.*.id watches.*.key watches.*.range_end watches.*.synced
		watches.*.v2_key watches.*.recursive watches.*.stream
		clients.*.client clients.*.member clients.*.protocol clients.*.connections clients.*.open
		clients.*.requests clients.*.answers clients.*.sent_bytes clients.*.received_bytes
		violations.*.property violations.*.members.* violations.*.term violations.*.index
		violations.*.revision violations.*.known_revision violations.*.time_ms`) {
		all = append(all, strings.Split(path, "."))
	}
	return all
}()

// printedFields are what a path can ask of the last command of a terminal.
var printedFields = []string{"stdout", "stderr", "code", "output"}

// CheckPath says that a path leads nowhere in any world. Whether an element of a list
// that it names is there, only a world can tell: see Absent.
func CheckPath(path string) error {
	steps := strings.Split(path, ".")
	if terminal := steps[0]; len(terminal) == 1 && terminal >= "A" && terminal <= "Z" {
		if len(steps) != 2 || !slices.Contains(printedFields, steps[1]) {
			return noSuchOutput(terminal, path)
		}
		return nil
	}
	walked, open := "state", statePaths
	for depth, step := range steps {
		var names []string
		var next [][]string
		for _, known := range open {
			if depth == len(known) {
				continue
			}
			if name := known[depth]; name == step || name == "*" && step != "" {
				next = append(next, known)
			} else if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		switch {
		case len(next) > 0:
		case len(names) == 0:
			return narrate.Fail("bad.value", "walked", walked, "step", narrate.Quoted(step))
		default:
			slices.Sort(names)
			return &Absent{Walked: walked, Step: step, Names: names}
		}
		walked, open = walked+"."+step, next
	}
	return nil
}

// Absent says that a path leads to what is not there.
type Absent struct {
	Walked string // how far it leads, as "state.members"
	Step   string // what is not there
	Names  []string
	Value  bool // what it leads to has nothing in it
}

func (a *Absent) Error() string { return a.In(narrate.English) }

// In returns the error in a language; see narrate.Explain.
func (a *Absent) In(lang narrate.Lang) string {
	id := "bad.absent"
	switch {
	case a.Value:
		id = "bad.absent-value"
	case len(a.Names) == 0:
		id = "bad.absent-all"
	}
	return narrate.Fail(id, "walked", a.Walked, "step", narrate.Quoted(a.Step), "names", strings.Join(a.Names, ", ")).In(lang)
}

func noSuchOutput(terminal, path string) error {
	return narrate.Fail("bad.output", "terminal", terminal, "path", path)
}
