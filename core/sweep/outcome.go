package sweep

import (
	"fmt"
	"slices"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/raft"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Options says what a sweep does to its worlds. The zero value is a sweep over
// whatever there is.
type Options struct {
	Members int      // 0: each seed draws how many
	Steps   int      // faults of a world; 0: StepsDefault
	Faults  []Fault  // nil: all; empty: none
	Off     []string // the rules that are off
}

const (
	// StepsDefault is how many faults a world gets where nothing else is said.
	StepsDefault = 60
	// StepsMax and MembersMax bound what can be asked for.
	StepsMax   = 1_000_000
	MembersMax = shell.MembersMax
)

// Verify returns an error where a rule is named that does not exist.
func (o Options) Verify() error {
	for _, name := range o.Off {
		if _, ok := raft.RuleNamed(name); !ok {
			var names []string
			for _, info := range raft.AllRules() {
				names = append(names, info.Name)
			}
			return fmt.Errorf("there is no rule %q: there are %s", name, strings.Join(names, ", "))
		}
	}
	return nil
}

func (o Options) faults() []Fault {
	if o.Faults == nil {
		return faults
	}
	return o.Faults
}

func (o Options) steps() int {
	if o.Steps == 0 {
		return StepsDefault
	}
	return o.Steps
}

// Properties that are not those of a check.Monitor.
const (
	Linearizability = "linearizability"
	Liveness        = "liveness"
)

// Violation is what was found in a world.
type Violation struct {
	Property string // in kebab-case
	At       sim.Time
	Text     string // who, where, and what is amiss, in one sentence
}

// Plan is all that makes a world: World = f(Plan).
type Plan struct {
	Mixture Mixture
	Off     []string
	Wanted  []string    // the properties to violate; none: any, see storm.done
	Inputs  []lab.Input // what was typed until the chaos ended
	End     sim.Time    // of the chaos
	Calm    bool        // it is followed by the healing of everything
}

// Outcome is what became of a seed.
type Outcome struct {
	Seed   uint64
	Plan   Plan
	Events uint64
	// Violation is what was violated first, of what the plan wants if that was, or
	// nil.
	Violation *Violation
	// Undecided is of how many keys what clients saw was too hard to judge. That
	// depends on how fast the machine is, and is as good as never.
	Undecided int

	played []lab.Input // all that was typed, up to the violation
	// unsound: more was taken away than Raft can do without, so that what was
	// violated says nothing. Only a replay can be.
	unsound bool
}

// Run draws a seed's mixture, plays its world, and judges it.
func Run(seed uint64, o Options) Outcome {
	c := chanceOf(seed)
	return run(seed, draw(o, seed, c), o, c)
}

func run(seed uint64, m Mixture, o Options, c *chance) Outcome {
	s := newStorm(m, c)
	s.wanted = protectedBy(o.Off)
	s.begin(o.Off)
	plan := Plan{Mixture: m, Off: o.Off, Wanted: s.wanted, Calm: true}
	safe := s.rage(m.Steps)
	plan.Inputs, plan.End = slices.Clone(s.play.Inputs()), s.play.World().Now()
	return s.judge(seed, plan, safe)
}

// replay plays a plan and judges it.
func replay(seed uint64, plan Plan) Outcome {
	s := newStorm(plan.Mixture, nil)
	s.wanted = plan.Wanted
	safe, sound := true, true
	for _, in := range plan.Inputs {
		if safe = s.run(in.At - 1); !safe {
			break
		}
		if line, typed := in.What.(shell.Line); typed && terminalName(in.Terminal) == operator {
			sound = sound && s.sound(line.Text)
		}
		s.play.Input(in)
	}
	for i := range plan.Mixture.Clients {
		name := string(rune('B' + i))
		if n := lab.TerminalNamed(s.play.World(), name); n != sim.Nobody {
			s.clients = append(s.clients, client{name: name, node: n})
		}
	}
	o := s.judge(seed, plan, safe && s.run(plan.End))
	o.unsound = !sound
	return o
}

// judge plays what follows on the chaos of a plan and says what was violated.
func (s *storm) judge(seed uint64, plan Plan, safe bool) Outcome {
	defer s.end()
	owed := ""
	if safe && plan.Calm {
		owed, safe = s.calm()
	}
	w := s.play.World()
	o := Outcome{Seed: seed, Plan: plan, Events: uint64(w.Trace().Next() - 1), played: s.play.Inputs()}
	first, key, undecided, linear := s.history.linearizable()
	if o.Undecided = undecided; !linear {
		o.found(Violation{Property: Linearizability, At: first, Text: "no order of what clients asked of the key " + key + " explains what they were answered"})
	}
	if owed != "" {
		o.found(Violation{Property: Liveness, At: w.Now(), Text: owed})
	}
	for _, v := range lab.Violations(w) {
		o.found(Violation{Property: v.Property, At: v.Time, Text: tell(w, v)})
	}
	return o
}

// found keeps a violation if it is the one to be told of: one that is wanted
// before all others, and the first of those.
func (o *Outcome) found(v Violation) {
	if old := o.Violation; old != nil {
		was, is := slices.Contains(o.Plan.Wanted, old.Property), slices.Contains(o.Plan.Wanted, v.Property)
		if was && !is || was == is && old.At <= v.At {
			return
		}
	}
	o.Violation = &v
}

// IsWanted reports whether what was found is what the rules that are off protect;
// any violation is where none is.
func (o *Outcome) IsWanted() bool {
	return o.Violation != nil && (len(o.Plan.Wanted) == 0 || slices.Contains(o.Plan.Wanted, o.Violation.Property))
}

// protectedBy returns the properties that rules protect.
func protectedBy(rules []string) (properties []string) {
	for _, info := range raft.AllRules() {
		if slices.Contains(rules, info.Name) {
			properties = append(properties, info.Property)
		}
	}
	return properties
}

// tell says what a violation is about.
func tell(w *sim.World, v lab.Violation) string {
	names := make([]string, len(v.Members))
	for i, n := range v.Members {
		names[i] = lab.NameOf(w, n)
	}
	text := strings.Join(names, " and ")
	if v.Term != 0 {
		text += fmt.Sprintf(" in term %d", v.Term)
	}
	if v.Index != 0 {
		text += fmt.Sprintf(" at index %d", v.Index)
	}
	return text
}
