package lesson

import (
	"errors"
	"slices"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Verdict is what a Judge has found.
type Verdict struct {
	Reached bool
	At      sim.Time // when the goal was reached
	Used    int      // how many inputs had been given by then, or up to now
	Refused string   // the first line that the challenge does not allow, or ""
}

// Judge decides whether what was done in a challenge has reached its goal. It
// plays it once more in a world of its own, so that its verdict is a function of
// the inputs, whatever way the viewer went.
type Judge struct {
	goal  *Goal
	setUp []lab.Input // that the challenge itself has given
	from  sim.Time
	play  *lab.Play
	facts *Facts
	fed   []lab.Input
	found Verdict
	line  string // that the reader gave last
	conf  lab.Config
}

// NewJudge returns a judge of a challenge that was set up by those inputs, and
// began then. Who goes back further and gives others is in another world: nothing that
// happens there reaches the goal.
func NewJudge(l *Lesson, setUp []lab.Input, from sim.Time) *Judge {
	return &Judge{goal: l.Goal, setUp: setUp, from: from, conf: l.Config}
}

// begin forgets what was seen.
func (j *Judge) begin() error {
	play, err := lab.NewPlay(j.conf)
	if err != nil {
		return err
	}
	j.play, j.fed, j.found, j.line = play, nil, Verdict{}, ""
	j.facts = newFacts(play.World())
	return nil
}

// Follow looks at what was done up to a moment, for about so many events. It
// reports whether it has caught up; until then the verdict is not to be told.
func (j *Judge) Follow(inputs []lab.Input, now sim.Time, events int) (Verdict, bool, error) {
	due := 0
	for due < len(inputs) && inputs[due].At <= now {
		due++
	}
	inputs = inputs[:due]
	if j.play == nil || now < j.play.World().Now() || len(inputs) < len(j.fed) || !slices.Equal(inputs[:len(j.fed)], j.fed) {
		if err := j.begin(); err != nil {
			return Verdict{}, false, err
		}
	}
	for !j.found.Reached {
		next := now
		if len(j.fed) < len(inputs) {
			next = inputs[len(j.fed)].At - 1
		}
		for j.play.World().Next() <= next {
			if events--; events < 0 {
				return Verdict{}, false, nil
			}
			j.play.World().Step()
			if err := j.look(); err != nil || j.found.Reached {
				return j.found, true, err
			}
		}
		j.play.RunUntil(next)
		if len(j.fed) == len(inputs) {
			break
		}
		in := inputs[len(j.fed)]
		j.fed = append(j.fed, in)
		j.count(in)
		j.play.Input(in)
		j.play.RunUntil(in.At)
		if err := j.look(); err != nil {
			return j.found, true, err
		}
	}
	return j.found, true, nil
}

// count counts an input that the reader is about to give, and notes whether it is
// allowed. A line of several commands counts as that many, one that only looks as none.
func (j *Judge) count(in lab.Input) {
	line, typed := "", true
	switch what := in.What.(type) {
	case lab.Deed:
		line = what.Line
	case shell.Line:
		line = strings.TrimSpace(what.Text)
	default:
		line, typed = "Ctrl-C", false
	}
	if at := len(j.fed) - 1; at < len(j.setUp) {
		if in != j.setUp[at] {
			j.refuse(line)
		}
		return
	}
	if _, isLine := in.What.(shell.Line); isLine && lab.OnlyLooks(j.play.World(), in.Terminal, line) {
		return
	}
	j.line = line
	parts := shell.PartsOf(line)
	j.found.Used += max(1, parts.Count)
	if typed && len(j.goal.Allow) > 0 && !j.allows(line, parts.Names) {
		j.refuse(line)
	}
}

// allows reports whether each command of a line may be used. What a variable or another
// command says cannot be told, and may not.
func (j *Judge) allows(line string, names []string) bool {
	return len(names) > 0 && !strings.ContainsAny(line, "$`(") &&
		!slices.ContainsFunc(names, func(name string) bool { return !slices.Contains(j.goal.Allow, name) })
}

// refuse notes the first line that is not allowed.
func (j *Judge) refuse(line string) {
	if j.found.Refused == "" {
		j.found.Refused = line
	}
}

// look decides whether the goal is reached now. A cluster or a log that is made anew
// is another world: what happens in it is no way to the goal, unless that is allowed.
func (j *Judge) look() error {
	changed := j.facts.observe()
	if anew := j.facts.anew; anew != "" {
		j.facts.anew = ""
		if len(j.fed) > len(j.setUp) && !slices.Contains(j.goal.Allow, anew) {
			j.refuse(j.line)
		}
	}
	if !changed || j.play.World().Now() < j.from || len(j.fed) < len(j.setUp) || j.found.Refused != "" {
		return nil
	}
	holds, _, err := j.holds()
	if err == nil && holds {
		j.found.Reached, j.found.At = true, j.play.World().Now()
	}
	return err
}

// holds reports whether all conditions hold now. One that is about what is not there,
// an entry or a lease, does not. The error is of the condition in a line.
func (j *Judge) holds() (all bool, line int, err error) {
	for _, c := range j.goal.If {
		failed, err := lab.Compare(c.Text, j.facts.look)
		var absent *lab.Absent
		switch {
		case errors.As(err, &absent):
			return false, c.Line, nil
		case err != nil || failed != nil:
			return false, c.Line, err
		}
	}
	return true, 0, nil
}

// check says of each condition that it can never be judged: it compares what cannot be
// compared, or is about a member that there is not.
func (j *Judge) check() (line int, err error) {
	for _, c := range j.goal.If {
		_, err := lab.Compare(c.Text, j.facts.look)
		var absent *lab.Absent
		if err != nil && (!errors.As(err, &absent) || absent.Walked == "state.members") {
			return c.Line, of("if", err)
		}
	}
	return 0, nil
}
