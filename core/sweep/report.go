package sweep

import (
	"fmt"
	"strings"

	"raftarium/core/lab"
	"raftarium/core/shell"
	"raftarium/core/sim"
)

// Inputs returns what was typed up to the violation, or in all.
func (o Outcome) Inputs() []lab.Input {
	if o.Violation == nil {
		return o.played
	}
	inputs := o.played
	for len(inputs) > 0 && inputs[len(inputs)-1].At > o.Violation.At {
		inputs = inputs[:len(inputs)-1]
	}
	return inputs
}

// Link returns the fragment of a URL that opens the outcome's world at the
// moment of its violation, or at its end.
func (o Outcome) Link() string {
	return lab.EncodeLink(o.Plan.Mixture.Config, o.moment(), o.Inputs())
}

func (o Outcome) moment() sim.Time {
	if o.Violation != nil {
		return o.Violation.At
	}
	if n := len(o.played); n > 0 {
		return o.played[n-1].At
	}
	return 0
}

// Script returns the lines that bring about the same world in `raftarium
// shell`, to the byte, and end at the moment of its violation.
func (o Outcome) Script() string {
	var b strings.Builder
	c := o.Plan.Mixture.Config
	if v := o.Violation; v != nil {
		fmt.Fprintf(&b, "# seed %d: %s\n", o.Seed, v)
	}
	fmt.Fprintf(&b, "world --nodes %d --seed %d --times %s --net %s", c.Members, c.Seed, c.Profile, c.Net)
	if c.Bare {
		b.WriteString(" --bare")
	}
	b.WriteByte('\n')
	for _, in := range o.Inputs() {
		fmt.Fprintf(&b, "seek %s\n", (in.At - 1).AppendMilliseconds(nil))
		line, _ := in.What.(shell.Line)
		if name := terminalName(in.Terminal); name != operator {
			fmt.Fprintf(&b, "type %s ", name)
		}
		b.WriteString(line.Text + "\n")
	}
	fmt.Fprintf(&b, "seek %s\n", o.moment().AppendMilliseconds(nil))
	b.WriteString("check\n")
	return b.String()
}

// terminalName is the name of the terminal that lives at a node of a sweep.
func terminalName(n sim.Node) string { return string(rune('A' + n - sim.FirstClient)) }

// String says what was violated, and when.
func (v *Violation) String() string {
	return fmt.Sprintf("%s is violated at %s ms: %s", v.Property, v.At.AppendMilliseconds(nil), v.Text)
}
